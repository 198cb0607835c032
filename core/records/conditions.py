"""Conditions of a list: filters on fields, on what they point to, on rows, and words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, select

from ..errors import Invalid, Refusal
from ..schema.catalog import Catalog
from ..schema.fields import Field
from ..schema.record import Record, search_key
from ..texts import Texts
from ..work import Work
from .comparing import Subject, compare, named, read_set, stored
from .derived import DerivedSlot, derived_of
from .query import Filter, Query
from .readers import is_key, read_key, read_moment, read_whole
from .references import References
from .shape import Slot, shape_of
from .trees import PARENT, inside
from .wire import moment_text
from .words import among, hides_words, hits

_ = Texts(__package__)

FEW = 300
"""As many keys are named in a condition; more of them would rather be looked up one by one."""
HEAD: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "id": (read_key, str),
    "deleted": (read_set, bool),
    "version": (read_whole, int),
    "changed_at": (read_moment, moment_text),
}
"""What every record has beside its fields: how its value is read from plain data, and written."""
_HEAD_TYPES = {"id": "key", "deleted": "flag", "version": "whole", "changed_at": "moment"}
Faults = list[tuple[Filter, Refusal]]


@dataclass
class Conditions:
    """The conditions of one list; gathers the extensions that have to be joined."""

    work: Work
    cls: Any
    zone: tzinfo = UTC
    joins: list[tuple[Any, Any, bool]] = field(default_factory=list)

    def of(self, query: Query, faults: Faults | None = None) -> list[ColumnElement[bool]]:
        """Everything a query keeps out; records marked for deletion unless it asks for them.

        Args:
            query: what is asked.
            faults: takes the filters that can not be followed, which are then left out;
                without it the first one is refused.

        Raises:
            Invalid: for a filter that can not be followed.
        """
        found = self.words(query.words)
        for one in query.filters:
            try:
                found.append(self.filter(one))
            except Refusal as why:
                if faults is None:
                    raise
                faults.append((one, why))
        if not any(one.path == "deleted" for one in query.filters):
            found.append(self.cls.deleted == false())
        return found

    def words(self, given: str) -> list[ColumnElement[bool]]:
        """All words have to be found in a record."""
        words = search_key(given).split()
        if not words:
            return []
        if hides_words(self.work, self.cls):
            shown = "name_key" if issubclass(self.cls, Catalog) else "number"
            return _contains(getattr(self.cls, shown), words)
        keys = hits(self.work, words, self.cls)
        if keys is None:
            return _contains(self.cls.search, words)
        return [among(self.work, self.cls.id, keys)]

    def filter(self, one: Filter) -> ColumnElement[bool]:
        """One filter.

        Raises:
            Invalid: where it can not be followed, or the field is not for this person.
        """
        first, _dot, rest = one.path.partition(".")
        if not rest:
            return self._of_field(self.cls, first, one)
        shape = shape_of(self.work.schema, self.cls)
        if first in shape.parts and first not in self.work.access.hidden(self.cls.kind):
            line = shape.parts[first]
            found: ColumnElement[bool] = self.cls.id.in_(
                self._inner(line, line.owner_id, rest, one)
            )
            return found
        slot = self.stepping(first, one.path)
        target = slot.field.target
        asked = self._inner(target, target.id, rest, one)
        return self._pointing(self.column(self.cls, slot), target, asked)

    def stepping(self, name: str, path: str) -> Slot:
        """A reference through which the person may ask: it may be seen, and what it points to.

        Raises:
            Invalid: where it is none, or not for this person.
        """
        slot = self.slot(self.cls, name, path)
        if not slot.loads or not self.work.access.may(f"{slot.field.target.kind}.read"):
            raise no_field(path)
        return slot

    def _inner(self, cls: Any, key: Any, name: str, one: Filter) -> Select[Any]:
        """The keys of what fits a condition on a class of its own."""
        apart = Conditions(self.work, cls, self.zone)
        condition = apart._of_field(cls, name, one)
        asked = select(key)
        for target, on, outer in apart.joins:
            asked = asked.join(target, on, isouter=outer)
        return asked.where(condition)

    def _pointing(self, column: Any, target: Any, asked: Select[Any]) -> ColumnElement[bool]:
        """A condition on what is pointed to: few are named by their keys, many looked up."""
        keys = self.work.session.scalars(asked.limit(FEW + 1)).all()
        found: ColumnElement[bool]
        if len(keys) <= FEW:
            found = column.in_(keys)
        elif target is self.cls:  # folders: the select inside reads the same table by itself
            found = column.in_(asked.correlate(None))
        else:
            found = asked.where(target.id == column).exists()
        return found

    def _of_field(self, cls: Any, name: str, one: Filter) -> ColumnElement[bool]:
        now = self.work.clock.now()
        if name in HEAD and issubclass(cls, Record):
            read = HEAD[name][0]
            return compare(
                Subject(
                    getattr(cls, name), _HEAD_TYPES[name],
                    lambda value: named(read, value, _at(one)), one, now, self.zone,
                )
            )  # fmt: skip
        slot = self.slot(cls, name, one.path)
        column = self.column(cls, slot)
        if one.operator == "under":
            return self._under(column, slot, one)
        by_name = name == "name" and issubclass(cls, Catalog)
        key = cls.name_key if by_name else None
        reader = self._reader(slot, one)
        return compare(Subject(column, slot.field.type, reader, one, now, self.zone, key))

    def _under(self, column: Any, slot: Slot, one: Filter) -> ColumnElement[bool]:
        """In a folder, or in one of the folders inside it."""
        target = slot.field.target
        if not (slot.loads and target.hierarchical and PARENT in target.fields):
            raise Invalid(_("Only what stands in folders is found under one"), path=_at(one))
        folder = self._pointed(slot.field, one.value, one.path)
        found: ColumnElement[bool] = column.in_(inside(self.work, target, folder))
        return found

    def _reader(self, slot: Slot, one: Filter) -> Callable[[Any], Any]:
        if slot.points:
            return lambda value: self._pointed(slot.field, value, one.path)
        return lambda value: named(lambda given: stored(slot, given), value, _at(one))

    def _pointed(self, declared: Field, value: Any, path: str) -> UUID:
        if isinstance(value, UUID) or (isinstance(value, str) and is_key(value)):
            return named(read_key, value, f"filter[{path}]")  # type: ignore[no-any-return]
        references = References(self.work)
        pointer = references.point(declared, value, path)
        for fault in references.look_up():
            raise fault
        found: UUID = pointer.record.id
        return found

    def slot(self, cls: Any, name: str, path: str) -> Slot:
        """The field of a class that the person may see."""
        slot = shape_of(self.work.schema, cls).slots.get(name) or self._derived(cls).get(name)
        if slot is None or name in self.work.access.hidden(cls.kind):
            raise no_field(path if path != "sort" else name, at=path)
        return slot

    def _derived(self, cls: Any) -> Mapping[str, Slot]:
        """What follows from registers can be asked of the records of the list itself."""
        return derived_of(self.work, cls) if cls is self.cls else {}

    def column(self, cls: Any, slot: Slot) -> Any:
        """The column of a field; an extension is joined to the list."""
        if isinstance(slot, DerivedSlot):
            return slot.derived.expression(self.work)
        extension = slot.field.extension
        if extension is None:
            return getattr(cls, slot.field.column)
        if all(target is not extension for target, _on, _outer in self.joins):
            self.joins.insert(0, (extension, extension.id == cls.id, True))
        return getattr(extension, slot.field.column)


def _at(one: Filter) -> str:
    return f"filter[{one.path}]"


def _contains(column: Any, words: Iterable[str]) -> list[ColumnElement[bool]]:
    return [column.contains(word, autoescape=True) for word in words]


def no_field(path: str, at: str = "") -> Invalid:
    """The refusal of a path that is none, or none for this person."""
    place = at if at == "sort" else f"filter[{path}]"
    return Invalid(_("There is no field “{name}”", name=path), path=place)
