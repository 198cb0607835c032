"""The work of imports in the background: trying, taking, undoing, in portions with progress."""

import contextlib
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, update

from .. import jobs
from ..access.audit import note
from ..database.trial import taken_back
from ..errors import Conflict, Refusal
from ..jobs import Job, Payload
from ..texts import Text, Texts
from ..work import Work
from . import foreign
from .facts import FactTaker
from .file import open_file, read_table
from .keeping import (
    BUSY,
    CHECKED,
    CHECKING,
    DONE,
    MOST_FAULTS,
    NEW,
    REFUSED,
    RIGHT,
    TAKING,
    UNDOING,
    Import,
    Imports,
    Made,
    counted,
)
from .outcomes import REFUSED as ROW_REFUSED
from .outcomes import Outcome
from .plan import Plan, require_sound
from .table import Row
from .taking import Taker
from .targets import targets_of
from .undoing import undo_portion
from .units import Unit, Units

_ = Texts("tradepost.core")

PAGE = "/administration/imports"
PORTION = 500
FEW = 64 * 1024
"""Files of so many bytes are tried while the person waits."""
CHECK, TAKE, UNDO = "core.check_import", "core.take_import", "core.undo_import"
FILE_KEPT, OPEN_KEPT = timedelta(days=30), timedelta(days=7)


def check(work: Work, one: Import) -> None:
    """Try a file: at once where it is small, else in the background.

    Raises:
        Refusal: where the plan is not sound or the file can not be read.
    """
    if not one.by_plugin:
        plan = Plan.of(one.plan)
        require_sound(plan, targets_of(work, plan.kind))
    one.state, one.counts, one.faults = CHECKING, {}, None
    work.session.flush()  # the trial is taken back to here
    if len(one.content) <= FEW:
        rest: Payload | None = {"import": str(one.id)}
        while rest is not None:
            rest = _check(work, rest)
    else:
        title = _("Checking {name}", name=one.file_name)
        one.job_id = _start(work, CHECK, {"import": str(one.id)}, one, title)


def take(work: Work, one: Import, *, only_good: bool) -> None:
    """Take a file that was tried, in the background.

    Args:
        work: the unit of work.
        one: the import.
        only_good: take the rows that are right and leave the others; else all or nothing.

    Raises:
        Conflict: where it was not tried, or has faults and is to be taken whole.
    """
    if one.state != CHECKED:
        raise Conflict(_("The import {name} was not checked yet", name=one.file_name))
    if not only_good and one.counts.get(ROW_REFUSED):
        raise Conflict(
            _("Some rows can not be taken"),
            remedy=_("Mend the file and send it again, or take only the good rows"),
        )
    payload = {"import": str(one.id), "whole": not only_good}
    one.state, one.counts = TAKING, {}
    one.job_id = _start(work, TAKE, payload, one, _("Taking {name}", name=one.file_name))


def undo(work: Work, one: Import) -> None:
    """Undo a taken file in the background: made records are marked, changed ones put back.

    Raises:
        Conflict: where there is nothing to undo.
    """
    if one.state != DONE or one.by_plugin or one.kind in work.schema.facts:
        raise Conflict(_("This import can not be undone"))
    one.state, one.counts = UNDOING, {**one.counts, "put_back": 0, "kept": 0}
    one.faults = None
    title = _("Undoing {name}", name=one.file_name)
    one.job_id = _start(work, UNDO, {"import": str(one.id)}, one, title)


def _start(work: Work, job: str, payload: Payload, one: Import, title: Text) -> UUID:
    link = f"{PAGE}/{one.id}"
    return jobs.start(work, job, payload, title=title, link=link, key=f"import:{one.id}")


def stop(work: Work, one: Import) -> None:
    """Cancel what is under way; portions that were taken stay and can be undone."""
    if one.state not in BUSY or one.job_id is None:
        return
    jobs.cancel(work, one.job_id)
    taken = one.state == TAKING and Imports(work).made_by(one)
    back = DONE if taken or one.state == UNDOING else NEW
    one.state, one.ended_at = back, work.clock.now()


def _read(work: Work, one: Import, plan: Plan) -> Units:
    table = one.table
    if table is None:
        table = read_table(open_file(one.content), plan.sheet, plan.head)
        one.rows = table.kept()
    return Units(plan, targets_of(work, plan.kind), table, work.language)


def _taker(work: Work, one: Import, plan: Plan, units: Units, before: Sequence[Any] = ()) -> Any:
    if plan.kind in work.schema.facts:
        return FactTaker(work, plan, units)
    promised: set[str] = set()
    places = [plan.place_of(name) for name in ("name", "code")]
    for group in before:
        promised |= {group[0].cell(place) for place in places if place is not None}
    return Taker(work, plan, units, f"{one.digest}:{plan.sheet}", frozenset(promised - {""}))


