"""first tables"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "reservations_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "reservations_order_placement",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("order_id", types.Key(), nullable=False),
        sa.Column("customer_order_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint(
            "recorder_id", "line", name=op.f("pk_reservations_order_placement")
        ),
        info={"plugin": "reservations"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_reservations_order_placement_customer_order",
        "reservations_order_placement",
        ["customer_order_id"],
        unique=False,
    )
    op.create_index(
        "ix_reservations_order_placement_key",
        "reservations_order_placement",
        ["item_id", "variant_id", "order_id", "customer_order_id", "moment", "recorder_id"],
        unique=False,
    )
    op.create_index(
        "ix_reservations_order_placement_moment",
        "reservations_order_placement",
        ["moment", "recorder_id"],
        unique=False,
    )
    op.create_table(
        "reservations_order_placement_month",
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("order_id", types.Key(), nullable=False),
        sa.Column("customer_order_id", types.Key(), nullable=False),
        sa.Column("month", types.Day(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.PrimaryKeyConstraint(
            "item_id",
            "variant_id",
            "order_id",
            "customer_order_id",
            "month",
            name=op.f("pk_reservations_order_placement_month"),
        ),
        info={"plugin": "reservations"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_reservations_order_placement_month_month",
        "reservations_order_placement_month",
        ["month"],
        unique=False,
    )
    op.create_table(
        "reservations_order_placement_replaced",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("order_id", types.Key(), nullable=False),
        sa.Column("customer_order_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("replaced_at", types.Moment(), nullable=False),
        info={"plugin": "reservations"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_reservations_order_placement_replaced_moment",
        "reservations_order_placement_replaced",
        ["moment"],
        unique=False,
    )
    op.create_index(
        "ix_reservations_order_placement_replaced_recorder",
        "reservations_order_placement_replaced",
        ["recorder_id"],
        unique=False,
    )
    op.create_table(
        "reservations_order_placement_total",
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("order_id", types.Key(), nullable=False),
        sa.Column("customer_order_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("may_be_negative", types.YesNo(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "may_be_negative OR quantity >= 0",
            name=op.f("ck_reservations_order_placement_total_quantity_not_negative"),
        ),
        sa.PrimaryKeyConstraint(
            "item_id",
            "variant_id",
            "order_id",
            "customer_order_id",
            name=op.f("pk_reservations_order_placement_total"),
        ),
        info={"plugin": "reservations"},
        sqlite_strict=True,
    )
    op.create_table(
        "reservations_stock_reserved",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("warehouse_id", types.Key(), nullable=False),
        sa.Column("order_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint(
            "recorder_id", "line", name=op.f("pk_reservations_stock_reserved")
        ),
        info={"plugin": "reservations"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_reservations_stock_reserved_key",
        "reservations_stock_reserved",
        ["item_id", "variant_id", "warehouse_id", "order_id", "moment", "recorder_id"],
        unique=False,
    )
    op.create_index(
        "ix_reservations_stock_reserved_moment",
        "reservations_stock_reserved",
        ["moment", "recorder_id"],
        unique=False,
    )
    op.create_index(
        "ix_reservations_stock_reserved_order",
        "reservations_stock_reserved",
        ["order_id"],
        unique=False,
    )
    op.create_table(
        "reservations_stock_reserved_month",
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("warehouse_id", types.Key(), nullable=False),
        sa.Column("order_id", types.Key(), nullable=False),
        sa.Column("month", types.Day(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.PrimaryKeyConstraint(
            "item_id",
            "variant_id",
            "warehouse_id",
            "order_id",
            "month",
            name=op.f("pk_reservations_stock_reserved_month"),
        ),
        info={"plugin": "reservations"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_reservations_stock_reserved_month_month",
        "reservations_stock_reserved_month",
        ["month"],
        unique=False,
    )
    op.create_table(
        "reservations_stock_reserved_replaced",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("warehouse_id", types.Key(), nullable=False),
        sa.Column("order_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("replaced_at", types.Moment(), nullable=False),
        info={"plugin": "reservations"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_reservations_stock_reserved_replaced_moment",
        "reservations_stock_reserved_replaced",
        ["moment"],
        unique=False,
    )
    op.create_index(
        "ix_reservations_stock_reserved_replaced_recorder",
        "reservations_stock_reserved_replaced",
        ["recorder_id"],
        unique=False,
    )
    op.create_table(
        "reservations_stock_reserved_total",
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("warehouse_id", types.Key(), nullable=False),
        sa.Column("order_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("may_be_negative", types.YesNo(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "may_be_negative OR quantity >= 0",
            name=op.f("ck_reservations_stock_reserved_total_quantity_not_negative"),
        ),
        sa.PrimaryKeyConstraint(
            "item_id",
            "variant_id",
            "warehouse_id",
            "order_id",
            name=op.f("pk_reservations_stock_reserved_total"),
        ),
        info={"plugin": "reservations"},
        sqlite_strict=True,
    )
    op.create_table(
        "reservations_reservation",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("posted", types.YesNo(), nullable=False),
        sa.Column("based_on_id", types.Key(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("customer_order_id", types.Key(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["based_on_id"],
            ["core_document.id"],
            name=op.f("fk_reservations_reservation_based_on_id"),
        ),
        sa.ForeignKeyConstraint(
            ["customer_order_id"],
            ["sales_customer_order.id"],
            name=op.f("fk_reservations_reservation_customer_order_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_reservations_reservation_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reservations_reservation")),
        info={"plugin": "reservations"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_reservations_reservation_based_on_id"),
        "reservations_reservation",
        ["based_on_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_reservations_reservation_customer_order_id"),
        "reservations_reservation",
        ["customer_order_id"],
        unique=False,
    )
    op.create_index(
        "ix_reservations_reservation_drafts",
        "reservations_reservation",
        ["moment", "id"],
        unique=False,
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.create_index(
        op.f("ix_reservations_reservation_moment_id"),
        "reservations_reservation",
        ["moment", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_reservations_reservation_number_id"),
        "reservations_reservation",
        ["number", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_reservations_reservation_organisation_id"),
        "reservations_reservation",
        ["organisation_id"],
        unique=False,
    )
    op.create_table(
        "reservations_reservation_line",
        sa.Column("from_id", types.Key(), nullable=True),
        sa.Column("to_id", types.Key(), nullable=True),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=True),
        sa.Column("lot_id", types.Key(), nullable=True),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("base_quantity", types.Scaled(6), nullable=False),
        sa.Column("stocked", types.YesNo(), nullable=False),
        sa.Column("order_id", types.Key(), nullable=True),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items_item.id"], name=op.f("fk_reservations_reservation_line_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["sales_customer_order.id"],
            name=op.f("fk_reservations_reservation_line_order_id"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["reservations_reservation.id"],
            name=op.f("fk_reservations_reservation_line_owner_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["items_unit.id"], name=op.f("fk_reservations_reservation_line_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"],
            ["items_variant.id"],
            name=op.f("fk_reservations_reservation_line_variant_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reservations_reservation_line")),
        info={"plugin": "reservations", "part": "lines"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_reservations_reservation_line_from_id"),
        "reservations_reservation_line",
        ["from_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_reservations_reservation_line_item_id"),
        "reservations_reservation_line",
        ["item_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_reservations_reservation_line_order_id"),
        "reservations_reservation_line",
        ["order_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_reservations_reservation_line_owner_id"),
        "reservations_reservation_line",
        ["owner_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_reservations_reservation_line_to_id"),
        "reservations_reservation_line",
        ["to_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_reservations_reservation_line_unit_id"),
        "reservations_reservation_line",
        ["unit_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_reservations_reservation_line_variant_id"),
        "reservations_reservation_line",
        ["variant_id"],
        unique=False,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_index(
        op.f("ix_reservations_reservation_line_variant_id"),
        table_name="reservations_reservation_line",
    )
    op.drop_index(
        op.f("ix_reservations_reservation_line_unit_id"),
        table_name="reservations_reservation_line",
    )
    op.drop_index(
        op.f("ix_reservations_reservation_line_to_id"), table_name="reservations_reservation_line"
    )
    op.drop_index(
        op.f("ix_reservations_reservation_line_owner_id"),
        table_name="reservations_reservation_line",
    )
    op.drop_index(
        op.f("ix_reservations_reservation_line_order_id"),
        table_name="reservations_reservation_line",
    )
    op.drop_index(
        op.f("ix_reservations_reservation_line_item_id"),
        table_name="reservations_reservation_line",
    )
    op.drop_index(
        op.f("ix_reservations_reservation_line_from_id"),
        table_name="reservations_reservation_line",
    )
    op.drop_table("reservations_reservation_line")
    op.drop_index(
        op.f("ix_reservations_reservation_organisation_id"), table_name="reservations_reservation"
    )
    op.drop_index(
        op.f("ix_reservations_reservation_number_id"), table_name="reservations_reservation"
    )
    op.drop_index(
        op.f("ix_reservations_reservation_moment_id"), table_name="reservations_reservation"
    )
    op.drop_index(
        "ix_reservations_reservation_drafts",
        table_name="reservations_reservation",
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.drop_index(
        op.f("ix_reservations_reservation_customer_order_id"),
        table_name="reservations_reservation",
    )
    op.drop_index(
        op.f("ix_reservations_reservation_based_on_id"), table_name="reservations_reservation"
    )
    op.drop_table("reservations_reservation")
    op.drop_table("reservations_stock_reserved_total")
    op.drop_index(
        "ix_reservations_stock_reserved_replaced_recorder",
        table_name="reservations_stock_reserved_replaced",
    )
    op.drop_index(
        "ix_reservations_stock_reserved_replaced_moment",
        table_name="reservations_stock_reserved_replaced",
    )
    op.drop_table("reservations_stock_reserved_replaced")
    op.drop_index(
        "ix_reservations_stock_reserved_month_month",
        table_name="reservations_stock_reserved_month",
    )
    op.drop_table("reservations_stock_reserved_month")
    op.drop_index("ix_reservations_stock_reserved_order", table_name="reservations_stock_reserved")
    op.drop_index(
        "ix_reservations_stock_reserved_moment", table_name="reservations_stock_reserved"
    )
    op.drop_index("ix_reservations_stock_reserved_key", table_name="reservations_stock_reserved")
    op.drop_table("reservations_stock_reserved")
    op.drop_table("reservations_order_placement_total")
    op.drop_index(
        "ix_reservations_order_placement_replaced_recorder",
        table_name="reservations_order_placement_replaced",
    )
    op.drop_index(
        "ix_reservations_order_placement_replaced_moment",
        table_name="reservations_order_placement_replaced",
    )
    op.drop_table("reservations_order_placement_replaced")
    op.drop_index(
        "ix_reservations_order_placement_month_month",
        table_name="reservations_order_placement_month",
    )
    op.drop_table("reservations_order_placement_month")
    op.drop_index(
        "ix_reservations_order_placement_moment", table_name="reservations_order_placement"
    )
    op.drop_index("ix_reservations_order_placement_key", table_name="reservations_order_placement")
    op.drop_index(
        "ix_reservations_order_placement_customer_order", table_name="reservations_order_placement"
    )
    op.drop_table("reservations_order_placement")
