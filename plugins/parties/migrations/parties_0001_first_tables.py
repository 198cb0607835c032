"""first tables"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "parties_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "parties_party_group",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("parent_id", types.Key(), nullable=True),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["parties_party_group.id"],
            name=op.f("fk_parties_party_group_parent_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parties_party_group")),
        sa.UniqueConstraint("code", name=op.f("uq_parties_party_group_code")),
        info={"plugin": "parties"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_parties_party_group_name_key_id"),
        "parties_party_group",
        ["name_key", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_parties_party_group_parent_id"),
        "parties_party_group",
        ["parent_id"],
        unique=False,
    )
    op.create_table(
        "parties_party",
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("is_customer", types.YesNo(), nullable=False),
        sa.Column("is_supplier", types.YesNo(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("tax_id", sa.Text(), nullable=False),
        sa.Column("kpp", sa.Text(), nullable=False),
        sa.Column("ogrn", sa.Text(), nullable=False),
        sa.Column("main_contract_id", types.Key(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("group_id", types.Key(), nullable=True),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["parties_party_group.id"], name=op.f("fk_parties_party_group_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parties_party")),
        sa.UniqueConstraint("code", name=op.f("uq_parties_party_code")),
        info={"plugin": "parties"},
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_parties_party_group_id"), "parties_party", ["group_id"], unique=False)
    op.create_index(
        op.f("ix_parties_party_name_key_id"), "parties_party", ["name_key", "id"], unique=False
    )
    op.create_index(op.f("ix_parties_party_tax_id"), "parties_party", ["tax_id"], unique=False)
    op.create_table(
        "parties_contract",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("settlement_mode", sa.Text(), nullable=False),
        sa.Column("debt_limit", types.Scaled(4), nullable=True),
        sa.Column("debt_days", types.Whole(), nullable=True),
        sa.Column("prepayment_percent", types.Scaled(4), nullable=True),
        sa.Column("reserve_days", types.Whole(), nullable=True),
        sa.Column("signed_on", types.Day(), nullable=True),
        sa.Column("valid_until", types.Day(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("currency_id", types.Key(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["currency_id"],
            ["currencies_currency.id"],
            name=op.f("fk_parties_contract_currency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_parties_contract_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["parties_party.id"], name=op.f("fk_parties_contract_party_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parties_contract")),
        sa.UniqueConstraint("code", name=op.f("uq_parties_contract_code")),
        info={"plugin": "parties"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_parties_contract_currency_id"), "parties_contract", ["currency_id"], unique=False
    )
    op.create_index(
        op.f("ix_parties_contract_name_key_id"),
        "parties_contract",
        ["name_key", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_parties_contract_organisation_id"),
        "parties_contract",
        ["organisation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_parties_contract_party_id"), "parties_contract", ["party_id"], unique=False
    )
    op.create_table(
        "parties_party_account",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("bic", sa.Text(), nullable=False),
        sa.Column("bank", sa.Text(), nullable=False),
        sa.Column("correspondent", sa.Text(), nullable=False),
        sa.Column("currency_id", types.Key(), nullable=True),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.ForeignKeyConstraint(
            ["currency_id"],
            ["currencies_currency.id"],
            name=op.f("fk_parties_party_account_currency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["parties_party.id"],
            name=op.f("fk_parties_party_account_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parties_party_account")),
        info={"plugin": "parties", "part": "accounts"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_parties_party_account_account"),
        "parties_party_account",
        ["account"],
        unique=False,
    )
    op.create_index(
        op.f("ix_parties_party_account_currency_id"),
        "parties_party_account",
        ["currency_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_parties_party_account_owner_id"),
        "parties_party_account",
        ["owner_id"],
        unique=False,
    )
    op.create_table(
        "parties_party_contact",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("valid_from", types.Day(), nullable=True),
        sa.Column("valid_to", types.Day(), nullable=True),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["parties_party.id"],
            name=op.f("fk_parties_party_contact_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parties_party_contact")),
        info={"plugin": "parties", "part": "contacts"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_parties_party_contact_owner_id"),
        "parties_party_contact",
        ["owner_id"],
        unique=False,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_index(op.f("ix_parties_party_contact_owner_id"), table_name="parties_party_contact")
    op.drop_table("parties_party_contact")
    op.drop_index(op.f("ix_parties_party_account_owner_id"), table_name="parties_party_account")
    op.drop_index(op.f("ix_parties_party_account_currency_id"), table_name="parties_party_account")
    op.drop_index(op.f("ix_parties_party_account_account"), table_name="parties_party_account")
    op.drop_table("parties_party_account")
    op.drop_index(op.f("ix_parties_contract_party_id"), table_name="parties_contract")
    op.drop_index(op.f("ix_parties_contract_organisation_id"), table_name="parties_contract")
    op.drop_index(op.f("ix_parties_contract_name_key_id"), table_name="parties_contract")
    op.drop_index(op.f("ix_parties_contract_currency_id"), table_name="parties_contract")
    op.drop_table("parties_contract")
    op.drop_index(op.f("ix_parties_party_tax_id"), table_name="parties_party")
    op.drop_index(op.f("ix_parties_party_name_key_id"), table_name="parties_party")
    op.drop_index(op.f("ix_parties_party_group_id"), table_name="parties_party")
    op.drop_table("parties_party")
    op.drop_index(op.f("ix_parties_party_group_parent_id"), table_name="parties_party_group")
    op.drop_index(op.f("ix_parties_party_group_name_key_id"), table_name="parties_party_group")
    op.drop_table("parties_party_group")
