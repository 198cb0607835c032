"""Warehouses, and what lies in them."""

from uuid import UUID

from sqlalchemy.orm import Mapped

from ...core import BalanceRegister, Catalog, Quantity, Texts, dimension, field, resource
from ..items import Item, Variant

_ = Texts(__package__)

WAREHOUSE_KINDS = {
    "wholesale": _("Wholesale"),
    "retail": _("Shop"),
    "address": _("With storage places"),
    "transit": _("On the way"),
}


class Warehouse(Catalog):
    """A place where goods are kept and counted: a store, a shop floor, a lorry on the road."""

    title = _("Warehouse"), _("Warehouses")
    about = _(
        "A place where goods lie and are counted: a store, a shop floor, a lorry on the road."
    )

    kind_: Mapped[str] = field(_("Kind"), default="wholesale", choices=WAREHOUSE_KINDS)
    address: Mapped[str] = field(_("Address"), default="", long=True)


class StockOnHand(BalanceRegister):
    """How much of which goods lies in which warehouse, in the item's base unit."""

    title = _("Stock on hand")

    item: Mapped[Item] = dimension(_("Item"))
    variant: Mapped[Variant | None] = dimension(_("Variant"))
    warehouse: Mapped[Warehouse] = dimension(_("Warehouse"))
    lot: Mapped[UUID | None] = dimension(_("Lot"), to="lot")
    quantity: Mapped[Quantity] = resource(_("Quantity"), never_negative=True)
