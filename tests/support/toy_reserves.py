"""Things kept back for somebody: a second toy plugin, whose register lies within ToyStock."""

from uuid import UUID

import pytest
from sqlalchemy.orm import Mapped

from support.toy_stock import D, Shop, ToyPlace, ToyStock, ToyThing, toy_house
from tradepost.core import (
    BalanceRegister,
    Document,
    Lines,
    Plugin,
    Quantity,
    Texts,
    dimension,
    field,
    lines_of,
    reference,
    resource,
)
from tradepost.core.database.base import Base
from tradepost.core.database.ids import new_id
from tradepost.core.posting import service

_ = Texts("tradepost.core")


class ToyKept(BalanceRegister):
    plugin = "toy_reserves"
    title = _("Kept")
    within = ToyStock
    drops_zero = True
    thing: Mapped[ToyThing] = dimension()
    place: Mapped[ToyPlace] = dimension()
    whose: Mapped[UUID] = dimension(to="document")
    quantity: Mapped[Quantity] = resource(never_negative=True)


class ToyKeepLine(Lines):
    plugin = "toy_reserves"
    thing: Mapped[ToyThing] = reference(_("Thing"))
    quantity: Mapped[Quantity] = field(_("Quantity"), default=D(1))


class ToyKeep(Document):
    """Things kept for somebody (positive) or let go (negative); `takes` hands them over too."""

    plugin = "toy_reserves"
    title = _("Keep"), _("Keeps")
    place: Mapped[ToyPlace] = reference(_("Place"))
    whose: Mapped[UUID] = field(_("Whose"))
    takes: Mapped[bool] = field(_("Takes"))
    lines: Mapped[list[ToyKeepLine]] = lines_of()

    def movements(self):
        for line in self.lines:
            key = {"thing": line.thing_id, "place": self.place_id}
            write = ToyKept.plus if line.quantity > 0 else ToyKept.minus
            yield write(**key, whose=self.whose, quantity=abs(line.quantity))
            if self.takes:
                yield ToyStock.minus(**key, quantity=abs(line.quantity))


class ToyReservesPlugin(Plugin):
    name = "toy_reserves"
    title = _("Kept things")
    needs = ("toy_stock",)


class Keeper(Shop):
    """The toy shop that also keeps things back."""

    def keep(self, at, *rows, whose, takes=False):
        """Save and post a keep; a row is (thing, quantity)."""
        keep = ToyKeep(
            id=new_id(), number=str(next(self.numbers)), moment=at, place_id=self.place.id,
            changed_at=at, posted=False, version=1, deleted=False, whose=whose, takes=takes,
            lines=[
                ToyKeepLine(id=new_id(), thing_id=self.things[t].id, quantity=D(q), position=n)
                for n, (t, q) in enumerate(rows)
            ],
        )  # fmt: skip
        with self.house.work() as work:
            work.session.add(keep)
            work.session.flush()
            service.post(work, keep)
        return keep.id

    def let_go(self, key):
        with self.house.work() as work:
            service.unpost(work, work.session.get(ToyKeep, key))


def make_base(url):
    house = toy_house(url, extra=[ToyReservesPlugin()])
    names = ("core", "toy_stock", "toy_reserves")
    wanted = [t for t in Base.metadata.sorted_tables if t.info.get("plugin") in names]
    Base.metadata.create_all(house.engine, wanted)
    house.close()


@pytest.fixture
def keeper(bases):
    """The toy shop that keeps things back, on a base of its own."""
    house = toy_house(bases.like("toy_reserves", make_base), extra=[ToyReservesPlugin()])
    yield Keeper(house)
    house.close()


__all__ = ["Keeper", "ToyKeep", "ToyKept", "keeper"]
