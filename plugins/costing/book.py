"""The book of some goods: all that the registers of cost hold of them, document by document.

One look reads everything from a moment on, with what lay where before it. Numbers are kept as
the base keeps them, whole (millionths of a unit, ten-thousandths of the currency), so that
long chains are exact and fast.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Table

from ...core import Work
from ...core.database.bulk import decoder, select_by_keys
from ...core.posting.encoding import Code, code_of
from .models import CostBatches, CostOfSales, Expenses

Goods = tuple[UUID, UUID | None]
"""Item and variant."""
Place = tuple[datetime, UUID]
"""The place of a document in the order of business."""


class Pool(NamedTuple):
    """Where cost is kept: goods of one lot and one batch in one warehouse."""

    warehouse: Any
    lot: Any
    batch: Any


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


@dataclass
class Entry:
    """What one document has written of some goods."""

    rows: list[Row] = field(default_factory=list)
    sold: list[Sold] = field(default_factory=list)
    spent: list[Spent] = field(default_factory=list)


class Sale(NamedTuple):
    """What of a batch a shipment has taken."""

    shipment: Any
    batch: Any


class Loss(NamedTuple):
    """What a document has taken otherwise than by selling."""

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
    came = [[row.pool, row.quantity, row.amount] for row in entry.rows if row.quantity > 0]
    left = [[row.pool, -row.quantity, -row.amount] for row in entry.rows if row.quantity < 0]
    sold = any(one.quantity > 0 for one in entry.sold)
    if came and left:
        yield from _carried(left, came, _same)
        if not sold:  # goods that change their batch: a new policy of cost
            yield from _carried(left, came, _same_lot)
    for pool, quantity, amount in left:
        if quantity:
            yield Arc(pool, _holder(recorder, pool, sold), quantity, amount)
    back = [[Sale(s.shipment, s.batch), -s.quantity] for s in entry.sold if s.quantity < 0]
    for pool, quantity, amount in came:
        yield from _come(pool, quantity, amount, back)


def _carried(left: list[list[Any]], came: list[list[Any]], fit: Any) -> Iterator[Arc]:
    """What leaves a pool and comes into a fitting one; both lists are lowered by it."""
    for source in left:
        for target in came:
            part = min(source[1], target[1])
            if part and fit(source[0], target[0]):
                worth = source[2] if part == source[1] else source[2] * part // source[1]
                yield Arc(source[0], target[0], part, worth)
                for one in (source, target):
                    one[1] -= part
                    one[2] -= worth


def _holder(recorder: Any, pool: Pool, sold: bool) -> Holder:
    return Sale(recorder, pool.batch) if sold else Loss(recorder)


def _same(one: Pool, other: Pool) -> bool:
    return bool(one.lot == other.lot and one.batch == other.batch)


def _same_lot(one: Pool, other: Pool) -> bool:
    return bool(one.lot == other.lot)


def _come(pool: Pool, quantity: int, amount: int, back: list[list[Any]]) -> Iterator[Arc]:
    for sale in back:
        if quantity and sale[1] and sale[0].batch == pool.batch:
            part = min(quantity, sale[1])
            worth = amount if part == quantity else amount * part // quantity
            yield Arc(sale[0], pool, part, worth)
            quantity, amount = quantity - part, amount - worth
            sale[1] -= part
    if quantity:
        yield Arc(None, pool, quantity, amount)


class Book:
    """The entries of some goods from a moment on, in the order of business.

    Args:
        work: the unit of work.
        goods: which.
        since: the first moment.
    """

    def __init__(self, work: Work, goods: Collection[Goods], since: datetime) -> None:
        self.work, self.since = work, since
        self.connection = work.session.connection()
        self.entries: dict[Goods, dict[Place, Entry]] = {one: {} for one in goods}
        self._read(CostBatches, lambda at, row: at.rows.append(_row(row)))
        self._read(CostOfSales, lambda at, row: at.sold.append(Sold(*row)))
        self._read(Expenses, lambda at, row: at.spent.append(Spent(*row)))
        for one, found in self.entries.items():
            self.entries[one] = dict(sorted(found.items()))

    def opening(self, goods: Goods) -> dict[Pool, list[int]]:
        """What lay where before the first entry: quantity and amount by pool."""
        found = self._totals(goods)
        for entry in self.entries[goods].values():
            for row in entry.rows:
                known = found.setdefault(row.pool, [0, 0])
                known[0] -= row.quantity
                known[1] -= row.amount
        return {pool: sums for pool, sums in found.items() if any(sums)}

    def _totals(self, goods: Goods) -> dict[Pool, list[int]]:
        code = self._code(CostBatches)
        rows = self._select(code, code.register.totals, [goods], code.keys[2:], code.sums)
        return {Pool(*row[2:5]): [row[5], row[6]] for row in rows}

    def _read(self, register: Any, put: Any) -> None:
        code = self._code(register)
        names = code.dimensions[2:]
        where, given = "t.moment >= ?", (code.moment(self.since),)
        columns = (*names, *code.sums, "moment", "recorder_id")
        table, goods = register.movements, list(self.entries)
        read = decoder(table.c.moment, code.dialect)
        tail = "ORDER BY t.moment, t.recorder_id, t.line"
        found = self._select(code, table, goods, columns, (), where=where, given=given, tail=tail)
        for item, variant, *row in found:
            *values, moment, recorder = row
            entries = self.entries[item, variant]
            put(entries.setdefault((read(moment), recorder), Entry()), values)

    def _code(self, register: Any) -> Code:
        return code_of(register, self.connection.dialect)

    def _select(  # noqa: PLR0917 -- each is needed, none has a default
        self,
        code: Code,
        table: Table | None,
        goods: Iterable[Goods],
        names: Collection[str],
        sums: Collection[str],
        **more: Any,
    ) -> Iterator[list[Any]]:
        """Rows of goods: item, variant, then the columns asked for, keys as UUIDs."""
        assert table is not None  # noqa: S101 -- a table of a register of ours
        columns = ("item_id", "variant_id", *names, *sums)
        read = _key_reader(code)
        keys = [tuple(code.uuid(part or UUID(int=0)) for part in one) for one in goods]
        places = [name.endswith("_id") for name in columns]
        found = select_by_keys(
            self.connection,
            table,
            [f"t.{name}" for name in columns],
            ["item_id", "variant_id"],
            keys,
            **more,
        )
        for row in found:
            yield [read(v) if key else v for v, key in zip(row, places, strict=True)]


def _key_reader(code: Code) -> Any:
    plain = code.decoders[0]

    def read(raw: Any) -> UUID | None:
        found: UUID = plain(raw)
        return found if found.int else None

    return read


def _row(values: list[Any]) -> Row:
    return Row(Pool(*values[:3]), *values[3:])


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


__all__ = ["Arc", "Book", "Entry", "Loss", "Pool", "Row", "Sale", "Sold", "Spent", "arcs"]
