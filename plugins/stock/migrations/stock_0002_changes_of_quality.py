"""Changes of quality"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "stock_0002"
down_revision = "stock_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "stock_quality_change",
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
            ["based_on_id"], ["core_document.id"], name=op.f("fk_stock_quality_change_based_on_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_stock_quality_change_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"],
            ["stock_warehouse.id"],
            name=op.f("fk_stock_quality_change_warehouse_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_quality_change")),
        info={"plugin": "stock"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_stock_quality_change_based_on_id"),
        "stock_quality_change",
        ["based_on_id"],
        unique=False,
    )
    op.create_index(
        "ix_stock_quality_change_drafts",
        "stock_quality_change",
        ["moment", "id"],
        unique=False,
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.create_index(
        op.f("ix_stock_quality_change_moment_id"),
        "stock_quality_change",
        ["moment", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_stock_quality_change_number_id"),
        "stock_quality_change",
        ["number", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_stock_quality_change_organisation_id"),
        "stock_quality_change",
        ["organisation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_stock_quality_change_warehouse_id"),
        "stock_quality_change",
        ["warehouse_id"],
        unique=False,
    )
    op.create_table(
        "stock_quality_change_line",
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("variant_id", types.Key(), nullable=True),
        sa.Column("lot_id", types.Key(), nullable=True),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("unit_id", types.Key(), nullable=False),
        sa.Column("base_quantity", types.Scaled(6), nullable=False),
        sa.Column("stocked", types.YesNo(), nullable=False),
        sa.Column("to_item_id", types.Key(), nullable=False),
        sa.Column("to_variant_id", types.Key(), nullable=True),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items_item.id"], name=op.f("fk_stock_quality_change_line_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["stock_quality_change.id"],
            name=op.f("fk_stock_quality_change_line_owner_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["to_item_id"], ["items_item.id"], name=op.f("fk_stock_quality_change_line_to_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["to_variant_id"],
            ["items_variant.id"],
            name=op.f("fk_stock_quality_change_line_to_variant_id"),
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["items_unit.id"], name=op.f("fk_stock_quality_change_line_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"],
            ["items_variant.id"],
            name=op.f("fk_stock_quality_change_line_variant_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_quality_change_line")),
        info={"plugin": "stock", "part": "lines"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_stock_quality_change_line_item_id"),
        "stock_quality_change_line",
        ["item_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_stock_quality_change_line_owner_id"),
        "stock_quality_change_line",
        ["owner_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_stock_quality_change_line_to_item_id"),
        "stock_quality_change_line",
        ["to_item_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_stock_quality_change_line_to_variant_id"),
        "stock_quality_change_line",
        ["to_variant_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_stock_quality_change_line_unit_id"),
        "stock_quality_change_line",
        ["unit_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_stock_quality_change_line_variant_id"),
        "stock_quality_change_line",
        ["variant_id"],
        unique=False,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_index(
        op.f("ix_stock_quality_change_line_variant_id"), table_name="stock_quality_change_line"
    )
    op.drop_index(
        op.f("ix_stock_quality_change_line_unit_id"), table_name="stock_quality_change_line"
    )
    op.drop_index(
        op.f("ix_stock_quality_change_line_to_variant_id"), table_name="stock_quality_change_line"
    )
    op.drop_index(
        op.f("ix_stock_quality_change_line_to_item_id"), table_name="stock_quality_change_line"
    )
    op.drop_index(
        op.f("ix_stock_quality_change_line_owner_id"), table_name="stock_quality_change_line"
    )
    op.drop_index(
        op.f("ix_stock_quality_change_line_item_id"), table_name="stock_quality_change_line"
    )
    op.drop_table("stock_quality_change_line")
    op.drop_index(op.f("ix_stock_quality_change_warehouse_id"), table_name="stock_quality_change")
    op.drop_index(
        op.f("ix_stock_quality_change_organisation_id"), table_name="stock_quality_change"
    )
    op.drop_index(op.f("ix_stock_quality_change_number_id"), table_name="stock_quality_change")
    op.drop_index(op.f("ix_stock_quality_change_moment_id"), table_name="stock_quality_change")
    op.drop_index(
        "ix_stock_quality_change_drafts",
        table_name="stock_quality_change",
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.drop_index(op.f("ix_stock_quality_change_based_on_id"), table_name="stock_quality_change")
    op.drop_table("stock_quality_change")
