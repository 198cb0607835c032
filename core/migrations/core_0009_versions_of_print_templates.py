"""Versions of print templates, and pictures on papers"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types
from tradepost.core.database.ids import new_id

revision = "core_0009"
down_revision = "core_0008"
branch_labels = None
depends_on = None

OLD = (
    sa.column("kind", sa.Text()),
    sa.column("form", sa.Text()),
    sa.column("content", sa.LargeBinary()),
    sa.column("changed_by", sa.Text()),
    sa.column("changed_at", types.Moment()),
)


def upgrade() -> None:
    """Expand; what people have put in so far becomes a first version."""
    made = op.create_table(
        "core_print_version",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("media", sa.Text(), nullable=False),
        sa.Column("for_kind", sa.Text(), nullable=False),
        sa.Column("for_id", types.Key(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("valid_from", types.Day(), nullable=True),
        sa.Column("number", types.Whole(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_print_version")),
        info={"plugin": "core"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_core_print_version_kind_form"),
        "core_print_version",
        ["kind", "form"],
        unique=False,
    )
    op.create_table(
        "core_print_picture",
        sa.Column("record_id", types.Key(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("media", sa.Text(), nullable=False),
        sa.Column("width", types.Whole(), nullable=False),
        sa.Column("height", types.Whole(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("record_id", "name", name=op.f("pk_core_print_picture")),
        info={"plugin": "core"},
        sqlite_strict=True,
    )
    _move(op.get_bind(), made)
    op.drop_table("core_print_template")


def _move(connection: sa.Connection, made: sa.Table) -> None:
    same = {"media": "docx", "for_kind": "", "for_id": None, "language": "", "note": ""}
    rows = [
        {**dict(row), **same, "id": new_id(), "valid_from": None, "number": 1}
        for row in connection.execute(sa.select(sa.table("core_print_template", *OLD))).mappings()
    ]
    if rows:
        connection.execute(sa.insert(made), rows)


def downgrade() -> None:
    """Go back; the versions are lost."""
    op.create_table(
        "core_print_template",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "form", name=op.f("pk_core_print_template")),
        info={"plugin": "core"},
        sqlite_strict=True,
    )
    op.drop_table("core_print_picture")
    op.drop_index(op.f("ix_core_print_version_kind_form"), table_name="core_print_version")
    op.drop_table("core_print_version")
