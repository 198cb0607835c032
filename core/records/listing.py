"""Lists: the records of a kind, found, filtered and sorted in one select: a page, or all."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo
from functools import cached_property, partial
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import UnaryExpression
from sqlalchemy.sql.operators import custom_op

from ..errors import Invalid
from ..schema.catalog import Catalog
from ..schema.document import Document
from ..texts import Texts
from ..work import Work
from .comparing import stored
from .conditions import HEAD, Conditions, Faults, no_field
from .cursor import Key, behind, read_cursor, write_cursor
from .query import MOST, Filter, Query
from .read import class_of
from .readers import read_text
from .shape import Slot
from .wire import as_plain

_ = Texts(__package__)

CHUNK = 1000
SORTED = 50_000
"""So many records are sorted by a field one step away, which no index of theirs has in order."""


class TooLongToSort(Invalid):
    """A list is too long to be sorted by what no index has in order."""


@dataclass(frozen=True)
class Page:
    """Records in order, and the cursor that the next page goes on from; None at the end."""

    records: Sequence[Any]
    next: str | None


def page(work: Work, kind: str, query: Query | None = None, faults: Faults | None = None) -> Page:
    """One page of a list.

    Records marked for deletion are left out unless a filter asks for them.

    Args:
        work: the unit of work; its rights and row rules apply.
        kind: of catalog or document.
        query: what is asked.
        faults: takes the filters that can not be followed; the list goes without them.

    Raises:
        Forbidden: without the right `<kind>.read`.
        Unknown: where there is no such kind.
        Invalid: for fields that are not there, or not for this person, and bad values.
    """
    return _opened(work, kind, query, faults).page()


def stream(work: Work, kind: str, query: Query, size: int = CHUNK) -> Iterator[list[Any]]:
    """All records of a list in its order, in pieces; no more than one piece is at hand.

    Raises:
        As `page`.
    """
    yield from _opened(work, kind, query).pieces(size)


def keys_of(work: Work, kind: str, query: Query, most: int) -> list[UUID]:
    """The keys of the first records of a list, in its order.

    Raises:
        As `page`.
    """
    return _opened(work, kind, query).keys(most)


def count_up_to(work: Work, kind: str, query: Query, most: int) -> int:
    """How many records a list has, counted no further than `most`.

    Raises:
        As `page`.
    """
    return _opened(work, kind, query).count(most)


def fitting(
    work: Work, kind: str, keys: Collection[UUID], filters: Sequence[Filter], zone: tzinfo = UTC
) -> set[UUID]:
    """Those of some records that fit all of the filters.

    Raises:
        As `page`.
    """
    asked = Query(filters=(*filters, Filter("id", "in", [str(one) for one in keys])), zone=zone)
    any_mark = Filter("deleted", "in", "true,false")
    query = replace(asked, filters=(*asked.filters, any_mark))
    return set(keys_of(work, kind, query, len(keys)))


def _opened(
    work: Work, kind: str, query: Query | None, faults: Faults | None = None
) -> "_Listing":
    cls = class_of(work, kind)
    work.access.require(f"{kind}.read")
    query = query or Query()
    return _Listing(Conditions(work, cls, query.zone), query, faults=faults)


@dataclass
class _Phase:
    """A stretch of the list that one select answers: its order, joins and conditions."""

    keys: list[Key]
    joins: list[tuple[Any, Any, bool]]
    conditions: list[ColumnElement[bool]]
    without: bool = False


@dataclass
class _Listing:
    conditions: Conditions
    query: Query
    pointed: tuple[Any, Any, Any] | None = None
    deep: Slot | None = None
    faults: Faults | None = None

    @property
    def cls(self) -> Any:
        return self.conditions.cls

    @cached_property
    def small_nulls(self) -> bool:
        """Whether the engine sorts NULL before all values."""
        return self.conditions.work.session.get_bind().dialect.name == "sqlite"

    def page(self) -> Page:
        limit = max(1, min(self.query.limit, MOST))
        keys = self._keys()
        after = read_cursor(keys, self.query.after) if self.query.after else None
        where = self._where()
        self._require_short(where)
        found: list[Any] = []
        for phase in self._phases(keys, where, after):
            if len(found) <= limit:
                found += self._fetch(phase, limit + 1 - len(found))
        more = found[limit - 1][1] if len(found) > limit else None
        return Page(
            [row[0] for row in found[:limit]], None if more is None else write_cursor(keys, more)
        )

    def pieces(self, size: int) -> Iterator[list[Any]]:
        for phase in self._phases(self._keys(), self._where(), None):
            asked = self._asked(phase, self.cls).execution_options(yield_per=size)
            for piece in self.conditions.work.session.scalars(asked).partitions():
                yield list(piece)

    def keys(self, most: int) -> list[UUID]:
        found: list[UUID] = []
        for phase in self._phases(self._keys(), self._where(), None):
            if len(found) < most:
                asked = self._asked(phase, self.cls.id).limit(most - len(found))
                found += self.conditions.work.session.scalars(asked)
        return found

    def count(self, most: int) -> int:
        return self._counted(self._where(), most)

    def _require_short(self, where: list[ColumnElement[bool]]) -> None:
        """Refuse to sort a long list by what no index has in order: each page would sort it all."""
        if self.deep is not None and self._counted(where, SORTED + 1) > SORTED:
            raise TooLongToSort(
                _("More than {most} records can not be sorted by {label}",
                  most=SORTED, label=self.deep.field.label),
                path="sort", remedy=_("Filter the list, or sort it by another column"),
            )  # fmt: skip

    def _counted(self, where: list[ColumnElement[bool]], most: int) -> int:
        asked: Select[Any] = select(self.cls.id)
        for target, on, outer in self.conditions.joins:
            asked = asked.join(target, on, isouter=outer)
        few = asked.where(*where).limit(most).subquery()
        return self.conditions.work.session.scalar(select(func.count()).select_from(few)) or 0

    def _where(self) -> list[ColumnElement[bool]]:
        return self.conditions.of(self.query, self.faults)

    def _asked(self, phase: _Phase, *wanted: Any) -> Select[Any]:
        asked: Select[Any] = select(*wanted)
        for target, on, outer in phase.joins:
            asked = asked.join(target, on, isouter=outer)
        return asked.where(*phase.conditions).order_by(*(key.order for key in phase.keys))

    def _fetch(self, phase: _Phase, limit: int) -> list[tuple[Any, list[Any]]]:
        asked = self._asked(phase, self.cls, *(key.column for key in phase.keys))
        rows = self.conditions.work.session.execute(asked.limit(limit))
        first = [None] if phase.without else []
        return [(row[0], [*first, *row[1:]]) for row in rows]

    def _phases(
        self, keys: list[Key], conditions: list[ColumnElement[bool]], after: list[Any] | None
    ) -> list[_Phase]:
        """Records whose reference is empty stand apart: the others follow an index of names."""
        joins = self.conditions.joins
        behind_it = [] if after is None else [self._behind(keys, after)]
        if self.pointed is None or self.conditions.work.access.rows:
            return [_Phase(keys, joins, [*conditions, *behind_it])]
        target, on, column = self.pointed
        rest = [one for one in joins if one[0] is not target]
        first = target.id == column if self._is_narrow() or not self.small_nulls else on
        some = _Phase(keys, [*rest, (target, first, False)], [*conditions, *behind_it])
        if not keys[0].nullable:
            return [some]
        none = _Phase(keys[1:], rest, [*conditions, column.is_(None)], without=True)
        if after is not None and after[0] is None:
            none.conditions.append(self._behind(keys[1:], after[1:]))
        first_without = self.small_nulls != keys[0].falling
        order = [none, some] if first_without else [some, none]
        done = 1 if after is not None and (after[0] is None) != first_without else 0
        return order[done:]

    def _is_narrow(self) -> bool:
        """Whether few records are looked for: sorting them is less work than walking names."""
        exact = (one for one in self.query.filters if one.operator in ("eq", "in"))
        return bool(self.query.words) or any(one.path != "deleted" for one in exact)

    def _behind(self, keys: list[Key], values: list[Any]) -> ColumnElement[bool]:
        return behind(keys, values, small_nulls=self.small_nulls)

    def _keys(self) -> list[Key]:
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
