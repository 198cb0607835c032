"""Imports and what they have made"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "core_0010"
down_revision = "core_0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    with op.batch_alter_table("core_user") as batch_op:
        batch_op.add_column(
            sa.Column("password_once", types.YesNo(), server_default="0", nullable=False)
        )
        batch_op.add_column(sa.Column("signed_in_at", types.Moment(), nullable=True))
    op.create_table(
        "core_import",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("user_id", types.Key(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("by_plugin", types.YesNo(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("file", sa.LargeBinary(), nullable=True),
        sa.Column("rows", sa.LargeBinary(), nullable=True),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("plan", types.Json(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("counts", types.Json(), nullable=False),
        sa.Column("faults", sa.LargeBinary(), nullable=True),
        sa.Column("job_id", types.Key(), nullable=True),
        sa.Column("created_at", types.Moment(), nullable=False),
        sa.Column("ended_at", types.Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["core_user.id"], name=op.f("fk_core_import_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_import")),
        info={"plugin": "core"},
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_core_import_created_at"), "core_import", ["created_at"], unique=False)
    op.create_index(op.f("ix_core_import_digest"), "core_import", ["digest"], unique=False)
    op.create_index(op.f("ix_core_import_user_id"), "core_import", ["user_id"], unique=False)
    op.create_table(
        "core_import_record",
        sa.Column("import_id", types.Key(), nullable=False),
        sa.Column("record_id", types.Key(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("before", types.Json(), nullable=True),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["core_import.id"],
            name=op.f("fk_core_import_record_import_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("import_id", "record_id", name=op.f("pk_core_import_record")),
        info={"plugin": "core"},
        sqlite_strict=True,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("core_import_record")
    op.drop_index(op.f("ix_core_import_user_id"), table_name="core_import")
    op.drop_index(op.f("ix_core_import_digest"), table_name="core_import")
    op.drop_index(op.f("ix_core_import_created_at"), table_name="core_import")
    op.drop_table("core_import")
    with op.batch_alter_table("core_user") as batch_op:
        batch_op.drop_column("signed_in_at")
        batch_op.drop_column("password_once")
