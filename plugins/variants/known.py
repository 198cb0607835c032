"""The properties of an item and their values, found by name or by key."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import select

from ...core import Texts, Work
from ...core.access.sight import house_view
from ...core.records.write import save
from ...core.schema.record import search_key
from ...core.values import NotANumber, plain, typed_by_hand
from .errors import WrongVariant
from .models import ItemVariants, Property, PropertySet, PropertyValue

_ = Texts(__package__)

TOLD = 12  # values that a refusal names


def properties_of(work: Work, item_id: UUID) -> Sequence[Property]:
    """The properties by which variants of an item differ, in their order; none without a set."""
    made = ItemVariants.of_one(work.session, item_id)
    key = made.property_set_id if made else None
    if key is None:
        return ()
    with house_view(work.session):
        return properties_in(work.session.get_one(PropertySet, key))


def properties_in(one: PropertySet) -> list[Property]:
    """The properties of a set, in their order."""
    return [row.of_property for row in one.rows]


def values_of(work: Work, keys: Collection[UUID]) -> Mapping[UUID, Sequence[PropertyValue]]:
    """The values of properties that are not marked for deletion, in the order they are shown."""
    asked = select(PropertyValue).where(
        PropertyValue.of_property_id.in_(keys), ~PropertyValue.deleted
    )
    found: dict[UUID, list[PropertyValue]] = {key: [] for key in keys}
    order = (PropertyValue.place, PropertyValue.name_key, PropertyValue.id)
    for one in work.session.scalars(asked.order_by(*order)):
        found[one.of_property_id].append(one)
    return found


def property_named(properties: Sequence[Property], name: str) -> Property:
    """A property by its name or code, as people type it.

    Raises:
        WrongVariant: naming the properties there are.
    """
    wanted = search_key(name)
    for one in properties:
        if wanted in (search_key(one.name), search_key(one.code)):
            return one
    raise WrongVariant(
        _("There is no property “{name}” here", name=name),
        path="values",
        remedy=_("Properties: {names}", names=", ".join(one.name for one in properties)),
    )


def value_named(work: Work, one: Property, text: str) -> PropertyValue:
    """A value by its name or code; a number or a text that is new is kept as a new value.

    Raises:
        WrongVariant: for what is not in the list, or is no number.
    """
    name = _worded(one, text)
    wanted = search_key(name)
    known = values_of(work, [one.id])[one.id]
    for value in known:
        if wanted in (search_key(value.name), search_key(value.code)):
            return value
    if one.kind_ == "list":
        there = ", ".join(value.name for value in known[:TOLD])
        raise WrongVariant(
            _("“{value}” is no value of “{name}”", value=name, name=one.name),
            path="values",
            remedy=_(
                "Choose one of {values}, or add it to the values of the property", values=there
            )
            if known
            else _("Add it to the values of the property first"),
        )
    made = save(work, "property_value", {"name": name, "of_property": str(one.id)})
    assert isinstance(made, PropertyValue)  # noqa: S101 -- that is the kind that was saved
    return made


def _worded(one: Property, text: str) -> str:
    name = text.strip()
    if not name:
        raise WrongVariant(_("“{name}” is left empty", name=one.name), path="values")
    if one.kind_ != "number":
        return name
    try:
        return plain(typed_by_hand(name, "quantity"))
    except NotANumber:
        raise WrongVariant(
            _("“{value}” is not a number, and “{name}” is", value=name, name=one.name),
            path="values",
        ) from None
