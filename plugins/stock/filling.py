"""What the house fills in on the papers of the store: units, base quantities, the books."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ...core import Work
from ...core.database.samples import is_marked
from ...core.posting import readings
from ...core.values import ZERO, round_to
from ..items import Factors, Item, factors, in_base, items_of, unknown_unit
from .models import StockOnHand, Warehouse

UNSTOCKED = frozenset({"service"})
"""Kinds of items that lie in no warehouse."""

Goods = tuple[UUID, UUID | None, UUID | None]
"""Item, variant, lot."""


def first_warehouse(work: Work) -> UUID | None:
    """The only warehouse, or the first by code of those the person may see; or None.

    Beside a sample company people's own comes first.
    """
    asked = select(Warehouse.id).where(~Warehouse.deleted, Warehouse.kind_ != "transit")
    allowed = work.access.only("warehouse")
    if allowed is not None:
        asked = asked.where(Warehouse.id.in_(allowed))
    return work.session.scalar(asked.order_by(is_marked(Warehouse.id), Warehouse.code).limit(1))


def goods_of(line: Any) -> Goods:
    """Which goods a row names."""
    return (line.item_id, line.variant_id, line.lot_id)


def is_stocked(item: Item) -> bool:
    """Whether goods of the item lie in warehouses."""
    return item.kind_ not in UNSTOCKED


def fill_stocked(work: Work, lines: Sequence[Any]) -> None:
    """Say of each row whether its goods lie in a warehouse at all."""
    items = items_of(work, lines)
    for line in lines:
        item = items.get(line.item_id)
        line.stocked = item is None or is_stocked(item)


def fill_rows(work: Work, lines: Sequence[Any], entered: str = "quantity") -> Factors:
    """Fill in units and base quantities.

    Args:
        work: the unit of work.
        lines: rows of goods.
        entered: the field with the quantity people enter.

    Raises:
        UnknownUnit: where an item is not traded in the row's unit.
    """
    items = items_of(work, lines)
    known = factors(work, list(items.values()))
    for place, line in enumerate(lines):
        item = items.get(line.item_id)
        if item is None:  # the check of required fields names the row
            continue
        line.stocked = is_stocked(item)
        line.unit_id = line.unit_id or item.unit_id
        factor = known.get((item.id, line.unit_id))
        if factor is None:
            raise unknown_unit(item, f"lines.{place}.unit")
        line.base_quantity = in_base(getattr(line, entered) or ZERO, factor)
    return known


def on_hand(
    work: Work, warehouse_id: UUID, at: datetime, items: Collection[UUID] | None = None
) -> dict[Goods, Decimal]:
    """What the books have in a warehouse at a moment, by item, variant and lot."""
    # The house compares, whoever counts: a counter need not see the books.
    where: dict[str, Any] = {"warehouse": warehouse_id}
    if items is not None:
        where["item"] = items
    by = ("item", "variant", "lot")
    rows = readings.balance(work.as_house(), StockOnHand, at=at, by=by, where=where)
    return {(row["item"], row["variant"], row["lot"]): row["quantity"] for row in rows}


def compare(
    lines: Sequence[Any], books: Mapping[Goods, Decimal], known: Mapping[Any, Decimal]
) -> None:
    """Put the books beside what was counted, and the difference.

    Goods counted in several rows (on two shelves) stand against the books once: the first
    row has all the books have, the others nothing.
    """
    left = dict(books)
    for line in lines:
        factor = known.get((line.item_id, line.unit_id))
        if factor is None:
            continue
        by_books = left.pop(goods_of(line), ZERO)
        line.quantity = round_to(by_books / factor, 6)
        line.difference = None if line.counted is None else line.base_quantity - by_books
