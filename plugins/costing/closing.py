"""The close of a month: what the registers of cost must hold, less what they do.

Works goods by goods on a `Book`, so that closing a month and costing some of its goods anew
are one and the same.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from ...core import Movement, Texts
from ..items import Item
from ..stock import CostAddition
from .additions import Put, put_on
from .book import Book
from .documents import CostAdjustment, key_of
from .entries import Arc, Entry, Goods, Loss, Pool, Sale, amount, arcs
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

    def movements(self, book: Book, goods: Goods) -> list[Movement]:
        """What the close writes for some goods.

        Raises:
            CostGoesRound: where goods go in a circle and nothing says what they cost.
        """
        found = _GoodsMonth(self, book, goods)
        return found.corrections() if self.weighted else found.sweepings()


class _GoodsMonth:
    """One item's month, read from the book."""

    def __init__(self, closing: Closing, book: Book, goods: Goods) -> None:
        self.closing, self.book, self.goods = closing, book, goods
        self.start = closing.start
        self.end = key_of(closing.close)
        self.pools: dict[Pool, list[int]] = {
            pool: list(sums) for pool, sums in book.opening(goods).items()
        }
        self.here: dict[Any, Entry] = {}
        for place, entry in book.entries[goods].items():
            if place >= self.end:
                break
            if place[0] < self.start or place[1] in closing.policies:
                self._add(entry)
            else:
                self.here[place] = entry
        self.opening = _by_node(self.pools)

    def _add(self, entry: Entry) -> None:
        for row in entry.rows:
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
        for entry in self.here.values():
            self._add(entry)
        for node, (_quantity, sum_) in _by_node(self.pools).items():
            booked.add(("stock", node), -sum_)
        for node, (_quantity, sum_) in lying.items():
            booked.add(("stock", node), sum_)
        for one in events:
            if one.kind == "out":
                booked.add(one.holder, one.amount)
            elif one.kind == "back":
                booked.add(one.holder, -one.amount)
        return list(self._written(booked))

    def _events(self, booked: "_Booked") -> Iterator[Event]:
        sold: set[Any] = set()
        for place, entry in self.here.items():
            recorder = place[1]
            given = self._given(recorder)
            if given:
                yield from self._dearer(place, entry, given, booked, sold)
                continue
            for arc in arcs(entry, recorder):
                event = self._event(arc, sold, booked)
                if event is not None:
                    yield event
            for row in entry.rows:
                if row.quantity == 0 and row.amount:
                    yield Event("in", 0, row.amount, _node(row.pool))

    def _given(self, recorder: UUID) -> list[CostAddition]:
        given = self.closing.additions.get(recorder, ())
        return [one for one in given if (one.item_id, one.variant_id) == self.goods]

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
        place: Any,
        entry: Entry,
        given: list[CostAddition],
        booked: "_Booked",
        sold: set[Any],
    ) -> Iterator[Event]:
        """Extra costs: into the place their receipt came to, or where its goods began the month.

        What of them belongs to sales of earlier months stays with those.
        """
        kept = 0
        for holder, sum_ in _shares(entry):
            if holder in sold:
                booked.add(holder, -sum_)
            else:
                kept += sum_
        entries = self.book.entries[self.goods]
        put = put_on(entries, given)
        moments = {one[1]: one[0] for one in entries}
        old = {key: many for key, many in put.items() if moments[key] < self.start}
        for key, many in put.items():
            for pool, sum_ in many if key not in old else ():
                yield Event("in", 0, sum_, node=_node(pool))
        total = sum(sum_ for many in old.values() for _pool, sum_ in many) - kept
        if total:
            yield from self._of_earlier(old, total, entry)

    def _of_earlier(self, put: Put, total: int, entry: Entry) -> Iterator[Event]:
        """A sum on goods that came in earlier months, shared by where they began this one."""
        before = next(iter(self.here))  # behind a policy that came into force with the month
        opening = self.book.opening(self.goods)
        found = follow(self.book.entries[self.goods], opening, put, before)
        lying = {pool: sum_ for pool, sum_ in found.items() if isinstance(pool, Pool) and sum_}
        lying = lying or {row.pool: Fraction(1) for row in entry.rows[:1]}
        scale = Fraction(total) / sum(lying.values())
        for pool, sum_ in whole({pool: one * scale for pool, one in lying.items()}).items():
            yield Event("in", 0, sum_, node=_node(pool))

    def _goes_round(self) -> CostGoesRound:
        item = self.book.work.session.get(Item, self.goods[0])
        return CostGoesRound(
            _(
                "“{item}” goes round and nothing says what it costs",
                item=item.name if item else "",
            ),
            remedy=_("Enter where the goods came from, or what they cost"),
            item=str(self.goods[0]),
        )

    def _written(self, booked: "_Booked") -> Iterator[Movement]:
        item, variant = self.goods
        for holder, sum_ in booked.sums.items():
            if not sum_:
                continue
            kind, key = holder
            if kind == "stock":
                pool = Pool(key[0], key[1], None)
                yield _moved(self.goods, pool, sum_)
            elif kind == "sale":
                yield CostOfSales.add(
                    item=item, variant=variant, shipment=key, amount=amount(sum_)
                )
            else:
                yield Expenses.add(item=item, variant=variant, document=key, amount=amount(sum_))

    # --- the sweep ------------------------------------------------------------------------

    def sweepings(self) -> list[Movement]:
        """Kopecks left where no goods are, to the last issue from there; else to expenses."""
        last: dict[Pool, tuple[str, Any]] = {}
        for place, entry in self.here.items():
            self._add(entry)
            for arc in arcs(entry, place[1]):
                if isinstance(arc.source, Pool) and isinstance(arc.target, Sale | Loss):
                    last[arc.source] = _holder(arc.target)
        booked = _Booked()
        found = []
        for pool, (quantity, sum_) in self.pools.items():
            if quantity == 0 and sum_:
                found.append(_moved(self.goods, pool, -sum_))
                booked.add(last.get(pool, ("loss", self.closing.close.id)), sum_)
        return [*found, *self._written(booked)]


class _Booked:
    """Sums by holder: what should be, less what is booked."""

    def __init__(self) -> None:
        self.sums: dict[Any, int] = defaultdict(int)

    def add(self, holder: Any, sum_: int) -> None:
        self.sums[holder] += sum_


def _moved(goods: Goods, pool: Pool, sum_: int) -> Movement:
    write: Callable[..., Movement] = CostBatches.plus if sum_ > 0 else CostBatches.minus
    return write(item=goods[0], variant=goods[1], **pool._asdict(), amount=amount(abs(sum_)))


def _node(pool: Any) -> Node:
    return (pool.warehouse, pool.lot)


def _holder(one: Any) -> tuple[str, Any]:
    return ("sale", one.shipment) if isinstance(one, Sale) else ("loss", one.document)


def _shares(entry: Entry) -> Iterator[tuple[tuple[str, Any], int]]:
    """What of extra costs went to sales and losses."""
    for one in entry.sold:
        yield ("sale", one.shipment), one.amount
    for other in entry.spent:
        yield ("loss", other.document), other.amount


def _by_node(pools: dict[Pool, list[int]]) -> dict[Node, tuple[int, int]]:
    found: dict[Node, tuple[int, int]] = {}
    for pool, (quantity, sum_) in pools.items():
        known = found.get(_node(pool), (0, 0))
        found[_node(pool)] = (known[0] + quantity, known[1] + sum_)
    return found
