"""A house with the catalogs of trade: currencies, organisations, parties, items, prices."""

from datetime import UTC, datetime

import pytest

from tradepost.core import calls
from tradepost.core.clock import FixedClock
from tradepost.core.house import House
from tradepost.core.records.write import save
from tradepost.core.settings import Settings

PLUGINS = ("currencies", "organisations", "parties", "items", "pricing")
NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)


def catalog_house(url, on=PLUGINS, **tables):
    house = House(Settings(on, tables), url, clock=FixedClock(NOW))
    stopped = {r.name: r.reason for r in house.plugins.records.values() if r.state == "stopped"}
    assert not stopped, stopped
    return house


def make_catalogs(url):
    house = catalog_house(url)
    house.migrate()
    with house.work() as work:
        calls.on_installed(work.hooks, work)
    house.close()


class Books:
    """The house, told what to do in few words; every call is a unit of work of its own."""

    def __init__(self, house):
        self.house = house

    def add(self, kind, /, **data):
        """Save a new record; answers its key."""
        with self.house.work() as work:
            return save(work, kind, data).id

    def change(self, kind, key, /, **data):
        with self.house.work() as work:
            save(work, kind, data, id=key)

    def read(self, do, *args, **options):
        with self.house.work(reads_only=True) as work:
            return do(work, *args, **options)

    def do(self, do, *args, **options):
        with self.house.work() as work:
            return do(work, *args, **options)

    def see(self, cls, key, *names):
        """The values of a stored record; `party.name` follows a reference."""
        with self.house.work(reads_only=True) as work:
            record = work.session.get(cls, key)
            found = []
            for name in names:
                value = record
                for part in name.split("."):
                    value = getattr(value, part)
                found.append(value)
            return found[0] if len(found) == 1 else tuple(found)

    def import_(self, importer, name, content):
        from tradepost.core.exchange_kinds import Source

        with self.house.work() as work:
            return importer.take(work, Source(name, content=content))

    def statements(self, do):
        """How many statements a piece of work sends."""
        from sqlalchemy import event

        seen = []
        listen = lambda *args: seen.append(args[2])
        event.listen(self.house.engine, "before_cursor_execute", listen)
        try:
            do()
        finally:
            event.remove(self.house.engine, "before_cursor_execute", listen)
        return len(seen)


@pytest.fixture
def books(bases):
    """The catalogs of trade on a base of their own."""
    house = catalog_house(bases.like("catalogs", make_catalogs))
    yield Books(house)
    house.close()
