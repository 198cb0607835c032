"""What the rows of a sale bring, beside what their goods will cost it.

A row brings its amount without VAT, in the currency of the books. Its goods cost what the
accounting policy says at the paper's moment, in its warehouse: the batches they would take, or
their share of the average. Goods that are not in stock have no cost to compare with; neither
have services.
"""

from decimal import Decimal
from typing import Any
from uuid import UUID

from ...core import Record, Refusal, Texts, Work
from ...core.access.audit import note
from ...core.values import ONE, ZERO, plain, round_to
from ..costing import CostBatches, WantedGoods, expected_costs
from ..pricing import DiscountedDocument, entered_rows, whom_to_ask
from .errors import BelowCost

_ = Texts(__package__)

BELOW_COST = "margin.sell_below_cost"
SOLD_BELOW = "margin.sold_below_cost"
"""Where a session keeps which rows of the paper under way are sold below their cost."""
SEES_COST = "cost_batches.read"


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
    costs = _costs(work, document) if lines else {}
    found: list[Refusal] = []
    for place, line in lines:
        cost = costs.get(place)
        brings = (line.amount - line.vat_amount) * (document.rate or ONE)
        if cost is not None and round_to(brings, 2) < cost:
            found.append(_below(work, place, line, brings, cost / line.base_quantity))
    return found


def _costs(work: Work, document: Any) -> dict[int, Decimal | None]:
    """What the goods of each row would cost, those of the rows before it being gone."""
    places = [place for place, line in enumerate(document.lines) if line.base_quantity > ZERO]
    warehouse = getattr(document, "warehouse_id", None)
    rows = (document.lines[place] for place in places)
    wanted = [
        WantedGoods(
            row.item_id, row.variant_id, row.base_quantity, warehouse,
            getattr(row, "lot_id", None),
        )
        for row in rows
    ]  # fmt: skip
    return dict(zip(places, expected_costs(work, document, wanted), strict=True))


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
