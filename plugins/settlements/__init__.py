"""Settlements: what parties owe us and we owe them, by contract and deal, and since when."""

from ...core import Document, Panel, Plugin, Record, Refusal, Right, Role, Texts, Work, hookimpl
from ...core.posting.posting import Posting
from ...core.printing import PrintForm
from ...core.reporting import Report
from ...core.reporting.widgets import Widget
from . import checks, credit, papers, reports, services, widgets
from .ageing import unpaid
from .credit import credit_faults, overridden
from .documents import SettledDocument
from .models import Settlements
from .paying_off import by_rates_of_invoices
from .proofs import unsettled
from .services import debt_of
from .settling import converted, deal_for, deal_of, in_contract, rate_between

_ = Texts(__package__)


class SettlementsPlugin(Plugin):
    """Keeps debts with parties, and bounds the credit they are given."""

    name, title, section = "settlements", _("Settlements"), "money"
    needs = ("currencies", "organisations", "parties")

    @hookimpl
    def list_rights(self) -> list[Right]:
        """Who may give credit beyond what a contract allows."""
        return [Right(credit.CREDIT, _("Give credit beyond limit and days of the contract"))]

    @hookimpl
    def check_record(self, work: Work, record: Record) -> list[Refusal]:
        """Object to another currency of a contract under which there are debts."""
        return list(checks.faults(work, record))

    @hookimpl
    def check_posting(self, posting: Posting) -> list[Refusal]:
        """Object to credit beyond the limit, or to a party that has not paid in time."""
        return credit.objections(posting)

    @hookimpl
    def on_posted(self, work: Work, document: Document) -> None:
        """Hold the credit given to its limit, whoever posts at the same time."""
        credit.require_within(work, document)

    @hookimpl
    def list_panels(self, work: Work, record: Record) -> list[Panel]:
        """Show on a party's card what it owes."""
        return services.party_panel(work, record)

    @hookimpl
    def list_print_forms(self) -> list[PrintForm]:
        """The act of reconciliation with a party, of all contracts or of one."""
        return papers.forms()

    @hookimpl
    def list_reports(self) -> list[Report]:
        """Reconciliation, and the age of debts."""
        return reports.reports()

    @hookimpl
    def list_widgets(self) -> list[Widget]:
        """Debts that are overdue."""
        return widgets.widgets()

    @hookimpl
    def list_roles(self) -> list[Role]:
        """Who sees debts."""
        return roles()


def roles() -> list[Role]:
    """Debts are seen by all who trade; credit beyond the contract is the director's."""
    seen = ("settlements.read",)
    return [
        Role("salesperson", _("Salesperson"), seen),
        Role("buyer", _("Buyer"), seen),
        Role("accountant", _("Accountant"), seen),
        Role("director", _("Director"), (*seen, credit.CREDIT)),
    ]


plugin = SettlementsPlugin()

__all__ = [
    "SettledDocument",
    "Settlements",
    "by_rates_of_invoices",
    "converted",
    "credit_faults",
    "deal_for",
    "deal_of",
    "debt_of",
    "in_contract",
    "overridden",
    "plugin",
    "rate_between",
    "unpaid",
    "unsettled",
]
