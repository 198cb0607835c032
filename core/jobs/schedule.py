"""When scheduled work is due; the next run of each job stands in the queue beforehand."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from dateutil.rrule import rrulestr
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from ..database.ids import HOUSE
from .job import JobRow

if TYPE_CHECKING:
    from ..house import House
    from ..work import Work

ANCHOR = datetime(2024, 1, 1, tzinfo=UTC)  # a Monday; every second week counts from here


def next_run(schedule: str | timedelta, after: datetime) -> datetime | None:
    """The next moment of a schedule; None where it has come to its end."""
    if isinstance(schedule, timedelta):
        return ANCHOR + schedule * ((after - ANCHOR) // schedule + 1)
    return _next_by_rule(schedule, after.replace(second=0, microsecond=0))


@lru_cache(maxsize=256)
def _next_by_rule(rule: str, after: datetime) -> datetime | None:
    found: datetime | None = rrulestr(rule, dtstart=ANCHOR).after(after)
    return found


def look(house: "House") -> bool:
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
