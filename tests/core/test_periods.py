from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from tradepost.core import periods

NOW = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)
MOSCOW = ZoneInfo("Europe/Moscow")


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("today", "2026-11-23", "2026-11-23"),
        ("yesterday", "2026-11-22", "2026-11-22"),
        ("this_week", "2026-11-23", "2026-11-29"),
        ("last_week", "2026-11-16", "2026-11-22"),
        ("this_month", "2026-11-01", "2026-11-30"),
        ("last_month", "2026-10-01", "2026-10-31"),
        ("this_quarter", "2026-10-01", "2026-12-31"),
        ("last_quarter", "2026-07-01", "2026-09-30"),
        ("this_year", "2026-01-01", "2026-12-31"),
        ("last_year", "2025-01-01", "2025-12-31"),
    ],
)
def test_named_periods(name, first, last):
    since, until = periods.named(name, NOW)
    assert since.isoformat() == f"{first}T00:00:00+00:00"
    assert until.isoformat() == f"{last}T23:59:59.999999+00:00"


def test_every_named_period_has_a_title():
    assert set(periods.TITLES) == {*periods.FIRST_DAYS, *periods.BEFORE}


def test_a_day_begins_where_the_person_is():
    since, _until = periods.named("today", NOW, MOSCOW)  # it is the 24th there
    assert since == datetime(2026, 11, 23, 21, tzinfo=UTC)


def test_the_month_before_a_month_is_a_whole_month():
    march = periods.named("this_month", datetime(2026, 3, 5, tzinfo=UTC))
    february = periods.named("this_month", datetime(2026, 2, 5, tzinfo=UTC))
    assert periods.previous(*march) == february


def test_the_ten_days_before_are_ten_days():
    since, until = datetime(2026, 3, 11, tzinfo=UTC), periods.end(datetime(2026, 3, 20).date())
    assert periods.previous(since, until) == (
        datetime(2026, 3, 1, tzinfo=UTC),
        since - periods.TICK,
    )


def test_periods_that_move_with_the_day():
    today = date(2026, 11, 24)  # in Moscow it is past midnight
    named = {name: periods.days(name, NOW, MOSCOW) for name in periods.ROLLING}
    assert named["last_7_days"] == (date(2026, 11, 18), today)
    assert named["next_30_days"] == (today, date(2026, 12, 23))
    assert named["past"] == (None, date(2026, 11, 23))
    assert named["future"] == (date(2026, 11, 25), None)
    assert periods.days("this_month", NOW, MOSCOW) == (date(2026, 11, 1), date(2026, 11, 30))
    assert set(periods.ROLLING) == set(periods.ROLLING_TITLES)
    with pytest.raises(KeyError):
        periods.days("someday", NOW)
