"""Where a sum has gone that was put on goods later: it follows the goods, wherever they went.

Pure arithmetic on what a `Book` holds. A sum put on a receipt lies on its pool; whatever takes
a part of the pool takes the same part of the sum: a transfer into another pool, a shipment
into cost of sales, a write-off into expenses; a return brings its part back. The shares are
exact fractions, and become whole kopecks only at the end, none lost and none made.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from .entries import Arc, Holder, Place, Pool, Sale

KOPECK = 100  # ten-thousandths of the currency, as amounts are kept


@dataclass
class Flow:
    """Sums on their way with the goods.

    Attributes:
        lying: how much goods lie in each pool, and how much each sale holds.
        sums: what of the sums each holder has, in the order of the first touch.
    """

    lying: dict[Holder, int] = field(default_factory=dict)
    sums: dict[Holder, Fraction] = field(default_factory=dict)

    def put(self, pool: Pool, amount: int) -> None:
        """Put a sum on a pool."""
        self.sums[pool] = self.sums.get(pool, Fraction(0)) + amount

    def pass_on(self, arcs: Iterable[Arc]) -> None:
        """Let the sums follow the goods through one document."""
        for arc in arcs:
            self._move(arc)

    def _move(self, arc: Arc) -> None:
        if arc.source is not None:
            lies = self.lying.get(arc.source, 0)
            self.lying[arc.source] = lies - arc.quantity
            held = self.sums.get(arc.source)
            if held:
                self._carry(arc, held, lies)
        if isinstance(arc.target, Pool | Sale):
            self.lying[arc.target] = self.lying.get(arc.target, 0) + arc.quantity

    def _carry(self, arc: Arc, held: Fraction, lies: int) -> None:
        part = held if arc.quantity >= lies else held * arc.quantity / lies
        assert arc.source is not None and arc.target is not None  # noqa: S101, PT018 -- no source is nobody's
        self.sums[arc.source] = held - part
        self.sums[arc.target] = self.sums.get(arc.target, Fraction(0)) + part


def follow(
    ways: Iterable[tuple[Place, Iterable[Arc]]],
    opening: Mapping[Pool, list[int]],
    put: Mapping[Any, list[tuple[Pool, int]]],
    before: Any,
) -> dict[Holder, Fraction]:
    """Where sums put on receipts are at a place in the order of business.

    Args:
        ways: how goods went, by the places of documents, in order.
        opening: what lay where before them.
        put: sums by the key of the receipt that brought the goods.
        before: the place; what stands there or later does not count.

    Returns:
        the sum of each holder touched, zeros included.
    """
    flow = Flow({pool: sums[0] for pool, sums in opening.items()})
    for place, arcs in ways:
        if place >= before:
            break
        flow.pass_on(arcs)
        for pool, amount in put.get(place[1], ()):
            flow.put(pool, amount)
    return flow.sums


def whole(sums: Mapping[Any, Fraction], unit: int = KOPECK) -> dict[Any, int]:
    """Exact shares as whole kopecks that add up to the same: the largest rests get one more.

    Of equal rests the one touched first goes first. Shares add up to whole kopecks; where
    they do not, the largest share takes what is finer.
    """
    parts = {holder: int(share // unit) for holder, share in sums.items()}
    total = sum(sums.values(), Fraction(0))
    missing = int(total // unit) - sum(parts.values())
    rests = sorted(sums, key=lambda one: sums[one] - parts[one] * unit, reverse=True)
    for holder in rests[:missing]:
        parts[holder] += 1
    found = {holder: part * unit for holder, part in parts.items()}
    fine = int(total) - sum(found.values())
    if fine:
        found[max(sums, key=lambda one: sums[one])] += fine
    return found
