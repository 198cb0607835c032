"""first tables"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "variants_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "variants_property",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("stands_in", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_variants_property")),
        sa.UniqueConstraint("code", name=op.f("uq_variants_property_code")),
        info={"plugin": "variants"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_variants_property_name_key_id"),
        "variants_property",
        ["name_key", "id"],
        unique=False,
    )
    op.create_table(
        "variants_property_set",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_variants_property_set")),
        sa.UniqueConstraint("code", name=op.f("uq_variants_property_set_code")),
        info={"plugin": "variants"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_variants_property_set_name_key_id"),
        "variants_property_set",
        ["name_key", "id"],
        unique=False,
    )
    op.create_table(
        "variants_property_set_row",
        sa.Column("of_property_id", types.Key(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.ForeignKeyConstraint(
            ["of_property_id"],
            ["variants_property.id"],
            name=op.f("fk_variants_property_set_row_of_property_id"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["variants_property_set.id"],
            name=op.f("fk_variants_property_set_row_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_variants_property_set_row")),
        info={"plugin": "variants", "part": "rows"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_variants_property_set_row_of_property_id"),
        "variants_property_set_row",
        ["of_property_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_variants_property_set_row_owner_id"),
        "variants_property_set_row",
        ["owner_id"],
        unique=False,
    )
    op.create_table(
        "variants_property_value",
        sa.Column("place", types.Whole(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("of_property_id", types.Key(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["of_property_id"],
            ["variants_property.id"],
            name=op.f("fk_variants_property_value_of_property_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_variants_property_value")),
        sa.UniqueConstraint("code", name=op.f("uq_variants_property_value_code")),
        info={"plugin": "variants"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_variants_property_value_name_key_id"),
        "variants_property_value",
        ["name_key", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_variants_property_value_of_property_id"),
        "variants_property_value",
        ["of_property_id"],
        unique=False,
    )
    op.create_table(
        "variants_item_variants",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("property_set_id", types.Key(), nullable=True),
        sa.ForeignKeyConstraint(
            ["id"],
            ["items_item.id"],
            name=op.f("fk_variants_item_variants_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["property_set_id"],
            ["variants_property_set.id"],
            name=op.f("fk_variants_item_variants_property_set_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_variants_item_variants")),
        info={"plugin": "variants"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_variants_item_variants_property_set_id"),
        "variants_item_variants",
        ["property_set_id"],
        unique=False,
    )
    op.create_table(
        "variants_variant_values",
        sa.Column("signature", sa.Text(), nullable=True),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("property_1_id", types.Key(), nullable=True),
        sa.Column("property_2_id", types.Key(), nullable=True),
        sa.Column("property_3_id", types.Key(), nullable=True),
        sa.Column("property_4_id", types.Key(), nullable=True),
        sa.Column("property_5_id", types.Key(), nullable=True),
        sa.Column("property_6_id", types.Key(), nullable=True),
        sa.ForeignKeyConstraint(
            ["id"],
            ["items_variant.id"],
            name=op.f("fk_variants_variant_values_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["property_1_id"],
            ["variants_property_value.id"],
            name=op.f("fk_variants_variant_values_property_1_id"),
        ),
        sa.ForeignKeyConstraint(
            ["property_2_id"],
            ["variants_property_value.id"],
            name=op.f("fk_variants_variant_values_property_2_id"),
        ),
        sa.ForeignKeyConstraint(
            ["property_3_id"],
            ["variants_property_value.id"],
            name=op.f("fk_variants_variant_values_property_3_id"),
        ),
        sa.ForeignKeyConstraint(
            ["property_4_id"],
            ["variants_property_value.id"],
            name=op.f("fk_variants_variant_values_property_4_id"),
        ),
        sa.ForeignKeyConstraint(
            ["property_5_id"],
            ["variants_property_value.id"],
            name=op.f("fk_variants_variant_values_property_5_id"),
        ),
        sa.ForeignKeyConstraint(
            ["property_6_id"],
            ["variants_property_value.id"],
            name=op.f("fk_variants_variant_values_property_6_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_variants_variant_values")),
        sa.UniqueConstraint("signature", name=op.f("uq_variants_variant_values_signature")),
        info={"plugin": "variants"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_variants_variant_values_property_1_id"),
        "variants_variant_values",
        ["property_1_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_variants_variant_values_property_2_id"),
        "variants_variant_values",
        ["property_2_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_variants_variant_values_property_3_id"),
        "variants_variant_values",
        ["property_3_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_variants_variant_values_property_4_id"),
        "variants_variant_values",
        ["property_4_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_variants_variant_values_property_5_id"),
        "variants_variant_values",
        ["property_5_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_variants_variant_values_property_6_id"),
        "variants_variant_values",
        ["property_6_id"],
        unique=False,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_index(
        op.f("ix_variants_variant_values_property_6_id"), table_name="variants_variant_values"
    )
    op.drop_index(
        op.f("ix_variants_variant_values_property_5_id"), table_name="variants_variant_values"
    )
    op.drop_index(
        op.f("ix_variants_variant_values_property_4_id"), table_name="variants_variant_values"
    )
    op.drop_index(
        op.f("ix_variants_variant_values_property_3_id"), table_name="variants_variant_values"
    )
    op.drop_index(
        op.f("ix_variants_variant_values_property_2_id"), table_name="variants_variant_values"
    )
    op.drop_index(
        op.f("ix_variants_variant_values_property_1_id"), table_name="variants_variant_values"
    )
    op.drop_table("variants_variant_values")
    op.drop_index(
        op.f("ix_variants_item_variants_property_set_id"), table_name="variants_item_variants"
    )
    op.drop_table("variants_item_variants")
    op.drop_index(
        op.f("ix_variants_property_value_of_property_id"), table_name="variants_property_value"
    )
    op.drop_index(
        op.f("ix_variants_property_value_name_key_id"), table_name="variants_property_value"
    )
    op.drop_table("variants_property_value")
    op.drop_index(
        op.f("ix_variants_property_set_row_owner_id"), table_name="variants_property_set_row"
    )
    op.drop_index(
        op.f("ix_variants_property_set_row_of_property_id"), table_name="variants_property_set_row"
    )
    op.drop_table("variants_property_set_row")
    op.drop_index(op.f("ix_variants_property_set_name_key_id"), table_name="variants_property_set")
    op.drop_table("variants_property_set")
    op.drop_index(op.f("ix_variants_property_name_key_id"), table_name="variants_property")
    op.drop_table("variants_property")
