"""Running what is due: claimed for a while, settled in the unit of work of the step."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import exists, or_, select, update
from sqlalchemy.orm import aliased

from ..database.ids import new_id
from .job import DEAD, DONE, RUNNING, WAITING, Job, JobRow, Payload
from .queue import PROGRESS, changed
from .schedule import look

if TYPE_CHECKING:
    from ..house import House
    from ..work import Work

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=10), timedelta(hours=1)


class LeaseLost(Exception):
    """Another worker has taken the job over, or it was cancelled: this step leaves no trace."""


@dataclass
class _Claim:
    job: Job
    row_id: UUID
    lease: UUID
    payload: Payload
    attempts: int
    user_id: UUID | None


def run_due(house: "House", limit: int = 100) -> int:
    """Run what is due, at most `limit` steps; answers how many were run."""
    if not look(house):
        return 0
    for done in range(limit):
        claim = house.attempt(_claim)
        if claim is None:
            return done
        _run(house, claim)
    return limit


def _claim(work: "Work") -> _Claim | None:
    """Take the oldest job that is due, with the waiting ones of the same key."""
    now, jobs = work.clock.now(), work.house.jobs
    other = aliased(JobRow)
    busy = exists().where(other.key == JobRow.key, other.state == RUNNING, other.id != JobRow.id)
    due = select(JobRow).where(JobRow.due_at <= now, JobRow.name.in_(jobs))
    free = due.where(or_(JobRow.key.is_(None), ~busy)).order_by(JobRow.due_at, JobRow.id)
    row = work.session.scalar(free.limit(1).with_for_update(skip_locked=True, of=JobRow))
    if row is None:
        return None
    if row.key is not None and row.state == WAITING:
        _absorb(work, row, now)
    job = jobs[row.name]
    row.state, row.lease, row.due_at = RUNNING, new_id(), now + job.lease
    row.attempts += 1
    return _Claim(job, row.id, row.lease, row.payload, row.attempts, row.user_id)


def _absorb(work: "Work", row: JobRow, now: datetime) -> None:
    """Let one run do for all that wait: what asked for them is durable, so the run sees it."""
    same = select(JobRow).where(
        JobRow.key == row.key,
        JobRow.name == row.name,
        JobRow.state == WAITING,
        JobRow.due_at <= now,
        JobRow.id != row.id,
    )
    others = work.session.scalars(same.order_by(JobRow.id).with_for_update(skip_locked=True)).all()
    for other in others:
        work.session.delete(other)
    row.payload = max([row, *others], key=lambda one: (one.created_at, one.id)).payload


def _run(house: "House", claim: _Claim) -> None:
    try:
        _step(house, claim)
    except LeaseLost:
        log.warning("job %s was taken over or cancelled; its step is undone", claim.job.name)
    except Exception as why:
        log.warning("job %s failed", claim.job.name, exc_info=True)
        reason = f"{type(why).__name__}: {why}"[:2000]
        house.attempt(lambda work: _failed(work, claim, reason))


def _step(house: "House", claim: _Claim) -> None:
    if claim.attempts > claim.job.attempts:
        raise TimeoutError("its workers died, or it took longer than its lease")

    def step(work: "Work") -> None:
        rest = claim.job.run(work, claim.payload)
        _settle(work, claim, _finished(work, rest))

    if claim.job.as_caller and claim.user_id is not None:
        house.attempt(step, house.access_of(claim.user_id))
    else:
        house.attempt(step)


def _finished(work: "Work", rest: Payload | None) -> Mapping[str, Any]:
    now = work.clock.now()
    if rest is None:
        return {"state": DONE, "due_at": None, "ended_at": now, "reason": ""}
    return {"state": RUNNING, "due_at": now, "payload": rest, "attempts": 0, "reason": ""}


def _settle(work: "Work", claim: _Claim, values: Mapping[str, Any]) -> None:
    how_far = work.session.info.pop(PROGRESS, {})
    held = update(JobRow).where(JobRow.id == claim.row_id, JobRow.lease == claim.lease)
    if not changed(work, held.values({**values, **how_far, "lease": None})):
        raise LeaseLost(claim.job.name)


def _failed(work: "Work", claim: _Claim, reason: str) -> None:
    now = work.clock.now()
    held = update(JobRow).where(JobRow.id == claim.row_id, JobRow.lease == claim.lease)
    if claim.attempts >= claim.job.attempts:
        values = {"state": DEAD, "due_at": None, "ended_at": now}
    else:
        pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (claim.attempts - 1))
        values = {"state": WAITING, "due_at": now + pause}
    work.session.execute(held.values({**values, "lease": None, "reason": reason}))
