"""Figures of a row, of a total and of a group: added up, computed, compared."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, DivisionByZero, InvalidOperation
from typing import Any

from ..values import HUNDRED, ZERO, round_to
from ..work import Work
from .answer import Row
from .report import KEPT, Key, Measure, Report, Value


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


def parts_of(one: Measure, measures: Iterable[Measure]) -> list[Measure]:
    """The measures that are added up for one: itself, or those it is computed of."""
    if one.formula is None:
        return [one]
    touched: set[str] = set()
    plain = [each for each in measures if each.formula is None]
    for base in (Decimal(0), Decimal(3), Decimal(-5)):
        # Each another value, so that no difference of two is nothing and ends the formula early.
        given = {each.name: base ** (at + 1) for at, each in enumerate(plain)}
        _computed(one, _Watched(given, touched))
    return [each for each in plain if each.name in touched]


class _Watched(dict[str, Decimal]):
    """Figures that note which of them a formula asks for."""

    def __init__(self, given: Mapping[str, Decimal], touched: set[str]) -> None:
        super().__init__(given)
        self.touched = touched

    def __getitem__(self, name: str) -> Decimal:
        found = super().__getitem__(name)
        self.touched.add(name)
        return found


def _computed(one: Measure, figures: Mapping[str, Any]) -> Decimal | None:
    assert one.formula is not None  # noqa: S101 -- only asked of computed measures
    try:
        return one.formula(figures)
    except (DivisionByZero, InvalidOperation, ZeroDivisionError):
        return None


@dataclass(frozen=True)
class Ends:
    """The first and the last value of an axis of time.

    What was there at the beginning of a year is what was there at the beginning of January:
    such figures are not added up over time.
    """

    axis: str
    first: Any
    last: Any


@dataclass(frozen=True)
class Figures:
    """The measures that are shown, and whether with those of the time to compare with.

    Attributes:
        measures: all that have to be known, those that are computed of others among them.
        compared: whether with the figures of another time.
        ends: where balances are told apart by time.
        shown: the names of the columns that are asked for, beside their measures.
    """

    measures: tuple[Measure, ...]
    compared: bool
    ends: Ends | None = None
    extras: tuple[str, ...] = field(default=())

    def values(self, now: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Value]:
        """The figures of one row: those found, those computed, those compared."""
        found = self._filled(now)
        if not self.compared:
            return found
        earlier = self._filled(before)
        for one in self.measures:
            here, there = found[one.name], earlier[one.name]
            found[f"{one.name}_before"] = there
            change = (
                here - there if isinstance(here, Decimal) and isinstance(there, Decimal) else None
            )
            found[f"{one.name}_change"] = change
            found[f"{one.name}_percent"] = percent(change, there)
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
                one.name: sum(
                    (
                        _number(row.values.get(one.name + suffix))
                        for row in self._counted(one, rows, kept)
                    ),
                    ZERO,
                )
                for one in self.measures
                if one.formula is None and one.type != "text"
            }

        first = rows[0] if rows else Row({}, {}, {})
        return Row(
            {name: first.keys[name] for name in kept},
            {name: first.names[name] for name in kept},
            self.values(added(""), added("_before") if self.compared else {}),
        )

    def _counted(self, one: Measure, rows: Sequence[Row], kept: Sequence[str]) -> Iterable[Row]:
        """The rows that count: of a balance over time only the first or the last."""
        if self.ends is None or one.part not in KEPT or self.ends.axis in kept:
            return rows
        end = self.ends.first if one.part == "opening" else self.ends.last
        return [row for row in rows if row.keys.get(self.ends.axis) == end]

    def totals(self, rows: Sequence[Row], apart: Sequence[str]) -> list[Row]:
        """The sum of all rows, one for each value of the dimensions told apart."""
        groups = groups_of(rows, apart) if apart else {(): list(rows)}
        return [self.total(group, apart) for group in groups.values()]

    def add_extras(self, rows: Iterable[Row], totals: Sequence[Row], apart: Sequence[str]) -> None:
        """Put in shares of the total and running sums, in the order rows stand."""
        whole = {key_of(one, apart): one for one in totals}
        running: dict[tuple[Key, str], Decimal] = {}
        for row in rows:
            group = key_of(row, apart)
            for extra in self.extras:
                name, _dot, kind = extra.rpartition(".")
                value = row.values.get(name)
                if kind == "share":
                    of = whole[group].values.get(name) if group in whole else None
                    row.values[extra] = percent(value, of)
                else:
                    running[group, name] = running.get((group, name), ZERO) + _number(value)
                    row.values[extra] = running[group, name]


def percent(part: Value, whole: Value) -> Decimal | None:
    """A part in hundredths of the whole."""
    if not isinstance(part, Decimal) or not isinstance(whole, Decimal) or not whole:
        return None
    return round_to(HUNDRED * part / abs(whole), 2)


def _number(value: Value) -> Decimal:
    return value if isinstance(value, Decimal) else ZERO


def key_of(row: Row, names: Sequence[str]) -> Key:
    """What a row is told apart by among some axes."""
    return tuple(row.keys.get(name) for name in names)


def groups_of(rows: Iterable[Row], names: Sequence[str]) -> dict[Key, list[Row]]:
    """Rows that share their keys, in the order they come."""
    found: dict[Key, list[Row]] = {}
    for row in rows:
        found.setdefault(key_of(row, names), []).append(row)
    return found
