"""Lists: one page of the records of a kind, found, filtered and sorted in one select."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Select, false, select
from sqlalchemy.orm import aliased

from ..errors import Invalid
from ..schema.catalog import Catalog
from ..schema.document import Document
from ..texts import Texts
from ..work import Work
from .conditions import HEAD, Conditions, stored
from .cursor import Key, behind, read_cursor, write_cursor
from .query import MOST, Query
from .read import class_of
from .readers import read_text
from .shape import Slot
from .wire import as_plain

_ = Texts(__package__)


@dataclass(frozen=True)
class Page:
    """Records in order, and the cursor that the next page goes on from; None at the end."""

    records: Sequence[Any]
    next: str | None


def page(work: Work, kind: str, query: Query | None = None) -> Page:
    """One page of a list.

    Records marked for deletion are left out unless a filter asks for them.

    Raises:
        Forbidden: without the right `<kind>.read`.
        Unknown: where there is no such kind.
        Invalid: for fields that are not there, or not for this person, and bad values.
    """
    cls = class_of(work, kind)
    work.access.require(f"{kind}.read")
    return _Listing(Conditions(work, cls), query or Query()).page()


@dataclass
class _Listing:
    conditions: Conditions
    query: Query

    @property
    def cls(self) -> Any:
        return self.conditions.cls

    def page(self) -> Page:
        limit = max(1, min(self.query.limit, MOST))
        keys = self._keys()
        conditions = [
            *self.conditions.words(self.query.words),
            *(self.conditions.filter(one) for one in self.query.filters),
        ]
        if not any(one.path == "deleted" for one in self.query.filters):
            conditions.append(self.cls.deleted == false())
        if self.query.after:
            conditions.append(self._behind(keys))
        extra = [key.column for key in keys]
        asked: Select[Any] = select(self.cls, *extra)
        for target, on, outer in self.conditions.joins:
            asked = asked.join(target, on, isouter=outer)
        asked = asked.where(*conditions).order_by(*(key.order for key in keys)).limit(limit + 1)
        found = self.conditions.work.session.execute(asked).all()
        more = found[limit - 1][1:] if len(found) > limit else None
        return Page(
            [row[0] for row in found[:limit]], None if more is None else write_cursor(keys, more)
        )

    def _behind(self, keys: list[Key]) -> ColumnElement[bool]:
        values = read_cursor(keys, self.query.after)
        small = self.conditions.work.session.get_bind().dialect.name == "sqlite"
        return behind(keys, values, small_nulls=small)

    def _keys(self) -> list[Key]:
        names = list(self.query.sort) or self._usual()
        keys: list[Key] = []
        for name in dict.fromkeys(names):
            keys += self._key(name.removeprefix("-"), falling=name.startswith("-"))
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

    def _key(self, name: str, *, falling: bool) -> list[Key]:
        if name in HEAD:
            return [self._own(name, falling=falling)]
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
            return self._target_keys(slot, column, falling=falling)
        outer = slot.column.nullable or slot.field.extension is not None
        write, read = partial(as_plain, slot), partial(stored, slot)
        return [Key(name, column, falling, nullable=bool(outer), write=write, read=read)]

    def _target_keys(self, slot: Slot, column: Any, *, falling: bool) -> list[Key]:
        """A reference is sorted by the name (or number) of what it points to."""
        target = aliased(slot.field.target)
        outer = bool(slot.column.nullable or slot.field.extension is not None)
        self.conditions.joins.append((target, target.id == column, outer))
        catalog = issubclass(slot.field.target, Catalog)
        shown = target.name_key if catalog else target.number
        name = slot.field.name
        return [_text_key(name, shown, falling=falling, nullable=outer)]


def _text_key(name: str, column: Any, *, falling: bool, nullable: bool = False) -> Key:
    return Key(name, column, falling, nullable=nullable, write=str, read=read_text)
