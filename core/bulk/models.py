"""What is kept of a bulk change: what was done, and to each record with what outcome."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ..access.models import TABLE
from ..database.base import Base
from ..database.ids import new_id

TRYING, TRIED, APPLYING, DONE, UNDOING, UNDONE = (
    *("trying", "tried", "applying"),
    *("done", "undoing", "undone"),
)
"""States of a change."""
WAITING, WOULD, SAME, REFUSED, CHANGED, RESTORED, KEPT = (
    *("waiting", "would", "same", "refused"),
    *("changed", "restored", "kept"),
)
"""Outcomes for a record: `would` change, is the `same`, `kept` as it could not be restored."""


class BulkChange(Base):
    """One change of many records.

    Attributes:
        kind: of the records.
        action: what is done to them.
        given: the values the action was given.
        total: how many records were chosen.
        reached: how many of them the step that is under way has been through.
    """

    __tablename__ = "core_bulk_change"
    __table_args__ = (Index(None, "created_at"), Index(None, "user_id", "created_at"), TABLE)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str]
    action: Mapped[str]
    given: Mapped[dict[str, Any]]
    state: Mapped[str]
    total: Mapped[int]
    reached: Mapped[int] = mapped_column(default=0)
    user_id: Mapped[UUID | None]
    user_name: Mapped[str]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class BulkItem(Base):
    """One record of a bulk change.

    Attributes:
        outcome: see above.
        reason: why it was refused, or could not be restored, in the words it was told in.
        version: of the record, when it was tried or changed last.
        before, after: the fields that change, as plain data.
    """

    __tablename__ = "core_bulk_item"
    __table_args__ = (Index(None, "change_id", "outcome", "place"), TABLE)

    change_id: Mapped[UUID] = mapped_column(
        ForeignKey("core_bulk_change.id", ondelete="CASCADE"), primary_key=True
    )
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    record_id: Mapped[UUID]
    name: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str] = mapped_column(default=WAITING)
    reason: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=0)
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
