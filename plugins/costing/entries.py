"""What documents have written of goods into the registers of cost, and the way goods went by it.

Numbers are whole, as the base keeps them (millionths of a unit, ten-thousandths of the
currency), so that long chains are exact and fast.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from ...core import Movement
from .models import CostBatches, CostOfSales, Expenses

Goods = tuple[UUID, UUID | None]
"""Item and variant."""
Place = tuple[datetime, UUID]
"""The place of a document in the order of business."""


Links = dict[tuple[Goods, Goods], int]
"""How much of which goods one document turned into which others."""


class Pool(NamedTuple):
    """Where cost is kept: goods of one lot and one batch in one warehouse."""

    goods: Any
    warehouse: Any
    lot: Any
    batch: Any

    @property
    def named(self) -> dict[str, Any]:
        """As the dimensions of CostBatches."""
        item, variant = self.goods
        place = {"warehouse": self.warehouse, "lot": self.lot, "batch": self.batch}
        return {"item": item, "variant": variant, **place}


class Row(NamedTuple):
    """A movement of CostBatches."""

    pool: Pool
    quantity: int
    amount: int


class Sold(NamedTuple):
    """A movement of CostOfSales."""

    shipment: Any
    batch: Any
    quantity: int
    amount: int


class Spent(NamedTuple):
    """A movement of Expenses."""

    document: Any
    quantity: int
    amount: int


@dataclass(slots=True)
class Entry:
    """What one document has written of some goods."""

    rows: list[Row] = field(default_factory=list)
    sold: list[Sold] = field(default_factory=list)
    spent: list[Spent] = field(default_factory=list)


class Sale(NamedTuple):
    """What of a batch a shipment has taken."""

    goods: Any
    shipment: Any
    batch: Any


class Loss(NamedTuple):
    """What a document has taken otherwise than by selling."""

    goods: Any
    document: Any


Holder = Pool | Sale | Loss


class Arc(NamedTuple):
    """Goods going from one holder to another; None is the world outside."""

    source: Holder | None
    target: Holder | None
    quantity: int
    amount: int


def arcs(entry: Entry, recorder: Any) -> Iterator[Arc]:
    """The way goods went by one document, as its movements tell it.

    What leaves a pool and comes into another within one document is one transfer, by lot and
    batch; what leaves and does not come anywhere is sold or lost; what comes from nowhere is
    given back by a sale, or is new.
    """
    sold = any(one.quantity > 0 for one in entry.sold)
    if len(entry.rows) == 1 and (sold or not entry.sold):
        yield from _only(entry.rows[0], recorder, sold)
        return
    left, came = _both_sides(entry.rows)
    if came and left:
        yield from _carried(left, came, _same)
        if not sold:  # goods that change their batch: a new policy of cost
            yield from _carried(left, came, _pair)
            yield from _carried(left, came, _same_lot)
    for pool, quantity, amount in left:
        if quantity:
            yield Arc(pool, _holder(recorder, pool, sold), quantity, amount)
    back: list[list[Any]] = [
        [Sale(came[0][0].goods, s.shipment, s.batch), -s.quantity]
        for s in entry.sold
        if came and s.quantity < 0
    ]
    for pool, quantity, amount in came:
        yield from _come(pool, quantity, amount, back)


def _only(row: Row, recorder: Any, sold: bool) -> Iterator[Arc]:
    """The way of goods of which a document has but one row and gives nothing back: nearly all."""
    if row.quantity > 0:
        yield Arc(None, row.pool, row.quantity, row.amount)
    elif row.quantity < 0:
        yield Arc(row.pool, _holder(recorder, row.pool, sold), -row.quantity, -row.amount)


def _both_sides(rows: Iterable[Row]) -> tuple[list[list[Any]], list[list[Any]]]:
    """What left pools and what came into some, to be lowered as it is put together."""
    left: list[list[Any]] = []
    came: list[list[Any]] = []
    for pool, quantity, amount in rows:
        if quantity > 0:
            came.append([pool, quantity, amount])
        elif quantity < 0:
            left.append([pool, -quantity, -amount])
    return left, came


def crossing_arcs(entries: Iterable[Entry], links: Links) -> Iterator[Arc]:
    """The way goods went by a document that turned some into others: it loses and brings nothing.

    Args:
        entries: what it has written of each of the goods.
        links: how much of which became which, row by row.
    """
    left, came = _both_sides(row for entry in entries for row in entry.rows)
    for (source, target), most in links.items():
        mine = [one for one in left if one[0].goods == source]
        theirs = [one for one in came if one[0].goods == target]
        yield from _carried(mine, theirs, _same, most)
    yield from _carried(left, came, _same)
    yield from _carried(left, came, _any)


def _carried(
    left: list[list[Any]], came: list[list[Any]], fit: Any, most: int | None = None
) -> Iterator[Arc]:
    """What leaves a pool and comes into a fitting one; both lists are lowered by it."""
    for source in left:
        for target in came:
            part = min(source[1], target[1])
            if most is not None:
                part = min(part, most)
            if part and fit(source, target):
                most = None if most is None else most - part
                worth = source[2] if part == source[1] else source[2] * part // source[1]
                yield Arc(source[0], target[0], part, worth)
                for one in (source, target):
                    one[1] -= part
                    one[2] -= worth


def _holder(recorder: Any, pool: Pool, sold: bool) -> Holder:
    return Sale(pool.goods, recorder, pool.batch) if sold else Loss(pool.goods, recorder)


def _same(source: list[Any], target: list[Any]) -> bool:
    return bool(source[0].batch == target[0].batch and _same_lot(source, target))


def _any(_source: list[Any], _target: list[Any]) -> bool:
    return True


def _pair(source: list[Any], target: list[Any]) -> bool:
    return source[1:] == target[1:] and _same_lot(source, target)


def _same_lot(source: list[Any], target: list[Any]) -> bool:
    return bool(source[0].lot == target[0].lot)


def _come(pool: Pool, quantity: int, amount: int, back: list[list[Any]]) -> Iterator[Arc]:
    """Given back by sales, those of the batch first; what is left over is new."""
    for sale in sorted(back, key=lambda one: bool(one[0].batch != pool.batch)):
        part = min(quantity, sale[1])
        if part:
            worth = amount if part == quantity else amount * part // quantity
            yield Arc(sale[0], pool, part, worth)
            quantity, amount = quantity - part, amount - worth
            sale[1] -= part
    if quantity:
        yield Arc(None, pool, quantity, amount)


def entry_of(movements: Iterable[Movement]) -> Entry:
    """What movements of one document and one item come to in a book."""
    found = Entry()
    for one in movements:
        figures = (raw_quantity(one["quantity"]), raw_amount(one["amount"]))
        if one.register is CostBatches:
            pool = Pool((one["item"], one["variant"]), one["warehouse"], one["lot"], one["batch"])
            found.rows.append(Row(pool, *figures))
        elif one.register is CostOfSales:
            found.sold.append(Sold(one["shipment"], one["batch"], *figures))
        elif one.register is Expenses:
            found.spent.append(Spent(one["document"], *figures))
    return found


def quantity(raw: int) -> Decimal:
    """A whole number of the base as a quantity."""
    return Decimal(raw).scaleb(-6)


def amount(raw: int) -> Decimal:
    """A whole number of the base as an amount."""
    return Decimal(raw).scaleb(-4)


def raw_quantity(value: Decimal) -> int:
    """A quantity as the base keeps it."""
    return int(value.scaleb(6))


def raw_amount(value: Decimal) -> int:
    """An amount as the base keeps it."""
    return int(value.scaleb(4))
