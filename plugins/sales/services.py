"""The verbs of selling: the course of a customer's order, from shipment to return."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from ...core import Refusal, Standing, Texts, Work
from ...core.posting.posting import Posting
from ..orders import CourseWords, Cycle, Words, course_of, source_faults
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

COURSE = CourseWords(
    ordered=_("Ordered"),
    moved=_("Shipped"),
    part=_("Shipped in part"),
    late=_("Overdue"),
    icon="truck-delivery",
)


def course(work: Work, kind: str, keys: Sequence[UUID]) -> dict[UUID, list[Standing]]:
    """How far customers' orders have come."""
    return course_of(work, CYCLE, COURSE, kind, keys)


def objections(posting: Posting) -> Iterator[Refusal]:
    """What forbids posting a paper of selling.

    Raises:
        Forbidden: where more than ordered is shipped on purpose, and the person may not.
    """
    document = posting.document
    if isinstance(document, OrderAdjustment):
        yield from source_faults(document, document.customer_order, "customer_order")
    yield from CYCLE.objections(posting)
