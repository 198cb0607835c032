"""What customers have ordered and not got yet; what was sold."""

from uuid import UUID

from sqlalchemy.orm import Mapped

from ...core import Amount, BalanceRegister, Quantity, Texts, TurnoverRegister, dimension, resource
from ..items import Item, Variant
from ..orders import ClosingReason
from ..organisations import Organisation
from ..parties import Party
from ..stock import SellsGoods, Warehouse

_ = Texts(__package__)

SOLD_BY = ("shipment", SellsGoods)


class CustomerOrders(BalanceRegister):
    """What is left of customers' orders: quantity in base units, sum in the order's currency."""

    title = _("Orders of customers")
    drops_zero = True
    read_first = True
    lock_order = 30

    order: Mapped[UUID] = dimension(_("Order"), to="customer_order")
    item: Mapped[Item] = dimension(_("Item"))
    variant: Mapped[Variant | None] = dimension(_("Variant"))
    quantity: Mapped[Quantity] = resource(_("Quantity"), never_negative=True)
    amount: Mapped[Amount] = resource(_("Amount"))


class LostOrders(TurnoverRegister):
    """What customers asked for and was given up, and why; in the currency of the books."""

    title = _("Lost orders")

    reason: Mapped[ClosingReason | None] = dimension(_("Reason"))
    party: Mapped[Party] = dimension(_("Customer"))
    organisation: Mapped[Organisation] = dimension(_("Organisation"))
    item: Mapped[Item] = dimension(_("Item"))
    variant: Mapped[Variant | None] = dimension(_("Variant"))
    order: Mapped[UUID] = dimension(_("Order"), to="customer_order", detail=True)
    quantity: Mapped[Quantity] = resource(_("Quantity"))
    amount: Mapped[Amount] = resource(_("Amount"))


class Sales(TurnoverRegister):
    """What was sold, less what came back, in the currency of the organisation's books.

    `amount` has VAT inside and discounts taken off; `discount` is what was taken off.
    """

    title = _("Sales")

    item: Mapped[Item] = dimension(_("Item"))
    variant: Mapped[Variant | None] = dimension(_("Variant"))
    party: Mapped[Party] = dimension(_("Customer"))
    organisation: Mapped[Organisation] = dimension(_("Organisation"))
    warehouse: Mapped[Warehouse | None] = dimension(_("Warehouse"))
    shipment: Mapped[UUID] = dimension(_("Shipment"), to="document", among=SOLD_BY, detail=True)
    quantity: Mapped[Quantity] = resource(_("Quantity"))
    amount: Mapped[Amount] = resource(_("Amount"))
    discount: Mapped[Amount] = resource(_("Discount"))
    vat_amount: Mapped[Amount] = resource(_("VAT"))
