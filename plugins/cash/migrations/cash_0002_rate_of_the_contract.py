"""Payments by a rate of their own"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "cash_0002"
down_revision = "cash_0001"
branch_labels = None
depends_on = None

PAPERS = ("cash_receipt", "cash_expense", "cash_payment_order")


def upgrade() -> None:
    """Expand."""
    for name in PAPERS:
        with op.batch_alter_table(name) as batch:
            batch.add_column(sa.Column("contract_rate", types.Scaled(8), nullable=True))


def downgrade() -> None:
    """Go back."""
    for name in PAPERS:
        with op.batch_alter_table(name) as batch:
            batch.drop_column("contract_rate")
