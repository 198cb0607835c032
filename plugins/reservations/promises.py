"""What papers promise to orders, use up of what was promised, and release."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from ...core import Document, Movement, Work
from ...core.posting import readings
from ...core.posting.posting import Posting
from ...core.values import ZERO
from ..purchasing import GoodsReceipt, SupplierOrder, SupplierOrderClosing
from ..sales import CustomerOrder, CustomerReturn, OrderAdjustment, OrderClosing, Shipment
from .documents import Reservation
from .freeing import freed
from .models import OrderPlacement, StockReserved
from .promising import (
    Goods,
    moved,
    placed,
    placed_goods,
    urgent_first,
    used_up,
    warehouses_among,
)


def movements(posting: Posting) -> list[Movement]:
    """What a paper does to the promises of orders; nothing for papers that do not concern them."""
    document = posting.document
    for kind, gather in _BY_KIND.items():
        if isinstance(document, kind):
            return list(gather(posting, document))
    return []


def _meant(posting: Posting, order: SupplierOrder) -> Iterator[Movement]:
    """An order to a supplier promises what its rows are meant for to other orders."""
    rows = placed_goods(posting.work, order)
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
    return moved(posting, document.lines, lambda line: line.order_id)


def _shipped(posting: Posting, shipment: Shipment) -> Iterator[Movement]:
    """A shipment uses up what its warehouse holds for its order; what is beyond the rest is free."""
    order, warehouse = shipment.customer_order_id, shipment.warehouse_id
    if order is None:
        return
    used = list(used_up(posting, order, warehouse, shipment.lines)) if warehouse else []
    yield from used
    yield from freed(posting, {order}, used)


def _corrected(posting: Posting, correction: OrderAdjustment) -> Iterator[Movement]:
    """What a correction takes off an order is promised to it no longer."""
    return freed(posting, {correction.customer_order_id})


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
    for row in urgent_first(posting.work, rows):
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


def _closed(posting: Posting, closing: OrderClosing) -> Iterator[Movement]:
    """Closed orders are promised nothing any more."""
    return freed(posting, {line.order_id for line in closing.lines})


def _not_coming(posting: Posting, closing: SupplierOrderClosing) -> Iterator[Movement]:
    """What a closed supplier's order was to bring is promised to nobody any more."""
    by = ("item", "variant", "order")
    orders = [one.order_id for one in closing.lines]
    # All that was ever placed on them, by whatever paper its goods had come into the order.
    known = readings.turnover(
        posting.work.as_house(), OrderPlacement, by=by, where={"order": orders}
    )
    goods = {tuple(row[name] for name in by) for row in known}
    for row in posting.balances(OrderPlacement, by, goods) if goods else ():
        yield OrderPlacement.minus(**row)


_BY_KIND: Mapping[type[Document], Any] = {
    CustomerOrder: placed,
    SupplierOrder: _meant,
    Reservation: _moved,
    Shipment: _shipped,
    OrderAdjustment: _corrected,
    GoodsReceipt: _received,
    OrderClosing: _closed,
    SupplierOrderClosing: _not_coming,
}


def restored(work: Work, document: Document) -> set[UUID]:
    """The orders that have less left, or are promised more again, now that a paper is taken back."""
    if isinstance(document, CustomerOrder):
        return {document.id}
    if isinstance(document, OrderAdjustment):
        return {document.customer_order_id}
    if isinstance(document, CustomerReturn):
        shipment = document.shipment if document.reopens_order else None
        order = shipment.customer_order_id if shipment is not None else None
        return {order} if order is not None else set()
    if isinstance(document, Reservation):
        return {line.order_id for line in document.lines if line.order_id and line.from_id}
    if isinstance(document, SupplierOrderClosing):
        where = {"order": [line.order_id for line in document.lines]}
        rows = readings.balance(
            work.as_house(), OrderPlacement, by=("customer_order",), where=where
        )
        return {row["customer_order"] for row in rows}
    return set()
