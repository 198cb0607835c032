"""The papers of supplying ourselves: order within the company, its correction and closing."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from sqlalchemy.orm import Mapped

from ...core import (
    BalanceRegister,
    Extension,
    Lines,
    Movement,
    Texts,
    Work,
    document_reference,
    field,
    lines_of,
    reference,
)
from ..orders import ClosingReason
from ..organisations import OrganisationDocument
from ..stock import StockDocument, StockLine, StockMove, Transfer, Warehouse, moves
from ..stock.filling import fill_rows
from .models import Department, InternalOrders

_ = Texts(__package__)

PLACES = ("warehouse", "supplier_order")


class InternalPaper(OrganisationDocument):
    """A paper about goods within the company: quantities, no prices."""

    __abstract__ = True
    if TYPE_CHECKING:
        lines: Any

    def complete(self, work: Work) -> None:
        """Fill in the organisation, units and base quantities.

        Raises:
            UnknownUnit: where an item is not traded in the row's unit.
        """
        super().complete(work)
        fill_rows(work, self.lines)


class InternalOrderLine(StockLine):
    """What is asked for; `placement` is the warehouse or supplier's order it is to come from."""

    title = _("Row of an internal order"), _("Rows of internal orders")

    placement_id: Mapped[UUID | None] = document_reference(
        _("Placement"), among=PLACES, shown=False
    )


class InternalOrder(InternalPaper):
    """Goods that a warehouse or a department of ours asks for; its state is never stored."""

    title = _("Internal order"), _("Internal orders")
    about = _(
        "What a warehouse or a department of ours asks for. It moves nothing: create a "
        "transfer to the warehouse, or an issue to the department, on its basis. Goods are "
        "promised to it as to an order of a customer."
    )
    also = _("request of goods, replenishment")

    left_in: ClassVar[type[BalanceRegister]] = InternalOrders
    """Where what is left of it is kept: goods may be promised to it."""

    to_warehouse: Mapped[Warehouse | None] = reference(_("To warehouse"))
    department: Mapped[Department | None] = reference(_("To department"))
    warehouse: Mapped[Warehouse | None] = reference(_("From warehouse"))
    due_on: Mapped[date | None] = field(_("Due on"))
    lines: Mapped[list[InternalOrderLine]] = lines_of(_("Goods"))
    if TYPE_CHECKING:
        to_warehouse_id: Mapped[UUID | None]
        department_id: Mapped[UUID | None]
        warehouse_id: Mapped[UUID | None]

    def complete(self, work: Work) -> None:
        """A department with a warehouse of its own gets the goods there."""
        super().complete(work)
        if self.to_warehouse_id is None and self.department is not None:
            self.to_warehouse_id = self.department.warehouse_id

    def movements(self) -> Iterator[Movement]:
        """What is to be brought."""
        for line in self.lines:
            yield InternalOrders.plus(
                order=self.id,
                item=line.item_id,
                variant=line.variant_id,
                quantity=line.base_quantity,
            )


class InternalOrderAdjustmentLine(StockLine):
    """What is asked for beyond the order, or no longer."""

    title = _("Row of a correction"), _("Rows of corrections")

    less: Mapped[bool] = field(_("Less"), help=_("Takes the quantity off the order"))


class InternalOrderAdjustment(InternalPaper):
    """An internal order is corrected: it stays as it was, this adds to it and takes off."""

    title = _("Correction of an internal order"), _("Corrections of internal orders")

    internal_order: Mapped[InternalOrder] = reference(_("Order"))
    lines: Mapped[list[InternalOrderAdjustmentLine]] = lines_of(_("Goods"))
    if TYPE_CHECKING:
        internal_order_id: Mapped[UUID]

    def complete(self, work: Work) -> None:
        """The organisation is that of the order."""
        take_organisation(self, self.internal_order)
        super().complete(work)

    def movements(self) -> Iterator[Movement]:
        """More to be brought, or less."""
        for line in self.lines:
            write = InternalOrders.minus if line.less else InternalOrders.plus
            yield write(
                order=self.internal_order_id,
                item=line.item_id,
                variant=line.variant_id,
                quantity=line.base_quantity,
            )


