"""Variants of goods by properties a firm defines itself: size, colour, strength, what it likes."""

from typing import TYPE_CHECKING

from ...core import Panel, Plugin, Record, Refusal, Role, Texts, Work, hookimpl
from ...core.bulk import BulkAction
from ...core.exchange_kinds import Importer
from . import checks, filling, panels, roles
from .importing import VARIANTS
from .making import MAKE, make_variants
from .matrix import Matrix, matrix_of
from .models import ItemVariants, Property, PropertySet, PropertyValue, VariantValues

if TYPE_CHECKING:
    from pyramid.config import Configurator

__all__ = [
    "ItemVariants",
    "Matrix",
    "Property",
    "PropertySet",
    "PropertyValue",
    "VariantValues",
    "VariantsPlugin",
    "make_variants",
    "matrix_of",
    "plugin",
]

_ = Texts(__package__)


class VariantsPlugin(Plugin):
    """Properties, their values, and the variants that are made of them."""

    name, title = "variants", _("Variants of goods")
    needs = ("items",)
    section = "warehouse"

    @hookimpl
    def add_views(self, config: "Configurator") -> None:
        """The page that makes variants, and the table of them in documents."""
        config.include(f"{__package__}.views")

    @hookimpl
    def on_filling(self, work: Work, record: Record) -> None:
        """Name a variant by its values, whichever way they were given."""
        filling.fill(work, record)

    @hookimpl
    def check_record(self, work: Work, record: Record) -> list[Refusal]:
        """A variant has a value for each property of its item, and no other has the same."""
        return list(checks.faults(work, record))

    @hookimpl
    def on_saved(self, work: Work, record: Record) -> None:
        """Variants are called by what their values are called now."""
        filling.rename(work, record)

    @hookimpl
    def list_bulk_actions(self) -> list[BulkAction]:
        """Go to the variants of an item."""
        return [MAKE]

    @hookimpl
    def list_importers(self) -> list[Importer]:
        """Read lists of variants."""
        return [VARIANTS]

    @hookimpl
    def list_panels(self, work: Work, record: Record) -> list[Panel]:
        """Show on an item's card the variants it comes in."""
        return panels.panels(work, record)

    @hookimpl
    def list_roles(self) -> list[Role]:
        """Buyers define properties; everybody in trade reads them."""
        return roles.ROLES


plugin = VariantsPlugin()
