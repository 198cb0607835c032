"""What properties, their sets, items and variants must hold."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import inspect, select

from ...core import Record, Refusal, Texts, Work
from ...core.access.sight import house_view
from ...core.schema.record import search_key
from ..items import Item, Variant
from .errors import PropertiesInUse, VariantThere, WrongProperty, WrongVariant
from .filling import SLOTS
from .known import properties_in, properties_of
from .models import (
    ItemVariants,
    Property,
    PropertySet,
    PropertyValue,
    VariantValues,
    column_of,
)

_ = Texts(__package__)


def faults(work: Work, record: Record) -> Iterator[Refusal]:
    """What forbids saving a record of ours, an item or a variant."""
    if isinstance(record, PropertySet):
        yield from _of_set(record)
    elif isinstance(record, Property):
        yield from _of_property(work, record)
    elif isinstance(record, PropertyValue):
        yield from _of_value(work, record)
    elif isinstance(record, Item):
        yield from _of_item(work, record)
    elif isinstance(record, Variant):
        yield from _of_variant(work, record)


def _of_set(one: PropertySet) -> Iterator[Refusal]:
    taken: dict[str, str] = {}
    for place, row in enumerate(properties_in(one)):
        if row.stands_in in taken:
            yield WrongProperty(
                _("“{first}” and “{second}” stand in the same column",
                  first=taken[row.stands_in], second=row.name),
                path=f"rows.{place}.of_property",
                remedy=_("Give one of them another column on its card"),
            )  # fmt: skip
        taken[row.stands_in] = row.name
    if not one.rows:
        yield WrongProperty(_("A set without properties says nothing"), path="rows")


def _of_property(work: Work, one: Property) -> Iterator[Refusal]:
    """Values that stand in one column can not go to another by themselves."""
    state: Any = inspect(one)
    if state.key is None or not state.attrs.stands_in.history.has_changes():
        return
    asked = select(PropertyValue.id).where(PropertyValue.of_property_id == one.id)
    columns = [getattr(VariantValues, slot) for slot in SLOTS]
    with house_view(work.session):
        used = any(
            work.session.scalar(select(VariantValues.id).where(slot.in_(asked)).limit(1))
            for slot in columns
        )
    if used:
        yield PropertiesInUse(
            _("Variants have values of “{name}” in its column already", name=one.name),
            path="stands_in",
            remedy=_("Define another property for the other column"),
        )


def _of_value(work: Work, one: PropertyValue) -> Iterator[Refusal]:
    asked = select(PropertyValue).where(
        PropertyValue.of_property_id == one.of_property_id,
        PropertyValue.name_key == search_key(one.name),
        PropertyValue.id != one.id,
        ~PropertyValue.deleted,
    )
    if not one.deleted and work.session.scalar(asked.limit(1)) is not None:
        yield WrongProperty(
            _("“{name}” has the value “{value}” already",
              name=one.of_property.name, value=one.name),
            path="name",
        )  # fmt: skip


def _of_item(work: Work, item: Item) -> Iterator[Refusal]:
    own = ItemVariants.of_one(work.session, item.id)
    state: Any = inspect(own) if own is not None else None
    if state is None or not state.attrs.property_set_id.history.deleted:
        return
    before: UUID | None = state.attrs.property_set_id.history.deleted[0]
    if before is None:
        return
    asked = (
        select(Variant.id)
        .join(VariantValues, VariantValues.id == Variant.id)
        .where(Variant.item_id == item.id, VariantValues.signature.is_not(None), ~Variant.deleted)
    )
    with house_view(work.session):
        used = work.session.scalar(asked.limit(1)) is not None
    if used:
        yield PropertiesInUse(
            _("“{item}” has variants by other properties", item=item.name),
            path="property_set",
            remedy=_("Mark these variants for deletion first, or enter a new item"),
        )


def _of_variant(work: Work, variant: Variant) -> Iterator[Refusal]:
    properties = properties_of(work, variant.item_id)
    own = VariantValues.of_one(work.session, variant.id)
    if not properties:
        if own is not None and any(getattr(own, slot) for slot in SLOTS):
            yield WrongVariant(
                _("“{item}” has no properties to differ by", item=variant.item.name),
                path="item",
                remedy=_("Choose a set of properties on the card of the item"),
            )
        return
    yield from _wrong_values(work, properties, own)
    yield from _doubles(work, variant, own)


def _wrong_values(work: Work, properties: Any, own: VariantValues | None) -> Iterator[Refusal]:
    free = {slot: own is not None and getattr(own, slot) for slot in SLOTS}
    for one in properties:
        slot = column_of(one)
        key = free.pop(slot)
        value = work.session.get(PropertyValue, key) if key else None
        if value is None:
            yield WrongVariant(
                _("“{name}” is left empty", name=one.name), path=slot.removesuffix("_id")
            )
        elif value.of_property_id != one.id:
            yield WrongVariant(
                _("“{value}” is no value of “{name}”", value=value.name, name=one.name),
                path=slot.removesuffix("_id"),
            )
    for slot, key in free.items():
        if key:
            yield WrongVariant(
                _("Variants of this item have no such property"), path=slot.removesuffix("_id")
            )


def _doubles(work: Work, variant: Variant, own: VariantValues | None) -> Iterator[Refusal]:
    if own is None or own.signature is None:
        return
    asked = (
        select(Variant)
        .join(VariantValues, VariantValues.id == Variant.id)
        .where(VariantValues.signature == own.signature, Variant.id != variant.id)
    )
    with house_view(work.session), work.session.no_autoflush:
        other = work.session.scalar(asked.limit(1))
    if other is None:
        return
    marked = _("Take the deletion mark off that variant instead")
    yield VariantThere(
        _("“{item}” has the variant “{variant}” already",
          item=variant.item.name, variant=other.name),
        path="values",
        remedy=marked if other.deleted else _("Use that variant, or change a value"),
        variant=str(other.id),
    )  # fmt: skip
