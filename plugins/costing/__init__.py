"""Cost of goods: what stock costs, what sales have cost, by the policy of the organisation.

Documents that move goods say so through their `stock_moves`, those that make goods dearer
through `cost_additions`; costing reads the same as stock does and adds the money.
"""

from ...core import (
    Document,
    Movement,
    Panel,
    Plugin,
    Record,
    Refusal,
    Right,
    Role,
    Texts,
    Work,
    hookimpl,
)
from ...core.jobs import Job
from ...core.posting.posting import Posting
from ...core.reporting import Report
from ...core.reporting.widgets import Widget
from . import (
    additions,
    checks,
    explaining,
    invariants,
    large,
    panels,
    papers,
    recosting,
    reports,
    restating,
    services,
    widgets,
)
from .documents import CostAdjustment, CostPolicy
from .expected import WantedGoods, expected_costs
from .models import CostBatches, CostOfSales, Expenses

_ = Texts(__package__)


class CostingPlugin(Plugin):
    """Cost batches, cost of sales, accounting policies, closes of months."""

    name = "costing"
    title = _("Costing")
    needs = ("stock", "items", "organisations")
    section = "reports"

    @hookimpl
    def list_movements(self, posting: Posting) -> list[Movement]:
        """Cost what the document moves, or makes dearer; carry over, correct."""
        return [
            *services.cost_movements(posting),
            *additions.addition_movements(posting),
            *papers.movements(posting),
        ]

    @hookimpl
    def check_posting(self, posting: Posting) -> list[Refusal]:
        """Object to months closed out of order, and to policies that reach into closed ones."""
        return papers.objections(posting)

    @hookimpl
    def check_record(self, work: Work, record: Record) -> list[Refusal]:
        """Object to another cost method where goods are costed by the one there is."""
        return checks.objections(work, record)

    @hookimpl
    def on_posted(self, work: Work, document: Document, again: bool) -> None:
        """Let what depends on the document, but lies elsewhere, be costed anew."""
        large.begin(work, document)
        restating.follow(work, document, again=again)

    @hookimpl
    def on_unposted(self, work: Work, document: Document) -> None:
        """Open months from the last one back, and only with the right to; cost anew."""
        papers.require_may_open(work, document)
        large.give_up(work, document)
        restating.follow(work, document, again=True)

    @hookimpl
    def list_panels(self, work: Work, record: Record) -> list[Panel]:
        """Show what the close of a month corrected, and why a shipment cost what it did."""
        return panels.panels(work, record)

    @hookimpl
    def list_reports(self) -> list[Report]:
        """Gross profit, worth of stock, turnover at cost."""
        return reports.reports()

    @hookimpl
    def check_base(self, work: Work) -> list[str]:
        """Batches add up to the stock, no batch is impossible, nothing is lost on the way."""
        return list(invariants.broken(work))

    @hookimpl
    def list_jobs(self) -> list[Job]:
        """The close of a month in which much has moved."""
        return [large.CLOSE]

    @hookimpl
    def list_rights(self) -> list[Right]:
        """Who may open a closed month."""
        return [Right(papers.OPEN_MONTH, _("Open a month whose cost is closed"))]

    @hookimpl
    def list_widgets(self) -> list[Widget]:
        """What the sales of the month have brought over their cost."""
        return widgets.widgets()

    @hookimpl
    def list_roles(self) -> list[Role]:
        """Who may see cost: the accountant, the buyer and the director."""
        return [Role(name, title, rights) for name, (title, rights) in WHO.items()]


SEEN = ("cost_batches.read", "cost_of_sales.read", "expenses.read")
WHO = {
    "accountant": (
        _("Accountant"),
        (*SEEN, "cost_policy.*", "cost_adjustment.*", papers.OPEN_MONTH),
    ),
    "buyer": (_("Buyer"), SEEN),
    "director": (_("Director"), (*SEEN, "cost_policy.read", "cost_adjustment.read")),
}

CostBatches.restorer = staticmethod(recosting.restore)
CostOfSales.explainer = staticmethod(explaining.explain_sales)

plugin = CostingPlugin()

__all__ = [
    "CostAdjustment",
    "CostBatches",
    "CostOfSales",
    "CostPolicy",
    "Expenses",
    "WantedGoods",
    "expected_costs",
    "plugin",
]
