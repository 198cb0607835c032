"""Orders within the company: what our warehouses and departments ask for, and how they get it."""

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
    Standings,
    Texts,
    Work,
    hookimpl,
)
from ...core.posting.posting import Posting
from ...core.printing import PrintForm
from ...core.reporting import Report
from ..orders import course_fields
from . import course, papers, reports, services
from .documents import (
    DepartmentIssue,
    InternalOrder,
    InternalOrderAdjustment,
    InternalOrderClosing,
    InternalReservation,
    TransferOrder,
)
from .models import Department, InternalOrders

_ = Texts(__package__)


class InternalOrdersPlugin(Plugin):
    """Supplies our own warehouses and departments."""

    name, title, section = "internal_orders", _("Internal orders"), "warehouse"
    needs = ("items", "orders", "organisations", "purchasing", "reservations", "stock")

    @hookimpl
    def check_record(self, work: Work, record: Record) -> list[Refusal]:
        """Object to orders nobody has asked for, and to services."""
        return list(services.objections(record))

    @hookimpl
    def list_movements(self, posting: Posting) -> list[Movement]:
        """Promise goods to orders, carry them out, give them up."""
        return course.movements(posting)

    @hookimpl
    def check_posting(self, posting: Posting) -> list[Refusal]:
        """Object to more than was ordered, and to goods that go elsewhere."""
        return list(course.objections(posting))

    @hookimpl
    def on_unposted(self, work: Work, document: Document) -> None:
        """Refuse to leave an order promised more than is left of it."""
        course.require_promises(work, document)

    @hookimpl
    def list_fillings(self) -> list[Filling]:
        """Order → transfer, issue, reservation, closing."""
        return [
            Filling("internal_order", "transfer", services.transfer_of),
            Filling("internal_order", "department_issue", services.issue_of),
            Filling("internal_order", "internal_reservation", services.reservation_of),
            Filling("internal_order", "internal_order_closing", services.closing_of),
        ]

    @hookimpl
    def list_panels(self, work: Work, record: Record) -> list[Panel]:
        """Show on an order what of it was brought."""
        return services.panels(work, record)

    @hookimpl
    def list_standings(self, work: Work, kind: str, keys: Sequence[UUID]) -> Standings:
        """Say whether orders were brought, closed, or are late."""
        return course.course(work, kind, keys)

    @hookimpl
    def list_derived_fields(self) -> list[DerivedField]:
        """How far internal orders have come."""
        return course_fields(course.CYCLE, course.COURSE)

    @hookimpl
    def list_print_forms(self) -> list[PrintForm]:
        """The order, and the note of an issue."""
        return papers.forms()

    @hookimpl
    def list_reports(self) -> list[Report]:
        """What became of internal orders."""
        return reports.reports()

    @hookimpl
    def list_rights(self) -> list[Right]:
        """Who may bring more than was ordered."""
        return [Right(course.BEYOND_ORDER, _("Bring more than was ordered within the company"))]

    @hookimpl
    def list_roles(self) -> list[Role]:
        """Storekeepers ask and bring; buyers see what is waited for."""
        return roles()

    @hookimpl
    def check_base(self, work: Work) -> list[str]:
        """Prove that issues have moved what they say."""
        return services.broken(work)


KINDS = (
    "department",
    "internal_order",
    "internal_order_adjustment",
    "internal_order_closing",
    "internal_reservation",
    "department_issue",
)


def roles() -> list[Role]:
    """Who does what in supplying ourselves."""
    everything = (*(f"{kind}.*" for kind in KINDS), "internal_orders.read")
    seen = (*(f"{kind}.read" for kind in KINDS), "internal_orders.read")
    asking = ("department.read", "internal_order.*", "internal_orders.read")
    return [
        Role("storekeeper", _("Storekeeper"), everything),
        Role("accountant", _("Accountant"), everything),
        Role("buyer", _("Buyer"), seen),
        Role("salesperson", _("Salesperson"), asking),
        Role("director", _("Director"), (*seen, course.BEYOND_ORDER)),
    ]


plugin = InternalOrdersPlugin()

__all__ = [
    "Department",
    "DepartmentIssue",
    "InternalOrder",
    "InternalOrderAdjustment",
    "InternalOrderClosing",
    "InternalOrders",
    "InternalOrdersPlugin",
    "InternalReservation",
    "TransferOrder",
    "plugin",
]
