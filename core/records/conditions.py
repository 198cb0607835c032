"""Conditions of a list: filters on fields, on what they point to, on rows, and words."""

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, not_, or_, select, true

from ..errors import Invalid
from ..schema.catalog import Catalog
from ..schema.fields import Field
from ..schema.record import Record, search_key
from ..texts import Texts
from ..work import Work
from .query import Filter
from .readers import is_key, read_flag, read_key, read_moment, read_text, read_value, read_whole
from .references import References
from .shape import Slot, shape_of
from .trees import PARENT, inside
from .wire import moment_text
from .words import hides_words, hits, long_enough

_ = Texts(__package__)

MOST_VALUES = 1000
FEW = 300
"""As many keys are named in a condition; more of them would rather be looked up one by one."""
HEAD: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "id": (read_key, str),
    "deleted": (lambda one: read_flag(_flag(one)), bool),
    "version": (read_whole, int),
    "changed_at": (read_moment, moment_text),
}
"""What every record has beside its fields: how its value is read from plain data, and written."""


@dataclass
class Conditions:
    """The conditions of one list; gathers the extensions that have to be joined."""

    work: Work
    cls: Any
    joins: list[tuple[Any, Any, bool]] = field(default_factory=list)

    def words(self, given: str) -> list[ColumnElement[bool]]:
        """All words have to be found in a record."""
        words = search_key(given).split()
        if not words:
            return []
        if hides_words(self.work, self.cls):
            shown = "name_key" if issubclass(self.cls, Catalog) else "number"
            return _contains(getattr(self.cls, shown), words)
        long = long_enough(words)
        keys = hits(self.work, long, self.cls.kind) if long else None
        if keys is None:
            return _contains(self.cls.search, words)
        short = [one for one in words if one not in long]
        return [self.cls.id.in_(keys), *_contains(self.cls.search, short)]

    def filter(self, one: Filter) -> ColumnElement[bool]:
        """One filter."""
        first, _dot, rest = one.path.partition(".")
        if not rest:
            return self._of_field(self.cls, first, one)
        shape = shape_of(self.work.schema, self.cls)
        if first in shape.parts and first not in self.work.access.hidden(self.cls.kind):
            line = shape.parts[first]
            inner = select(line.owner_id).where(self._apart(line, rest, one))
            found: ColumnElement[bool] = self.cls.id.in_(inner)
            return found
        slot = self.slot(self.cls, first, one.path)
        if not slot.loads:
            raise _no_field(one.path)
        target = slot.field.target
        return self._pointing(self.column(self.cls, slot), target, self._apart(target, rest, one))

    def _pointing(
        self, column: Any, target: Any, condition: ColumnElement[bool]
    ) -> ColumnElement[bool]:
        """A condition on what is pointed to: few are named by their keys, many looked up."""
        asked = select(target.id).where(condition)
        keys = self.work.session.scalars(asked.limit(FEW + 1)).all()
        found: ColumnElement[bool]
        if len(keys) <= FEW:
            found = column.in_(keys)
        else:
            found = asked.where(target.id == column).exists()
        return found

    def _apart(self, cls: Any, name: str, one: Filter) -> ColumnElement[bool]:
        """A condition inside a select of its own: fields of the class itself alone."""
        if name not in HEAD and self.slot(cls, name, one.path).field.extension is not None:
            raise _no_field(one.path)
        return self._of_field(cls, name, one)

    def _of_field(self, cls: Any, name: str, one: Filter) -> ColumnElement[bool]:
        if name in HEAD and issubclass(cls, Record):
            read = HEAD[name][0]
            return _compare(getattr(cls, name), one, lambda value: _read(read, value, one.path))
        if name == "name" and issubclass(cls, Catalog) and one.operator == "like":
            self.slot(cls, name, one.path)
            found: ColumnElement[bool] = cls.name_key.contains(
                _part(one, search_key), autoescape=True
            )
            return found
        slot = self.slot(cls, name, one.path)
        column = self.column(cls, slot)
        if one.operator == "empty":
            return _empty(column, slot, one)
        if one.operator == "like":
            return _like(column, slot.field, one)
        if one.operator == "under":
            return self._under(column, slot, one)
        return _compare(column, one, self._reader(slot, one))

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
            if one.operator not in ("eq", "ne", "in"):
                raise Invalid(_("References are equal or not"), path=_at(one))
            return lambda value: self._pointed(slot.field, value, one.path)
        return lambda value: _read(lambda given: stored(slot, given), value, one.path)

    def _pointed(self, declared: Field, value: Any, path: str) -> UUID:
        if isinstance(value, UUID) or (isinstance(value, str) and is_key(value)):
            return _read(read_key, value, path)  # type: ignore[no-any-return]
        references = References(self.work)
        pointer = references.point(declared, value, path)
        for fault in references.look_up():
            raise fault
        found: UUID = pointer.record.id
        return found

    def slot(self, cls: Any, name: str, path: str) -> Slot:
        """The field of a class that the person may see."""
        slot = shape_of(self.work.schema, cls).slots.get(name)
        if slot is None or name in self.work.access.hidden(cls.kind):
            raise _no_field(path if path != "sort" else name, at=path)
        return slot

    def column(self, cls: Any, slot: Slot) -> Any:
        """The column of a field; an extension is joined to the list."""
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


