"""What is ordered from suppliers and has not come yet; what was bought."""

from uuid import UUID

from sqlalchemy.orm import Mapped

from ...core import (
    Amount,
    BalanceRegister,
    FactRegister,
    Price,
    Quantity,
    Texts,
    TurnoverRegister,
    dimension,
    resource,
)
from ..currencies import Currency
from ..items import Item, Variant
from ..organisations import Organisation
from ..parties import Party
from ..stock import Warehouse

_ = Texts(__package__)


class SupplierOrders(BalanceRegister):
    """What is left of orders to suppliers: quantity in base units, sum in the order's currency."""

    title = _("Orders to suppliers")
    drops_zero = True
    read_first = True
    lock_order = 20

    order: Mapped[UUID] = dimension(_("Order"), to="supplier_order")
    item: Mapped[Item] = dimension(_("Item"))
    variant: Mapped[Variant | None] = dimension(_("Variant"))
    quantity: Mapped[Quantity] = resource(_("Quantity"), never_negative=True)
    amount: Mapped[Amount] = resource(_("Amount"))


class Purchases(TurnoverRegister):
    """What was bought, less what went back, in the currency of the organisation's books.

    `amount` has VAT inside; `vat_amount` is the VAT in it.
    """

    title = _("Purchases")

    item: Mapped[Item] = dimension(_("Item"))
    variant: Mapped[Variant | None] = dimension(_("Variant"))
    party: Mapped[Party] = dimension(_("Supplier"))
    organisation: Mapped[Organisation] = dimension(_("Organisation"))
    warehouse: Mapped[Warehouse | None] = dimension(_("Warehouse"))
    receipt: Mapped[UUID] = dimension(_("Receipt"), to="document", detail=True)
    quantity: Mapped[Quantity] = resource(_("Quantity"))
    amount: Mapped[Amount] = resource(_("Amount"))
    vat_amount: Mapped[Amount] = resource(_("VAT"))


class SupplierPrices(FactRegister):
    """What a supplier takes for a base unit, VAT inside, discounts off; from a moment on.

    What one of our organisations pays is told to none of the others; without an organisation it
    is for all. Receipts write it; it may be entered by itself, from a price list of the supplier. Zero says
    that there is no price any more.
    """

    title = _("Prices of suppliers")

    organisation: Mapped[Organisation | None] = dimension(_("Organisation"))
    party: Mapped[Party] = dimension(_("Supplier"))
    item: Mapped[Item] = dimension(_("Item"), index=True)
    variant: Mapped[Variant | None] = dimension(_("Variant"))
    currency: Mapped[Currency] = dimension(_("Currency"))
    price: Mapped[Price] = resource(_("Price"))
