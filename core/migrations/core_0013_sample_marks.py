"""Marks of sample records, set for those of bases with a demo company from what the audit tells"""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "core_0013"
down_revision = "core_0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    op.create_table(
        "core_sample_mark",
        sa.Column("record_id", types.Key(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_core_sample_mark")),
        info={"plugin": "core"},
        sqlite_strict=True,
    )
    _mark_those_there_are()


def _mark_those_there_are() -> None:
    """What the house itself made from the beginning of the demo to its end, set-up apart."""
    base = op.get_bind()
    facts = dict(base.execute(sa.text("SELECT name, value FROM core_about")).all())
    if "demo" not in facts or "demo_removed" in facts:
        return
    until = facts.get("demo_done", "9999-01-01T00:00:00+00:00")
    given = {
        "since": datetime.fromisoformat(facts["demo"]), "until": datetime.fromisoformat(until),
    }  # fmt: skip
    asked = sa.text(
        "INSERT INTO core_sample_mark (record_id, kind) "
        "SELECT record_id, min(kind) FROM core_audit WHERE action = 'created' "
        "AND user_id IS NULL AND record_id IS NOT NULL AND moment >= :since AND moment <= :until "
        "AND moment NOT IN (SELECT moment FROM core_audit WHERE action = 'installed') "
        "GROUP BY record_id"
    )
    typed = asked.bindparams(*(sa.bindparam(name, type_=types.Moment()) for name in given))
    base.execute(typed, given)


def downgrade() -> None:
    """Go back."""
    op.drop_table("core_sample_mark")
