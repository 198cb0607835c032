"""The journal of the base: everything that happened, sifted, a page at a time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from ..work import Work
from .audit import Event, earlier, read_events
from .chain import CHAINS, AuditEntry

DENIALS = ("denied", "refused", "sign_in_refused")
"""What was done when somebody was kept from something."""
LOOKED_AT = 20_000
"""So many entries are looked through for one page: a base of any size answers at once."""


@dataclass(frozen=True)
class Asked:
    """What is asked of the journal.

    Attributes:
        user: the sign-in name.
        actions: any of these; empty for all.
        kind: of what it was done to.
        record_id: to which record.
        since, until: between these moments.
        after: the cursor a page before has answered.
    """

    user: str = ""
    actions: Collection[str] = ()
    kind: str = ""
    record_id: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None
    after: str = ""


@dataclass(frozen=True)
class JournalPage:
    """Entries, the newest first, and where to go on; `looked` back up to a moment."""

    events: list[Event]
    next: str
    looked: datetime | None = None


def journal_page(work: Work, asked: Asked, limit: int = 100) -> JournalPage:
    """What happened in the base, the newest first, a page at a time.

    A page may hold less than it could: what fits may stand further back than is looked at
    in one go.

    Raises:
        Forbidden: without the right `core.read_audit`.
        Invalid: for a cursor that is none.
    """
    work.access.require("core.read_audit")
    place = [] if not asked.after else [earlier(asked.after)]
    bounds = [*place, *_between(asked)]
    horizon = None
    if asked.record_id is None:
        horizon = _horizon(work, bounds)
    wanted = select(AuditEntry).where(*bounds, *_wanted(asked))
    if horizon is not None:
        wanted = wanted.where(AuditEntry.moment >= horizon)
    events = read_events(work, wanted.limit(limit + 1))
    if len(events) > limit:
        last = events[limit - 1]
        return JournalPage(events[:limit], last.place)
    if horizon is not None:
        return JournalPage(events, f"{horizon.isoformat()}~{CHAINS}~0", horizon)
    return JournalPage(events, "")


def _between(asked: Asked) -> list[Any]:
    found = [] if asked.since is None else [AuditEntry.moment >= asked.since]
    return found + ([] if asked.until is None else [AuditEntry.moment <= asked.until])


def _wanted(asked: Asked) -> list[Any]:
    found: list[Any] = []
    if asked.user:
        found.append(AuditEntry.user_name == asked.user)
    if asked.actions:
        found.append(AuditEntry.action.in_(asked.actions))
    if asked.kind:
        found.append(AuditEntry.kind == asked.kind)
    if asked.record_id is not None:
        found.append(AuditEntry.record_id == asked.record_id)
    return found


def _horizon(work: Work, bounds: list[Any]) -> datetime | None:
    """How far back one page looks; None where all that is left is looked at."""
    near = select(AuditEntry.moment).where(*bounds).order_by(AuditEntry.moment.desc())
    some = near.limit(LOOKED_AT).subquery()
    count, oldest = work.session.execute(select(func.count(), func.min(some.c.moment))).one()
    return oldest if count == LOOKED_AT else None
