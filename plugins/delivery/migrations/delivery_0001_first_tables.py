"""first tables"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "delivery_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "delivery_order_delivery",
        sa.Column("delivery_way", sa.Text(), nullable=False),
        sa.Column("delivery_address", sa.Text(), nullable=False),
        sa.Column("deliver_on", types.Day(), nullable=True),
        sa.Column("id", types.Key(), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"],
            ["sales_customer_order.id"],
            name=op.f("fk_delivery_order_delivery_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_order_delivery")),
        info={"plugin": "delivery"},
        sqlite_strict=True,
    )
    op.create_table(
        "delivery_shipment_delivery",
        sa.Column("delivery_way", sa.Text(), nullable=False),
        sa.Column("delivery_address", sa.Text(), nullable=False),
        sa.Column("deliver_on", types.Day(), nullable=True),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("carrier_id", types.Key(), nullable=True),
        sa.ForeignKeyConstraint(
            ["carrier_id"],
            ["parties_party.id"],
            name=op.f("fk_delivery_shipment_delivery_carrier_id"),
        ),
        sa.ForeignKeyConstraint(
            ["id"],
            ["sales_shipment.id"],
            name=op.f("fk_delivery_shipment_delivery_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_shipment_delivery")),
        info={"plugin": "delivery"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_delivery_shipment_delivery_carrier_id"),
        "delivery_shipment_delivery",
        ["carrier_id"],
        unique=False,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_index(
        op.f("ix_delivery_shipment_delivery_carrier_id"), table_name="delivery_shipment_delivery"
    )
    op.drop_table("delivery_shipment_delivery")
    op.drop_table("delivery_order_delivery")
