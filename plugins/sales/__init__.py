"""Selling: orders of customers, shipments, returns; correction and closing of orders."""

from collections.abc import Sequence
from uuid import UUID

from ...core import (
    DerivedField,
    Document,
    Filling,
    Movement,
    Panel,
    Plugin,
    Record,
    Refusal,
    Right,
    Role,
    Setting,
    Standings,
    Texts,
    Work,
    hookimpl,
)
from ...core.posting.posting import Posting
from ...core.printing import PrintForm
from ...core.reporting import Report
from ...core.reporting.first_steps import FirstStep
from ...core.reporting.widgets import Widget
from ..stock import regraded_of
from . import first_steps, papers, proofs, proposals, reports, services, widgets
from .credit import hold, prepayment_faults
from .documents import (
    CustomerOrder,
    CustomerReturn,
    OrderAdjustment,
    OrderClosing,
    Proposal,
    Shipment,
)
from .models import CustomerOrders, LostOrders, Sales
from .upd import TEMPLATE as UPD_TEMPLATE
from .upd import upd, upd_head

_ = Texts(__package__)


class SalesPlugin(Plugin):
    """Sells goods and services to customers."""

    name, title, section = "sales", _("Sales"), "sales"
    needs = (
        "currencies", "items", "orders", "organisations", "parties", "pricing", "settlements",
        "stock",
    )  # fmt: skip
    settings = (
        Setting(
            "orders_stop_at_credit",
            bool,
            default=False,
            help=_("Orders beyond the credit of the contract are refused, not only warned of"),
        ),
    )

    @hookimpl
    def on_filling(self, work: Work, record: Record) -> None:
        """Number the versions of a proposal."""
        if isinstance(record, Proposal):
            proposals.fill(work, record)

    @hookimpl
    def check_record(self, work: Work, record: Record) -> list[Refusal]:
        """Object to a proposal that was refused for no reason."""
        return list(proposals.objections(record)) if isinstance(record, Proposal) else []

    @hookimpl
    def list_movements(self, posting: Posting) -> list[Movement]:
        """Take what a shipment carries out, or a closing gives up, from the order."""
        return services.movements(posting)

    @hookimpl
    def check_posting(self, posting: Posting) -> list[Refusal]:
        """Object to more than was ordered, and to more coming back than was sold."""
        return list(services.objections(posting))

    @hookimpl
    def on_unposted(self, work: Work, document: Document) -> None:
        """Refuse to take back a shipment whose goods have come back."""
        services.CYCLE.require_no_returns(work, document)

    @hookimpl
    def list_fillings(self) -> list[Filling]:
        """Proposal → its next version, order; order → shipment → return; order → closing."""
        return [
            Filling("proposal", "customer_order", proposals.order_of),
            Filling("proposal", "proposal", proposals.version_of),
            Filling("customer_order", "shipment", services.CYCLE.fulfilment_of),
            Filling("customer_order", "order_closing", services.CYCLE.closing_of),
            Filling("shipment", "customer_return", services.CYCLE.return_of),
            Filling("customer_return", "quality_change", regraded_of),
        ]

    @hookimpl
    def list_panels(self, work: Work, record: Record) -> list[Panel]:
        """Show on an order what of it was shipped."""
        return services.CYCLE.panels(work, record)

    @hookimpl
    def list_standings(self, work: Work, kind: str, keys: Sequence[UUID]) -> Standings:
        """Say whether orders were shipped, closed, or are late."""
        return services.course(work, kind, keys)

    @hookimpl
    def list_derived_fields(self) -> list[DerivedField]:
        """How far customers' orders have come, and whether they are paid."""
        return services.states()

    @hookimpl
    def list_print_forms(self) -> list[PrintForm]:
        """Invoice and delivery note."""
        return papers.forms()

    @hookimpl
    def list_reports(self) -> list[Report]:
        """Analysis of sales, fulfilment of orders."""
        return reports.reports()

    @hookimpl
    def list_rights(self) -> list[Right]:
        """Who may ship more than was ordered."""
        return [Right(services.BEYOND_ORDER, _("Ship more than was ordered"))]

    @hookimpl
    def list_widgets(self) -> list[Widget]:
        """Sales of the month, the best goods and customers, orders to ship, goods running out."""
        return widgets.widgets()

    @hookimpl
    def list_first_steps(self) -> list[FirstStep]:
        """The first sale, and its figures."""
        return first_steps.first_steps()

    @hookimpl
    def list_roles(self) -> list[Role]:
        """The salesperson; storekeepers ship, accountants and directors see all."""
        return roles()

    @hookimpl
    def check_base(self, work: Work) -> list[str]:
        """Prove that shipments and returns are what the registers say."""
        return proofs.broken(work)


KINDS = (
    "proposal",
    "customer_order",
    "shipment",
    "customer_return",
    "order_adjustment",
    "order_closing",
)
SEEN = ("customer_orders.read", "lost_orders.read", "sales.read")


def roles() -> list[Role]:
    """Who does what in selling."""
    everything = tuple(f"{kind}.*" for kind in KINDS)
    seen = (*(f"{kind}.read" for kind in KINDS), *SEEN)
    goods = ("customer_order.read", "shipment.*", "customer_return.*")
    return [
        Role("salesperson", _("Salesperson"), (*everything, *SEEN)),
        Role("storekeeper", _("Storekeeper"), goods),
        Role("accountant", _("Accountant"), (*everything, *SEEN)),
        Role("director", _("Director"), (*seen, services.BEYOND_ORDER)),
    ]


plugin = SalesPlugin()

__all__ = [
    "UPD_TEMPLATE",
    "CustomerOrder",
    "CustomerOrders",
    "CustomerReturn",
    "LostOrders",
    "OrderAdjustment",
    "OrderClosing",
    "Proposal",
    "Sales",
    "SalesPlugin",
    "Shipment",
    "hold",
    "plugin",
    "prepayment_faults",
    "upd",
    "upd_head",
]
