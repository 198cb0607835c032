"""What lies where, and what was sold, as the order of business is gone through.

The running state of a `Book`: costing anew values document after document, and each is valued
by what stands when its turn comes.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from ...core import Work
from ...core.database.bulk import select_by_keys
from ...core.posting.encoding import code_of
from ..stock import StockMove
from .ages import Ages, ages_of, by_age
from .book import Book
from .entries import Entry, Goods, Place, Pool, amount, quantity
from .layers import Layer
from .models import CostOfSales
from .policy import Policy
from .valuing import Key, Shipped

NOTHING = Entry()


class Standing:
    """What of some goods lies where, and what of them was sold, at a place.

    Args:
        work: the unit of work.
        book: all that is written of the goods.
        since: the goods, each with the place behind which it stands to begin with.
        first: from which moment on the book's documents may be valued.
    """

    def __init__(
        self, work: Work, book: Book, since: Mapping[Goods, Place], first: datetime
    ) -> None:
        self.work, self.book, self.first = work, book, first
        self.here = dict(since)
        self.lying = {goods: book.lying(goods, place) for goods, place in since.items()}

    def pass_on(self, goods: Goods, place: Place) -> None:
        """Go on behind a document."""
        self.here[goods] = place
        lying = self.lying[goods]
        for row in self.book.entries[goods].get(place, NOTHING).rows:
            known = lying.setdefault(row.pool, [0, 0])
            known[0] += row.quantity
            known[1] += row.amount

    def layers(self, key: Key, policy: Policy) -> list[Layer]:
        """What lies under a key, in the order in which it is taken."""
        item, variant, *place = key
        layers = [
            Layer(pool.batch, *sums)
            for pool, sums in self.pools((item, variant)).items()
            if [pool.warehouse, pool.lot] == place
        ]
        by_age(layers, self.ages, latest=policy.method == "lifo")
        return layers

    def pools(self, goods: Goods) -> dict[Pool, tuple[Decimal, Decimal]]:
        """Quantity and amount of each pool in which anything lies."""
        return {
            pool: (quantity(sums[0]), amount(sums[1]))
            for pool, sums in self.lying[goods].items()
            if any(sums)
        }

    def sold_of(self, moves: list[StockMove], policy: Policy) -> dict[Shipped, list[Layer]]:
        """What the sales that returns name have taken, in the order it is given back."""
        found: dict[Shipped, list[Layer]] = {}
        for move in moves:
            if move.purpose == "customer_return" and move.origin_id is not None:
                shipped = (move.origin_id, move.item_id, move.variant_id)
                if shipped not in found:
                    found[shipped] = self._taken_by(shipped, policy)
        return found

    def _taken_by(self, shipped: Shipped, policy: Policy) -> list[Layer]:
        shipment, goods = shipped[0], shipped[1:]
        sums = defaultdict(lambda: [0, 0], self._sold_before.get(shipped, {}))
        for place, entry in self.book.entries[goods].items():
            if place > self.here[goods]:
                break
            for one in entry.sold:
                if one.shipment == shipment:
                    known = sums[one.batch]
                    sums[one.batch] = [known[0] + one.quantity, known[1] + one.amount]
        layers = [Layer(batch, quantity(q), amount(a)) for batch, (q, a) in sums.items()]
        by_age(layers, self.ages, latest=policy.method != "lifo")
        return layers

    @cached_property
    def ages(self) -> Ages:
        """When the batches of the goods came in."""
        batches: set[Any] = set()
        places: set[Place] = set()
        for goods in self.here:
            batches |= {pool.batch for pool in self.book.opening(goods)}
            places |= self.book.entries[goods].keys()
            for entry in self.book.entries[goods].values():
                batches |= {row.pool.batch for row in entry.rows}
                batches |= {one.batch for one in entry.sold}
        found = ages_of(self.work, batches - {None})
        return found | {who: moment for moment, who in places if moment >= self.first}

    @cached_property
    def _sold_before(self) -> dict[Shipped, dict[Any, list[int]]]:
        """What shipments before the book have taken, as far as it names them, by batch."""
        entries = [self.book.entries[goods] for goods in self.here]
        named = {one.shipment for many in entries for e in many.values() for one in e.sold}
        named -= {who for many in entries for _moment, who in many}
        found: dict[Shipped, dict[Any, list[int]]] = defaultdict(lambda: defaultdict(_nothing))
        connection = self.work.session.connection()
        code = code_of(CostOfSales, connection.dialect)
        names = ("shipment_id", "item_id", "variant_id", "batch_id")
        rows = select_by_keys(
            connection,
            CostOfSales.movements,
            [f"t.{n}" for n in (*names, "quantity", "amount")],
            ["shipment_id"],
            [(code.uuid(one),) for one in sorted(named, key=str)],
            where="t.moment < ?",
            given=(code.moment(self.book.begins),),
        )
        for row in rows:
            told = code.decode((*names, "quantity", "amount"), row)
            shipped = (told["shipment"], told["item"], told["variant"])
            sums = found[shipped][told["batch"]]
            sums[0] += int(row[4])
            sums[1] += int(row[5])
        return found


def _nothing() -> list[int]:
    return [0, 0]
