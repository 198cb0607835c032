"""A shop that trades: an organisation, a warehouse, a supplier, a customer and some goods."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from support.catalogs import PLUGINS, Books, catalog_house
from tradepost.core import calls, settled_id
from tradepost.core.access.access import SYSTEM, Access
from tradepost.core.posting import readings, service, verify
from tradepost.core.records.write import save

TRADE = (
    *PLUGINS,
    "stock",
    "orders",
    "costing",
    "settlements",
    "purchasing",
    "sales",
    "reservations",
    "cash",
)
D = Decimal


def day(number, hour=9):
    """A moment of March 2026."""
    return datetime(2026, 3, number, hour, tzinfo=UTC)


def make_trade(url):
    house = catalog_house(url, TRADE)
    house.migrate()
    with house.work() as work:
        calls.on_installed(work.hooks, work)
    shop = Shop(house)
    for code in ("pcs", "box", "kg"):
        if shop.key("unit", code) is None:
            shop.add("unit", code=code, name=code)
    shop.add("organisation", code="01", name="Our trade", currency="RUB")
    shop.add("warehouse", code="01", name="Main")
    shop.add("party", code="S", name="Supplier", is_supplier=True)
    shop.add("party", code="C", name="Customer", is_customer=True)
    house.close()


class Shop(Books):
    """Says in the shop's words what tests need; codes stand for records."""

    def item(self, code, **data):
        return self.add("item", code=code, name=code, **{"unit": "pcs", **data})

    def draft(self, kind, moment=None, /, **data):
        """Save a document; `lines` may be a list of (item, quantity, price)."""
        return self.add(kind, **self._data(moment, data))

    def paper(self, kind, moment=None, /, **data):
        """Save a document and post it; answers its key."""
        key = self.draft(kind, moment, **data)
        self.post(kind, key)
        return key

    def post(self, kind, key, access=SYSTEM):
        with self.house.work(access) as work:
            service.post(work, work.session.get(work.schema.documents[kind], key))

    def unpost(self, kind, key):
        with self.house.work() as work:
            service.unpost(work, work.session.get(work.schema.documents[kind], key))

    def repost(self, kind, key, **data):
        with self.house.work() as work:
            document = save(work, kind, self._data(None, data), id=key, reposting=True)
            service.post(work, document)

    def document(self, kind, key, *names):
        return self.see(self.house.schema.documents[kind], key, *names)

    def fill(self, source, target, key):
        """What `target` would hold, were it made from the document."""
        with self.house.work(reads_only=True) as work:
            document = work.session.get(work.schema.documents[source], key)
            known = {(one.source, one.target): one for one in calls.fillings(work.hooks)}
            return known[source, target].fill(work, document)

    def make(self, source, target, key, moment=None, **changed):
        """Make a document from another, save and post it."""
        return self.paper(target, moment, **{**self.fill(source, target, key), **changed})

    def balance(self, register, resource="quantity", at=None, **where):
        """The sum of a resource over the keys that match."""
        rows = self._rows(readings.balance, register, where, at=at)
        return sum((row[resource] for row in rows), D(0))

    def turnover(self, register, resource="amount", **where):
        rows = self._rows(readings.turnover, register, where)
        return sum((row[resource] for row in rows), D(0))

    def rows(self, register, **where):
        return self._rows(readings.balance, register, where)

    def key(self, kind, code):
        with self.house.work(reads_only=True) as work:
            cls = work.schema.catalogs[kind]
            return work.session.query(cls.id).filter(cls.code == code).scalar()

    def broken(self):
        """What `tradepost verify` finds."""
        return self.read(verify.broken)

    def _rows(self, ask, register, where, **options):
        cls = self.house.schema.registers[register]
        kinds = {one.name: one.target for one in cls.dimensions}
        found = {}
        for name, value in where.items():
            target = kinds[name]
            kind = target if isinstance(target, str) else target.kind
            found[name] = self.key(kind, value) if isinstance(value, str) else value
        return self.read(ask, cls, where=found, **options)

    def _data(self, moment, data):
        made = {name: _plain(value) for name, value in data.items()}
        if moment is not None:
            made["moment"] = moment.isoformat()
        if "lines" in made:
            made["lines"] = [_line(one) for one in made["lines"]]
        return made


def _plain(value):
    return value if isinstance(value, list | tuple | str | bool) or value is None else str(value)


def _line(one):
    if isinstance(one, dict):
        return {name: _plain(value) for name, value in one.items()}
    item, quantity, *price = one
    made = {"item": item, "quantity": str(quantity)}
    return {**made, "price": str(price[0])} if price else made


def with_rights(*rights):
    """A person with these rights and no others."""
    return Access(settled_id("user", "person"), "person", rights=frozenset(rights))


@pytest.fixture
def shop(bases):
    """The shop on a base of its own."""
    house = catalog_house(bases.like("trade", make_trade), TRADE)
    yield Shop(house)
    house.close()
