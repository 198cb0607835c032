"""The values of filters and marks, read from text and checked."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ..errors import Invalid
from ..posting.axes import Axis
from ..posting.times import SPANS, first_day
from ..schema.catalog import Catalog
from ..texts import Texts
from ..values import NotANumber, exact
from ..work import Work
from .conditions import BARS, COMPARED, OPERATORS, TONES, Condition, Mark
from .report import Report

_ = Texts("tradepost.core.reporting")

NONE = "none"
"""How an empty value is written."""
MOST_VALUES = 1000
FLAGS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
_FILTER = re.compile(r"filter\[([a-z0-9_.]{1,120})\](?:\[([a-z]{1,12})\])?")
_NUMBERS = {"weekday": (1, 7), "hour": (0, 23)}


class Reader:
    """Reads what a report is filtered and marked by."""

    def __init__(self, work: Work, report: Report, axes: Mapping[str, Axis]) -> None:
        self.work = work
        self.report = report
        self.axes = axes
        self.measures = {one.name: one for one in report.measures}

    def filters(
        self, given: Mapping[str, Sequence[str]]
    ) -> tuple[dict[str, tuple[UUID | None, ...]], list[Condition]]:
        """The filters: values of dimensions, and all the others.

        Raises:
            Invalid: for one that can not be read.
        """
        where: dict[str, tuple[UUID | None, ...]] = {}
        conditions = []
        for name, values in given.items():
            wanted = [one.strip() for one in values if one.strip()]
            if not name.startswith("filter[") or not wanted:
                continue
            one = self._condition(name, wanted)
            axis = self.axes.get(one.name)
            plain = axis is not None and not (axis.branches or axis.unit or axis.level)
            if plain and one.operator == "in" and one.name not in where:
                where[one.name] = one.values
            else:
                conditions.append(one)
        return where, conditions

    def _condition(self, path: str, given: Sequence[str]) -> Condition:
        found = _FILTER.fullmatch(path)
        name, how = (found[1], found[2] or "in") if found else (path, "in")
        how = "in" if how == "eq" else how
        if how not in OPERATORS:
            raise Invalid(
                _("There is no comparison “{name}”", name=how),
                path=path,
                remedy=_("Comparisons: {names}", names=", ".join(OPERATORS)),
            )
        if name in self.measures:
            return self._of_figure(name, how, given[-1], path)
        axis = self.axes.get(name)
        if axis is None:
            raise Invalid(
                _("{report} has no dimension “{name}”", report=self.report.title, name=name[:60]),
                path=name,
                remedy=_("Dimensions: {names}", names=", ".join(_roots(self.axes))),
            )
        return Condition(name, how, self._values(axis, how, given, path))

    def _of_figure(self, name: str, how: str, text: str, path: str) -> Condition:
        if how not in (*COMPARED, "in", "ne"):
            raise Invalid(_("Figures are compared with a number"), path=path)
        return Condition(name, how, (_number(text, path),))

    def _values(self, axis: Axis, how: str, given: Sequence[str], path: str) -> tuple[Any, ...]:
        if how == "empty":
            return (_flag(given[-1], path),)
        if how == "like":
            if axis.type != "text":
                raise Invalid(_("Only texts are searched for a part"), path=path)
            return (given[-1],)
        if how in COMPARED and axis.type not in ("day", "whole", "percent", "time"):
            raise Invalid(_("Only days and numbers are larger or smaller"), path=path)
        if how == "under" and not self._in_folders(axis):
            raise Invalid(_("Only what stands in folders is found under one"), path=path)
        parts = given if axis.type == "text" else [p for one in given for p in one.split(",")]
        values = [self.value(axis, one.strip(), path) for one in parts if one.strip()]
        if len(values) > MOST_VALUES:
            raise Invalid(_("More than {most} values", most=MOST_VALUES), path=path)
        if how in COMPARED and (None in values or axis.unit):
            raise Invalid(_("Only days and numbers are larger or smaller"), path=path)
        return tuple(values)

    def _in_folders(self, axis: Axis) -> bool:
        cls = self._class(axis)
        return axis.type == "reference" and cls is not None and bool(cls.hierarchical)

    def _class(self, axis: Axis) -> Any:
        target = axis.target
        return self.work.schema.records.get(target) if isinstance(target, str) else target

    def value(self, axis: Axis, text: str, path: str) -> Any:
        """One value of an axis.

        Raises:
            Invalid: for what is none.
        """
        if text == NONE:
            return None
        readers: Mapping[str, Callable[[], Any]] = {
            "choice": lambda: _word(axis, text, path),
            "flag": lambda: _flag(text, path),
            "text": lambda: text,
            "day": lambda: _day(text, path),
            "whole": lambda: int(_number(text, path)),
            "percent": lambda: _number(text, path),
            "time": lambda: _time(axis, text, path),
        }
        if axis.type in readers:
            return readers[axis.type]()
        return self._key(axis, text, path)

    def _key(self, axis: Axis, text: str, path: str) -> UUID:
        try:
            return UUID(text)
        except ValueError:
            cls = self._class(axis)
            if isinstance(cls, type) and issubclass(cls, Catalog):
                found = self.work.session.scalar(select(cls.id).where(cls.code == text))
                if found is not None:
                    return found
        raise Invalid(
            _("There is no record “{text}”", text=text[:40]),
            path=path,
            remedy=_("Give its key or its code"),
        )

    def mark(self, text: str) -> Mark:
        """A rule by which figures stand out: `amount:lt:0:bad`, `amount:bar`.

        Raises:
            Invalid: for what is none.
        """
        name, *rest = text.split(":")
        base = re.sub(r"(_before|_change|_percent|\.share|\.running)$", "", name)
        if base in self.measures and rest == [BARS]:
            return Mark(name)
        whole = len(rest) == len(("lt", "0", "bad"))
        if base in self.measures and whole and rest[0] in COMPARED and rest[2] in TONES:
            return Mark(name, rest[0], _number(rest[1], "mark"), rest[2])
        raise Invalid(
            _("“{text}” is no rule for figures", text=text[:60]),
            path="mark",
            remedy=_("Write it as amount:lt:0:bad or amount:bar"),
        )


def written(value: Any) -> str:
    """A value of an axis as it stands in an address."""
    if value is None:
        return NONE
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def _roots(axes: Mapping[str, Axis]) -> list[str]:
    return [name for name in axes if "." not in name]


def _word(axis: Axis, text: str, path: str) -> str:
    if text not in axis.choices:
        raise Invalid(
            _("There is no choice “{text}”", text=text[:40]),
            path=path,
            remedy=_("Choices: {names}", names=", ".join(list(axis.choices)[:30])),
        )
    return text


def _flag(text: str, path: str) -> bool:
    if text not in FLAGS:
        raise Invalid(_("It is either true or false"), path=path)
    return FLAGS[text]


def _number(text: str, path: str) -> Decimal:
    try:
        return exact(text)
    except NotANumber as why:
        raise Invalid(_("“{text}” is no number", text=text[:40]), path=path) from why


def _day(text: str, path: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as why:
        raise Invalid(
            _("“{text}” is not a day", text=text[:40]),
            path=path,
            remedy=_("Write it as 2026-11-23"),
        ) from why


def _time(axis: Axis, text: str, path: str) -> date | int:
    if axis.unit in SPANS:
        try:
            return first_day(_day(text, path), axis.unit)
        except OverflowError as why:
            raise Invalid(_("“{text}” is not a day", text=text[:40]), path=path) from why
    low, high = _NUMBERS[axis.unit]
    if not (text.isascii() and text.isdigit() and low <= int(text[:3]) <= high):
        raise Invalid(_("A number from {low} to {high}", low=low, high=high), path=path)
    return int(text)
