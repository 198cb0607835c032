"""Work that people wait for: what it is called, what it is at, what has come of it"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "core_0006"
down_revision = "core_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    with op.batch_alter_table("core_job", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("watched", types.YesNo(), server_default="0", nullable=False)
        )
        batch_op.add_column(sa.Column("title", types.Json(), nullable=True))
        batch_op.add_column(sa.Column("told", types.Json(), nullable=True))
        batch_op.add_column(sa.Column("link", sa.Text(), server_default="", nullable=False))
        batch_op.create_index(
            batch_op.f("ix_core_job_user_id_watched_created_at"),
            ["user_id", "watched", "created_at"],
            unique=False,
        )


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("core_job", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_core_job_user_id_watched_created_at"))
        batch_op.drop_column("link")
        batch_op.drop_column("told")
        batch_op.drop_column("title")
        batch_op.drop_column("watched")
