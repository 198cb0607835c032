"""Costing of documents that move goods, at posting.

The document says what moves (`stock_moves`); this says what it costs. All batches a document
may touch are read and locked at once, however many lines it has.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from ...core import Movement
from ...core.posting import readings
from ...core.posting.posting import Posting
from ...core.values import ZERO
from ..stock import StockMove, moves_of
from .ages import ages_of, by_age
from .layers import Layer
from .models import CostBatches, CostOfSales
from .policy import Policy, policy_at
from .valuing import KEY, Key, Shipped, Valuing, keys_of, targets_of


def cost_movements(posting: Posting) -> list[Movement]:
    """What a document writes into the registers of cost; nothing where it moves no goods.

    Raises:
        CostUnknown: for a return whose sale, and so whose cost, is not named.
    """
    moves = moves_of(posting)
    if not moves:
        return []
    policy = policy_at(posting.work, posting.document)
    found = _Found(posting, policy)
    valuing = Valuing(
        posting.document.id, policy, found.layers_in_stock(moves), found.layers_sold(moves)
    )
    return list(valuing.movements(moves))


class _Found:
    """What a document under way finds in the registers of cost."""

    def __init__(self, posting: Posting, policy: Policy) -> None:
        self.posting, self.policy = posting, policy
        self.work, self.document = posting.work, posting.document

    def layers_in_stock(self, moves: Sequence[StockMove]) -> dict[Key, list[Layer]]:
        """What lies where the moves take from, in the order it is taken in; locked."""
        wanted = keys_of(moves, self.policy)
        found: dict[Key, list[Layer]] = defaultdict(list)
        if wanted:
            # Held with them: two transfers, there and back, would each want what the other has.
            asked = wanted | targets_of(moves, self.policy)
            for row in self.posting.balances(CostBatches, KEY, asked):
                key = (row["item"], row["variant"], row["warehouse"], row["lot"])
                if key not in wanted:
                    continue
                found[key].append(Layer(row["batch"], row["quantity"], row["amount"]))
            self._sort(found.values(), latest=self.policy.method == "lifo")
        return found

    def layers_sold(self, moves: Sequence[StockMove]) -> dict[Shipped, list[Layer]]:
        """What the sales named by returns have consumed and not got back yet, the last first."""
        returns = [m for m in moves if m.purpose == "customer_return" and m.origin_id]
        if not returns:
            return {}
        asked: dict[str, Any] = {
            "shipment": {m.origin_id for m in returns},
            "item": {m.item_id for m in returns},
        }
        place = (self.document.moment, self.document.id)
        moved = readings.movements(self.work.as_house(), CostOfSales, where=asked, limit=100_000)
        sums: dict[tuple[Any, ...], Layer] = {}
        for row in moved:
            if row["recorder"] != self.document.id and (row["moment"], row["recorder"]) < place:
                key = (row["shipment"], row["item"], row["variant"], row["batch"])
                layer = sums.setdefault(key, Layer(row["batch"], ZERO, ZERO))
                layer.quantity += row["quantity"]
                layer.amount += row["amount"]
        found: dict[Shipped, list[Layer]] = defaultdict(list)
        for (shipment, item, variant, _batch), layer in sums.items():
            found[shipment, item, variant].append(layer)
        self._sort(found.values(), latest=self.policy.method != "lifo")
        return found

    def _sort(self, groups: Iterable[list[Layer]], *, latest: bool) -> None:
        groups = list(groups)
        batches = {layer.batch for layers in groups for layer in layers if layer.batch}
        if len(batches) < 2 and not any(len(layers) > 1 for layers in groups):
            return
        ages = ages_of(self.work, batches)
        for layers in groups:
            by_age(layers, ages, latest=latest)
