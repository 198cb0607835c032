"""The paper of reserving: what an order is promised, and from where."""

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.orm import Mapped

from ...core import Texts, Work, document_reference, field, lines_of, reference
from ..organisations import OrganisationDocument
from ..sales import CustomerOrder
from ..stock import StockLine
from ..stock.filling import fill_rows

_ = Texts(__package__)

PLACES = ("warehouse", "supplier_order")


class ReservationLine(StockLine):
    """Goods moved from one placement to another: a warehouse, a supplier's order, or none.

    `order` is the order they are promised to; left out, the one the paper names. Two rows
    with two orders hand a reserve over from one to the other.
    """

    title = _("Row of a reservation"), _("Rows of reservations")

    from_id: Mapped[UUID | None] = document_reference(_("From"), among=PLACES)
    to_id: Mapped[UUID | None] = document_reference(_("To"), among=PLACES)
    order: Mapped[CustomerOrder | None] = reference(_("For the order"), shown=False)
    if TYPE_CHECKING:
        order_id: Mapped[UUID | None]


class Reservation(OrganisationDocument):
    """Goods are promised to an order, moved between promises, or released."""

    title = _("Reservation"), _("Reservations")
    about = _(
        "Goods are promised to an order: kept back in a warehouse, or out of what "
        "suppliers are to bring."
    )

    customer_order: Mapped[CustomerOrder] = reference(_("Order"))
    beyond_credit: Mapped[bool] = field(
        _("Beyond the credit of the contract"),
        shown=False,
        help=_("Posts although the contract asks for money first"),
    )
    lines: Mapped[list[ReservationLine]] = lines_of(_("Goods"))
    if TYPE_CHECKING:
        customer_order_id: Mapped[UUID]

    def complete(self, work: Work) -> None:
        """Fill in organisation, units, and the order of rows that name none."""
        if self.organisation_id is None and self.customer_order is not None:
            self.organisation_id = self.customer_order.organisation_id
        super().complete(work)
        for line in self.lines:
            if line.order_id is None:
                line.order_id = self.customer_order_id
        fill_rows(work, self.lines)
