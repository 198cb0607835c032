"""Print templates"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "core_0002"
down_revision = "core_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "core_print_template",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "form", name=op.f("pk_core_print_template")),
        info={"plugin": "core"},
        sqlite_strict=True,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("core_print_template")
