"""first tables"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "purchasing_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "purchasing_purchases",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("warehouse_id", types.Key(), nullable=False),
        sa.Column("receipt_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("vat_amount", types.Scaled(4), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("recorder_id", "line", name=op.f("pk_purchasing_purchases")),
        info={"plugin": "purchasing"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_purchasing_purchases_key",
        "purchasing_purchases",
        [
            "item_id",
            "variant_id",
            "party_id",
            "organisation_id",
            "warehouse_id",
            "moment",
            "recorder_id",
        ],
        unique=False,
    )
    op.create_index(
        "ix_purchasing_purchases_moment",
        "purchasing_purchases",
        ["moment", "recorder_id"],
        unique=False,
    )
    op.create_table(
        "purchasing_purchases_month",
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("warehouse_id", types.Key(), nullable=False),
        sa.Column("month", types.Day(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("vat_amount", types.Scaled(4), nullable=False),
        sa.PrimaryKeyConstraint(
            "item_id",
            "variant_id",
            "party_id",
            "organisation_id",
            "warehouse_id",
            "month",
            name=op.f("pk_purchasing_purchases_month"),
        ),
        info={"plugin": "purchasing"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_purchasing_purchases_month_month",
        "purchasing_purchases_month",
        ["month"],
        unique=False,
    )
    op.create_table(
        "purchasing_purchases_replaced",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("warehouse_id", types.Key(), nullable=False),
        sa.Column("receipt_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("vat_amount", types.Scaled(4), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("replaced_at", types.Moment(), nullable=False),
        info={"plugin": "purchasing"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_purchasing_purchases_replaced_moment",
        "purchasing_purchases_replaced",
        ["moment"],
        unique=False,
    )
    op.create_index(
        "ix_purchasing_purchases_replaced_recorder",
        "purchasing_purchases_replaced",
        ["recorder_id"],
        unique=False,
    )
    op.create_table(
        "purchasing_supplier_orders",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("order_id", types.Key(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("recorder_id", "line", name=op.f("pk_purchasing_supplier_orders")),
        info={"plugin": "purchasing"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_purchasing_supplier_orders_key",
        "purchasing_supplier_orders",
        ["order_id", "item_id", "variant_id", "moment", "recorder_id"],
        unique=False,
    )
    op.create_index(
        "ix_purchasing_supplier_orders_moment",
        "purchasing_supplier_orders",
        ["moment", "recorder_id"],
        unique=False,
    )
    op.create_table(
        "purchasing_supplier_orders_month",
        sa.Column("order_id", types.Key(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("month", types.Day(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.PrimaryKeyConstraint(
            "order_id",
            "item_id",
            "variant_id",
            "month",
            name=op.f("pk_purchasing_supplier_orders_month"),
        ),
        info={"plugin": "purchasing"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_purchasing_supplier_orders_month_month",
        "purchasing_supplier_orders_month",
        ["month"],
        unique=False,
    )
    op.create_table(
        "purchasing_supplier_orders_replaced",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("order_id", types.Key(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("replaced_at", types.Moment(), nullable=False),
        info={"plugin": "purchasing"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_purchasing_supplier_orders_replaced_moment",
        "purchasing_supplier_orders_replaced",
        ["moment"],
        unique=False,
    )
    op.create_index(
        "ix_purchasing_supplier_orders_replaced_recorder",
        "purchasing_supplier_orders_replaced",
        ["recorder_id"],
        unique=False,
    )
    op.create_table(
        "purchasing_supplier_orders_total",
        sa.Column("order_id", types.Key(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("may_be_negative", types.YesNo(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "may_be_negative OR quantity >= 0",
            name=op.f("ck_purchasing_supplier_orders_total_quantity_not_negative"),
        ),
        sa.PrimaryKeyConstraint(
            "order_id", "item_id", "variant_id", name=op.f("pk_purchasing_supplier_orders_total")
        ),
        info={"plugin": "purchasing"},
        sqlite_strict=True,
    )
    op.create_table(
        "purchasing_supplier_order_closing",
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("posted", types.YesNo(), nullable=False),
        sa.Column("based_on_id", types.Key(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["based_on_id"],
            ["core_document.id"],
            name=op.f("fk_purchasing_supplier_order_closing_based_on_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_purchasing_supplier_order_closing_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchasing_supplier_order_closing")),
        info={"plugin": "purchasing"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_purchasing_supplier_order_closing_based_on_id"),
        "purchasing_supplier_order_closing",
        ["based_on_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_supplier_order_closing_moment_id"),
        "purchasing_supplier_order_closing",
        ["moment", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_supplier_order_closing_number_id"),
        "purchasing_supplier_order_closing",
        ["number", "id"],
        unique=False,
    )
    op.create_index(
        "ix_purchasing_supplier_order_closing_drafts",
        "purchasing_supplier_order_closing",
        ["moment", "id"],
        unique=False,
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.create_index(
        op.f("ix_purchasing_supplier_order_closing_organisation_id"),
        "purchasing_supplier_order_closing",
        ["organisation_id"],
        unique=False,
    )
    op.create_table(
        "purchasing_supplier_order",
        sa.Column("due_on", types.Day(), nullable=True),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("posted", types.YesNo(), nullable=False),
        sa.Column("based_on_id", types.Key(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("contract_id", types.Key(), nullable=False),
        sa.Column("currency_id", types.Key(), nullable=False),
        sa.Column("rate", types.Scaled(8), nullable=False),
        sa.Column("price_type_id", types.Key(), nullable=True),
        sa.Column("prices_include_vat", types.YesNo(), nullable=True),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("vat_amount", types.Scaled(4), nullable=False),
        sa.Column("warehouse_id", types.Key(), nullable=True),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["based_on_id"],
            ["core_document.id"],
            name=op.f("fk_purchasing_supplier_order_based_on_id"),
        ),
        sa.ForeignKeyConstraint(
            ["contract_id"],
            ["parties_contract.id"],
            name=op.f("fk_purchasing_supplier_order_contract_id"),
        ),
        sa.ForeignKeyConstraint(
            ["currency_id"],
            ["currencies_currency.id"],
            name=op.f("fk_purchasing_supplier_order_currency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_purchasing_supplier_order_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["parties_party.id"], name=op.f("fk_purchasing_supplier_order_party_id")
        ),
        sa.ForeignKeyConstraint(
            ["price_type_id"],
            ["pricing_price_type.id"],
            name=op.f("fk_purchasing_supplier_order_price_type_id"),
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"],
            ["stock_warehouse.id"],
            name=op.f("fk_purchasing_supplier_order_warehouse_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchasing_supplier_order")),
        info={"plugin": "purchasing"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_purchasing_supplier_order_based_on_id"),
        "purchasing_supplier_order",
        ["based_on_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_supplier_order_contract_id"),
        "purchasing_supplier_order",
        ["contract_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_supplier_order_currency_id"),
        "purchasing_supplier_order",
        ["currency_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_supplier_order_moment_id"),
        "purchasing_supplier_order",
        ["moment", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_supplier_order_number_id"),
        "purchasing_supplier_order",
        ["number", "id"],
        unique=False,
    )
    op.create_index(
        "ix_purchasing_supplier_order_drafts",
        "purchasing_supplier_order",
        ["moment", "id"],
        unique=False,
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.create_index(
        op.f("ix_purchasing_supplier_order_organisation_id"),
        "purchasing_supplier_order",
        ["organisation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_supplier_order_party_id"),
        "purchasing_supplier_order",
        ["party_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_supplier_order_price_type_id"),
        "purchasing_supplier_order",
        ["price_type_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_supplier_order_warehouse_id"),
        "purchasing_supplier_order",
        ["warehouse_id"],
        unique=False,
    )
    op.create_table(
        "purchasing_goods_receipt",
        sa.Column("supplier_number", sa.Text(), nullable=False),
        sa.Column("supplier_date", types.Day(), nullable=True),
        sa.Column("beyond_order", types.YesNo(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("posted", types.YesNo(), nullable=False),
        sa.Column("based_on_id", types.Key(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("contract_id", types.Key(), nullable=False),
        sa.Column("currency_id", types.Key(), nullable=False),
        sa.Column("rate", types.Scaled(8), nullable=False),
        sa.Column("price_type_id", types.Key(), nullable=True),
        sa.Column("prices_include_vat", types.YesNo(), nullable=True),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("vat_amount", types.Scaled(4), nullable=False),
        sa.Column("warehouse_id", types.Key(), nullable=False),
        sa.Column("deal_id", types.Key(), nullable=True),
        sa.Column("settled_currency_id", types.Key(), nullable=True),
        sa.Column("settled_amount", types.Scaled(4), nullable=False),
        sa.Column("books_rate", types.Scaled(8), nullable=False),
        sa.Column("beyond_credit", types.YesNo(), nullable=False),
        sa.Column("supplier_order_id", types.Key(), nullable=True),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["based_on_id"],
            ["core_document.id"],
            name=op.f("fk_purchasing_goods_receipt_based_on_id"),
        ),
        sa.ForeignKeyConstraint(
            ["contract_id"],
            ["parties_contract.id"],
            name=op.f("fk_purchasing_goods_receipt_contract_id"),
        ),
        sa.ForeignKeyConstraint(
            ["currency_id"],
            ["currencies_currency.id"],
            name=op.f("fk_purchasing_goods_receipt_currency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["deal_id"], ["core_document.id"], name=op.f("fk_purchasing_goods_receipt_deal_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_purchasing_goods_receipt_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["parties_party.id"], name=op.f("fk_purchasing_goods_receipt_party_id")
        ),
        sa.ForeignKeyConstraint(
            ["price_type_id"],
            ["pricing_price_type.id"],
            name=op.f("fk_purchasing_goods_receipt_price_type_id"),
        ),
        sa.ForeignKeyConstraint(
            ["settled_currency_id"],
            ["currencies_currency.id"],
            name=op.f("fk_purchasing_goods_receipt_settled_currency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["supplier_order_id"],
            ["purchasing_supplier_order.id"],
            name=op.f("fk_purchasing_goods_receipt_supplier_order_id"),
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"],
            ["stock_warehouse.id"],
            name=op.f("fk_purchasing_goods_receipt_warehouse_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchasing_goods_receipt")),
        info={"plugin": "purchasing"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_purchasing_goods_receipt_based_on_id"),
        "purchasing_goods_receipt",
        ["based_on_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_goods_receipt_contract_id"),
        "purchasing_goods_receipt",
        ["contract_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_goods_receipt_currency_id"),
        "purchasing_goods_receipt",
        ["currency_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_goods_receipt_deal_id"),
        "purchasing_goods_receipt",
        ["deal_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_goods_receipt_moment_id"),
        "purchasing_goods_receipt",
        ["moment", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_goods_receipt_number_id"),
        "purchasing_goods_receipt",
        ["number", "id"],
        unique=False,
    )
    op.create_index(
        "ix_purchasing_goods_receipt_drafts",
        "purchasing_goods_receipt",
        ["moment", "id"],
        unique=False,
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.create_index(
        op.f("ix_purchasing_goods_receipt_organisation_id"),
        "purchasing_goods_receipt",
        ["organisation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_goods_receipt_party_id"),
        "purchasing_goods_receipt",
        ["party_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_goods_receipt_price_type_id"),
        "purchasing_goods_receipt",
        ["price_type_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_goods_receipt_settled_currency_id"),
        "purchasing_goods_receipt",
        ["settled_currency_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_goods_receipt_supplier_order_id"),
        "purchasing_goods_receipt",
        ["supplier_order_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_goods_receipt_warehouse_id"),
        "purchasing_goods_receipt",
        ["warehouse_id"],
        unique=False,
    )
    op.create_table(
        "purchasing_supplier_order_closing_line",
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("order_id", types.Key(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["purchasing_supplier_order.id"],
            name=op.f("fk_purchasing_supplier_order_closing_line_order_id"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["purchasing_supplier_order_closing.id"],
            name=op.f("fk_purchasing_supplier_order_closing_line_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchasing_supplier_order_closing_line")),
        info={"plugin": "purchasing", "part": "lines"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_purchasing_supplier_order_closing_line_order_id"),
        "purchasing_supplier_order_closing_line",
        ["order_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_supplier_order_closing_line_owner_id"),
        "purchasing_supplier_order_closing_line",
        ["owner_id"],
        unique=False,
    )
    op.create_table(
        "purchasing_supplier_order_line",
        sa.Column("placement_id", types.Key(), nullable=True),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=True),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("price", types.Scaled(6), nullable=False),
        sa.Column("discount_percent", types.Scaled(4), nullable=False),
        sa.Column("auto_discount_percent", types.Scaled(4), nullable=False),
        sa.Column("vat_rate", types.Scaled(4), nullable=True),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("vat_amount", types.Scaled(4), nullable=False),
        sa.Column("discount_amount", types.Scaled(4), nullable=False),
        sa.Column("base_quantity", types.Scaled(6), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items_item.id"], name=op.f("fk_purchasing_supplier_order_line_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["purchasing_supplier_order.id"],
            name=op.f("fk_purchasing_supplier_order_line_owner_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["items_unit.id"], name=op.f("fk_purchasing_supplier_order_line_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"],
            ["items_variant.id"],
            name=op.f("fk_purchasing_supplier_order_line_variant_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchasing_supplier_order_line")),
        info={"plugin": "purchasing", "part": "lines"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_purchasing_supplier_order_line_item_id"),
        "purchasing_supplier_order_line",
        ["item_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_supplier_order_line_placement_id"),
        "purchasing_supplier_order_line",
        ["placement_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_supplier_order_line_owner_id"),
        "purchasing_supplier_order_line",
        ["owner_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_supplier_order_line_unit_id"),
        "purchasing_supplier_order_line",
        ["unit_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_supplier_order_line_variant_id"),
        "purchasing_supplier_order_line",
        ["variant_id"],
        unique=False,
    )
    op.create_table(
        "purchasing_goods_receipt_line",
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=True),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("price", types.Scaled(6), nullable=False),
        sa.Column("discount_percent", types.Scaled(4), nullable=False),
        sa.Column("auto_discount_percent", types.Scaled(4), nullable=False),
        sa.Column("vat_rate", types.Scaled(4), nullable=True),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("vat_amount", types.Scaled(4), nullable=False),
        sa.Column("discount_amount", types.Scaled(4), nullable=False),
        sa.Column("base_quantity", types.Scaled(6), nullable=False),
        sa.Column("lot_id", types.Key(), nullable=True),
        sa.Column("stocked", types.YesNo(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items_item.id"], name=op.f("fk_purchasing_goods_receipt_line_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["purchasing_goods_receipt.id"],
            name=op.f("fk_purchasing_goods_receipt_line_owner_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["items_unit.id"], name=op.f("fk_purchasing_goods_receipt_line_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"],
            ["items_variant.id"],
            name=op.f("fk_purchasing_goods_receipt_line_variant_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchasing_goods_receipt_line")),
        info={"plugin": "purchasing", "part": "lines"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_purchasing_goods_receipt_line_item_id"),
        "purchasing_goods_receipt_line",
        ["item_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_goods_receipt_line_owner_id"),
        "purchasing_goods_receipt_line",
        ["owner_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_goods_receipt_line_unit_id"),
        "purchasing_goods_receipt_line",
        ["unit_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_goods_receipt_line_variant_id"),
        "purchasing_goods_receipt_line",
        ["variant_id"],
        unique=False,
    )
    op.create_table(
        "purchasing_supplier_return",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("posted", types.YesNo(), nullable=False),
        sa.Column("based_on_id", types.Key(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("contract_id", types.Key(), nullable=False),
        sa.Column("currency_id", types.Key(), nullable=False),
        sa.Column("rate", types.Scaled(8), nullable=False),
        sa.Column("price_type_id", types.Key(), nullable=True),
        sa.Column("prices_include_vat", types.YesNo(), nullable=True),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("vat_amount", types.Scaled(4), nullable=False),
        sa.Column("warehouse_id", types.Key(), nullable=False),
        sa.Column("deal_id", types.Key(), nullable=True),
        sa.Column("settled_currency_id", types.Key(), nullable=True),
        sa.Column("settled_amount", types.Scaled(4), nullable=False),
        sa.Column("books_rate", types.Scaled(8), nullable=False),
        sa.Column("beyond_credit", types.YesNo(), nullable=False),
        sa.Column("goods_receipt_id", types.Key(), nullable=True),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["based_on_id"],
            ["core_document.id"],
            name=op.f("fk_purchasing_supplier_return_based_on_id"),
        ),
        sa.ForeignKeyConstraint(
            ["contract_id"],
            ["parties_contract.id"],
            name=op.f("fk_purchasing_supplier_return_contract_id"),
        ),
        sa.ForeignKeyConstraint(
            ["currency_id"],
            ["currencies_currency.id"],
            name=op.f("fk_purchasing_supplier_return_currency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["deal_id"], ["core_document.id"], name=op.f("fk_purchasing_supplier_return_deal_id")
        ),
        sa.ForeignKeyConstraint(
            ["goods_receipt_id"],
            ["purchasing_goods_receipt.id"],
            name=op.f("fk_purchasing_supplier_return_goods_receipt_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_purchasing_supplier_return_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["parties_party.id"], name=op.f("fk_purchasing_supplier_return_party_id")
        ),
        sa.ForeignKeyConstraint(
            ["price_type_id"],
            ["pricing_price_type.id"],
            name=op.f("fk_purchasing_supplier_return_price_type_id"),
        ),
        sa.ForeignKeyConstraint(
            ["settled_currency_id"],
            ["currencies_currency.id"],
            name=op.f("fk_purchasing_supplier_return_settled_currency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"],
            ["stock_warehouse.id"],
            name=op.f("fk_purchasing_supplier_return_warehouse_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchasing_supplier_return")),
        info={"plugin": "purchasing"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_purchasing_supplier_return_based_on_id"),
        "purchasing_supplier_return",
        ["based_on_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_supplier_return_contract_id"),
        "purchasing_supplier_return",
        ["contract_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_supplier_return_currency_id"),
        "purchasing_supplier_return",
        ["currency_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_supplier_return_deal_id"),
        "purchasing_supplier_return",
        ["deal_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_supplier_return_goods_receipt_id"),
        "purchasing_supplier_return",
        ["goods_receipt_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_supplier_return_moment_id"),
        "purchasing_supplier_return",
        ["moment", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_supplier_return_number_id"),
        "purchasing_supplier_return",
        ["number", "id"],
        unique=False,
    )
    op.create_index(
        "ix_purchasing_supplier_return_drafts",
        "purchasing_supplier_return",
        ["moment", "id"],
        unique=False,
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.create_index(
        op.f("ix_purchasing_supplier_return_organisation_id"),
        "purchasing_supplier_return",
        ["organisation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_supplier_return_party_id"),
        "purchasing_supplier_return",
        ["party_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_supplier_return_price_type_id"),
        "purchasing_supplier_return",
        ["price_type_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_supplier_return_settled_currency_id"),
        "purchasing_supplier_return",
        ["settled_currency_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_supplier_return_warehouse_id"),
        "purchasing_supplier_return",
        ["warehouse_id"],
        unique=False,
    )
    op.create_table(
        "purchasing_supplier_return_line",
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=True),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("price", types.Scaled(6), nullable=False),
        sa.Column("discount_percent", types.Scaled(4), nullable=False),
        sa.Column("auto_discount_percent", types.Scaled(4), nullable=False),
        sa.Column("vat_rate", types.Scaled(4), nullable=True),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("vat_amount", types.Scaled(4), nullable=False),
        sa.Column("discount_amount", types.Scaled(4), nullable=False),
        sa.Column("base_quantity", types.Scaled(6), nullable=False),
        sa.Column("lot_id", types.Key(), nullable=True),
        sa.Column("stocked", types.YesNo(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items_item.id"], name=op.f("fk_purchasing_supplier_return_line_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["purchasing_supplier_return.id"],
            name=op.f("fk_purchasing_supplier_return_line_owner_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["items_unit.id"], name=op.f("fk_purchasing_supplier_return_line_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"],
            ["items_variant.id"],
            name=op.f("fk_purchasing_supplier_return_line_variant_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchasing_supplier_return_line")),
        info={"plugin": "purchasing", "part": "lines"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_purchasing_supplier_return_line_item_id"),
        "purchasing_supplier_return_line",
        ["item_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_supplier_return_line_owner_id"),
        "purchasing_supplier_return_line",
        ["owner_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_supplier_return_line_unit_id"),
        "purchasing_supplier_return_line",
        ["unit_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purchasing_supplier_return_line_variant_id"),
        "purchasing_supplier_return_line",
        ["variant_id"],
        unique=False,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_index(
        op.f("ix_purchasing_supplier_return_line_variant_id"),
        table_name="purchasing_supplier_return_line",
    )
    op.drop_index(
        op.f("ix_purchasing_supplier_return_line_unit_id"),
        table_name="purchasing_supplier_return_line",
    )
    op.drop_index(
        op.f("ix_purchasing_supplier_return_line_owner_id"),
        table_name="purchasing_supplier_return_line",
    )
    op.drop_index(
        op.f("ix_purchasing_supplier_return_line_item_id"),
        table_name="purchasing_supplier_return_line",
    )
    op.drop_table("purchasing_supplier_return_line")
    op.drop_index(
        op.f("ix_purchasing_supplier_return_warehouse_id"), table_name="purchasing_supplier_return"
    )
    op.drop_index(
        op.f("ix_purchasing_supplier_return_settled_currency_id"),
        table_name="purchasing_supplier_return",
    )
    op.drop_index(
        op.f("ix_purchasing_supplier_return_price_type_id"),
        table_name="purchasing_supplier_return",
    )
    op.drop_index(
        op.f("ix_purchasing_supplier_return_party_id"), table_name="purchasing_supplier_return"
    )
    op.drop_index(
        op.f("ix_purchasing_supplier_return_organisation_id"),
        table_name="purchasing_supplier_return",
    )
    op.drop_index("ix_purchasing_supplier_return_drafts", table_name="purchasing_supplier_return")
    op.drop_index(
        op.f("ix_purchasing_supplier_return_number_id"), table_name="purchasing_supplier_return"
    )
    op.drop_index(
        op.f("ix_purchasing_supplier_return_moment_id"), table_name="purchasing_supplier_return"
    )
    op.drop_index(
        op.f("ix_purchasing_supplier_return_goods_receipt_id"),
        table_name="purchasing_supplier_return",
    )
    op.drop_index(
        op.f("ix_purchasing_supplier_return_deal_id"), table_name="purchasing_supplier_return"
    )
    op.drop_index(
        op.f("ix_purchasing_supplier_return_currency_id"), table_name="purchasing_supplier_return"
    )
    op.drop_index(
        op.f("ix_purchasing_supplier_return_contract_id"), table_name="purchasing_supplier_return"
    )
    op.drop_index(
        op.f("ix_purchasing_supplier_return_based_on_id"), table_name="purchasing_supplier_return"
    )
    op.drop_table("purchasing_supplier_return")
    op.drop_index(
        op.f("ix_purchasing_goods_receipt_line_variant_id"),
        table_name="purchasing_goods_receipt_line",
    )
    op.drop_index(
        op.f("ix_purchasing_goods_receipt_line_unit_id"),
        table_name="purchasing_goods_receipt_line",
    )
    op.drop_index(
        op.f("ix_purchasing_goods_receipt_line_owner_id"),
        table_name="purchasing_goods_receipt_line",
    )
    op.drop_index(
        op.f("ix_purchasing_goods_receipt_line_item_id"),
        table_name="purchasing_goods_receipt_line",
    )
    op.drop_table("purchasing_goods_receipt_line")
    op.drop_index(
        op.f("ix_purchasing_supplier_order_line_variant_id"),
        table_name="purchasing_supplier_order_line",
    )
    op.drop_index(
        op.f("ix_purchasing_supplier_order_line_unit_id"),
        table_name="purchasing_supplier_order_line",
    )
    op.drop_index(
        op.f("ix_purchasing_supplier_order_line_owner_id"),
        table_name="purchasing_supplier_order_line",
    )
    op.drop_index(
        op.f("ix_purchasing_supplier_order_line_item_id"),
        table_name="purchasing_supplier_order_line",
    )
    op.drop_table("purchasing_supplier_order_line")
    op.drop_index(
        op.f("ix_purchasing_supplier_order_closing_line_owner_id"),
        table_name="purchasing_supplier_order_closing_line",
    )
    op.drop_index(
        op.f("ix_purchasing_supplier_order_closing_line_order_id"),
        table_name="purchasing_supplier_order_closing_line",
    )
    op.drop_table("purchasing_supplier_order_closing_line")
    op.drop_index(
        op.f("ix_purchasing_goods_receipt_warehouse_id"), table_name="purchasing_goods_receipt"
    )
    op.drop_index(
        op.f("ix_purchasing_goods_receipt_supplier_order_id"),
        table_name="purchasing_goods_receipt",
    )
    op.drop_index(
        op.f("ix_purchasing_goods_receipt_settled_currency_id"),
        table_name="purchasing_goods_receipt",
    )
    op.drop_index(
        op.f("ix_purchasing_goods_receipt_price_type_id"), table_name="purchasing_goods_receipt"
    )
    op.drop_index(
        op.f("ix_purchasing_goods_receipt_party_id"), table_name="purchasing_goods_receipt"
    )
    op.drop_index(
        op.f("ix_purchasing_goods_receipt_organisation_id"), table_name="purchasing_goods_receipt"
    )
    op.drop_index("ix_purchasing_goods_receipt_drafts", table_name="purchasing_goods_receipt")
    op.drop_index(
        op.f("ix_purchasing_goods_receipt_number_id"), table_name="purchasing_goods_receipt"
    )
    op.drop_index(
        op.f("ix_purchasing_goods_receipt_moment_id"), table_name="purchasing_goods_receipt"
    )
    op.drop_index(
        op.f("ix_purchasing_goods_receipt_deal_id"), table_name="purchasing_goods_receipt"
    )
    op.drop_index(
        op.f("ix_purchasing_goods_receipt_currency_id"), table_name="purchasing_goods_receipt"
    )
    op.drop_index(
        op.f("ix_purchasing_goods_receipt_contract_id"), table_name="purchasing_goods_receipt"
    )
    op.drop_index(
        op.f("ix_purchasing_goods_receipt_based_on_id"), table_name="purchasing_goods_receipt"
    )
    op.drop_table("purchasing_goods_receipt")
    op.drop_index(
        op.f("ix_purchasing_supplier_order_warehouse_id"), table_name="purchasing_supplier_order"
    )
    op.drop_index(
        op.f("ix_purchasing_supplier_order_price_type_id"), table_name="purchasing_supplier_order"
    )
    op.drop_index(
        op.f("ix_purchasing_supplier_order_party_id"), table_name="purchasing_supplier_order"
    )
    op.drop_index(
        op.f("ix_purchasing_supplier_order_organisation_id"),
        table_name="purchasing_supplier_order",
    )
    op.drop_index("ix_purchasing_supplier_order_drafts", table_name="purchasing_supplier_order")
    op.drop_index(
        op.f("ix_purchasing_supplier_order_number_id"), table_name="purchasing_supplier_order"
    )
    op.drop_index(
        op.f("ix_purchasing_supplier_order_moment_id"), table_name="purchasing_supplier_order"
    )
    op.drop_index(
        op.f("ix_purchasing_supplier_order_currency_id"), table_name="purchasing_supplier_order"
    )
    op.drop_index(
        op.f("ix_purchasing_supplier_order_contract_id"), table_name="purchasing_supplier_order"
    )
    op.drop_index(
        op.f("ix_purchasing_supplier_order_based_on_id"), table_name="purchasing_supplier_order"
    )
    op.drop_table("purchasing_supplier_order")
    op.drop_index(
        op.f("ix_purchasing_supplier_order_closing_organisation_id"),
        table_name="purchasing_supplier_order_closing",
    )
    op.drop_index(
        "ix_purchasing_supplier_order_closing_drafts",
        table_name="purchasing_supplier_order_closing",
    )
    op.drop_index(
        op.f("ix_purchasing_supplier_order_closing_number_id"),
        table_name="purchasing_supplier_order_closing",
    )
    op.drop_index(
        op.f("ix_purchasing_supplier_order_closing_moment_id"),
        table_name="purchasing_supplier_order_closing",
    )
    op.drop_index(
        op.f("ix_purchasing_supplier_order_closing_based_on_id"),
        table_name="purchasing_supplier_order_closing",
    )
    op.drop_table("purchasing_supplier_order_closing")
    op.drop_table("purchasing_supplier_orders_total")
    op.drop_index(
        "ix_purchasing_supplier_orders_replaced_recorder",
        table_name="purchasing_supplier_orders_replaced",
    )
    op.drop_index(
        "ix_purchasing_supplier_orders_replaced_moment",
        table_name="purchasing_supplier_orders_replaced",
    )
    op.drop_table("purchasing_supplier_orders_replaced")
    op.drop_index(
        "ix_purchasing_supplier_orders_month_month", table_name="purchasing_supplier_orders_month"
    )
    op.drop_table("purchasing_supplier_orders_month")
    op.drop_index("ix_purchasing_supplier_orders_moment", table_name="purchasing_supplier_orders")
    op.drop_index("ix_purchasing_supplier_orders_key", table_name="purchasing_supplier_orders")
    op.drop_table("purchasing_supplier_orders")
    op.drop_index(
        "ix_purchasing_purchases_replaced_recorder", table_name="purchasing_purchases_replaced"
    )
    op.drop_index(
        "ix_purchasing_purchases_replaced_moment", table_name="purchasing_purchases_replaced"
    )
    op.drop_table("purchasing_purchases_replaced")
    op.drop_index("ix_purchasing_purchases_month_month", table_name="purchasing_purchases_month")
    op.drop_table("purchasing_purchases_month")
    op.drop_index("ix_purchasing_purchases_moment", table_name="purchasing_purchases")
    op.drop_index("ix_purchasing_purchases_key", table_name="purchasing_purchases")
    op.drop_table("purchasing_purchases")
