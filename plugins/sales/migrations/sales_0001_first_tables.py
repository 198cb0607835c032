"""first tables"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "sales_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "sales",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("warehouse_id", types.Key(), nullable=False),
        sa.Column("shipment_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("discount", types.Scaled(4), nullable=False),
        sa.Column("vat_amount", types.Scaled(4), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("recorder_id", "line", name=op.f("pk_sales")),
        info={"plugin": "sales"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_sales_key",
        "sales",
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
    op.create_index("ix_sales_moment", "sales", ["moment", "recorder_id"], unique=False)
    op.create_table(
        "sales_customer_orders",
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
        sa.PrimaryKeyConstraint("recorder_id", "line", name=op.f("pk_sales_customer_orders")),
        info={"plugin": "sales"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_sales_customer_orders_key",
        "sales_customer_orders",
        ["order_id", "item_id", "variant_id", "moment", "recorder_id"],
        unique=False,
    )
    op.create_index(
        "ix_sales_customer_orders_moment",
        "sales_customer_orders",
        ["moment", "recorder_id"],
        unique=False,
    )
    op.create_table(
        "sales_customer_orders_month",
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
            name=op.f("pk_sales_customer_orders_month"),
        ),
        info={"plugin": "sales"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_sales_customer_orders_month_month",
        "sales_customer_orders_month",
        ["month"],
        unique=False,
    )
    op.create_table(
        "sales_customer_orders_replaced",
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
        info={"plugin": "sales"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_sales_customer_orders_replaced_moment",
        "sales_customer_orders_replaced",
        ["moment"],
        unique=False,
    )
    op.create_index(
        "ix_sales_customer_orders_replaced_recorder",
        "sales_customer_orders_replaced",
        ["recorder_id"],
        unique=False,
    )
    op.create_table(
        "sales_customer_orders_total",
        sa.Column("order_id", types.Key(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("may_be_negative", types.YesNo(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "may_be_negative OR quantity >= 0",
            name=op.f("ck_sales_customer_orders_total_quantity_not_negative"),
        ),
        sa.PrimaryKeyConstraint(
            "order_id", "item_id", "variant_id", name=op.f("pk_sales_customer_orders_total")
        ),
        info={"plugin": "sales"},
        sqlite_strict=True,
    )
    op.create_table(
        "sales_month",
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("warehouse_id", types.Key(), nullable=False),
        sa.Column("month", types.Day(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("discount", types.Scaled(4), nullable=False),
        sa.Column("vat_amount", types.Scaled(4), nullable=False),
        sa.PrimaryKeyConstraint(
            "item_id",
            "variant_id",
            "party_id",
            "organisation_id",
            "warehouse_id",
            "month",
            name=op.f("pk_sales_month"),
        ),
        info={"plugin": "sales"},
        sqlite_strict=True,
    )
    op.create_index("ix_sales_month_month", "sales_month", ["month"], unique=False)
    op.create_table(
        "sales_replaced",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("warehouse_id", types.Key(), nullable=False),
        sa.Column("shipment_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("discount", types.Scaled(4), nullable=False),
        sa.Column("vat_amount", types.Scaled(4), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("replaced_at", types.Moment(), nullable=False),
        info={"plugin": "sales"},
        sqlite_strict=True,
    )
    op.create_index("ix_sales_replaced_moment", "sales_replaced", ["moment"], unique=False)
    op.create_index("ix_sales_replaced_recorder", "sales_replaced", ["recorder_id"], unique=False)
    op.create_table(
        "sales_order_closing",
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
            ["based_on_id"], ["core_document.id"], name=op.f("fk_sales_order_closing_based_on_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_sales_order_closing_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sales_order_closing")),
        info={"plugin": "sales"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_sales_order_closing_based_on_id"),
        "sales_order_closing",
        ["based_on_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_order_closing_moment_id"),
        "sales_order_closing",
        ["moment", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_order_closing_number_id"),
        "sales_order_closing",
        ["number", "id"],
        unique=False,
    )
    op.create_index(
        "ix_sales_order_closing_drafts",
        "sales_order_closing",
        ["moment", "id"],
        unique=False,
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.create_index(
        op.f("ix_sales_order_closing_organisation_id"),
        "sales_order_closing",
        ["organisation_id"],
        unique=False,
    )
    op.create_table(
        "sales_customer_order",
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
            ["based_on_id"], ["core_document.id"], name=op.f("fk_sales_customer_order_based_on_id")
        ),
        sa.ForeignKeyConstraint(
            ["contract_id"],
            ["parties_contract.id"],
            name=op.f("fk_sales_customer_order_contract_id"),
        ),
        sa.ForeignKeyConstraint(
            ["currency_id"],
            ["currencies_currency.id"],
            name=op.f("fk_sales_customer_order_currency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_sales_customer_order_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["parties_party.id"], name=op.f("fk_sales_customer_order_party_id")
        ),
        sa.ForeignKeyConstraint(
            ["price_type_id"],
            ["pricing_price_type.id"],
            name=op.f("fk_sales_customer_order_price_type_id"),
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"],
            ["stock_warehouse.id"],
            name=op.f("fk_sales_customer_order_warehouse_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sales_customer_order")),
        info={"plugin": "sales"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_sales_customer_order_based_on_id"),
        "sales_customer_order",
        ["based_on_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_customer_order_contract_id"),
        "sales_customer_order",
        ["contract_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_customer_order_currency_id"),
        "sales_customer_order",
        ["currency_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_customer_order_moment_id"),
        "sales_customer_order",
        ["moment", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_customer_order_number_id"),
        "sales_customer_order",
        ["number", "id"],
        unique=False,
    )
    op.create_index(
        "ix_sales_customer_order_drafts",
        "sales_customer_order",
        ["moment", "id"],
        unique=False,
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.create_index(
        op.f("ix_sales_customer_order_organisation_id"),
        "sales_customer_order",
        ["organisation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_customer_order_party_id"),
        "sales_customer_order",
        ["party_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_customer_order_price_type_id"),
        "sales_customer_order",
        ["price_type_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_customer_order_warehouse_id"),
        "sales_customer_order",
        ["warehouse_id"],
        unique=False,
    )
    op.create_table(
        "sales_customer_order_line",
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
            ["item_id"], ["items_item.id"], name=op.f("fk_sales_customer_order_line_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["sales_customer_order.id"],
            name=op.f("fk_sales_customer_order_line_owner_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["items_unit.id"], name=op.f("fk_sales_customer_order_line_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"],
            ["items_variant.id"],
            name=op.f("fk_sales_customer_order_line_variant_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sales_customer_order_line")),
        info={"plugin": "sales", "part": "lines"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_sales_customer_order_line_item_id"),
        "sales_customer_order_line",
        ["item_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_customer_order_line_placement_id"),
        "sales_customer_order_line",
        ["placement_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_customer_order_line_owner_id"),
        "sales_customer_order_line",
        ["owner_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_customer_order_line_unit_id"),
        "sales_customer_order_line",
        ["unit_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_customer_order_line_variant_id"),
        "sales_customer_order_line",
        ["variant_id"],
        unique=False,
    )
    op.create_table(
        "sales_order_adjustment",
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
        sa.Column("customer_order_id", types.Key(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["based_on_id"],
            ["core_document.id"],
            name=op.f("fk_sales_order_adjustment_based_on_id"),
        ),
        sa.ForeignKeyConstraint(
            ["contract_id"],
            ["parties_contract.id"],
            name=op.f("fk_sales_order_adjustment_contract_id"),
        ),
        sa.ForeignKeyConstraint(
            ["currency_id"],
            ["currencies_currency.id"],
            name=op.f("fk_sales_order_adjustment_currency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["customer_order_id"],
            ["sales_customer_order.id"],
            name=op.f("fk_sales_order_adjustment_customer_order_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_sales_order_adjustment_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["parties_party.id"], name=op.f("fk_sales_order_adjustment_party_id")
        ),
        sa.ForeignKeyConstraint(
            ["price_type_id"],
            ["pricing_price_type.id"],
            name=op.f("fk_sales_order_adjustment_price_type_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sales_order_adjustment")),
        info={"plugin": "sales"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_sales_order_adjustment_based_on_id"),
        "sales_order_adjustment",
        ["based_on_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_order_adjustment_contract_id"),
        "sales_order_adjustment",
        ["contract_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_order_adjustment_currency_id"),
        "sales_order_adjustment",
        ["currency_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_order_adjustment_customer_order_id"),
        "sales_order_adjustment",
        ["customer_order_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_order_adjustment_moment_id"),
        "sales_order_adjustment",
        ["moment", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_order_adjustment_number_id"),
        "sales_order_adjustment",
        ["number", "id"],
        unique=False,
    )
    op.create_index(
        "ix_sales_order_adjustment_drafts",
        "sales_order_adjustment",
        ["moment", "id"],
        unique=False,
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.create_index(
        op.f("ix_sales_order_adjustment_organisation_id"),
        "sales_order_adjustment",
        ["organisation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_order_adjustment_party_id"),
        "sales_order_adjustment",
        ["party_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_order_adjustment_price_type_id"),
        "sales_order_adjustment",
        ["price_type_id"],
        unique=False,
    )
    op.create_table(
        "sales_order_closing_line",
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("order_id", types.Key(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["sales_customer_order.id"],
            name=op.f("fk_sales_order_closing_line_order_id"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["sales_order_closing.id"],
            name=op.f("fk_sales_order_closing_line_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sales_order_closing_line")),
        info={"plugin": "sales", "part": "lines"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_sales_order_closing_line_order_id"),
        "sales_order_closing_line",
        ["order_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_order_closing_line_owner_id"),
        "sales_order_closing_line",
        ["owner_id"],
        unique=False,
    )
    op.create_table(
        "sales_shipment",
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
        sa.Column("customer_order_id", types.Key(), nullable=True),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["based_on_id"], ["core_document.id"], name=op.f("fk_sales_shipment_based_on_id")
        ),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["parties_contract.id"], name=op.f("fk_sales_shipment_contract_id")
        ),
        sa.ForeignKeyConstraint(
            ["currency_id"], ["currencies_currency.id"], name=op.f("fk_sales_shipment_currency_id")
        ),
        sa.ForeignKeyConstraint(
            ["customer_order_id"],
            ["sales_customer_order.id"],
            name=op.f("fk_sales_shipment_customer_order_id"),
        ),
        sa.ForeignKeyConstraint(
            ["deal_id"], ["core_document.id"], name=op.f("fk_sales_shipment_deal_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_sales_shipment_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["parties_party.id"], name=op.f("fk_sales_shipment_party_id")
        ),
        sa.ForeignKeyConstraint(
            ["price_type_id"],
            ["pricing_price_type.id"],
            name=op.f("fk_sales_shipment_price_type_id"),
        ),
        sa.ForeignKeyConstraint(
            ["settled_currency_id"],
            ["currencies_currency.id"],
            name=op.f("fk_sales_shipment_settled_currency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["stock_warehouse.id"], name=op.f("fk_sales_shipment_warehouse_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sales_shipment")),
        info={"plugin": "sales"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_sales_shipment_based_on_id"), "sales_shipment", ["based_on_id"], unique=False
    )
    op.create_index(
        op.f("ix_sales_shipment_contract_id"), "sales_shipment", ["contract_id"], unique=False
    )
    op.create_index(
        op.f("ix_sales_shipment_currency_id"), "sales_shipment", ["currency_id"], unique=False
    )
    op.create_index(
        op.f("ix_sales_shipment_customer_order_id"),
        "sales_shipment",
        ["customer_order_id"],
        unique=False,
    )
    op.create_index(op.f("ix_sales_shipment_deal_id"), "sales_shipment", ["deal_id"], unique=False)
    op.create_index(
        op.f("ix_sales_shipment_moment_id"), "sales_shipment", ["moment", "id"], unique=False
    )
    op.create_index(
        op.f("ix_sales_shipment_number_id"), "sales_shipment", ["number", "id"], unique=False
    )
    op.create_index(
        "ix_sales_shipment_drafts",
        "sales_shipment",
        ["moment", "id"],
        unique=False,
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.create_index(
        op.f("ix_sales_shipment_organisation_id"),
        "sales_shipment",
        ["organisation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_shipment_party_id"), "sales_shipment", ["party_id"], unique=False
    )
    op.create_index(
        op.f("ix_sales_shipment_price_type_id"), "sales_shipment", ["price_type_id"], unique=False
    )
    op.create_index(
        op.f("ix_sales_shipment_settled_currency_id"),
        "sales_shipment",
        ["settled_currency_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_shipment_warehouse_id"), "sales_shipment", ["warehouse_id"], unique=False
    )
    op.create_table(
        "sales_customer_return",
        sa.Column("reopens_order", types.YesNo(), nullable=False),
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
        sa.Column("shipment_id", types.Key(), nullable=True),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["based_on_id"],
            ["core_document.id"],
            name=op.f("fk_sales_customer_return_based_on_id"),
        ),
        sa.ForeignKeyConstraint(
            ["contract_id"],
            ["parties_contract.id"],
            name=op.f("fk_sales_customer_return_contract_id"),
        ),
        sa.ForeignKeyConstraint(
            ["currency_id"],
            ["currencies_currency.id"],
            name=op.f("fk_sales_customer_return_currency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["deal_id"], ["core_document.id"], name=op.f("fk_sales_customer_return_deal_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_sales_customer_return_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["parties_party.id"], name=op.f("fk_sales_customer_return_party_id")
        ),
        sa.ForeignKeyConstraint(
            ["price_type_id"],
            ["pricing_price_type.id"],
            name=op.f("fk_sales_customer_return_price_type_id"),
        ),
        sa.ForeignKeyConstraint(
            ["settled_currency_id"],
            ["currencies_currency.id"],
            name=op.f("fk_sales_customer_return_settled_currency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["shipment_id"],
            ["sales_shipment.id"],
            name=op.f("fk_sales_customer_return_shipment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"],
            ["stock_warehouse.id"],
            name=op.f("fk_sales_customer_return_warehouse_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sales_customer_return")),
        info={"plugin": "sales"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_sales_customer_return_based_on_id"),
        "sales_customer_return",
        ["based_on_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_customer_return_contract_id"),
        "sales_customer_return",
        ["contract_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_customer_return_currency_id"),
        "sales_customer_return",
        ["currency_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_customer_return_deal_id"),
        "sales_customer_return",
        ["deal_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_customer_return_moment_id"),
        "sales_customer_return",
        ["moment", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_customer_return_number_id"),
        "sales_customer_return",
        ["number", "id"],
        unique=False,
    )
    op.create_index(
        "ix_sales_customer_return_drafts",
        "sales_customer_return",
        ["moment", "id"],
        unique=False,
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.create_index(
        op.f("ix_sales_customer_return_organisation_id"),
        "sales_customer_return",
        ["organisation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_customer_return_party_id"),
        "sales_customer_return",
        ["party_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_customer_return_price_type_id"),
        "sales_customer_return",
        ["price_type_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_customer_return_settled_currency_id"),
        "sales_customer_return",
        ["settled_currency_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_customer_return_shipment_id"),
        "sales_customer_return",
        ["shipment_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_customer_return_warehouse_id"),
        "sales_customer_return",
        ["warehouse_id"],
        unique=False,
    )
    op.create_table(
        "sales_order_adjustment_line",
        sa.Column("less", types.YesNo(), nullable=False),
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
            ["item_id"], ["items_item.id"], name=op.f("fk_sales_order_adjustment_line_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["sales_order_adjustment.id"],
            name=op.f("fk_sales_order_adjustment_line_owner_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["items_unit.id"], name=op.f("fk_sales_order_adjustment_line_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"],
            ["items_variant.id"],
            name=op.f("fk_sales_order_adjustment_line_variant_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sales_order_adjustment_line")),
        info={"plugin": "sales", "part": "lines"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_sales_order_adjustment_line_item_id"),
        "sales_order_adjustment_line",
        ["item_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_order_adjustment_line_owner_id"),
        "sales_order_adjustment_line",
        ["owner_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_order_adjustment_line_unit_id"),
        "sales_order_adjustment_line",
        ["unit_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_order_adjustment_line_variant_id"),
        "sales_order_adjustment_line",
        ["variant_id"],
        unique=False,
    )
    op.create_table(
        "sales_shipment_line",
        sa.Column("source", sa.Text(), nullable=False),
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
            ["item_id"], ["items_item.id"], name=op.f("fk_sales_shipment_line_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["sales_shipment.id"],
            name=op.f("fk_sales_shipment_line_owner_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["items_unit.id"], name=op.f("fk_sales_shipment_line_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"], ["items_variant.id"], name=op.f("fk_sales_shipment_line_variant_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sales_shipment_line")),
        info={"plugin": "sales", "part": "lines"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_sales_shipment_line_item_id"), "sales_shipment_line", ["item_id"], unique=False
    )
    op.create_index(
        op.f("ix_sales_shipment_line_owner_id"), "sales_shipment_line", ["owner_id"], unique=False
    )
    op.create_index(
        op.f("ix_sales_shipment_line_unit_id"), "sales_shipment_line", ["unit_id"], unique=False
    )
    op.create_index(
        op.f("ix_sales_shipment_line_variant_id"),
        "sales_shipment_line",
        ["variant_id"],
        unique=False,
    )
    op.create_table(
        "sales_customer_return_line",
        sa.Column("cost", types.Scaled(4), nullable=True),
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
            ["item_id"], ["items_item.id"], name=op.f("fk_sales_customer_return_line_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["sales_customer_return.id"],
            name=op.f("fk_sales_customer_return_line_owner_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["items_unit.id"], name=op.f("fk_sales_customer_return_line_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"],
            ["items_variant.id"],
            name=op.f("fk_sales_customer_return_line_variant_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sales_customer_return_line")),
        info={"plugin": "sales", "part": "lines"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_sales_customer_return_line_item_id"),
        "sales_customer_return_line",
        ["item_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_customer_return_line_owner_id"),
        "sales_customer_return_line",
        ["owner_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_customer_return_line_unit_id"),
        "sales_customer_return_line",
        ["unit_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_customer_return_line_variant_id"),
        "sales_customer_return_line",
        ["variant_id"],
        unique=False,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_index(
        op.f("ix_sales_customer_return_line_variant_id"), table_name="sales_customer_return_line"
    )
    op.drop_index(
        op.f("ix_sales_customer_return_line_unit_id"), table_name="sales_customer_return_line"
    )
    op.drop_index(
        op.f("ix_sales_customer_return_line_owner_id"), table_name="sales_customer_return_line"
    )
    op.drop_index(
        op.f("ix_sales_customer_return_line_item_id"), table_name="sales_customer_return_line"
    )
    op.drop_table("sales_customer_return_line")
    op.drop_index(op.f("ix_sales_shipment_line_variant_id"), table_name="sales_shipment_line")
    op.drop_index(op.f("ix_sales_shipment_line_unit_id"), table_name="sales_shipment_line")
    op.drop_index(op.f("ix_sales_shipment_line_owner_id"), table_name="sales_shipment_line")
    op.drop_index(op.f("ix_sales_shipment_line_item_id"), table_name="sales_shipment_line")
    op.drop_table("sales_shipment_line")
    op.drop_index(
        op.f("ix_sales_order_adjustment_line_variant_id"), table_name="sales_order_adjustment_line"
    )
    op.drop_index(
        op.f("ix_sales_order_adjustment_line_unit_id"), table_name="sales_order_adjustment_line"
    )
    op.drop_index(
        op.f("ix_sales_order_adjustment_line_owner_id"), table_name="sales_order_adjustment_line"
    )
    op.drop_index(
        op.f("ix_sales_order_adjustment_line_item_id"), table_name="sales_order_adjustment_line"
    )
    op.drop_table("sales_order_adjustment_line")
    op.drop_index(
        op.f("ix_sales_customer_return_warehouse_id"), table_name="sales_customer_return"
    )
    op.drop_index(op.f("ix_sales_customer_return_shipment_id"), table_name="sales_customer_return")
    op.drop_index(
        op.f("ix_sales_customer_return_settled_currency_id"), table_name="sales_customer_return"
    )
    op.drop_index(
        op.f("ix_sales_customer_return_price_type_id"), table_name="sales_customer_return"
    )
    op.drop_index(op.f("ix_sales_customer_return_party_id"), table_name="sales_customer_return")
    op.drop_index(
        op.f("ix_sales_customer_return_organisation_id"), table_name="sales_customer_return"
    )
    op.drop_index("ix_sales_customer_return_drafts", table_name="sales_customer_return")
    op.drop_index(op.f("ix_sales_customer_return_number_id"), table_name="sales_customer_return")
    op.drop_index(op.f("ix_sales_customer_return_moment_id"), table_name="sales_customer_return")
    op.drop_index(op.f("ix_sales_customer_return_deal_id"), table_name="sales_customer_return")
    op.drop_index(op.f("ix_sales_customer_return_currency_id"), table_name="sales_customer_return")
    op.drop_index(op.f("ix_sales_customer_return_contract_id"), table_name="sales_customer_return")
    op.drop_index(op.f("ix_sales_customer_return_based_on_id"), table_name="sales_customer_return")
    op.drop_table("sales_customer_return")
    op.drop_index(op.f("ix_sales_shipment_warehouse_id"), table_name="sales_shipment")
    op.drop_index(op.f("ix_sales_shipment_settled_currency_id"), table_name="sales_shipment")
    op.drop_index(op.f("ix_sales_shipment_price_type_id"), table_name="sales_shipment")
    op.drop_index(op.f("ix_sales_shipment_party_id"), table_name="sales_shipment")
    op.drop_index(op.f("ix_sales_shipment_organisation_id"), table_name="sales_shipment")
    op.drop_index("ix_sales_shipment_drafts", table_name="sales_shipment")
    op.drop_index(op.f("ix_sales_shipment_number_id"), table_name="sales_shipment")
    op.drop_index(op.f("ix_sales_shipment_moment_id"), table_name="sales_shipment")
    op.drop_index(op.f("ix_sales_shipment_deal_id"), table_name="sales_shipment")
    op.drop_index(op.f("ix_sales_shipment_customer_order_id"), table_name="sales_shipment")
    op.drop_index(op.f("ix_sales_shipment_currency_id"), table_name="sales_shipment")
    op.drop_index(op.f("ix_sales_shipment_contract_id"), table_name="sales_shipment")
    op.drop_index(op.f("ix_sales_shipment_based_on_id"), table_name="sales_shipment")
    op.drop_table("sales_shipment")
    op.drop_index(
        op.f("ix_sales_order_closing_line_owner_id"), table_name="sales_order_closing_line"
    )
    op.drop_index(
        op.f("ix_sales_order_closing_line_order_id"), table_name="sales_order_closing_line"
    )
    op.drop_table("sales_order_closing_line")
    op.drop_index(
        op.f("ix_sales_order_adjustment_price_type_id"), table_name="sales_order_adjustment"
    )
    op.drop_index(op.f("ix_sales_order_adjustment_party_id"), table_name="sales_order_adjustment")
    op.drop_index(
        op.f("ix_sales_order_adjustment_organisation_id"), table_name="sales_order_adjustment"
    )
    op.drop_index("ix_sales_order_adjustment_drafts", table_name="sales_order_adjustment")
    op.drop_index(op.f("ix_sales_order_adjustment_number_id"), table_name="sales_order_adjustment")
    op.drop_index(op.f("ix_sales_order_adjustment_moment_id"), table_name="sales_order_adjustment")
    op.drop_index(
        op.f("ix_sales_order_adjustment_customer_order_id"), table_name="sales_order_adjustment"
    )
    op.drop_index(
        op.f("ix_sales_order_adjustment_currency_id"), table_name="sales_order_adjustment"
    )
    op.drop_index(
        op.f("ix_sales_order_adjustment_contract_id"), table_name="sales_order_adjustment"
    )
    op.drop_index(
        op.f("ix_sales_order_adjustment_based_on_id"), table_name="sales_order_adjustment"
    )
    op.drop_table("sales_order_adjustment")
    op.drop_index(
        op.f("ix_sales_customer_order_line_variant_id"), table_name="sales_customer_order_line"
    )
    op.drop_index(
        op.f("ix_sales_customer_order_line_unit_id"), table_name="sales_customer_order_line"
    )
    op.drop_index(
        op.f("ix_sales_customer_order_line_owner_id"), table_name="sales_customer_order_line"
    )
    op.drop_index(
        op.f("ix_sales_customer_order_line_item_id"), table_name="sales_customer_order_line"
    )
    op.drop_table("sales_customer_order_line")
    op.drop_index(op.f("ix_sales_customer_order_warehouse_id"), table_name="sales_customer_order")
    op.drop_index(op.f("ix_sales_customer_order_price_type_id"), table_name="sales_customer_order")
    op.drop_index(op.f("ix_sales_customer_order_party_id"), table_name="sales_customer_order")
    op.drop_index(
        op.f("ix_sales_customer_order_organisation_id"), table_name="sales_customer_order"
    )
    op.drop_index("ix_sales_customer_order_drafts", table_name="sales_customer_order")
    op.drop_index(op.f("ix_sales_customer_order_number_id"), table_name="sales_customer_order")
    op.drop_index(op.f("ix_sales_customer_order_moment_id"), table_name="sales_customer_order")
    op.drop_index(op.f("ix_sales_customer_order_currency_id"), table_name="sales_customer_order")
    op.drop_index(op.f("ix_sales_customer_order_contract_id"), table_name="sales_customer_order")
    op.drop_index(op.f("ix_sales_customer_order_based_on_id"), table_name="sales_customer_order")
    op.drop_table("sales_customer_order")
    op.drop_index(op.f("ix_sales_order_closing_organisation_id"), table_name="sales_order_closing")
    op.drop_index("ix_sales_order_closing_drafts", table_name="sales_order_closing")
    op.drop_index(op.f("ix_sales_order_closing_number_id"), table_name="sales_order_closing")
    op.drop_index(op.f("ix_sales_order_closing_moment_id"), table_name="sales_order_closing")
    op.drop_index(op.f("ix_sales_order_closing_based_on_id"), table_name="sales_order_closing")
    op.drop_table("sales_order_closing")
    op.drop_index("ix_sales_replaced_recorder", table_name="sales_replaced")
    op.drop_index("ix_sales_replaced_moment", table_name="sales_replaced")
    op.drop_table("sales_replaced")
    op.drop_index("ix_sales_month_month", table_name="sales_month")
    op.drop_table("sales_month")
    op.drop_table("sales_customer_orders_total")
    op.drop_index(
        "ix_sales_customer_orders_replaced_recorder", table_name="sales_customer_orders_replaced"
    )
    op.drop_index(
        "ix_sales_customer_orders_replaced_moment", table_name="sales_customer_orders_replaced"
    )
    op.drop_table("sales_customer_orders_replaced")
    op.drop_index("ix_sales_customer_orders_month_month", table_name="sales_customer_orders_month")
    op.drop_table("sales_customer_orders_month")
    op.drop_index("ix_sales_customer_orders_moment", table_name="sales_customer_orders")
    op.drop_index("ix_sales_customer_orders_key", table_name="sales_customer_orders")
    op.drop_table("sales_customer_orders")
    op.drop_index("ix_sales_moment", table_name="sales")
    op.drop_index("ix_sales_key", table_name="sales")
    op.drop_table("sales")
