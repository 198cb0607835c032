"""First tables"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "tool_loans_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "tool_loans_tools_lent",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("recorder_id", "line", name=op.f("pk_tool_loans_tools_lent")),
        info={"plugin": "tool_loans"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_tool_loans_tools_lent_key",
        "tool_loans_tools_lent",
        ["item_id", "party_id", "moment", "recorder_id"],
        unique=False,
    )
    op.create_index(
        "ix_tool_loans_tools_lent_moment",
        "tool_loans_tools_lent",
        ["moment", "recorder_id"],
        unique=False,
    )
    op.create_table(
        "tool_loans_tools_lent_month",
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("month", types.Day(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.PrimaryKeyConstraint(
            "item_id", "party_id", "month", name=op.f("pk_tool_loans_tools_lent_month")
        ),
        info={"plugin": "tool_loans"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_tool_loans_tools_lent_month_month",
        "tool_loans_tools_lent_month",
        ["month"],
        unique=False,
    )
    op.create_table(
        "tool_loans_tools_lent_replaced",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("replaced_at", types.Moment(), nullable=False),
        info={"plugin": "tool_loans"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_tool_loans_tools_lent_replaced_moment",
        "tool_loans_tools_lent_replaced",
        ["moment"],
        unique=False,
    )
    op.create_index(
        "ix_tool_loans_tools_lent_replaced_recorder",
        "tool_loans_tools_lent_replaced",
        ["recorder_id"],
        unique=False,
    )
    op.create_table(
        "tool_loans_tools_lent_total",
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("may_be_negative", types.YesNo(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "may_be_negative OR quantity >= 0",
            name=op.f("ck_tool_loans_tools_lent_total_quantity_not_negative"),
        ),
        sa.PrimaryKeyConstraint(
            "item_id", "party_id", name=op.f("pk_tool_loans_tools_lent_total")
        ),
        info={"plugin": "tool_loans"},
        sqlite_strict=True,
    )
    op.create_table(
        "tool_loans_tool_loan",
        sa.Column("due_on", types.Day(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("posted", types.YesNo(), nullable=False),
        sa.Column("based_on_id", types.Key(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["based_on_id"], ["core_document.id"], name=op.f("fk_tool_loans_tool_loan_based_on_id")
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["parties_party.id"], name=op.f("fk_tool_loans_tool_loan_party_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tool_loans_tool_loan")),
        info={"plugin": "tool_loans"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_tool_loans_tool_loan_based_on_id"),
        "tool_loans_tool_loan",
        ["based_on_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_tool_loans_tool_loan_moment_id"),
        "tool_loans_tool_loan",
        ["moment", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_tool_loans_tool_loan_party_id"),
        "tool_loans_tool_loan",
        ["party_id"],
        unique=False,
    )
    op.create_table(
        "tool_loans_tool_return",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("posted", types.YesNo(), nullable=False),
        sa.Column("based_on_id", types.Key(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["based_on_id"],
            ["core_document.id"],
            name=op.f("fk_tool_loans_tool_return_based_on_id"),
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["parties_party.id"], name=op.f("fk_tool_loans_tool_return_party_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tool_loans_tool_return")),
        info={"plugin": "tool_loans"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_tool_loans_tool_return_based_on_id"),
        "tool_loans_tool_return",
        ["based_on_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_tool_loans_tool_return_moment_id"),
        "tool_loans_tool_return",
        ["moment", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_tool_loans_tool_return_party_id"),
        "tool_loans_tool_return",
        ["party_id"],
        unique=False,
    )
    op.create_table(
        "tool_loans_tool_loan_line",
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items_item.id"], name=op.f("fk_tool_loans_tool_loan_line_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["tool_loans_tool_loan.id"],
            name=op.f("fk_tool_loans_tool_loan_line_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tool_loans_tool_loan_line")),
        info={"plugin": "tool_loans", "part": "lines"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_tool_loans_tool_loan_line_item_id"),
        "tool_loans_tool_loan_line",
        ["item_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_tool_loans_tool_loan_line_owner_id"),
        "tool_loans_tool_loan_line",
        ["owner_id"],
        unique=False,
    )
    op.create_table(
        "tool_loans_tool_return_line",
        sa.Column("quantity", types.Scaled(6), nullable=False),
        sa.Column("item_id", types.Key(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("owner_id", types.Key(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items_item.id"], name=op.f("fk_tool_loans_tool_return_line_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["tool_loans_tool_return.id"],
            name=op.f("fk_tool_loans_tool_return_line_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tool_loans_tool_return_line")),
        info={"plugin": "tool_loans", "part": "lines"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_tool_loans_tool_return_line_item_id"),
        "tool_loans_tool_return_line",
        ["item_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_tool_loans_tool_return_line_owner_id"),
        "tool_loans_tool_return_line",
        ["owner_id"],
        unique=False,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_index(
        op.f("ix_tool_loans_tool_return_line_owner_id"), table_name="tool_loans_tool_return_line"
    )
    op.drop_index(
        op.f("ix_tool_loans_tool_return_line_item_id"), table_name="tool_loans_tool_return_line"
    )
    op.drop_table("tool_loans_tool_return_line")
    op.drop_index(
        op.f("ix_tool_loans_tool_loan_line_owner_id"), table_name="tool_loans_tool_loan_line"
    )
    op.drop_index(
        op.f("ix_tool_loans_tool_loan_line_item_id"), table_name="tool_loans_tool_loan_line"
    )
    op.drop_table("tool_loans_tool_loan_line")
    op.drop_index(op.f("ix_tool_loans_tool_return_party_id"), table_name="tool_loans_tool_return")
    op.drop_index(op.f("ix_tool_loans_tool_return_moment_id"), table_name="tool_loans_tool_return")
    op.drop_index(
        op.f("ix_tool_loans_tool_return_based_on_id"), table_name="tool_loans_tool_return"
    )
    op.drop_table("tool_loans_tool_return")
    op.drop_index(op.f("ix_tool_loans_tool_loan_party_id"), table_name="tool_loans_tool_loan")
    op.drop_index(op.f("ix_tool_loans_tool_loan_moment_id"), table_name="tool_loans_tool_loan")
    op.drop_index(op.f("ix_tool_loans_tool_loan_based_on_id"), table_name="tool_loans_tool_loan")
    op.drop_table("tool_loans_tool_loan")
    op.drop_table("tool_loans_tools_lent_total")
    op.drop_index(
        "ix_tool_loans_tools_lent_replaced_recorder", table_name="tool_loans_tools_lent_replaced"
    )
    op.drop_index(
        "ix_tool_loans_tools_lent_replaced_moment", table_name="tool_loans_tools_lent_replaced"
    )
    op.drop_table("tool_loans_tools_lent_replaced")
    op.drop_index("ix_tool_loans_tools_lent_month_month", table_name="tool_loans_tools_lent_month")
    op.drop_table("tool_loans_tools_lent_month")
    op.drop_index("ix_tool_loans_tools_lent_moment", table_name="tool_loans_tools_lent")
    op.drop_index("ix_tool_loans_tools_lent_key", table_name="tool_loans_tools_lent")
    op.drop_table("tool_loans_tools_lent")
