"""first tables"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "pricing_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "pricing_item_price",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("price_type_id", types.Key(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("price", types.Scaled(6), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("recorder_id", "line", name=op.f("pk_pricing_item_price")),
        info={"plugin": "pricing"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_pricing_item_price_key",
        "pricing_item_price",
        ["price_type_id", "item_id", "variant_id", "moment", "recorder_id"],
        unique=False,
    )
    op.create_index(
        "ix_pricing_item_price_moment",
        "pricing_item_price",
        ["moment", "recorder_id"],
        unique=False,
    )
    op.create_table(
        "pricing_item_price_replaced",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("price_type_id", types.Key(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=False),
        sa.Column("price", types.Scaled(6), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("replaced_at", types.Moment(), nullable=False),
        info={"plugin": "pricing"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_pricing_item_price_replaced_moment",
        "pricing_item_price_replaced",
        ["moment"],
        unique=False,
    )
    op.create_index(
        "ix_pricing_item_price_replaced_recorder",
        "pricing_item_price_replaced",
        ["recorder_id"],
        unique=False,
    )
    op.create_table(
        "pricing_price_type",
        sa.Column("includes_vat", types.YesNo(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("percent", types.Scaled(4), nullable=True),
        sa.Column("stored", types.YesNo(), nullable=False),
        sa.Column("rounding", types.Scaled(6), nullable=False),
        sa.Column("rounds_up", types.YesNo(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("currency_id", types.Key(), nullable=False),
        sa.Column("base_id", types.Key(), nullable=True),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["base_id"], ["pricing_price_type.id"], name=op.f("fk_pricing_price_type_base_id")
        ),
        sa.ForeignKeyConstraint(
            ["currency_id"],
            ["currencies_currency.id"],
            name=op.f("fk_pricing_price_type_currency_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pricing_price_type")),
        sa.UniqueConstraint("code", name=op.f("uq_pricing_price_type_code")),
        info={"plugin": "pricing"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_pricing_price_type_base_id"), "pricing_price_type", ["base_id"], unique=False
    )
    op.create_index(
        op.f("ix_pricing_price_type_currency_id"),
        "pricing_price_type",
        ["currency_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_pricing_price_type_name_key_id"),
        "pricing_price_type",
        ["name_key", "id"],
        unique=False,
    )
    op.create_table(
        "pricing_price_range",
        sa.Column("up_to", types.Scaled(6), nullable=True),
        sa.Column("percent", types.Scaled(4), nullable=True),
        sa.Column("price", types.Scaled(6), nullable=True),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["pricing_price_type.id"],
            name=op.f("fk_pricing_price_range_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pricing_price_range")),
        info={"plugin": "pricing", "part": "ranges"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_pricing_price_range_owner_id"), "pricing_price_range", ["owner_id"], unique=False
    )
    op.create_table(
        "pricing_price_setting",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("posted", types.YesNo(), nullable=False),
        sa.Column("based_on_id", types.Key(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=True),
        sa.Column("price_type_id", types.Key(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["based_on_id"],
            ["core_document.id"],
            name=op.f("fk_pricing_price_setting_based_on_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_pricing_price_setting_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["price_type_id"],
            ["pricing_price_type.id"],
            name=op.f("fk_pricing_price_setting_price_type_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pricing_price_setting")),
        info={"plugin": "pricing"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_pricing_price_setting_based_on_id"),
        "pricing_price_setting",
        ["based_on_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_pricing_price_setting_moment_id"),
        "pricing_price_setting",
        ["moment", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_pricing_price_setting_number_id"),
        "pricing_price_setting",
        ["number", "id"],
        unique=False,
    )
    op.create_index(
        "ix_pricing_price_setting_drafts",
        "pricing_price_setting",
        ["moment", "id"],
        unique=False,
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.create_index(
        op.f("ix_pricing_price_setting_organisation_id"),
        "pricing_price_setting",
        ["organisation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_pricing_price_setting_price_type_id"),
        "pricing_price_setting",
        ["price_type_id"],
        unique=False,
    )
    op.create_table(
        "pricing_contract_prices",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("price_type_id", types.Key(), nullable=True),
        sa.ForeignKeyConstraint(
            ["id"],
            ["parties_contract.id"],
            name=op.f("fk_pricing_contract_prices_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["price_type_id"],
            ["pricing_price_type.id"],
            name=op.f("fk_pricing_contract_prices_price_type_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pricing_contract_prices")),
        info={"plugin": "pricing"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_pricing_contract_prices_price_type_id"),
        "pricing_contract_prices",
        ["price_type_id"],
        unique=False,
    )
    op.create_table(
        "pricing_price_setting_line",
        sa.Column("price", types.Scaled(6), nullable=False),
        sa.Column("base_price", types.Scaled(6), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=True),
        sa.Column("unit_id", types.Key(), nullable=True),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items_item.id"], name=op.f("fk_pricing_price_setting_line_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["pricing_price_setting.id"],
            name=op.f("fk_pricing_price_setting_line_owner_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["items_unit.id"], name=op.f("fk_pricing_price_setting_line_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"],
            ["items_variant.id"],
            name=op.f("fk_pricing_price_setting_line_variant_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pricing_price_setting_line")),
        info={"plugin": "pricing", "part": "lines"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_pricing_price_setting_line_item_id"),
        "pricing_price_setting_line",
        ["item_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_pricing_price_setting_line_owner_id"),
        "pricing_price_setting_line",
        ["owner_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_pricing_price_setting_line_unit_id"),
        "pricing_price_setting_line",
        ["unit_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_pricing_price_setting_line_variant_id"),
        "pricing_price_setting_line",
        ["variant_id"],
        unique=False,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_index(
        op.f("ix_pricing_price_setting_line_variant_id"), table_name="pricing_price_setting_line"
    )
    op.drop_index(
        op.f("ix_pricing_price_setting_line_unit_id"), table_name="pricing_price_setting_line"
    )
    op.drop_index(
        op.f("ix_pricing_price_setting_line_owner_id"), table_name="pricing_price_setting_line"
    )
    op.drop_index(
        op.f("ix_pricing_price_setting_line_item_id"), table_name="pricing_price_setting_line"
    )
    op.drop_table("pricing_price_setting_line")
    op.drop_index(
        op.f("ix_pricing_contract_prices_price_type_id"), table_name="pricing_contract_prices"
    )
    op.drop_table("pricing_contract_prices")
    op.drop_index(
        op.f("ix_pricing_price_setting_price_type_id"), table_name="pricing_price_setting"
    )
    op.drop_index(
        op.f("ix_pricing_price_setting_organisation_id"), table_name="pricing_price_setting"
    )
    op.drop_index("ix_pricing_price_setting_drafts", table_name="pricing_price_setting")
    op.drop_index(op.f("ix_pricing_price_setting_number_id"), table_name="pricing_price_setting")
    op.drop_index(op.f("ix_pricing_price_setting_moment_id"), table_name="pricing_price_setting")
    op.drop_index(op.f("ix_pricing_price_setting_based_on_id"), table_name="pricing_price_setting")
    op.drop_table("pricing_price_setting")
    op.drop_index(op.f("ix_pricing_price_range_owner_id"), table_name="pricing_price_range")
    op.drop_table("pricing_price_range")
    op.drop_index(op.f("ix_pricing_price_type_name_key_id"), table_name="pricing_price_type")
    op.drop_index(op.f("ix_pricing_price_type_currency_id"), table_name="pricing_price_type")
    op.drop_index(op.f("ix_pricing_price_type_base_id"), table_name="pricing_price_type")
    op.drop_table("pricing_price_type")
    op.drop_index(
        "ix_pricing_item_price_replaced_recorder", table_name="pricing_item_price_replaced"
    )
    op.drop_index(
        "ix_pricing_item_price_replaced_moment", table_name="pricing_item_price_replaced"
    )
    op.drop_table("pricing_item_price_replaced")
    op.drop_index("ix_pricing_item_price_moment", table_name="pricing_item_price")
    op.drop_index("ix_pricing_item_price_key", table_name="pricing_item_price")
    op.drop_table("pricing_item_price")
