"""first tables"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "outgoing_mail_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "outgoing_mail_address",
        sa.Column("user_id", types.Key(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["core_user.id"], name=op.f("fk_outgoing_mail_address_user_id")
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_outgoing_mail_address")),
        info={"plugin": "outgoing_mail"},
        sqlite_strict=True,
    )
    op.create_table(
        "outgoing_mail_letter",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("recipients", types.Json(), nullable=False),
        sa.Column("body", types.Bytes(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("attempts", types.Whole(), nullable=False),
        sa.Column("user_id", types.Key(), nullable=True),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("created_at", types.Moment(), nullable=False),
        sa.Column("sent_at", types.Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["core_user.id"], name=op.f("fk_outgoing_mail_letter_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_mail_letter")),
        sa.UniqueConstraint("message_id", name=op.f("uq_outgoing_mail_letter_message_id")),
        info={"plugin": "outgoing_mail"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_outgoing_mail_letter_state_created_at"),
        "outgoing_mail_letter",
        ["state", "created_at"],
        unique=False,
    )
    op.create_table(
        "outgoing_mail_schedule",
        sa.Column("id", types.Key(), nullable=False),
        sa.Column("user_id", types.Key(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("asked", types.Json(), nullable=False),
        sa.Column("recipients", types.Json(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("next_at", types.Moment(), nullable=True),
        sa.Column("last_at", types.Moment(), nullable=True),
        sa.Column("stopped", sa.Text(), nullable=False),
        sa.Column("created_at", types.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["core_user.id"], name=op.f("fk_outgoing_mail_schedule_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_mail_schedule")),
        info={"plugin": "outgoing_mail"},
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_outgoing_mail_schedule_next_at"),
        "outgoing_mail_schedule",
        ["next_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_outgoing_mail_schedule_user_id"),
        "outgoing_mail_schedule",
        ["user_id"],
        unique=False,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_index(op.f("ix_outgoing_mail_schedule_user_id"), table_name="outgoing_mail_schedule")
    op.drop_index(op.f("ix_outgoing_mail_schedule_next_at"), table_name="outgoing_mail_schedule")
    op.drop_table("outgoing_mail_schedule")
    op.drop_index(
        op.f("ix_outgoing_mail_letter_state_created_at"), table_name="outgoing_mail_letter"
    )
    op.drop_table("outgoing_mail_letter")
    op.drop_table("outgoing_mail_address")
