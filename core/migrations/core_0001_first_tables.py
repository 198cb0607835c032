"""First tables"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "core_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "core_about",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_core_about")),
        info={"plugin": "core"},
        sqlite_strict=True,
    )
    op.create_table(
        "core_attempts",
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("failures", types.Whole(), nullable=False),
        sa.Column("last_at", types.Moment(), nullable=False),
        sa.Column("until", types.Moment(), nullable=True),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_core_attempts")),
        info={"plugin": "core"},
        sqlite_strict=True,
    )
    op.create_table(
        "core_closing_date",
        sa.Column("scope", types.Key(), nullable=False),
        sa.Column("user_id", types.Key(), nullable=False),
        sa.Column("until", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "user_id", name=op.f("pk_core_closing_date")),
        info={"plugin": "core"},
        sqlite_strict=True,
    )
    op.create_table(
        "core_counter",
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("scope", types.Key(), nullable=False),
        sa.Column("year", types.Whole(), autoincrement=False, nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("last", types.Whole(), nullable=False),
        sa.PrimaryKeyConstraint("series", "scope", "year", "prefix", name=op.f("pk_core_counter")),
        info={"plugin": "core"},
        sqlite_strict=True,
    )
    op.create_table(
        "core_document",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("scope", types.Key(), nullable=False),
        sa.Column("year", types.Whole(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("moment", types.Moment(), nullable=False),
        sa.Column("posted", types.YesNo(), nullable=False),
        sa.Column("deleted", types.YesNo(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_document")),
        sa.UniqueConstraint(
            "kind", "scope", "year", "number", name=op.f("uq_core_document_kind_scope_year_number")
        ),
        info={"plugin": "core"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_core_document_moment_id"), "core_document", ["moment", "id"], unique=False
    )
    op.create_table(
        "core_field_rule",
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("role", "kind", "field", name=op.f("pk_core_field_rule")),
        info={"plugin": "core"},
        sqlite_strict=True,
    )
    op.create_table(
        "core_job",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("payload", types.Json(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("due_at", types.Moment(), nullable=True),
        sa.Column("lease", types.Key(), nullable=True),
        sa.Column("attempts", types.Whole(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("progress", types.Whole(), nullable=False),
        sa.Column("progress_of", types.Whole(), nullable=False),
        sa.Column("user_id", types.Key(), nullable=True),
        sa.Column("created_at", types.Moment(), nullable=False),
        sa.Column("ended_at", types.Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_job")),
        info={"plugin": "core"},
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_core_job_due_at"), "core_job", ["due_at"], unique=False)
    op.create_index(op.f("ix_core_job_key"), "core_job", ["key"], unique=False)
    op.create_table(
        "core_role",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_core_role")),
        info={"plugin": "core"},
        sqlite_strict=True,
    )
    op.create_table(
        "core_role_right",
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("right", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("role", "right", name=op.f("pk_core_role_right")),
        info={"plugin": "core"},
        sqlite_strict=True,
    )
    op.create_table(
        "core_row_rule",
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record_id", types.Key(), nullable=False),
        sa.PrimaryKeyConstraint("role", "kind", "record_id", name=op.f("pk_core_row_rule")),
        info={"plugin": "core"},
        sqlite_strict=True,
    )
    op.create_table(
        "core_stale",
        sa.Column("register", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("since", types.Moment(), nullable=False),
        sa.Column("recorder_id", types.Key(), nullable=False),
        sa.PrimaryKeyConstraint("register", "key", name=op.f("pk_core_stale")),
        info={"plugin": "core"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_core_stale_register_since_recorder_id"),
        "core_stale",
        ["register", "since", "recorder_id"],
        unique=False,
    )
    op.create_table(
        "core_user",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("password", sa.Text(), nullable=True),
        sa.Column("disabled", types.YesNo(), nullable=False),
        sa.Column("created_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_user")),
        sa.UniqueConstraint("name", name=op.f("uq_core_user_name")),
        info={"plugin": "core"},
        sqlite_strict=True,
    )
    op.create_table(
        "core_session",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("user_id", types.Key(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", types.Moment(), nullable=False),
        sa.Column("seen_at", types.Moment(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["core_user.id"], name=op.f("fk_core_session_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_session")),
        sa.UniqueConstraint("digest", name=op.f("uq_core_session_digest")),
        info={"plugin": "core"},
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_core_session_user_id"), "core_session", ["user_id"], unique=False)
    op.create_table(
        "core_token",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("user_id", types.Key(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", types.Moment(), nullable=False),
        sa.Column("expires_at", types.Moment(), nullable=True),
        sa.Column("revoked_at", types.Moment(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["core_user.id"], name=op.f("fk_core_token_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_token")),
        sa.UniqueConstraint("digest", name=op.f("uq_core_token_digest")),
        info={"plugin": "core"},
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_core_token_user_id"), "core_token", ["user_id"], unique=False)
    op.create_table(
        "core_user_role",
        sa.Column("user_id", types.Key(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["core_user.id"], name=op.f("fk_core_user_role_user_id")
        ),
        sa.PrimaryKeyConstraint("user_id", "role", name=op.f("pk_core_user_role")),
        info={"plugin": "core"},
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_core_user_role_role"), "core_user_role", ["role"], unique=False)
    op.create_table(
        "core_words",
        sa.Column(
            "number",
            types.Whole().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("record_id", types.Key(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_core_words")),
        sa.UniqueConstraint("record_id", name=op.f("uq_core_words_record_id")),
        info={"plugin": "core"},
        sqlite_strict=True,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("core_words")
    op.drop_index(op.f("ix_core_user_role_role"), table_name="core_user_role")
    op.drop_table("core_user_role")
    op.drop_index(op.f("ix_core_token_user_id"), table_name="core_token")
    op.drop_table("core_token")
    op.drop_index(op.f("ix_core_session_user_id"), table_name="core_session")
    op.drop_table("core_session")
    op.drop_table("core_user")
    op.drop_index(op.f("ix_core_stale_register_since_recorder_id"), table_name="core_stale")
    op.drop_table("core_stale")
    op.drop_table("core_row_rule")
    op.drop_table("core_role_right")
    op.drop_table("core_role")
    op.drop_index(op.f("ix_core_job_key"), table_name="core_job")
    op.drop_index(op.f("ix_core_job_due_at"), table_name="core_job")
    op.drop_table("core_job")
    op.drop_table("core_field_rule")
    op.drop_index(op.f("ix_core_document_moment_id"), table_name="core_document")
    op.drop_table("core_document")
    op.drop_table("core_counter")
    op.drop_table("core_closing_date")
    op.drop_table("core_attempts")
    op.drop_table("core_about")
