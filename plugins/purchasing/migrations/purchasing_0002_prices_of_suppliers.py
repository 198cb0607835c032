"""Prices of suppliers"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "purchasing_0002"
down_revision = "purchasing_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "purchasing_supplier_prices",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("currency_id", types.Key(), nullable=False),
        sa.Column("price", types.Scaled(6), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("recorder_id", "line", name=op.f("pk_purchasing_supplier_prices")),
        info={"plugin": "purchasing"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_purchasing_supplier_prices_item",
        "purchasing_supplier_prices",
        ["item_id"],
        unique=False,
    )
    op.create_index(
        "ix_purchasing_supplier_prices_key",
        "purchasing_supplier_prices",
        ["party_id", "item_id", "variant_id", "currency_id", "moment", "recorder_id"],
        unique=False,
    )
    op.create_index(
        "ix_purchasing_supplier_prices_moment",
        "purchasing_supplier_prices",
        ["moment", "recorder_id"],
        unique=False,
    )
    op.create_table(
        "purchasing_supplier_prices_replaced",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("currency_id", types.Key(), nullable=False),
        sa.Column("price", types.Scaled(6), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("replaced_at", types.Moment(), nullable=False),
        info={"plugin": "purchasing"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_purchasing_supplier_prices_replaced_moment",
        "purchasing_supplier_prices_replaced",
        ["moment"],
        unique=False,
    )
    op.create_index(
        "ix_purchasing_supplier_prices_replaced_recorder",
        "purchasing_supplier_prices_replaced",
        ["recorder_id"],
        unique=False,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_index(
        "ix_purchasing_supplier_prices_replaced_recorder",
        table_name="purchasing_supplier_prices_replaced",
    )
    op.drop_index(
        "ix_purchasing_supplier_prices_replaced_moment",
        table_name="purchasing_supplier_prices_replaced",
    )
    op.drop_table("purchasing_supplier_prices_replaced")
    op.drop_index("ix_purchasing_supplier_prices_moment", table_name="purchasing_supplier_prices")
    op.drop_index("ix_purchasing_supplier_prices_key", table_name="purchasing_supplier_prices")
    op.drop_index("ix_purchasing_supplier_prices_item", table_name="purchasing_supplier_prices")
    op.drop_table("purchasing_supplier_prices")
