"""A house with every plugin of the first day: what a trading company starts with."""

from datetime import UTC, datetime

import pytest

from tradepost.core import calls
from tradepost.core.clock import FixedClock
from tradepost.core.house import House
from tradepost.core.settings import Settings

FIRST_DAY = (
    "currencies",
    "organisations",
    "parties",
    "items",
    "pricing",
    "stock",
    "orders",
    "settlements",
    "costing",
    "purchasing",
    "sales",
    "cash",
)
NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)


def open_first_day(url, on=FIRST_DAY, **tables):
    """The house on a base; a plugin that is stopped is a fault of the test."""
    house = House(Settings(on, tables), url, clock=FixedClock(NOW))
    stopped = {r.name: r.reason for r in house.plugins.records.values() if r.state == "stopped"}
    assert not stopped, stopped
    return house


def make_first_day(url):
    house = open_first_day(url)
    house.migrate()
    with house.work() as work:
        calls.on_installed(work.hooks, work)
    house.close()


@pytest.fixture
def trade_house(bases):
    """The house of the first day, on a base of its own."""
    house = open_first_day(bases.like("first_day", make_first_day))
    yield house
    house.close()
