"""The order of a list: by fields of its own, by what a reference is called, by fields a step away."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import UnaryExpression
from sqlalchemy.sql.operators import custom_op

from ..errors import Invalid
from ..schema.catalog import Catalog
from ..schema.document import Document
from ..texts import Texts
from .comparing import stored
from .conditions import HEAD, Conditions, no_field
from .cursor import Key
from .query import Query
from .readers import read_text
from .shape import Slot
from .wire import as_plain

_ = Texts(__package__)


@dataclass
class Order:
    """What a list is sorted by; what that takes is joined to its conditions.

    Attributes:
        pointed: the reference it is sorted by first: its target, how that is joined so that
            the index of names is walked, and the column of the reference.
        deep: the field one step away that no index of the list has in order.
    """

    conditions: Conditions
    query: Query
    pointed: tuple[Any, Any, Any] | None = None
    deep: Slot | None = None

    @property
    def cls(self) -> Any:
        """Of the records."""
        return self.conditions.cls

    def keys(self) -> list[Key]:
        """What it is sorted by, down to the key that tells any two apart."""
        names = list(self.query.sort) or self._usual()
        keys: list[Key] = []
        for name in dict.fromkeys(names):
            first = not keys
            keys += self._key(name.removeprefix("-"), falling=name.startswith("-"), first=first)
        if not any(key.name == "id" for key in keys):
            keys.append(self._own("id", falling=keys[-1].falling))
        return keys

    def _usual(self) -> list[str]:
        if issubclass(self.cls, Document):
            return ["-moment"]
        return ["name"] if issubclass(self.cls, Catalog) else ["id"]

    def _own(self, name: str, *, falling: bool) -> Key:
        read, write = HEAD[name]
        return Key(name, getattr(self.cls, name), falling, nullable=False, write=write, read=read)

    def _key(self, name: str, *, falling: bool, first: bool) -> list[Key]:
        if name in HEAD:
            return [self._own(name, falling=falling)]
        if "." in name:
            return [self._key_of_pointed(name, falling=falling, first=first)]
        if name == "name" and issubclass(self.cls, Catalog):
            self.conditions.slot(self.cls, name, "sort")
            return [_text_key(name, self.cls.name_key, falling=falling)]
        slot = self.conditions.slot(self.cls, name, "sort")
        if slot.field.type == "json":
            raise Invalid(
                _("A list can not be sorted by {label}", label=slot.field.label), path="sort"
            )
        column = self.conditions.column(self.cls, slot)
        if slot.loads:
            return [self._target_key(slot, column, falling=falling, first=first)]
        outer = slot.column.nullable or slot.field.extension is not None
        write, read = partial(as_plain, slot), partial(stored, slot)
        return [Key(name, column, falling, nullable=bool(outer), write=write, read=read)]

    def _key_of_pointed(self, path: str, *, falling: bool, first: bool) -> Key:
        """A field one step away: `party.tax_id`; where there is none, NULL decides."""
        name, _dot, rest = path.partition(".")
        through = self.conditions.slot(self.cls, name, "sort")
        target = through.field.target
        if not through.loads or not self.conditions.work.access.may(f"{target.kind}.read"):
            raise no_field(path, at="sort")
        column = self.conditions.column(self.cls, through)
        slot = self.conditions.slot(target, rest, "sort")
        if rest == ("name" if issubclass(target, Catalog) else "number"):
            return self._target_key(through, column, falling=falling, first=first)
        if slot.field.type in ("json", "lines"):
            raise Invalid(
                _("A list can not be sorted by {label}", label=slot.field.label), path="sort"
            )
        self.deep = slot
        found = self._joined(target, column)
        if slot.field.extension is not None:
            found = self._joined(slot.field.extension, found.id)
        shown = getattr(found, slot.field.column)
        if slot.loads:
            further = self._joined(slot.field.target, shown)
            shown = further.name_key if issubclass(slot.field.target, Catalog) else further.number
            return _text_key(path, shown, falling=falling, nullable=True)
        write, read = partial(as_plain, slot), partial(stored, slot)
        return Key(path, shown, falling, nullable=True, write=write, read=read)

    def _joined(self, cls: Any, key: Any) -> Any:
        found = aliased(cls)
        self.conditions.joins.append((found, found.id == key, True))
        return found

    def _target_key(self, slot: Slot, column: Any, *, falling: bool, first: bool) -> Key:
        """A reference is sorted by the name (or number) of what it points to."""
        target = aliased(slot.field.target)
        outer = bool(slot.column.nullable or slot.field.extension is not None)
        self.conditions.joins.append((target, target.id == column, outer))
        if first and slot.field.extension is None:
            self.pointed = (target, _walked(target.id) == column, column)
        catalog = issubclass(slot.field.target, Catalog)
        self.conditions.slot(slot.field.target, "name" if catalog else "number", "sort")
        shown = target.name_key if catalog else target.number
        name = slot.field.name
        return _text_key(name, shown, falling=falling, nullable=outer)


def _walked(key: Any) -> Any:
    """Keep SQLite from looking records up by this key, so that it walks them by name instead."""
    return UnaryExpression(key, operator=custom_op("+"), type_=key.type)


def _text_key(name: str, column: Any, *, falling: bool, nullable: bool = False) -> Key:
    return Key(name, column, falling, nullable=nullable, write=str, read=read_text)
