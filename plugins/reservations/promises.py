"""What papers promise to orders, use up of what was promised, and release."""

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ...core import BalanceRegister, Document, Movement, Work
from ...core.posting.posting import Posting
from ...core.values import ZERO
from ..items import items_of
from ..purchasing import GoodsReceipt, SupplierOrder, SupplierOrderClosing
from ..sales import CustomerOrder, OrderClosing, Shipment
from ..stock import Warehouse
from .documents import Reservation
from .models import OrderPlacement, StockReserved

Goods = tuple[UUID, UUID | None]
"""Item and variant."""


def movements(posting: Posting) -> list[Movement]:
    """What a paper does to the promises of orders; nothing for papers that do not concern them."""
    document = posting.document
    for kind, gather in _BY_KIND.items():
        if isinstance(document, kind):
            return list(gather(posting, document))
    return []


def warehouses_among(work: Work, keys: Collection[UUID]) -> set[UUID]:
    """Which of the placements are warehouses; the others are orders."""
    if not keys:
        return set()
    return set(work.session.scalars(select(Warehouse.id).where(Warehouse.id.in_(keys))))


def _placed(posting: Posting, order: CustomerOrder) -> Iterator[Movement]:
    """An order promises itself what its rows place somewhere."""
    rows = _placed_goods(posting.work, order)
    places = {line.placement_id for line in rows if line.placement_id}
    warehouses = warehouses_among(posting.work, places)
    for line in rows:
        goods = (line.item_id, line.variant_id)
        yield _promise(goods, order.id, line.placement_id, warehouses, line.base_quantity)


def _placed_goods(work: Work, order: Any) -> list[Any]:
    """The rows that are placed somewhere; a service lies nowhere and is not promised."""
    rows = [line for line in order.lines if line.placement_id is not None]
    items = items_of(work, rows)
    return [line for line in rows if items[line.item_id].kind_ != "service"]


def _meant(posting: Posting, order: SupplierOrder) -> Iterator[Movement]:
    """An order to a supplier promises what its rows are meant for to customers' orders."""
    rows = _placed_goods(posting.work, order)
    places = {line.placement_id for line in rows if line.placement_id}
    warehouses = warehouses_among(posting.work, places)
    for line in rows:
        if line.placement_id not in warehouses:
            yield OrderPlacement.plus(
                item=line.item_id,
                variant=line.variant_id,
                order=order.id,
                customer_order=line.placement_id,
                quantity=line.base_quantity,
            )


def _moved(posting: Posting, document: Reservation) -> Iterator[Movement]:
    """What each row gives up, and what it promises."""
    lines = document.lines
    places = {place for line in lines for place in (line.from_id, line.to_id) if place}
    warehouses = warehouses_among(posting.work, places)
    for line in lines:
        goods, order = (line.item_id, line.variant_id), line.order_id
        if line.from_id is not None:
            yield _promise(goods, order, line.from_id, warehouses, -line.base_quantity)
        if line.to_id is not None:
            yield _promise(goods, order, line.to_id, warehouses, line.base_quantity)


def _promise(
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


def _shipped(posting: Posting, shipment: Shipment) -> Iterator[Movement]:
    """A shipment uses up what its warehouse holds for its order.

    Rows from the reserve take all they ship from it, and the guard refuses where it holds
    less; rows that leave it open take what there is, and the rest from free stock.
    """
    if shipment.customer_order_id is None:
        return
    left = _reserved(posting, shipment)
    for strict in (True, False):
        for line in shipment.lines:
            if line.stocked and line.source == ("reserve" if strict else "any"):
                goods = (line.item_id, line.variant_id)
                part = line.base_quantity
                if not strict:
                    part = min(part, max(left.get(goods, ZERO), ZERO))
                left[goods] = left.get(goods, ZERO) - part
                if part:
                    yield _used(shipment, goods, part)


def _reserved(posting: Posting, shipment: Shipment) -> dict[Goods, Decimal]:
    asked = {
        (line.item_id, line.variant_id, shipment.warehouse_id, shipment.customer_order_id)
        for line in shipment.lines
        if line.source == "any"
    }
    rows = posting.balances(StockReserved, ("item", "variant", "warehouse", "order"), asked)
    return {(row["item"], row["variant"]): row["quantity"] for row in rows}


def _used(shipment: Shipment, goods: Goods, quantity: Decimal) -> Movement:
    return StockReserved.minus(
        item=goods[0],
        variant=goods[1],
        warehouse=shipment.warehouse_id,
        order=shipment.customer_order_id,
        quantity=quantity,
    )


def _received(posting: Posting, receipt: GoodsReceipt) -> Iterator[Movement]:
    """What came for orders placed on the supplier's is kept for them, the most urgent first."""
    if receipt.supplier_order_id is None:
        return
    came: dict[Goods, Decimal] = {}
    for line in receipt.lines:
        if line.stocked:
            goods = (line.item_id, line.variant_id)
            came[goods] = came.get(goods, ZERO) + line.base_quantity
    rows = posting.balances(
        OrderPlacement,
        ("item", "variant", "order"),
        [(*goods, receipt.supplier_order_id) for goods in came],
    )
    for row in _urgent_first(posting.work, rows):
        goods = (row["item"], row["variant"])
        part = min(came[goods], row["quantity"])
        if part > 0:
            came[goods] -= part
            yield OrderPlacement.minus(**{**row, "quantity": part})
            yield StockReserved.plus(
                item=goods[0],
                variant=goods[1],
                warehouse=receipt.warehouse_id,
                order=row["customer_order"],
                quantity=part,
            )


def _urgent_first(work: Work, rows: Collection[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """By the day the customer waits for, then by the age of his order."""
    keys = {row["customer_order"] for row in rows}
    asked = select(CustomerOrder.id, CustomerOrder.due_on, CustomerOrder.moment)
    found = work.session.execute(asked.where(CustomerOrder.id.in_(keys)))
    place = {key: (due is None, due, moment, key) for key, due, moment in found}
    return sorted(rows, key=lambda row: place[row["customer_order"]])


def _closed(posting: Posting, closing: OrderClosing) -> Iterator[Movement]:
    """Closed orders are promised nothing any more."""
    orders = {line.order_id for line in closing.lines}
    lines = [line for one in closing.lines for line in one.order.lines]
    goods = {(line.item_id, line.variant_id) for line in lines}
    for row in posting.balances(StockReserved, ("item", "variant"), goods):
        if row["order"] in orders:
            yield StockReserved.minus(**row)
    for row in posting.balances(OrderPlacement, ("item", "variant"), goods):
        if row["customer_order"] in orders:
            yield OrderPlacement.minus(**row)


def _not_coming(posting: Posting, closing: SupplierOrderClosing) -> Iterator[Movement]:
    """What a closed supplier's order was to bring is promised to nobody any more."""
    goods = {
        (line.item_id, line.variant_id, one.order_id)
        for one in closing.lines
        for line in one.order.lines
    }
    for row in posting.balances(OrderPlacement, ("item", "variant", "order"), goods):
        yield OrderPlacement.minus(**row)


_BY_KIND: Mapping[type[Document], Any] = {
    CustomerOrder: _placed,
    SupplierOrder: _meant,
    Reservation: _moved,
    Shipment: _shipped,
    GoodsReceipt: _received,
    OrderClosing: _closed,
    SupplierOrderClosing: _not_coming,
}
