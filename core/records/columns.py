"""Columns of a list: fields of the records and of what they point to, read for a whole page.

A path names a column: `tax_id`, a field that another plugin added, or one step further:
`party.tax_id`. What a person may not see has no path.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select

from ..schema.fields import Field
from ..schema.record import Declared, Record
from ..texts import Text, Texts
from ..work import Work
from .derived import DerivedSlot, derived_of, derived_values
from .extras import Extras, holder, load_extras
from .presentations import presentations
from .shape import Shape, Slot, shape_of

_ = Texts(__package__)

UNTOLD = ("json", "key", "lines")
CHUNK = 10_000


@dataclass(frozen=True)
class Place:
    """A column: its field, and the reference that leads to it where it is one step away."""

    path: str
    slot: Slot
    through: Slot | None = None

    @property
    def field(self) -> Field:
        """The field whose values stand in it."""
        return self.slot.field

    @cached_property
    def label(self) -> Text | str:
        """What people read over it."""
        if self.through is None:
            return self.field.label
        return _("{of}: {what}", of=self.through.field.label, what=self.field.label)


class Told(NamedTuple):
    """A value, and for a reference what it is called."""

    value: Any
    name: str = ""


def places_of(work: Work, cls: type[Declared], *, deep: bool = True) -> Iterator[Place]:
    """Every column a person may have: the record's own, those added, then those a step away."""
    own = list(_of(work, cls))
    for slot in (*own, *derived_of(work, cls).values()):
        yield Place(slot.field.name, slot)
    for slot in own if deep else ():
        if slot.loads and work.access.may(f"{slot.field.target.kind}.read"):
            for one in _of(work, slot.field.target):
                yield Place(f"{slot.field.name}.{one.field.name}", one, slot)


def place_of(work: Work, cls: type[Declared], path: str) -> Place | None:
    """The column of a path; None where there is none for this person."""
    return next((one for one in places_of(work, cls, deep="." in path) if one.path == path), None)


def _of(work: Work, cls: type[Any]) -> Iterator[Slot]:
    hidden = work.access.hidden(cls.kind)
    for name, slot in shape_of(work.schema, cls).slots.items():
        if name not in hidden and slot.field.type not in UNTOLD:
            yield slot


class Reading:
    """Reads columns of records of one kind: a select for each reference and extension, no more."""

    def __init__(self, work: Work, cls: type[Declared], places: Sequence[Place]) -> None:
        self.work = work
        self.shape = _bare(shape_of(work.schema, cls))
        self.places = places
        self._derived: Mapping[UUID, Mapping[str, Any]] = {}

    def rows(self, records: Sequence[Record]) -> list[list[Told]]:
        """The values of each record, in the order of the columns."""
        own = self._extras(records, self.shape, [one for one in self.places if not one.through])
        through = {one.through.field.name: one.through for one in self.places if one.through}
        added = self._extras(records, self.shape, [Place("", one) for one in through.values()])
        owners = {
            name: self._pointed(records, slot, {**own, **added}) for name, slot in through.items()
        }
        self._derived = self._from_registers(records)
        values = [
            [self._value(one, place, own, owners) for place in self.places] for one in records
        ]
        names = presentations(self.work, self._pointers(values))
        return [
            [
                Told(value, names.get(value, "") if place.slot.points and value else "")
                for place, value in zip(self.places, row, strict=True)
            ]
            for row in values
        ]

    def _extras(self, records: Sequence[Record], shape: Shape, places: Iterable[Place]) -> Extras:
        added = {one.field.extension for one in places if one.field.extension is not None}
        few = replace(shape, extensions=tuple(e for e in shape.extensions if e in added))
        return load_extras(self.work, records, few) if added and records else {}

    def _from_registers(self, records: Sequence[Record]) -> Mapping[UUID, Mapping[str, Any]]:
        names = [one.path for one in self.places if isinstance(one.slot, DerivedSlot)]
        if not names or not records:
            return {}
        return derived_values(self.work, type(records[0]), names, [one.id for one in records])

    def _pointed(
        self, records: Sequence[Record], slot: Slot, extras: Extras
    ) -> tuple[dict[UUID, Any], dict[UUID, Any], Extras]:
        """The records a reference leads to, by the key of the record that has it."""
        target = slot.field.target
        keys = {one.id: _stored(one, slot, extras) for one in records}
        wanted = list({key for key in keys.values() if key})
        found: dict[UUID, Any] = {}
        for start in range(0, len(wanted), CHUNK):
            asked = select(target).where(target.id.in_(wanted[start : start + CHUNK]))
            found |= {one.id: one for one in self.work.session.scalars(asked)}
        deeper = [one for one in self.places if one.through is slot]
        shape = _bare(shape_of(self.work.schema, target))
        return keys, found, self._extras(list(found.values()), shape, deeper)

    def _value(self, record: Record, place: Place, own: Extras, owners: Mapping[str, Any]) -> Any:
        if isinstance(place.slot, DerivedSlot):
            return self._derived.get(record.id, {}).get(place.path)
        if place.through is None:
            return _stored(record, place.slot, own)
        keys, found, extras = owners[place.through.field.name]
        owner = found.get(keys[record.id])
        return None if owner is None else _stored(owner, place.slot, extras)

    def _pointers(self, rows: Sequence[Sequence[Any]]) -> Iterator[tuple[Any, UUID | None]]:
        pointing = [(n, one) for n, one in enumerate(self.places) if one.slot.points]
        for row in rows:
            for n, place in pointing:
                yield target_of(place.field), row[n]


def target_of(field: Field) -> Any:
    """What a reference points to, as `presentations` wants it."""
    return field.target or "document" if field.type == "document" else field.target


def _bare(shape: Shape) -> Shape:
    return replace(shape, parts={})


def _stored(record: Any, slot: Slot, extras: Extras) -> Any:
    home = holder(extras, record, slot)
    return slot.empty() if home is None else getattr(home, slot.field.column)
