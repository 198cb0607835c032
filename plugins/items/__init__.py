"""Items: what is traded, with units, groups, barcodes and variants."""

from typing import TYPE_CHECKING

from ...core import (
    Lines,
    Plugin,
    Record,
    Refusal,
    Role,
    ScannedRow,
    Setting,
    Texts,
    Work,
    hookimpl,
)
from ...core.bulk import BulkAction
from ...core.exchange_kinds import Exporter, Importer
from ...core.reporting.first_steps import FirstStep
from . import checks, first_steps, grades, roles, services
from .at_hand import items_by_key, items_of
from .barcodes import DEFAULT_MASK, Label, check_digit, fault_of, read_label
from .exporters import GOODS_LIST
from .grades import make_grade
from .importers import GOODS
from .measures import Factors, base_quantity, factors, in_base, unknown_unit
from .models import Item, ItemBarcode, ItemGroup, ItemUnit, Unit, Variant
from .own_barcodes import GIVE
from .services import Scanned, find_by_barcode

if TYPE_CHECKING:
    from pyramid.config import Configurator

__all__ = [
    "Factors",
    "Item",
    "ItemBarcode",
    "ItemGroup",
    "ItemUnit",
    "Label",
    "Scanned",
    "Unit",
    "Variant",
    "base_quantity",
    "check_digit",
    "factors",
    "fault_of",
    "find_by_barcode",
    "in_base",
    "items_by_key",
    "items_of",
    "make_grade",
    "plugin",
    "read_label",
    "unknown_unit",
]

_ = Texts(__package__)


class ItemsPlugin(Plugin):
    """The list of goods and services."""

    name, title = "items", _("Goods and services")
    needs = ("currencies",)
    section = "warehouse"
    settings = (
        Setting(
            "scale_mask",
            str,
            DEFAULT_MASK,
            _("Labels of the shop's scales: I item, W grams, M money, P any digit, C check digit"),
        ),
    )

    @hookimpl
    def add_views(self, config: "Configurator") -> None:
        """The way to the card of a lower grade."""
        config.include(f"{__package__}.views")

    @hookimpl
    def on_installed(self, work: Work) -> None:
        """Put in the usual units of measure."""
        services.install(work)

    @hookimpl
    def on_filling(self, work: Work, record: Record) -> None:
        """Items are counted in pieces unless said otherwise; lower grades bear the VAT of theirs."""
        grades.fill_grade(work, record)
        services.fill(record)
        grades.follow_rate(work, record)

    @hookimpl
    def check_record(self, work: Work, record: Record) -> list[Refusal]:
        """Hold barcodes, units and codes of scales to their rules."""
        return list(checks.faults(work, record))

    @hookimpl
    def choose_scanned(self, work: Work, line: type[Lines], code: str) -> ScannedRow | None:
        """An item by its barcode, a label of the scales or a GS1 code."""
        return services.scanned_row(work, line, code)

    @hookimpl
    def check_base(self, work: Work) -> list[str]:
        """No barcode stands at two items."""
        return services.broken(work)

    @hookimpl
    def list_bulk_actions(self) -> list[BulkAction]:
        """Give barcodes of our own to items that came without one; make cards of lower grades."""
        return [GIVE, grades.MAKE]

    @hookimpl
    def list_importers(self) -> list[Importer]:
        """Read lists of goods."""
        return [GOODS]

    @hookimpl
    def list_exporters(self) -> list[Exporter]:
        """Write the list of goods in the form the import reads."""
        return [GOODS_LIST]

    @hookimpl
    def list_first_steps(self) -> list[FirstStep]:
        """Something to sell."""
        return first_steps.first_steps()

    @hookimpl
    def list_roles(self) -> list[Role]:
        """Buyers keep the list; everybody in trade reads it."""
        return roles.ROLES


plugin = ItemsPlugin()
