"""Putting work in the queue, and what people do with it there."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Update, insert, select, update

from ..database.ids import new_id
from .job import CANCELLED, DEAD, RUNNING, WAITING, JobRow, Payload, UnknownJob

if TYPE_CHECKING:
    from ..work import Work

PROGRESS = "job_progress"  # where a session keeps how far its step is


def enqueue(
    work: "Work",
    name: str,
    payload: Payload | None = None,
    *,
    key: str | None = None,
    not_before: datetime | None = None,
) -> UUID:
    """Put work in the queue; it runs once this unit of work is durable, never if it fails.

    Args:
        work: the unit of work whose change asks for it.
        name: of a job of a plugin that is on.
        payload: plain data.
        key: waiting jobs of one key are run as one, with the payload of the last, and not
            two at a time.
        not_before: the moment it is due.

    Raises:
        UnknownJob: a defect of the caller.
    """
    if name not in work.house.jobs:
        raise UnknownJob(name)
    row_id, now = new_id(), work.clock.now()
    values = {"id": row_id, "name": name, "key": key, "payload": payload or {}}
    values |= {"due_at": not_before or now, "created_at": now, "user_id": work.access.user_id}
    work.session.execute(insert(JobRow).values(values))
    return row_id


def start(work: "Work", name: str, payload: Payload | None = None) -> UUID:
    """Start a job by hand.

    Raises:
        Forbidden: without the right the job names.
    """
    work.access.require(work.house.jobs[name].right)
    return enqueue(work, name, payload, key=f"hand:{name}")


def listed(work: "Work", limit: int = 200) -> list[JobRow]:
    """The queue: what runs, what waits and what has ended lately, the newest first.

    Raises:
        Forbidden: without the right `core.manage_jobs`.
    """
    work.access.require("core.manage_jobs")
    rows = select(JobRow).order_by(JobRow.created_at.desc(), JobRow.id.desc()).limit(limit)
    return list(work.session.scalars(rows))


def latest(work: "Work", name: str) -> JobRow | None:
    """The piece of work of a name that was put in the queue last.

    Raises:
        Forbidden: without the right the job names.
    """
    work.access.require(work.house.jobs[name].right)
    rows = select(JobRow).where(JobRow.name == name).order_by(JobRow.created_at.desc())
    return work.session.scalars(rows.limit(1)).first()


def cancel(work: "Work", row_id: UUID) -> bool:
    """Cancel a job; a step that is running is undone. Answers whether there was one to cancel."""
    work.access.require("core.manage_jobs")
    live = update(JobRow).where(JobRow.id == row_id, JobRow.state.in_((WAITING, RUNNING)))
    ended = {"state": CANCELLED, "due_at": None, "lease": None, "ended_at": work.clock.now()}
    return changed(work, live.values(ended))


def retry(work: "Work", row_id: UUID) -> bool:
    """Give a dead or cancelled job another chance; answers whether there was one."""
    work.access.require("core.manage_jobs")
    dead = update(JobRow).where(JobRow.id == row_id, JobRow.state.in_((DEAD, CANCELLED)))
    again = {"state": WAITING, "due_at": work.clock.now(), "attempts": 0, "ended_at": None}
    return changed(work, dead.values(again))


def progress(work: "Work", done: int, of: int) -> None:
    """Say how far the running job is; others see it when the step ends."""
    work.session.info[PROGRESS] = {"progress": done, "progress_of": of}


def changed(work: "Work", statement: Update) -> bool:
    """Run an update; answers whether it met a row."""
    plain = statement.execution_options(synchronize_session=False).returning(JobRow.id)
    return work.session.execute(plain).first() is not None
