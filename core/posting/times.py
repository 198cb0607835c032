"""Time as people count it: days, weeks and months of their zone, in SQL and in Python."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Any

from dateutil.relativedelta import relativedelta
from sqlalchemy import ColumnElement, Text, case, func, literal

from ..database.types import Moment

SPANS: Mapping[str, relativedelta] = {
    "day": relativedelta(days=1),
    "week": relativedelta(weeks=1),
    "month": relativedelta(months=1),
    "quarter": relativedelta(months=3),
    "year": relativedelta(years=1),
}
"""Units that follow one another; each value is named by its first day."""
ROUNDS = ("weekday", "hour")
"""Units that come round again; values are numbers, Monday is 1."""
UNITS = (*SPANS, *ROUNDS)
SQLITE = {"day": "%Y-%m-%d", "month": "%Y-%m", "quarter": "%Y-%m", "year": "%Y",
          "weekday": "%w", "hour": "%H"}  # fmt: skip
POSTGRES = {"day": "YYYY-MM-DD", "week": "YYYY-MM-DD", "month": "YYYY-MM", "quarter": "YYYY-MM",
            "year": "YYYY", "weekday": "ID", "hour": "HH24"}  # fmt: skip
EARLIEST, LATEST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
STEP = timedelta(days=7)  # no zone changes its mind twice within a week


def first_day(day: date, unit: str) -> date:
    """The first day of the week, month, quarter or year a day lies in."""
    starts: Mapping[str, Callable[[date], date]] = {
        "day": lambda one: one,
        "week": lambda one: one - timedelta(days=one.weekday()),
        "month": lambda one: one.replace(day=1),
        "quarter": lambda one: one.replace(month=one.month - (one.month - 1) % 3, day=1),
        "year": lambda one: one.replace(month=1, day=1),
    }
    return starts[unit](day)


@dataclass(frozen=True)
class Clockwork:
    """The clock of a zone, and the stretch of time that is asked about."""

    zone: tzinfo
    since: datetime | None = None
    until: datetime | None = None

    def label(self, moment: Any, unit: str, dialect: str) -> ColumnElement[Any]:
        """The day, week, month … a column of moments lies in, as text."""
        make = _on_postgres if dialect == "postgresql" else _on_sqlite
        ends = _shifts(self.zone, self.since or EARLIEST, self.until or LATEST)
        if len(ends) == 1:
            return make(moment, unit, ends[0][1])
        return case(
            *((moment < literal(at, Moment()), make(moment, unit, by)) for at, by in ends[:-1]),
            else_=make(moment, unit, ends[-1][1]),
        )

    def value(self, label: str, unit: str) -> date | int:
        """What a label of the database stands for."""
        if unit in ROUNDS:
            number = int(label)
            return 7 if unit == "weekday" and number == 0 else number
        year, month, day = [*label.split("-"), "1", "1"][:3]
        return first_day(date(int(year), int(month), int(day)), unit)

    def span(self, unit: str, first: date) -> tuple[datetime, datetime]:
        """The first and the last moment of a value."""
        after = first + SPANS[unit]
        return self._start(first), self._start(after) - timedelta(microseconds=1)

    def values(self, unit: str, since: datetime, until: datetime) -> Iterator[date]:
        """The values from one moment to another, in order."""
        one = first_day(since.astimezone(self.zone).date(), unit)
        last = until.astimezone(self.zone).date()
        while one <= last:
            yield one
            one += SPANS[unit]

    def _start(self, day: date) -> datetime:
        return datetime(day.year, day.month, day.day, tzinfo=self.zone).astimezone(UTC)


def _on_sqlite(moment: Any, unit: str, minutes: int) -> ColumnElement[Any]:
    by = literal(f"{minutes:+d} minutes")
    if unit == "week":  # on to Sunday, and back to the Monday before it
        return func.date(moment, by, "weekday 0", "-6 days", type_=Text())
    return func.strftime(SQLITE[unit], moment, by, type_=Text())


def _on_postgres(moment: Any, unit: str, minutes: int) -> ColumnElement[Any]:
    local: Any = func.timezone("UTC", moment) + func.make_interval(0, 0, 0, 0, 0, minutes)
    if unit == "week":
        local = func.date_trunc("week", local)
    return func.to_char(local, POSTGRES[unit], type_=Text())


def _shifts(zone: tzinfo, since: datetime, until: datetime) -> list[tuple[datetime, int]]:
    """Up to which moment the clock is ahead of UTC by so many minutes, piece by piece."""
    last = datetime(until.astimezone(UTC).year + 1, 12, 31, tzinfo=UTC)
    first = datetime(max(since.astimezone(UTC).year, EARLIEST.year), 1, 1, tzinfo=UTC)
    found = [one for one in _changes(zone) if one[0] > first]
    kept = [one for one in found if one[0] < last]
    return [*kept, found[len(kept)]]


@lru_cache(maxsize=16)
def _changes(zone: tzinfo) -> tuple[tuple[datetime, int], ...]:
    found: list[tuple[datetime, int]] = []
    at = EARLIEST - timedelta(days=366)
    by = _ahead(zone, at)
    while at < LATEST + timedelta(days=731):
        after = _ahead(zone, at + STEP)
        if after != by:
            found.append((_change(zone, at, at + STEP), by))
            by = after
        at += STEP
    return (*found, (datetime.max.replace(tzinfo=UTC), by))


def _change(zone: tzinfo, low: datetime, high: datetime) -> datetime:
    """The moment between two at which the clock is put on or back, to the minute."""
    before = _ahead(zone, low)
    while high - low > timedelta(minutes=1):
        middle = low + ((high - low) / 2)
        middle = middle.replace(second=0, microsecond=0)
        if middle <= low:
            break
        if _ahead(zone, middle) == before:
            low = middle
        else:
            high = middle
    return high


def _ahead(zone: tzinfo, at: datetime) -> int:
    ahead = at.astimezone(zone).utcoffset()
    return int(ahead.total_seconds() // 60) if ahead else 0
