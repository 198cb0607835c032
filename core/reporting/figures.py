"""Figures of a row, of a total and of a group: added up, computed, compared."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, DivisionByZero, InvalidOperation
from typing import Any

from ..schema.record import search_key
from ..values import ZERO
from ..work import Work
from .report import Key, Measure, Report, Result, Row, Value


def visible(work: Work, report: Report) -> tuple[Measure, ...]:
    """The measures the person may see; what is computed of hidden ones is hidden with them."""
    found = []
    for one in report.measures:
        register, _dot, resource = one.of.partition(".")
        if not one.of or resource not in work.access.hidden(register):
            found.append(one)
    known = {one.name for one in found if one.formula is None}
    return tuple(one for one in found if one.formula is None or _computable(one, known))


def _computable(one: Measure, known: Collection[str]) -> bool:
    """Whether a formula does without the hidden figures, be the others nothing or something."""
    try:
        for value in (ZERO, Decimal(1), Decimal(-1)):
            _computed(one, dict.fromkeys(known, value))
    except KeyError:
        return False
    return True


def _computed(one: Measure, figures: Mapping[str, Any]) -> Decimal | None:
    assert one.formula is not None  # noqa: S101 -- only asked of computed measures
    try:
        return one.formula(figures)
    except (DivisionByZero, InvalidOperation, ZeroDivisionError):
        return None


@dataclass(frozen=True)
class Figures:
    """The measures that are shown, and whether with those of the time to compare with."""

    measures: tuple[Measure, ...]
    compared: bool

    def values(self, now: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Value]:
        """The figures of one row: those found, those computed, those compared."""
        found = self._filled(now)
        if not self.compared:
            return found
        earlier = self._filled(before)
        for one in self.measures:
            here, there = found[one.name], earlier[one.name]
            found[f"{one.name}_before"] = there
            both = isinstance(here, Decimal) and isinstance(there, Decimal)
            found[f"{one.name}_change"] = here - there if both else None  # type: ignore[operator]
        return found

    def _filled(self, given: Mapping[str, Any]) -> dict[str, Value]:
        found: dict[str, Any] = {
            one.name: given.get(one.name, "" if one.type == "text" else ZERO)
            for one in self.measures
            if one.formula is None
        }
        computed = {one.name: _computed(one, found) for one in self.measures if one.formula}
        return {one.name: found.get(one.name, computed.get(one.name)) for one in self.measures}

    def total(self, rows: Sequence[Row], kept: Sequence[str]) -> Row:
        """The sum of rows that share their keys in `kept`; computed figures computed anew."""

        def added(suffix: str) -> dict[str, Any]:
            return {
                one.name: sum((_number(row.values.get(one.name + suffix)) for row in rows), ZERO)
                for one in self.measures
                if one.formula is None and one.type != "text"
            }

        first = rows[0] if rows else Row({}, {}, {})
        return Row(
            {name: first.keys[name] for name in kept},
            {name: first.names[name] for name in kept},
            self.values(added(""), added("_before")),
        )

    def totals(self, rows: Sequence[Row], apart: Sequence[str]) -> list[Row]:
        """The sum of all rows, one for each value of the dimensions told apart."""
        groups: dict[Key, list[Row]] = {} if apart else {(): []}
        for row in rows:
            groups.setdefault(tuple(row.keys[name] for name in apart), []).append(row)
        return [self.total(group, apart) for group in groups.values()]


def _number(value: Value) -> Decimal:
    return value if isinstance(value, Decimal) else ZERO


def tree(result: Result) -> list[Row]:
    """The rows with a line above each group, its sums in it: for screens that fold.

    Only groups with a row within the limit have a line; their sums are of all rows.
    """
    by = [one.name for one in result.columns if one.role == "dimension"]
    shown = {one.name for one in result.columns if one.role == "measure"}
    measures = tuple(one for one in result.report.measures if one.name in shown)
    figures = Figures(measures, result.params.before is not None)
    groups: dict[Key, list[Row]] = {}
    for row in result.every:
        for depth in range(1, len(by)):
            groups.setdefault(_key(row, by[:depth]), []).append(row)
    found: list[Row] = []
    headed: set[Key] = set()
    for row in sorted(result.rows, key=lambda row: [search_key(row.names[n]) for n in by[:-1]]):
        for depth in range(1, len(by)):
            key = _key(row, by[:depth])
            if key not in headed:
                headed.add(key)
                found.append(replace(figures.total(groups[key], by[:depth]), level=depth - 1))
        found.append(row)
    return found


def _key(row: Row, names: Sequence[str]) -> Key:
    return tuple(row.keys[name] for name in names)
