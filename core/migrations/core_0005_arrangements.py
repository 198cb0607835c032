"""Arrangements of screens"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "core_0005"
down_revision = "core_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "core_arrangement",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("user_id", types.Key(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("content", types.Json(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["core_user.id"], name=op.f("fk_core_arrangement_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_arrangement")),
        info={"plugin": "core"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_core_arrangement_kind_subject"),
        "core_arrangement",
        ["kind", "subject"],
        unique=False,
    )
    op.create_index(
        op.f("ix_core_arrangement_user_id"), "core_arrangement", ["user_id"], unique=False
    )


def downgrade() -> None:
    """Go back."""
    op.drop_index(op.f("ix_core_arrangement_user_id"), table_name="core_arrangement")
    op.drop_index(op.f("ix_core_arrangement_kind_subject"), table_name="core_arrangement")
    op.drop_table("core_arrangement")
