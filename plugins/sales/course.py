"""The course of a customer's order, in the words of selling."""

from collections.abc import Sequence
from uuid import UUID

from ...core import DerivedField, Standing, Texts, Work
from ..orders import CourseWords, Cycle, Words, course_fields, course_of, paid_field
from . import proposals
from .documents import CustomerOrder, CustomerReturn, OrderClosing, Proposal, Shipment
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
    ordered=_("Under way"),
    moved=_("Shipped"),
    part=_("Shipped in part"),
    late=_("Overdue"),
    icon="truck-delivery",
)


def states() -> list[DerivedField]:
    """What lists and REST tell of orders: their course, whether they are late, and paid."""
    return [*course_fields(CYCLE, COURSE), paid_field(CYCLE)]


def course(work: Work, kind: str, keys: Sequence[UUID]) -> dict[UUID, list[Standing]]:
    """How far customers' orders have come, and what became of proposals."""
    if kind == Proposal.kind:
        return proposals.standings(work, kind, keys)
    return course_of(work, CYCLE, COURSE, kind, keys)
