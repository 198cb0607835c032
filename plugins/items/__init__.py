"""Items: what is traded, with units, groups, barcodes and variants."""

from ...core import Plugin, Texts
from .models import Item, ItemBarcode, ItemGroup, ItemUnit, Unit, Variant

__all__ = ["Item", "ItemBarcode", "ItemGroup", "ItemUnit", "Unit", "Variant", "plugin"]

_ = Texts(__package__)


class ItemsPlugin(Plugin):
    """The list of goods and services."""

    name, title = "items", _("Goods and services")
    needs = ("currencies",)
    section = "warehouse"


plugin = ItemsPlugin()
