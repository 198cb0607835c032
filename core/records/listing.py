"""Lists: the records of a kind, found, filtered and sorted in one select: a page, or all."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select

from ..errors import Invalid
from ..texts import Texts
from ..work import Work
from .conditions import Conditions, Faults
from .cursor import Key, behind, read_cursor, write_cursor
from .order import Order
from .query import MOST, Filter, Query
from .read import class_of

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
    faults: Faults | None = None

    @property
    def cls(self) -> Any:
        return self.conditions.cls

    @cached_property
    def order(self) -> Order:
        return Order(self.conditions, self.query)

    @cached_property
    def small_nulls(self) -> bool:
        """Whether the engine sorts NULL before all values."""
        return self.conditions.work.session.get_bind().dialect.name == "sqlite"

    def page(self) -> Page:
        limit = max(1, min(self.query.limit, MOST))
        keys = self.order.keys()
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
        for phase in self._phases(self.order.keys(), self._where(), None):
            asked = self._asked(phase, self.cls).execution_options(yield_per=size)
            for piece in self.conditions.work.session.scalars(asked).partitions():
                yield list(piece)

    def keys(self, most: int) -> list[UUID]:
        found: list[UUID] = []
        for phase in self._phases(self.order.keys(), self._where(), None):
            if len(found) < most:
                asked = self._asked(phase, self.cls.id).limit(most - len(found))
                found += self.conditions.work.session.scalars(asked)
        return found

    def count(self, most: int) -> int:
        return self._counted(self._where(), most)

    def _require_short(self, where: list[ColumnElement[bool]]) -> None:
        """Refuse to sort a long list by what no index has in order: each page would sort it all."""
        if self.order.deep is not None and self._counted(where, SORTED + 1) > SORTED:
            raise TooLongToSort(
                _("More than {most} records can not be sorted by {label}",
                  most=SORTED, label=self.order.deep.field.label),
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
        if self.order.pointed is None or self.conditions.work.access.rows:
            return [_Phase(keys, joins, [*conditions, *behind_it])]
        target, on, column = self.order.pointed
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
