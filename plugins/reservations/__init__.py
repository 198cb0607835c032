"""Reserving: goods promised to orders, in warehouses and in what suppliers are to bring."""

from collections.abc import Sequence
from uuid import UUID

from ...core import (
    ChoiceFact,
    Choosing,
    DerivedField,
    Document,
    Filling,
    Movement,
    Panel,
    Plugin,
    Record,
    Refusal,
    Role,
    Setting,
    Standings,
    Texts,
    Work,
    hookimpl,
)
from ...core.jobs import Job
from ...core.posting.explain import Reason
from ...core.posting.posting import Posting
from ...core.reporting import Report
from ...core.reporting.widgets import Widget
from . import (
    expiry,
    explaining,
    invariants,
    limits,
    promises,
    reports,
    services,
    standing,
    states,
    widgets,
)
from .documents import Reservation
from .errors import NowhereToMove
from .free import free_stock, free_to_come
from .freeing import freed
from .limits import require_within
from .models import PROMISED_TO, OrderPlacement, StockReserved
from .promising import moved, placed, used_up
from .services import open_rows

_ = Texts(__package__)


class ReservationsPlugin(Plugin):
    """Promises goods to orders, so that nobody ships them to another."""

    name, title, section = "reservations", _("Reservations"), "warehouse"
    needs = (
        "items", "orders", "organisations", "parties", "purchasing", "sales", "settlements",
        "stock",
    )  # fmt: skip
    settings = (
        Setting(
            "orders_first",
            bool,
            default=False,
            help=_("Promise what suppliers are to bring before what lies in warehouses"),
        ),
    )

    @hookimpl
    def list_movements(self, posting: Posting) -> list[Movement]:
        """Promise, use up and release what papers of trade say."""
        return promises.movements(posting)

    @hookimpl
    def check_posting(self, posting: Posting) -> list[Refusal]:
        """Object to a reservation that moves nothing, and to promises beyond what is left."""
        return [*services.objections(posting), *limits.faults(posting)]

    @hookimpl
    def on_unposted(self, work: Work, document: Document) -> None:
        """Refuse to leave an order promised more than is left of it."""
        require_within(work, document, promises.restored(work, document))

    @hookimpl
    def check_base(self, work: Work) -> list[str]:
        """Prove that no order is promised more than is left of it."""
        return list(invariants.broken(work))

    @hookimpl
    def list_fillings(self) -> list[Filling]:
        """An order is reserved as far as goods are free."""
        return [Filling("customer_order", "reservation", services.reservation_of)]

    @hookimpl
    def list_choice_facts(self, work: Work, choosing: Choosing) -> list[ChoiceFact]:
        """Show beside items how much of them is free, and where."""
        return services.choice_facts(work, choosing)

    @hookimpl
    def list_panels(self, work: Work, record: Record) -> list[Panel]:
        """Show what an order is promised, and what is free of an item."""
        return services.panels(work, record)

    @hookimpl
    def list_reasons(self, work: Work, document: Document) -> list[tuple[UUID, Reason]]:
        """Why so much is promised to the rows of an order."""
        return explaining.list_reasons(work, document)

    @hookimpl
    def list_standings(self, work: Work, kind: str, keys: Sequence[UUID]) -> Standings:
        """Say whether orders are reserved, or placed on what suppliers bring."""
        return standing.standings(work, kind, keys)

    @hookimpl
    def list_derived_fields(self) -> list[DerivedField]:
        """How far orders are provided for."""
        return states.fields()

    @hookimpl
    def list_jobs(self) -> list[Job]:
        """Reserves that were not paid in time are released at night."""
        return [expiry.RELEASE]

    @hookimpl
    def list_reports(self) -> list[Report]:
        """What is reserved for whom."""
        return reports.reports()

    @hookimpl
    def list_widgets(self) -> list[Widget]:
        """Goods that are ordered and are not there."""
        return widgets.widgets()

    @hookimpl
    def list_roles(self) -> list[Role]:
        """Who promises goods, and who sees the promises."""
        return roles()


SEEN = ("stock_reserved.read", "order_placement.read", "reservation.read")


def roles() -> list[Role]:
    """Salespeople and buyers promise goods; storekeepers, accountants and directors see it."""
    promising = (*SEEN, "reservation.*")
    return [
        Role("salesperson", _("Salesperson"), promising),
        Role("buyer", _("Buyer"), promising),
        Role("storekeeper", _("Storekeeper"), SEEN),
        Role("accountant", _("Accountant"), SEEN),
        Role("director", _("Director"), SEEN),
    ]


plugin = ReservationsPlugin()

__all__ = [
    "PROMISED_TO",
    "NowhereToMove",
    "OrderPlacement",
    "Reservation",
    "ReservationsPlugin",
    "StockReserved",
    "free_stock",
    "free_to_come",
    "freed",
    "moved",
    "open_rows",
    "placed",
    "plugin",
    "require_within",
    "used_up",
]
