"""old prices beside new"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "pricing_0004"
down_revision = "pricing_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.add_column(
        "pricing_price_setting_line", sa.Column("old_price", types.Scaled(6), nullable=True)
    )
    op.add_column(
        "pricing_price_setting_line", sa.Column("change_percent", types.Scaled(4), nullable=True)
    )


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("pricing_price_setting_line", schema=None) as batch_op:
        batch_op.drop_column("change_percent")
        batch_op.drop_column("old_price")
