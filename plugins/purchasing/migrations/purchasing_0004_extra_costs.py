"""extra costs"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "purchasing_0004"
down_revision = "purchasing_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "purchasing_extra_costs",
        sa.Column("rate", types.Scaled(8), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("spread", sa.Text(), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("vat_rate", types.Scaled(4), nullable=True),
        sa.Column("vat_amount", types.Scaled(4), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("posted", types.YesNo(), nullable=False),
        sa.Column("based_on_id", types.Key(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("deal_id", types.Key(), nullable=True),
        sa.Column("settled_currency_id", types.Key(), nullable=True),
        sa.Column("settled_amount", types.Scaled(4), nullable=False),
        sa.Column("books_rate", types.Scaled(8), nullable=False),
        sa.Column("beyond_credit", types.YesNo(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("contract_id", types.Key(), nullable=False),
        sa.Column("currency_id", types.Key(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["based_on_id"],
            ["core_document.id"],
            name=op.f("fk_purchasing_extra_costs_based_on_id"),
        ),
        sa.ForeignKeyConstraint(
            ["contract_id"],
            ["parties_contract.id"],
            name=op.f("fk_purchasing_extra_costs_contract_id"),
        ),
        sa.ForeignKeyConstraint(
            ["currency_id"],
            ["currencies_currency.id"],
            name=op.f("fk_purchasing_extra_costs_currency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["deal_id"], ["core_document.id"], name=op.f("fk_purchasing_extra_costs_deal_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_purchasing_extra_costs_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["parties_party.id"], name=op.f("fk_purchasing_extra_costs_party_id")
        ),
        sa.ForeignKeyConstraint(
            ["settled_currency_id"],
            ["currencies_currency.id"],
            name=op.f("fk_purchasing_extra_costs_settled_currency_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchasing_extra_costs")),
        info={"plugin": "purchasing"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_purchasing_extra_costs_based_on_id"),
        "purchasing_extra_costs",
        ["based_on_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_extra_costs_contract_id"),
        "purchasing_extra_costs",
        ["contract_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_extra_costs_currency_id"),
        "purchasing_extra_costs",
        ["currency_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_extra_costs_deal_id"),
        "purchasing_extra_costs",
        ["deal_id"],
        unique=False,
    )
    op.create_index(
        "ix_purchasing_extra_costs_drafts",
        "purchasing_extra_costs",
        ["moment", "id"],
        unique=False,
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.create_index(
        op.f("ix_purchasing_extra_costs_moment_id"),
        "purchasing_extra_costs",
        ["moment", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_extra_costs_number_id"),
        "purchasing_extra_costs",
        ["number", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_extra_costs_organisation_id"),
        "purchasing_extra_costs",
        ["organisation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_extra_costs_party_id"),
        "purchasing_extra_costs",
        ["party_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_extra_costs_settled_currency_id"),
        "purchasing_extra_costs",
        ["settled_currency_id"],
        unique=False,
    )
    op.create_table(
        "purchasing_extra_costs_receipt",
        sa.Column("goods_receipt_id", types.Key(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.ForeignKeyConstraint(
            ["goods_receipt_id"],
            ["purchasing_goods_receipt.id"],
            name=op.f("fk_purchasing_extra_costs_receipt_goods_receipt_id"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["purchasing_extra_costs.id"],
            name=op.f("fk_purchasing_extra_costs_receipt_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchasing_extra_costs_receipt")),
        info={"plugin": "purchasing", "part": "goods_receipts"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_purchasing_extra_costs_receipt_goods_receipt_id"),
        "purchasing_extra_costs_receipt",
        ["goods_receipt_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_extra_costs_receipt_owner_id"),
        "purchasing_extra_costs_receipt",
        ["owner_id"],
        unique=False,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_index(
        op.f("ix_purchasing_extra_costs_receipt_owner_id"),
        table_name="purchasing_extra_costs_receipt",
    )
    op.drop_index(
        op.f("ix_purchasing_extra_costs_receipt_goods_receipt_id"),
        table_name="purchasing_extra_costs_receipt",
    )
    op.drop_table("purchasing_extra_costs_receipt")
    op.drop_index(
        op.f("ix_purchasing_extra_costs_settled_currency_id"), table_name="purchasing_extra_costs"
    )
    op.drop_index(op.f("ix_purchasing_extra_costs_party_id"), table_name="purchasing_extra_costs")
    op.drop_index(
        op.f("ix_purchasing_extra_costs_organisation_id"), table_name="purchasing_extra_costs"
    )
    op.drop_index(op.f("ix_purchasing_extra_costs_number_id"), table_name="purchasing_extra_costs")
    op.drop_index(op.f("ix_purchasing_extra_costs_moment_id"), table_name="purchasing_extra_costs")
    op.drop_index(
        "ix_purchasing_extra_costs_drafts",
        table_name="purchasing_extra_costs",
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.drop_index(op.f("ix_purchasing_extra_costs_deal_id"), table_name="purchasing_extra_costs")
    op.drop_index(
        op.f("ix_purchasing_extra_costs_currency_id"), table_name="purchasing_extra_costs"
    )
    op.drop_index(
        op.f("ix_purchasing_extra_costs_contract_id"), table_name="purchasing_extra_costs"
    )
    op.drop_index(
        op.f("ix_purchasing_extra_costs_based_on_id"), table_name="purchasing_extra_costs"
    )
    op.drop_table("purchasing_extra_costs")
