"""Running what is due: claimed for a while, settled in the unit of work of the step."""

import contextlib
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import exists, or_, select, update
from sqlalchemy.orm import aliased

from ..database.ids import new_id
from ..errors import Refusal
from ..packed import packed, unpacked
from ..texts import Text, Texts
from .job import DEAD, DONE, RUNNING, WAITING, Job, JobRow, Payload
from .progress import ACCOUNT, Account, LeaseLost
from .queue import changed
from .schedule import look

if TYPE_CHECKING:
    from ..house import House
    from ..work import Work

_ = Texts("tradepost.core")
log = logging.getLogger(__name__)

BREATH = 0.03
"""Seconds between two steps of one job: who waits to write in SQLite is in no queue, and would
hardly ever find it free."""
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=10), timedelta(hours=1)


@dataclass
class _Claim:
    job: Job
    row_id: UUID
    lease: UUID
    payload: Payload
    attempts: int
    user_id: UUID | None
    watched: bool
    goes_on: bool = False


@dataclass(frozen=True)
class Ended:
    """How a job ended that somebody waits for.

    Attributes:
        user_id: whoever started it.
        title: what it is called.
        done: whether it was done, or has failed.
        text: what has come of it, or why it failed.
        link: the page with it.
    """

    user_id: UUID
    title: Text | str
    done: bool
    text: Text | None
    link: str


def run_due(house: "House", limit: int = 100) -> int:
    """Run what is due, at most `limit` steps; answers how many were run."""
    if not look(house):
        return 0
    for done in range(limit):
        claim = house.attempt(_claim)
        if claim is None:
            return done
        _run(house, claim)
        if claim.goes_on:
            time.sleep(BREATH)
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
    return _Claim(job, row.id, row.lease, row.payload, row.attempts, row.user_id, row.watched)


def _absorb(work: "Work", row: JobRow, now: datetime) -> None:
    """Let one run do for all that wait: what asked for them is durable, so the run sees it."""
    same = select(JobRow).where(
        JobRow.key == row.key,
        JobRow.name == row.name,
        JobRow.state == WAITING,
        JobRow.due_at <= now,
        JobRow.id != row.id,
        or_(~JobRow.watched, JobRow.user_id == row.user_id),  # somebody else waits for his own
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
    except Exception as failure:
        why = failure  # a name that outlives this clause, for the two that are called later
        if claim.watched and isinstance(why, Refusal):
            # A person waits for the answer; trying again would not change it.
            house.attempt(lambda work: _refused(work, claim, why.each()[0].message))
            return
        log.warning("job %s failed", claim.job.name, exc_info=True)
        house.attempt(lambda work: _failed(work, claim, f"{type(why).__name__}: {why}"[:2000]))
    finally:
        house.board.pop(claim.row_id, None)


def _step(house: "House", claim: _Claim) -> None:
    if claim.attempts > claim.job.attempts:
        raise TimeoutError("its workers died, or it took longer than its lease")

    def step(work: "Work") -> None:
        work.session.info[ACCOUNT] = Account(claim.row_id, claim.lease, claim.job.lease)
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
    account: Account = work.session.info.pop(ACCOUNT)
    claim.goes_on = values["state"] == RUNNING
    _put(work, claim, {**values, **account.values})


def _put(work: "Work", claim: _Claim, values: Mapping[str, Any]) -> None:
    """Write how a step ended; where it was the last one, tell whoever waits for it."""
    held = update(JobRow).where(JobRow.id == claim.row_id, JobRow.lease == claim.lease)
    if not changed(work, held.values({**values, "lease": None})):
        raise LeaseLost(claim.job.name)
    if not claim.watched or claim.user_id is None or values["state"] not in (DONE, DEAD):
        return
    row = work.session.get_one(JobRow, claim.row_id, populate_existing=True)
    title, text = row.named(work.house.jobs), unpacked(row.told) if row.told else None
    done = row.state == DONE
    work.house.tell_ended(work, Ended(claim.user_id, title, done, text, row.link))


def _refused(work: "Work", claim: _Claim, why: Text) -> None:
    ended = {"state": DEAD, "due_at": None, "ended_at": work.clock.now()}
    _put(work, claim, {**ended, "reason": str(why)[:2000], "told": packed(why)})


def _failed(work: "Work", claim: _Claim, reason: str) -> None:
    now = work.clock.now()
    if claim.attempts >= claim.job.attempts:
        sorry = packed(_("Something went wrong on our side"))
        values = {"state": DEAD, "due_at": None, "ended_at": now, "told": sorry}
    else:
        pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (claim.attempts - 1))
        values = {"state": WAITING, "due_at": now + pause}
    with contextlib.suppress(LeaseLost):  # another worker has it by now
        _put(work, claim, {**values, "reason": reason})
