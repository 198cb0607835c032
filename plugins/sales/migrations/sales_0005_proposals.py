"""proposals"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "sales_0005"
down_revision = "sales_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "sales_proposal",
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("valid_until", types.Day(), nullable=True),
        sa.Column("alternative", sa.Text(), nullable=False),
        sa.Column("version_number", types.Whole(), nullable=False),
        sa.Column("replaces_id", types.Key(), nullable=True),
        sa.Column("refusal", sa.Text(), nullable=False),
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
        sa.Column("payment_kind", sa.Text(), nullable=False),
        sa.Column("discount_card_id", types.Key(), nullable=True),
        sa.Column("without_discounts", types.YesNo(), nullable=False),
        sa.Column("refusal_reason_id", types.Key(), nullable=True),
        sa.Column("warehouse_id", types.Key(), nullable=True),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["based_on_id"], ["core_document.id"], name=op.f("fk_sales_proposal_based_on_id")
        ),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["parties_contract.id"], name=op.f("fk_sales_proposal_contract_id")
        ),
        sa.ForeignKeyConstraint(
            ["currency_id"], ["currencies_currency.id"], name=op.f("fk_sales_proposal_currency_id")
        ),
        sa.ForeignKeyConstraint(
            ["discount_card_id"],
            ["pricing_discount_card.id"],
            name=op.f("fk_sales_proposal_discount_card_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_sales_proposal_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["parties_party.id"], name=op.f("fk_sales_proposal_party_id")
        ),
        sa.ForeignKeyConstraint(
            ["price_type_id"],
            ["pricing_price_type.id"],
            name=op.f("fk_sales_proposal_price_type_id"),
        ),
        sa.ForeignKeyConstraint(
            ["refusal_reason_id"],
            ["orders_closing_reason.id"],
            name=op.f("fk_sales_proposal_refusal_reason_id"),
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["stock_warehouse.id"], name=op.f("fk_sales_proposal_warehouse_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sales_proposal")),
        info={"plugin": "sales"},
        sqlite_strict=True,
    )
    with op.batch_alter_table("sales_proposal", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sales_proposal_based_on_id"), ["based_on_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_sales_proposal_contract_id"), ["contract_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_sales_proposal_currency_id"), ["currency_id"], unique=False
        )
        batch_op.create_index(
            "ix_sales_proposal_drafts",
            ["moment", "id"],
            unique=False,
            sqlite_where=sa.text("posted = 0"),
            postgresql_where=sa.text("NOT posted"),
        )
        batch_op.create_index(
            batch_op.f("ix_sales_proposal_moment_id"), ["moment", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_sales_proposal_number_id"), ["number", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_sales_proposal_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_sales_proposal_party_id"), ["party_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_sales_proposal_price_type_id"), ["price_type_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_sales_proposal_refusal_reason_id"), ["refusal_reason_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_sales_proposal_warehouse_id"), ["warehouse_id"], unique=False
        )

    op.create_table(
        "sales_proposal_line",
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
        sa.Column("discount_reason", types.Json(), nullable=True),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items_item.id"], name=op.f("fk_sales_proposal_line_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["sales_proposal.id"],
            name=op.f("fk_sales_proposal_line_owner_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["items_unit.id"], name=op.f("fk_sales_proposal_line_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"], ["items_variant.id"], name=op.f("fk_sales_proposal_line_variant_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sales_proposal_line")),
        info={"plugin": "sales", "part": "lines"},
        sqlite_strict=True,
    )
    with op.batch_alter_table("sales_proposal_line", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sales_proposal_line_item_id"), ["item_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_sales_proposal_line_owner_id"), ["owner_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_sales_proposal_line_unit_id"), ["unit_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_sales_proposal_line_variant_id"), ["variant_id"], unique=False
        )

    with op.batch_alter_table("sales_customer_order", schema=None) as batch_op:
        batch_op.add_column(sa.Column("proposal_id", types.Key(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_sales_customer_order_proposal_id"), ["proposal_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_sales_customer_order_proposal_id"),
            "sales_proposal",
            ["proposal_id"],
            ["id"],
        )


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("sales_customer_order", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_sales_customer_order_proposal_id"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_sales_customer_order_proposal_id"))
        batch_op.drop_column("proposal_id")

    with op.batch_alter_table("sales_proposal_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sales_proposal_line_variant_id"))
        batch_op.drop_index(batch_op.f("ix_sales_proposal_line_unit_id"))
        batch_op.drop_index(batch_op.f("ix_sales_proposal_line_owner_id"))
        batch_op.drop_index(batch_op.f("ix_sales_proposal_line_item_id"))

    op.drop_table("sales_proposal_line")
    with op.batch_alter_table("sales_proposal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sales_proposal_warehouse_id"))
        batch_op.drop_index(batch_op.f("ix_sales_proposal_refusal_reason_id"))
        batch_op.drop_index(batch_op.f("ix_sales_proposal_price_type_id"))
        batch_op.drop_index(batch_op.f("ix_sales_proposal_party_id"))
        batch_op.drop_index(batch_op.f("ix_sales_proposal_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_sales_proposal_number_id"))
        batch_op.drop_index(batch_op.f("ix_sales_proposal_moment_id"))
        batch_op.drop_index(
            "ix_sales_proposal_drafts",
            sqlite_where=sa.text("posted = 0"),
            postgresql_where=sa.text("NOT posted"),
        )
        batch_op.drop_index(batch_op.f("ix_sales_proposal_currency_id"))
        batch_op.drop_index(batch_op.f("ix_sales_proposal_contract_id"))
        batch_op.drop_index(batch_op.f("ix_sales_proposal_based_on_id"))

    op.drop_table("sales_proposal")
