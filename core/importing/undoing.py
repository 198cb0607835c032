"""Undoing an import: what it made is marked, what it changed put back, unless touched since."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from .. import jobs
from ..access.audit import note
from ..errors import Refusal
from ..jobs import Payload
from ..posting.facts import put_back
from ..records.read import find
from ..records.write import mark_deleted, save
from ..schema.record import Record
from ..texts import Texts
from ..work import Work
from .keeping import MOST_FAULTS, TAKING, UNDOING, UNDONE, Imports, Made, counted
from .units import Fault

_ = Texts("tradepost.core")

UNDONE_AT_ONCE = 200


def undo_portion(work: Work, payload: Payload, *, end: str = UNDONE) -> Payload | None:
    """Undo a portion, the last made first: what somebody has touched since stays as it is.

    `end` is the state of the import at the end: `refused` may be tried again.
    """
    one = Imports(work).get(UUID(payload["import"]))
    if one.state != (UNDOING if end == UNDONE else TAKING):
        return None
    asked = select(Made).where(Made.import_id == one.id).order_by(Made.record_id.desc())
    after = payload.get("after")
    if after:
        asked = asked.where(Made.record_id < UUID(after))
    rows = list(work.session.scalars(asked.limit(UNDONE_AT_ONCE)))
    total = payload.get("total") or Imports(work).made_by(one)
    done = int(payload.get("done", 0)) + len(rows)
    whats, faults = [], list[list[Any]]()
    for row in rows:
        why = _undo_one(work, one.kind, row)
        whats.append("put_back" if why is None else "kept")
        faults += [] if why is None else [why.plain(work.language)]
        if end != UNDONE:
            work.session.delete(row)  # taken again, it is made again
    one.counts = counted(one.counts, whats)
    one.list_faults([*one.listed, *faults][:MOST_FAULTS])
    jobs.progress(work, done, total)
    if len(rows) == UNDONE_AT_ONCE:
        return {**payload, "after": str(rows[-1].record_id), "done": done, "total": total}
    one.state, one.ended_at = end, work.clock.now()
    note(work, "import_undone", kind=one.kind, file=one.file_name,
         put_back=one.counts["put_back"], kept=one.counts["kept"])  # fmt: skip
    return None


def _undo_one(work: Work, kind: str, row: Made) -> Fault | None:
    if kind in work.schema.facts:
        return _undo_fact(work, kind, row)
    record = find(work, work.schema.records[kind], row.record_id, lock=True)
    if record is None:
        return Fault(0, "", str(row.record_id), _("It is gone, or out of sight"))
    if record.version != row.version:
        return Fault(0, "", record.presentation, _("Somebody has changed it since"))
    try:
        with work.session.begin_nested():
            _put_back(work, record, row)
    except Refusal as why:
        return Fault.of(why, 0, "", record.presentation)
    return None


def _undo_fact(work: Work, kind: str, row: Made) -> Fault | None:
    told = row.before or {}
    try:
        with work.session.begin_nested():
            done = put_back(
                work, work.schema.facts[kind], row.record_id,
                wrote=told["wrote"], before=told["was"],
            )  # fmt: skip
    except Refusal as why:
        return Fault.of(why, told["row"])
    return None if done else Fault(told["row"], "", "", _("Somebody has changed it since"))


def _put_back(work: Work, record: Record, row: Made) -> None:
    if row.before is None:
        mark_deleted(work, record)
    else:
        save(work, record.kind, row.before, id=record.id)
