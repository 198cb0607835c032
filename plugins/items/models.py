"""Items: what is traded, in which units, under which barcodes, in which variants."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy.orm import Mapped

from ...core import Catalog, Lines, Percent, Quantity, Texts, field, lines_of, reference

_ = Texts(__package__)

ITEM_KINDS = {
    "goods": _("Goods"),
    "service": _("Service"),
    "set": _("Set"),
    "kit": _("Kit"),
    "packaging": _("Returnable packaging"),
}

QUALITIES = {
    "good": _("Good"),
    "limited": _("Of limited use"),
    "unfit": _("Unfit"),
}
GOOD = "good"


class Unit(Catalog):
    """A unit of measure; its code is short and latin (`pcs`, `kg`), `okei` is the state's.

    `decimals` bounds how finely a quantity may be entered: 0 for pieces, 3 for kilograms.
    """

    title = _("Unit"), _("Units")

    symbol: Mapped[str] = field(_("Symbol"), default="", search=True)
    okei: Mapped[str] = field(_("OKEI code"), default="", search=True)
    unece: Mapped[str] = field(_("UN/ECE code"), default="", shown=False)
    decimals: Mapped[int] = field(_("Decimals"), default=3)


class ItemGroup(Catalog):
    """A folder of items; folders stand in folders."""

    title = _("Group of items"), _("Groups of items")
    hierarchical = True

    parent: Mapped["ItemGroup | None"] = reference(_("Parent group"))


class ItemBarcode(Lines):
    """A code a scanner reads: of the item, of one variant, of a pack in some unit."""

    title = _("Barcode"), _("Barcodes")

    code: Mapped[str] = field(
        _("Code"), index=True, search=True,
        also=("barcode", "gtin", "ean", "ean13", "штрихкод", "штрих код", "шк"),
    )  # fmt: skip
    variant_id: Mapped[UUID | None] = reference(_("Variant"), to="variant")
    unit: Mapped[Unit | None] = reference(_("Unit"))
    if TYPE_CHECKING:
        unit_id: Mapped[UUID | None]


class ItemUnit(Lines):
    """Another unit an item is traded in: `factor` base units go into one of it."""

    title = _("Unit of the item"), _("Units of the item")

    unit: Mapped[Unit] = reference(_("Unit"))
    if TYPE_CHECKING:
        unit_id: Mapped[UUID]
    factor: Mapped[Quantity] = field(_("Base units in one"))


class Item(Catalog):
    """What is bought and sold: goods, a service, a set.

    Stock and prices are kept in `unit`, the base unit. Without `vat_rate` the item bears
    no VAT. `scale_code` is the number under which the scales of the shop print labels.
    Damaged goods are items of their own: of a lower `quality`, `grade_of` the good one.
    """

    title = _("Item"), _("Items")
    about = _(
        "What is bought and sold: goods are counted in stock, services are not. Units, "
        "barcodes and variants stand on its card."
    )
    also = _("product, goods, article, service")

    sku: Mapped[str] = field(
        _("SKU"), default="", search=True, index=True, also=("артикул", "article", "vendor code")
    )
    full_name: Mapped[str] = field(_("Full name"), default="", search=True, shown=False)
    kind_: Mapped[str] = field(_("Kind"), default="goods", choices=ITEM_KINDS)
    group: Mapped[ItemGroup | None] = reference(_("Group"))
    unit: Mapped[Unit] = reference(
        _("Base unit"), also=("unit", "uom", "ед", "ед изм", "единица", "единица измерения")
    )
    if TYPE_CHECKING:
        unit_id: Mapped[UUID]
        group_id: Mapped[UUID | None]
    vat_rate: Mapped[Percent | None] = field(
        _("VAT, %"), also=("vat", "ндс", "ставка ндс", "vat rate")
    )
    quality: Mapped[str] = field(
        _("Quality"), default=GOOD, choices=QUALITIES, shown=False,
        help=_("Damaged goods stand on a card of their own; a change of quality moves them there"),
    )  # fmt: skip
    grade_of: Mapped["Item | None"] = reference(
        _("Lower grade of"), shown=False, help=_("The item of good quality these goods once were")
    )
    if TYPE_CHECKING:
        grade_of_id: Mapped[UUID | None]
    tracks_lots: Mapped[bool] = field(_("Kept by lots"), shown=False)
    tracks_serials: Mapped[bool] = field(_("Kept by serial numbers"), shown=False)
    scale_code: Mapped[str] = field(_("Code on scales"), default="", shown=False, index=True)
    weight: Mapped[Quantity | None] = field(_("Weight of a base unit, kg"), shown=False)
    description: Mapped[str] = field(_("Description"), default="", shown=False, long=True)
    barcodes: Mapped[list[ItemBarcode]] = lines_of(_("Barcodes"))
    units: Mapped[list[ItemUnit]] = lines_of(_("Other units"))

    @property
    def stands_back(self) -> bool:
        """Goods of lower quality are offered behind good ones."""
        return self.quality != GOOD


class Variant(Catalog):
    """One of the forms an item comes in: a colour, a size; `values` names each property."""

    title = _("Variant"), _("Variants")

    item: Mapped[Item] = reference(_("Item"))
    if TYPE_CHECKING:
        item_id: Mapped[UUID]
    values: Mapped[dict[str, Any]] = field(_("Properties"), make=dict, shown=False)
