"""The house as it is delivered: every plugin that plugins.toml has on, and a week of trade."""

from datetime import date

import pytest

from support.first_day import open_first_day
from support.shared import ROOT
from tradepost.core import calls
from tradepost.core.settings import read_settings
from tradepost.plugins.demo import company, found, live

ON = read_settings(ROOT / "plugins.toml").on
START, DAYS = date(2026, 3, 24), 7  # up to the day that the clock of the house shows


def make_delivered(url):
    """A base that nobody has used."""
    house = open_first_day(url, ON)
    house.migrate()
    with house.work() as work:
        calls.on_installed(work.hooks, work)
    house.close()


def make_lived(url):
    """A base with a week of the demo company."""
    make_delivered(url)
    house = open_first_day(url, ON)
    plan = company(5, START, items=60)
    found(house, plan)
    for _office in live(house, plan, START, DAYS):
        pass
    house.close()


@pytest.fixture
def delivered(bases):
    """The house as it is delivered, on a base of its own."""
    house = open_first_day(bases.like("delivered", make_delivered), ON)
    yield house
    house.close()


@pytest.fixture
def lived(bases):
    """The house after a week of trade."""
    house = open_first_day(bases.like("lived", make_lived), ON)
    yield house
    house.close()