def stored(slot: Slot, value: Any) -> Any:
    """A value of a field from plain data or from the text of an address."""
    kind = slot.field.type
    if kind == "flag":
        value = _flag(value)
    if kind in ("key", "reference", "document"):
        return read_key(value)
    if kind == "json":
        raise Invalid(_("Tables of data can not be compared"))
    return read_value(slot.field, value)


def _flag(value: Any) -> Any:
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


def _read(read: Callable[[Any], Any], value: Any, path: str) -> Any:
    try:
        return read(value)
    except Invalid as fault:
        fault.path = f"filter[{path}]"
        raise


def _compare(column: Any, one: Filter, read: Callable[[Any], Any]) -> ColumnElement[bool]:
    if one.operator == "in":
        return _one_of(column, one, read)
    if one.operator not in _COMPARISONS:
        raise Invalid(
            _("Only fields that may be empty or hold text are compared so"), path=one.path
        )
    value = read(one.value)
    if isinstance(value, bool):
        return _is_flag(column, value, one)
    found: ColumnElement[bool] = _COMPARISONS[one.operator](column, value)
    return or_(found, column.is_(None)) if one.operator == "ne" else found


_COMPARISONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "eq": operator.eq, "ne": operator.ne, "gt": operator.gt, "ge": operator.ge,
    "lt": operator.lt, "le": operator.le,
}  # fmt: skip


def _is_flag(column: Any, value: bool, one: Filter) -> ColumnElement[bool]:
    """Written out in SQL, so that an index of the rare ones is seen to fit."""
    if one.operator not in ("eq", "ne"):
        raise Invalid(_("Flags are set or not"), path=_at(one))
    wanted = value == (one.operator == "eq")
    found: ColumnElement[bool] = column == (true() if wanted else false())
    return or_(found, column.is_(None)) if one.operator == "ne" else found


def _one_of(column: Any, one: Filter, read: Callable[[Any], Any]) -> ColumnElement[bool]:
    given: Any = one.value
    values = given.split(",") if isinstance(given, str) else list(given)
    if len(values) > MOST_VALUES:
        raise Invalid(_("More than {most} values", most=MOST_VALUES), path=_at(one))
    found: ColumnElement[bool] = column.in_([read(value) for value in values])
    return found


def _empty(column: Any, slot: Slot, one: Filter) -> ColumnElement[bool]:
    wanted = _read(lambda value: read_flag(_flag(value)), one.value, one.path)
    empty: ColumnElement[bool] = column.is_(None)
    if slot.field.type in ("text", "choice"):
        empty = or_(empty, column == "")
    return empty if wanted else not_(empty)


def _like(column: Any, declared: Field, one: Filter) -> ColumnElement[bool]:
    if declared.type != "text":
        raise Invalid(_("Only texts are searched for a part"), path=_at(one))
    words = [column.icontains(word, autoescape=True) for word in _part(one, str).split()]
    return and_(*words) if words else column.is_not(None)


def _no_field(path: str, at: str = "") -> Invalid:
    place = at if at == "sort" else f"filter[{path}]"
    return Invalid(_("There is no field “{name}”", name=path), path=place)


def _part(one: Filter, do: Callable[[str], str]) -> str:
    return do(str(_read(read_text, one.value, one.path)))
