"""managers"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "purchasing_0006"
down_revision = "purchasing_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    with op.batch_alter_table("purchasing_supplier_order", schema=None) as batch_op:
        batch_op.add_column(sa.Column("manager_id", types.Key(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_purchasing_supplier_order_manager_id"), ["manager_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_purchasing_supplier_order_manager_id"),
            "parties_manager",
            ["manager_id"],
            ["id"],
        )


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("purchasing_supplier_order", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_purchasing_supplier_order_manager_id"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_purchasing_supplier_order_manager_id"))
        batch_op.drop_column("manager_id")
