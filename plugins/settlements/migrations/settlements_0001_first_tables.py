"""first tables"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "settlements_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "settlements",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("contract_id", types.Key(), nullable=False),
        sa.Column("deal_id", types.Key(), nullable=False),
        sa.Column("currency_id", types.Key(), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("recorder_id", "line", name=op.f("pk_settlements")),
        info={"plugin": "settlements"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_settlements_key",
        "settlements",
        [
            "organisation_id",
            "party_id",
            "contract_id",
            "deal_id",
            "currency_id",
            "moment",
            "recorder_id",
        ],
        unique=False,
    )
    op.create_index(
        "ix_settlements_moment", "settlements", ["moment", "recorder_id"], unique=False
    )
    op.create_table(
        "settlements_month",
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("contract_id", types.Key(), nullable=False),
        sa.Column("deal_id", types.Key(), nullable=False),
        sa.Column("currency_id", types.Key(), nullable=False),
        sa.Column("month", types.Day(), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.PrimaryKeyConstraint(
            "organisation_id",
            "party_id",
            "contract_id",
            "deal_id",
            "currency_id",
            "month",
            name=op.f("pk_settlements_month"),
        ),
        info={"plugin": "settlements"},
        sqlite_strict=True,
    )
    op.create_index("ix_settlements_month_month", "settlements_month", ["month"], unique=False)
    op.create_table(
        "settlements_replaced",
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("direction", types.Whole(), nullable=False),
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("contract_id", types.Key(), nullable=False),
        sa.Column("deal_id", types.Key(), nullable=False),
        sa.Column("currency_id", types.Key(), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("replaced_at", types.Moment(), nullable=False),
        info={"plugin": "settlements"},
        sqlite_strict=True,
    )
    op.create_index(
        "ix_settlements_replaced_moment", "settlements_replaced", ["moment"], unique=False
    )
    op.create_index(
        "ix_settlements_replaced_recorder", "settlements_replaced", ["recorder_id"], unique=False
    )
    op.create_table(
        "settlements_total",
        sa.Column("organisation_id", types.Key(), nullable=False),
        sa.Column("party_id", types.Key(), nullable=False),
        sa.Column("contract_id", types.Key(), nullable=False),
        sa.Column("deal_id", types.Key(), nullable=False),
        sa.Column("currency_id", types.Key(), nullable=False),
        sa.Column("amount", types.Scaled(4), nullable=False),
        sa.PrimaryKeyConstraint(
            "organisation_id",
            "party_id",
            "contract_id",
            "deal_id",
            "currency_id",
            name=op.f("pk_settlements_total"),
        ),
        info={"plugin": "settlements"},
        sqlite_strict=True,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("settlements_total")
    op.drop_index("ix_settlements_replaced_recorder", table_name="settlements_replaced")
    op.drop_index("ix_settlements_replaced_moment", table_name="settlements_replaced")
    op.drop_table("settlements_replaced")
    op.drop_index("ix_settlements_month_month", table_name="settlements_month")
    op.drop_table("settlements_month")
    op.drop_index("ix_settlements_moment", table_name="settlements")
    op.drop_index("ix_settlements_key", table_name="settlements")
    op.drop_table("settlements")
