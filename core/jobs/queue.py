"""Putting work in the queue, and what people do with it there."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Update, insert, select, update

from ..database.ids import new_id
from ..packed import packed
from ..texts import Text
from .job import CANCELLED, DEAD, RUNNING, WAITING, JobRow, Payload, UnknownJob

if TYPE_CHECKING:
    from ..work import Work

MANAGE = "core.manage_jobs"


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


def start(
    work: "Work",
    name: str,
    payload: Payload | None = None,
    *,
    title: Text | None = None,
    link: str = "",
    key: str | None = None,
    right: str = "",
) -> UUID:
    """Start a job for the person who asks: he sees how far it is, and is told of its end.

    The handler says how far it is with `progress`, and what has come of it with `outcome`.
    A refusal in it ends the job at once and is told to the person as it is.

    Args:
        work: the unit of work; the job runs once it is durable.
        name: of a job of a plugin that is on.
        payload: plain data.
        title: what this piece is called; the title of the job without it.
        link: the page to open when it is done; `outcome` may name another.
        key: jobs of one key run one after another, and those of one person that wait are run
            as one; without payload the work as such is the key.
        right: asked for instead of the job's, by a service whose work is open to more people
            than may start it by hand.

    Raises:
        Forbidden: without the right the job names, or the one given instead.
        UnknownJob: a defect of the caller.
    """
    if name not in work.house.jobs:
        raise UnknownJob(name)
    work.access.require(right or work.house.jobs[name].right)
    key = key or (None if payload else f"hand:{name}")
    row_id = enqueue(work, name, payload, key=key)
    watched = {"watched": True, "link": link, "title": packed(title) if title else None}
    changed(work, update(JobRow).where(JobRow.id == row_id).values(watched))
    return row_id


def listed(
    work: "Work", limit: int = 200, *, states: Collection[str] = (), name: str = ""
) -> list[JobRow]:
    """The queue: what runs, what waits and what has ended lately, the newest first.

    Args:
        work: the unit of work.
        limit: no more than these.
        states: only work in one of these states.
        name: only this work.

    Raises:
        Forbidden: without the right `core.manage_jobs`.
    """
    work.access.require(MANAGE)
    asked = select(JobRow)
    if states:
        asked = asked.where(JobRow.state.in_(states))
    if name:
        asked = asked.where(JobRow.name == name)
    rows = asked.order_by(JobRow.created_at.desc(), JobRow.id.desc()).limit(limit)
    return list(work.session.scalars(rows))


def mine(work: "Work", *, live: bool = False, limit: int = 50) -> list[JobRow]:
    """What the person has started, the newest first; he need have no right to it.

    Args:
        work: the unit of work.
        live: only what waits or runs.
        limit: no more than these.
    """
    own = JobRow.user_id == work.access.user_id
    asked = select(JobRow).where(own, JobRow.watched)
    if live:
        asked = asked.where(JobRow.state.in_((WAITING, RUNNING)))
    newest = asked.order_by(JobRow.created_at.desc(), JobRow.id.desc())
    return list(work.session.scalars(newest.limit(limit)))


def latest(work: "Work", name: str) -> JobRow | None:
    """The piece of work of a name that was put in the queue last.

    Raises:
        Forbidden: without the right the job names.
    """
    work.access.require(work.house.jobs[name].right)
    rows = select(JobRow).where(JobRow.name == name).order_by(JobRow.created_at.desc())
    return work.session.scalars(rows.limit(1)).first()


def cancel(work: "Work", row_id: UUID) -> bool:
    """Cancel a job: one's own, or anybody's with the right `core.manage_jobs`.

    A step that is running is undone. Answers whether there was one to cancel.
    """
    live = update(JobRow).where(JobRow.id == row_id, JobRow.state.in_((WAITING, RUNNING)))
    ended = {"state": CANCELLED, "due_at": None, "lease": None, "ended_at": work.clock.now()}
    return changed(work, live.where(*_reach(work)).values(ended))


def retry(work: "Work", row_id: UUID) -> bool:
    """Give a dead or cancelled job another chance, as in `cancel`; answers whether there was one."""
    dead = update(JobRow).where(JobRow.id == row_id, JobRow.state.in_((DEAD, CANCELLED)))
    again = {"state": WAITING, "due_at": work.clock.now(), "attempts": 0, "ended_at": None}
    return changed(work, dead.where(*_reach(work)).values(again))


def _reach(work: "Work") -> tuple[Any, ...]:
    """Which jobs the person may stop and start."""
    if work.access.may(MANAGE):
        return ()
    return JobRow.user_id == work.access.user_id, JobRow.watched


def changed(work: "Work", statement: Update) -> bool:
    """Run an update; answers whether it met a row."""
    plain = statement.execution_options(synchronize_session=False).returning(JobRow.id)
    return work.session.execute(plain).first() is not None
