"""Files beside records"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "core_0007"
down_revision = "core_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "core_file",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("size", types.Whole(), nullable=False),
        sa.Column("created_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_core_file")),
        info={"plugin": "core"},
        sqlite_strict=True,
    )
    op.create_table(
        "core_file_piece",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("place", types.Whole(), autoincrement=False, nullable=False),
        sa.Column("content", types.Bytes(), nullable=False),
        sa.PrimaryKeyConstraint("digest", "place", name=op.f("pk_core_file_piece")),
        info={"plugin": "core"},
        sqlite_strict=True,
    )
    op.create_table(
        "core_attachment",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record_id", types.Key(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("size", types.Whole(), nullable=False),
        sa.Column("media", sa.Text(), nullable=False),
        sa.Column("user_id", types.Key(), nullable=True),
        sa.Column("created_at", types.Moment(), nullable=False),
        sa.Column("replaces_id", types.Key(), nullable=True),
        sa.Column("removed_at", types.Moment(), nullable=True),
        sa.Column("removed_by", types.Key(), nullable=True),
        sa.ForeignKeyConstraint(
            ["digest"], ["core_file.digest"], name=op.f("fk_core_attachment_digest")
        ),
        sa.ForeignKeyConstraint(
            ["removed_by"], ["core_user.id"], name=op.f("fk_core_attachment_removed_by")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["core_user.id"], name=op.f("fk_core_attachment_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_attachment")),
        info={"plugin": "core"},
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_core_attachment_digest"), "core_attachment", ["digest"], unique=False)
    op.create_index(
        op.f("ix_core_attachment_record_id_id"),
        "core_attachment",
        ["record_id", "id"],
        unique=False,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("core_attachment")
    op.drop_table("core_file_piece")
    op.drop_table("core_file")
