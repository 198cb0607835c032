"""The verbs of selling: what forbids posting a paper of the course of an order."""

from collections.abc import Iterator

from ...core import Movement, Refusal, Texts
from ...core.posting.posting import Posting
from ..orders import source_faults
from ..settlements import converted
from . import credit
from .course import BEYOND_ORDER, CYCLE, course, states
from .documents import OrderAdjustment, OrderClosing
from .models import CustomerOrders, LostOrders

__all__ = ["BEYOND_ORDER", "CYCLE", "course", "movements", "objections", "states"]

_ = Texts(__package__)


def movements(posting: Posting) -> list[Movement]:
    """What a paper takes from orders; what a closing loses, and why."""
    found = CYCLE.movements(posting)
    if isinstance(posting.document, OrderClosing):
        return [*found, *_lost(posting, posting.document, found)]
    return found


def _lost(posting: Posting, closing: OrderClosing, given_up: list[Movement]) -> Iterator[Movement]:
    """The reason of the row, else of the paper, for all that is given up of an order."""
    rows = {line.order_id: line for line in closing.lines}
    for one in given_up:
        if one.register is not CustomerOrders or one["order"] not in rows:
            continue
        line = rows[one["order"]]
        order = line.order
        to = order.organisation.currency_id
        yield LostOrders.add(
            reason=line.closing_reason_id or closing.closing_reason_id,
            party=order.party_id,
            organisation=order.organisation_id,
            item=one["item"],
            variant=one["variant"],
            order=order.id,
            quantity=-one["quantity"],
            amount=converted(
                posting.work, -one["amount"], order.currency_id or to, to,
                moment=closing.moment, rate=order.rate,
            ),
        )  # fmt: skip


def objections(posting: Posting) -> Iterator[Refusal]:
    """What forbids posting a paper of selling.

    Raises:
        Forbidden: where more than ordered is shipped on purpose, and the person may not.
    """
    document = posting.document
    if isinstance(document, OrderAdjustment):
        yield from source_faults(document, document.customer_order, "customer_order")
    yield from CYCLE.objections(posting)
    yield from credit.objections(posting)
