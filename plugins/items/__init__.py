"""Items: what is traded, with units, groups, barcodes and variants."""

from ...core import Plugin, Texts
from .at_hand import items_by_key, items_of
from .measures import Factors, factors, in_base, unknown_unit
from .models import Item, ItemBarcode, ItemGroup, ItemUnit, Unit, Variant

__all__ = [
    "Factors",
    "Item",
    "ItemBarcode",
    "ItemGroup",
    "ItemUnit",
    "Unit",
    "Variant",
    "factors",
    "in_base",
    "items_by_key",
    "items_of",
    "plugin",
    "unknown_unit",
]

_ = Texts(__package__)


class ItemsPlugin(Plugin):
    """The list of goods and services."""

    name, title = "items", _("Goods and services")
    needs = ("currencies",)
    section = "warehouse"


plugin = ItemsPlugin()
