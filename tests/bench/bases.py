"""The bases the bench measures on: a trading company with 10k, 100k, 1M movements of stock.

One base grows from size to size. Its history is a month of real receipts and shipments copied
into months further back; what it sells today came in after them, one batch an item.
"""

import random
from datetime import UTC, datetime, timedelta
from functools import cached_property
from uuid import UUID

from sqlalchemy import text

from tradepost.core import calls
from tradepost.core.house import House
from tradepost.core.posting import service, totals
from tradepost.core.records.write import save
from tradepost.core.settings import SHIPPED, read_settings

from .client import Client
from .copies import Loader, Template

MONTH = datetime(2026, 1, 5, 9, tzinfo=UTC)  # the template's, copied into earlier ones
OPENED = datetime(2026, 2, 2, 9, tzinfo=UTC)  # what is sold today came in then
TODAY = datetime(2026, 2, 10, 9, tzinfo=UTC)
BLOCK = 400  # items of the template; each copy takes the next ones
LINES = 20
A_MONTH = 5  # copies that share a month
FIRMS = 50


class Base:
    """A base under measurement, and the words to work with it."""

    def __init__(self, engine, url, kept=None):
        self.engine, self.url, self.kept = engine, url, kept
        self.house = House(read_settings(SHIPPED), url)
        self.chance = random.Random(7)
        self.size = self.copies = self.stocked = self.parties = self.ticks = 0
        self.items, self.firms = [], []
        self.house.migrate()
        if kept is None or not kept.recall(self):
            with self.house.work() as work:
                calls.on_installed(work.hooks, work)
                self._found(work)

    def close(self):
        if self.kept is not None and self.size:
            self.kept.note(self)
        self.house.close()

    @cached_property
    def client(self):
        """The web application over this base."""
        return Client(self.house)

    def _found(self, work):
        self.organisation = save(work, "organisation", {"name": "Bench", "currency": "RUB"}).id
        self.store = save(work, "warehouse", {"name": "Main"}).id
        data = {"name": "Supplier", "is_supplier": True}
        self.supplier = save(work, "party", data).id
        for n in range(FIRMS):
            data = {"name": f"Customer {n}", "is_customer": True, "tax_id": ""}
            self.firms.append(save(work, "party", data).id)
        item = {"name": "Item 0", "sku": "S0", "unit": "pcs", "vat_rate": "20"}
        self.items.append(save(work, "item", item).id)

    # --- documents through the services ----------------------------------------------------

    def draft(self, work, kind, at, lines, **data):
        """Save a document; a line is (item, quantity, price)."""
        rows = [
            {"item": str(item), "quantity": str(quantity), "price": str(price)}
            for item, quantity, price in lines
        ]
        head = {"organisation": str(self.organisation), "warehouse": str(self.store)}
        given = {**head, "currency": "RUB", "moment": at.isoformat(), "lines": rows, **data}
        return save(work, kind, given)

    def posted(self, work, kind, at, lines, **data):
        document = self.draft(work, kind, at, lines, **data)
        service.post(work, document)
        return document

    def tick(self):
        """The next moment: nothing measured stands before what was posted already."""
        self.ticks += 1
        return TODAY + timedelta(seconds=self.ticks)

    def sale(self, work, count):
        """A draft of a shipment with so many lines of different goods."""
        at = self.tick()
        goods = self.chance.sample(self.items[:2000], count)
        lines = [(one, self.chance.randint(1, 3), 200) for one in goods]
        return self.draft(work, "shipment", at, lines, party=str(self.chance.choice(self.firms)))

    # --- growth ----------------------------------------------------------------------------

    def grow(self, size):
        """Let the base have so many movements of stock, and as many parties."""
        if self.size >= size:
            return  # kept from an earlier run
        wanted = min(10_000, max(2000, size // 10))
        if not self.size:
            self._make_templates()
        loader = self._loader()
        try:
            self._add_items(loader, wanted)
            self._add_parties(loader, size)
            self._copy(loader, wanted, size)
        finally:
            loader.close()
        with self.house.work() as work:
            for register in work.schema.registers.values():
                totals.rebuild(work, register)
        self._tidy()

    def _loader(self):
        self.house.engine.dispose()  # how a base is journalled is changed by nobody else's leave
        return Loader(self.url)

    def _make_templates(self):
        """The month and the receipt after it, through the services."""
        loader = self._loader()
        self._add_items(loader, BLOCK)
        loader.close()
        with self.house.work() as work:
            self.month = self._month(work)
            goods = [(one, 1_000_000, 100) for one in self.items[:BLOCK]]
            supplier = str(self.supplier)
            self.opening = [self.posted(work, "goods_receipt", OPENED, goods, party=supplier)]
        self.stocked = BLOCK
        self.size = BLOCK * (2 + len(self.shipped))

    def _month(self, work):
        """Receipts of a block of items and shipments that take all of it."""
        sales = []
        self.shipped = [self.chance.sample(self.items[:BLOCK], BLOCK) for _n in range(4)]
        for goods in self.shipped:
            for first in range(0, BLOCK, LINES):
                sales.append([(one, 2, 150) for one in goods[first : first + LINES]])
        found = []
        for first in range(0, BLOCK, 100):
            lines = [(one, 2 * len(self.shipped), 90) for one in self.items[first : first + 100]]
            found.append(
                self.posted(work, "goods_receipt", MONTH, lines, party=str(self.supplier))
            )
        for n, lines in enumerate(sales):
            at = MONTH + timedelta(hours=6 * (n + 1))
            firm = str(self.firms[n % FIRMS])
            found.append(self.posted(work, "shipment", at, lines, party=firm))
        return found

    def _add_items(self, loader, count):
        self._clone(loader, "item", self.items, count, _item)

    def _add_parties(self, loader, count):
        known = [self.firms[0], *range(self.parties)]
        self._clone(loader, "party", known, count, _party)
        self.parties = len(known) - 1

    def _clone(self, loader, kind, known, count, change):
        """More records like the first one, each changed a little; their keys join `known`."""
        table = self.house.schema.catalogs[kind].__table__
        words = self.house.schema.records[kind].metadata.tables["core_words"]
        names, rows = loader.read(table, "id", known[:1])
        like = dict(zip(names, rows[0], strict=True))
        made = []
        for n in range(len(known), count):
            key = _key(kind, n)
            known.append(key)
            made.append(like | {"id": loader.key(key), "code": f"B{n:07d}"} | change(n))
        loader.write(table, names, ([one[name] for name in names] for one in made))
        told = ((one["id"], kind, one["search"]) for one in made)
        loader.write(words, ["record_id", "kind", "words"], told)

    def _copy(self, loader, wanted, size):
        schema = self.house.schema
        opening = Template(loader, schema, self.opening)
        month = Template(loader, schema, self.month)
        block = [loader.key(one) for one in self.items[:BLOCK]]
        while self.stocked < wanted:
            goods = [loader.key(one) for one in self.items[self.stocked : self.stocked + BLOCK]]
            opening.copy(self.stocked, 0, dict(zip(block, goods, strict=True)))
            self.stocked += BLOCK
            self.size += BLOCK
        blocks = wanted // BLOCK
        while self.size < size:
            self.copies += 1
            first = self.copies % blocks * BLOCK
            goods = [loader.key(one) for one in self.items[first : first + BLOCK]]
            number = 1_000_000 + self.copies
            month.copy(number, self.copies // A_MONTH, dict(zip(block, goods, strict=True)))
            self.size += BLOCK * (1 + len(self.shipped))

    def _tidy(self):
        """What a base that has grown slowly has of itself: statistics, an index of words."""
        postgres = self.engine == "postgresql"
        with self.house.engine.connect() as connection:
            if postgres:
                connection = connection.execution_options(isolation_level="AUTOCOMMIT")
                connection.execute(text("VACUUM ANALYZE"))
            else:
                sql = "INSERT INTO core_words_parts(core_words_parts) VALUES ('rebuild')"
                connection.execute(text(sql))
                connection.execute(text("ANALYZE"))
                connection.commit()


def _key(kind, n):
    """The key of the n-th record of a kind: of version 7, and made one after another."""
    since = int(MONTH.timestamp() * 1000) - 10**7 + n
    return UUID(int=since << 80 | 7 << 76 | 2 << 62 | (sum(kind.encode()) << 32) | n)


def _item(n):
    name = f"Item {n}"
    found = f"item {n} s{n}"
    return {"name": name, "name_key": name.lower(), "sku": f"S{n}", "search": found}


def _party(n):
    word, other = WORDS[n % len(WORDS)], WORDS[n // 7 % len(WORDS)]
    name = f"{word}-{other} {n}"
    return {"name": name, "name_key": name.lower(), "search": name.lower()}


WORDS = (
    "Горизонт", "Ярмарка", "Северянка", "Орбита", "Каравай", "Метелица", "Пристань", "Вершина",
    "Соната", "Родник", "Атриум", "Феникс", "Тополь", "Радуга", "Маяк", "Исток", "Вектор",
)  # fmt: skip
