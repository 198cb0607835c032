"""What follows from the values of a variant: its name, its signature, the values in words.

Values come as keys (from a form), or in words: `{"Colour": "red", "Size": "L"}` (from REST and
files). Either is worked out from the other.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import inspect, or_, select

from ...core import Record, Work
from ...core.access.sight import house_view
from ...core.records.write import save
from ..items import Variant
from .known import properties_of, property_named, value_named
from .models import COLUMNS, Property, PropertyValue, VariantValues, column_of

SLOTS = tuple(f"property_{n}_id" for n in COLUMNS)


def fill(work: Work, record: Record) -> None:
    """Fill in what a variant of an item with properties leaves out."""
    if not isinstance(record, Variant) or getattr(record, "item_id", None) is None:
        return
    properties = properties_of(work, record.item_id)
    if not properties:
        return
    own = VariantValues.at_hand(work.session, record)
    called = {_joined(record.values), _joined(_before(record)), ""}
    if record.values and not _is_chosen(own) and _is_told(record):
        _take_words(work, own, properties, record.values)
    named = _values(work, own, properties)
    record.values = {one.name: value.name for one, value in named}
    if record.name in called:
        record.name = _joined(record.values)
    own.signature = signature(record.item_id, [value.id for _one, value in named])


def _is_told(record: Variant) -> bool:
    """Whether the values in words were given now, and are not those kept from before."""
    state: Any = inspect(record)
    return state.key is None or state.attrs["values"].history.has_changes()


def _is_chosen(own: VariantValues) -> bool:
    """Whether values were chosen by key now."""
    state: Any = inspect(own)
    return any(
        state.attrs[name].history.has_changes() and getattr(own, name) is not None
        for name in SLOTS
    )


def _before(record: Variant) -> Mapping[str, Any]:
    state: Any = inspect(record)
    gone = state.attrs["values"].history.deleted
    return gone[0] if gone and gone[0] else {}


def _take_words(
    work: Work, own: VariantValues, properties: Sequence[Property], words: Mapping[str, Any]
) -> None:
    found = {}
    for name, text in words.items():
        one = property_named(properties, name)
        found[column_of(one)] = value_named(work, one, str(text)).id
    for slot in SLOTS:
        setattr(own, slot, found.get(slot))


def _values(
    work: Work, own: VariantValues, properties: Sequence[Property]
) -> list[tuple[Property, PropertyValue]]:
    """The values there are, in the order of the properties."""
    found = []
    for one in properties:
        key: UUID | None = getattr(own, column_of(one))
        value = work.session.get(PropertyValue, key) if key else None
        if value is not None:
            found.append((one, value))
    return found


def _joined(values: Mapping[str, Any]) -> str:
    return ", ".join(str(one) for one in values.values())


def signature(item_id: UUID, values: Sequence[UUID]) -> str | None:
    """An item with all values of a variant, the same in whatever order they are told."""
    return ".".join([item_id.hex, *sorted(one.hex for one in values)]) if values else None


def rename(work: Work, record: Record) -> None:
    """Call variants by what their values, and the properties of these, are called now."""
    if isinstance(record, PropertyValue):
        values = [record.id]
    elif isinstance(record, Property):
        asked = select(PropertyValue.id).where(PropertyValue.of_property_id == record.id)
        values = list(work.session.scalars(asked))
    else:
        return
    with house_view(work.session):
        for key in _stale(work.as_house(), values):
            save(work.as_house(), "variant", {}, id=key)


def _stale(work: Work, values: Sequence[UUID]) -> list[UUID]:
    """Variants that have one of the values and tell it in other words."""
    columns = [getattr(VariantValues, slot) for slot in SLOTS]
    asked = (
        select(Variant, VariantValues)
        .join(VariantValues, VariantValues.id == Variant.id)
        .where(or_(*(one.in_(values) for one in columns)))
    )
    found = []
    for variant, own in work.session.execute(asked):
        named = _values(work, own, properties_of(work, variant.item_id))
        if variant.values != {one.name: value.name for one, value in named}:
            found.append(variant.id)
    return found
