"""stock limits and terms"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "supply_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "supply_stock_limit",
        sa.Column("minimum", types.Scaled(6), nullable=False),
        sa.Column("maximum", types.Scaled(6), nullable=True),
        sa.Column("warehouse_id", types.Key(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["items_item.id"],
            name=op.f("fk_supply_stock_limit_owner_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"],
            ["stock_warehouse.id"],
            name=op.f("fk_supply_stock_limit_warehouse_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supply_stock_limit")),
        info={"plugin": "supply", "part": "stock_limits"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_supply_stock_limit_owner_id"), "supply_stock_limit", ["owner_id"], unique=False
    )
    op.create_index(
        op.f("ix_supply_stock_limit_warehouse_id"),
        "supply_stock_limit",
        ["warehouse_id"],
        unique=False,
    )
    op.create_table(
        "supply_supplier_terms",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("lead_days", types.Whole(), nullable=True),
        sa.ForeignKeyConstraint(
            ["id"],
            ["parties_party.id"],
            name=op.f("fk_supply_supplier_terms_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supply_supplier_terms")),
        info={"plugin": "supply"},
        sqlite_strict=True,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("supply_supplier_terms")
    op.drop_index(op.f("ix_supply_stock_limit_warehouse_id"), table_name="supply_stock_limit")
    op.drop_index(op.f("ix_supply_stock_limit_owner_id"), table_name="supply_stock_limit")
    op.drop_table("supply_stock_limit")
