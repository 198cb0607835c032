"""First tables"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "warranty_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "warranty_item_warranty",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("warranty_months", types.Whole(), nullable=True),
        sa.Column("repairer_id", types.Key(), nullable=True),
        sa.ForeignKeyConstraint(
            ["id"],
            ["items_item.id"],
            name=op.f("fk_warranty_item_warranty_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["repairer_id"],
            ["parties_party.id"],
            name=op.f("fk_warranty_item_warranty_repairer_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warranty_item_warranty")),
        info={"plugin": "warranty"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_warranty_item_warranty_repairer_id"),
        "warranty_item_warranty",
        ["repairer_id"],
        unique=False,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_index(
        op.f("ix_warranty_item_warranty_repairer_id"), table_name="warranty_item_warranty"
    )
    op.drop_table("warranty_item_warranty")
