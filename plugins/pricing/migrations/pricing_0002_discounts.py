"""Discounts"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "pricing_0002"
down_revision = "pricing_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "pricing_card_kind",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pricing_card_kind")),
        sa.UniqueConstraint("code", name=op.f("uq_pricing_card_kind_code")),
        info={"plugin": "pricing"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_pricing_card_kind_name_key_id"),
        "pricing_card_kind",
        ["name_key", "id"],
        unique=False,
    )
    op.create_table(
        "pricing_card_sales",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("card_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("recorder_id", "line", name=op.f("pk_pricing_card_sales")),
        info={"plugin": "pricing"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_pricing_card_sales_key",
        "pricing_card_sales",
        ["card_id", "party_id", "moment", "recorder_id"],
        unique=False,
    )
    op.create_index(
        "ix_pricing_card_sales_moment",
        "pricing_card_sales",
        ["moment", "recorder_id"],
        unique=False,
    )
    op.create_table(
        "pricing_card_sales_month",
        sa.Column("card_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("month", types.Day(), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.PrimaryKeyConstraint(
            "card_id", "party_id", "month", name=op.f("pk_pricing_card_sales_month")
        ),
        info={"plugin": "pricing"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_pricing_card_sales_month_month", "pricing_card_sales_month", ["month"], unique=False
    )
    op.create_table(
        "pricing_card_sales_replaced",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("card_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("replaced_at", types.Moment(), nullable=False),
        info={"plugin": "pricing"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_pricing_card_sales_replaced_moment",
        "pricing_card_sales_replaced",
        ["moment"],
        unique=False,
    )
    op.create_index(
        "ix_pricing_card_sales_replaced_recorder",
        "pricing_card_sales_replaced",
        ["recorder_id"],
        unique=False,
    )
    op.create_table(
        "pricing_discounts_granted",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("discount_id", types.Key(), nullable=False),
        sa.Column("document_id", types.Key(), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("recorder_id", "line", name=op.f("pk_pricing_discounts_granted")),
        info={"plugin": "pricing"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_pricing_discounts_granted_key",
        "pricing_discounts_granted",
        [
            "organisation_id",
            "party_id",
            "item_id",
            "variant_id",
            "discount_id",
            "moment",
            "recorder_id",
        ],
        unique=False,
    )
    op.create_index(
        "ix_pricing_discounts_granted_moment",
        "pricing_discounts_granted",
        ["moment", "recorder_id"],
        unique=False,
    )
    op.create_table(
        "pricing_discounts_granted_month",
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("discount_id", types.Key(), nullable=False),
        sa.Column("month", types.Day(), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.PrimaryKeyConstraint(
            "organisation_id",
            "party_id",
            "item_id",
            "variant_id",
            "discount_id",
            "month",
            name=op.f("pk_pricing_discounts_granted_month"),
        ),
        info={"plugin": "pricing"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_pricing_discounts_granted_month_month",
        "pricing_discounts_granted_month",
        ["month"],
        unique=False,
    )
    op.create_table(
        "pricing_discounts_granted_replaced",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("discount_id", types.Key(), nullable=False),
        sa.Column("document_id", types.Key(), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("replaced_at", types.Moment(), nullable=False),
        info={"plugin": "pricing"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_pricing_discounts_granted_replaced_moment",
        "pricing_discounts_granted_replaced",
        ["moment"],
        unique=False,
    )
    op.create_index(
        "ix_pricing_discounts_granted_replaced_recorder",
        "pricing_discounts_granted_replaced",
        ["recorder_id"],
        unique=False,
    )
    op.create_table(
        "pricing_item_discounts",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("discount_id", types.Key(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("price_group_id", types.Key(), nullable=False),
        sa.Column("percent", types.Scaled(4), nullable=False),
        sa.Column("at_most", types.Scaled(4), nullable=False),
        sa.Column("until", types.Whole(), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("recorder_id", "line", name=op.f("pk_pricing_item_discounts")),
        info={"plugin": "pricing"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_pricing_item_discounts_key",
        "pricing_item_discounts",
        ["discount_id", "item_id", "variant_id", "price_group_id", "moment", "recorder_id"],
        unique=False,
    )
    op.create_index(
        "ix_pricing_item_discounts_moment",
        "pricing_item_discounts",
        ["moment", "recorder_id"],
        unique=False,
    )
    op.create_table(
        "pricing_item_discounts_replaced",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("discount_id", types.Key(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("price_group_id", types.Key(), nullable=False),
        sa.Column("percent", types.Scaled(4), nullable=False),
        sa.Column("at_most", types.Scaled(4), nullable=False),
        sa.Column("until", types.Whole(), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("replaced_at", types.Moment(), nullable=False),
        info={"plugin": "pricing"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_pricing_item_discounts_replaced_moment",
        "pricing_item_discounts_replaced",
        ["moment"],
        unique=False,
    )
    op.create_index(
        "ix_pricing_item_discounts_replaced_recorder",
        "pricing_item_discounts_replaced",
        ["recorder_id"],
        unique=False,
    )
    op.create_table(
        "pricing_price_group",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pricing_price_group")),
        sa.UniqueConstraint("code", name=op.f("uq_pricing_price_group_code")),
        info={"plugin": "pricing"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_pricing_price_group_name_key_id"),
        "pricing_price_group",
        ["name_key", "id"],
        unique=False,
    )
    op.create_table(
        "pricing_discount_card",
        sa.Column("barcode", sa.Text(), nullable=False),
        sa.Column("valid_until", types.Day(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("card_kind_id", types.Key(), nullable=True),
        sa.Column("party_id", types.Key(), nullable=True),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["card_kind_id"],
            ["pricing_card_kind.id"],
            name=op.f("fk_pricing_discount_card_card_kind_id"),
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["parties_party.id"], name=op.f("fk_pricing_discount_card_party_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pricing_discount_card")),
        sa.UniqueConstraint("code", name=op.f("uq_pricing_discount_card_code")),
        info={"plugin": "pricing"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_pricing_discount_card_barcode"),
        "pricing_discount_card",
        ["barcode"],
        unique=False,
    )
    op.create_index(
        op.f("ix_pricing_discount_card_card_kind_id"),
        "pricing_discount_card",
        ["card_kind_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_pricing_discount_card_name_key_id"),
        "pricing_discount_card",
        ["name_key", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_pricing_discount_card_party_id"),
        "pricing_discount_card",
        ["party_id"],
        unique=False,
    )
    op.create_table(
        "pricing_discount_limit",
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("percent", types.Scaled(4), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("price_type_id", types.Key(), nullable=True),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["price_type_id"],
            ["pricing_price_type.id"],
            name=op.f("fk_pricing_discount_limit_price_type_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pricing_discount_limit")),
        sa.UniqueConstraint("code", name=op.f("uq_pricing_discount_limit_code")),
        info={"plugin": "pricing"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_pricing_discount_limit_name_key_id"),
        "pricing_discount_limit",
        ["name_key", "id"],
        unique=False,
    )
    op.create_table(
        "pricing_item_price_group",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("price_group_id", types.Key(), nullable=True),
        sa.ForeignKeyConstraint(
            ["id"],
            ["items_item.id"],
            name=op.f("fk_pricing_item_price_group_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["price_group_id"],
            ["pricing_price_group.id"],
            name=op.f("fk_pricing_item_price_group_price_group_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pricing_item_price_group")),
        info={"plugin": "pricing"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_pricing_item_price_group_price_group_id"),
        "pricing_item_price_group",
        ["price_group_id"],
        unique=False,
    )
    op.create_table(
        "pricing_discount",
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("threshold", types.Scaled(6), nullable=False),
        sa.Column("payment_kind", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("counted_by", sa.Text(), nullable=False),
        sa.Column("valid_from", types.Day(), nullable=True),
        sa.Column("valid_until", types.Day(), nullable=True),
        sa.Column("gift_quantity", types.Scaled(6), nullable=True),
        sa.Column("gift_repeats", types.YesNo(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("card_kind_id", types.Key(), nullable=True),
        sa.Column("gift_item_id", types.Key(), nullable=True),
        sa.Column("gift_variant_id", types.Key(), nullable=True),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["card_kind_id"],
            ["pricing_card_kind.id"],
            name=op.f("fk_pricing_discount_card_kind_id"),
        ),
        sa.ForeignKeyConstraint(
            ["gift_item_id"], ["items_item.id"], name=op.f("fk_pricing_discount_gift_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["gift_variant_id"],
            ["items_variant.id"],
            name=op.f("fk_pricing_discount_gift_variant_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pricing_discount")),
        sa.UniqueConstraint("code", name=op.f("uq_pricing_discount_code")),
        info={"plugin": "pricing"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_pricing_discount_card_kind_id"),
        "pricing_discount",
        ["card_kind_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_pricing_discount_gift_item_id"),
        "pricing_discount",
        ["gift_item_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_pricing_discount_gift_variant_id"),
        "pricing_discount",
        ["gift_variant_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_pricing_discount_name_key_id"),
        "pricing_discount",
        ["name_key", "id"],
        unique=False,
    )
    op.create_table(
        "pricing_discount_hours",
        sa.Column("weekday", sa.Text(), nullable=False),
        sa.Column("starts", sa.Text(), nullable=False),
        sa.Column("ends", sa.Text(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["pricing_discount.id"],
            name=op.f("fk_pricing_discount_hours_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pricing_discount_hours")),
        info={"plugin": "pricing", "part": "hours"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_pricing_discount_hours_owner_id"),
        "pricing_discount_hours",
        ["owner_id"],
        unique=False,
    )
    op.create_table(
        "pricing_discount_recipient",
        sa.Column("warehouse_id", types.Key(), nullable=True),
        sa.Column("party_id", types.Key(), nullable=True),
        sa.Column("party_group_id", types.Key(), nullable=True),
        sa.Column("contract_id", types.Key(), nullable=True),
        sa.Column("price_type_id", types.Key(), nullable=True),
        sa.Column("organisation_id", types.Key(), nullable=True),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"],
            ["parties_contract.id"],
            name=op.f("fk_pricing_discount_recipient_contract_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_pricing_discount_recipient_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["pricing_discount.id"],
            name=op.f("fk_pricing_discount_recipient_owner_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["party_group_id"],
            ["parties_party_group.id"],
            name=op.f("fk_pricing_discount_recipient_party_group_id"),
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["parties_party.id"], name=op.f("fk_pricing_discount_recipient_party_id")
        ),
        sa.ForeignKeyConstraint(
            ["price_type_id"],
            ["pricing_price_type.id"],
            name=op.f("fk_pricing_discount_recipient_price_type_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pricing_discount_recipient")),
        info={"plugin": "pricing", "part": "recipients"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_pricing_discount_recipient_contract_id"),
        "pricing_discount_recipient",
        ["contract_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_pricing_discount_recipient_organisation_id"),
        "pricing_discount_recipient",
        ["organisation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_pricing_discount_recipient_owner_id"),
        "pricing_discount_recipient",
        ["owner_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_pricing_discount_recipient_party_group_id"),
        "pricing_discount_recipient",
        ["party_group_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_pricing_discount_recipient_party_id"),
        "pricing_discount_recipient",
        ["party_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_pricing_discount_recipient_price_type_id"),
        "pricing_discount_recipient",
        ["price_type_id"],
        unique=False,
    )
    op.create_table(
        "pricing_discount_setting",
        sa.Column("until", types.Day(), nullable=True),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("posted", types.YesNo(), nullable=False),
        sa.Column("based_on_id", types.Key(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=True),
        sa.Column("discount_id", types.Key(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["based_on_id"],
            ["core_document.id"],
            name=op.f("fk_pricing_discount_setting_based_on_id"),
        ),
        sa.ForeignKeyConstraint(
            ["discount_id"],
            ["pricing_discount.id"],
            name=op.f("fk_pricing_discount_setting_discount_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_pricing_discount_setting_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pricing_discount_setting")),
        info={"plugin": "pricing"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_pricing_discount_setting_based_on_id"),
        "pricing_discount_setting",
        ["based_on_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_pricing_discount_setting_discount_id"),
        "pricing_discount_setting",
        ["discount_id"],
        unique=False,
    )
    op.create_index(
        "ix_pricing_discount_setting_drafts",
        "pricing_discount_setting",
        ["moment", "id"],
        unique=False,
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.create_index(
        op.f("ix_pricing_discount_setting_moment_id"),
        "pricing_discount_setting",
        ["moment", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_pricing_discount_setting_number_id"),
        "pricing_discount_setting",
        ["number", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_pricing_discount_setting_organisation_id"),
        "pricing_discount_setting",
        ["organisation_id"],
        unique=False,
    )
    op.create_table(
        "pricing_discount_setting_line",
        sa.Column("percent", types.Scaled(4), nullable=False),
        sa.Column("at_most", types.Scaled(4), nullable=True),
        sa.Column("item_id", types.Key(), nullable=True),
        sa.Column("variant_id", types.Key(), nullable=True),
        sa.Column("price_group_id", types.Key(), nullable=True),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items_item.id"], name=op.f("fk_pricing_discount_setting_line_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["pricing_discount_setting.id"],
            name=op.f("fk_pricing_discount_setting_line_owner_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["price_group_id"],
            ["pricing_price_group.id"],
            name=op.f("fk_pricing_discount_setting_line_price_group_id"),
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"],
            ["items_variant.id"],
            name=op.f("fk_pricing_discount_setting_line_variant_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pricing_discount_setting_line")),
        info={"plugin": "pricing", "part": "lines"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_pricing_discount_setting_line_item_id"),
        "pricing_discount_setting_line",
        ["item_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_pricing_discount_setting_line_owner_id"),
        "pricing_discount_setting_line",
        ["owner_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_pricing_discount_setting_line_price_group_id"),
        "pricing_discount_setting_line",
        ["price_group_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_pricing_discount_setting_line_variant_id"),
        "pricing_discount_setting_line",
        ["variant_id"],
        unique=False,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_index(
        op.f("ix_pricing_discount_setting_line_variant_id"),
        table_name="pricing_discount_setting_line",
    )
    op.drop_index(
        op.f("ix_pricing_discount_setting_line_price_group_id"),
        table_name="pricing_discount_setting_line",
    )
    op.drop_index(
        op.f("ix_pricing_discount_setting_line_owner_id"),
        table_name="pricing_discount_setting_line",
    )
    op.drop_index(
        op.f("ix_pricing_discount_setting_line_item_id"),
        table_name="pricing_discount_setting_line",
    )
    op.drop_table("pricing_discount_setting_line")
    op.drop_index(
        op.f("ix_pricing_discount_setting_organisation_id"), table_name="pricing_discount_setting"
    )
    op.drop_index(
        op.f("ix_pricing_discount_setting_number_id"), table_name="pricing_discount_setting"
    )
    op.drop_index(
        op.f("ix_pricing_discount_setting_moment_id"), table_name="pricing_discount_setting"
    )
    op.drop_index(
        "ix_pricing_discount_setting_drafts",
        table_name="pricing_discount_setting",
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.drop_index(
        op.f("ix_pricing_discount_setting_discount_id"), table_name="pricing_discount_setting"
    )
    op.drop_index(
        op.f("ix_pricing_discount_setting_based_on_id"), table_name="pricing_discount_setting"
    )
    op.drop_table("pricing_discount_setting")
    op.drop_index(
        op.f("ix_pricing_discount_recipient_price_type_id"),
        table_name="pricing_discount_recipient",
    )
    op.drop_index(
        op.f("ix_pricing_discount_recipient_party_id"), table_name="pricing_discount_recipient"
    )
    op.drop_index(
        op.f("ix_pricing_discount_recipient_party_group_id"),
        table_name="pricing_discount_recipient",
    )
    op.drop_index(
        op.f("ix_pricing_discount_recipient_owner_id"), table_name="pricing_discount_recipient"
    )
    op.drop_index(
        op.f("ix_pricing_discount_recipient_organisation_id"),
        table_name="pricing_discount_recipient",
    )
    op.drop_index(
        op.f("ix_pricing_discount_recipient_contract_id"), table_name="pricing_discount_recipient"
    )
    op.drop_table("pricing_discount_recipient")
    op.drop_index(op.f("ix_pricing_discount_hours_owner_id"), table_name="pricing_discount_hours")
    op.drop_table("pricing_discount_hours")
    op.drop_index(op.f("ix_pricing_discount_name_key_id"), table_name="pricing_discount")
    op.drop_index(op.f("ix_pricing_discount_gift_variant_id"), table_name="pricing_discount")
    op.drop_index(op.f("ix_pricing_discount_gift_item_id"), table_name="pricing_discount")
    op.drop_index(op.f("ix_pricing_discount_card_kind_id"), table_name="pricing_discount")
    op.drop_table("pricing_discount")
    op.drop_index(
        op.f("ix_pricing_item_price_group_price_group_id"), table_name="pricing_item_price_group"
    )
    op.drop_table("pricing_item_price_group")
    op.drop_index(
        op.f("ix_pricing_discount_limit_name_key_id"), table_name="pricing_discount_limit"
    )
    op.drop_table("pricing_discount_limit")
    op.drop_index(op.f("ix_pricing_discount_card_party_id"), table_name="pricing_discount_card")
    op.drop_index(op.f("ix_pricing_discount_card_name_key_id"), table_name="pricing_discount_card")
    op.drop_index(
        op.f("ix_pricing_discount_card_card_kind_id"), table_name="pricing_discount_card"
    )
    op.drop_index(op.f("ix_pricing_discount_card_barcode"), table_name="pricing_discount_card")
    op.drop_table("pricing_discount_card")
    op.drop_index(op.f("ix_pricing_price_group_name_key_id"), table_name="pricing_price_group")
    op.drop_table("pricing_price_group")
    op.drop_index(
        "ix_pricing_item_discounts_replaced_recorder", table_name="pricing_item_discounts_replaced"
    )
    op.drop_index(
        "ix_pricing_item_discounts_replaced_moment", table_name="pricing_item_discounts_replaced"
    )
    op.drop_table("pricing_item_discounts_replaced")
    op.drop_index("ix_pricing_item_discounts_moment", table_name="pricing_item_discounts")
    op.drop_index("ix_pricing_item_discounts_key", table_name="pricing_item_discounts")
    op.drop_table("pricing_item_discounts")
    op.drop_index(
        "ix_pricing_discounts_granted_replaced_recorder",
        table_name="pricing_discounts_granted_replaced",
    )
    op.drop_index(
        "ix_pricing_discounts_granted_replaced_moment",
        table_name="pricing_discounts_granted_replaced",
    )
    op.drop_table("pricing_discounts_granted_replaced")
    op.drop_index(
        "ix_pricing_discounts_granted_month_month", table_name="pricing_discounts_granted_month"
    )
    op.drop_table("pricing_discounts_granted_month")
    op.drop_index("ix_pricing_discounts_granted_moment", table_name="pricing_discounts_granted")
    op.drop_index("ix_pricing_discounts_granted_key", table_name="pricing_discounts_granted")
    op.drop_table("pricing_discounts_granted")
    op.drop_index(
        "ix_pricing_card_sales_replaced_recorder", table_name="pricing_card_sales_replaced"
    )
    op.drop_index(
        "ix_pricing_card_sales_replaced_moment", table_name="pricing_card_sales_replaced"
    )
    op.drop_table("pricing_card_sales_replaced")
    op.drop_index("ix_pricing_card_sales_month_month", table_name="pricing_card_sales_month")
    op.drop_table("pricing_card_sales_month")
    op.drop_index("ix_pricing_card_sales_moment", table_name="pricing_card_sales")
    op.drop_index("ix_pricing_card_sales_key", table_name="pricing_card_sales")
    op.drop_table("pricing_card_sales")
    op.drop_index(op.f("ix_pricing_card_kind_name_key_id"), table_name="pricing_card_kind")
    op.drop_table("pricing_card_kind")
