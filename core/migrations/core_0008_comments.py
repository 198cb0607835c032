"""Comments beside records"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "core_0008"
down_revision = "core_0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "core_comment",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record_id", types.Key(), nullable=False),
        sa.Column("user_id", types.Key(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", types.Moment(), nullable=False),
        sa.Column("edited_at", types.Moment(), nullable=True),
        sa.Column("removed_at", types.Moment(), nullable=True),
        sa.Column("removed_by", types.Key(), nullable=True),
        sa.ForeignKeyConstraint(
            ["removed_by"], ["core_user.id"], name=op.f("fk_core_comment_removed_by")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["core_user.id"], name=op.f("fk_core_comment_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_comment")),
        info={"plugin": "core"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_core_comment_record_id_id"), "core_comment", ["record_id", "id"], unique=False
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("core_comment")
