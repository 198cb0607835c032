"""What papers say of an organisation"""

import sqlalchemy as sa
from alembic import op

revision = "organisations_0002"
down_revision = "organisations_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    with op.batch_alter_table("organisations_organisation") as batch:
        batch.add_column(sa.Column("okpo", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("organisations_organisation") as batch:
        batch.drop_column("okpo")
