"""Answers to long questions of reports, made in the background"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "core_0012"
down_revision = "core_0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "core_report_answer",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("user_id", types.Key(), nullable=True),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("asked", types.Json(), nullable=False),
        sa.Column("job_id", types.Key(), nullable=True),
        sa.Column("created_at", types.Moment(), nullable=False),
        sa.Column("ready_at", types.Moment(), nullable=True),
        sa.Column("figures", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_report_answer")),
        info={"plugin": "core"},
        sqlite_strict=True,
    )
    for columns in (["created_at"], ["user_id", "digest"]):
        name = op.f(f"ix_core_report_answer_{'_'.join(columns)}")
        op.create_index(name, "core_report_answer", columns, unique=False)


def downgrade() -> None:
    """Go back."""
    op.drop_table("core_report_answer")
