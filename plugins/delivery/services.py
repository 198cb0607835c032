"""The verbs of delivery: addresses found, deliveries taken over from the order."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from ...core import Refusal, Texts, Work
from ..parties import Party
from ..sales import CustomerOrder, Shipment
from .errors import NoAddress
from .models import OrderDelivery, ShipmentDelivery

_ = Texts(__package__)

BROUGHT = ("own", "carrier")
TAKEN_OVER = ("delivery_way", "delivery_address", "deliver_on")


def fill(work: Work, record: Any) -> None:
    """Fill in delivery: a shipment's from its order, an address from the customer's card."""
    if isinstance(record, Shipment) and record.customer_order_id is not None:
        _take_over(work, record, record.customer_order_id)
    if isinstance(record, CustomerOrder | Shipment):
        found = delivery_of(work, record)
        if found is not None and found.delivery_way in BROUGHT and not found.delivery_address:
            found.delivery_address = address_of(record.party)


def delivery_of(
    work: Work, record: CustomerOrder | Shipment
) -> OrderDelivery | ShipmentDelivery | None:
    """What was entered about the delivery of a paper, or None."""
    kind = OrderDelivery if isinstance(record, CustomerOrder) else ShipmentDelivery
    return kind.of_one(work.session, record.id)


def _take_over(work: Work, shipment: Shipment, order_id: UUID) -> None:
    asked = OrderDelivery.of_one(work.session, order_id)
    if asked is None:
        return
    made = ShipmentDelivery.at_hand(work.session, shipment)
    for name in TAKEN_OVER:
        if getattr(made, name) in (None, ""):
            setattr(made, name, getattr(asked, name))


def address_of(party: Party | None) -> str:
    """Where goods are brought to by a customer's card: his delivery address, else any."""
    known = {one.kind_: one.value for one in reversed(party.contacts)} if party else {}
    return next((known[kind] for kind in ("delivery_address", "address") if kind in known), "")


def objections(work: Work, record: Any) -> Iterator[Refusal]:
    """What forbids saving a delivery."""
    if not isinstance(record, CustomerOrder | Shipment):
        return
    found = delivery_of(work, record)
    if found is not None and found.delivery_way in BROUGHT and not found.delivery_address:
        yield NoAddress(
            _("Where are the goods to be brought?"),
            path="delivery_address",
            remedy=_("Enter the address, or the delivery address on the customer's card"),
        )
