"""What lending asks for beyond the documents themselves."""

from sqlalchemy import func, select

from tradepost.core import Panel, Record, Refusal, Texts, Work
from tradepost.core.posting import readings
from tradepost.core.posting.posting import Posting
from tradepost.plugins.items import Item
from tradepost.plugins.parties import Party

from .models import ToolLoan, ToolsLent

_ = Texts(__package__)


class CustomerIsLate(Refusal):
    """The customer still holds tools of a loan that is overdue."""

    code = "tool_loans.late"


def objections_to_loan(posting: Posting) -> list[Refusal]:
    """Object where an earlier loan of the customer is overdue and tools are out."""
    loan = posting.document
    if not isinstance(loan, ToolLoan) or posting.work.access.may("tool_loans.lend_more"):
        return []
    work = posting.work.as_house()
    late = select(func.min(ToolLoan.due_on)).where(
        ToolLoan.party_id == loan.party_id,
        ToolLoan.posted,
        ToolLoan.due_on < work.day_of(loan.moment),
        ToolLoan.id != loan.id,
    )
    due_on = work.session.scalar(late)
    if due_on is None or not readings.balance(work, ToolsLent, where={"party": loan.party_id}):
        return []
    return [
        CustomerIsLate(
            _("The customer was to bring tools back on {due_on}", due_on=due_on),
            path="party",
            remedy=_("Register the return first"),
        )
    ]


def panels(work: Work, record: Record) -> list[Panel]:
    """What a customer has not brought back."""
    if not isinstance(record, Party) or not work.access.may("tools_lent.read"):
        return []
    held = readings.balance(work, ToolsLent, where={"party": record.id})
    items = {one.id: one for one in _items(work, [row["item"] for row in held])}
    rows = [(items[row["item"]], row["quantity"]) for row in held if row["item"] in items]
    columns = [(_("Tool"), "reference"), (_("Quantity"), "quantity")]
    return [Panel(_("Tools lent"), columns, rows, _("Nothing is out"))]


def _items(work: Work, keys: list[object]) -> list[Item]:
    return list(work.session.scalars(select(Item).where(Item.id.in_(keys))))
