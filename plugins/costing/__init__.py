"""Cost of goods: what stock costs, what sales have cost, by FIFO or moving average.

The policy is the organisation's (`cost_method`). Documents that move goods say so through
their `stock_moves`; costing reads the same moves as stock does and adds the money.
"""

from ...core import Movement, Plugin, Role, Texts, Work, hookimpl
from ...core.posting.posting import Posting
from ...core.reporting import Report
from ...core.reporting.widgets import Widget
from ...core.schema.document import Document
from . import invariants, reports, restating, services, widgets
from .models import CostBatches, CostOfSales, Expenses

_ = Texts(__package__)


class CostingPlugin(Plugin):
    """Cost batches, cost of sales."""

    name = "costing"
    title = _("Costing")
    needs = ("stock", "items", "organisations")
    section = "reports"

    @hookimpl
    def list_movements(self, posting: Posting) -> list[Movement]:
        """Cost what the document moves."""
        return services.cost_movements(posting)

    @hookimpl
    def on_posted(self, work: Work, document: Document, again: bool) -> None:
        """Let returns follow the cost of a sale that is posted again."""
        if again:
            restating.follow(work, document)

    @hookimpl
    def list_reports(self) -> list[Report]:
        """Gross profit, worth of stock, turnover at cost."""
        return reports.reports()

    @hookimpl
    def check_base(self, work: Work) -> list[str]:
        """Batches add up to the stock, and no batch is impossible."""
        return list(invariants.broken(work))

    @hookimpl
    def list_widgets(self) -> list[Widget]:
        """What the sales of the month have brought over their cost."""
        return widgets.widgets()

    @hookimpl
    def list_roles(self) -> list[Role]:
        """Who may see cost: the accountant, the buyer and the director."""
        rights = ("cost_batches.read", "cost_of_sales.read", "expenses.read")
        return [Role(name, title, rights) for name, title in WHO.items()]


WHO = {
    "accountant": _("Accountant"),
    "buyer": _("Buyer"),
    "director": _("Director"),
}

plugin = CostingPlugin()

__all__ = ["CostBatches", "CostOfSales", "Expenses", "plugin"]
