"""first tables"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "items_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "items_item_group",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("parent_id", types.Key(), nullable=True),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["items_item_group.id"], name=op.f("fk_items_item_group_parent_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_items_item_group")),
        sa.UniqueConstraint("code", name=op.f("uq_items_item_group_code")),
        info={"plugin": "items"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_items_item_group_name_key_id"),
        "items_item_group",
        ["name_key", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_items_item_group_parent_id"), "items_item_group", ["parent_id"], unique=False
    )
    op.create_table(
        "items_unit",
        sa.Column("symbol", sa.Text(), nullable=False),
        sa.Column("okei", sa.Text(), nullable=False),
        sa.Column("unece", sa.Text(), nullable=False),
        sa.Column("decimals", types.Whole(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_items_unit")),
        sa.UniqueConstraint("code", name=op.f("uq_items_unit_code")),
        info={"plugin": "items"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_items_unit_name_key_id"), "items_unit", ["name_key", "id"], unique=False
    )
    op.create_table(
        "items_item",
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("vat_rate", types.Scaled(4), nullable=True),
        sa.Column("tracks_lots", types.YesNo(), nullable=False),
        sa.Column("tracks_serials", types.YesNo(), nullable=False),
        sa.Column("scale_code", sa.Text(), nullable=False),
        sa.Column("weight", types.Scaled(6), nullable=True),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("group_id", types.Key(), nullable=True),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["items_item_group.id"], name=op.f("fk_items_item_group_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["items_unit.id"], name=op.f("fk_items_item_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_items_item")),
        sa.UniqueConstraint("code", name=op.f("uq_items_item_code")),
        info={"plugin": "items"},
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_items_item_group_id"), "items_item", ["group_id"], unique=False)
    op.create_index(
        op.f("ix_items_item_name_key_id"), "items_item", ["name_key", "id"], unique=False
    )
    op.create_index(op.f("ix_items_item_scale_code"), "items_item", ["scale_code"], unique=False)
    op.create_index(op.f("ix_items_item_sku"), "items_item", ["sku"], unique=False)
    op.create_index(op.f("ix_items_item_unit_id"), "items_item", ["unit_id"], unique=False)
    op.create_table(
        "items_item_barcode",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=True),
        sa.Column("unit_id", types.Key(), nullable=True),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["items_item.id"],
            name=op.f("fk_items_item_barcode_owner_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["items_unit.id"], name=op.f("fk_items_item_barcode_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_items_item_barcode")),
        info={"plugin": "items", "part": "barcodes"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_items_item_barcode_code"), "items_item_barcode", ["code"], unique=False
    )
    op.create_index(
        op.f("ix_items_item_barcode_owner_id"), "items_item_barcode", ["owner_id"], unique=False
    )
    op.create_index(
        op.f("ix_items_item_barcode_unit_id"), "items_item_barcode", ["unit_id"], unique=False
    )
    op.create_table(
        "items_item_unit",
        sa.Column("factor", types.Scaled(6), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["items_item.id"],
            name=op.f("fk_items_item_unit_owner_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["items_unit.id"], name=op.f("fk_items_item_unit_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_items_item_unit")),
        info={"plugin": "items", "part": "units"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_items_item_unit_owner_id"), "items_item_unit", ["owner_id"], unique=False
    )
    op.create_index(
        op.f("ix_items_item_unit_unit_id"), "items_item_unit", ["unit_id"], unique=False
    )
    op.create_table(
        "items_variant",
        sa.Column("values", types.Json(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items_item.id"], name=op.f("fk_items_variant_item_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_items_variant")),
        sa.UniqueConstraint("code", name=op.f("uq_items_variant_code")),
        info={"plugin": "items"},
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_items_variant_item_id"), "items_variant", ["item_id"], unique=False)
    op.create_index(
        op.f("ix_items_variant_name_key_id"), "items_variant", ["name_key", "id"], unique=False
    )


def downgrade() -> None:
    """Go back."""
    op.drop_index(op.f("ix_items_variant_name_key_id"), table_name="items_variant")
    op.drop_index(op.f("ix_items_variant_item_id"), table_name="items_variant")
    op.drop_table("items_variant")
    op.drop_index(op.f("ix_items_item_unit_unit_id"), table_name="items_item_unit")
    op.drop_index(op.f("ix_items_item_unit_owner_id"), table_name="items_item_unit")
    op.drop_table("items_item_unit")
    op.drop_index(op.f("ix_items_item_barcode_unit_id"), table_name="items_item_barcode")
    op.drop_index(op.f("ix_items_item_barcode_owner_id"), table_name="items_item_barcode")
    op.drop_index(op.f("ix_items_item_barcode_code"), table_name="items_item_barcode")
    op.drop_table("items_item_barcode")
    op.drop_index(op.f("ix_items_item_unit_id"), table_name="items_item")
    op.drop_index(op.f("ix_items_item_sku"), table_name="items_item")
    op.drop_index(op.f("ix_items_item_scale_code"), table_name="items_item")
    op.drop_index(op.f("ix_items_item_name_key_id"), table_name="items_item")
    op.drop_index(op.f("ix_items_item_group_id"), table_name="items_item")
    op.drop_table("items_item")
    op.drop_index(op.f("ix_items_unit_name_key_id"), table_name="items_unit")
    op.drop_table("items_unit")
    op.drop_index(op.f("ix_items_item_group_parent_id"), table_name="items_item_group")
    op.drop_index(op.f("ix_items_item_group_name_key_id"), table_name="items_item_group")
    op.drop_table("items_item_group")
