"""Undoing an import: what it made is marked, what it changed put back, unless touched since."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from .. import jobs
from ..access.audit import note
from ..errors import Refusal
from ..jobs import Payload
from ..records.read import find
from ..records.write import mark_deleted, save
from ..schema.record import Record
from ..texts import Texts
from ..work import Work
from .keeping import MOST_FAULTS, UNDOING, UNDONE, Imports, Made, counted
from .units import Fault

_ = Texts("tradepost.core")

UNDONE_AT_ONCE = 200


def undo_portion(work: Work, payload: Payload) -> Payload | None:
    """Undo a portion, the last made first: what somebody has touched since stays as it is."""
    one = Imports(work).get(UUID(payload["import"]))
    if one.state != UNDOING:
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
    one.counts = counted(one.counts, whats)
    one.list_faults([*one.listed, *faults][:MOST_FAULTS])
    jobs.progress(work, done, total)
    if len(rows) == UNDONE_AT_ONCE:
        return {**payload, "after": str(rows[-1].record_id), "done": done, "total": total}
    one.state, one.ended_at = UNDONE, work.clock.now()
    note(work, "import_undone", kind=one.kind, file=one.file_name,
         put_back=one.counts["put_back"], kept=one.counts["kept"])  # fmt: skip
    return None


def _undo_one(work: Work, kind: str, row: Made) -> Fault | None:
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


def _put_back(work: Work, record: Record, row: Made) -> None:
    if row.before is None:
        mark_deleted(work, record)
    else:
        save(work, record.kind, row.before, id=record.id)
