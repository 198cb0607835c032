"""Background work: rows of the main database, enqueued in the business transaction.

A job is claimed for a while (its lease), run in a unit of work of its own, and marked done
inside that same unit of work: what a handler writes to the base happens once, even where a
worker dies or is overtaken. What it does outside happens at least once, so it must bear
being repeated. Long work goes in steps: a handler that answers a payload is called again
with it, and between the steps everybody sees its progress and others may write.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from threading import Event
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from dateutil.rrule import rrulestr
from sqlalchemy import Index, Update, delete, exists, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, aliased, mapped_column

from .database.base import Base
from .database.ids import HOUSE, new_id
from .texts import Text, Texts

if TYPE_CHECKING:
    from .house import House
    from .work import Work

_ = Texts("tradepost.core")
log = logging.getLogger(__name__)

WAITING, RUNNING, DONE, DEAD, CANCELLED = "waiting", "running", "done", "dead", "cancelled"
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=10), timedelta(hours=1)
KEPT = timedelta(days=7)
ANCHOR = datetime(2024, 1, 1, tzinfo=UTC)  # a Monday; every second week counts from here

Payload = dict[str, Any]
Run = Callable[["Work", Payload], Payload | None]


@dataclass(frozen=True)
class Job:
    """Background work a plugin knows how to do.

    Attributes:
        name: `plugin.what_it_does`.
        title: what people read.
        right: who may start it by hand.
        run: does one step; None says that it is done, a payload is given to the next step.
        schedule: an RRULE in UTC (`FREQ=DAILY;BYHOUR=3;BYMINUTE=0;BYSECOND=0`), or a pause.
        as_caller: run with the rights of whoever enqueued it, not with those of the house.
        lease: a step takes less; a worker that is silent for longer counts as dead.
        attempts: so many failures in a row are borne.
    """

    name: str
    title: Text
    right: str
    run: Run
    schedule: str | timedelta | None = None
    as_caller: bool = False
    lease: timedelta = timedelta(minutes=10)
    attempts: int = 8


class JobRow(Base):
    """One piece of background work; `due_at` is also where the lease of a running one ends."""

    __tablename__ = "core_job"
    __table_args__ = (
        Index(None, "due_at"),
        Index(None, "key"),
        {"sqlite_strict": True, "info": {"plugin": "core"}},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str]
    key: Mapped[str | None]
    payload: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(default=WAITING)
    due_at: Mapped[datetime | None]
    lease: Mapped[UUID | None]
    attempts: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(default="")
    progress: Mapped[int] = mapped_column(default=0)
    progress_of: Mapped[int] = mapped_column(default=0)
    user_id: Mapped[UUID | None]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class UnknownJob(LookupError):
    """Work is asked for that no plugin knows how to do."""


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
    progress: dict[str, int] = field(default_factory=dict)


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


def cancel(work: "Work", row_id: UUID) -> bool:
    """Cancel a job; a step that is running is undone. Answers whether there was one to cancel."""
    work.access.require("core.manage_jobs")
    live = update(JobRow).where(JobRow.id == row_id, JobRow.state.in_((WAITING, RUNNING)))
    ended = {"state": CANCELLED, "due_at": None, "lease": None, "ended_at": work.clock.now()}
    return _changed(work, live.values(ended))


def retry(work: "Work", row_id: UUID) -> bool:
    """Give a dead or cancelled job another chance; answers whether there was one."""
    work.access.require("core.manage_jobs")
    dead = update(JobRow).where(JobRow.id == row_id, JobRow.state.in_((DEAD, CANCELLED)))
    again = {"state": WAITING, "due_at": work.clock.now(), "attempts": 0, "ended_at": None}
    return _changed(work, dead.values(again))


def progress(work: "Work", done: int, of: int) -> None:
    """Say how far the running job is; others see it when the step ends."""
    claim: _Claim | None = work.session.info.get("job")
    if claim is not None:
        claim.progress = {"progress": done, "progress_of": of}


def run_due(house: "House", limit: int = 100) -> int:
    """Run what is due, at most `limit` steps; answers how many were run."""
    if not _look(house):
        return 0
    for done in range(limit):
        claim = house.attempt(_claim)
        if claim is None:
            return done
        _run(house, claim)
    return limit


def next_run(schedule: str | timedelta, after: datetime) -> datetime | None:
    """The next moment of a schedule; None where it has come to its end."""
    if isinstance(schedule, timedelta):
        return ANCHOR + schedule * ((after - ANCHOR) // schedule + 1)
    return _next_by_rule(schedule, after.replace(second=0, microsecond=0))


@lru_cache(maxsize=256)
def _next_by_rule(rule: str, after: datetime) -> datetime | None:
    found: datetime | None = rrulestr(rule, dtstart=ANCHOR).after(after)
    return found


def _look(house: "House") -> bool:
    """Whether anything is due; the next runs of schedules are put in the queue beside it."""
    now = house.clock.now()
    wanted: dict[UUID, tuple[str, datetime]] = {}
    for job in house.jobs.values():
        at = next_run(job.schedule, now) if job.schedule else None
        if at is not None:  # one key for one run, whichever worker comes first
            wanted[uuid5(HOUSE, f"job:{job.name}:{at.isoformat()}")] = (job.name, at)
    with house.work(reads_only=True) as work:
        known = set(work.session.scalars(select(JobRow.id).where(JobRow.id.in_(wanted))))
        due = work.session.scalar(select(JobRow.id).where(JobRow.due_at <= now).limit(1))
    missing = [
        {"id": one, "name": name, "key": f"schedule:{name}", "payload": {}, "due_at": at}
        | {"created_at": now}
        for one, (name, at) in wanted.items()
        if one not in known
    ]
    if missing:
        house.attempt(lambda work: _schedule(work, missing))
    return due is not None


def _schedule(work: "Work", rows: list[dict[str, Any]]) -> None:
    on = postgresql if work.session.get_bind().dialect.name == "postgresql" else sqlite
    work.session.execute(on.insert(JobRow).on_conflict_do_nothing(), rows)


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
        work.session.info["job"] = claim
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
    held = update(JobRow).where(JobRow.id == claim.row_id, JobRow.lease == claim.lease)
    if not _changed(work, held.values({**values, **claim.progress, "lease": None})):
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


def _changed(work: "Work", statement: Update) -> bool:
    """Run an update; answers whether it met a row."""
    plain = statement.execution_options(synchronize_session=False).returning(JobRow.id)
    return work.session.execute(plain).first() is not None


class Worker:
    """Runs jobs until it is told to stop: a thread of `serve`, or `tradepost worker`."""

    def __init__(self, house: "House", *, pause: float = 1.0, batch: int = 20) -> None:
        self.house = house
        self.pause = pause
        self.batch = batch

    def once(self) -> int:
        """Run everything that is due now; answers how many steps."""
        total = 0
        while done := run_due(self.house, self.batch):
            total += done
        return total

    def run(self, stop: Event) -> None:
        """Run what becomes due until `stop` is set; a base that is away is waited for."""
        failures = 0
        while not stop.is_set():
            try:
                done = run_due(self.house, self.batch)
                failures = 0
            except Exception:
                log.exception("the worker could not reach its queue")
                done, failures = 0, failures + 1
            if not done:
                stop.wait(min(60, self.pause * 2**failures))


def _prune(work: "Work", _payload: Payload) -> None:
    """Drop jobs that ended long ago; dead ones stay until somebody looks."""
    old = JobRow.ended_at < work.clock.now() - KEPT
    gone = delete(JobRow).where(old, JobRow.state.in_((DONE, CANCELLED)))
    work.session.execute(gone.execution_options(synchronize_session=False))


HOUSEKEEPING = (
    Job(
        "core.prune_jobs", _("Drop jobs that ended"), "core.manage_jobs", _prune, timedelta(days=1)
    ),
)
