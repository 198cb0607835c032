"""The work of imports in the background: trying, taking, undoing, in portions with progress."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, update

from .. import jobs
from ..database.trial import taken_back
from ..errors import Conflict, Refusal
from ..jobs import Job, Payload
from ..texts import Text, Texts
from ..work import Work
from . import foreign
from .applying import take_step
from .keeping import (
    BUSY,
    CHECKED,
    CHECKING,
    DONE,
    MOST_FAULTS,
    NEW,
    RIGHT,
    TAKING,
    UNDOING,
    Import,
    Imports,
    counted,
)
from .outcomes import REFUSED as ROW_REFUSED
from .plan import Plan, require_sound
from .steps import PORTION, read_rows, say, taker_of, told
from .targets import targets_of
from .undoing import undo_portion

_ = Texts("tradepost.core")

PAGE = "/administration/imports"
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
    if one.state != DONE or one.by_plugin or not Imports(work).made_by(one):
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


def _check(work: Work, payload: Payload) -> Payload | None:
    one = Imports(work).get(UUID(payload["import"]))
    if one.state != CHECKING:
        return None
    if one.by_plugin:
        foreign.try_(work, one)
        return None
    plan, at = Plan.of(one.plan), int(payload.get("at", 0))
    try:
        units = read_rows(work, one, plan)
    except Refusal as why:
        foreign.unreadable(work, one, why)
        return None
    groups = units.grouped()
    with taken_back(work.session):
        taker = taker_of(work, one, plan, units, groups[:at])
        outcomes = taker.take(units.read(groups[at : at + PORTION]))
        faults, whats = told(work, outcomes), [o.what for o in outcomes]
    one.counts = counted(one.counts, whats) | {"total": len(groups)}
    one.list_faults([*one.listed, *faults][:MOST_FAULTS])
    jobs.progress(work, min(at + PORTION, len(groups)), len(groups))
    if at + PORTION < len(groups):
        return {**payload, "at": at + PORTION}
    one.state = CHECKED
    say(work, one)
    return None


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
    Job(TAKE, _("Take an import"), RIGHT, take_step, as_caller=True, attempts=3,
        lease=timedelta(hours=1)),
    Job(UNDO, _("Undo an import"), RIGHT, undo_portion, as_caller=True, attempts=3),
    Job("core.prune_imports", _("Drop the files of old imports"), "core.manage_jobs", _prune,
        timedelta(days=1)),
)  # fmt: skip
