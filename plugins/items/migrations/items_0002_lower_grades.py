"""Lower grades"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "items_0002"
down_revision = "items_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    with op.batch_alter_table("items_item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("quality", sa.Text(), server_default="good", nullable=False))
        batch_op.add_column(sa.Column("grade_of_id", types.Key(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_items_item_grade_of_id"), ["grade_of_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_items_item_grade_of_id"), "items_item", ["grade_of_id"], ["id"]
        )


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("items_item", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_items_item_grade_of_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_items_item_grade_of_id"))
        batch_op.drop_column("grade_of_id")
        batch_op.drop_column("quality")
