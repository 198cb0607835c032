"""first tables"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "tax_invoices_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "tax_invoices_tax_invoice_received",
        sa.Column("supplier_number", sa.Text(), nullable=False),
        sa.Column("supplier_date", types.Day(), nullable=False),
        sa.Column("received_on", types.Day(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("operation_code", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("posted", types.YesNo(), nullable=False),
        sa.Column("based_on_id", types.Key(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("currency_id", types.Key(), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("vat_amount", types.Scaled(4), nullable=False),
        sa.Column("goods_receipt_id", types.Key(), nullable=True),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["based_on_id"],
            ["core_document.id"],
            name=op.f("fk_tax_invoices_tax_invoice_received_based_on_id"),
        ),
        sa.ForeignKeyConstraint(
            ["currency_id"],
            ["currencies_currency.id"],
            name=op.f("fk_tax_invoices_tax_invoice_received_currency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["goods_receipt_id"],
            ["purchasing_goods_receipt.id"],
            name=op.f("fk_tax_invoices_tax_invoice_received_goods_receipt_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_tax_invoices_tax_invoice_received_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["party_id"],
            ["parties_party.id"],
            name=op.f("fk_tax_invoices_tax_invoice_received_party_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tax_invoices_tax_invoice_received")),
        info={"plugin": "tax_invoices"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_tax_invoices_tax_invoice_received_based_on_id"),
        "tax_invoices_tax_invoice_received",
        ["based_on_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_tax_invoices_tax_invoice_received_currency_id"),
        "tax_invoices_tax_invoice_received",
        ["currency_id"],
        unique=False,
    )
    op.create_index(
        "ix_tax_invoices_tax_invoice_received_drafts",
        "tax_invoices_tax_invoice_received",
        ["moment", "id"],
        unique=False,
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.create_index(
        op.f("ix_tax_invoices_tax_invoice_received_goods_receipt_id"),
        "tax_invoices_tax_invoice_received",
        ["goods_receipt_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_tax_invoices_tax_invoice_received_moment_id"),
        "tax_invoices_tax_invoice_received",
        ["moment", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_tax_invoices_tax_invoice_received_number_id"),
        "tax_invoices_tax_invoice_received",
        ["number", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_tax_invoices_tax_invoice_received_organisation_id"),
        "tax_invoices_tax_invoice_received",
        ["organisation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_tax_invoices_tax_invoice_received_party_id"),
        "tax_invoices_tax_invoice_received",
        ["party_id"],
        unique=False,
    )
    op.create_table(
        "tax_invoices_tax_invoice_issued",
        sa.Column("invoice_number", types.Whole(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("payment_id", types.Key(), nullable=True),
        sa.Column("payment_documents", sa.Text(), nullable=False),
        sa.Column("operation_code", sa.Text(), nullable=False),
        sa.Column("vat_rate", types.Scaled(4), nullable=True),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("posted", types.YesNo(), nullable=False),
        sa.Column("based_on_id", types.Key(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("currency_id", types.Key(), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("vat_amount", types.Scaled(4), nullable=False),
        sa.Column("shipment_id", types.Key(), nullable=True),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["based_on_id"],
            ["core_document.id"],
            name=op.f("fk_tax_invoices_tax_invoice_issued_based_on_id"),
        ),
        sa.ForeignKeyConstraint(
            ["currency_id"],
            ["currencies_currency.id"],
            name=op.f("fk_tax_invoices_tax_invoice_issued_currency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_tax_invoices_tax_invoice_issued_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["party_id"],
            ["parties_party.id"],
            name=op.f("fk_tax_invoices_tax_invoice_issued_party_id"),
        ),
        sa.ForeignKeyConstraint(
            ["shipment_id"],
            ["sales_shipment.id"],
            name=op.f("fk_tax_invoices_tax_invoice_issued_shipment_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tax_invoices_tax_invoice_issued")),
        info={"plugin": "tax_invoices"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_tax_invoices_tax_invoice_issued_based_on_id"),
        "tax_invoices_tax_invoice_issued",
        ["based_on_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_tax_invoices_tax_invoice_issued_currency_id"),
        "tax_invoices_tax_invoice_issued",
        ["currency_id"],
        unique=False,
    )
    op.create_index(
        "ix_tax_invoices_tax_invoice_issued_drafts",
        "tax_invoices_tax_invoice_issued",
        ["moment", "id"],
        unique=False,
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.create_index(
        op.f("ix_tax_invoices_tax_invoice_issued_moment_id"),
        "tax_invoices_tax_invoice_issued",
        ["moment", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_tax_invoices_tax_invoice_issued_number_id"),
        "tax_invoices_tax_invoice_issued",
        ["number", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_tax_invoices_tax_invoice_issued_organisation_id"),
        "tax_invoices_tax_invoice_issued",
        ["organisation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_tax_invoices_tax_invoice_issued_party_id"),
        "tax_invoices_tax_invoice_issued",
        ["party_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_tax_invoices_tax_invoice_issued_payment_id"),
        "tax_invoices_tax_invoice_issued",
        ["payment_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_tax_invoices_tax_invoice_issued_shipment_id"),
        "tax_invoices_tax_invoice_issued",
        ["shipment_id"],
        unique=False,
    )
    op.create_table(
        "tax_invoices_tax_invoice_received_line",
        sa.Column("vat_rate", types.Scaled(4), nullable=True),
        sa.Column("bare_amount", types.Scaled(4), nullable=False),
        sa.Column("vat_amount", types.Scaled(4), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["tax_invoices_tax_invoice_received.id"],
            name=op.f("fk_tax_invoices_tax_invoice_received_line_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tax_invoices_tax_invoice_received_line")),
        info={"plugin": "tax_invoices", "part": "lines"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_tax_invoices_tax_invoice_received_line_owner_id"),
        "tax_invoices_tax_invoice_received_line",
        ["owner_id"],
        unique=False,
    )
    op.create_table(
        "tax_invoices_tax_invoice_issued_line",
        sa.Column("vat_rate", types.Scaled(4), nullable=True),
        sa.Column("bare_amount", types.Scaled(4), nullable=False),
        sa.Column("vat_amount", types.Scaled(4), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["tax_invoices_tax_invoice_issued.id"],
            name=op.f("fk_tax_invoices_tax_invoice_issued_line_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tax_invoices_tax_invoice_issued_line")),
        info={"plugin": "tax_invoices", "part": "lines"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_tax_invoices_tax_invoice_issued_line_owner_id"),
        "tax_invoices_tax_invoice_issued_line",
        ["owner_id"],
        unique=False,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_index(
        op.f("ix_tax_invoices_tax_invoice_issued_line_owner_id"),
        table_name="tax_invoices_tax_invoice_issued_line",
    )
    op.drop_table("tax_invoices_tax_invoice_issued_line")
    op.drop_index(
        op.f("ix_tax_invoices_tax_invoice_received_line_owner_id"),
        table_name="tax_invoices_tax_invoice_received_line",
    )
    op.drop_table("tax_invoices_tax_invoice_received_line")
    op.drop_index(
        op.f("ix_tax_invoices_tax_invoice_issued_shipment_id"),
        table_name="tax_invoices_tax_invoice_issued",
    )
    op.drop_index(
        op.f("ix_tax_invoices_tax_invoice_issued_payment_id"),
        table_name="tax_invoices_tax_invoice_issued",
    )
    op.drop_index(
        op.f("ix_tax_invoices_tax_invoice_issued_party_id"),
        table_name="tax_invoices_tax_invoice_issued",
    )
    op.drop_index(
        op.f("ix_tax_invoices_tax_invoice_issued_organisation_id"),
        table_name="tax_invoices_tax_invoice_issued",
    )
    op.drop_index(
        op.f("ix_tax_invoices_tax_invoice_issued_number_id"),
        table_name="tax_invoices_tax_invoice_issued",
    )
    op.drop_index(
        op.f("ix_tax_invoices_tax_invoice_issued_moment_id"),
        table_name="tax_invoices_tax_invoice_issued",
    )
    op.drop_index(
        "ix_tax_invoices_tax_invoice_issued_drafts",
        table_name="tax_invoices_tax_invoice_issued",
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.drop_index(
        op.f("ix_tax_invoices_tax_invoice_issued_currency_id"),
        table_name="tax_invoices_tax_invoice_issued",
    )
    op.drop_index(
        op.f("ix_tax_invoices_tax_invoice_issued_based_on_id"),
        table_name="tax_invoices_tax_invoice_issued",
    )
    op.drop_table("tax_invoices_tax_invoice_issued")
    op.drop_index(
        op.f("ix_tax_invoices_tax_invoice_received_party_id"),
        table_name="tax_invoices_tax_invoice_received",
    )
    op.drop_index(
        op.f("ix_tax_invoices_tax_invoice_received_organisation_id"),
        table_name="tax_invoices_tax_invoice_received",
    )
    op.drop_index(
        op.f("ix_tax_invoices_tax_invoice_received_number_id"),
        table_name="tax_invoices_tax_invoice_received",
    )
    op.drop_index(
        op.f("ix_tax_invoices_tax_invoice_received_moment_id"),
        table_name="tax_invoices_tax_invoice_received",
    )
    op.drop_index(
        op.f("ix_tax_invoices_tax_invoice_received_goods_receipt_id"),
        table_name="tax_invoices_tax_invoice_received",
    )
    op.drop_index(
        "ix_tax_invoices_tax_invoice_received_drafts",
        table_name="tax_invoices_tax_invoice_received",
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.drop_index(
        op.f("ix_tax_invoices_tax_invoice_received_currency_id"),
        table_name="tax_invoices_tax_invoice_received",
    )
    op.drop_index(
        op.f("ix_tax_invoices_tax_invoice_received_based_on_id"),
        table_name="tax_invoices_tax_invoice_received",
    )
    op.drop_table("tax_invoices_tax_invoice_received")
