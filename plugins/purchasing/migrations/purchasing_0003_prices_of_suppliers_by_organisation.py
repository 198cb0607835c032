"""Prices of suppliers by organisation"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "purchasing_0003"
down_revision = "purchasing_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand; prices that stand already are of no organisation, and so for all."""
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    nobody = "'00000000-0000-0000-0000-000000000000'" if on_postgresql else f"x'{'00' * 16}'"
    for table in ("purchasing_supplier_prices", "purchasing_supplier_prices_replaced"):
        column = sa.Column(
            "organisation_id", types.Key(), server_default=sa.text(nobody), nullable=False
        )
        op.add_column(table, column)
    op.drop_index(
        op.f("ix_purchasing_supplier_prices_key"), table_name="purchasing_supplier_prices"
    )
    op.create_index(
        "ix_purchasing_supplier_prices_key",
        "purchasing_supplier_prices",
        [
            "organisation_id",
            "party_id",
            "item_id",
            "variant_id",
            "currency_id",
            "moment",
            "recorder_id",
        ],
        unique=False,
    )


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("purchasing_supplier_prices_replaced", schema=None) as batch_op:
        batch_op.drop_column("organisation_id")

    with op.batch_alter_table("purchasing_supplier_prices", schema=None) as batch_op:
        batch_op.drop_index("ix_purchasing_supplier_prices_key")
        batch_op.create_index(
            batch_op.f("ix_purchasing_supplier_prices_key"),
            ["party_id", "item_id", "variant_id", "currency_id", "moment", "recorder_id"],
            unique=False,
        )
        batch_op.drop_column("organisation_id")
