"""first tables"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "internal_orders_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "internal_orders",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("order_id", types.Key(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("recorder_id", "line", name=op.f("pk_internal_orders")),
        info={"plugin": "internal_orders"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_internal_orders_key",
        "internal_orders",
        ["order_id", "item_id", "variant_id", "moment", "recorder_id"],
        unique=False,
    )
    op.create_index(
        "ix_internal_orders_moment", "internal_orders", ["moment", "recorder_id"], unique=False
    )
    op.create_table(
        "internal_orders_month",
        sa.Column("order_id", types.Key(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("month", types.Day(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.PrimaryKeyConstraint(
            "order_id", "item_id", "variant_id", "month", name=op.f("pk_internal_orders_month")
        ),
        info={"plugin": "internal_orders"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_internal_orders_month_month", "internal_orders_month", ["month"], unique=False
    )
    op.create_table(
        "internal_orders_replaced",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("order_id", types.Key(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("replaced_at", types.Moment(), nullable=False),
        info={"plugin": "internal_orders"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_internal_orders_replaced_moment", "internal_orders_replaced", ["moment"], unique=False
    )
    op.create_index(
        "ix_internal_orders_replaced_recorder",
        "internal_orders_replaced",
        ["recorder_id"],
        unique=False,
    )
    op.create_table(
        "internal_orders_total",
        sa.Column("order_id", types.Key(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("may_be_negative", types.YesNo(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "may_be_negative OR quantity >= 0",
            name=op.f("ck_internal_orders_total_quantity_not_negative"),
        ),
        sa.PrimaryKeyConstraint(
            "order_id", "item_id", "variant_id", name=op.f("pk_internal_orders_total")
        ),
        info={"plugin": "internal_orders"},
        sqlite_strict=True,
    )
    op.create_table(
        "internal_orders_department",
        sa.Column("head", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("warehouse_id", types.Key(), nullable=True),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["warehouse_id"],
            ["stock_warehouse.id"],
            name=op.f("fk_internal_orders_department_warehouse_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_internal_orders_department")),
        sa.UniqueConstraint("code", name=op.f("uq_internal_orders_department_code")),
        info={"plugin": "internal_orders"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_internal_orders_department_name_key_id"),
        "internal_orders_department",
        ["name_key", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_internal_orders_department_warehouse_id"),
        "internal_orders_department",
        ["warehouse_id"],
        unique=False,
    )
    op.create_table(
        "internal_orders_internal_order",
        sa.Column("due_on", types.Day(), nullable=True),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("posted", types.YesNo(), nullable=False),
        sa.Column("based_on_id", types.Key(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("to_warehouse_id", types.Key(), nullable=True),
        sa.Column("department_id", types.Key(), nullable=True),
        sa.Column("warehouse_id", types.Key(), nullable=True),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["based_on_id"],
            ["core_document.id"],
            name=op.f("fk_internal_orders_internal_order_based_on_id"),
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["internal_orders_department.id"],
            name=op.f("fk_internal_orders_internal_order_department_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_internal_orders_internal_order_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["to_warehouse_id"],
            ["stock_warehouse.id"],
            name=op.f("fk_internal_orders_internal_order_to_warehouse_id"),
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"],
            ["stock_warehouse.id"],
            name=op.f("fk_internal_orders_internal_order_warehouse_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_internal_orders_internal_order")),
        info={"plugin": "internal_orders"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_internal_orders_internal_order_based_on_id"),
        "internal_orders_internal_order",
        ["based_on_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_internal_orders_internal_order_department_id"),
        "internal_orders_internal_order",
        ["department_id"],
        unique=False,
    )
    op.create_index(
        "ix_internal_orders_internal_order_drafts",
        "internal_orders_internal_order",
        ["moment", "id"],
        unique=False,
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.create_index(
        op.f("ix_internal_orders_internal_order_moment_id"),
        "internal_orders_internal_order",
        ["moment", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_internal_orders_internal_order_number_id"),
        "internal_orders_internal_order",
        ["number", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_internal_orders_internal_order_organisation_id"),
        "internal_orders_internal_order",
        ["organisation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_internal_orders_internal_order_to_warehouse_id"),
        "internal_orders_internal_order",
        ["to_warehouse_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_internal_orders_internal_order_warehouse_id"),
        "internal_orders_internal_order",
        ["warehouse_id"],
        unique=False,
    )
    op.create_table(
        "internal_orders_internal_order_closing",
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("posted", types.YesNo(), nullable=False),
        sa.Column("based_on_id", types.Key(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("closing_reason_id", types.Key(), nullable=True),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["based_on_id"],
            ["core_document.id"],
            name=op.f("fk_internal_orders_internal_order_closing_based_on_id"),
        ),
        sa.ForeignKeyConstraint(
            ["closing_reason_id"],
            ["orders_closing_reason.id"],
            name=op.f("fk_internal_orders_internal_order_closing_closing_reason_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_internal_orders_internal_order_closing_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_internal_orders_internal_order_closing")),
        info={"plugin": "internal_orders"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_internal_orders_internal_order_closing_based_on_id"),
        "internal_orders_internal_order_closing",
        ["based_on_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_internal_orders_internal_order_closing_closing_reason_id"),
        "internal_orders_internal_order_closing",
        ["closing_reason_id"],
        unique=False,
    )
    op.create_index(
        "ix_internal_orders_internal_order_closing_drafts",
        "internal_orders_internal_order_closing",
        ["moment", "id"],
        unique=False,
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.create_index(
        op.f("ix_internal_orders_internal_order_closing_moment_id"),
        "internal_orders_internal_order_closing",
        ["moment", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_internal_orders_internal_order_closing_number_id"),
        "internal_orders_internal_order_closing",
        ["number", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_internal_orders_internal_order_closing_organisation_id"),
        "internal_orders_internal_order_closing",
        ["organisation_id"],
        unique=False,
    )
    op.create_table(
        "internal_orders_department_issue",
        sa.Column("beyond_order", types.YesNo(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("posted", types.YesNo(), nullable=False),
        sa.Column("based_on_id", types.Key(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("warehouse_id", types.Key(), nullable=False),
        sa.Column("department_id", types.Key(), nullable=False),
        sa.Column("internal_order_id", types.Key(), nullable=True),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["based_on_id"],
            ["core_document.id"],
            name=op.f("fk_internal_orders_department_issue_based_on_id"),
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["internal_orders_department.id"],
            name=op.f("fk_internal_orders_department_issue_department_id"),
        ),
        sa.ForeignKeyConstraint(
            ["internal_order_id"],
            ["internal_orders_internal_order.id"],
            name=op.f("fk_internal_orders_department_issue_internal_order_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_internal_orders_department_issue_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"],
            ["stock_warehouse.id"],
            name=op.f("fk_internal_orders_department_issue_warehouse_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_internal_orders_department_issue")),
        info={"plugin": "internal_orders"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_internal_orders_department_issue_based_on_id"),
        "internal_orders_department_issue",
        ["based_on_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_internal_orders_department_issue_department_id"),
        "internal_orders_department_issue",
        ["department_id"],
        unique=False,
    )
    op.create_index(
        "ix_internal_orders_department_issue_drafts",
        "internal_orders_department_issue",
        ["moment", "id"],
        unique=False,
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.create_index(
        op.f("ix_internal_orders_department_issue_internal_order_id"),
        "internal_orders_department_issue",
        ["internal_order_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_internal_orders_department_issue_moment_id"),
        "internal_orders_department_issue",
        ["moment", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_internal_orders_department_issue_number_id"),
        "internal_orders_department_issue",
        ["number", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_internal_orders_department_issue_organisation_id"),
        "internal_orders_department_issue",
        ["organisation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_internal_orders_department_issue_warehouse_id"),
        "internal_orders_department_issue",
        ["warehouse_id"],
        unique=False,
    )
    op.create_table(
        "internal_orders_internal_order_adjustment",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("posted", types.YesNo(), nullable=False),
        sa.Column("based_on_id", types.Key(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("internal_order_id", types.Key(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["based_on_id"],
            ["core_document.id"],
            name=op.f("fk_internal_orders_internal_order_adjustment_based_on_id"),
        ),
        sa.ForeignKeyConstraint(
            ["internal_order_id"],
            ["internal_orders_internal_order.id"],
            name=op.f("fk_internal_orders_internal_order_adjustment_internal_order_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_internal_orders_internal_order_adjustment_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_internal_orders_internal_order_adjustment")),
        info={"plugin": "internal_orders"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_internal_orders_internal_order_adjustment_based_on_id"),
        "internal_orders_internal_order_adjustment",
        ["based_on_id"],
        unique=False,
    )
    op.create_index(
        "ix_internal_orders_internal_order_adjustment_drafts",
        "internal_orders_internal_order_adjustment",
        ["moment", "id"],
        unique=False,
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.create_index(
        op.f("ix_internal_orders_internal_order_adjustment_internal_order_id"),
        "internal_orders_internal_order_adjustment",
        ["internal_order_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_internal_orders_internal_order_adjustment_moment_id"),
        "internal_orders_internal_order_adjustment",
        ["moment", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_internal_orders_internal_order_adjustment_number_id"),
        "internal_orders_internal_order_adjustment",
        ["number", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_internal_orders_internal_order_adjustment_organisation_id"),
        "internal_orders_internal_order_adjustment",
        ["organisation_id"],
        unique=False,
    )
    op.create_table(
        "internal_orders_internal_order_closing_line",
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("order_id", types.Key(), nullable=False),
        sa.Column("closing_reason_id", types.Key(), nullable=True),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.ForeignKeyConstraint(
            ["closing_reason_id"],
            ["orders_closing_reason.id"],
            name=op.f("fk_internal_orders_internal_order_closing_line_closing_reason_id"),
        ),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["internal_orders_internal_order.id"],
            name=op.f("fk_internal_orders_internal_order_closing_line_order_id"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["internal_orders_internal_order_closing.id"],
            name=op.f("fk_internal_orders_internal_order_closing_line_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_internal_orders_internal_order_closing_line")),
        info={"plugin": "internal_orders", "part": "lines"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_internal_orders_internal_order_closing_line_closing_reason_id"),
        "internal_orders_internal_order_closing_line",
        ["closing_reason_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_internal_orders_internal_order_closing_line_order_id"),
        "internal_orders_internal_order_closing_line",
        ["order_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_internal_orders_internal_order_closing_line_owner_id"),
        "internal_orders_internal_order_closing_line",
        ["owner_id"],
        unique=False,
    )
    op.create_table(
        "internal_orders_internal_order_line",
        sa.Column("placement_id", types.Key(), nullable=True),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=True),
        sa.Column("lot_id", types.Key(), nullable=True),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("base_quantity", types.Scaled(6), nullable=False),
        sa.Column("stocked", types.YesNo(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["items_item.id"],
            name=op.f("fk_internal_orders_internal_order_line_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["internal_orders_internal_order.id"],
            name=op.f("fk_internal_orders_internal_order_line_owner_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["items_unit.id"],
            name=op.f("fk_internal_orders_internal_order_line_unit_id"),
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"],
            ["items_variant.id"],
            name=op.f("fk_internal_orders_internal_order_line_variant_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_internal_orders_internal_order_line")),
        info={"plugin": "internal_orders", "part": "lines"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_internal_orders_internal_order_line_item_id"),
        "internal_orders_internal_order_line",
        ["item_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_internal_orders_internal_order_line_owner_id"),
        "internal_orders_internal_order_line",
        ["owner_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_internal_orders_internal_order_line_placement_id"),
        "internal_orders_internal_order_line",
        ["placement_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_internal_orders_internal_order_line_unit_id"),
        "internal_orders_internal_order_line",
        ["unit_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_internal_orders_internal_order_line_variant_id"),
        "internal_orders_internal_order_line",
        ["variant_id"],
        unique=False,
    )
    op.create_table(
        "internal_orders_internal_reservation",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("posted", types.YesNo(), nullable=False),
        sa.Column("based_on_id", types.Key(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("internal_order_id", types.Key(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["based_on_id"],
            ["core_document.id"],
            name=op.f("fk_internal_orders_internal_reservation_based_on_id"),
        ),
        sa.ForeignKeyConstraint(
            ["internal_order_id"],
            ["internal_orders_internal_order.id"],
            name=op.f("fk_internal_orders_internal_reservation_internal_order_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_internal_orders_internal_reservation_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_internal_orders_internal_reservation")),
        info={"plugin": "internal_orders"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_internal_orders_internal_reservation_based_on_id"),
        "internal_orders_internal_reservation",
        ["based_on_id"],
        unique=False,
    )
    op.create_index(
        "ix_internal_orders_internal_reservation_drafts",
        "internal_orders_internal_reservation",
        ["moment", "id"],
        unique=False,
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.create_index(
        op.f("ix_internal_orders_internal_reservation_internal_order_id"),
        "internal_orders_internal_reservation",
        ["internal_order_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_internal_orders_internal_reservation_moment_id"),
        "internal_orders_internal_reservation",
        ["moment", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_internal_orders_internal_reservation_number_id"),
        "internal_orders_internal_reservation",
        ["number", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_internal_orders_internal_reservation_organisation_id"),
        "internal_orders_internal_reservation",
        ["organisation_id"],
        unique=False,
    )
    op.create_table(
        "internal_orders_transfer_order",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("beyond_order", types.YesNo(), nullable=True),
        sa.Column("internal_order_id", types.Key(), nullable=True),
        sa.ForeignKeyConstraint(
            ["id"],
            ["stock_transfer.id"],
            name=op.f("fk_internal_orders_transfer_order_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["internal_order_id"],
            ["internal_orders_internal_order.id"],
            name=op.f("fk_internal_orders_transfer_order_internal_order_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_internal_orders_transfer_order")),
        info={"plugin": "internal_orders"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_internal_orders_transfer_order_internal_order_id"),
        "internal_orders_transfer_order",
        ["internal_order_id"],
        unique=False,
    )
    op.create_table(
        "internal_orders_department_issue_line",
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=True),
        sa.Column("lot_id", types.Key(), nullable=True),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("base_quantity", types.Scaled(6), nullable=False),
        sa.Column("stocked", types.YesNo(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["items_item.id"],
            name=op.f("fk_internal_orders_department_issue_line_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["internal_orders_department_issue.id"],
            name=op.f("fk_internal_orders_department_issue_line_owner_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["items_unit.id"],
            name=op.f("fk_internal_orders_department_issue_line_unit_id"),
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"],
            ["items_variant.id"],
            name=op.f("fk_internal_orders_department_issue_line_variant_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_internal_orders_department_issue_line")),
        info={"plugin": "internal_orders", "part": "lines"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_internal_orders_department_issue_line_item_id"),
        "internal_orders_department_issue_line",
        ["item_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_internal_orders_department_issue_line_owner_id"),
        "internal_orders_department_issue_line",
        ["owner_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_internal_orders_department_issue_line_unit_id"),
        "internal_orders_department_issue_line",
        ["unit_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_internal_orders_department_issue_line_variant_id"),
        "internal_orders_department_issue_line",
        ["variant_id"],
        unique=False,
    )
    op.create_table(
        "internal_orders_internal_order_adjustment_line",
        sa.Column("less", types.YesNo(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=True),
        sa.Column("lot_id", types.Key(), nullable=True),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("base_quantity", types.Scaled(6), nullable=False),
        sa.Column("stocked", types.YesNo(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["items_item.id"],
            name=op.f("fk_internal_orders_internal_order_adjustment_line_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["internal_orders_internal_order_adjustment.id"],
            name=op.f("fk_internal_orders_internal_order_adjustment_line_owner_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["items_unit.id"],
            name=op.f("fk_internal_orders_internal_order_adjustment_line_unit_id"),
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"],
            ["items_variant.id"],
            name=op.f("fk_internal_orders_internal_order_adjustment_line_variant_id"),
        ),
        sa.PrimaryKeyConstraint(
            "id", name=op.f("pk_internal_orders_internal_order_adjustment_line")
        ),
        info={"plugin": "internal_orders", "part": "lines"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_internal_orders_internal_order_adjustment_line_item_id"),
        "internal_orders_internal_order_adjustment_line",
        ["item_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_internal_orders_internal_order_adjustment_line_owner_id"),
        "internal_orders_internal_order_adjustment_line",
        ["owner_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_internal_orders_internal_order_adjustment_line_unit_id"),
        "internal_orders_internal_order_adjustment_line",
        ["unit_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_internal_orders_internal_order_adjustment_line_variant_id"),
        "internal_orders_internal_order_adjustment_line",
        ["variant_id"],
        unique=False,
    )
    op.create_table(
        "internal_orders_internal_reservation_line",
        sa.Column("from_id", types.Key(), nullable=True),
        sa.Column("to_id", types.Key(), nullable=True),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=True),
        sa.Column("lot_id", types.Key(), nullable=True),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("base_quantity", types.Scaled(6), nullable=False),
        sa.Column("stocked", types.YesNo(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["items_item.id"],
            name=op.f("fk_internal_orders_internal_reservation_line_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["internal_orders_internal_reservation.id"],
            name=op.f("fk_internal_orders_internal_reservation_line_owner_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["items_unit.id"],
            name=op.f("fk_internal_orders_internal_reservation_line_unit_id"),
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"],
            ["items_variant.id"],
            name=op.f("fk_internal_orders_internal_reservation_line_variant_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_internal_orders_internal_reservation_line")),
        info={"plugin": "internal_orders", "part": "lines"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_internal_orders_internal_reservation_line_from_id"),
        "internal_orders_internal_reservation_line",
        ["from_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_internal_orders_internal_reservation_line_item_id"),
        "internal_orders_internal_reservation_line",
        ["item_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_internal_orders_internal_reservation_line_owner_id"),
        "internal_orders_internal_reservation_line",
        ["owner_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_internal_orders_internal_reservation_line_to_id"),
        "internal_orders_internal_reservation_line",
        ["to_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_internal_orders_internal_reservation_line_unit_id"),
        "internal_orders_internal_reservation_line",
        ["unit_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_internal_orders_internal_reservation_line_variant_id"),
        "internal_orders_internal_reservation_line",
        ["variant_id"],
        unique=False,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_index(
        op.f("ix_internal_orders_internal_reservation_line_variant_id"),
        table_name="internal_orders_internal_reservation_line",
    )
    op.drop_index(
        op.f("ix_internal_orders_internal_reservation_line_unit_id"),
        table_name="internal_orders_internal_reservation_line",
    )
    op.drop_index(
        op.f("ix_internal_orders_internal_reservation_line_to_id"),
        table_name="internal_orders_internal_reservation_line",
    )
    op.drop_index(
        op.f("ix_internal_orders_internal_reservation_line_owner_id"),
        table_name="internal_orders_internal_reservation_line",
    )
    op.drop_index(
        op.f("ix_internal_orders_internal_reservation_line_item_id"),
        table_name="internal_orders_internal_reservation_line",
    )
    op.drop_index(
        op.f("ix_internal_orders_internal_reservation_line_from_id"),
        table_name="internal_orders_internal_reservation_line",
    )
    op.drop_table("internal_orders_internal_reservation_line")
    op.drop_index(
        op.f("ix_internal_orders_internal_order_adjustment_line_variant_id"),
        table_name="internal_orders_internal_order_adjustment_line",
    )
    op.drop_index(
        op.f("ix_internal_orders_internal_order_adjustment_line_unit_id"),
        table_name="internal_orders_internal_order_adjustment_line",
    )
    op.drop_index(
        op.f("ix_internal_orders_internal_order_adjustment_line_owner_id"),
        table_name="internal_orders_internal_order_adjustment_line",
    )
    op.drop_index(
        op.f("ix_internal_orders_internal_order_adjustment_line_item_id"),
        table_name="internal_orders_internal_order_adjustment_line",
    )
    op.drop_table("internal_orders_internal_order_adjustment_line")
    op.drop_index(
        op.f("ix_internal_orders_department_issue_line_variant_id"),
        table_name="internal_orders_department_issue_line",
    )
    op.drop_index(
        op.f("ix_internal_orders_department_issue_line_unit_id"),
        table_name="internal_orders_department_issue_line",
    )
    op.drop_index(
        op.f("ix_internal_orders_department_issue_line_owner_id"),
        table_name="internal_orders_department_issue_line",
    )
    op.drop_index(
        op.f("ix_internal_orders_department_issue_line_item_id"),
        table_name="internal_orders_department_issue_line",
    )
    op.drop_table("internal_orders_department_issue_line")
    op.drop_index(
        op.f("ix_internal_orders_transfer_order_internal_order_id"),
        table_name="internal_orders_transfer_order",
    )
    op.drop_table("internal_orders_transfer_order")
    op.drop_index(
        op.f("ix_internal_orders_internal_reservation_organisation_id"),
        table_name="internal_orders_internal_reservation",
    )
    op.drop_index(
        op.f("ix_internal_orders_internal_reservation_number_id"),
        table_name="internal_orders_internal_reservation",
    )
    op.drop_index(
        op.f("ix_internal_orders_internal_reservation_moment_id"),
        table_name="internal_orders_internal_reservation",
    )
    op.drop_index(
        op.f("ix_internal_orders_internal_reservation_internal_order_id"),
        table_name="internal_orders_internal_reservation",
    )
    op.drop_index(
        "ix_internal_orders_internal_reservation_drafts",
        table_name="internal_orders_internal_reservation",
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.drop_index(
        op.f("ix_internal_orders_internal_reservation_based_on_id"),
        table_name="internal_orders_internal_reservation",
    )
    op.drop_table("internal_orders_internal_reservation")
    op.drop_index(
        op.f("ix_internal_orders_internal_order_line_variant_id"),
        table_name="internal_orders_internal_order_line",
    )
    op.drop_index(
        op.f("ix_internal_orders_internal_order_line_unit_id"),
        table_name="internal_orders_internal_order_line",
    )
    op.drop_index(
        op.f("ix_internal_orders_internal_order_line_placement_id"),
        table_name="internal_orders_internal_order_line",
    )
    op.drop_index(
        op.f("ix_internal_orders_internal_order_line_owner_id"),
        table_name="internal_orders_internal_order_line",
    )
    op.drop_index(
        op.f("ix_internal_orders_internal_order_line_item_id"),
        table_name="internal_orders_internal_order_line",
    )
    op.drop_table("internal_orders_internal_order_line")
    op.drop_index(
        op.f("ix_internal_orders_internal_order_closing_line_owner_id"),
        table_name="internal_orders_internal_order_closing_line",
    )
    op.drop_index(
        op.f("ix_internal_orders_internal_order_closing_line_order_id"),
        table_name="internal_orders_internal_order_closing_line",
    )
    op.drop_index(
        op.f("ix_internal_orders_internal_order_closing_line_closing_reason_id"),
        table_name="internal_orders_internal_order_closing_line",
    )
    op.drop_table("internal_orders_internal_order_closing_line")
    op.drop_index(
        op.f("ix_internal_orders_internal_order_adjustment_organisation_id"),
        table_name="internal_orders_internal_order_adjustment",
    )
    op.drop_index(
        op.f("ix_internal_orders_internal_order_adjustment_number_id"),
        table_name="internal_orders_internal_order_adjustment",
    )
    op.drop_index(
        op.f("ix_internal_orders_internal_order_adjustment_moment_id"),
        table_name="internal_orders_internal_order_adjustment",
    )
    op.drop_index(
        op.f("ix_internal_orders_internal_order_adjustment_internal_order_id"),
        table_name="internal_orders_internal_order_adjustment",
    )
    op.drop_index(
        "ix_internal_orders_internal_order_adjustment_drafts",
        table_name="internal_orders_internal_order_adjustment",
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.drop_index(
        op.f("ix_internal_orders_internal_order_adjustment_based_on_id"),
        table_name="internal_orders_internal_order_adjustment",
    )
    op.drop_table("internal_orders_internal_order_adjustment")
    op.drop_index(
        op.f("ix_internal_orders_department_issue_warehouse_id"),
        table_name="internal_orders_department_issue",
    )
    op.drop_index(
        op.f("ix_internal_orders_department_issue_organisation_id"),
        table_name="internal_orders_department_issue",
    )
    op.drop_index(
        op.f("ix_internal_orders_department_issue_number_id"),
        table_name="internal_orders_department_issue",
    )
    op.drop_index(
        op.f("ix_internal_orders_department_issue_moment_id"),
        table_name="internal_orders_department_issue",
    )
    op.drop_index(
        op.f("ix_internal_orders_department_issue_internal_order_id"),
        table_name="internal_orders_department_issue",
    )
    op.drop_index(
        "ix_internal_orders_department_issue_drafts",
        table_name="internal_orders_department_issue",
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.drop_index(
        op.f("ix_internal_orders_department_issue_department_id"),
        table_name="internal_orders_department_issue",
    )
    op.drop_index(
        op.f("ix_internal_orders_department_issue_based_on_id"),
        table_name="internal_orders_department_issue",
    )
    op.drop_table("internal_orders_department_issue")
    op.drop_index(
        op.f("ix_internal_orders_internal_order_closing_organisation_id"),
        table_name="internal_orders_internal_order_closing",
    )
    op.drop_index(
        op.f("ix_internal_orders_internal_order_closing_number_id"),
        table_name="internal_orders_internal_order_closing",
    )
    op.drop_index(
        op.f("ix_internal_orders_internal_order_closing_moment_id"),
        table_name="internal_orders_internal_order_closing",
    )
    op.drop_index(
        "ix_internal_orders_internal_order_closing_drafts",
        table_name="internal_orders_internal_order_closing",
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.drop_index(
        op.f("ix_internal_orders_internal_order_closing_closing_reason_id"),
        table_name="internal_orders_internal_order_closing",
    )
    op.drop_index(
        op.f("ix_internal_orders_internal_order_closing_based_on_id"),
        table_name="internal_orders_internal_order_closing",
    )
    op.drop_table("internal_orders_internal_order_closing")
    op.drop_index(
        op.f("ix_internal_orders_internal_order_warehouse_id"),
        table_name="internal_orders_internal_order",
    )
    op.drop_index(
        op.f("ix_internal_orders_internal_order_to_warehouse_id"),
        table_name="internal_orders_internal_order",
    )
    op.drop_index(
        op.f("ix_internal_orders_internal_order_organisation_id"),
        table_name="internal_orders_internal_order",
    )
    op.drop_index(
        op.f("ix_internal_orders_internal_order_number_id"),
        table_name="internal_orders_internal_order",
    )
    op.drop_index(
        op.f("ix_internal_orders_internal_order_moment_id"),
        table_name="internal_orders_internal_order",
    )
    op.drop_index(
        "ix_internal_orders_internal_order_drafts",
        table_name="internal_orders_internal_order",
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.drop_index(
        op.f("ix_internal_orders_internal_order_department_id"),
        table_name="internal_orders_internal_order",
    )
    op.drop_index(
        op.f("ix_internal_orders_internal_order_based_on_id"),
        table_name="internal_orders_internal_order",
    )
    op.drop_table("internal_orders_internal_order")
    op.drop_index(
        op.f("ix_internal_orders_department_warehouse_id"), table_name="internal_orders_department"
    )
    op.drop_index(
        op.f("ix_internal_orders_department_name_key_id"), table_name="internal_orders_department"
    )
    op.drop_table("internal_orders_department")
    op.drop_table("internal_orders_total")
    op.drop_index("ix_internal_orders_replaced_recorder", table_name="internal_orders_replaced")
    op.drop_index("ix_internal_orders_replaced_moment", table_name="internal_orders_replaced")
    op.drop_table("internal_orders_replaced")
    op.drop_index("ix_internal_orders_month_month", table_name="internal_orders_month")
    op.drop_table("internal_orders_month")
    op.drop_index("ix_internal_orders_moment", table_name="internal_orders")
    op.drop_index("ix_internal_orders_key", table_name="internal_orders")
    op.drop_table("internal_orders")
