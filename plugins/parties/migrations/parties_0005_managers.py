"""managers"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "parties_0005"
down_revision = "parties_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "parties_manager",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parties_manager")),
        sa.UniqueConstraint("code", name=op.f("uq_parties_manager_code")),
        info={"plugin": "parties"},
        sqlite_strict=True,
    )
    with op.batch_alter_table("parties_manager", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_parties_manager_name_key_id"), ["name_key", "id"], unique=False
        )

    with op.batch_alter_table("parties_party", schema=None) as batch_op:
        batch_op.add_column(sa.Column("manager_id", types.Key(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_parties_party_manager_id"), ["manager_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_parties_party_manager_id"), "parties_manager", ["manager_id"], ["id"]
        )


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("parties_party", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_parties_party_manager_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_parties_party_manager_id"))
        batch_op.drop_column("manager_id")

    with op.batch_alter_table("parties_manager", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_parties_manager_name_key_id"))

    op.drop_table("parties_manager")
