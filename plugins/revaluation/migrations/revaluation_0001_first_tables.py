"""first tables"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "revaluation_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "revaluation_currency_cash",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("place_id", types.Key(), nullable=False),
        sa.Column("currency_id", types.Key(), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("books_amount", types.Scaled(4), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("recorder_id", "line", name=op.f("pk_revaluation_currency_cash")),
        info={"plugin": "revaluation"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_revaluation_currency_cash_key",
        "revaluation_currency_cash",
        ["organisation_id", "place_id", "currency_id", "moment", "recorder_id"],
        unique=False,
    )
    op.create_index(
        "ix_revaluation_currency_cash_moment",
        "revaluation_currency_cash",
        ["moment", "recorder_id"],
        unique=False,
    )
    op.create_table(
        "revaluation_currency_cash_month",
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("place_id", types.Key(), nullable=False),
        sa.Column("currency_id", types.Key(), nullable=False),
        sa.Column("month", types.Day(), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("books_amount", types.Scaled(4), nullable=False),
        sa.PrimaryKeyConstraint(
            "organisation_id",
            "place_id",
            "currency_id",
            "month",
            name=op.f("pk_revaluation_currency_cash_month"),
        ),
        info={"plugin": "revaluation"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_revaluation_currency_cash_month_month",
        "revaluation_currency_cash_month",
        ["month"],
        unique=False,
    )
    op.create_table(
        "revaluation_currency_cash_replaced",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("place_id", types.Key(), nullable=False),
        sa.Column("currency_id", types.Key(), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("books_amount", types.Scaled(4), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("replaced_at", types.Moment(), nullable=False),
        info={"plugin": "revaluation"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_revaluation_currency_cash_replaced_moment",
        "revaluation_currency_cash_replaced",
        ["moment"],
        unique=False,
    )
    op.create_index(
        "ix_revaluation_currency_cash_replaced_recorder",
        "revaluation_currency_cash_replaced",
        ["recorder_id"],
        unique=False,
    )
    op.create_table(
        "revaluation_currency_cash_total",
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("place_id", types.Key(), nullable=False),
        sa.Column("currency_id", types.Key(), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("books_amount", types.Scaled(4), nullable=False),
        sa.PrimaryKeyConstraint(
            "organisation_id",
            "place_id",
            "currency_id",
            name=op.f("pk_revaluation_currency_cash_total"),
        ),
        info={"plugin": "revaluation"},
        sqlite_strict=True,
    )
    op.create_table(
        "revaluation_currency_settlements",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("contract_id", types.Key(), nullable=False),
        sa.Column("deal_id", types.Key(), nullable=False),
        sa.Column("currency_id", types.Key(), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("books_amount", types.Scaled(4), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint(
            "recorder_id", "line", name=op.f("pk_revaluation_currency_settlements")
        ),
        info={"plugin": "revaluation"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_revaluation_currency_settlements_key",
        "revaluation_currency_settlements",
        [
            "organisation_id",
            "party_id",
            "contract_id",
            "deal_id",
            "currency_id",
            "moment",
            "recorder_id",
        ],
        unique=False,
    )
    op.create_index(
        "ix_revaluation_currency_settlements_moment",
        "revaluation_currency_settlements",
        ["moment", "recorder_id"],
        unique=False,
    )
    op.create_table(
        "revaluation_currency_settlements_month",
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("contract_id", types.Key(), nullable=False),
        sa.Column("deal_id", types.Key(), nullable=False),
        sa.Column("currency_id", types.Key(), nullable=False),
        sa.Column("month", types.Day(), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("books_amount", types.Scaled(4), nullable=False),
        sa.PrimaryKeyConstraint(
            "organisation_id",
            "party_id",
            "contract_id",
            "deal_id",
            "currency_id",
            "month",
            name=op.f("pk_revaluation_currency_settlements_month"),
        ),
        info={"plugin": "revaluation"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_revaluation_currency_settlements_month_month",
        "revaluation_currency_settlements_month",
        ["month"],
        unique=False,
    )
    op.create_table(
        "revaluation_currency_settlements_replaced",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("contract_id", types.Key(), nullable=False),
        sa.Column("deal_id", types.Key(), nullable=False),
        sa.Column("currency_id", types.Key(), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("books_amount", types.Scaled(4), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("replaced_at", types.Moment(), nullable=False),
        info={"plugin": "revaluation"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_revaluation_currency_settlements_replaced_moment",
        "revaluation_currency_settlements_replaced",
        ["moment"],
        unique=False,
    )
    op.create_index(
        "ix_revaluation_currency_settlements_replaced_recorder",
        "revaluation_currency_settlements_replaced",
        ["recorder_id"],
        unique=False,
    )
    op.create_table(
        "revaluation_currency_settlements_total",
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("contract_id", types.Key(), nullable=False),
        sa.Column("deal_id", types.Key(), nullable=False),
        sa.Column("currency_id", types.Key(), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("books_amount", types.Scaled(4), nullable=False),
        sa.PrimaryKeyConstraint(
            "organisation_id",
            "party_id",
            "contract_id",
            "deal_id",
            "currency_id",
            name=op.f("pk_revaluation_currency_settlements_total"),
        ),
        info={"plugin": "revaluation"},
        sqlite_strict=True,
    )
    op.create_table(
        "revaluation_debt_differences",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("contract_id", types.Key(), nullable=False),
        sa.Column("currency_id", types.Key(), nullable=False),
        sa.Column("realised", types.Scaled(4), nullable=False),
        sa.Column("revalued", types.Scaled(4), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint(
            "recorder_id", "line", name=op.f("pk_revaluation_debt_differences")
        ),
        info={"plugin": "revaluation"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_revaluation_debt_differences_key",
        "revaluation_debt_differences",
        ["organisation_id", "party_id", "contract_id", "currency_id", "moment", "recorder_id"],
        unique=False,
    )
    op.create_index(
        "ix_revaluation_debt_differences_moment",
        "revaluation_debt_differences",
        ["moment", "recorder_id"],
        unique=False,
    )
    op.create_table(
        "revaluation_debt_differences_month",
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("contract_id", types.Key(), nullable=False),
        sa.Column("currency_id", types.Key(), nullable=False),
        sa.Column("month", types.Day(), nullable=False),
        sa.Column("realised", types.Scaled(4), nullable=False),
        sa.Column("revalued", types.Scaled(4), nullable=False),
        sa.PrimaryKeyConstraint(
            "organisation_id",
            "party_id",
            "contract_id",
            "currency_id",
            "month",
            name=op.f("pk_revaluation_debt_differences_month"),
        ),
        info={"plugin": "revaluation"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_revaluation_debt_differences_month_month",
        "revaluation_debt_differences_month",
        ["month"],
        unique=False,
    )
    op.create_table(
        "revaluation_debt_differences_replaced",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("contract_id", types.Key(), nullable=False),
        sa.Column("currency_id", types.Key(), nullable=False),
        sa.Column("realised", types.Scaled(4), nullable=False),
        sa.Column("revalued", types.Scaled(4), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("replaced_at", types.Moment(), nullable=False),
        info={"plugin": "revaluation"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_revaluation_debt_differences_replaced_moment",
        "revaluation_debt_differences_replaced",
        ["moment"],
        unique=False,
    )
    op.create_index(
        "ix_revaluation_debt_differences_replaced_recorder",
        "revaluation_debt_differences_replaced",
        ["recorder_id"],
        unique=False,
    )
    op.create_table(
        "revaluation_money_differences",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("place_id", types.Key(), nullable=False),
        sa.Column("currency_id", types.Key(), nullable=False),
        sa.Column("realised", types.Scaled(4), nullable=False),
        sa.Column("revalued", types.Scaled(4), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint(
            "recorder_id", "line", name=op.f("pk_revaluation_money_differences")
        ),
        info={"plugin": "revaluation"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_revaluation_money_differences_key",
        "revaluation_money_differences",
        ["organisation_id", "place_id", "currency_id", "moment", "recorder_id"],
        unique=False,
    )
    op.create_index(
        "ix_revaluation_money_differences_moment",
        "revaluation_money_differences",
        ["moment", "recorder_id"],
        unique=False,
    )
    op.create_table(
        "revaluation_money_differences_month",
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("place_id", types.Key(), nullable=False),
        sa.Column("currency_id", types.Key(), nullable=False),
        sa.Column("month", types.Day(), nullable=False),
        sa.Column("realised", types.Scaled(4), nullable=False),
        sa.Column("revalued", types.Scaled(4), nullable=False),
        sa.PrimaryKeyConstraint(
            "organisation_id",
            "place_id",
            "currency_id",
            "month",
            name=op.f("pk_revaluation_money_differences_month"),
        ),
        info={"plugin": "revaluation"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_revaluation_money_differences_month_month",
        "revaluation_money_differences_month",
        ["month"],
        unique=False,
    )
    op.create_table(
        "revaluation_money_differences_replaced",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("place_id", types.Key(), nullable=False),
        sa.Column("currency_id", types.Key(), nullable=False),
        sa.Column("realised", types.Scaled(4), nullable=False),
        sa.Column("revalued", types.Scaled(4), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("replaced_at", types.Moment(), nullable=False),
        info={"plugin": "revaluation"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_revaluation_money_differences_replaced_moment",
        "revaluation_money_differences_replaced",
        ["moment"],
        unique=False,
    )
    op.create_index(
        "ix_revaluation_money_differences_replaced_recorder",
        "revaluation_money_differences_replaced",
        ["recorder_id"],
        unique=False,
    )
    op.create_table(
        "revaluation_currency_revaluation",
        sa.Column("day", types.Day(), nullable=False),
        sa.Column("of_money", types.YesNo(), nullable=False),
        sa.Column("of_debts", types.YesNo(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("posted", types.YesNo(), nullable=False),
        sa.Column("based_on_id", types.Key(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["based_on_id"],
            ["core_document.id"],
            name=op.f("fk_revaluation_currency_revaluation_based_on_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_revaluation_currency_revaluation_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revaluation_currency_revaluation")),
        info={"plugin": "revaluation"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_revaluation_currency_revaluation_based_on_id"),
        "revaluation_currency_revaluation",
        ["based_on_id"],
        unique=False,
    )
    op.create_index(
        "ix_revaluation_currency_revaluation_drafts",
        "revaluation_currency_revaluation",
        ["moment", "id"],
        unique=False,
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.create_index(
        op.f("ix_revaluation_currency_revaluation_moment_id"),
        "revaluation_currency_revaluation",
        ["moment", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_revaluation_currency_revaluation_number_id"),
        "revaluation_currency_revaluation",
        ["number", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_revaluation_currency_revaluation_organisation_id"),
        "revaluation_currency_revaluation",
        ["organisation_id"],
        unique=False,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_index(
        op.f("ix_revaluation_currency_revaluation_organisation_id"),
        table_name="revaluation_currency_revaluation",
    )
    op.drop_index(
        op.f("ix_revaluation_currency_revaluation_number_id"),
        table_name="revaluation_currency_revaluation",
    )
    op.drop_index(
        op.f("ix_revaluation_currency_revaluation_moment_id"),
        table_name="revaluation_currency_revaluation",
    )
    op.drop_index(
        "ix_revaluation_currency_revaluation_drafts",
        table_name="revaluation_currency_revaluation",
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.drop_index(
        op.f("ix_revaluation_currency_revaluation_based_on_id"),
        table_name="revaluation_currency_revaluation",
    )
    op.drop_table("revaluation_currency_revaluation")
    op.drop_index(
        "ix_revaluation_money_differences_replaced_recorder",
        table_name="revaluation_money_differences_replaced",
    )
    op.drop_index(
        "ix_revaluation_money_differences_replaced_moment",
        table_name="revaluation_money_differences_replaced",
    )
    op.drop_table("revaluation_money_differences_replaced")
    op.drop_index(
        "ix_revaluation_money_differences_month_month",
        table_name="revaluation_money_differences_month",
    )
    op.drop_table("revaluation_money_differences_month")
    op.drop_index(
        "ix_revaluation_money_differences_moment", table_name="revaluation_money_differences"
    )
    op.drop_index(
        "ix_revaluation_money_differences_key", table_name="revaluation_money_differences"
    )
    op.drop_table("revaluation_money_differences")
    op.drop_index(
        "ix_revaluation_debt_differences_replaced_recorder",
        table_name="revaluation_debt_differences_replaced",
    )
    op.drop_index(
        "ix_revaluation_debt_differences_replaced_moment",
        table_name="revaluation_debt_differences_replaced",
    )
    op.drop_table("revaluation_debt_differences_replaced")
    op.drop_index(
        "ix_revaluation_debt_differences_month_month",
        table_name="revaluation_debt_differences_month",
    )
    op.drop_table("revaluation_debt_differences_month")
    op.drop_index(
        "ix_revaluation_debt_differences_moment", table_name="revaluation_debt_differences"
    )
    op.drop_index("ix_revaluation_debt_differences_key", table_name="revaluation_debt_differences")
    op.drop_table("revaluation_debt_differences")
    op.drop_table("revaluation_currency_settlements_total")
    op.drop_index(
        "ix_revaluation_currency_settlements_replaced_recorder",
        table_name="revaluation_currency_settlements_replaced",
    )
    op.drop_index(
        "ix_revaluation_currency_settlements_replaced_moment",
        table_name="revaluation_currency_settlements_replaced",
    )
    op.drop_table("revaluation_currency_settlements_replaced")
    op.drop_index(
        "ix_revaluation_currency_settlements_month_month",
        table_name="revaluation_currency_settlements_month",
    )
    op.drop_table("revaluation_currency_settlements_month")
    op.drop_index(
        "ix_revaluation_currency_settlements_moment", table_name="revaluation_currency_settlements"
    )
    op.drop_index(
        "ix_revaluation_currency_settlements_key", table_name="revaluation_currency_settlements"
    )
    op.drop_table("revaluation_currency_settlements")
    op.drop_table("revaluation_currency_cash_total")
    op.drop_index(
        "ix_revaluation_currency_cash_replaced_recorder",
        table_name="revaluation_currency_cash_replaced",
    )
    op.drop_index(
        "ix_revaluation_currency_cash_replaced_moment",
        table_name="revaluation_currency_cash_replaced",
    )
    op.drop_table("revaluation_currency_cash_replaced")
    op.drop_index(
        "ix_revaluation_currency_cash_month_month", table_name="revaluation_currency_cash_month"
    )
    op.drop_table("revaluation_currency_cash_month")
    op.drop_index("ix_revaluation_currency_cash_moment", table_name="revaluation_currency_cash")
    op.drop_index("ix_revaluation_currency_cash_key", table_name="revaluation_currency_cash")
    op.drop_table("revaluation_currency_cash")
