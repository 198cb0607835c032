"""Beyond the credit of the contract"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "sales_0003"
down_revision = "sales_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    with op.batch_alter_table("sales_customer_order") as batch:
        batch.add_column(
            sa.Column("beyond_credit", types.YesNo(), nullable=False, server_default="0")
        )


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("sales_customer_order") as batch:
        batch.drop_column("beyond_credit")
