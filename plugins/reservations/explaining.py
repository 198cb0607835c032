"""Why so much is promised to an order: the papers that promised, used up and released."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from ...core import Document, Work
from ...core.posting import readings
from ...core.posting.explain import LEAVES, Reason, heads_of
from ...core.values import ZERO
from ..sales import CustomerOrder
from .models import OrderPlacement, StockReserved
from .promising import Goods

ASKED: tuple[tuple[Any, str, str], ...] = (
    (StockReserved, "order", "reserved"),
    (OrderPlacement, "customer_order", "to_come"),
)


def list_reasons(work: Work, document: Document) -> list[tuple[UUID, Reason]]:
    """What is promised to the goods of an order; nothing for other papers.

    Rows of the same goods share what is promised: it stands with the first of them.

    Raises:
        Forbidden: for whoever may not see promises.
    """
    if not isinstance(document, CustomerOrder):
        return []
    rows: dict[Goods, UUID] = {}
    for line in document.lines:
        rows.setdefault((line.item_id, line.variant_id), line.id)
    return [
        (rows[goods], reason)
        for register, name, label in ASKED
        for goods, reason in _promised(work, register, {name: document.id}, label)
        if goods in rows
    ]


def _promised(
    work: Work, register: Any, where: dict[str, Any], label: str
) -> Iterator[tuple[Goods, Reason]]:
    """What stands in a register for the goods of an order, by the papers that moved it."""
    moved = readings.movements(work, register, where=where, limit=LEAVES)
    heads = heads_of(work, {row["recorder"] for row in moved})
    found: dict[Goods, Reason] = {}
    for row in moved:
        goods = (row["item"], row["variant"])
        whole = found.setdefault(goods, Reason(label, {"quantity": ZERO}))
        kind, number = heads.get(row["recorder"], ("", ""))
        values = {"quantity": row["quantity"]}
        head = f"{kind} {number}".strip()
        leaf = Reason(head, values, [], row["recorder"], kind, number, row["moment"])
        whole.because.append(leaf)
        whole.values["quantity"] += row["quantity"]
    yield from found.items()
