"""Kinds of prices and the prices themselves."""

from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.orm import Mapped

from ...core import (
    Catalog,
    Extension,
    FactRegister,
    Lines,
    Percent,
    Price,
    Texts,
    dimension,
    field,
    lines_of,
    reference,
    resource,
)
from ..currencies import Currency
from ..items import Item, Variant
from ..parties import Contract

_ = Texts(__package__)

METHODS = {
    "base": _("Entered by people"),
    "percent": _("Percent on another price"),
    "ranges": _("By ranges of another price"),
}


class PriceRange(Lines):
    """A range of the other price: up to and including `up_to`, with its percent or its price.

    The row without `up_to` takes what lies above all others. `price` wins over `percent`.
    """

    title = _("Range"), _("Ranges")

    up_to: Mapped[Price | None] = field(_("Up to"))
    percent: Mapped[Percent | None] = field(_("Percent"))
    price: Mapped[Price | None] = field(_("Price"))


class PriceType(Catalog):
    """A kind of price: retail, wholesale, purchase.

    Prices of the method `base` are entered by documents. The others follow from their
    `base`: at the moment of reading, or, when `stored`, each time a document sets a price
    of the base (people may then correct single prices by hand). The result is rounded to
    the step `rounding`, half up or always up.
    """

    title = _("Price type"), _("Price types")
    about = _(
        "A kind of prices: retail, wholesale. One may follow from another by a percentage "
        "or by ranges."
    )

    currency: Mapped[Currency] = reference(_("Currency"))
    includes_vat: Mapped[bool] = field(_("Prices include VAT"), default=True)
    method: Mapped[str] = field(_("Method"), default="base", choices=METHODS)
    base: Mapped["PriceType | None"] = reference(_("Worked out from"))
    if TYPE_CHECKING:
        currency_id: Mapped[UUID]
        base_id: Mapped[UUID | None]
    percent: Mapped[Percent | None] = field(
        _("Percent"), help=_("Added to the other price; negative takes away")
    )
    stored: Mapped[bool] = field(
        _("Kept"), help=_("Worked out when the other price is set, not when it is read")
    )
    rounding: Mapped[Price] = field(
        _("Rounded to"), default=Decimal("0.01"), help=_("0.01, 0.05, 0.1, 0.5, 1, 5, 10, 50, 100")
    )
    rounds_up: Mapped[bool] = field(_("Always round up"))
    ranges: Mapped[list[PriceRange]] = lines_of(_("Ranges"))


class ItemPrice(FactRegister):
    """The price of a base unit of an item (or of one variant) from a moment on.

    It is in the currency of the price type. Zero says that there is no price any more.
    """

    title = _("Item prices")

    price_type: Mapped[PriceType] = dimension(_("Price type"))
    item: Mapped[Item] = dimension(_("Item"))
    variant: Mapped[Variant | None] = dimension(_("Variant"))
    price: Mapped[Price] = resource(_("Price"))


class ContractPrices(Extension, of=Contract):
    """By which prices a contract trades, and below which it does not.

    The least price of a contract stands before those of the roles of whoever sells.
    """

    title = _("Prices of a contract"), _("Prices of contracts")

    price_type: Mapped[PriceType | None] = reference(_("Price type"))
    least_price_type: Mapped[PriceType | None] = reference(
        _("Not below the price"),
        shown=False,
        help=_("Under this contract nobody sells for less; empty: what his roles allow"),
    )
    if TYPE_CHECKING:
        id: Mapped[UUID]
        price_type_id: Mapped[UUID | None]
        least_price_type_id: Mapped[UUID | None]
