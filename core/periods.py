"""Periods people name: this month, the last 30 days, overdue, the same time a year ago."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from dateutil.relativedelta import relativedelta

from .texts import Text, Texts

_ = Texts("tradepost.core")

TICK = timedelta(microseconds=1)
Moments = tuple[datetime, datetime]


def start(day: date, zone: tzinfo = UTC) -> datetime:
    """The first moment of a day, in UTC."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def end(day: date, zone: tzinfo = UTC) -> datetime:
    """The last moment of a day, in UTC."""
    return start(day + timedelta(days=1), zone) - TICK


def month_of(moment: datetime, zone: tzinfo = UTC) -> date:
    """The first day of the month in which a moment falls."""
    return moment.astimezone(zone).date().replace(day=1)


def _quarter(day: date) -> date:
    return day.replace(month=day.month - (day.month - 1) % 3, day=1)


FIRST_DAYS: Mapping[str, Callable[[date], date]] = {
    "today": lambda day: day,
    "this_week": lambda day: day - timedelta(days=day.weekday()),
    "this_month": lambda day: day.replace(day=1),
    "this_quarter": _quarter,
    "this_year": lambda day: day.replace(month=1, day=1),
}
STEPS: Mapping[str, relativedelta] = {
    "today": relativedelta(days=1),
    "this_week": relativedelta(weeks=1),
    "this_month": relativedelta(months=1),
    "this_quarter": relativedelta(months=3),
    "this_year": relativedelta(years=1),
}
BEFORE: Mapping[str, str] = {
    "yesterday": "today",
    "last_week": "this_week",
    "last_month": "this_month",
    "last_quarter": "this_quarter",
    "last_year": "this_year",
}
TITLES: Mapping[str, Text] = {
    "today": _("Today"),
    "yesterday": _("Yesterday"),
    "this_week": _("This week"),
    "last_week": _("Last week"),
    "this_month": _("This month"),
    "last_month": _("Last month"),
    "this_quarter": _("This quarter"),
    "last_quarter": _("Last quarter"),
    "this_year": _("This year"),
    "last_year": _("Last year"),
}
"""Every period of the calendar, for screens."""
ROLLING: Mapping[str, tuple[int | None, int | None]] = {
    "tomorrow": (1, 1),
    "last_7_days": (-6, 0),
    "last_30_days": (-29, 0),
    "last_90_days": (-89, 0),
    "next_7_days": (0, 6),
    "next_30_days": (0, 29),
    "past": (None, -1),
    "future": (1, None),
}
"""Periods that move with the day: the first and last day from today on; None has no end."""
ROLLING_TITLES: Mapping[str, Text] = {
    "tomorrow": _("Tomorrow"),
    "last_7_days": _("Last 7 days"),
    "last_30_days": _("Last 30 days"),
    "last_90_days": _("Last 90 days"),
    "next_7_days": _("Next 7 days"),
    "next_30_days": _("Next 30 days"),
    "past": _("Before today"),
    "future": _("After today"),
}


def named(name: str, now: datetime, zone: tzinfo = UTC) -> Moments:
    """The first and last moment of a named period.

    Raises:
        KeyError: where there is no such name.
    """
    this = BEFORE.get(name, name)
    first = FIRST_DAYS[this](now.astimezone(zone).date())
    if name != this:
        first -= STEPS[this]
    return start(first, zone), end(first + STEPS[this] - timedelta(days=1), zone)


def days(name: str, now: datetime, zone: tzinfo = UTC) -> tuple[date | None, date | None]:
    """The first and last day of a period of the calendar, or of one that moves with the day.

    Raises:
        KeyError: where there is no such name.
    """
    today = now.astimezone(zone).date()
    if name in ROLLING:
        first, last = (None if one is None else today + timedelta(one) for one in ROLLING[name])
        return first, last
    since, until = named(name, now, zone)
    return since.astimezone(zone).date(), until.astimezone(zone).date()


def previous(since: datetime, until: datetime, zone: tzinfo = UTC) -> Moments:
    """The period of the same length just before; of whole months, as many months before."""
    first, after = since.astimezone(zone), (until + TICK).astimezone(zone)
    midnight = first.time() == after.time() == time()
    if midnight and first.day == after.day == 1:
        months = (after.year - first.year) * 12 + after.month - first.month
        return start(first.date() - relativedelta(months=months), zone), since - TICK
    return since - (until - since) - TICK, since - TICK


def year_before(moment: datetime) -> datetime:
    """The same moment of the year before."""
    found: datetime = moment - relativedelta(years=1)
    return found


def month_before(moment: datetime) -> datetime:
    """The same moment of the month before."""
    found: datetime = moment - relativedelta(months=1)
    return found
