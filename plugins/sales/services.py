"""The verbs of selling: the course of a customer's order, from shipment to return."""

from collections.abc import Iterator

from ...core import Refusal, Texts
from ...core.posting.posting import Posting
from ..orders import Cycle, Words, source_faults
from .documents import CustomerOrder, CustomerReturn, OrderAdjustment, OrderClosing, Shipment
from .models import CustomerOrders

_ = Texts(__package__)

BEYOND_ORDER = "sales.ship_beyond_order"

CYCLE = Cycle(
    register=CustomerOrders,
    order=CustomerOrder,
    mover=Shipment,
    back=CustomerReturn,
    closing=OrderClosing,
    named="customer_order",
    source="shipment",
    beyond_right=BEYOND_ORDER,
    words=Words(
        beyond=_("More than was sold"),
        short=_("More has come back than was sold"),
        gone_back=lambda number: _("Goods of {number} have come back", number=number),
    ),
)


def objections(posting: Posting) -> Iterator[Refusal]:
    """What forbids posting a paper of selling.

    Raises:
        Forbidden: where more than ordered is shipped on purpose, and the person may not.
    """
    document = posting.document
    if isinstance(document, OrderAdjustment):
        yield from source_faults(document, document.customer_order, "customer_order")
    yield from CYCLE.objections(posting)
