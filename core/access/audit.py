"""The audit: every change of a record and whatever else must be remembered, in one trail.

Sessions gather what they flush; just before the commit it goes to the end of a hash chain
(`chain.py`), in the same transaction.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import event, func, select
from sqlalchemy.orm import Session, SessionTransaction, UOWTransaction, sessionmaker

from ..errors import Invalid
from ..schema.record import Record
from ..texts import Texts
from ..work import Work
from .access import SYSTEM, Access
from .chain import CHAINS, AuditEntry, append
from .changes import Entry, as_plain, changes_of, merged

if TYPE_CHECKING:
    from ..house import House

_ = Texts("tradepost.core")

TRAIL, MARKS = "audit", "audit_marks"


def watch(sessions: sessionmaker[Session]) -> None:
    """Keep a trail of every session of a house."""
    event.listen(sessions, "after_flush", _gather)
    event.listen(sessions, "before_commit", _write)
    event.listen(sessions, "after_transaction_create", _mark)
    event.listen(sessions, "after_soft_rollback", _drop)


def note(
    work: Work, action: str, record: Record | None = None, /, *, kind: str = "", **facts: Any
) -> None:
    """Remember something that is no change of a field: posted, overridden, signed in, refused.

    Args:
        work: the unit of work it belongs to; without it, nothing happened.
        action: one word, past tense.
        record: what it was done to.
        kind: of what it concerns, where there is no record.
        facts: plain values.
    """
    told = {name: as_plain(name, value) for name, value in facts.items()}
    entry = Entry(action, kind, after=told)
    if record is not None:
        entry.kind, entry.record_id = record.kind, record.id
        entry.presentation = record.presentation
    work.session.info.setdefault(TRAIL, []).append(entry)
    work.session.connection()  # the trail is written with the transaction, so there must be one


def note_apart(house: "House", access: Access, action: str, **facts: Any) -> None:
    """Remember what left no other trace: a refusal ends its own unit of work."""
    house.attempt(lambda work: note(work, action, **facts), access)


def _gather(session: Session, flushed: UOWTransaction) -> None:
    found = changes_of(session, flushed)
    if found:
        session.info.setdefault(TRAIL, []).extend(found)


def _write(session: Session) -> None:
    if session.in_nested_transaction():
        return
    session.flush()  # what is written by the commit belongs to the trail, too
    entries = session.info.pop(TRAIL, None)
    if entries:
        work: Work | None = session.info.get("work")
        access = work.access if work else SYSTEM
        now = work.clock.now() if work else datetime.now(UTC)
        done = list(merged(entries))
        append(session.connection(), now, access.user_id, access.name, done)


def _mark(session: Session, transaction: SessionTransaction) -> None:
    if transaction.nested:
        marks = session.info.setdefault(MARKS, {})
        marks[transaction] = len(session.info.get(TRAIL, ()))


def _drop(session: Session, transaction: SessionTransaction) -> None:
    """Forget what a rolled back savepoint, or the whole transaction, had changed."""
    trail = session.info.get(TRAIL)
    if trail:
        del trail[session.info.get(MARKS, {}).pop(transaction, 0) :]


@dataclass(frozen=True)
class Event:
    """An entry of the audit as it is shown."""

    moment: datetime
    user: str
    action: str
    kind: str
    record_id: UUID | None
    presentation: str
    before: dict[str, Any]
    after: dict[str, Any]
    chain: int = 0
    seq: int = 0


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
    place = [] if not asked.after else [_behind(asked.after)]
    bounds = [*place, *_between(asked)]
    horizon = None
    if asked.record_id is None:
        horizon = _horizon(work, bounds)
    wanted = select(AuditEntry).where(*bounds, *_wanted(asked))
    if horizon is not None:
        wanted = wanted.where(AuditEntry.moment >= horizon)
    events = _events(work, wanted.limit(limit + 1))
    if len(events) > limit:
        last = events[limit - 1]
        return JournalPage(events[:limit], f"{last.moment.isoformat()}|{last.chain}|{last.seq}")
    if horizon is not None:
        return JournalPage(events, f"{horizon.isoformat()}|{CHAINS}|0", horizon)
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


def _behind(cursor: str) -> Any:
    moment, _bar, rest = cursor.partition("|")
    chain, _bar, seq = rest.partition("|")
    try:
        at, number, place = datetime.fromisoformat(moment), int(chain), int(seq)
    except ValueError:
        raise Invalid(_("This is no place in the journal"), path="after") from None
    if at.tzinfo is None or abs(number) > CHAINS or not 0 <= place < 2**62:
        raise Invalid(_("This is no place in the journal"), path="after")
    same = (AuditEntry.chain > number) | ((AuditEntry.chain == number) & (AuditEntry.seq < place))
    return (AuditEntry.moment < at) | ((AuditEntry.moment == at) & same)


def history(work: Work, record: Record, limit: int = 200) -> list[Event]:
    """What happened to a record, the newest first, without the fields the person may not see."""
    asked = select(AuditEntry).where(AuditEntry.record_id == record.id)
    return _events(work, asked.limit(limit))


def journal(
    work: Work,
    *,
    user: str | None = None,
    action: str | None = None,
    kind: str | None = None,
    until: datetime | None = None,
    limit: int = 200,
) -> list[Event]:
    """What happened in the base up to a moment, the newest first.

    Raises:
        Forbidden: without the right `core.read_audit`.
    """
    work.access.require("core.read_audit")
    asked = select(AuditEntry)
    for column, wanted in (
        (AuditEntry.user_name, user),
        (AuditEntry.action, action),
        (AuditEntry.kind, kind),
    ):
        if wanted is not None:
            asked = asked.where(column == wanted)
    if until is not None:
        asked = asked.where(AuditEntry.moment <= until)
    return _events(work, asked.limit(limit))


def trail(work: Work, kind: str, limit: int = 200) -> list[Event]:
    """What happened to settings of one kind, the newest first; the caller has asked the right."""
    return _events(work, select(AuditEntry).where(AuditEntry.kind == kind).limit(limit))


def _events(work: Work, asked: Any) -> list[Event]:
    order = (AuditEntry.moment.desc(), AuditEntry.chain, AuditEntry.seq.desc())
    return [_event(work, row) for row in work.session.scalars(asked.order_by(*order))]


def _event(work: Work, row: AuditEntry) -> Event:
    told = json.loads(row.changes)
    before, after = (_open(work, row.kind, told.get(one, {})) for one in ("before", "after"))
    return Event(
        row.moment,
        row.user_name,
        row.action,
        row.kind,
        row.record_id,
        row.presentation,
        before,
        after,
        row.chain,
        row.seq,
    )


def _open(work: Work, kind: str, values: dict[str, Any]) -> dict[str, Any]:
    """Without the masked fields, of the record and of its rows."""
    hidden = work.access.hidden(kind)
    found = {name: value for name, value in values.items() if name not in hidden}
    cls = work.schema.records.get(kind)
    for field in cls.fields.values() if cls else ():
        if field.type == "lines" and field.name in found:
            masked = work.access.hidden(field.target.kind)
            found[field.name] = {
                key: row and {n: v for n, v in row.items() if n not in masked}
                for key, row in found[field.name].items()
            }
    return found
