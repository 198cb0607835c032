"""Beyond the credit of the contract"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "reservations_0002"
down_revision = "reservations_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    with op.batch_alter_table("reservations_reservation") as batch:
        batch.add_column(
            sa.Column("beyond_credit", types.YesNo(), nullable=False, server_default="0")
        )


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("reservations_reservation") as batch:
        batch.drop_column("beyond_credit")
