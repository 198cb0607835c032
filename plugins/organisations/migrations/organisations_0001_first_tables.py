"""first tables"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "organisations_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "organisations_organisation",
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("tax_id", sa.Text(), nullable=False),
        sa.Column("kpp", sa.Text(), nullable=False),
        sa.Column("ogrn", sa.Text(), nullable=False),
        sa.Column("cost_method", sa.Text(), nullable=False),
        sa.Column("stock_control", types.YesNo(), nullable=False),
        sa.Column("pays_vat", types.YesNo(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("director", sa.Text(), nullable=False),
        sa.Column("chief_accountant", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
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
            name=op.f("fk_organisations_organisation_currency_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations_organisation")),
        sa.UniqueConstraint("code", name=op.f("uq_organisations_organisation_code")),
        info={"plugin": "organisations"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_organisations_organisation_currency_id"),
        "organisations_organisation",
        ["currency_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_organisations_organisation_name_key_id"),
        "organisations_organisation",
        ["name_key", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_organisations_organisation_tax_id"),
        "organisations_organisation",
        ["tax_id"],
        unique=False,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_index(
        op.f("ix_organisations_organisation_tax_id"), table_name="organisations_organisation"
    )
    op.drop_index(
        op.f("ix_organisations_organisation_name_key_id"), table_name="organisations_organisation"
    )
    op.drop_index(
        op.f("ix_organisations_organisation_currency_id"), table_name="organisations_organisation"
    )
    op.drop_table("organisations_organisation")
