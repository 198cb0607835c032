"""Packaging that is lent: who holds how much of it, up to which limit, for how long."""

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.orm import Mapped

from ...core import (
    Amount,
    BalanceRegister,
    Extension,
    FactRegister,
    Price,
    Quantity,
    Texts,
    dimension,
    field,
    resource,
    settled_id,
)
from ..items import Item
from ..organisations import Organisation
from ..parties import Contract, Party
from ..sales import Shipment

_ = Texts(__package__)

WITH_CUSTOMERS = settled_id("warehouse", "packaging_with_customers")
"""The warehouse in which our packaging lies while customers hold it, at its cost."""

LONGEST = 3650  # days, ten years


class PackagingOut(BalanceRegister):
    """Our packaging that customers are to bring back, and the deposits they answer with.

    Deposits are in the currency of the books. What comes back is worth what it was handed over
    at, the oldest first.
    """

    title = _("Packaging with customers")
    drops_zero = True
    sequence = ("contract", "item")
    lock_order = 60

    organisation: Mapped[Organisation] = dimension(_("Organisation"))
    party: Mapped[Party] = dimension(_("Party"))
    contract: Mapped[Contract] = dimension(_("Contract"))
    item: Mapped[Item] = dimension(_("Packaging"))
    quantity: Mapped[Quantity] = resource(_("Quantity"), never_negative=True)
    amount: Mapped[Amount] = resource(_("Deposit"))


class PackagingIn(BalanceRegister):
    """Packaging of suppliers that we are to give back, and the deposits we answer with."""

    title = _("Packaging of suppliers")
    drops_zero = True
    sequence = ("contract", "item")
    lock_order = 61

    organisation: Mapped[Organisation] = dimension(_("Organisation"))
    party: Mapped[Party] = dimension(_("Party"))
    contract: Mapped[Contract] = dimension(_("Contract"))
    item: Mapped[Item] = dimension(_("Packaging"))
    quantity: Mapped[Quantity] = resource(_("Quantity"), never_negative=True)
    amount: Mapped[Amount] = resource(_("Deposit"))


class PackagingLimit(FactRegister):
    """How much packaging may be held under a contract, from a moment on.

    Under a contract of selling it bounds what the customer holds of ours, under one of buying
    what we hold of the supplier's. Without `bounded` there is no limit any more.
    """

    title = _("Limits in force")

    contract: Mapped[Contract] = dimension(_("Contract"))
    item: Mapped[Item] = dimension(_("Packaging"))
    quantity: Mapped[Quantity] = resource(_("Limit"))
    bounded: Mapped[int] = resource(_("Limited"))


class ItemDeposit(Extension, of=Item):
    """What is answered with for a piece of packaging."""

    title = _("Deposit for packaging"), _("Deposits for packaging")

    deposit_price: Mapped[Price | None] = field(
        _("Deposit for a piece"),
        shown=False,
        help=_("Of returnable packaging: in the currency of the books"),
    )


class ContractPackaging(Extension, of=Contract):
    """How long packaging may be held under a contract."""

    title = _("Packaging of a contract"), _("Packaging of contracts")

    packaging_days: Mapped[int | None] = field(
        _("Days to return packaging"), shown=False, help=_("Empty: whenever it suits")
    )
    if TYPE_CHECKING:
        id: Mapped[UUID]


class ShipmentPackagingTerms(Extension, of=Shipment):
    """Whether a shipment may hand over more packaging than was agreed."""

    title = _("Packaging of a shipment"), _("Packaging of shipments")

    beyond_packaging: Mapped[bool | None] = field(
        _("Beyond the limit of packaging"),
        shown=False,
        help=_("Posts although the customer would hold more packaging than was agreed"),
    )
