"""Why goods sold cost what they did: down to the documents that made up what they came from.

The reasons of each figure add up to it, so evaluating the tree gives the stored cost again.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from ...core import Work
from ...core.posting import readings
from ...core.posting.explain import Reason, heads_of
from ...core.values import ZERO, share
from .models import CostBatches

Row = Mapping[str, Any]
MOST = 2000  # movements of a batch that are looked at
FEW = 12  # rows of a sale that are taken apart


def explain_sales(work: Work, rows: Sequence[Row]) -> list[list[Reason]]:
    """For each movement of cost of sales: the documents whose money it is, with their parts.

    Only what a sale took by itself is taken apart; a return, extra costs and the close of a
    month are reasons themselves.
    """
    if not work.access.may("cost_batches.read"):
        return [[] for _row in rows]
    found: list[list[Reason]] = []
    for place, row in enumerate(rows):
        own = row["recorder"] == row["shipment"] and row["quantity"] > 0
        found.append(_taken(work, row) if own and place < FEW else [])
    return found


def _taken(work: Work, row: Row) -> list[Reason]:
    """What a sale took of a batch, shared among the documents that brought money into it."""
    where = {"item": row["item"], "variant": row["variant"], "batch": row["batch"]}
    moved = readings.movements(work, CostBatches, where=where, until=row["moment"], limit=MOST)
    me = (row["moment"], row["recorder"])
    places = {_place(one) for one in moved if one["recorder"] == row["recorder"]}
    sums: dict[UUID, Decimal] = defaultdict(lambda: ZERO)
    for one in moved:
        if _place(one) in places and (one["moment"], one["recorder"]) < me and one["amount"] > 0:
            sums[one["recorder"]] += one["amount"]
    if not sums:
        return []
    heads = heads_of(work, set(sums))
    moments = {one["recorder"]: one["moment"] for one in moved}
    weights = list(sums.values())
    amounts = share(row["amount"], weights, 4)
    quantities = share(row["quantity"], weights, 6)
    return [
        Reason(
            " ".join(heads.get(key, ("", ""))).strip(),
            {"quantity": quantity, "amount": amount},
            [],
            key,
            *heads.get(key, ("", "")),
            moments[key],
        )
        for key, quantity, amount in zip(sums, quantities, amounts, strict=True)
    ]


def _place(row: Row) -> tuple[Any, Any]:
    return (row["warehouse"], row["lot"])
