"""The close of a month: what the registers of cost must hold, less what they do.

Works goods by goods on a `Book`, those that became one another together, so that closing a
month and costing some of its goods anew are one and the same.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from itertools import islice
from typing import Any
from uuid import UUID

from ...core import Movement, Texts
from ..items import Item
from ..stock import CostAddition
from .additions import Put, opening, put_on
from .book import Book
from .documents import CostAdjustment, key_of
from .entries import Arc, Entry, Goods, Loss, Place, Pool, Sale, amount
from .errors import CostGoesRound
from .flows import follow, whole
from .models import CostBatches, CostOfSales, Expenses
from .months import Event, Month, Node, Unsolvable

_ = Texts(__package__)

Additions = dict[UUID, list[CostAddition]]
"""Extra costs of the month by their document."""


@dataclass
class Closing:
    """What a month's close has to know.

    Attributes:
        close: the document.
        start: the first moment of its month.
        weighted: whether what left stock is corrected to the average of the month.
        additions: extra costs posted in the month.
        policies: keys of accounting policies that came into force with the month.
        mine: the goods of its organisation; None where all goods are.
    """

    close: CostAdjustment
    start: datetime
    weighted: bool
    additions: Additions = field(default_factory=dict)
    policies: set[UUID] = field(default_factory=set)
    mine: set[Goods] | None = None

    def minds(self, goods: Goods) -> bool:
        """Whether goods are those of its organisation."""
        return self.mine is None or goods in self.mine

    def movements(self, book: Book, goods: Iterable[Goods]) -> Iterator[Movement]:
        """What the close writes for some goods, and for those they became until then.

        Raises:
            CostGoesRound: where goods go in a circle and nothing says what they cost.
        """
        for group in book.crossings.groups(goods, key_of(self.close)):
            found = _GoodsMonth(self, book, group)
            yield from found.corrections() if self.weighted else found.sweepings()


class _GoodsMonth:
    """The month of one item, or of those that became one another, read from the book."""

    def __init__(self, closing: Closing, book: Book, group: Sequence[Goods]) -> None:
        self.closing, self.book, self.group = closing, book, group
        self.start = closing.start
        self.end = key_of(closing.close)
        self.pools: dict[Pool, list[int]] = {
            pool: list(sums) for pool, sums in opening(book, group).items()
        }
        self.here: dict[Place, dict[Goods, Entry]] = {}
        for place, found in book.through(group):
            if place >= self.end:
                break
            if place[0] < self.start or place[1] in closing.policies:
                self._add(found.values())
            else:
                self.here[place] = found
        self.opening = _by_node(self.pools)

    def _add(self, entries: Iterable[Entry]) -> None:
        for row in (row for entry in entries for row in entry.rows):
            known = self.pools.setdefault(row.pool, [0, 0])
            known[0] += row.quantity
            known[1] += row.amount

    # --- the weighted average -------------------------------------------------------------

    def corrections(self) -> list[Movement]:
        """From what is booked to what it should be."""
        booked = _Booked()
        events = list(self._events(booked))
        month = Month({n: (q, a) for n, (q, a) in self.opening.items()}, events)
        try:
            lying = month.settle()
        except Unsolvable:
            raise self._goes_round() from None
        for found in self.here.values():
            self._add(found.values())
        for node, (_quantity, sum_) in _by_node(self.pools).items():
            booked.add(_lying(node), -sum_)
        for node, (_quantity, sum_) in lying.items():
            booked.add(_lying(node), sum_)
        for one in events:
            if one.kind == "out":
                booked.add(one.holder, one.amount)
            elif one.kind == "back":
                booked.add(one.holder, -one.amount)
        return list(self._written(booked))

    def _events(self, booked: "_Booked") -> Iterator[Event]:
        sold: set[Any] = set()
        for place, found in self.here.items():
            given = self._given(place[1])
            if given:
                yield from self._dearer(found, given, booked, sold)
                continue
            for arc in self.book.arcs(place, found.values()):
                event = self._event(arc, sold, booked)
                if event is not None:
                    yield event
            for row in (row for entry in found.values() for row in entry.rows):
                if row.quantity == 0 and row.amount:
                    yield Event("in", 0, row.amount, _node(row.pool))

    def _given(self, recorder: UUID) -> list[CostAddition]:
        given = self.closing.additions.get(recorder, ())
        return [one for one in given if (one.item_id, one.variant_id) in self.group]

    def _event(self, arc: Arc, sold: set[Any], booked: "_Booked") -> Event | None:
        source, target, quantity, amount = arc
        if isinstance(source, Pool):
            node = _node(source)
            if isinstance(target, Pool):
                other = _node(target)
                return None if node == other else Event("move", quantity, amount, node, other)
            holder = _holder(target)
            sold.add(holder)
            booked.add(holder, -amount)
            return Event("out", quantity, amount, node, holder=holder)
        if isinstance(source, Sale) and _holder(source) in sold:
            booked.add(_holder(source), amount)
            return Event("back", quantity, amount, target=_node(target), holder=_holder(source))
        return Event("in", quantity, amount, _node(target))

    def _dearer(
        self,
        entries: Mapping[Goods, Entry],
        given: list[CostAddition],
        booked: "_Booked",
        sold: set[Any],
    ) -> Iterator[Event]:
        """Extra costs: into the place their receipt came to, or where its goods began the month.

        What of them belongs to sales of earlier months stays with those.
        """
        kept = 0
        for holder, sum_ in _shares(entries):
            if holder in sold:
                booked.add(holder, -sum_)
            else:
                kept += sum_
        put = self._put(given)
        moments = {one[1]: one[0] for goods in self.group for one in self.book.entries[goods]}
        old = {key: many for key, many in put.items() if moments[key] < self.start}
        for key, many in put.items():
            for pool, sum_ in many if key not in old else ():
                yield Event("in", 0, sum_, node=_node(pool))
        total = sum(sum_ for many in old.values() for _pool, sum_ in many) - kept
        if total:
            yield from self._of_earlier(old, total, entries)

    def _put(self, given: list[CostAddition]) -> Put:
        """On which pools the sums are put, by receipt."""
        found: Put = defaultdict(list)
        for goods in self.group:
            mine = [one for one in given if (one.item_id, one.variant_id) == goods]
            for key, many in put_on(self.book.entries[goods], mine).items():
                found[key] += many
        return found

    def _of_earlier(self, put: Put, total: int, entries: Mapping[Goods, Entry]) -> Iterator[Event]:
        """A sum on goods that came in earlier months, shared by where they began this one."""
        before = next(iter(self.here))  # behind a policy that came into force with the month
        ways = self.book.ways(self.group)
        found = follow(ways, opening(self.book, self.group), put, before)
        lying = {pool: sum_ for pool, sum_ in found.items() if isinstance(pool, Pool) and sum_}
        rows = (row for entry in entries.values() for row in entry.rows)
        lying = lying or {row.pool: Fraction(1) for row in islice(rows, 1)}
        scale = Fraction(total) / sum(lying.values())
        for pool, sum_ in whole({pool: one * scale for pool, one in lying.items()}).items():
            yield Event("in", 0, sum_, node=_node(pool))

    def _goes_round(self) -> CostGoesRound:
        item = self.book.work.session.get(Item, self.group[0][0])
        return CostGoesRound(
            _(
                "“{item}” goes round and nothing says what it costs",
                item=item.name if item else "",
            ),
            remedy=_("Enter where the goods came from, or what they cost"),
            item=str(self.group[0][0]),
        )

    def _written(self, booked: "_Booked") -> Iterator[Movement]:
        for holder, sum_ in booked.sums.items():
            if not sum_:
                continue
            kind, (item, variant), key = holder
            if kind == "stock":
                warehouse, lot = key
                yield _moved(Pool((item, variant), warehouse, lot, None), sum_)
            elif kind == "sale":
                yield CostOfSales.add(
                    item=item, variant=variant, shipment=key, amount=amount(sum_)
                )
            else:
                yield Expenses.add(item=item, variant=variant, document=key, amount=amount(sum_))

    # --- the sweep ------------------------------------------------------------------------

    def sweepings(self) -> list[Movement]:
        """Kopecks left where no goods are, to the last issue from there; else to expenses."""
        last: dict[Pool, _Key] = {}
        for place, entries in self.here.items():
            self._add(entries.values())
            for arc in self.book.arcs(place, entries.values()):
                if isinstance(arc.source, Pool) and isinstance(arc.target, Sale | Loss):
                    last[arc.source] = _holder(arc.target)
        booked = _Booked()
        found = []
        for pool, (quantity, sum_) in self.pools.items():
            if quantity == 0 and sum_:
                found.append(_moved(pool, -sum_))
                booked.add(last.get(pool, ("loss", pool.goods, self.closing.close.id)), sum_)
        return [*found, *self._written(booked)]


class _Booked:
    """Sums by holder: what should be, less what is booked."""

    def __init__(self) -> None:
        self.sums: dict[Any, int] = defaultdict(int)

    def add(self, holder: Any, sum_: int) -> None:
        self.sums[holder] += sum_


def _moved(pool: Pool, sum_: int) -> Movement:
    write: Callable[..., Movement] = CostBatches.plus if sum_ > 0 else CostBatches.minus
    return write(**pool.named, amount=amount(abs(sum_)))


_Key = tuple[str, Goods, Any]
"""Whether stock, a sale or a loss holds a sum, of which goods, and which of them."""


def _node(pool: Any) -> Node:
    return (pool.warehouse, pool.lot, pool.goods)


def _lying(node: Any) -> _Key:
    return ("stock", node[2], node[:2])


def _holder(one: Any) -> _Key:
    if isinstance(one, Sale):
        return ("sale", one.goods, one.shipment)
    return ("loss", one.goods, one.document)


def _shares(entries: Mapping[Goods, Entry]) -> Iterator[tuple[_Key, int]]:
    """What of extra costs went to sales and losses."""
    for goods, entry in entries.items():
        for one in entry.sold:
            yield ("sale", goods, one.shipment), one.amount
        for other in entry.spent:
            yield ("loss", goods, other.document), other.amount


def _by_node(pools: dict[Pool, list[int]]) -> dict[Node, tuple[int, int]]:
    found: dict[Node, tuple[int, int]] = {}
    for pool, (quantity, sum_) in pools.items():
        known = found.get(_node(pool), (0, 0))
        found[_node(pool)] = (known[0] + quantity, known[1] + sum_)
    return found
