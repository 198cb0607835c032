"""What papers say of a party"""

import sqlalchemy as sa
from alembic import op

revision = "parties_0002"
down_revision = "parties_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    with op.batch_alter_table("parties_party") as batch:
        batch.add_column(sa.Column("okpo", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("language", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("parties_party") as batch:
        batch.drop_column("language")
        batch.drop_column("okpo")
