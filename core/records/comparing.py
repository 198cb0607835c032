"""Comparisons of one column with what is asked: equal, between, one of, in a period, empty."""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from sqlalchemy import ColumnElement, and_, false, not_, or_, true

from .. import periods
from ..errors import Invalid
from ..schema.fields import Field
from ..schema.record import search_key
from ..texts import Texts
from .query import Filter, several
from .readers import read_day, read_flag, read_key, read_text, read_value
from .shape import Slot

_ = Texts(__package__)

MOST_VALUES = 1000
ORDERED = ("amount", "quantity", "price", "rate", "percent", "whole", "day", "moment")
"""Types whose values stand in an order that people ask by."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True)
class Subject:
    """What a condition is about.

    Attributes:
        column: that is compared.
        type: of its values.
        read: reads one value; its refusals name the condition.
        one: the condition.
        now, zone: where periods and days begin.
        key: a column with the text as it is searched, where there is one.
    """

    column: Any
    type: str
    read: Callable[[Any], Any]
    one: Filter
    now: datetime
    zone: tzinfo
    key: Any = None

    @property
    def path(self) -> str:
        """Where a refusal belongs."""
        return f"filter[{self.one.path}]"


def compare(subject: Subject) -> ColumnElement[bool]:
    """The condition in SQL.

    Raises:
        Invalid: for a comparison the type does not bear, and values that can not be read.
    """
    asked = subject.one.operator
    if asked in _WAYS:
        return _WAYS[asked](subject)
    if asked not in _COMPARISONS:
        raise Invalid(_("This can not be compared so"), path=subject.path)
    return _simple(subject, asked, subject.one.value)


def _simple(subject: Subject, asked: str, value: Any) -> ColumnElement[bool]:
    if subject.type == "moment" and isinstance(value, str) and _DAY.fullmatch(value):
        return _whole_day(subject, asked, _read_day(subject, value))
    if subject.type in ("reference", "document") and asked not in ("eq", "ne"):
        raise Invalid(_("References are equal or not"), path=subject.path)
    read = subject.read(value)
    if isinstance(read, bool):
        return _is_flag(subject, read, asked)
    found: ColumnElement[bool] = _COMPARISONS[asked](subject.column, read)
    return or_(found, subject.column.is_(None)) if asked == "ne" else found


_COMPARISONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "eq": operator.eq, "ne": operator.ne, "gt": operator.gt, "ge": operator.ge,
    "lt": operator.lt, "le": operator.le,
}  # fmt: skip


def _whole_day(subject: Subject, asked: str, day: date) -> ColumnElement[bool]:
    """A moment compared with a day: the day is meant from its beginning to its end."""
    first, last = periods.start(day, subject.zone), periods.end(day, subject.zone)
    column = subject.column
    inside = and_(column >= first, column <= last)
    ways: Mapping[str, ColumnElement[bool]] = {
        "eq": inside,
        "ne": or_(not_(inside), column.is_(None)),
        "gt": column > last,
        "ge": column >= first,
        "lt": column < first,
        "le": column <= last,
    }
    return ways[asked]


def _is_flag(subject: Subject, value: bool, asked: str) -> ColumnElement[bool]:
    """Written out in SQL, so that an index of the rare ones is seen to fit."""
    if asked not in ("eq", "ne"):
        raise Invalid(_("Flags are set or not"), path=subject.path)
    wanted = value == (asked == "eq")
    found: ColumnElement[bool] = subject.column == (true() if wanted else false())
    return or_(found, subject.column.is_(None)) if asked == "ne" else found


def _one_of(subject: Subject) -> ColumnElement[bool]:
    values = several(subject.one.value)
    if len(values) > MOST_VALUES:
        raise Invalid(_("More than {most} values", most=MOST_VALUES), path=subject.path)
    if subject.type == "moment" and any(isinstance(v, str) and _DAY.fullmatch(v) for v in values):
        return or_(*(_simple(subject, "eq", value) for value in values))
    found: ColumnElement[bool] = subject.column.in_([subject.read(value) for value in values])
    return found


def _between(subject: Subject) -> ColumnElement[bool]:
    """From one value to another, both of them too; one of the two may be left out."""
    values = several(subject.one.value)
    given = [(way, v) for way, v in zip(("ge", "le"), values, strict=False) if v not in ("", None)]
    if subject.type not in ORDERED or len(values) != 2 or not given:
        raise Invalid(
            _("Between two numbers or days, with a comma between them"),
            path=subject.path,
            remedy=_("For example 10,20 or 2026-03-01,2026-03-31"),
        )
    return and_(*(_simple(subject, way, value) for way, value in given))


def _in_period(subject: Subject) -> ColumnElement[bool]:
    if subject.type not in ("day", "moment"):
        raise Invalid(_("Only days and moments lie in a period"), path=subject.path)
    try:
        first, last = periods.days(str(subject.one.value), subject.now, subject.zone)
    except KeyError:
        names = ", ".join((*periods.TITLES, *periods.ROLLING))
        raise Invalid(
            _("There is no period “{name}”", name=str(subject.one.value)[:40]),
            path=subject.path,
            remedy=_("Periods: {names}", names=names),
        ) from None
    column, zone = subject.column, subject.zone
    is_day = subject.type == "day"
    bounds = []
    if first is not None:
        bounds.append(column >= (first if is_day else periods.start(first, zone)))
    if last is not None:
        bounds.append(column <= (last if is_day else periods.end(last, zone)))
    return and_(*bounds)


def _empty(subject: Subject) -> ColumnElement[bool]:
    wanted = named(lambda value: read_flag(_flag(value)), subject.one.value, subject.path)
    empty: ColumnElement[bool] = subject.column.is_(None)
    if subject.type in ("text", "choice"):
        empty = or_(empty, subject.column == "")
    return empty if wanted else not_(empty)


def _like(subject: Subject) -> ColumnElement[bool]:
    """All words stand somewhere in the text."""
    if subject.key is not None:
        found: ColumnElement[bool] = subject.key.contains(
            search_key(_part(subject)), autoescape=True
        )
        return found
    words = [subject.column.icontains(one, autoescape=True) for one in _part(subject).split()]
    return and_(*words) if words else subject.column.is_not(None)


def _starts(subject: Subject) -> ColumnElement[bool]:
    part = _part(subject)
    found: ColumnElement[bool]
    if subject.key is not None:
        found = subject.key.startswith(search_key(part), autoescape=True)
    else:
        found = subject.column.istartswith(part, autoescape=True)
    return found


def _part(subject: Subject) -> str:
    if subject.type != "text":
        raise Invalid(_("Only texts are searched for a part"), path=subject.path)
    return str(named(read_text, subject.one.value, subject.path))


def _read_day(subject: Subject, value: str) -> date:
    found: date = named(read_day, value, subject.path)
    return found


_WAYS: Mapping[str, Callable[[Subject], ColumnElement[bool]]] = {
    "in": _one_of,
    "between": _between,
    "period": _in_period,
    "empty": _empty,
    "like": _like,
    "starts": _starts,
}


_POINTED = ("in", "ne", "empty")
_DATED = ("period", "between", "eq", "ge", "le", "empty")
_BORNE: Mapping[str, tuple[str, ...]] = {
    "json": (),
    "lines": (),
    "flag": ("eq",),
    "choice": ("in", "ne", "empty"),
    "text": ("like", "starts", "eq", "ne", "in", "empty"),
    "reference": _POINTED,
    "document": _POINTED,
    "key": _POINTED,
    "day": _DATED,
    "moment": _DATED,
}


def operators_for(declared: Field) -> tuple[str, ...]:
    """The comparisons a field bears, the usual one first; for screens and descriptions."""
    if getattr(declared.target, "hierarchical", False):
        return ("in", "ne", "under", "empty")
    return _BORNE.get(declared.type, ("eq", "ne", "ge", "le", "between", "in", "empty"))


def stored(slot: Slot, value: Any) -> Any:
    """A value of a field from plain data or from the text of an address."""
    kind = slot.field.type
    if kind in ("key", "reference", "document"):
        return read_key(value)
    if kind == "json":
        raise Invalid(_("Tables of data can not be compared"))
    return read_value(slot.field, _flag(value) if kind == "flag" else value)


def _flag(value: Any) -> Any:
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


def read_set(value: Any) -> bool:
    """Whether a flag is set, from plain data or from the text of an address."""
    return read_flag(_flag(value))


def named(read: Callable[[Any], Any], value: Any, path: str) -> Any:
    """Read a value; what refuses it is told at the path."""
    try:
        return read(value)
    except Invalid as fault:
        fault.path = path
        raise
