"""What of our goods is promised: kept back in warehouses, or awaited from suppliers."""

from uuid import UUID

from sqlalchemy.orm import Mapped

from ...core import BalanceRegister, Quantity, Texts, dimension, resource
from ..items import Item, Variant
from ..purchasing import SupplierOrders
from ..stock import StockOnHand, Warehouse

_ = Texts(__package__)

PROMISED_TO = ("customer_order", "internal_order")
"""The orders goods may be promised to; those within the company come with a plugin of theirs."""


class StockReserved(BalanceRegister):
    """What lies in a warehouse for an order; never more than there is (capabilities §2.3)."""

    title = _("Stock reserved")

    within = StockOnHand
    drops_zero = True

    item: Mapped[Item] = dimension(_("Item"))
    variant: Mapped[Variant | None] = dimension(_("Variant"))
    warehouse: Mapped[Warehouse] = dimension(_("Warehouse"))
    order: Mapped[UUID] = dimension(_("Order"), to="document", among=PROMISED_TO, index=True)
    quantity: Mapped[Quantity] = resource(_("Quantity"), never_negative=True)


class OrderPlacement(BalanceRegister):
    """What a supplier's order brings for another order; never more than is still to come."""

    title = _("Placement of orders")

    within = SupplierOrders
    drops_zero = True

    item: Mapped[Item] = dimension(_("Item"))
    variant: Mapped[Variant | None] = dimension(_("Variant"))
    order: Mapped[UUID] = dimension(_("Order to a supplier"), to="supplier_order")
    customer_order: Mapped[UUID] = dimension(
        _("Promised to"), to="document", among=PROMISED_TO, index=True
    )
    quantity: Mapped[Quantity] = resource(_("Quantity"), never_negative=True)


PROMISES: tuple[tuple[type[BalanceRegister], str], ...] = (
    (OrderPlacement, "customer_order"),
    (StockReserved, "order"),
)
"""Where promises stand, and the dimension that says which order they are made to.

Placements first: around them lies what is ordered, and that is locked before stock.
"""
