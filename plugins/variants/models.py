"""Properties, the values they have, and which variant has which of them."""

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.orm import Mapped

from ...core import Catalog, Extension, Lines, Texts, field, lines_of, reference
from ..items import Item, Variant

_ = Texts(__package__)

KINDS = {
    "list": _("From its list"),
    "number": _("A number"),
    "text": _("Any text"),
}
COLUMNS = {
    "1": _("Property 1"),
    "2": _("Property 2"),
    "3": _("Property 3"),
    "4": _("Property 4"),
    "5": _("Property 5"),
    "6": _("Property 6"),
}
"""The columns of lists and reports in which properties stand."""


class Property(Catalog):
    """Something variants differ by: size, colour, strength.

    `stands_in` says in which of six columns of lists and reports its values stand, so that one
    filters and groups by it as by any field. Properties that no item has together may share
    a column (the size of clothes, the size of shoes).
    """

    title = _("Property"), _("Properties of variants")
    about = _("What variants of goods differ by: size, colour, strength.")

    kind_: Mapped[str] = field(_("Values are"), default="list", choices=KINDS)
    stands_in: Mapped[str] = field(_("Stands in"), default="1", choices=COLUMNS)


class PropertyValue(Catalog):
    """One value of a property: red, XL, 0.75; `place` says in which order they are shown."""

    title = _("Value of a property"), _("Values of properties")

    of_property: Mapped[Property] = reference(_("Property"))
    place: Mapped[int] = field(
        _("Place"), default=0, help=_("Smaller numbers stand first: S before M before L")
    )
    if TYPE_CHECKING:
        of_property_id: Mapped[UUID]


class PropertySetRow(Lines):
    """A property of a set, in the order in which names of variants tell them."""

    title = _("Property"), _("Properties")

    of_property: Mapped[Property] = reference(_("Property"))
    if TYPE_CHECKING:
        of_property_id: Mapped[UUID]


class PropertySet(Catalog):
    """What goods of one kind differ by: clothes by colour and size, paint by tone and volume."""

    title = _("Set of properties"), _("Sets of properties")
    about = _("What goods of one kind differ by: clothes by colour and size.")

    rows: Mapped[list[PropertySetRow]] = lines_of(_("Properties"))


class ItemVariants(Extension, of=Item):
    """By which properties the variants of an item differ."""

    title = _("Variants of an item"), _("Variants of items")

    property_set: Mapped[PropertySet | None] = reference(_("Variants by"), shown=False)
    if TYPE_CHECKING:
        id: Mapped[UUID]
        property_set_id: Mapped[UUID | None]


class VariantValues(Extension, of=Variant):
    """The values a variant has, each in the column of its property.

    `signature` is the item with all values: no two variants have the same.
    """

    title = _("Values of a variant"), _("Values of variants")

    property_1: Mapped[PropertyValue | None] = reference(_("Property 1"))
    property_2: Mapped[PropertyValue | None] = reference(_("Property 2"))
    property_3: Mapped[PropertyValue | None] = reference(_("Property 3"))
    property_4: Mapped[PropertyValue | None] = reference(_("Property 4"), shown=False)
    property_5: Mapped[PropertyValue | None] = reference(_("Property 5"), shown=False)
    property_6: Mapped[PropertyValue | None] = reference(_("Property 6"), shown=False)
    signature: Mapped[str | None] = field(
        _("Values together"), unique=True, readonly=True, shown=False
    )
    if TYPE_CHECKING:
        id: Mapped[UUID]


def column_of(one: Property) -> str:
    """The attribute of `VariantValues` that holds the key of a property's value."""
    return f"property_{one.stands_in}_id"
