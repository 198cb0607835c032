"""first tables"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "packaging_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "packaging_in",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("contract_id", types.Key(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("recorder_id", "line", name=op.f("pk_packaging_in")),
        info={"plugin": "packaging"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_packaging_in_key",
        "packaging_in",
        ["organisation_id", "party_id", "contract_id", "item_id", "moment", "recorder_id"],
        unique=False,
    )
    op.create_index(
        "ix_packaging_in_moment", "packaging_in", ["moment", "recorder_id"], unique=False
    )
    op.create_table(
        "packaging_in_month",
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("contract_id", types.Key(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("month", types.Day(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.PrimaryKeyConstraint(
            "organisation_id",
            "party_id",
            "contract_id",
            "item_id",
            "month",
            name=op.f("pk_packaging_in_month"),
        ),
        info={"plugin": "packaging"},
        sqlite_strict=True,
    )
    op.create_index("ix_packaging_in_month_month", "packaging_in_month", ["month"], unique=False)
    op.create_table(
        "packaging_in_replaced",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("contract_id", types.Key(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("replaced_at", types.Moment(), nullable=False),
        info={"plugin": "packaging"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_packaging_in_replaced_moment", "packaging_in_replaced", ["moment"], unique=False
    )
    op.create_index(
        "ix_packaging_in_replaced_recorder", "packaging_in_replaced", ["recorder_id"], unique=False
    )
    op.create_table(
        "packaging_in_total",
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("contract_id", types.Key(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("may_be_negative", types.YesNo(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "may_be_negative OR quantity >= 0",
            name=op.f("ck_packaging_in_total_quantity_not_negative"),
        ),
        sa.PrimaryKeyConstraint(
            "organisation_id",
            "party_id",
            "contract_id",
            "item_id",
            name=op.f("pk_packaging_in_total"),
        ),
        info={"plugin": "packaging"},
        sqlite_strict=True,
    )
    op.create_table(
        "packaging_limit",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("contract_id", types.Key(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("bounded", types.Whole(), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("recorder_id", "line", name=op.f("pk_packaging_limit")),
        info={"plugin": "packaging"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_packaging_limit_key",
        "packaging_limit",
        ["contract_id", "item_id", "moment", "recorder_id"],
        unique=False,
    )
    op.create_index(
        "ix_packaging_limit_moment", "packaging_limit", ["moment", "recorder_id"], unique=False
    )
    op.create_table(
        "packaging_limit_replaced",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("contract_id", types.Key(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("bounded", types.Whole(), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("replaced_at", types.Moment(), nullable=False),
        info={"plugin": "packaging"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_packaging_limit_replaced_moment", "packaging_limit_replaced", ["moment"], unique=False
    )
    op.create_index(
        "ix_packaging_limit_replaced_recorder",
        "packaging_limit_replaced",
        ["recorder_id"],
        unique=False,
    )
    op.create_table(
        "packaging_out",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("contract_id", types.Key(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("recorder_id", "line", name=op.f("pk_packaging_out")),
        info={"plugin": "packaging"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_packaging_out_key",
        "packaging_out",
        ["organisation_id", "party_id", "contract_id", "item_id", "moment", "recorder_id"],
        unique=False,
    )
    op.create_index(
        "ix_packaging_out_moment", "packaging_out", ["moment", "recorder_id"], unique=False
    )
    op.create_table(
        "packaging_out_month",
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("contract_id", types.Key(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("month", types.Day(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.PrimaryKeyConstraint(
            "organisation_id",
            "party_id",
            "contract_id",
            "item_id",
            "month",
            name=op.f("pk_packaging_out_month"),
        ),
        info={"plugin": "packaging"},
        sqlite_strict=True,
    )
    op.create_index("ix_packaging_out_month_month", "packaging_out_month", ["month"], unique=False)
    op.create_table(
        "packaging_out_replaced",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("contract_id", types.Key(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("replaced_at", types.Moment(), nullable=False),
        info={"plugin": "packaging"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_packaging_out_replaced_moment", "packaging_out_replaced", ["moment"], unique=False
    )
    op.create_index(
        "ix_packaging_out_replaced_recorder",
        "packaging_out_replaced",
        ["recorder_id"],
        unique=False,
    )
    op.create_table(
        "packaging_out_total",
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("contract_id", types.Key(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("may_be_negative", types.YesNo(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "may_be_negative OR quantity >= 0",
            name=op.f("ck_packaging_out_total_quantity_not_negative"),
        ),
        sa.PrimaryKeyConstraint(
            "organisation_id",
            "party_id",
            "contract_id",
            "item_id",
            name=op.f("pk_packaging_out_total"),
        ),
        info={"plugin": "packaging"},
        sqlite_strict=True,
    )
    op.create_table(
        "packaging_item_deposit",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deposit_price", types.Scaled(6), nullable=True),
        sa.ForeignKeyConstraint(
            ["id"],
            ["items_item.id"],
            name=op.f("fk_packaging_item_deposit_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packaging_item_deposit")),
        info={"plugin": "packaging"},
        sqlite_strict=True,
    )
    op.create_table(
        "packaging_contract_packaging",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("packaging_days", types.Whole(), nullable=True),
        sa.ForeignKeyConstraint(
            ["id"],
            ["parties_contract.id"],
            name=op.f("fk_packaging_contract_packaging_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packaging_contract_packaging")),
        info={"plugin": "packaging"},
        sqlite_strict=True,
    )
    op.create_table(
        "packaging_debt",
        sa.Column("side", sa.Text(), nullable=False),
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
        sa.Column("deal_id", types.Key(), nullable=True),
        sa.Column("settled_currency_id", types.Key(), nullable=True),
        sa.Column("settled_amount", types.Scaled(4), nullable=False),
        sa.Column("books_rate", types.Scaled(8), nullable=False),
        sa.Column("beyond_credit", types.YesNo(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["based_on_id"], ["core_document.id"], name=op.f("fk_packaging_debt_based_on_id")
        ),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["parties_contract.id"], name=op.f("fk_packaging_debt_contract_id")
        ),
        sa.ForeignKeyConstraint(
            ["currency_id"], ["currencies_currency.id"], name=op.f("fk_packaging_debt_currency_id")
        ),
        sa.ForeignKeyConstraint(
            ["deal_id"], ["core_document.id"], name=op.f("fk_packaging_debt_deal_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_packaging_debt_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["parties_party.id"], name=op.f("fk_packaging_debt_party_id")
        ),
        sa.ForeignKeyConstraint(
            ["price_type_id"],
            ["pricing_price_type.id"],
            name=op.f("fk_packaging_debt_price_type_id"),
        ),
        sa.ForeignKeyConstraint(
            ["settled_currency_id"],
            ["currencies_currency.id"],
            name=op.f("fk_packaging_debt_settled_currency_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packaging_debt")),
        info={"plugin": "packaging"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_packaging_debt_based_on_id"), "packaging_debt", ["based_on_id"], unique=False
    )
    op.create_index(
        op.f("ix_packaging_debt_contract_id"), "packaging_debt", ["contract_id"], unique=False
    )
    op.create_index(
        op.f("ix_packaging_debt_currency_id"), "packaging_debt", ["currency_id"], unique=False
    )
    op.create_index(op.f("ix_packaging_debt_deal_id"), "packaging_debt", ["deal_id"], unique=False)
    op.create_index(
        "ix_packaging_debt_drafts",
        "packaging_debt",
        ["moment", "id"],
        unique=False,
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.create_index(
        op.f("ix_packaging_debt_moment_id"), "packaging_debt", ["moment", "id"], unique=False
    )
    op.create_index(
        op.f("ix_packaging_debt_number_id"), "packaging_debt", ["number", "id"], unique=False
    )
    op.create_index(
        op.f("ix_packaging_debt_organisation_id"),
        "packaging_debt",
        ["organisation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_packaging_debt_party_id"), "packaging_debt", ["party_id"], unique=False
    )
    op.create_index(
        op.f("ix_packaging_debt_price_type_id"), "packaging_debt", ["price_type_id"], unique=False
    )
    op.create_index(
        op.f("ix_packaging_debt_settled_currency_id"),
        "packaging_debt",
        ["settled_currency_id"],
        unique=False,
    )
    op.create_table(
        "packaging_limits",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("posted", types.YesNo(), nullable=False),
        sa.Column("based_on_id", types.Key(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("contract_id", types.Key(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["based_on_id"], ["core_document.id"], name=op.f("fk_packaging_limits_based_on_id")
        ),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["parties_contract.id"], name=op.f("fk_packaging_limits_contract_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_packaging_limits_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["parties_party.id"], name=op.f("fk_packaging_limits_party_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packaging_limits")),
        info={"plugin": "packaging"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_packaging_limits_based_on_id"), "packaging_limits", ["based_on_id"], unique=False
    )
    op.create_index(
        op.f("ix_packaging_limits_contract_id"), "packaging_limits", ["contract_id"], unique=False
    )
    op.create_index(
        "ix_packaging_limits_drafts",
        "packaging_limits",
        ["moment", "id"],
        unique=False,
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.create_index(
        op.f("ix_packaging_limits_moment_id"), "packaging_limits", ["moment", "id"], unique=False
    )
    op.create_index(
        op.f("ix_packaging_limits_number_id"), "packaging_limits", ["number", "id"], unique=False
    )
    op.create_index(
        op.f("ix_packaging_limits_organisation_id"),
        "packaging_limits",
        ["organisation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_packaging_limits_party_id"), "packaging_limits", ["party_id"], unique=False
    )
    op.create_table(
        "packaging_move",
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("beyond_packaging", types.YesNo(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("posted", types.YesNo(), nullable=False),
        sa.Column("based_on_id", types.Key(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("warehouse_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("contract_id", types.Key(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["based_on_id"], ["core_document.id"], name=op.f("fk_packaging_move_based_on_id")
        ),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["parties_contract.id"], name=op.f("fk_packaging_move_contract_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_packaging_move_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["parties_party.id"], name=op.f("fk_packaging_move_party_id")
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["stock_warehouse.id"], name=op.f("fk_packaging_move_warehouse_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packaging_move")),
        info={"plugin": "packaging"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_packaging_move_based_on_id"), "packaging_move", ["based_on_id"], unique=False
    )
    op.create_index(
        op.f("ix_packaging_move_contract_id"), "packaging_move", ["contract_id"], unique=False
    )
    op.create_index(
        "ix_packaging_move_drafts",
        "packaging_move",
        ["moment", "id"],
        unique=False,
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.create_index(
        op.f("ix_packaging_move_moment_id"), "packaging_move", ["moment", "id"], unique=False
    )
    op.create_index(
        op.f("ix_packaging_move_number_id"), "packaging_move", ["number", "id"], unique=False
    )
    op.create_index(
        op.f("ix_packaging_move_organisation_id"),
        "packaging_move",
        ["organisation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_packaging_move_party_id"), "packaging_move", ["party_id"], unique=False
    )
    op.create_index(
        op.f("ix_packaging_move_warehouse_id"), "packaging_move", ["warehouse_id"], unique=False
    )
    op.create_table(
        "packaging_debt_line",
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
            ["item_id"], ["items_item.id"], name=op.f("fk_packaging_debt_line_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["packaging_debt.id"],
            name=op.f("fk_packaging_debt_line_owner_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["items_unit.id"], name=op.f("fk_packaging_debt_line_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"], ["items_variant.id"], name=op.f("fk_packaging_debt_line_variant_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packaging_debt_line")),
        info={"plugin": "packaging", "part": "lines"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_packaging_debt_line_item_id"), "packaging_debt_line", ["item_id"], unique=False
    )
    op.create_index(
        op.f("ix_packaging_debt_line_owner_id"), "packaging_debt_line", ["owner_id"], unique=False
    )
    op.create_index(
        op.f("ix_packaging_debt_line_unit_id"), "packaging_debt_line", ["unit_id"], unique=False
    )
    op.create_index(
        op.f("ix_packaging_debt_line_variant_id"),
        "packaging_debt_line",
        ["variant_id"],
        unique=False,
    )
    op.create_table(
        "packaging_limits_line",
        sa.Column("limit", types.Scaled(6), nullable=True),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items_item.id"], name=op.f("fk_packaging_limits_line_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["packaging_limits.id"],
            name=op.f("fk_packaging_limits_line_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packaging_limits_line")),
        info={"plugin": "packaging", "part": "lines"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_packaging_limits_line_item_id"),
        "packaging_limits_line",
        ["item_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_packaging_limits_line_owner_id"),
        "packaging_limits_line",
        ["owner_id"],
        unique=False,
    )
    op.create_table(
        "packaging_move_line",
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("price", types.Scaled(6), nullable=True),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items_item.id"], name=op.f("fk_packaging_move_line_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["packaging_move.id"],
            name=op.f("fk_packaging_move_line_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packaging_move_line")),
        info={"plugin": "packaging", "part": "lines"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_packaging_move_line_item_id"), "packaging_move_line", ["item_id"], unique=False
    )
    op.create_index(
        op.f("ix_packaging_move_line_owner_id"), "packaging_move_line", ["owner_id"], unique=False
    )
    op.create_table(
        "packaging_supplier_order_packaging",
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("price", types.Scaled(6), nullable=True),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["items_item.id"],
            name=op.f("fk_packaging_supplier_order_packaging_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["purchasing_supplier_order.id"],
            name=op.f("fk_packaging_supplier_order_packaging_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packaging_supplier_order_packaging")),
        info={"plugin": "packaging", "part": "packaging"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_packaging_supplier_order_packaging_item_id"),
        "packaging_supplier_order_packaging",
        ["item_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_packaging_supplier_order_packaging_owner_id"),
        "packaging_supplier_order_packaging",
        ["owner_id"],
        unique=False,
    )
    op.create_table(
        "packaging_order_packaging",
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("price", types.Scaled(6), nullable=True),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items_item.id"], name=op.f("fk_packaging_order_packaging_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["sales_customer_order.id"],
            name=op.f("fk_packaging_order_packaging_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packaging_order_packaging")),
        info={"plugin": "packaging", "part": "packaging"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_packaging_order_packaging_item_id"),
        "packaging_order_packaging",
        ["item_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_packaging_order_packaging_owner_id"),
        "packaging_order_packaging",
        ["owner_id"],
        unique=False,
    )
    op.create_table(
        "packaging_receipt_packaging",
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("price", types.Scaled(6), nullable=True),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items_item.id"], name=op.f("fk_packaging_receipt_packaging_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["purchasing_goods_receipt.id"],
            name=op.f("fk_packaging_receipt_packaging_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packaging_receipt_packaging")),
        info={"plugin": "packaging", "part": "packaging"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_packaging_receipt_packaging_item_id"),
        "packaging_receipt_packaging",
        ["item_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_packaging_receipt_packaging_owner_id"),
        "packaging_receipt_packaging",
        ["owner_id"],
        unique=False,
    )
    op.create_table(
        "packaging_shipment_packaging",
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("price", types.Scaled(6), nullable=True),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items_item.id"], name=op.f("fk_packaging_shipment_packaging_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["sales_shipment.id"],
            name=op.f("fk_packaging_shipment_packaging_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packaging_shipment_packaging")),
        info={"plugin": "packaging", "part": "packaging"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_packaging_shipment_packaging_item_id"),
        "packaging_shipment_packaging",
        ["item_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_packaging_shipment_packaging_owner_id"),
        "packaging_shipment_packaging",
        ["owner_id"],
        unique=False,
    )
    op.create_table(
        "packaging_shipment_packaging_terms",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("beyond_packaging", types.YesNo(), nullable=True),
        sa.ForeignKeyConstraint(
            ["id"],
            ["sales_shipment.id"],
            name=op.f("fk_packaging_shipment_packaging_terms_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packaging_shipment_packaging_terms")),
        info={"plugin": "packaging"},
        sqlite_strict=True,
    )
    op.create_table(
        "packaging_supplier_return_packaging",
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("price", types.Scaled(6), nullable=True),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["items_item.id"],
            name=op.f("fk_packaging_supplier_return_packaging_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["purchasing_supplier_return.id"],
            name=op.f("fk_packaging_supplier_return_packaging_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packaging_supplier_return_packaging")),
        info={"plugin": "packaging", "part": "packaging"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_packaging_supplier_return_packaging_item_id"),
        "packaging_supplier_return_packaging",
        ["item_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_packaging_supplier_return_packaging_owner_id"),
        "packaging_supplier_return_packaging",
        ["owner_id"],
        unique=False,
    )
    op.create_table(
        "packaging_customer_return_packaging",
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("price", types.Scaled(6), nullable=True),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["items_item.id"],
            name=op.f("fk_packaging_customer_return_packaging_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["sales_customer_return.id"],
            name=op.f("fk_packaging_customer_return_packaging_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packaging_customer_return_packaging")),
        info={"plugin": "packaging", "part": "packaging"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_packaging_customer_return_packaging_item_id"),
        "packaging_customer_return_packaging",
        ["item_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_packaging_customer_return_packaging_owner_id"),
        "packaging_customer_return_packaging",
        ["owner_id"],
        unique=False,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_index(
        op.f("ix_packaging_customer_return_packaging_owner_id"),
        table_name="packaging_customer_return_packaging",
    )
    op.drop_index(
        op.f("ix_packaging_customer_return_packaging_item_id"),
        table_name="packaging_customer_return_packaging",
    )
    op.drop_table("packaging_customer_return_packaging")
    op.drop_index(
        op.f("ix_packaging_supplier_return_packaging_owner_id"),
        table_name="packaging_supplier_return_packaging",
    )
    op.drop_index(
        op.f("ix_packaging_supplier_return_packaging_item_id"),
        table_name="packaging_supplier_return_packaging",
    )
    op.drop_table("packaging_supplier_return_packaging")
    op.drop_table("packaging_shipment_packaging_terms")
    op.drop_index(
        op.f("ix_packaging_shipment_packaging_owner_id"), table_name="packaging_shipment_packaging"
    )
    op.drop_index(
        op.f("ix_packaging_shipment_packaging_item_id"), table_name="packaging_shipment_packaging"
    )
    op.drop_table("packaging_shipment_packaging")
    op.drop_index(
        op.f("ix_packaging_receipt_packaging_owner_id"), table_name="packaging_receipt_packaging"
    )
    op.drop_index(
        op.f("ix_packaging_receipt_packaging_item_id"), table_name="packaging_receipt_packaging"
    )
    op.drop_table("packaging_receipt_packaging")
    op.drop_index(
        op.f("ix_packaging_order_packaging_owner_id"), table_name="packaging_order_packaging"
    )
    op.drop_index(
        op.f("ix_packaging_order_packaging_item_id"), table_name="packaging_order_packaging"
    )
    op.drop_table("packaging_order_packaging")
    op.drop_index(
        op.f("ix_packaging_supplier_order_packaging_owner_id"),
        table_name="packaging_supplier_order_packaging",
    )
    op.drop_index(
        op.f("ix_packaging_supplier_order_packaging_item_id"),
        table_name="packaging_supplier_order_packaging",
    )
    op.drop_table("packaging_supplier_order_packaging")
    op.drop_index(op.f("ix_packaging_move_line_owner_id"), table_name="packaging_move_line")
    op.drop_index(op.f("ix_packaging_move_line_item_id"), table_name="packaging_move_line")
    op.drop_table("packaging_move_line")
    op.drop_index(op.f("ix_packaging_limits_line_owner_id"), table_name="packaging_limits_line")
    op.drop_index(op.f("ix_packaging_limits_line_item_id"), table_name="packaging_limits_line")
    op.drop_table("packaging_limits_line")
    op.drop_index(op.f("ix_packaging_debt_line_variant_id"), table_name="packaging_debt_line")
    op.drop_index(op.f("ix_packaging_debt_line_unit_id"), table_name="packaging_debt_line")
    op.drop_index(op.f("ix_packaging_debt_line_owner_id"), table_name="packaging_debt_line")
    op.drop_index(op.f("ix_packaging_debt_line_item_id"), table_name="packaging_debt_line")
    op.drop_table("packaging_debt_line")
    op.drop_index(op.f("ix_packaging_move_warehouse_id"), table_name="packaging_move")
    op.drop_index(op.f("ix_packaging_move_party_id"), table_name="packaging_move")
    op.drop_index(op.f("ix_packaging_move_organisation_id"), table_name="packaging_move")
    op.drop_index(op.f("ix_packaging_move_number_id"), table_name="packaging_move")
    op.drop_index(op.f("ix_packaging_move_moment_id"), table_name="packaging_move")
    op.drop_index(
        "ix_packaging_move_drafts",
        table_name="packaging_move",
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.drop_index(op.f("ix_packaging_move_contract_id"), table_name="packaging_move")
    op.drop_index(op.f("ix_packaging_move_based_on_id"), table_name="packaging_move")
    op.drop_table("packaging_move")
    op.drop_index(op.f("ix_packaging_limits_party_id"), table_name="packaging_limits")
    op.drop_index(op.f("ix_packaging_limits_organisation_id"), table_name="packaging_limits")
    op.drop_index(op.f("ix_packaging_limits_number_id"), table_name="packaging_limits")
    op.drop_index(op.f("ix_packaging_limits_moment_id"), table_name="packaging_limits")
    op.drop_index(
        "ix_packaging_limits_drafts",
        table_name="packaging_limits",
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.drop_index(op.f("ix_packaging_limits_contract_id"), table_name="packaging_limits")
    op.drop_index(op.f("ix_packaging_limits_based_on_id"), table_name="packaging_limits")
    op.drop_table("packaging_limits")
    op.drop_index(op.f("ix_packaging_debt_settled_currency_id"), table_name="packaging_debt")
    op.drop_index(op.f("ix_packaging_debt_price_type_id"), table_name="packaging_debt")
    op.drop_index(op.f("ix_packaging_debt_party_id"), table_name="packaging_debt")
    op.drop_index(op.f("ix_packaging_debt_organisation_id"), table_name="packaging_debt")
    op.drop_index(op.f("ix_packaging_debt_number_id"), table_name="packaging_debt")
    op.drop_index(op.f("ix_packaging_debt_moment_id"), table_name="packaging_debt")
    op.drop_index(
        "ix_packaging_debt_drafts",
        table_name="packaging_debt",
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.drop_index(op.f("ix_packaging_debt_deal_id"), table_name="packaging_debt")
    op.drop_index(op.f("ix_packaging_debt_currency_id"), table_name="packaging_debt")
    op.drop_index(op.f("ix_packaging_debt_contract_id"), table_name="packaging_debt")
    op.drop_index(op.f("ix_packaging_debt_based_on_id"), table_name="packaging_debt")
    op.drop_table("packaging_debt")
    op.drop_table("packaging_contract_packaging")
    op.drop_table("packaging_item_deposit")
    op.drop_table("packaging_out_total")
    op.drop_index("ix_packaging_out_replaced_recorder", table_name="packaging_out_replaced")
    op.drop_index("ix_packaging_out_replaced_moment", table_name="packaging_out_replaced")
    op.drop_table("packaging_out_replaced")
    op.drop_index("ix_packaging_out_month_month", table_name="packaging_out_month")
    op.drop_table("packaging_out_month")
    op.drop_index("ix_packaging_out_moment", table_name="packaging_out")
    op.drop_index("ix_packaging_out_key", table_name="packaging_out")
    op.drop_table("packaging_out")
    op.drop_index("ix_packaging_limit_replaced_recorder", table_name="packaging_limit_replaced")
    op.drop_index("ix_packaging_limit_replaced_moment", table_name="packaging_limit_replaced")
    op.drop_table("packaging_limit_replaced")
    op.drop_index("ix_packaging_limit_moment", table_name="packaging_limit")
    op.drop_index("ix_packaging_limit_key", table_name="packaging_limit")
    op.drop_table("packaging_limit")
    op.drop_table("packaging_in_total")
    op.drop_index("ix_packaging_in_replaced_recorder", table_name="packaging_in_replaced")
    op.drop_index("ix_packaging_in_replaced_moment", table_name="packaging_in_replaced")
    op.drop_table("packaging_in_replaced")
    op.drop_index("ix_packaging_in_month_month", table_name="packaging_in_month")
    op.drop_table("packaging_in_month")
    op.drop_index("ix_packaging_in_moment", table_name="packaging_in")
    op.drop_index("ix_packaging_in_key", table_name="packaging_in")
    op.drop_table("packaging_in")
