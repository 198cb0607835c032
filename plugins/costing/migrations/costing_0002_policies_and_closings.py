"""policies and closings"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "costing_0002"
down_revision = "costing_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "costing_cost_adjustment",
        sa.Column("month", types.Day(), nullable=False),
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
            name=op.f("fk_costing_cost_adjustment_based_on_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_costing_cost_adjustment_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_costing_cost_adjustment")),
        info={"plugin": "costing"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_costing_cost_adjustment_based_on_id"),
        "costing_cost_adjustment",
        ["based_on_id"],
        unique=False,
    )
    op.create_index(
        "ix_costing_cost_adjustment_drafts",
        "costing_cost_adjustment",
        ["moment", "id"],
        unique=False,
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.create_index(
        op.f("ix_costing_cost_adjustment_moment_id"),
        "costing_cost_adjustment",
        ["moment", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_costing_cost_adjustment_number_id"),
        "costing_cost_adjustment",
        ["number", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_costing_cost_adjustment_organisation_id"),
        "costing_cost_adjustment",
        ["organisation_id"],
        unique=False,
    )
    op.create_table(
        "costing_cost_policy",
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("company_wide", types.YesNo(), nullable=False),
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
            ["based_on_id"], ["core_document.id"], name=op.f("fk_costing_cost_policy_based_on_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations_organisation.id"],
            name=op.f("fk_costing_cost_policy_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_costing_cost_policy")),
        info={"plugin": "costing"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_costing_cost_policy_based_on_id"),
        "costing_cost_policy",
        ["based_on_id"],
        unique=False,
    )
    op.create_index(
        "ix_costing_cost_policy_drafts",
        "costing_cost_policy",
        ["moment", "id"],
        unique=False,
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.create_index(
        op.f("ix_costing_cost_policy_moment_id"),
        "costing_cost_policy",
        ["moment", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_costing_cost_policy_number_id"),
        "costing_cost_policy",
        ["number", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_costing_cost_policy_organisation_id"),
        "costing_cost_policy",
        ["organisation_id"],
        unique=False,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_index(op.f("ix_costing_cost_policy_organisation_id"), table_name="costing_cost_policy")
    op.drop_index(op.f("ix_costing_cost_policy_number_id"), table_name="costing_cost_policy")
    op.drop_index(op.f("ix_costing_cost_policy_moment_id"), table_name="costing_cost_policy")
    op.drop_index(
        "ix_costing_cost_policy_drafts",
        table_name="costing_cost_policy",
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.drop_index(op.f("ix_costing_cost_policy_based_on_id"), table_name="costing_cost_policy")
    op.drop_table("costing_cost_policy")
    op.drop_index(
        op.f("ix_costing_cost_adjustment_organisation_id"), table_name="costing_cost_adjustment"
    )
    op.drop_index(
        op.f("ix_costing_cost_adjustment_number_id"), table_name="costing_cost_adjustment"
    )
    op.drop_index(
        op.f("ix_costing_cost_adjustment_moment_id"), table_name="costing_cost_adjustment"
    )
    op.drop_index(
        "ix_costing_cost_adjustment_drafts",
        table_name="costing_cost_adjustment",
        sqlite_where=sa.text("posted = 0"),
        postgresql_where=sa.text("NOT posted"),
    )
    op.drop_index(
        op.f("ix_costing_cost_adjustment_based_on_id"), table_name="costing_cost_adjustment"
    )
    op.drop_table("costing_cost_adjustment")
