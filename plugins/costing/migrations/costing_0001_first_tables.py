"""First tables"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "costing_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "costing_cost_batches",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("warehouse_id", types.Key(), nullable=False),
        sa.Column("lot_id", types.Key(), nullable=False),
        sa.Column("batch_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("recorder_id", "line", name=op.f("pk_costing_cost_batches")),
        info={"plugin": "costing"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_costing_cost_batches_key",
        "costing_cost_batches",
        ["item_id", "variant_id", "warehouse_id", "lot_id", "batch_id", "moment", "recorder_id"],
        unique=False,
    )
    op.create_index(
        "ix_costing_cost_batches_moment",
        "costing_cost_batches",
        ["moment", "recorder_id"],
        unique=False,
    )
    op.create_table(
        "costing_cost_batches_month",
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("warehouse_id", types.Key(), nullable=False),
        sa.Column("lot_id", types.Key(), nullable=False),
        sa.Column("batch_id", types.Key(), nullable=False),
        sa.Column("month", types.Day(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.PrimaryKeyConstraint(
            "item_id",
            "variant_id",
            "warehouse_id",
            "lot_id",
            "batch_id",
            "month",
            name=op.f("pk_costing_cost_batches_month"),
        ),
        info={"plugin": "costing"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_costing_cost_batches_month_month",
        "costing_cost_batches_month",
        ["month"],
        unique=False,
    )
    op.create_table(
        "costing_cost_batches_replaced",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("warehouse_id", types.Key(), nullable=False),
        sa.Column("lot_id", types.Key(), nullable=False),
        sa.Column("batch_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("replaced_at", types.Moment(), nullable=False),
        info={"plugin": "costing"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_costing_cost_batches_replaced_moment",
        "costing_cost_batches_replaced",
        ["moment"],
        unique=False,
    )
    op.create_index(
        "ix_costing_cost_batches_replaced_recorder",
        "costing_cost_batches_replaced",
        ["recorder_id"],
        unique=False,
    )
    op.create_table(
        "costing_cost_batches_total",
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("warehouse_id", types.Key(), nullable=False),
        sa.Column("lot_id", types.Key(), nullable=False),
        sa.Column("batch_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.PrimaryKeyConstraint(
            "item_id",
            "variant_id",
            "warehouse_id",
            "lot_id",
            "batch_id",
            name=op.f("pk_costing_cost_batches_total"),
        ),
        info={"plugin": "costing"},
        sqlite_strict=True,
    )
    op.create_table(
        "costing_cost_of_sales",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("shipment_id", types.Key(), nullable=False),
        sa.Column("batch_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("recorder_id", "line", name=op.f("pk_costing_cost_of_sales")),
        info={"plugin": "costing"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_costing_cost_of_sales_key",
        "costing_cost_of_sales",
        ["item_id", "variant_id", "moment", "recorder_id"],
        unique=False,
    )
    op.create_index(
        "ix_costing_cost_of_sales_moment",
        "costing_cost_of_sales",
        ["moment", "recorder_id"],
        unique=False,
    )
    op.create_index(
        "ix_costing_cost_of_sales_shipment", "costing_cost_of_sales", ["shipment_id"], unique=False
    )
    op.create_table(
        "costing_cost_of_sales_month",
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("month", types.Day(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.PrimaryKeyConstraint(
            "item_id", "variant_id", "month", name=op.f("pk_costing_cost_of_sales_month")
        ),
        info={"plugin": "costing"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_costing_cost_of_sales_month_month",
        "costing_cost_of_sales_month",
        ["month"],
        unique=False,
    )
    op.create_table(
        "costing_cost_of_sales_replaced",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("shipment_id", types.Key(), nullable=False),
        sa.Column("batch_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("replaced_at", types.Moment(), nullable=False),
        info={"plugin": "costing"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_costing_cost_of_sales_replaced_moment",
        "costing_cost_of_sales_replaced",
        ["moment"],
        unique=False,
    )
    op.create_index(
        "ix_costing_cost_of_sales_replaced_recorder",
        "costing_cost_of_sales_replaced",
        ["recorder_id"],
        unique=False,
    )
    op.create_table(
        "costing_expenses",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("document_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("recorder_id", "line", name=op.f("pk_costing_expenses")),
        info={"plugin": "costing"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_costing_expenses_key",
        "costing_expenses",
        ["item_id", "variant_id", "moment", "recorder_id"],
        unique=False,
    )
    op.create_index(
        "ix_costing_expenses_moment", "costing_expenses", ["moment", "recorder_id"], unique=False
    )
    op.create_table(
        "costing_expenses_month",
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("month", types.Day(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.PrimaryKeyConstraint(
            "item_id", "variant_id", "month", name=op.f("pk_costing_expenses_month")
        ),
        info={"plugin": "costing"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_costing_expenses_month_month", "costing_expenses_month", ["month"], unique=False
    )
    op.create_table(
        "costing_expenses_replaced",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("document_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("replaced_at", types.Moment(), nullable=False),
        info={"plugin": "costing"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_costing_expenses_replaced_moment",
        "costing_expenses_replaced",
        ["moment"],
        unique=False,
    )
    op.create_index(
        "ix_costing_expenses_replaced_recorder",
        "costing_expenses_replaced",
        ["recorder_id"],
        unique=False,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_index("ix_costing_expenses_replaced_recorder", table_name="costing_expenses_replaced")
    op.drop_index("ix_costing_expenses_replaced_moment", table_name="costing_expenses_replaced")
    op.drop_table("costing_expenses_replaced")
    op.drop_index("ix_costing_expenses_month_month", table_name="costing_expenses_month")
    op.drop_table("costing_expenses_month")
    op.drop_index("ix_costing_expenses_moment", table_name="costing_expenses")
    op.drop_index("ix_costing_expenses_key", table_name="costing_expenses")
    op.drop_table("costing_expenses")
    op.drop_index(
        "ix_costing_cost_of_sales_replaced_recorder", table_name="costing_cost_of_sales_replaced"
    )
    op.drop_index(
        "ix_costing_cost_of_sales_replaced_moment", table_name="costing_cost_of_sales_replaced"
    )
    op.drop_table("costing_cost_of_sales_replaced")
    op.drop_index("ix_costing_cost_of_sales_month_month", table_name="costing_cost_of_sales_month")
    op.drop_table("costing_cost_of_sales_month")
    op.drop_index("ix_costing_cost_of_sales_shipment", table_name="costing_cost_of_sales")
    op.drop_index("ix_costing_cost_of_sales_moment", table_name="costing_cost_of_sales")
    op.drop_index("ix_costing_cost_of_sales_key", table_name="costing_cost_of_sales")
    op.drop_table("costing_cost_of_sales")
    op.drop_table("costing_cost_batches_total")
    op.drop_index(
        "ix_costing_cost_batches_replaced_recorder", table_name="costing_cost_batches_replaced"
    )
    op.drop_index(
        "ix_costing_cost_batches_replaced_moment", table_name="costing_cost_batches_replaced"
    )
    op.drop_table("costing_cost_batches_replaced")
    op.drop_index("ix_costing_cost_batches_month_month", table_name="costing_cost_batches_month")
    op.drop_table("costing_cost_batches_month")
    op.drop_index("ix_costing_cost_batches_moment", table_name="costing_cost_batches")
    op.drop_index("ix_costing_cost_batches_key", table_name="costing_cost_batches")
    op.drop_table("costing_cost_batches")
