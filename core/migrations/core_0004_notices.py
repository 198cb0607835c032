"""Notices"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "core_0004"
down_revision = "core_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "core_notice",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("user_id", types.Key(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("told", types.Json(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("created_at", types.Moment(), nullable=False),
        sa.Column("due_at", types.Moment(), nullable=False),
        sa.Column("read_at", types.Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["core_user.id"], name=op.f("fk_core_notice_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_notice")),
        info={"plugin": "core"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_core_notice_user_id_read_at_due_at"),
        "core_notice",
        ["user_id", "read_at", "due_at"],
        unique=False,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_index(op.f("ix_core_notice_user_id_read_at_due_at"), table_name="core_notice")
    op.drop_table("core_notice")