class InternalOrderClosingLine(Lines):
    """An internal order of which nothing more will be brought, and why."""

    title = _("Closed order"), _("Closed orders")

    order: Mapped[InternalOrder] = reference(_("Order"))
    closing_reason: Mapped[ClosingReason | None] = reference(_("Reason"))
    reason: Mapped[str] = field(_("In detail"), default="")
    if TYPE_CHECKING:
        order_id: Mapped[UUID]


class InternalOrderClosing(OrganisationDocument):
    """What is left of internal orders is given up, with the reason; what was promised is free."""

    title = _("Closing of internal orders"), _("Closings of internal orders")

    closing_reason: Mapped[ClosingReason | None] = reference(_("Reason"))
    reason: Mapped[str] = field(_("In detail"), default="")
    lines: Mapped[list[InternalOrderClosingLine]] = lines_of(_("Orders"))


class InternalReservationLine(StockLine):
    """Goods moved from one placement to another: a warehouse, a supplier's order, or none."""

    title = _("Row of an internal reservation"), _("Rows of internal reservations")

    from_id: Mapped[UUID | None] = document_reference(_("From"), among=PLACES)
    to_id: Mapped[UUID | None] = document_reference(_("To"), among=PLACES)


class InternalReservation(InternalPaper):
    """Goods are promised to an internal order, moved between promises, or released."""

    title = _("Internal reservation"), _("Internal reservations")
    about = _("Goods are kept back for an internal order, or what was kept back is released.")

    internal_order: Mapped[InternalOrder] = reference(_("Order"))
    lines: Mapped[list[InternalReservationLine]] = lines_of(_("Goods"))
    if TYPE_CHECKING:
        internal_order_id: Mapped[UUID]

    def complete(self, work: Work) -> None:
        """The organisation is that of the order."""
        take_organisation(self, self.internal_order)
        super().complete(work)


class DepartmentIssueLine(StockLine):
    """Goods a department gets."""

    title = _("Row of an issue"), _("Rows of issues")


class DepartmentIssue(StockDocument):
    """Goods go to a department, which uses them up: their cost is an expense."""

    title = _("Issue to a department"), _("Issues to departments")
    about = _(
        "Goods leave a warehouse for a department that uses them up. Stock becomes less, "
        "their cost an expense. On the basis of an internal order it carries that out."
    )
    also = _("requisition, goods for own needs")

    department: Mapped[Department] = reference(_("Department"))
    internal_order: Mapped[InternalOrder | None] = reference(_("Internal order"))
    beyond_order: Mapped[bool] = field(
        _("Beyond the order"), shown=False, help=_("Moves more than the order asks for")
    )
    lines: Mapped[list[DepartmentIssueLine]] = lines_of(_("Goods"))
    if TYPE_CHECKING:
        department_id: Mapped[UUID | None]
        internal_order_id: Mapped[UUID | None]

    def complete(self, work: Work) -> None:
        """Take over from the order who gets the goods, and from where."""
        order = self.internal_order
        if order is not None:
            take_organisation(self, order)
            self.department_id = self.department_id or order.department_id
            self.warehouse_id = self.warehouse_id or order.warehouse_id
        super().complete(work)

    def stock_moves(self) -> Iterable[StockMove]:
        """Out of the warehouse."""
        return moves(self.lines, "write_off", source=self.warehouse_id)


class TransferOrder(Extension, of=Transfer):
    """The internal order that a transfer carries out."""

    title = _("Order of a transfer"), _("Orders of transfers")

    internal_order: Mapped[InternalOrder | None] = reference(_("Internal order"))
    beyond_order: Mapped[bool | None] = field(
        _("Beyond the order"), shown=False, help=_("Moves more than the order asks for")
    )
    if TYPE_CHECKING:
        internal_order_id: Mapped[UUID | None]


def take_organisation(paper: Any, order: InternalOrder | None) -> None:
    """Fill in the organisation left out of a paper from the order it follows."""
    if paper.organisation_id is None and order is not None:
        paper.organisation_id = order.organisation_id
