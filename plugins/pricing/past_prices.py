"""What an item has cost so far: the last changes of its prices, drawn and listed on its card."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ...core import Panel, Record, Texts, Work
from ...core.posting.readings import history
from ...core.reporting.charts import Chart, Series
from ..items import Item, Variant
from .comparing import change
from .documents import PriceSetting
from .models import ItemPrice, PriceType

_ = Texts(__package__)

READ, LISTED, DRAWN, LINES = 200, 12, 30, 5
"""Facts that are read, rows that are listed, moments and price types that are drawn."""

Rows = Sequence[Mapping[str, Any]]


def panels(work: Work, record: Record) -> list[Panel]:
    """The last changes of an item's prices; nothing where there are none.

    Raises:
        Forbidden: for whoever may not see prices.
    """
    if not isinstance(record, Item) or not work.access.may("item_price.read"):
        return []
    work.access.require_seen(ItemPrice.kind, "price")
    found = history(work, ItemPrice, where={"item": record.id}, limit=READ)
    if not found:
        return []
    keys = {row["price_type"] for row in found}
    asked = select(PriceType).where(PriceType.id.in_(keys)).order_by(PriceType.code)
    types = {one.id: one for one in work.session.scalars(asked)}
    rows = [row for row in found if row["price_type"] in types]
    columns = [
        (_("From"), "moment"),
        (_("Price type"), "reference"),
        (_("Variant"), "reference"),
        (_("Price"), "price"),
        (_("Change, %"), "percent"),
        (_("Set by"), "reference"),
    ]
    told = _told(work, rows, types)
    return [Panel(_("How prices have changed"), columns, told, chart=_chart(rows, types))]


def _told(work: Work, rows: Rows, types: Mapping[UUID, PriceType]) -> list[tuple[Any, ...]]:
    """The newest changes, each beside what held before it."""
    shown = rows[:LISTED]
    papers = _by_key(work, PriceSetting, {row["recorder"] for row in shown})
    variants = _by_key(work, Variant, {row["variant"] for row in shown} - {None})
    told = []
    for place, row in enumerate(shown):
        before = next((one["price"] for one in rows[place + 1 :] if _same(one, row)), None)
        told.append(
            (
                row["moment"],
                types[row["price_type"]],
                variants.get(row["variant"]),
                row["price"],
                change(before, row["price"]),
                papers.get(row["recorder"]),
            )
        )
    return told


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return all(one[name] == other[name] for name in ("price_type", "variant"))


def _by_key(work: Work, cls: Any, keys: set[Any]) -> dict[Any, Any]:
    asked = select(cls).where(cls.id.in_(keys))
    return {one.id: one for one in work.session.scalars(asked)} if keys else {}


def _chart(rows: Rows, types: Mapping[UUID, PriceType]) -> Chart | None:
    """A line for each price type of the item itself; a price holds until the next one."""
    own = [row for row in reversed(rows) if row["variant"] is None]
    moments = sorted({row["moment"] for row in own})[-DRAWN:]
    if len(moments) < 2:
        return None
    told = {(row["price_type"], row["moment"]): row["price"] for row in own}
    series = [
        Series(one.name, _carried(own, told, one.id, moments))
        for one in list(types.values())[:LINES]
    ]
    labels = [f"{one:%d.%m.%Y}" for one in moments]
    return Chart(_("How prices have changed"), labels, series, shape="line", type="price")


def _carried(
    own: Rows, told: Mapping[Any, Decimal], kind: UUID, moments: Sequence[Any]
) -> list[Decimal | None]:
    held = None
    for row in own:
        if row["price_type"] == kind and row["moment"] < moments[0]:
            held = row["price"]
    found: list[Decimal | None] = []
    for moment in moments:
        held = told.get((kind, moment), held)
        found.append(held or None)  # a price that was taken away is none
    return found
