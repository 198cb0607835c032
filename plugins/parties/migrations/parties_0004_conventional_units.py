"""Contracts in conventional units"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "parties_0004"
down_revision = "parties_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    with op.batch_alter_table("parties_contract") as batch:
        batch.add_column(sa.Column("in_units", types.YesNo(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("rate_kind", sa.Text(), nullable=False, server_default="day"))
        batch.add_column(sa.Column("rate_percent", types.Scaled(4), nullable=True))
        batch.add_column(sa.Column("agreed_rate", types.Scaled(8), nullable=True))
        batch.add_column(
            sa.Column("rate_day", sa.Text(), nullable=False, server_default="payment")
        )


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("parties_contract") as batch:
        for name in ("rate_day", "agreed_rate", "rate_percent", "rate_kind", "in_units"):
            batch.drop_column(name)
