"""discounts found by goods"""

from alembic import op

revision = "pricing_0005"
down_revision = "pricing_0004"
branch_labels = None
depends_on = None

INDEX, TABLE = "ix_pricing_item_discounts_key", "pricing_item_discounts"
GOODS = ["item_id", "variant_id", "price_group_id"]
PLACE = ["moment", "recorder_id"]


def upgrade() -> None:
    """Look facts up by the goods of a paper: there are many more rules than are for one of them."""
    op.drop_index(INDEX, table_name=TABLE)
    op.create_index(INDEX, TABLE, [*GOODS, "discount_id", *PLACE], unique=False)


def downgrade() -> None:
    """Go back."""
    op.drop_index(INDEX, table_name=TABLE)
    op.create_index(INDEX, TABLE, ["discount_id", *GOODS, *PLACE], unique=False)
