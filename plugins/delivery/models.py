"""How goods get to the customer: fields added to orders and shipments."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.orm import Mapped

from ...core import Extension, Texts, field, reference
from ..parties import Party
from ..sales import CustomerOrder, Shipment

_ = Texts(__package__)

WAYS = {
    "pickup": _("The customer fetches them"),
    "own": _("We bring them"),
    "carrier": _("A carrier brings them"),
}


class OrderDelivery(Extension, of=CustomerOrder):
    """How the goods of an order are to reach the customer."""

    title = _("Delivery of an order"), _("Delivery of orders")
    tab = _("Delivery")

    delivery_way: Mapped[str] = field(_("Delivery"), default="", choices=WAYS)
    delivery_address: Mapped[str] = field(
        _("Delivery address"), default="", long=True, shown=False
    )
    deliver_on: Mapped[date | None] = field(_("Deliver on"))


class ShipmentDelivery(Extension, of=Shipment):
    """How the goods of a shipment reach the customer, and who carries them."""

    title = _("Delivery of a shipment"), _("Delivery of shipments")
    tab = _("Delivery")

    delivery_way: Mapped[str] = field(_("Delivery"), default="", choices=WAYS)
    delivery_address: Mapped[str] = field(
        _("Delivery address"), default="", long=True, shown=False
    )
    deliver_on: Mapped[date | None] = field(_("Deliver on"))
    carrier: Mapped[Party | None] = reference(_("Carrier"), shown=False)
    if TYPE_CHECKING:
        carrier_id: Mapped[UUID | None]
