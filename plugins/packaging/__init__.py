"""Returnable packaging: lent and brought back, limits, deposits, debts turned into money."""

from ...core import (
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
    Texts,
    Work,
    hookimpl,
)
from ...core.posting.posting import Posting
from ...core.printing import PrintForm
from ...core.reporting import Report
from . import filling, handing, limits, making, panels, papers, proofs, reports
from .documents import PackagingDebt, PackagingLimits, PackagingMove
from .models import PackagingIn, PackagingLimit, PackagingOut

_ = Texts(__package__)


class PackagingPlugin(Plugin):
    """Counts packaging that customers and we are to give back."""

    name, title, section = "packaging", _("Returnable packaging"), "warehouse"
    needs = (
        "items", "orders", "organisations", "parties", "pricing", "purchasing", "sales",
        "settlements", "stock",
    )  # fmt: skip
    settings = (
        Setting(
            "stop_at_limit",
            bool,
            default=True,
            help=_("Shipments beyond the limit of packaging are refused, not only warned of"),
        ),
    )

    @hookimpl
    def on_filling(self, work: Work, record: Record) -> None:
        """Fill in deposits; take over what an order has promised."""
        filling.fill(work, record)

    @hookimpl
    def check_record(self, work: Work, record: Record) -> list[Refusal]:
        """Object to rows that are no packaging, and to contracts of the other direction."""
        return filling.objections(work, record)

    @hookimpl
    def list_movements(self, posting: Posting) -> list[Movement]:
        """Write who holds how much more, or less."""
        return handing.movements(posting)

    @hookimpl
    def check_posting(self, posting: Posting) -> list[Refusal]:
        """Object to more packaging with a customer than was agreed."""
        return limits.objections(posting)

    @hookimpl
    def on_posted(self, work: Work, document: Document) -> None:
        """Put on the rows what the pieces that came back were worth."""
        filling.settle(work, document)

    @hookimpl
    def list_fillings(self) -> list[Filling]:
        """What is held comes back, or is paid for."""
        return making.fillings()

    @hookimpl
    def list_panels(self, work: Work, record: Record) -> list[Panel]:
        """Show on cards who holds how much."""
        return panels.panels(work, record)

    @hookimpl
    def list_print_forms(self) -> list[PrintForm]:
        """The packaging note, the statement of packaging."""
        return papers.forms()

    @hookimpl
    def list_reports(self) -> list[Report]:
        """Packaging with customers, of suppliers, and not brought back."""
        return reports.reports()

    @hookimpl
    def list_rights(self) -> list[Right]:
        """Who may hand over more packaging than was agreed."""
        return [Right(limits.BEYOND, _("Hand over packaging beyond the limit"))]

    @hookimpl
    def list_roles(self) -> list[Role]:
        """Who lends, who looks on, who may go beyond."""
        return roles()

    @hookimpl
    def check_base(self, work: Work) -> list[str]:
        """Prove that what customers hold lies with customers."""
        return proofs.broken(work)


SEEN = ("packaging_out.read", "packaging_in.read", "packaging_limit.read")
KINDS = ("packaging_move", "packaging_limits", "packaging_debt")


def roles() -> list[Role]:
    """Who does what with packaging."""
    everything = tuple(f"{kind}.*" for kind in KINDS)
    seen = (*SEEN, *(f"{kind}.read" for kind in KINDS))
    return [
        Role("storekeeper", _("Storekeeper"), (*SEEN, "packaging_move.*")),
        Role("salesperson", _("Salesperson"), (*seen, "packaging_move.*", "packaging_debt.*")),
        Role("buyer", _("Buyer"), (*seen, "packaging_move.*")),
        Role("accountant", _("Accountant"), (*SEEN, *everything)),
        Role("director", _("Director"), (*seen, "packaging_limits.*", limits.BEYOND)),
    ]


plugin = PackagingPlugin()

__all__ = [
    "PackagingDebt",
    "PackagingIn",
    "PackagingLimit",
    "PackagingLimits",
    "PackagingMove",
    "PackagingOut",
    "plugin",
]
