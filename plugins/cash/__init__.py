"""Money: cash desks, bank accounts, receipts, expenses and payment orders."""

from ...core import Filling, Panel, Plugin, Record, Refusal, Role, Texts, Work, hookimpl
from ...core.printing import PrintForm
from ...core.reporting import Report
from ...core.reporting.first_steps import FirstStep
from ...core.reporting.widgets import Widget
from . import first_steps, papers, proofs, reports, services, widgets
from .documents import CashExpense, CashReceipt, MoneyDocument, PaymentOrder
from .models import Cash, CashPlace
from .places import place_for

_ = Texts(__package__)


class CashPlugin(Plugin):
    """Keeps our money by place, and what parties have paid."""

    name, title, section = "cash", _("Money"), "money"
    needs = ("currencies", "organisations", "parties", "settlements")

    @hookimpl
    def check_record(self, work: Work, record: Record) -> list[Refusal]:
        """Object to payments of nothing, and to wrong places."""
        return list(services.objections(record)) if isinstance(record, MoneyDocument) else []

    @hookimpl
    def list_fillings(self) -> list[Filling]:
        """A payment for every paper that is paid."""
        return services.fillings()

    @hookimpl
    def list_panels(self, work: Work, record: Record) -> list[Panel]:
        """Show on the card of a desk or account what lies in it."""
        return services.place_panel(work, record)

    @hookimpl
    def list_print_forms(self) -> list[PrintForm]:
        """Receipt and expense orders."""
        return papers.forms()

    @hookimpl
    def list_reports(self) -> list[Report]:
        """The statement of money."""
        return reports.reports()

    @hookimpl
    def list_widgets(self) -> list[Widget]:
        """Money in desks and accounts now."""
        return widgets.widgets()

    @hookimpl
    def list_first_steps(self) -> list[FirstStep]:
        """The money for it."""
        return first_steps.first_steps()

    @hookimpl
    def list_roles(self) -> list[Role]:
        """The accountant pays; others see as much as they need."""
        return roles()

    @hookimpl
    def check_base(self, work: Work) -> list[str]:
        """Prove that money is what the papers say."""
        return proofs.broken(work)


KINDS = ("cash_place", "cash_receipt", "cash_expense", "payment_order")


def roles() -> list[Role]:
    """Who does what with money."""
    everything = (*(f"{kind}.*" for kind in KINDS), "cash.read")
    seen = (*(f"{kind}.read" for kind in KINDS), "cash.read")
    return [
        Role("accountant", _("Accountant"), everything),
        Role("director", _("Director"), seen),
        Role("salesperson", _("Salesperson"), ("cash_place.read", "cash_receipt.*")),
        Role("buyer", _("Buyer"), ("payment_order.read", "cash_expense.read")),
    ]


plugin = CashPlugin()

__all__ = [
    "Cash",
    "CashExpense",
    "CashPlace",
    "CashPlugin",
    "CashReceipt",
    "MoneyDocument",
    "PaymentOrder",
    "place_for",
    "plugin",
]
