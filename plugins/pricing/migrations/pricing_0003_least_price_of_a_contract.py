"""least price of a contract"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "pricing_0003"
down_revision = "pricing_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    with op.batch_alter_table("pricing_contract_prices", schema=None) as batch_op:
        batch_op.add_column(sa.Column("least_price_type_id", types.Key(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_pricing_contract_prices_least_price_type_id"),
            ["least_price_type_id"],
            unique=False,
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_pricing_contract_prices_least_price_type_id"),
            "pricing_price_type",
            ["least_price_type_id"],
            ["id"],
        )


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("pricing_contract_prices", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_pricing_contract_prices_least_price_type_id"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_pricing_contract_prices_least_price_type_id"))
        batch_op.drop_column("least_price_type_id")
