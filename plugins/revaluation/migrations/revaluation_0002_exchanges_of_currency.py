"""exchanges of currency"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "revaluation_0002"
down_revision = "revaluation_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "revaluation_currency_exchange",
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("to_amount", types.Scaled(4), nullable=True),
        sa.Column("rate", types.Scaled(8), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("posted", types.YesNo(), nullable=False),
        sa.Column("based_on_id", types.Key(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("place_id", types.Key(), nullable=False),
        sa.Column("to_place_id", types.Key(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["based_on_id"],
            ["core_document.id"],
            name=op.f("fk_revaluation_currency_exchange_based_on_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_revaluation_currency_exchange_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["cash_place.id"], name=op.f("fk_revaluation_currency_exchange_place_id")
        ),
        sa.ForeignKeyConstraint(
            ["to_place_id"],
            ["cash_place.id"],
            name=op.f("fk_revaluation_currency_exchange_to_place_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revaluation_currency_exchange")),
        info={"plugin": "revaluation"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_revaluation_currency_exchange_based_on_id"),
        "revaluation_currency_exchange",
        ["based_on_id"],
        unique=False,
    )
    op.create_index(
        "ix_revaluation_currency_exchange_drafts",
        "revaluation_currency_exchange",
        ["moment", "id"],
        unique=False,
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.create_index(
        op.f("ix_revaluation_currency_exchange_moment_id"),
        "revaluation_currency_exchange",
        ["moment", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_revaluation_currency_exchange_number_id"),
        "revaluation_currency_exchange",
        ["number", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_revaluation_currency_exchange_organisation_id"),
        "revaluation_currency_exchange",
        ["organisation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_revaluation_currency_exchange_place_id"),
        "revaluation_currency_exchange",
        ["place_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_revaluation_currency_exchange_to_place_id"),
        "revaluation_currency_exchange",
        ["to_place_id"],
        unique=False,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_index(
        op.f("ix_revaluation_currency_exchange_to_place_id"),
        table_name="revaluation_currency_exchange",
    )
    op.drop_index(
        op.f("ix_revaluation_currency_exchange_place_id"),
        table_name="revaluation_currency_exchange",
    )
    op.drop_index(
        op.f("ix_revaluation_currency_exchange_organisation_id"),
        table_name="revaluation_currency_exchange",
    )
    op.drop_index(
        op.f("ix_revaluation_currency_exchange_number_id"),
        table_name="revaluation_currency_exchange",
    )
    op.drop_index(
        op.f("ix_revaluation_currency_exchange_moment_id"),
        table_name="revaluation_currency_exchange",
    )
    op.drop_index(
        "ix_revaluation_currency_exchange_drafts",
        table_name="revaluation_currency_exchange",
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.drop_index(
        op.f("ix_revaluation_currency_exchange_based_on_id"),
        table_name="revaluation_currency_exchange",
    )
    op.drop_table("revaluation_currency_exchange")
