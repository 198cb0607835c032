"""first tables"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "currencies_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "currencies_currency",
        sa.Column("numeric_code", sa.Text(), nullable=False),
        sa.Column("symbol", sa.Text(), nullable=False),
        sa.Column("minor_digits", types.Whole(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_currencies_currency")),
        sa.UniqueConstraint("code", name=op.f("uq_currencies_currency_code")),
        info={"plugin": "currencies"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_currencies_currency_name_key_id"),
        "currencies_currency",
        ["name_key", "id"],
        unique=False,
    )
    op.create_table(
        "currencies_currency_rate",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("currency_id", types.Key(), nullable=False),
        sa.Column("rate", types.Scaled(8), nullable=False),
        sa.Column("per", types.Whole(), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("recorder_id", "line", name=op.f("pk_currencies_currency_rate")),
        info={"plugin": "currencies"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_currencies_currency_rate_key",
        "currencies_currency_rate",
        ["currency_id", "moment", "recorder_id"],
        unique=False,
    )
    op.create_index(
        "ix_currencies_currency_rate_moment",
        "currencies_currency_rate",
        ["moment", "recorder_id"],
        unique=False,
    )
    op.create_table(
        "currencies_currency_rate_replaced",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("currency_id", types.Key(), nullable=False),
        sa.Column("rate", types.Scaled(8), nullable=False),
        sa.Column("per", types.Whole(), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("replaced_at", types.Moment(), nullable=False),
        info={"plugin": "currencies"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_currencies_currency_rate_replaced_moment",
        "currencies_currency_rate_replaced",
        ["moment"],
        unique=False,
    )
    op.create_index(
        "ix_currencies_currency_rate_replaced_recorder",
        "currencies_currency_rate_replaced",
        ["recorder_id"],
        unique=False,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_index(
        "ix_currencies_currency_rate_replaced_recorder",
        table_name="currencies_currency_rate_replaced",
    )
    op.drop_index(
        "ix_currencies_currency_rate_replaced_moment",
        table_name="currencies_currency_rate_replaced",
    )
    op.drop_table("currencies_currency_rate_replaced")
    op.drop_index("ix_currencies_currency_rate_moment", table_name="currencies_currency_rate")
    op.drop_index("ix_currencies_currency_rate_key", table_name="currencies_currency_rate")
    op.drop_table("currencies_currency_rate")
    op.drop_index(op.f("ix_currencies_currency_name_key_id"), table_name="currencies_currency")
    op.drop_table("currencies_currency")
