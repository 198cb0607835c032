"""Discounts"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "sales_0002"
down_revision = "sales_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    with op.batch_alter_table("sales_customer_order", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("payment_kind", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("discount_card_id", types.Key(), nullable=True))
        batch_op.add_column(
            sa.Column("without_discounts", types.YesNo(), server_default="0", nullable=False)
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_sales_customer_order_discount_card_id"),
            "pricing_discount_card",
            ["discount_card_id"],
            ["id"],
        )

    with op.batch_alter_table("sales_customer_order_line", schema=None) as batch_op:
        batch_op.add_column(sa.Column("discount_reason", types.Json(), nullable=True))

    with op.batch_alter_table("sales_customer_return", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("payment_kind", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("discount_card_id", types.Key(), nullable=True))
        batch_op.add_column(
            sa.Column("without_discounts", types.YesNo(), server_default="0", nullable=False)
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_sales_customer_return_discount_card_id"),
            "pricing_discount_card",
            ["discount_card_id"],
            ["id"],
        )

    with op.batch_alter_table("sales_customer_return_line", schema=None) as batch_op:
        batch_op.add_column(sa.Column("discount_reason", types.Json(), nullable=True))

    with op.batch_alter_table("sales_order_adjustment", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("payment_kind", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("discount_card_id", types.Key(), nullable=True))
        batch_op.add_column(
            sa.Column("without_discounts", types.YesNo(), server_default="0", nullable=False)
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_sales_order_adjustment_discount_card_id"),
            "pricing_discount_card",
            ["discount_card_id"],
            ["id"],
        )

    with op.batch_alter_table("sales_order_adjustment_line", schema=None) as batch_op:
        batch_op.add_column(sa.Column("discount_reason", types.Json(), nullable=True))

    with op.batch_alter_table("sales_shipment", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("payment_kind", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("discount_card_id", types.Key(), nullable=True))
        batch_op.add_column(
            sa.Column("without_discounts", types.YesNo(), server_default="0", nullable=False)
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_sales_shipment_discount_card_id"),
            "pricing_discount_card",
            ["discount_card_id"],
            ["id"],
        )

    with op.batch_alter_table("sales_shipment_line", schema=None) as batch_op:
        batch_op.add_column(sa.Column("discount_reason", types.Json(), nullable=True))


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("sales_shipment_line", schema=None) as batch_op:
        batch_op.drop_column("discount_reason")

    with op.batch_alter_table("sales_shipment", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_sales_shipment_discount_card_id"), type_="foreignkey"
        )
        batch_op.drop_column("without_discounts")
        batch_op.drop_column("discount_card_id")
        batch_op.drop_column("payment_kind")

    with op.batch_alter_table("sales_order_adjustment_line", schema=None) as batch_op:
        batch_op.drop_column("discount_reason")

    with op.batch_alter_table("sales_order_adjustment", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_sales_order_adjustment_discount_card_id"), type_="foreignkey"
        )
        batch_op.drop_column("without_discounts")
        batch_op.drop_column("discount_card_id")
        batch_op.drop_column("payment_kind")

    with op.batch_alter_table("sales_customer_return_line", schema=None) as batch_op:
        batch_op.drop_column("discount_reason")

    with op.batch_alter_table("sales_customer_return", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_sales_customer_return_discount_card_id"), type_="foreignkey"
        )
        batch_op.drop_column("without_discounts")
        batch_op.drop_column("discount_card_id")
        batch_op.drop_column("payment_kind")

    with op.batch_alter_table("sales_customer_order_line", schema=None) as batch_op:
        batch_op.drop_column("discount_reason")

    with op.batch_alter_table("sales_customer_order", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_sales_customer_order_discount_card_id"), type_="foreignkey"
        )
        batch_op.drop_column("without_discounts")
        batch_op.drop_column("discount_card_id")
        batch_op.drop_column("payment_kind")
