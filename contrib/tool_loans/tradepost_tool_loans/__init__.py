"""Tools lent to customers: who has what, and until when."""

from tradepost.core import Panel, Plugin, Record, Refusal, Right, Role, Texts, Work, hookimpl
from tradepost.core.posting.posting import Posting

from . import services
from .models import ToolLoan, ToolReturn, ToolsLent

_ = Texts(__package__)


class ToolLoansPlugin(Plugin):
    """Lends tools and takes them back."""

    name = "tool_loans"
    title = _("Tool loans")
    needs = ("items", "parties")
    section = "sales"

    @hookimpl
    def check_posting(self, posting: Posting) -> list[Refusal]:
        """Object to another loan for a customer who is late with one."""
        return services.objections_to_loan(posting)

    @hookimpl
    def list_panels(self, work: Work, record: Record) -> list[Panel]:
        """Show on the customer's card what he has not brought back."""
        return services.panels(work, record)

    @hookimpl
    def list_rights(self) -> list[Right]:
        """Let some people lend to the late."""
        return [Right("tool_loans.lend_more", _("Lend tools to a customer who is late"))]

    @hookimpl
    def list_roles(self) -> list[Role]:
        """Salespeople lend and take back."""
        rights = ("tool_loan.*", "tool_return.*", "tools_lent.read")
        return [Role("salesperson", _("Salesperson"), rights)]


plugin = ToolLoansPlugin()

__all__ = ["ToolLoan", "ToolReturn", "ToolsLent", "plugin"]
