"""Days of debt in calendar or working days"""

import sqlalchemy as sa
from alembic import op

revision = "parties_0003"
down_revision = "parties_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    with op.batch_alter_table("parties_contract") as batch:
        batch.add_column(
            sa.Column("debt_days_kind", sa.Text(), nullable=False, server_default="calendar")
        )


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("parties_contract") as batch:
        batch.drop_column("debt_days_kind")
