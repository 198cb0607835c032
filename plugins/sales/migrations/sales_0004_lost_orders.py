"""lost orders"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "sales_0004"
down_revision = "sales_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "sales_lost_orders",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("reason_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("order_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("recorder_id", "line", name=op.f("pk_sales_lost_orders")),
        info={"plugin": "sales"},
        sqlite_strict=True,
    )
    with op.batch_alter_table("sales_lost_orders", schema=None) as batch_op:
        batch_op.create_index(
            "ix_sales_lost_orders_key",
            [
                "reason_id",
                "party_id",
                "organisation_id",
                "item_id",
                "variant_id",
                "moment",
                "recorder_id",
            ],
            unique=False,
        )
        batch_op.create_index(
            "ix_sales_lost_orders_moment", ["moment", "recorder_id"], unique=False
        )

    op.create_table(
        "sales_lost_orders_month",
        sa.Column("reason_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("month", types.Day(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.PrimaryKeyConstraint(
            "reason_id",
            "party_id",
            "organisation_id",
            "item_id",
            "variant_id",
            "month",
            name=op.f("pk_sales_lost_orders_month"),
        ),
        info={"plugin": "sales"},
        sqlite_strict=True,
    )
    with op.batch_alter_table("sales_lost_orders_month", schema=None) as batch_op:
        batch_op.create_index("ix_sales_lost_orders_month_month", ["month"], unique=False)

    op.create_table(
        "sales_lost_orders_replaced",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("reason_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("order_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("replaced_at", types.Moment(), nullable=False),
        info={"plugin": "sales"},
        sqlite_strict=True,
    )
    with op.batch_alter_table("sales_lost_orders_replaced", schema=None) as batch_op:
        batch_op.create_index("ix_sales_lost_orders_replaced_moment", ["moment"], unique=False)
        batch_op.create_index(
            "ix_sales_lost_orders_replaced_recorder", ["recorder_id"], unique=False
        )

    with op.batch_alter_table("sales_order_closing", schema=None) as batch_op:
        batch_op.add_column(sa.Column("closing_reason_id", types.Key(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_sales_order_closing_closing_reason_id"),
            ["closing_reason_id"],
            unique=False,
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_sales_order_closing_closing_reason_id"),
            "orders_closing_reason",
            ["closing_reason_id"],
            ["id"],
        )

    with op.batch_alter_table("sales_order_closing_line", schema=None) as batch_op:
        batch_op.add_column(sa.Column("closing_reason_id", types.Key(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_sales_order_closing_line_closing_reason_id"),
            ["closing_reason_id"],
            unique=False,
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_sales_order_closing_line_closing_reason_id"),
            "orders_closing_reason",
            ["closing_reason_id"],
            ["id"],
        )


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("sales_order_closing_line", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_sales_order_closing_line_closing_reason_id"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_sales_order_closing_line_closing_reason_id"))
        batch_op.drop_column("closing_reason_id")

    with op.batch_alter_table("sales_order_closing", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_sales_order_closing_closing_reason_id"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_sales_order_closing_closing_reason_id"))
        batch_op.drop_column("closing_reason_id")

    with op.batch_alter_table("sales_lost_orders_replaced", schema=None) as batch_op:
        batch_op.drop_index("ix_sales_lost_orders_replaced_recorder")
        batch_op.drop_index("ix_sales_lost_orders_replaced_moment")

    op.drop_table("sales_lost_orders_replaced")
    with op.batch_alter_table("sales_lost_orders_month", schema=None) as batch_op:
        batch_op.drop_index("ix_sales_lost_orders_month_month")

    op.drop_table("sales_lost_orders_month")
    with op.batch_alter_table("sales_lost_orders", schema=None) as batch_op:
        batch_op.drop_index("ix_sales_lost_orders_moment")
        batch_op.drop_index("ix_sales_lost_orders_key")

    op.drop_table("sales_lost_orders")
