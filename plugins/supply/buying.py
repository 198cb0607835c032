"""The list of what is to be bought, and orders to suppliers made of its rows."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from ...core import Document, Texts, Work, settled_id
from ...core.posting import service
from ...core.records.presentations import presentations
from ...core.records.write import save
from ...core.values import ZERO, plain
from ..items import Item, Variant, items_by_key
from ..organisations import Organisation, first_organisation
from .demand import Demand, Goods, demands
from .errors import DemandChanged, NothingChosen
from .offers import Offer, offers

_ = Texts(__package__)

BUY = "supply.buy"
MOST = 200
"""So many rows are shown at once."""


@dataclass(frozen=True)
class Row:
    """One good of the list."""

    goods: Goods
    item: Item
    variant: str
    demand: Demand
    offers: Sequence[Offer]

    @property
    def key(self) -> str:
        """As it is named in the form."""
        return ".".join(str(one) for one in self.goods if one is not None)

    @property
    def need(self) -> str:
        """What is proposed, plainly."""
        return plain(self.demand.to_buy)

    @property
    def due_on(self) -> date | None:
        """The day the most urgent customer waits for."""
        return self.demand.waiting[0].due_on if self.demand.waiting else None


@dataclass(frozen=True)
class Wish:
    """A ticked row: how much is to be ordered of whom; `need` is what the list proposed."""

    goods: Goods
    quantity: Decimal
    supplier: UUID
    need: str


@dataclass(frozen=True)
class Purchase:
    """An order to a supplier that is to be made: its key, whose, of whom, what, how soon."""

    key: UUID
    organisation: UUID
    supplier: UUID
    wishes: Sequence[Wish]
    days: int | None


@dataclass(frozen=True)
class Shown:
    """The list; `more` goods are not shown."""

    rows: Sequence[Row]
    more: int


def organisation_for(work: Work, wanted: UUID | None) -> UUID | None:
    """The organisation asked for, or the first one."""
    return wanted or first_organisation(work)


def organisations(work: Work) -> list[Organisation]:
    """Those to choose from."""
    asked = select(Organisation).where(~Organisation.deleted).order_by(Organisation.code)
    return list(work.session.scalars(asked))


def to_buy(work: Work, organisation: UUID) -> Shown:
    """What is to be bought: first what customers wait for, by day; then what stock lacks."""
    found = demands(work, organisation)
    first = sorted(found.items(), key=lambda one: _urgent(one[1]))
    some = dict(first[:MOST])
    items = items_by_key(work, {item for item, _variant in some})
    known = offers(work, organisation, list(some))
    names = presentations(work, [(Variant, variant) for _item, variant in some])
    rows = [
        Row(goods, items[goods[0]], names.get(goods[1], "") if goods[1] else "", one, known[goods])
        for goods, one in some.items()
        if goods[0] in items
    ]
    return Shown(rows, len(first) - len(some))


def _urgent(one: Demand) -> tuple[Any, ...]:
    due = one.waiting[0].due_on if one.waiting else None
    return (not one.waiting, due is None, due or date.max, -one.to_buy)


def order(work: Work, organisation: UUID, wishes: Sequence[Wish], run: UUID) -> list[Document]:
    """Post one order for each supplier; what customers wait for is meant for their orders.

    Args:
        work: the unit of work.
        organisation: ours.
        wishes: ticked rows.
        run: of the page they were ticked on; sent twice, it orders once.

    Raises:
        NothingChosen: where there is nothing to order.
        DemandChanged: where a row is not wanted any more as the list has shown it.
    """
    if not wishes:
        raise NothingChosen(_("No row is chosen"), remedy=_("Tick what is to be ordered"))
    suppliers = dict.fromkeys(one.supplier for one in wishes)
    keys = {one: settled_id("supply", f"{run}|{organisation}|{one}") for one in suppliers}
    # Two buyers at once order one after the other, so that the second sees what is ordered.
    held = select(Organisation.id).where(Organisation.id == organisation).with_for_update()
    work.session.execute(held)
    cls = work.schema.documents["supplier_order"]
    made = [work.session.get(cls, key) for key in keys.values()]
    if all(made):
        return [one for one in made if one is not None]
    now = demands(work, organisation)
    _require_same(work, wishes, now)
    lead = _lead(work, organisation, wishes)
    purchases = [
        Purchase(
            keys[one], organisation, one, [w for w in wishes if w.supplier == one], lead.get(one)
        )
        for one in suppliers
    ]
    return [_ordered(work, one, now) for one in purchases]


def _require_same(work: Work, wishes: Collection[Wish], now: dict[Goods, Demand]) -> None:
    for one in wishes:
        if one.goods not in now or plain(now[one.goods].to_buy) != one.need:
            item = work.session.get(Item, one.goods[0])
            raise DemandChanged(
                _(
                    "Of {item} another quantity is to be bought by now",
                    item=item.name if item else "",
                ),
                remedy=_("Look at the list again; nothing was ordered"),
                item=str(one.goods[0]),
            )


def _lead(work: Work, organisation: UUID, wishes: Collection[Wish]) -> dict[UUID, int | None]:
    known = offers(work, organisation, [one.goods for one in wishes])
    return {one.party: one.days for those in known.values() for one in those}


def _ordered(work: Work, purchase: Purchase, now: dict[Goods, Demand]) -> Document:
    today = work.today
    rows = [row for one in purchase.wishes for row in _lines(work, one, now[one.goods])]
    data: dict[str, Any] = {
        "id": str(purchase.key),
        "organisation": str(purchase.organisation),
        "party": str(purchase.supplier),
        "lines": rows,
    }
    if purchase.days is not None:
        data["due_on"] = (today + timedelta(days=purchase.days)).isoformat()
    document = cast("Document", save(work, "supplier_order", data))
    service.post(work, document)
    return document


def _lines(work: Work, wish: Wish, demand: Demand) -> Iterator[dict[str, str]]:
    """A row for each customer that waits and gets nothing of what is free; the rest for stock.

    What is free goes to the most urgent of them: it is there, they need not wait.
    """
    item = items_by_key(work, {wish.goods[0]})[wish.goods[0]]
    row = {"item": str(item.id), "unit": str(item.unit_id)}
    if wish.goods[1]:
        row["variant"] = str(wish.goods[1])
    left, there = wish.quantity, demand.free + demand.coming
    for one in demand.waiting:
        served = min(there, one.quantity)
        there -= served
        part = min(left, one.quantity - served)
        if part > 0:
            left -= part
            yield {**row, "quantity": plain(part), "placement": str(one.order)}
    if left > ZERO:
        yield {**row, "quantity": plain(left)}
