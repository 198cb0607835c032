"""Bulk changes, and lists as files"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "core_0011"
down_revision = "core_0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    _bulk_changes()
    _exports()


def _bulk_changes() -> None:
    op.create_table(
        "core_bulk_change",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("given", types.Json(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("total", types.Whole(), nullable=False),
        sa.Column("reached", types.Whole(), nullable=False),
        sa.Column("user_id", types.Key(), nullable=True),
        sa.Column("user_name", sa.Text(), nullable=False),
        sa.Column("created_at", types.Moment(), nullable=False),
        sa.Column("ended_at", types.Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_bulk_change")),
        info={"plugin": "core"},
        sqlite_strict=True,
    )
    for columns in (["created_at"], ["user_id", "created_at"]):
        name = op.f(f"ix_core_bulk_change_{'_'.join(columns)}")
        op.create_index(name, "core_bulk_change", columns, unique=False)
    op.create_table(
        "core_bulk_item",
        sa.Column("change_id", types.Key(), nullable=False),
        sa.Column("place", types.Whole(), nullable=False),
        sa.Column("record_id", types.Key(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("before", types.Json(), nullable=False),
        sa.Column("after", types.Json(), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_id"],
            ["core_bulk_change.id"],
            name=op.f("fk_core_bulk_item_change_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("change_id", "place", name=op.f("pk_core_bulk_item")),
        info={"plugin": "core"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_core_bulk_item_change_id_outcome_place"),
        "core_bulk_item",
        ["change_id", "outcome", "place"],
        unique=False,
    )


def _exports() -> None:
    op.create_table(
        "core_export",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("user_id", types.Key(), nullable=True),
        sa.Column("wanted", types.Json(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media", sa.Text(), nullable=False),
        sa.Column("created_at", types.Moment(), nullable=False),
        sa.Column("ready_at", types.Moment(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_export")),
        info={"plugin": "core"},
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_core_export_created_at"), "core_export", ["created_at"], unique=False)
    op.create_table(
        "core_export_part",
        sa.Column("export_id", types.Key(), nullable=False),
        sa.Column("place", types.Whole(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["export_id"],
            ["core_export.id"],
            name=op.f("fk_core_export_part_export_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("export_id", "place", name=op.f("pk_core_export_part")),
        info={"plugin": "core"},
        sqlite_strict=True,
    )


def downgrade() -> None:
    """Go back."""
    for table in ("core_export_part", "core_export", "core_bulk_item", "core_bulk_change"):
        op.drop_table(table)
