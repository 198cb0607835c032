"""corrections of orders"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "purchasing_0005"
down_revision = "purchasing_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "purchasing_supplier_order_adjustment",
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
        sa.Column("supplier_order_id", types.Key(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["based_on_id"],
            ["core_document.id"],
            name=op.f("fk_purchasing_supplier_order_adjustment_based_on_id"),
        ),
        sa.ForeignKeyConstraint(
            ["contract_id"],
            ["parties_contract.id"],
            name=op.f("fk_purchasing_supplier_order_adjustment_contract_id"),
        ),
        sa.ForeignKeyConstraint(
            ["currency_id"],
            ["currencies_currency.id"],
            name=op.f("fk_purchasing_supplier_order_adjustment_currency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_purchasing_supplier_order_adjustment_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["party_id"],
            ["parties_party.id"],
            name=op.f("fk_purchasing_supplier_order_adjustment_party_id"),
        ),
        sa.ForeignKeyConstraint(
            ["price_type_id"],
            ["pricing_price_type.id"],
            name=op.f("fk_purchasing_supplier_order_adjustment_price_type_id"),
        ),
        sa.ForeignKeyConstraint(
            ["supplier_order_id"],
            ["purchasing_supplier_order.id"],
            name=op.f("fk_purchasing_supplier_order_adjustment_supplier_order_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchasing_supplier_order_adjustment")),
        info={"plugin": "purchasing"},
        sqlite_strict=True,
    )
    with op.batch_alter_table("purchasing_supplier_order_adjustment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_purchasing_supplier_order_adjustment_based_on_id"),
            ["based_on_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_purchasing_supplier_order_adjustment_contract_id"),
            ["contract_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_purchasing_supplier_order_adjustment_currency_id"),
            ["currency_id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_purchasing_supplier_order_adjustment_drafts",
            ["moment", "id"],
            unique=False,
            sqlite_where=sa.text("posted = 0"),
            postgresql_where=sa.text("NOT posted"),
        )
        batch_op.create_index(
            batch_op.f("ix_purchasing_supplier_order_adjustment_moment_id"),
            ["moment", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_purchasing_supplier_order_adjustment_number_id"),
            ["number", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_purchasing_supplier_order_adjustment_organisation_id"),
            ["organisation_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_purchasing_supplier_order_adjustment_party_id"),
            ["party_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_purchasing_supplier_order_adjustment_price_type_id"),
            ["price_type_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_purchasing_supplier_order_adjustment_supplier_order_id"),
            ["supplier_order_id"],
            unique=False,
        )

    op.create_table(
        "purchasing_supplier_order_adjustment_line",
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
            ["item_id"],
            ["items_item.id"],
            name=op.f("fk_purchasing_supplier_order_adjustment_line_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["purchasing_supplier_order_adjustment.id"],
            name=op.f("fk_purchasing_supplier_order_adjustment_line_owner_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["items_unit.id"],
            name=op.f("fk_purchasing_supplier_order_adjustment_line_unit_id"),
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"],
            ["items_variant.id"],
            name=op.f("fk_purchasing_supplier_order_adjustment_line_variant_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchasing_supplier_order_adjustment_line")),
        info={"plugin": "purchasing", "part": "lines"},
        sqlite_strict=True,
    )
    with op.batch_alter_table(
        "purchasing_supplier_order_adjustment_line", schema=None
    ) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_purchasing_supplier_order_adjustment_line_item_id"),
            ["item_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_purchasing_supplier_order_adjustment_line_owner_id"),
            ["owner_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_purchasing_supplier_order_adjustment_line_unit_id"),
            ["unit_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_purchasing_supplier_order_adjustment_line_variant_id"),
            ["variant_id"],
            unique=False,
        )

    with op.batch_alter_table("purchasing_supplier_order_closing", schema=None) as batch_op:
        batch_op.add_column(sa.Column("closing_reason_id", types.Key(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_purchasing_supplier_order_closing_closing_reason_id"),
            ["closing_reason_id"],
            unique=False,
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_purchasing_supplier_order_closing_closing_reason_id"),
            "orders_closing_reason",
            ["closing_reason_id"],
            ["id"],
        )

    with op.batch_alter_table("purchasing_supplier_order_closing_line", schema=None) as batch_op:
        batch_op.add_column(sa.Column("closing_reason_id", types.Key(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_purchasing_supplier_order_closing_line_closing_reason_id"),
            ["closing_reason_id"],
            unique=False,
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_purchasing_supplier_order_closing_line_closing_reason_id"),
            "orders_closing_reason",
            ["closing_reason_id"],
            ["id"],
        )


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("purchasing_supplier_order_closing_line", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_purchasing_supplier_order_closing_line_closing_reason_id"),
            type_="foreignkey",
        )
        batch_op.drop_index(
            batch_op.f("ix_purchasing_supplier_order_closing_line_closing_reason_id")
        )
        batch_op.drop_column("closing_reason_id")

    with op.batch_alter_table("purchasing_supplier_order_closing", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_purchasing_supplier_order_closing_closing_reason_id"),
            type_="foreignkey",
        )
        batch_op.drop_index(batch_op.f("ix_purchasing_supplier_order_closing_closing_reason_id"))
        batch_op.drop_column("closing_reason_id")

    with op.batch_alter_table(
        "purchasing_supplier_order_adjustment_line", schema=None
    ) as batch_op:
        batch_op.drop_index(batch_op.f("ix_purchasing_supplier_order_adjustment_line_variant_id"))
        batch_op.drop_index(batch_op.f("ix_purchasing_supplier_order_adjustment_line_unit_id"))
        batch_op.drop_index(batch_op.f("ix_purchasing_supplier_order_adjustment_line_owner_id"))
        batch_op.drop_index(batch_op.f("ix_purchasing_supplier_order_adjustment_line_item_id"))

    op.drop_table("purchasing_supplier_order_adjustment_line")
    with op.batch_alter_table("purchasing_supplier_order_adjustment", schema=None) as batch_op:
        batch_op.drop_index(
            batch_op.f("ix_purchasing_supplier_order_adjustment_supplier_order_id")
        )
        batch_op.drop_index(batch_op.f("ix_purchasing_supplier_order_adjustment_price_type_id"))
        batch_op.drop_index(batch_op.f("ix_purchasing_supplier_order_adjustment_party_id"))
        batch_op.drop_index(batch_op.f("ix_purchasing_supplier_order_adjustment_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_purchasing_supplier_order_adjustment_number_id"))
        batch_op.drop_index(batch_op.f("ix_purchasing_supplier_order_adjustment_moment_id"))
        batch_op.drop_index(
            "ix_purchasing_supplier_order_adjustment_drafts",
            sqlite_where=sa.text("posted = 0"),
            postgresql_where=sa.text("NOT posted"),
        )
        batch_op.drop_index(batch_op.f("ix_purchasing_supplier_order_adjustment_currency_id"))
        batch_op.drop_index(batch_op.f("ix_purchasing_supplier_order_adjustment_contract_id"))
        batch_op.drop_index(batch_op.f("ix_purchasing_supplier_order_adjustment_based_on_id"))

    op.drop_table("purchasing_supplier_order_adjustment")
