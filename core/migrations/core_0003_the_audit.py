"""The audit"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "core_0003"
down_revision = "core_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "core_audit",
        sa.Column("chain", types.Whole(), autoincrement=False, nullable=False),
        sa.Column("seq", types.Whole(), autoincrement=False, nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("user_id", types.Key(), nullable=True),
        sa.Column("user_name", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record_id", types.Key(), nullable=True),
        sa.Column("presentation", sa.Text(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("chain", "seq", name=op.f("pk_core_audit")),
        info={"plugin": "core"},
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_core_audit_moment"), "core_audit", ["moment"], unique=False)
    op.create_index(
        op.f("ix_core_audit_record_id_moment"), "core_audit", ["record_id", "moment"], unique=False
    )
    op.create_table(
        "core_audit_head",
        sa.Column("chain", types.Whole(), autoincrement=False, nullable=False),
        sa.Column("seq", types.Whole(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("chain", name=op.f("pk_core_audit_head")),
        info={"plugin": "core"},
        sqlite_strict=True,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("core_audit_head")
    op.drop_index(op.f("ix_core_audit_record_id_moment"), table_name="core_audit")
    op.drop_index(op.f("ix_core_audit_moment"), table_name="core_audit")
    op.drop_table("core_audit")
