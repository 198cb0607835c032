"""What goods would cost a document that took them: by its policy, at its moment, from its warehouse.

Posting asks the same of the goods it holds; here nothing is held, and nothing is written.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from ...core import Document, Work
from ...core.access.sight import house_view
from ...core.posting import readings
from ...core.values import ZERO, round_to
from .ages import ages_of, by_age
from .layers import Layer, take
from .models import CostBatches
from .policy import policy_at

Goods = tuple[UUID, UUID | None]
"""Item, variant."""


@dataclass
class _Lying(Layer):
    """A layer with the place it lies in, and what a unit of it has cost."""

    warehouse: UUID | None
    lot: UUID | None
    unit: Decimal


@dataclass(frozen=True)
class WantedGoods:
    """A quantity a document is to take.

    Attributes:
        item_id, variant_id: what.
        quantity: in base units.
        warehouse_id: from where; None for any warehouse.
        lot_id: of which lot; None for any.
    """

    item_id: UUID
    variant_id: UUID | None
    quantity: Decimal
    warehouse_id: UUID | None = None
    lot_id: UUID | None = None

    def may_take(self, one: _Lying) -> bool:
        """Whether a layer will do; goods of one cost for the company lie in no warehouse."""
        elsewhere = self.warehouse_id and one.warehouse and one.warehouse != self.warehouse_id
        return not elsewhere and (self.lot_id is None or one.lot == self.lot_id)


def expected_costs(
    work: Work, document: Document, wanted: Sequence[WantedGoods]
) -> list[Decimal | None]:
    """What each quantity would cost, were they taken one after another.

    By batches (FIFO, LIFO) a quantity costs what the batches have cost that it would take; by
    average, its share of what lies there; by the average of the month, of what lies there so
    far. What is beyond all that lies there costs as much as the last of it (capabilities
    §2.6). A few questions, however many rows.

    Args:
        work: the unit of work; everything counts, whatever the person may see.
        document: its organisation and moment decide, and what it has taken itself lies there
            again; it need not be saved.
        wanted: the quantities, in the order of the document's rows.

    Returns:
        the costs in the currency of the books, without VAT; None for goods of which nothing
        lies there.
    """
    with house_view(work.session):
        latest = policy_at(work, document).method == "lifo"
        lying = _lying(work, document, {one.item_id for one in wanted})
        batches = {one.batch for layers in lying.values() for one in layers if one.batch}
        ages = ages_of(work, batches)
    for layers in lying.values():
        by_age(layers, ages, latest=latest)
    return [_cost(lying, one) for one in wanted]


def _cost(lying: Mapping[Goods, Sequence[_Lying]], wanted: WantedGoods) -> Decimal | None:
    """What a quantity costs; the layers are lowered, so that the next row finds the rest."""
    mine = [
        one for one in lying.get((wanted.item_id, wanted.variant_id), ()) if wanted.may_take(one)
    ]
    if not mine:
        return None
    there = sum((one.quantity for one in mine), ZERO)
    beyond = max(wanted.quantity - there, ZERO)
    taken = take(mine, wanted.quantity - beyond)
    return sum((one.amount for one in taken), round_to(beyond * mine[-1].unit, 2))


def _lying(work: Work, document: Document, items: Collection[UUID]) -> dict[Goods, list[_Lying]]:
    """What lies there before the document, by goods."""
    sums: dict[tuple[Any, ...], list[Decimal]] = defaultdict(lambda: [ZERO, ZERO])
    for sign, row in _rows(work, document, items):
        key = tuple(row[name] for name in ("item", "variant", "batch", "warehouse", "lot"))
        sums[key][0] += sign * row["quantity"]
        sums[key][1] += sign * row["amount"]
    found: dict[Goods, list[_Lying]] = defaultdict(list)
    for (item, variant, batch, warehouse, lot), (quantity, amount) in sums.items():
        if quantity > ZERO:
            one = _Lying(batch, quantity, amount, warehouse, lot, amount / quantity)
            found[item, variant].append(one)
    return found


def _rows(
    work: Work, document: Document, items: Collection[UUID]
) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Balances at the document's moment; what it has moved itself is taken off again."""
    house, where = work.as_house(), {"item": sorted(items)}
    for row in readings.balance(house, CostBatches, at=document.moment, where=where):
        yield 1, row
    if document.posted:
        own = readings.movements(
            house, CostBatches, recorder=document.id, where=where, until=document.moment,
            limit=100_000,
        )  # fmt: skip
        yield from ((-1, row) for row in own)
