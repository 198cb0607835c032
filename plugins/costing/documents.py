"""The papers of cost: an accounting policy, and the close of a month."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy.orm import Mapped

from ...core import Texts, Work, field
from ...core.periods import TICK, month_of, start
from ...core.records.filling import left_out
from ...core.values import next_month
from ..organisations import OrganisationDocument

_ = Texts(__package__)

METHODS = {
    "fifo": _("First in, first out (FIFO)"),
    "lifo": _("Last in, first out (LIFO)"),
    "average": _("Moving average"),
    "month_average": _("Weighted average of the month"),
}


class CostPolicy(OrganisationDocument):
    """How an organisation keeps cost, from the first moment of a month on.

    Posting it carries over what lies in stock: the batches of each place become one, or what
    was one becomes the first batch. Not a kopeck is lost; what was posted later is costed anew.
    """

    title = _("Accounting policy of cost"), _("Accounting policies of cost")

    method: Mapped[str] = field(_("Cost method"), default="fifo", choices=METHODS)
    company_wide: Mapped[bool] = field(
        _("One cost for all warehouses"),
        help=_("Goods have the same cost in whichever warehouse they lie"),
    )

    def complete(self, work: Work) -> None:
        """It holds from the beginning of the month it is dated in."""
        super().complete(work)
        zone = work.house.zone
        self.moment = start(month_of(self.moment, zone), zone)


class CostAdjustment(OrganisationDocument):
    """The close of a month: cost is brought to its final figures.

    Under the weighted average of the month what left stock is corrected to the price of the
    month; under any policy kopecks left behind by goods that are gone are swept away. It is
    posted in the last moment of the month, as the company's calendar has it.
    """

    title = _("Month closing"), _("Month closings")

    month: Mapped[date] = field(_("Month"), required=False)
    if TYPE_CHECKING:
        organisation_id: Mapped[Any]

    def complete(self, work: Work) -> None:
        """It stands at the end of its month; left out, that is the month it is dated in."""
        super().complete(work)
        if left_out(self.month):
            self.month = month_of(self.moment, work.house.zone)
        self.month = self.month.replace(day=1)
        self.moment = start(next_month(self.month), work.house.zone) - TICK


def start_of_month(work: Work, close: CostAdjustment) -> datetime:
    """The first moment of the month that is closed, by the company's calendar."""
    return start(close.month, work.house.zone)


def key_of(document: Any) -> tuple[datetime, UUID]:
    """The place of a document in the order of business."""
    return (document.moment, document.id)
