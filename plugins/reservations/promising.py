"""Promises to orders of any kind: made, moved, used up, released.

Customers' orders are promised goods here, orders within the company by a plugin of their own;
both write the same registers, so that nothing is promised twice.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ...core import BalanceRegister, Movement, Work
from ...core.posting import readings
from ...core.posting.posting import Posting
from ...core.values import ZERO
from ..items import items_of
from ..stock import Warehouse
from .accounts import full
from .models import PROMISED_TO, PROMISES, OrderPlacement, StockReserved

Goods = tuple[UUID, UUID | None]
"""Item and variant."""


def warehouses_among(work: Work, keys: Collection[UUID]) -> set[UUID]:
    """Which of the placements are warehouses; the others are orders."""
    if not keys:
        return set()
    return set(work.session.scalars(select(Warehouse.id).where(Warehouse.id.in_(keys))))


def placed(posting: Posting, order: Any) -> Iterator[Movement]:
    """An order promises itself what its rows place somewhere."""
    rows = placed_goods(posting.work, order)
    places = {line.placement_id for line in rows if line.placement_id}
    warehouses = warehouses_among(posting.work, places)
    for line in rows:
        goods = (line.item_id, line.variant_id)
        yield promise(goods, order.id, line.placement_id, warehouses, line.base_quantity)


def placed_goods(work: Work, order: Any) -> list[Any]:
    """The rows that are placed somewhere; a service lies nowhere and is not promised."""
    rows = [line for line in order.lines if line.placement_id is not None]
    items = items_of(work, rows)
    return [line for line in rows if items[line.item_id].kind_ != "service"]


def moved(
    posting: Posting, lines: Collection[Any], order_of: Callable[[Any], UUID | None]
) -> Iterator[Movement]:
    """What each row gives up (`from`), and what it promises (`to`)."""
    places = {place for line in lines for place in (line.from_id, line.to_id) if place}
    warehouses = warehouses_among(posting.work, places)
    for line in lines:
        goods, order = (line.item_id, line.variant_id), order_of(line)
        if line.from_id is not None:
            yield promise(goods, order, line.from_id, warehouses, -line.base_quantity)
        if line.to_id is not None:
            yield promise(goods, order, line.to_id, warehouses, line.base_quantity)


def promise(
    goods: Goods, order: Any, place: Any, warehouses: set[UUID], quantity: Decimal
) -> Movement:
    """A promise made (a positive quantity) or given up, in whichever register it belongs to."""
    key: dict[str, Any] = {"item": goods[0], "variant": goods[1]}
    register: type[BalanceRegister] = StockReserved
    if place in warehouses:
        key |= {"warehouse": place, "order": order}
    else:
        register = OrderPlacement
        key |= {"order": place, "customer_order": order}
    write = register.plus if quantity > 0 else register.minus
    return write(**key, quantity=abs(quantity))


def used_up(
    posting: Posting, order: UUID, warehouse: UUID, lines: Collection[Any]
) -> Iterator[Movement]:
    """Goods that leave a warehouse use up what it holds for their order.

    Rows from the reserve take all they move from it, and the guard refuses where it holds
    less; rows that leave it open take what there is, and the rest from free stock.
    """
    left = _reserved(posting, order, warehouse, lines)
    for strict in (True, False):
        for line in lines:
            source = getattr(line, "source", "any")
            if line.stocked and source == ("reserve" if strict else "any"):
                goods = (line.item_id, line.variant_id)
                part = line.base_quantity
                if not strict:
                    part = min(part, max(left.get(goods, ZERO), ZERO))
                left[goods] = left.get(goods, ZERO) - part
                if part:
                    yield StockReserved.minus(
                        item=goods[0],
                        variant=goods[1],
                        warehouse=warehouse,
                        order=order,
                        quantity=part,
                    )


def _reserved(
    posting: Posting, order: UUID, warehouse: UUID, lines: Iterable[Any]
) -> dict[Goods, Decimal]:
    asked: set[tuple[UUID | None, ...]] = {
        (line.item_id, line.variant_id, warehouse, order)
        for line in lines
        if getattr(line, "source", "any") == "any"
    }
    # What else is promised to it may be freed: locked at once and in order, so nobody crosses.
    house, held = posting.work.as_house(), {}
    for register, name in PROMISES:
        known = readings.balance(house, register, where={name: order})
        keys = {full(register, row) for row in known}
        if register is StockReserved:
            keys |= asked
        held[register] = posting.balances(register, [one.name for one in register.key()], keys)
    return {
        (row["item"], row["variant"]): row["quantity"]
        for row in held[StockReserved]
        if row["warehouse"] == warehouse
    }


def urgent_first(work: Work, rows: Collection[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Placements by the day somebody waits for, then by the age of the order."""
    keys = {row["customer_order"] for row in rows}
    unknown = (2,)  # of a plugin that is off: kept for it, once those we know are served
    place: dict[UUID, tuple[Any, ...]] = {}
    for kind in PROMISED_TO if keys else ():
        order: Any = work.schema.documents.get(kind)
        if order is not None:
            asked = select(order.id, order.due_on, order.moment).where(order.id.in_(keys))
            for key, due, moment in work.session.execute(asked):
                place[key] = (due is None, due, moment, key)
    return sorted(rows, key=lambda row: place.get(row["customer_order"], unknown))
