"""What the rows of a sale bring, beside what their goods have cost as they lie in stock.

A row brings its amount without VAT, in the currency of the books. Its goods cost what those in
stock have cost on the average, in the warehouse of the paper where cost is kept by warehouses.
Goods that are not in stock have no cost to compare with; neither have services.
"""

from collections.abc import Collection
from decimal import Decimal
from typing import Any
from uuid import UUID

from ...core import Record, Refusal, Texts, Work
from ...core.access.audit import note
from ...core.posting.readings import balance
from ...core.values import ONE, ZERO, plain, round_to
from ..costing import CostBatches
from ..pricing import DiscountedDocument, entered_rows, whom_to_ask
from .errors import BelowCost

_ = Texts(__package__)

BELOW_COST = "margin.sell_below_cost"
SOLD_BELOW = "margin.sold_below_cost"
"""Where a session keeps which rows of the paper under way are sold below their cost."""
SEES_COST = "cost_batches.read"

Goods = tuple[UUID, UUID | None]


def faults(work: Work, record: Record) -> list[Refusal]:
    """Rows that a person has entered and that bring less than their goods have cost.

    Whoever has the right to may sell them; it is remembered once the paper is saved.
    """
    if not isinstance(record, DiscountedDocument) or not _guards(work):
        return []
    cheap = _cheap(work, record)
    if cheap and work.access.may(BELOW_COST):
        work.session.info.setdefault(SOLD_BELOW, {})[record.id] = cheap
        return []
    return cheap


def note_sold_below(work: Work, record: Record) -> None:
    """Remember who has sold what below cost."""
    known: dict[UUID, list[Refusal]] = work.session.info.get(SOLD_BELOW, {})
    for one in known.pop(record.id, ()):
        note(work, "sold_below_cost", record, row=one.path, **_told(one))


def _told(one: Refusal) -> dict[str, Any]:
    return {name: value for name, value in one.facts.items() if name != "row"}


def _guards(work: Work) -> bool:
    plugin = work.house.plugins.get("margin")
    return plugin is not None and plugin.configured["below_cost"] == "refuse"


def _cheap(work: Work, document: Any) -> list[Refusal]:
    lines = entered_rows(work, document)
    goods = {(line.item_id, line.variant_id) for _place, line in lines}
    costs = unit_costs(work, goods, getattr(document, "warehouse_id", None)) if lines else {}
    found: list[Refusal] = []
    for place, line in lines:
        cost = costs.get((line.item_id, line.variant_id))
        if cost is None or not line.base_quantity:
            continue
        brings = (line.amount - line.vat_amount) * (document.rate or ONE)
        if round_to(brings, 2) < round_to(cost * line.base_quantity, 2):
            found.append(_below(work, place, line, brings, cost))
    return found


def unit_costs(
    work: Work, goods: Collection[Goods], warehouse_id: UUID | None
) -> dict[Goods, Decimal]:
    """What a base unit of goods in stock has cost on the average, in one question.

    Args:
        work: the unit of work; everything counts, whatever the person may see.
        goods: items with their variants.
        warehouse_id: where they lie; without it, in all warehouses.

    Returns:
        the cost of each that lies there, in the currency of the books, without VAT.
    """
    rows = balance(
        work.as_house(),
        CostBatches,
        by=("item", "variant", "warehouse"),
        where={"item": sorted({item for item, _variant in goods})},
    )
    sums: dict[Goods, list[Decimal]] = {}
    for row in rows:
        elsewhere = warehouse_id and row["warehouse"] and row["warehouse"] != warehouse_id
        if not elsewhere:
            one = sums.setdefault((row["item"], row["variant"]), [ZERO, ZERO])
            one[0] += row["quantity"]
            one[1] += row["amount"]
    return {key: one[1] / one[0] for key, one in sums.items() if key in goods and one[0] > 0}


def _below(work: Work, place: int, line: Any, brings: Decimal, cost: Decimal) -> BelowCost:
    """The refusal; how much the goods have cost is told to whoever may see cost."""
    each = round_to(brings / line.base_quantity, 2)
    facts = {"item": line.item.presentation, "paid": plain(each)}
    text = _("“{item}” brings {paid} each, less than it has cost", item=line.item.name, paid=each)
    if work.access.may(SEES_COST) and "amount" not in work.access.hidden(CostBatches.kind):
        facts["cost"] = plain(round_to(cost, 2))
        text = _(
            "“{item}” brings {paid} each without VAT, and has cost {cost}",
            item=line.item.name,
            paid=each,
            cost=round_to(cost, 2),
        )
    return BelowCost(
        text,
        path=f"lines.{place}.price",
        remedy=_(
            "Raise the price or lower the discount, or ask who may sell below cost: {roles}",
            roles=whom_to_ask(work, BELOW_COST),
        ),
        **facts,
    )