def _check(work: Work, payload: Payload) -> Payload | None:
    one = Imports(work).get(UUID(payload["import"]))
    if one.state != CHECKING:
        return None
    if one.by_plugin:
        foreign.try_(work, one)
        return None
    plan, at = Plan.of(one.plan), int(payload.get("at", 0))
    try:
        units = _read(work, one, plan)
    except Refusal as why:
        foreign.unreadable(work, one, why)
        return None
    groups = units.grouped()
    with taken_back(work.session):
        taker = _taker(work, one, plan, units, groups[:at])
        outcomes = taker.take(units.read(groups[at : at + PORTION]))
        faults, whats = _told(work, outcomes), [o.what for o in outcomes]
    one.counts = counted(one.counts, whats) | {"total": len(groups)}
    one.list_faults([*one.listed, *faults][:MOST_FAULTS])
    jobs.progress(work, min(at + PORTION, len(groups)), len(groups))
    if at + PORTION < len(groups):
        return {**payload, "at": at + PORTION}
    one.state = CHECKED
    _say(work, one)
    return None


def _say(work: Work, one: Import) -> None:
    """What whoever waits for it is told at the end."""
    names = ("created", "updated", "unchanged", "refused")
    counts = {name: int(one.counts.get(name, 0)) for name in names}
    text = _("{file}: created {created}, updated {updated}, unchanged {unchanged}, refused {refused}",
             file=one.file_name, **counts)  # fmt: skip
    jobs.outcome(work, text)


def _told(work: Work, outcomes: Sequence[Outcome]) -> list[list[Any]]:
    return [fault.plain(work.language) for one in outcomes for fault in one.faults]


def _take(work: Work, payload: Payload) -> Payload | None:
    one = Imports(work).get(UUID(payload["import"]))
    if one.state != TAKING:
        return None
    if one.by_plugin:
        foreign.take(work, one)
        _end(work, one)
        return None
    plan = Plan.of(one.plan)
    units = _read(work, one, plan)
    groups = units.grouped()
    if payload.get("whole"):
        _take_whole(work, one, units, groups)
        return None
    at = int(payload.get("at", 0))
    _take_portion(work, one, _taker(work, one, plan, units), units.read(groups[at : at + PORTION]))
    one.counts = {**one.counts, "total": len(groups)}
    jobs.progress(work, min(at + PORTION, len(groups)), len(groups))
    if at + PORTION < len(groups):
        return {**payload, "at": at + PORTION}
    _end(work, one)
    return None


class _TakenBack(Exception):
    """Ends a savepoint without a trace."""


def _take_whole(work: Work, one: Import, units: Units, groups: list[list[Row]]) -> None:
    """All of it in one unit of work, or nothing: what turns out bad takes everything back."""
    taker = _taker(work, one, Plan.of(one.plan), units)
    refused: list[list[Any]] = []
    counts: dict[str, Any] = {}
    with contextlib.suppress(_TakenBack), work.session.begin_nested():
        for at in range(0, len(groups), PORTION):
            refused += _take_portion(work, one, taker, units.read(groups[at : at + PORTION]))
            jobs.progress(work, min(at + PORTION, len(groups)), len(groups))
        counts = {**one.counts, "total": len(groups)}
        if refused:
            raise _TakenBack
    one = Imports(work).get(one.id)
    one.counts = counts
    if not refused:
        _end(work, one)
        return
    one.list_faults(refused[:MOST_FAULTS])
    one.state = REFUSED
    _say(work, one)


def _take_portion(work: Work, one: Import, taker: Any, units: list[Unit]) -> list[list[Any]]:
    outcomes: list[Outcome] = taker.take(units)
    one.counts = counted(one.counts, [o.what for o in outcomes])
    for outcome in outcomes:
        if outcome.record is not None and outcome.what in ("created", "updated"):
            before = dict(outcome.before) if outcome.what == "updated" else None
            work.session.add(
                Made(
                    import_id=one.id, record_id=outcome.record.id,
                    version=outcome.record.version, before=before,
                )
            )  # fmt: skip
    faults = _told(work, outcomes)
    if faults:
        one.list_faults([*one.listed, *faults][:MOST_FAULTS])
    work.session.flush()  # the next portion looks its rows up by SQL
    return faults


def _end(work: Work, one: Import) -> None:
    one.state, one.ended_at = DONE, work.clock.now()
    _say(work, one)
    counts = {name: value for name, value in one.counts.items() if name != "total"}
    note(work, "imported", kind=one.kind, file=one.file_name, **counts)


def _prune(work: Work, _payload: Payload) -> None:
    """Drop files taken long ago and those nobody went on with; the log stays."""
    now = work.clock.now()
    forgotten = delete(Import).where(Import.created_at < now - OPEN_KEPT, Import.state == NEW)
    work.session.execute(forgotten.execution_options(synchronize_session=False))
    old = update(Import).where(Import.created_at < now - FILE_KEPT, Import.file.is_not(None))
    gone = old.values(file=None, rows=None, faults=None)
    work.session.execute(gone.execution_options(synchronize_session=False))


JOBS = (
    Job(CHECK, _("Check an import"), RIGHT, _check, as_caller=True, attempts=2),
    Job(TAKE, _("Take an import"), RIGHT, _take, as_caller=True, attempts=3,
        lease=timedelta(hours=1)),
    Job(UNDO, _("Undo an import"), RIGHT, undo_portion, as_caller=True, attempts=3),
    Job("core.prune_imports", _("Drop the files of old imports"), "core.manage_jobs", _prune,
        timedelta(days=1)),
)  # fmt: skip
