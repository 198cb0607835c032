"""first tables"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "cash_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "cash",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("place_id", types.Key(), nullable=False),
        sa.Column("currency_id", types.Key(), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("recorder_id", "line", name=op.f("pk_cash")),
        info={"plugin": "cash"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_cash_key",
        "cash",
        ["organisation_id", "place_id", "currency_id", "moment", "recorder_id"],
        unique=False,
    )
    op.create_index("ix_cash_moment", "cash", ["moment", "recorder_id"], unique=False)
    op.create_table(
        "cash_month",
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("place_id", types.Key(), nullable=False),
        sa.Column("currency_id", types.Key(), nullable=False),
        sa.Column("month", types.Day(), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.PrimaryKeyConstraint(
            "organisation_id", "place_id", "currency_id", "month", name=op.f("pk_cash_month")
        ),
        info={"plugin": "cash"},
        sqlite_strict=True,
    )
    op.create_index("ix_cash_month_month", "cash_month", ["month"], unique=False)
    op.create_table(
        "cash_replaced",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("place_id", types.Key(), nullable=False),
        sa.Column("currency_id", types.Key(), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("replaced_at", types.Moment(), nullable=False),
        info={"plugin": "cash"},
        sqlite_strict=True,
    )
    op.create_index("ix_cash_replaced_moment", "cash_replaced", ["moment"], unique=False)
    op.create_index("ix_cash_replaced_recorder", "cash_replaced", ["recorder_id"], unique=False)
    op.create_table(
        "cash_total",
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("place_id", types.Key(), nullable=False),
        sa.Column("currency_id", types.Key(), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("may_be_negative", types.YesNo(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "may_be_negative OR amount >= 0", name=op.f("ck_cash_total_amount_not_negative")
        ),
        sa.PrimaryKeyConstraint(
            "organisation_id", "place_id", "currency_id", name=op.f("pk_cash_total")
        ),
        info={"plugin": "cash"},
        sqlite_strict=True,
    )
    op.create_table(
        "cash_place",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("guarded", types.YesNo(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("bank", sa.Text(), nullable=False),
        sa.Column("bic", sa.Text(), nullable=False),
        sa.Column("correspondent", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("currency_id", types.Key(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["currency_id"], ["currencies_currency.id"], name=op.f("fk_cash_place_currency_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_cash_place_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cash_place")),
        sa.UniqueConstraint("code", name=op.f("uq_cash_place_code")),
        info={"plugin": "cash"},
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_cash_place_currency_id"), "cash_place", ["currency_id"], unique=False)
    op.create_index(
        op.f("ix_cash_place_name_key_id"), "cash_place", ["name_key", "id"], unique=False
    )
    op.create_index(
        op.f("ix_cash_place_organisation_id"), "cash_place", ["organisation_id"], unique=False
    )
    op.create_table(
        "cash_expense",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("posted", types.YesNo(), nullable=False),
        sa.Column("based_on_id", types.Key(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("deal_id", types.Key(), nullable=True),
        sa.Column("settled_currency_id", types.Key(), nullable=True),
        sa.Column("settled_amount", types.Scaled(4), nullable=False),
        sa.Column("books_rate", types.Scaled(8), nullable=False),
        sa.Column("beyond_credit", types.YesNo(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("place_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=True),
        sa.Column("contract_id", types.Key(), nullable=True),
        sa.Column("other_place_id", types.Key(), nullable=True),
        sa.Column("currency_id", types.Key(), nullable=False),
        sa.Column("rate", types.Scaled(8), nullable=True),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["based_on_id"], ["core_document.id"], name=op.f("fk_cash_expense_based_on_id")
        ),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["parties_contract.id"], name=op.f("fk_cash_expense_contract_id")
        ),
        sa.ForeignKeyConstraint(
            ["currency_id"], ["currencies_currency.id"], name=op.f("fk_cash_expense_currency_id")
        ),
        sa.ForeignKeyConstraint(
            ["deal_id"], ["core_document.id"], name=op.f("fk_cash_expense_deal_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_cash_expense_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["other_place_id"], ["cash_place.id"], name=op.f("fk_cash_expense_other_place_id")
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["parties_party.id"], name=op.f("fk_cash_expense_party_id")
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["cash_place.id"], name=op.f("fk_cash_expense_place_id")
        ),
        sa.ForeignKeyConstraint(
            ["settled_currency_id"],
            ["currencies_currency.id"],
            name=op.f("fk_cash_expense_settled_currency_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cash_expense")),
        info={"plugin": "cash"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_cash_expense_based_on_id"), "cash_expense", ["based_on_id"], unique=False
    )
    op.create_index(
        op.f("ix_cash_expense_contract_id"), "cash_expense", ["contract_id"], unique=False
    )
    op.create_index(
        op.f("ix_cash_expense_currency_id"), "cash_expense", ["currency_id"], unique=False
    )
    op.create_index(op.f("ix_cash_expense_deal_id"), "cash_expense", ["deal_id"], unique=False)
    op.create_index(
        op.f("ix_cash_expense_moment_id"), "cash_expense", ["moment", "id"], unique=False
    )
    op.create_index(
        op.f("ix_cash_expense_number_id"), "cash_expense", ["number", "id"], unique=False
    )
    op.create_index(
        "ix_cash_expense_drafts",
        "cash_expense",
        ["moment", "id"],
        unique=False,
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.create_index(
        op.f("ix_cash_expense_organisation_id"), "cash_expense", ["organisation_id"], unique=False
    )
    op.create_index(
        op.f("ix_cash_expense_other_place_id"), "cash_expense", ["other_place_id"], unique=False
    )
    op.create_index(op.f("ix_cash_expense_party_id"), "cash_expense", ["party_id"], unique=False)
    op.create_index(op.f("ix_cash_expense_place_id"), "cash_expense", ["place_id"], unique=False)
    op.create_index(
        op.f("ix_cash_expense_settled_currency_id"),
        "cash_expense",
        ["settled_currency_id"],
        unique=False,
    )
    op.create_table(
        "cash_payment_order",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("posted", types.YesNo(), nullable=False),
        sa.Column("based_on_id", types.Key(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("deal_id", types.Key(), nullable=True),
        sa.Column("settled_currency_id", types.Key(), nullable=True),
        sa.Column("settled_amount", types.Scaled(4), nullable=False),
        sa.Column("books_rate", types.Scaled(8), nullable=False),
        sa.Column("beyond_credit", types.YesNo(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("place_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=True),
        sa.Column("contract_id", types.Key(), nullable=True),
        sa.Column("other_place_id", types.Key(), nullable=True),
        sa.Column("currency_id", types.Key(), nullable=False),
        sa.Column("rate", types.Scaled(8), nullable=True),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["based_on_id"], ["core_document.id"], name=op.f("fk_cash_payment_order_based_on_id")
        ),
        sa.ForeignKeyConstraint(
            ["contract_id"],
            ["parties_contract.id"],
            name=op.f("fk_cash_payment_order_contract_id"),
        ),
        sa.ForeignKeyConstraint(
            ["currency_id"],
            ["currencies_currency.id"],
            name=op.f("fk_cash_payment_order_currency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["deal_id"], ["core_document.id"], name=op.f("fk_cash_payment_order_deal_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_cash_payment_order_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["other_place_id"],
            ["cash_place.id"],
            name=op.f("fk_cash_payment_order_other_place_id"),
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["parties_party.id"], name=op.f("fk_cash_payment_order_party_id")
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["cash_place.id"], name=op.f("fk_cash_payment_order_place_id")
        ),
        sa.ForeignKeyConstraint(
            ["settled_currency_id"],
            ["currencies_currency.id"],
            name=op.f("fk_cash_payment_order_settled_currency_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cash_payment_order")),
        info={"plugin": "cash"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_cash_payment_order_based_on_id"),
        "cash_payment_order",
        ["based_on_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_cash_payment_order_contract_id"),
        "cash_payment_order",
        ["contract_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_cash_payment_order_currency_id"),
        "cash_payment_order",
        ["currency_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_cash_payment_order_deal_id"), "cash_payment_order", ["deal_id"], unique=False
    )
    op.create_index(
        op.f("ix_cash_payment_order_moment_id"),
        "cash_payment_order",
        ["moment", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_cash_payment_order_number_id"),
        "cash_payment_order",
        ["number", "id"],
        unique=False,
    )
    op.create_index(
        "ix_cash_payment_order_drafts",
        "cash_payment_order",
        ["moment", "id"],
        unique=False,
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.create_index(
        op.f("ix_cash_payment_order_organisation_id"),
        "cash_payment_order",
        ["organisation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_cash_payment_order_other_place_id"),
        "cash_payment_order",
        ["other_place_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_cash_payment_order_party_id"), "cash_payment_order", ["party_id"], unique=False
    )
    op.create_index(
        op.f("ix_cash_payment_order_place_id"), "cash_payment_order", ["place_id"], unique=False
    )
    op.create_index(
        op.f("ix_cash_payment_order_settled_currency_id"),
        "cash_payment_order",
        ["settled_currency_id"],
        unique=False,
    )
    op.create_table(
        "cash_receipt",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("posted", types.YesNo(), nullable=False),
        sa.Column("based_on_id", types.Key(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("deal_id", types.Key(), nullable=True),
        sa.Column("settled_currency_id", types.Key(), nullable=True),
        sa.Column("settled_amount", types.Scaled(4), nullable=False),
        sa.Column("books_rate", types.Scaled(8), nullable=False),
        sa.Column("beyond_credit", types.YesNo(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("place_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=True),
        sa.Column("contract_id", types.Key(), nullable=True),
        sa.Column("other_place_id", types.Key(), nullable=True),
        sa.Column("currency_id", types.Key(), nullable=False),
        sa.Column("rate", types.Scaled(8), nullable=True),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["based_on_id"], ["core_document.id"], name=op.f("fk_cash_receipt_based_on_id")
        ),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["parties_contract.id"], name=op.f("fk_cash_receipt_contract_id")
        ),
        sa.ForeignKeyConstraint(
            ["currency_id"], ["currencies_currency.id"], name=op.f("fk_cash_receipt_currency_id")
        ),
        sa.ForeignKeyConstraint(
            ["deal_id"], ["core_document.id"], name=op.f("fk_cash_receipt_deal_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_cash_receipt_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["other_place_id"], ["cash_place.id"], name=op.f("fk_cash_receipt_other_place_id")
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["parties_party.id"], name=op.f("fk_cash_receipt_party_id")
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["cash_place.id"], name=op.f("fk_cash_receipt_place_id")
        ),
        sa.ForeignKeyConstraint(
            ["settled_currency_id"],
            ["currencies_currency.id"],
            name=op.f("fk_cash_receipt_settled_currency_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cash_receipt")),
        info={"plugin": "cash"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_cash_receipt_based_on_id"), "cash_receipt", ["based_on_id"], unique=False
    )
    op.create_index(
        op.f("ix_cash_receipt_contract_id"), "cash_receipt", ["contract_id"], unique=False
    )
    op.create_index(
        op.f("ix_cash_receipt_currency_id"), "cash_receipt", ["currency_id"], unique=False
    )
    op.create_index(op.f("ix_cash_receipt_deal_id"), "cash_receipt", ["deal_id"], unique=False)
    op.create_index(
        op.f("ix_cash_receipt_moment_id"), "cash_receipt", ["moment", "id"], unique=False
    )
    op.create_index(
        op.f("ix_cash_receipt_number_id"), "cash_receipt", ["number", "id"], unique=False
    )
    op.create_index(
        "ix_cash_receipt_drafts",
        "cash_receipt",
        ["moment", "id"],
        unique=False,
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.create_index(
        op.f("ix_cash_receipt_organisation_id"), "cash_receipt", ["organisation_id"], unique=False
    )
    op.create_index(
        op.f("ix_cash_receipt_other_place_id"), "cash_receipt", ["other_place_id"], unique=False
    )
    op.create_index(op.f("ix_cash_receipt_party_id"), "cash_receipt", ["party_id"], unique=False)
    op.create_index(op.f("ix_cash_receipt_place_id"), "cash_receipt", ["place_id"], unique=False)
    op.create_index(
        op.f("ix_cash_receipt_settled_currency_id"),
        "cash_receipt",
        ["settled_currency_id"],
        unique=False,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_index(op.f("ix_cash_receipt_settled_currency_id"), table_name="cash_receipt")
    op.drop_index(op.f("ix_cash_receipt_place_id"), table_name="cash_receipt")
    op.drop_index(op.f("ix_cash_receipt_party_id"), table_name="cash_receipt")
    op.drop_index(op.f("ix_cash_receipt_other_place_id"), table_name="cash_receipt")
    op.drop_index(op.f("ix_cash_receipt_organisation_id"), table_name="cash_receipt")
    op.drop_index("ix_cash_receipt_drafts", table_name="cash_receipt")
    op.drop_index(op.f("ix_cash_receipt_number_id"), table_name="cash_receipt")
    op.drop_index(op.f("ix_cash_receipt_moment_id"), table_name="cash_receipt")
    op.drop_index(op.f("ix_cash_receipt_deal_id"), table_name="cash_receipt")
    op.drop_index(op.f("ix_cash_receipt_currency_id"), table_name="cash_receipt")
    op.drop_index(op.f("ix_cash_receipt_contract_id"), table_name="cash_receipt")
    op.drop_index(op.f("ix_cash_receipt_based_on_id"), table_name="cash_receipt")
    op.drop_table("cash_receipt")
    op.drop_index(
        op.f("ix_cash_payment_order_settled_currency_id"), table_name="cash_payment_order"
    )
    op.drop_index(op.f("ix_cash_payment_order_place_id"), table_name="cash_payment_order")
    op.drop_index(op.f("ix_cash_payment_order_party_id"), table_name="cash_payment_order")
    op.drop_index(op.f("ix_cash_payment_order_other_place_id"), table_name="cash_payment_order")
    op.drop_index(op.f("ix_cash_payment_order_organisation_id"), table_name="cash_payment_order")
    op.drop_index("ix_cash_payment_order_drafts", table_name="cash_payment_order")
    op.drop_index(op.f("ix_cash_payment_order_number_id"), table_name="cash_payment_order")
    op.drop_index(op.f("ix_cash_payment_order_moment_id"), table_name="cash_payment_order")
    op.drop_index(op.f("ix_cash_payment_order_deal_id"), table_name="cash_payment_order")
    op.drop_index(op.f("ix_cash_payment_order_currency_id"), table_name="cash_payment_order")
    op.drop_index(op.f("ix_cash_payment_order_contract_id"), table_name="cash_payment_order")
    op.drop_index(op.f("ix_cash_payment_order_based_on_id"), table_name="cash_payment_order")
    op.drop_table("cash_payment_order")
    op.drop_index(op.f("ix_cash_expense_settled_currency_id"), table_name="cash_expense")
    op.drop_index(op.f("ix_cash_expense_place_id"), table_name="cash_expense")
    op.drop_index(op.f("ix_cash_expense_party_id"), table_name="cash_expense")
    op.drop_index(op.f("ix_cash_expense_other_place_id"), table_name="cash_expense")
    op.drop_index(op.f("ix_cash_expense_organisation_id"), table_name="cash_expense")
    op.drop_index("ix_cash_expense_drafts", table_name="cash_expense")
    op.drop_index(op.f("ix_cash_expense_number_id"), table_name="cash_expense")
    op.drop_index(op.f("ix_cash_expense_moment_id"), table_name="cash_expense")
    op.drop_index(op.f("ix_cash_expense_deal_id"), table_name="cash_expense")
    op.drop_index(op.f("ix_cash_expense_currency_id"), table_name="cash_expense")
    op.drop_index(op.f("ix_cash_expense_contract_id"), table_name="cash_expense")
    op.drop_index(op.f("ix_cash_expense_based_on_id"), table_name="cash_expense")
    op.drop_table("cash_expense")
    op.drop_index(op.f("ix_cash_place_organisation_id"), table_name="cash_place")
    op.drop_index(op.f("ix_cash_place_name_key_id"), table_name="cash_place")
    op.drop_index(op.f("ix_cash_place_currency_id"), table_name="cash_place")
    op.drop_table("cash_place")
    op.drop_table("cash_total")
    op.drop_index("ix_cash_replaced_recorder", table_name="cash_replaced")
    op.drop_index("ix_cash_replaced_moment", table_name="cash_replaced")
    op.drop_table("cash_replaced")
    op.drop_index("ix_cash_month_month", table_name="cash_month")
    op.drop_table("cash_month")
    op.drop_index("ix_cash_moment", table_name="cash")
    op.drop_index("ix_cash_key", table_name="cash")
    op.drop_table("cash")
