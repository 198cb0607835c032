"""A toy trade of things and places: the smallest plugin that shows all of posting."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Mapped

from tradepost.core import (
    Amount,
    BalanceRegister,
    Catalog,
    Document,
    FactRegister,
    Lines,
    Plugin,
    Price,
    Quantity,
    Texts,
    TurnoverRegister,
    dimension,
    field,
    hookimpl,
    lines_of,
    reference,
    resource,
)
from tradepost.core.clock import FixedClock
from tradepost.core.database.base import Base
from tradepost.core.database.ids import new_id
from tradepost.core.house import House
from tradepost.core.posting import readings, service, verify
from tradepost.core.settings import Settings

_ = Texts("tradepost.core")
D = Decimal


class ToyThing(Catalog):
    plugin = "toy_stock"
    title = _("Thing"), _("Things")


class ToyPlace(Catalog):
    plugin = "toy_stock"
    title = _("Place"), _("Places")


class ToyMoveLine(Lines):
    plugin = "toy_stock"
    thing: Mapped[ToyThing] = reference(_("Thing"))
    quantity: Mapped[Quantity] = field(_("Quantity"), default=D(1))
    amount: Mapped[Amount] = field(_("Amount"), default=D(0))


class ToyStock(BalanceRegister):
    plugin = "toy_stock"
    title = _("Stock")
    thing: Mapped[ToyThing] = dimension()
    place: Mapped[ToyPlace] = dimension()
    quantity: Mapped[Quantity] = resource(never_negative=True)


class ToyCost(BalanceRegister):
    plugin = "toy_stock"
    title = _("Cost")
    sequence = ("thing",)
    drops_zero = True
    thing: Mapped[ToyThing] = dimension()
    quantity: Mapped[Quantity] = resource()
    amount: Mapped[Amount] = resource()


class ToySales(TurnoverRegister):
    plugin = "toy_stock"
    title = _("Sales")
    thing: Mapped[ToyThing] = dimension()
    move = dimension(to="document", detail=True)
    amount: Mapped[Amount] = resource()


class ToyPrice(FactRegister):
    plugin = "toy_stock"
    title = _("Price")
    thing: Mapped[ToyThing] = dimension()
    price: Mapped[Price] = resource()


class ToyMove(Document):
    """Things brought in (positive) or taken out (negative quantity)."""

    plugin = "toy_stock"
    title = _("Move"), _("Moves")
    place: Mapped[ToyPlace] = reference(_("Place"))
    lines: Mapped[list[ToyMoveLine]] = lines_of()

    def movements(self):
        for line in self.lines:
            key = {"thing": line.thing_id, "place": self.place_id}
            if line.quantity > 0:
                yield ToyStock.plus(**key, quantity=line.quantity)
                yield ToyPrice.record(
                    thing=line.thing_id, price=(line.amount / line.quantity).quantize(D("0.01"))
                )
            else:
                yield ToyStock.minus(**key, quantity=-line.quantity)
                yield ToySales.add(thing=line.thing_id, move=self.id, amount=line.amount)


class ToyStockPlugin(Plugin):
    name = "toy_stock"
    title = _("Things")

    @hookimpl
    def list_movements(self, posting):
        """Cost by moving average."""
        found = []
        if not isinstance(posting.document, ToyMove):
            return found
        lines = posting.document.lines
        keys = [(line.thing_id,) for line in lines]
        have = {row["thing"]: row for row in posting.balances(ToyCost, ("thing",), keys)}
        for line in lines:
            if line.quantity > 0:
                values = {"quantity": line.quantity, "amount": line.amount}
                found.append(ToyCost.plus(thing=line.thing_id, **values))
            else:
                row = have.get(line.thing_id, {"quantity": D(0), "amount": D(0)})
                each = row["amount"] / row["quantity"] if row["quantity"] else D(0)
                cost = (each * -line.quantity).quantize(D("0.01"))
                values = {"quantity": -line.quantity, "amount": cost}
                found.append(ToyCost.minus(thing=line.thing_id, **values))
        return found


def toy_house(url, extra=()):
    """A house with the toy plugin alone, its tables made."""
    clock = FixedClock(datetime(2026, 3, 31, 12, tzinfo=UTC))
    house = House(Settings(), url, clock=clock, extra=[ToyStockPlugin(), *extra])
    return house


def make_toy_base(url):
    house = toy_house(url)
    wanted = [
        t for t in Base.metadata.sorted_tables if t.info.get("plugin") in ("core", "toy_stock")
    ]
    Base.metadata.create_all(house.engine, wanted)
    house.close()


@pytest.fixture
def toys(bases):
    """The toy house on a base of its own."""
    house = toy_house(bases.like("toy_stock", make_toy_base))
    yield house
    house.close()


def day(n, hour=9, month=3):
    return datetime(2026, month, n, hour, tzinfo=UTC)


class Shop:
    """The toy house with one place and three things, told what to do in few words."""

    def __init__(self, house):
        self.house = house
        now = house.clock.now()
        with house.work() as work:
            self.place = ToyPlace(id=new_id(), code="1", name="Main", changed_at=now)
            self.things = [
                ToyThing(id=new_id(), code=str(n), name=f"Thing {n}", changed_at=now)
                for n in range(3)
            ]
            work.session.add_all([self.place, *self.things])
        self.numbers = iter(range(1, 10_000))

    def move(self, at, *rows, post=True):
        """Save and post a move; a row is (thing, quantity, amount)."""
        move = ToyMove(
            id=new_id(),
            number=str(next(self.numbers)),
            moment=at,
            place_id=self.place.id,
            changed_at=at,
            posted=False,
            version=1,
            deleted=False,
            lines=[
                ToyMoveLine(
                    id=new_id(), thing_id=self.things[t].id, quantity=D(q), amount=D(a), position=n
                )
                for n, (t, q, a) in enumerate(rows)
            ],
        )
        with self.house.work() as work:
            work.session.add(move)
            work.session.flush()
            if post:
                service.post(work, move)
        return move.id

    def again(self, key, change=None):
        with self.house.work() as work:
            move = work.session.get(ToyMove, key)
            if change:
                change(move)
            service.post(work, move)

    def unpost(self, key):
        with self.house.work() as work:
            service.unpost(work, work.session.get(ToyMove, key))

    def read(self, do, *args, **options):
        with self.house.work(reads_only=True) as work:
            return do(work, *args, **options)

    def stock(self, thing=0, **options):
        rows = self.read(
            readings.balance, ToyStock, where={"thing": self.things[thing].id}, **options
        )
        return sum((row["quantity"] for row in rows), D(0))

    def cost(self, thing=0, **options):
        rows = self.read(
            readings.balance, ToyCost, where={"thing": self.things[thing].id}, **options
        )
        return sum((row["amount"] for row in rows), D(0))

    def restore(self):
        with self.house.work() as work:
            return service.restore_sequence(work)

    def dump(self):
        """All register tables as they stand, without the time of recording."""
        found = {}
        with self.house.engine.connect() as connection:
            for register in (ToyStock, ToyCost, ToySales, ToyPrice):
                for table in (register.movements, register.totals, register.months):
                    if table is not None:
                        columns = [c for c in table.c if c.name not in ("recorded_at", "line")]
                        found[table.name] = sorted(map(str, connection.execute(select(*columns))))
        return found

    def faults(self):
        return self.read(verify.broken)
