"""The course of an internal order: carried out by transfers and issues, closed at last."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ...core import BalanceRegister, Document, Movement, Refusal, Standing, Texts, Work
from ...core.posting.posting import Posting
from ..orders import (
    CarriedOut,
    CourseWords,
    MoreThanOrdered,
    NothingLeft,
    beyond_faults,
    carry_out,
    close_out,
    source_faults,
    standings,
)
from ..reservations import NowhereToMove, freed, moved, placed, require_within, used_up
from ..stock import Transfer
from .documents import (
    DepartmentIssue,
    InternalOrder,
    InternalOrderAdjustment,
    InternalOrderClosing,
    InternalReservation,
    TransferOrder,
)
from .errors import NotToThere
from .models import InternalOrders

_ = Texts(__package__)

BEYOND_ORDER = "internal_orders.beyond_order"
CARRIED = "internal_orders.carried_out"
"""Where a posting keeps what its document has taken from the order."""

COURSE = CourseWords(
    ordered=_("Under way"),
    moved=_("Supplied"),
    part=_("Supplied in part"),
    late=_("Overdue"),
    icon="transfer",
)


@dataclass(frozen=True)
class Supplying:
    """What the course of internal orders is read by; see `orders.Runs`."""

    register: type[BalanceRegister] = InternalOrders
    order: type[Document] = InternalOrder
    closing: type[Document] = InternalOrderClosing
    moving: Collection[str] = (Transfer.kind, DepartmentIssue.kind)


CYCLE = Supplying()


def course(work: Work, kind: str, keys: Sequence[UUID]) -> dict[UUID, list[Standing]]:
    """How far internal orders have come."""
    return standings(work, CYCLE, COURSE, kind, keys)


def carries_out(work: Work, document: Document) -> tuple[InternalOrder | None, bool]:
    """The order a transfer or an issue carries out, and whether it may go beyond it."""
    if isinstance(document, DepartmentIssue):
        return document.internal_order, document.beyond_order
    if isinstance(document, Transfer):
        added = TransferOrder.of_one(work.session, document.id)
        if added is not None and added.internal_order_id is not None:
            order = work.session.get_one(InternalOrder, added.internal_order_id)
            return order, bool(added.beyond_order)
    return None, False


# --- posting --------------------------------------------------------------------------------


def movements(posting: Posting) -> list[Movement]:
    """What a paper takes from orders within the company, and does to what is promised to them."""
    document = posting.document
    if isinstance(document, InternalOrder):
        return list(placed(posting, document))
    if isinstance(document, InternalReservation):
        order = document.internal_order_id
        return list(moved(posting, document.lines, lambda _line: order))
    if isinstance(document, InternalOrderClosing):
        orders = {line.order_id for line in document.lines}
        closed = close_out(posting, InternalOrders, sorted(orders))
        return [*closed, *freed(posting, orders, closed)]
    if isinstance(document, InternalOrderAdjustment):
        return list(freed(posting, {document.internal_order_id}))
    return _carried(posting, document)


def _carried(posting: Posting, document: Any) -> list[Movement]:
    order, _beyond = carries_out(posting.work, document)
    if order is None:
        return []
    done = carry_out(posting, InternalOrders, order.id, document.lines)
    posting.shared[CARRIED] = done
    found = [
        *done.movements,
        *used_up(posting, order.id, document.warehouse_id, document.lines),
    ]
    return [*found, *freed(posting, {order.id}, found)]


def require_promises(work: Work, document: Document) -> None:
    """Go on with taking back a paper only if it leaves no order promised too much.

    Raises:
        PromisedBeyond: otherwise.
    """
    orders: set[UUID] = set()
    if isinstance(document, InternalOrder):
        orders = {document.id}
    elif isinstance(document, InternalOrderAdjustment | InternalReservation):
        orders = {document.internal_order_id}
    require_within(work, document, orders)


def objections(posting: Posting) -> Iterator[Refusal]:
    """What forbids posting a paper of supplying ourselves.

    Raises:
        Forbidden: where more than ordered is moved on purpose, and the person may not.
    """
    document = posting.document
    if isinstance(document, InternalOrderAdjustment | InternalReservation):
        yield from source_faults(document, document.internal_order, "internal_order")
    if isinstance(document, InternalOrderClosing) and not posting.movements:
        yield NothingLeft(_("Nothing is left of these orders"), path="lines")
    if isinstance(document, InternalReservation):
        yield from _moves_nothing(document)
    order, beyond = carries_out(posting.work, document)
    if order is not None:
        yield from source_faults(document, order, "internal_order")
        yield from _elsewhere(document, order)
        yield from _beyond_order(posting, beyond=beyond)


def _moves_nothing(document: InternalReservation) -> Iterator[Refusal]:
    for place, line in enumerate(document.lines):
        if line.from_id == line.to_id:
            yield NowhereToMove(
                _("The row says neither from where nor to where goods are promised"),
                path=f"lines.{place}.to",
                remedy=_("Name a warehouse or an order to a supplier"),
            )


def _elsewhere(document: Any, order: InternalOrder) -> Iterator[Refusal]:
    """A transfer goes where the order wants the goods, if need be over the road."""
    if isinstance(document, Transfer):
        goes = (document.to_warehouse_id, document.onward_id)
        if order.to_warehouse_id not in goes:
            yield NotToThere(
                _("The order {number} wants the goods elsewhere", number=order.number),
                path="to_warehouse",
                remedy=_("Transfer them to the warehouse of the order, or leave the order out"),
            )
    elif document.department_id != order.department_id:
        yield NotToThere(
            _("The order {number} is of another department", number=order.number),
            path="department",
            remedy=_("Name the department of the order, or leave the order out"),
        )


def _beyond_order(posting: Posting, *, beyond: bool) -> Iterator[Refusal]:
    done: CarriedOut = posting.shared.get(CARRIED, CarriedOut())
    if not done.beyond or posting.restoring:
        return
    if beyond:
        posting.work.access.require(BEYOND_ORDER)
        return
    remedy = _("Lower the quantity; who has the right may post it “beyond the order”")
    why = _("More than ordered")
    yield from beyond_faults(posting.work, done.beyond, MoreThanOrdered, why, remedy)
