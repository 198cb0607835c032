"""Filters and marks of a report: what its rows must be like, which figures stand out."""

import operator
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select

from ..database.ids import NONE
from ..posting.axes import RECORDER, Axis, Narrowing, Test, has_attribute, labelled
from ..posting.times import Clockwork
from ..records.trees import inside
from ..work import Work

OPERATORS = ("in", "ne", "under", "like", "empty", "gt", "ge", "lt", "le")
COMPARED: Mapping[str, Callable[[Any, Any], Any]] = {
    "gt": operator.gt, "ge": operator.ge, "lt": operator.lt, "le": operator.le,
}  # fmt: skip
TONES = ("good", "care", "bad")
BARS = "bar"


@dataclass(frozen=True)
class Condition:
    """A filter on an axis, or on a figure of the rows.

    `values` are keys, words, days or numbers; None stands for an empty one.
    """

    name: str
    operator: str
    values: tuple[Any, ...]

    @property
    def takes_empty(self) -> bool:
        """Whether it admits what is empty."""
        if self.operator == "empty":
            return bool(self.values[0])
        return (None in self.values) != (self.operator == "ne")

    def admits(self, value: Any) -> bool:
        """Whether a value fulfils it, outside the database."""
        if value is None:
            return self.takes_empty
        if self.operator == "empty":
            return not self.values[0]
        if self.operator in ("in", "under"):
            return value in self.values
        if self.operator == "ne":
            return value not in self.values
        if self.operator == "like":
            return str(self.values[0]).casefold() in str(value).casefold()
        return bool(COMPARED[self.operator](value, self.values[0]))

    def test(self, column: ColumnElement[Any]) -> ColumnElement[bool]:
        """The same in the database, of what is not empty."""
        given = [one for one in self.values if one is not None]
        if self.operator == "empty":
            return column.is_(None) if self.values[0] else column.is_not(None)
        if self.operator in ("in", "under"):
            return column.in_(given)
        if self.operator == "ne":
            return column.not_in(given)
        if self.operator == "like":
            return column.icontains(str(given[0]), autoescape=True)
        found: ColumnElement[bool] = COMPARED[self.operator](column, given[0])
        return found


@dataclass(frozen=True)
class Mark:
    """A rule by which a figure stands out: a tone with its sign, or a bar as long as it is large."""

    measure: str
    operator: str = BARS
    value: Decimal = Decimal(0)
    tone: str = ""

    def hits(self, value: Any) -> bool:
        """Whether a figure stands out by it."""
        if self.operator == BARS or not isinstance(value, Decimal):
            return False
        return bool(COMPARED[self.operator](value, self.value))


def narrowing(work: Work, axis: Axis, one: Condition, times: Clockwork) -> tuple[str, Narrowing]:
    """A condition on the tables of a register, with the dimension it is about."""
    if axis.unit:
        label = labelled(work, axis, times)
        wanted = [_labels(axis.unit, value) for value in one.values]
        return RECORDER, lambda table: or_(*(label(table).in_(each) for each in wanted))
    one = widened(work, axis, one)
    if axis.branches:
        return axis.base, lambda table: has_attribute(
            axis, table.c[f"{axis.base}_id"], _typed(axis, one), empty=one.takes_empty
        )
    return axis.base, lambda table: _of_key(table.c[f"{axis.base}_id"], one)


def _typed(axis: Axis, one: Condition) -> Test:
    """A test on an attribute; an empty text is as good as none."""
    if axis.type not in ("text", "choice"):
        return one.test
    return lambda column: one.test(func.nullif(column, ""))


def _of_key(column: ColumnElement[Any], one: Condition) -> ColumnElement[bool]:
    if one.operator == "empty":
        return column == NONE if one.values[0] else column != NONE
    if one.takes_empty:
        return or_(column == NONE, one.test(column))
    return and_(column != NONE, one.test(column))


def _labels(unit: str, value: Any) -> list[str]:
    """How the database writes a value of time."""
    if unit == "weekday":
        return [str(value), "0"] if value == 7 else [str(value)]
    if unit == "hour":
        return [f"{value:02d}"]
    if unit == "quarter":
        months = (value.replace(month=value.month + n) for n in range(3))
        return [f"{one:%Y-%m}" for one in months]
    return [{"month": f"{value:%Y-%m}", "year": f"{value:%Y}"}.get(unit, value.isoformat())]


def widened(work: Work, axis: Axis, one: Condition) -> Condition:
    """Folders opened: those inside one, those that stand under one of some level."""
    if axis.level:
        above = folders(work, axis)
        met = [key for key, path in above.items() if one.admits(at_level(path, axis.level))]
        rest = (None,) if one.takes_empty else ()
        return Condition(axis.name, "in", (*met, *rest))
    if one.operator != "under":
        return one
    cls = work.schema.records[axis.target] if isinstance(axis.target, str) else axis.target
    keys: dict[UUID | None, None] = {}
    for value in one.values:
        keys |= dict.fromkeys(inside(work, cls, value) if value is not None else [None])
    return replace(one, operator="in", values=tuple(keys))


Paths = Mapping[UUID, Sequence[UUID]]


def folders(work: Work, axis: Axis) -> Paths:
    """For each folder the way to it from the top, itself at the end; one select."""
    cls: Any = work.schema.records[axis.target] if isinstance(axis.target, str) else axis.target
    parents = {
        row.id: row.parent_id for row in work.session.execute(select(cls.id, cls.parent_id))
    }
    return {key: _way(key, parents) for key in parents}


def _way(key: UUID, parents: Mapping[UUID, UUID | None]) -> list[UUID]:
    found: list[UUID] = []
    one: UUID | None = key
    while one is not None and one in parents and one not in found:
        found.append(one)
        one = parents[one]
    return found[::-1]


def at_level(path: Sequence[UUID], level: int) -> UUID | None:
    """The folder of a level on the way to one; None where it ends above."""
    return path[level - 1] if len(path) >= level else None


def split(
    conditions: Iterable[Condition], axes: Collection[str]
) -> tuple[list[Condition], list[Condition]]:
    """Those on axes, and those on figures."""
    mine = list(conditions)
    return [c for c in mine if c.name in axes], [c for c in mine if c.name not in axes]
