"""first tables"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "stock_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "stock_on_hand",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("warehouse_id", types.Key(), nullable=False),
        sa.Column("lot_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("recorder_id", "line", name=op.f("pk_stock_on_hand")),
        info={"plugin": "stock"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_stock_on_hand_key",
        "stock_on_hand",
        ["item_id", "variant_id", "warehouse_id", "lot_id", "moment", "recorder_id"],
        unique=False,
    )
    op.create_index(
        "ix_stock_on_hand_moment", "stock_on_hand", ["moment", "recorder_id"], unique=False
    )
    op.create_table(
        "stock_on_hand_month",
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("warehouse_id", types.Key(), nullable=False),
        sa.Column("lot_id", types.Key(), nullable=False),
        sa.Column("month", types.Day(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.PrimaryKeyConstraint(
            "item_id",
            "variant_id",
            "warehouse_id",
            "lot_id",
            "month",
            name=op.f("pk_stock_on_hand_month"),
        ),
        info={"plugin": "stock"},
        sqlite_strict=True,
    )
    op.create_index("ix_stock_on_hand_month_month", "stock_on_hand_month", ["month"], unique=False)
    op.create_table(
        "stock_on_hand_replaced",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("warehouse_id", types.Key(), nullable=False),
        sa.Column("lot_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("replaced_at", types.Moment(), nullable=False),
        info={"plugin": "stock"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_stock_on_hand_replaced_moment", "stock_on_hand_replaced", ["moment"], unique=False
    )
    op.create_index(
        "ix_stock_on_hand_replaced_recorder",
        "stock_on_hand_replaced",
        ["recorder_id"],
        unique=False,
    )
    op.create_table(
        "stock_on_hand_total",
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("warehouse_id", types.Key(), nullable=False),
        sa.Column("lot_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("may_be_negative", types.YesNo(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "may_be_negative OR quantity >= 0",
            name=op.f("ck_stock_on_hand_total_quantity_not_negative"),
        ),
        sa.PrimaryKeyConstraint(
            "item_id", "variant_id", "warehouse_id", "lot_id", name=op.f("pk_stock_on_hand_total")
        ),
        info={"plugin": "stock"},
        sqlite_strict=True,
    )
    op.create_table(
        "stock_warehouse",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_warehouse")),
        sa.UniqueConstraint("code", name=op.f("uq_stock_warehouse_code")),
        info={"plugin": "stock"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_stock_warehouse_name_key_id"), "stock_warehouse", ["name_key", "id"], unique=False
    )
    op.create_table(
        "stock_count",
        sa.Column("blind", types.YesNo(), nullable=False),
        sa.Column("whole", types.YesNo(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("posted", types.YesNo(), nullable=False),
        sa.Column("based_on_id", types.Key(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("warehouse_id", types.Key(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["based_on_id"], ["core_document.id"], name=op.f("fk_stock_count_based_on_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_stock_count_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["stock_warehouse.id"], name=op.f("fk_stock_count_warehouse_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_count")),
        info={"plugin": "stock"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_stock_count_based_on_id"), "stock_count", ["based_on_id"], unique=False
    )
    op.create_index(
        op.f("ix_stock_count_moment_id"), "stock_count", ["moment", "id"], unique=False
    )
    op.create_index(
        op.f("ix_stock_count_number_id"), "stock_count", ["number", "id"], unique=False
    )
    op.create_index(
        "ix_stock_count_drafts",
        "stock_count",
        ["moment", "id"],
        unique=False,
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.create_index(
        op.f("ix_stock_count_organisation_id"), "stock_count", ["organisation_id"], unique=False
    )
    op.create_index(
        op.f("ix_stock_count_warehouse_id"), "stock_count", ["warehouse_id"], unique=False
    )
    op.create_table(
        "stock_surplus_entry",
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("posted", types.YesNo(), nullable=False),
        sa.Column("based_on_id", types.Key(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("warehouse_id", types.Key(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["based_on_id"], ["core_document.id"], name=op.f("fk_stock_surplus_entry_based_on_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_stock_surplus_entry_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"],
            ["stock_warehouse.id"],
            name=op.f("fk_stock_surplus_entry_warehouse_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_surplus_entry")),
        info={"plugin": "stock"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_stock_surplus_entry_based_on_id"),
        "stock_surplus_entry",
        ["based_on_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_stock_surplus_entry_moment_id"),
        "stock_surplus_entry",
        ["moment", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_stock_surplus_entry_number_id"),
        "stock_surplus_entry",
        ["number", "id"],
        unique=False,
    )
    op.create_index(
        "ix_stock_surplus_entry_drafts",
        "stock_surplus_entry",
        ["moment", "id"],
        unique=False,
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.create_index(
        op.f("ix_stock_surplus_entry_organisation_id"),
        "stock_surplus_entry",
        ["organisation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_stock_surplus_entry_warehouse_id"),
        "stock_surplus_entry",
        ["warehouse_id"],
        unique=False,
    )
    op.create_table(
        "stock_transfer",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("posted", types.YesNo(), nullable=False),
        sa.Column("based_on_id", types.Key(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("warehouse_id", types.Key(), nullable=False),
        sa.Column("to_warehouse_id", types.Key(), nullable=False),
        sa.Column("onward_id", types.Key(), nullable=True),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["based_on_id"], ["core_document.id"], name=op.f("fk_stock_transfer_based_on_id")
        ),
        sa.ForeignKeyConstraint(
            ["onward_id"], ["stock_warehouse.id"], name=op.f("fk_stock_transfer_onward_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_stock_transfer_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["to_warehouse_id"],
            ["stock_warehouse.id"],
            name=op.f("fk_stock_transfer_to_warehouse_id"),
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["stock_warehouse.id"], name=op.f("fk_stock_transfer_warehouse_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_transfer")),
        info={"plugin": "stock"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_stock_transfer_based_on_id"), "stock_transfer", ["based_on_id"], unique=False
    )
    op.create_index(
        op.f("ix_stock_transfer_moment_id"), "stock_transfer", ["moment", "id"], unique=False
    )
    op.create_index(
        op.f("ix_stock_transfer_number_id"), "stock_transfer", ["number", "id"], unique=False
    )
    op.create_index(
        "ix_stock_transfer_drafts",
        "stock_transfer",
        ["moment", "id"],
        unique=False,
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.create_index(
        op.f("ix_stock_transfer_onward_id"), "stock_transfer", ["onward_id"], unique=False
    )
    op.create_index(
        op.f("ix_stock_transfer_organisation_id"),
        "stock_transfer",
        ["organisation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_stock_transfer_to_warehouse_id"),
        "stock_transfer",
        ["to_warehouse_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_stock_transfer_warehouse_id"), "stock_transfer", ["warehouse_id"], unique=False
    )
    op.create_table(
        "stock_write_off",
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("posted", types.YesNo(), nullable=False),
        sa.Column("based_on_id", types.Key(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("warehouse_id", types.Key(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["based_on_id"], ["core_document.id"], name=op.f("fk_stock_write_off_based_on_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_stock_write_off_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["stock_warehouse.id"], name=op.f("fk_stock_write_off_warehouse_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_write_off")),
        info={"plugin": "stock"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_stock_write_off_based_on_id"), "stock_write_off", ["based_on_id"], unique=False
    )
    op.create_index(
        op.f("ix_stock_write_off_moment_id"), "stock_write_off", ["moment", "id"], unique=False
    )
    op.create_index(
        op.f("ix_stock_write_off_number_id"), "stock_write_off", ["number", "id"], unique=False
    )
    op.create_index(
        "ix_stock_write_off_drafts",
        "stock_write_off",
        ["moment", "id"],
        unique=False,
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.create_index(
        op.f("ix_stock_write_off_organisation_id"),
        "stock_write_off",
        ["organisation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_stock_write_off_warehouse_id"), "stock_write_off", ["warehouse_id"], unique=False
    )
    op.create_table(
        "stock_count_line",
        sa.Column("quantity", types.Scaled(6), nullable=True),
        sa.Column("counted", types.Scaled(6), nullable=True),
        sa.Column("difference", types.Scaled(6), nullable=True),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=True),
        sa.Column("lot_id", types.Key(), nullable=True),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("base_quantity", types.Scaled(6), nullable=False),
        sa.Column("stocked", types.YesNo(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items_item.id"], name=op.f("fk_stock_count_line_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["stock_count.id"],
            name=op.f("fk_stock_count_line_owner_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["items_unit.id"], name=op.f("fk_stock_count_line_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"], ["items_variant.id"], name=op.f("fk_stock_count_line_variant_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_count_line")),
        info={"plugin": "stock", "part": "lines"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_stock_count_line_item_id"), "stock_count_line", ["item_id"], unique=False
    )
    op.create_index(
        op.f("ix_stock_count_line_owner_id"), "stock_count_line", ["owner_id"], unique=False
    )
    op.create_index(
        op.f("ix_stock_count_line_unit_id"), "stock_count_line", ["unit_id"], unique=False
    )
    op.create_index(
        op.f("ix_stock_count_line_variant_id"), "stock_count_line", ["variant_id"], unique=False
    )
    op.create_table(
        "stock_surplus_entry_line",
        sa.Column("price", types.Scaled(6), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("counted", types.Scaled(6), nullable=True),
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
            ["item_id"], ["items_item.id"], name=op.f("fk_stock_surplus_entry_line_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["stock_surplus_entry.id"],
            name=op.f("fk_stock_surplus_entry_line_owner_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["items_unit.id"], name=op.f("fk_stock_surplus_entry_line_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"],
            ["items_variant.id"],
            name=op.f("fk_stock_surplus_entry_line_variant_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_surplus_entry_line")),
        info={"plugin": "stock", "part": "lines"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_stock_surplus_entry_line_item_id"),
        "stock_surplus_entry_line",
        ["item_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_stock_surplus_entry_line_owner_id"),
        "stock_surplus_entry_line",
        ["owner_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_stock_surplus_entry_line_unit_id"),
        "stock_surplus_entry_line",
        ["unit_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_stock_surplus_entry_line_variant_id"),
        "stock_surplus_entry_line",
        ["variant_id"],
        unique=False,
    )
    op.create_table(
        "stock_transfer_line",
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
            ["item_id"], ["items_item.id"], name=op.f("fk_stock_transfer_line_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["stock_transfer.id"],
            name=op.f("fk_stock_transfer_line_owner_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["items_unit.id"], name=op.f("fk_stock_transfer_line_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"], ["items_variant.id"], name=op.f("fk_stock_transfer_line_variant_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_transfer_line")),
        info={"plugin": "stock", "part": "lines"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_stock_transfer_line_item_id"), "stock_transfer_line", ["item_id"], unique=False
    )
    op.create_index(
        op.f("ix_stock_transfer_line_owner_id"), "stock_transfer_line", ["owner_id"], unique=False
    )
    op.create_index(
        op.f("ix_stock_transfer_line_unit_id"), "stock_transfer_line", ["unit_id"], unique=False
    )
    op.create_index(
        op.f("ix_stock_transfer_line_variant_id"),
        "stock_transfer_line",
        ["variant_id"],
        unique=False,
    )
    op.create_table(
        "stock_write_off_line",
        sa.Column("counted", types.Scaled(6), nullable=True),
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
            ["item_id"], ["items_item.id"], name=op.f("fk_stock_write_off_line_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["stock_write_off.id"],
            name=op.f("fk_stock_write_off_line_owner_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["items_unit.id"], name=op.f("fk_stock_write_off_line_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"], ["items_variant.id"], name=op.f("fk_stock_write_off_line_variant_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_write_off_line")),
        info={"plugin": "stock", "part": "lines"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_stock_write_off_line_item_id"), "stock_write_off_line", ["item_id"], unique=False
    )
    op.create_index(
        op.f("ix_stock_write_off_line_owner_id"),
        "stock_write_off_line",
        ["owner_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_stock_write_off_line_unit_id"), "stock_write_off_line", ["unit_id"], unique=False
    )
    op.create_index(
        op.f("ix_stock_write_off_line_variant_id"),
        "stock_write_off_line",
        ["variant_id"],
        unique=False,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_index(op.f("ix_stock_write_off_line_variant_id"), table_name="stock_write_off_line")
    op.drop_index(op.f("ix_stock_write_off_line_unit_id"), table_name="stock_write_off_line")
    op.drop_index(op.f("ix_stock_write_off_line_owner_id"), table_name="stock_write_off_line")
    op.drop_index(op.f("ix_stock_write_off_line_item_id"), table_name="stock_write_off_line")
    op.drop_table("stock_write_off_line")
    op.drop_index(op.f("ix_stock_transfer_line_variant_id"), table_name="stock_transfer_line")
    op.drop_index(op.f("ix_stock_transfer_line_unit_id"), table_name="stock_transfer_line")
    op.drop_index(op.f("ix_stock_transfer_line_owner_id"), table_name="stock_transfer_line")
    op.drop_index(op.f("ix_stock_transfer_line_item_id"), table_name="stock_transfer_line")
    op.drop_table("stock_transfer_line")
    op.drop_index(
        op.f("ix_stock_surplus_entry_line_variant_id"), table_name="stock_surplus_entry_line"
    )
    op.drop_index(
        op.f("ix_stock_surplus_entry_line_unit_id"), table_name="stock_surplus_entry_line"
    )
    op.drop_index(
        op.f("ix_stock_surplus_entry_line_owner_id"), table_name="stock_surplus_entry_line"
    )
    op.drop_index(
        op.f("ix_stock_surplus_entry_line_item_id"), table_name="stock_surplus_entry_line"
    )
    op.drop_table("stock_surplus_entry_line")
    op.drop_index(op.f("ix_stock_count_line_variant_id"), table_name="stock_count_line")
    op.drop_index(op.f("ix_stock_count_line_unit_id"), table_name="stock_count_line")
    op.drop_index(op.f("ix_stock_count_line_owner_id"), table_name="stock_count_line")
    op.drop_index(op.f("ix_stock_count_line_item_id"), table_name="stock_count_line")
    op.drop_table("stock_count_line")
    op.drop_index(op.f("ix_stock_write_off_warehouse_id"), table_name="stock_write_off")
    op.drop_index(op.f("ix_stock_write_off_organisation_id"), table_name="stock_write_off")
    op.drop_index("ix_stock_write_off_drafts", table_name="stock_write_off")
    op.drop_index(op.f("ix_stock_write_off_number_id"), table_name="stock_write_off")
    op.drop_index(op.f("ix_stock_write_off_moment_id"), table_name="stock_write_off")
    op.drop_index(op.f("ix_stock_write_off_based_on_id"), table_name="stock_write_off")
    op.drop_table("stock_write_off")
    op.drop_index(op.f("ix_stock_transfer_warehouse_id"), table_name="stock_transfer")
    op.drop_index(op.f("ix_stock_transfer_to_warehouse_id"), table_name="stock_transfer")
    op.drop_index(op.f("ix_stock_transfer_organisation_id"), table_name="stock_transfer")
    op.drop_index(op.f("ix_stock_transfer_onward_id"), table_name="stock_transfer")
    op.drop_index("ix_stock_transfer_drafts", table_name="stock_transfer")
    op.drop_index(op.f("ix_stock_transfer_number_id"), table_name="stock_transfer")
    op.drop_index(op.f("ix_stock_transfer_moment_id"), table_name="stock_transfer")
    op.drop_index(op.f("ix_stock_transfer_based_on_id"), table_name="stock_transfer")
    op.drop_table("stock_transfer")
    op.drop_index(op.f("ix_stock_surplus_entry_warehouse_id"), table_name="stock_surplus_entry")
    op.drop_index(op.f("ix_stock_surplus_entry_organisation_id"), table_name="stock_surplus_entry")
    op.drop_index("ix_stock_surplus_entry_drafts", table_name="stock_surplus_entry")
    op.drop_index(op.f("ix_stock_surplus_entry_number_id"), table_name="stock_surplus_entry")
    op.drop_index(op.f("ix_stock_surplus_entry_moment_id"), table_name="stock_surplus_entry")
    op.drop_index(op.f("ix_stock_surplus_entry_based_on_id"), table_name="stock_surplus_entry")
    op.drop_table("stock_surplus_entry")
    op.drop_index(op.f("ix_stock_count_warehouse_id"), table_name="stock_count")
    op.drop_index(op.f("ix_stock_count_organisation_id"), table_name="stock_count")
    op.drop_index("ix_stock_count_drafts", table_name="stock_count")
    op.drop_index(op.f("ix_stock_count_number_id"), table_name="stock_count")
    op.drop_index(op.f("ix_stock_count_moment_id"), table_name="stock_count")
    op.drop_index(op.f("ix_stock_count_based_on_id"), table_name="stock_count")
    op.drop_table("stock_count")
    op.drop_index(op.f("ix_stock_warehouse_name_key_id"), table_name="stock_warehouse")
    op.drop_table("stock_warehouse")
    op.drop_table("stock_on_hand_total")
    op.drop_index("ix_stock_on_hand_replaced_recorder", table_name="stock_on_hand_replaced")
    op.drop_index("ix_stock_on_hand_replaced_moment", table_name="stock_on_hand_replaced")
    op.drop_table("stock_on_hand_replaced")
    op.drop_index("ix_stock_on_hand_month_month", table_name="stock_on_hand_month")
    op.drop_table("stock_on_hand_month")
    op.drop_index("ix_stock_on_hand_moment", table_name="stock_on_hand")
    op.drop_index("ix_stock_on_hand_key", table_name="stock_on_hand")
    op.drop_table("stock_on_hand")
