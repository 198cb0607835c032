"""The verbs of selling: orders carried out and closed, returns bounded, papers made from others."""

from collections.abc import Iterator
from typing import Any

from ...core import Document, Movement, Panel, Record, Refusal, Texts, Work
from ...core.posting.posting import Posting
from ...core.records.filling import based_on
from ..stock import (
    CarriedOut,
    beyond,
    beyond_faults,
    carry_out,
    close_out,
    following,
    hold,
    left_of,
    order_panel,
    placement_faults,
    returned,
    rows_left,
    short_of,
    source_faults,
    summed,
)
from .documents import CustomerOrder, CustomerReturn, OrderAdjustment, OrderClosing, Shipment
from .errors import HasReturns, MoreThanOrdered, MoreThanSold, NothingLeft, OtherSource
from .models import CustomerOrders

_ = Texts(__package__)

BEYOND_ORDER = "sales.ship_beyond_order"
CARRIED = "sales.carried_out"


def record_faults(work: Work, record: Record) -> list[Refusal]:
    """What forbids saving an order: goods placed where they can not be."""
    if not isinstance(record, CustomerOrder):
        return []
    return list(placement_faults(work, record.lines, ("supplier_order",)))


def order_movements(posting: Posting) -> list[Movement]:
    """What a shipment takes from the order it names, and a closing from all it closes."""
    document = posting.document
    if isinstance(document, OrderClosing):
        return close_out(posting, CustomerOrders, [line.order_id for line in document.lines])
    if not isinstance(document, Shipment) or document.customer_order_id is None:
        return []
    done = carry_out(posting, CustomerOrders, document.customer_order_id, document.lines)
    posting.shared[CARRIED] = done
    return done.movements


def objections(posting: Posting) -> Iterator[Refusal]:
    """What forbids posting a paper of selling.

    Raises:
        Forbidden: where more than ordered is shipped on purpose, and the person may not.
    """
    document = posting.document
    if isinstance(document, Shipment | OrderAdjustment):
        order = document.customer_order
        yield from source_faults(document, order, "customer_order", OtherSource)
    if isinstance(document, Shipment):
        yield from _beyond_order(posting, document)
        if posting.again:
            yield from _less_than_returned(posting.work, document)
    if isinstance(document, CustomerReturn) and document.shipment is not None:
        yield from source_faults(document, document.shipment, "shipment", OtherSource)
        yield from _beyond_sale(posting.work, document, document.shipment)
    if isinstance(document, OrderClosing) and not posting.of(CustomerOrders):
        yield NothingLeft(_("Nothing is left of these orders"), path="lines")


def _beyond_order(posting: Posting, document: Shipment) -> Iterator[Refusal]:
    done: CarriedOut = posting.shared.get(CARRIED, CarriedOut())
    if not done.beyond or posting.restoring:
        return
    if document.beyond_order:
        posting.work.access.require(BEYOND_ORDER)
        return
    yield from beyond_faults(
        posting.work,
        done.beyond,
        MoreThanOrdered,
        _("More than ordered"),
        _("Lower the quantity; who has the right may post it “beyond the order”"),
    )


def _beyond_sale(work: Work, document: CustomerReturn, shipment: Shipment) -> Iterator[Refusal]:
    hold(work, shipment)
    back = returned(work, CustomerReturn, "shipment", shipment.id, but=document.id)
    yield from beyond_faults(
        work,
        beyond(document.lines, shipment.lines, back),
        MoreThanSold,
        _("More than was sold"),
        _("Lower the quantity"),
    )


def _less_than_returned(work: Work, shipment: Shipment) -> Iterator[Refusal]:
    yield from beyond_faults(
        work,
        short_of(summed(shipment.lines), returned(work, CustomerReturn, "shipment", shipment.id)),
        MoreThanSold,
        _("More has come back than was sold"),
        _("Take the returns back first"),
    )


def require_no_returns(work: Work, document: Document) -> None:
    """Go on with unposting a shipment only if nothing of it has come back.

    Raises:
        HasReturns: otherwise.
    """
    if isinstance(document, Shipment) and returned(work, CustomerReturn, "shipment", document.id):
        raise HasReturns(
            _("Goods of {number} have come back", number=document.number),
            remedy=_("Unpost the returns first"),
            record=str(document.id),
        )


# --- papers made from others ------------------------------------------------------------


def shipment_of(work: Work, order: CustomerOrder) -> dict[str, Any]:
    """A shipment of what is left of an order.

    Raises:
        NothingLeft: where all of it was shipped.
    """
    rows = rows_left(order.lines, left_of(work, CustomerOrders, order.id))
    return following(order, "customer_order", _some(rows, order))


def return_of(work: Work, shipment: Shipment) -> dict[str, Any]:
    """A return of what has not come back of a shipment.

    Raises:
        NothingLeft: where all of it has.
    """
    left = summed(line for line in shipment.lines if line.stocked)
    for key, quantity in returned(work, CustomerReturn, "shipment", shipment.id).items():
        left[key] = left.get(key, quantity) - quantity
    return following(shipment, "shipment", _some(rows_left(shipment.lines, left), shipment))


def closing_of(_work: Work, order: CustomerOrder) -> dict[str, Any]:
    """A closing of what is left of an order."""
    return {
        **based_on(order),
        "organisation": str(order.organisation_id),
        "lines": [{"order": str(order.id)}],
    }


def _some(rows: list[Any], source: Document) -> list[Any]:
    if not rows:
        raise NothingLeft(
            _("Nothing is left of {title} {number}", title=source.title[0], number=source.number)
        )
    return rows


def panels(work: Work, record: Record) -> list[Panel]:
    """On an order: what was shipped, and what was not."""
    if not isinstance(record, CustomerOrder) or not work.access.may("customer_orders.read"):
        return []
    return [order_panel(work, record, CustomerOrders)]
