"""reasons of closing"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "orders_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "orders_closing_reason",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders_closing_reason")),
        sa.UniqueConstraint("code", name=op.f("uq_orders_closing_reason_code")),
        info={"plugin": "orders"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_orders_closing_reason_name_key_id"),
        "orders_closing_reason",
        ["name_key", "id"],
        unique=False,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_index(op.f("ix_orders_closing_reason_name_key_id"), table_name="orders_closing_reason")
    op.drop_table("orders_closing_reason")
