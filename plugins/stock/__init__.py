"""Goods in warehouses: how much lies where, moved, counted, entered and written off."""

from ...core import (
    ChoiceFact,
    Choosing,
    Document,
    Filling,
    Movement,
    Panel,
    Plugin,
    Record,
    Refusal,
    Role,
    Texts,
    Work,
    hookimpl,
)
from ...core.posting.posting import Posting
from ...core.printing import PrintForm
from ...core.reporting import Report
from ...core.reporting.first_steps import FirstStep
from . import first_steps, printed, proofs, quality, reports, services
from .documents import (
    StockCount,
    StockDocument,
    SurplusEntry,
    Transfer,
    WarehouseDocument,
    WriteOff,
)
from .filling import first_warehouse
from .lines import GoodsLine, StockLine, moves
from .models import StockOnHand, Warehouse
from .moves import (
    AddsCost,
    CostAddition,
    MovesGoods,
    RowsMoveGoods,
    SellsGoods,
    StockMove,
    all_moves,
    movements,
    moves_of,
)
from .papers import NamedGoods, PaperColumn, named_goods, paper_table
from .proofs import unmoved
from .quality import QualityChange, QualityChangeLine, regraded_of
from .services import goods_faults

_ = Texts(__package__)


class StockPlugin(Plugin):
    """Keeps stock of goods by item, variant, warehouse and lot."""

    name, title, section = "stock", _("Stock"), "warehouse"
    needs = ("items", "organisations")

    @hookimpl
    def check_record(self, work: Work, record: Record) -> list[Refusal]:
        """Object to services, to transfers that lead nowhere, to goods that become others."""
        found = list(services.objections(record)) if isinstance(record, StockDocument) else []
        if isinstance(record, QualityChange):
            found += quality.quality_faults(work, record)
        return found

    @hookimpl
    def check_posting(self, posting: Posting) -> list[Refusal]:
        """Object to a count in which nothing is counted."""
        document = posting.document
        return services.count_objections(document) if isinstance(document, StockCount) else []

    @hookimpl
    def list_movements(self, posting: Posting) -> list[Movement]:
        """Write the moves of goods of any document into StockOnHand."""
        return list(movements(moves_of(posting)))

    @hookimpl
    def on_posted(self, work: Work, document: Document) -> None:
        """Fix the books beside what was counted, blind counts included."""
        if isinstance(document, StockCount):
            document.put_books(work)

    @hookimpl
    def list_fillings(self) -> list[Filling]:
        """Surplus, shortage and damage from a count; goods on the way are transferred on."""
        return [
            Filling("stock_count", "surplus_entry", services.surplus_of),
            Filling("stock_count", "write_off", services.shortage_of),
            Filling("stock_count", "quality_change", regraded_of),
            Filling("transfer", "transfer", services.onward_of),
        ]

    @hookimpl
    def list_choice_facts(self, work: Work, choosing: Choosing) -> list[ChoiceFact]:
        """Show beside items how much of them lies where."""
        return services.choice_facts(work, choosing)

    @hookimpl
    def list_panels(self, work: Work, record: Record) -> list[Panel]:
        """Show on an item's card where its goods lie."""
        return services.item_panel(work, record)

    @hookimpl
    def list_print_forms(self) -> list[PrintForm]:
        """The count sheet."""
        return printed.forms()

    @hookimpl
    def list_reports(self) -> list[Report]:
        """Availability of goods, and their card."""
        return reports.reports()

    @hookimpl
    def list_first_steps(self) -> list[FirstStep]:
        """A place for goods."""
        return first_steps.first_steps()

    @hookimpl
    def list_roles(self) -> list[Role]:
        """The storekeeper; salespeople, buyers and directors see stock."""
        return roles()

    @hookimpl
    def check_base(self, work: Work) -> list[str]:
        """Prove that the papers of the store have moved what they say."""
        return proofs.broken(work)


KINDS = (
    *("warehouse", "transfer", "stock_count"),
    *("surplus_entry", "write_off", "quality_change"),
)
SEEN = ("warehouse.read", "stock_on_hand.read")


def roles() -> list[Role]:
    """Who does what in the store."""
    return [
        Role("storekeeper", _("Storekeeper"), (*SEEN, "item.read", *(f"{k}.*" for k in KINDS))),
        Role("salesperson", _("Salesperson"), SEEN),
        Role("buyer", _("Buyer"), SEEN),
        Role("accountant", _("Accountant"), (*SEEN, *(f"{k}.*" for k in KINDS))),
        Role("director", _("Director"), (*SEEN, *(f"{k}.read" for k in KINDS))),
    ]


plugin = StockPlugin()

__all__ = [
    "AddsCost",
    "CostAddition",
    "GoodsLine",
    "MovesGoods",
    "NamedGoods",
    "PaperColumn",
    "QualityChange",
    "QualityChangeLine",
    "RowsMoveGoods",
    "SellsGoods",
    "StockCount",
    "StockDocument",
    "StockLine",
    "StockMove",
    "StockOnHand",
    "StockPlugin",
    "SurplusEntry",
    "Transfer",
    "Warehouse",
    "WarehouseDocument",
    "WriteOff",
    "all_moves",
    "first_warehouse",
    "goods_faults",
    "moves",
    "moves_of",
    "named_goods",
    "paper_table",
    "plugin",
    "regraded_of",
    "unmoved",
]
