"""The audit: every change of a record and whatever else must be remembered, in one trail.

Sessions gather what they flush; just before the commit it goes to the end of a hash chain
(`chain.py`), in the same transaction.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import and_, event, not_, or_, select
from sqlalchemy.orm import Session, SessionTransaction, UOWTransaction, sessionmaker

from ..database.samples import mark_samples
from ..errors import Invalid, Unknown
from ..schema.record import Record
from ..texts import Texts
from ..work import Work
from .access import SYSTEM, Access
from .chain import AuditEntry, append
from .changes import CREATED, Entry, as_plain, changes_of, merged

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
        if work is not None and work.house.making_sample:
            mark_samples(session.connection(), _created(work, done))
        append(session.connection(), now, access.user_id, access.name, done)


def _created(work: Work, entries: list[Entry]) -> Iterator[tuple[str, UUID]]:
    for one in entries:
        known = one.kind in work.schema.records
        if one.action == CREATED and known and one.record_id is not None:
            yield one.kind, one.record_id


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

    @property
    def place(self) -> str:
        """Where it stands among the events of its record: a cursor."""
        return f"{self.moment.isoformat()}~{self.chain}~{self.seq}"


def history(
    work: Work,
    record: Record,
    limit: int = 200,
    *,
    before: str = "",
    after: str = "",
    until: str = "",
) -> list[Event]:
    """What happened to a record, the newest first, without the fields the person may not see.

    Args:
        work: the unit of work.
        record: that the person may read.
        limit: no more than these.
        before: the place of an event; only what happened before it.
        after: only what happened after it.
        until: only what happened up to it, itself included.

    Raises:
        Invalid: for a place that can not be read.
    """
    asked = select(AuditEntry).where(AuditEntry.record_id == record.id)
    if before:
        asked = asked.where(earlier(before))
    if until:
        asked = asked.where(or_(earlier(until), _at(until)))
    if after:
        asked = asked.where(not_(or_(earlier(after), _at(after))))
    return read_events(work, asked.limit(limit))


def event_at(work: Work, record: Record, place: str) -> Event:
    """The event of a record at a place.

    Raises:
        Invalid: for a place that can not be read.
        Unknown: where nothing of this record stands there.
    """
    asked = select(AuditEntry).where(AuditEntry.record_id == record.id, _at(place))
    found = read_events(work, asked)
    if not found:
        raise Unknown(_("There is no such version"))
    return found[0]


def _place(text: str) -> tuple[datetime, int, int]:
    try:
        moment, chain, seq = text.split("~")
        found = datetime.fromisoformat(moment), int(chain), int(seq)
    except ValueError as why:
        raise Invalid(_("There is no such version")) from why
    if found[0].tzinfo is None or not all(0 <= one < 2**62 for one in found[1:]):
        raise Invalid(_("There is no such version"))
    return found


def earlier(place: str) -> Any:
    """Further down in the order of events: the chain decides where moments are the same."""
    moment, chain, seq = _place(place)
    beside = or_(AuditEntry.chain > chain, and_(AuditEntry.chain == chain, AuditEntry.seq < seq))
    return or_(AuditEntry.moment < moment, and_(AuditEntry.moment == moment, beside))


def _at(place: str) -> Any:
    _moment, chain, seq = _place(place)
    return and_(AuditEntry.chain == chain, AuditEntry.seq == seq)


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
    return read_events(work, asked.limit(limit))


def trail(work: Work, kind: str, limit: int = 200) -> list[Event]:
    """What happened to settings of one kind, the newest first; the caller has asked the right."""
    return read_events(work, select(AuditEntry).where(AuditEntry.kind == kind).limit(limit))


def read_events(work: Work, asked: Any) -> list[Event]:
    """The entries a select asks for, the newest first, without what the person may not see."""
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
