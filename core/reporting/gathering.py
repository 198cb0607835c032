"""The figures of a report by key: readings of its registers, or what a plugin gathers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import select

from ..access.rows import FILTERED
from ..errors import Invalid
from ..posting.axes import Axis, Narrowing, followed
from ..posting.grouping import Asked, Sums, TooLarge, grouped
from ..posting.times import SPANS, Clockwork
from ..texts import Texts
from ..values import ZERO
from ..work import Work
from .asked import Params
from .conditions import Condition, at_level, folders, narrowing, split, widened
from .report import KEPT, Key, Measure, Report

_ = Texts("tradepost.core.reporting")

TICK = timedelta(microseconds=1)
CHUNK = 5000
MOST = 100_000
Found = dict[Key, dict[str, Any]]


@dataclass
class Gathering:
    """Asks the registers of one report one question, for one stretch of time."""

    work: Work
    report: Report
    measures: Sequence[Measure]
    params: Params
    axes: Mapping[str, Axis]
    by: tuple[str, ...]
    most: int = MOST
    _moved: dict[str, list[tuple[Key, Sums]]] = field(default_factory=dict, init=False)

    def found(self) -> Found:
        """The figures by key.

        Raises:
            TooLarge: for more rows than may be answered.
        """
        rows = self._gathered() if self.report.gather is not None else self._read()
        rows = self._folded(rows)
        require_readable(rows, self.most)
        return rows

    @cached_property
    def grouped_by(self) -> list[Axis]:
        """The axes as the base tells them apart: folders by the lowest."""
        return [replace(self.axes[name], level=0) for name in self.by]

    @cached_property
    def span(self) -> tuple[datetime | None, datetime | None]:
        """The period, cut down to what is asked of one month, day, year."""
        since, until = self.params.since, self.params.until
        for one in self.params.conditions:
            axis = self.axes.get(one.name)
            if axis is not None and _is_span(axis, one):
                first, last = self.clock.span(axis.unit, one.values[0])
                since = max(since, first) if since else first
                until = min(until, last) if until else last
        return since, until

    @property
    def clock(self) -> Clockwork:
        """How its time is counted."""
        return Clockwork(self.params.zone, self.params.since, self.params.until)

    @cached_property
    def narrowings(self) -> list[tuple[str, Narrowing]]:
        """The filters on axes, for the tables of registers."""
        mine, _figures = split(self.params.conditions, self.axes)
        return [
            narrowing(self.work, self.axes[one.name], one, self.clock)
            for one in mine
            if not _is_span(self.axes[one.name], one)
        ]

    def _read(self) -> Found:
        """One reading for each register and way of reading it."""
        found: Found = {}
        for kind in self.report.registers:
            mine = [one for one in self.measures if one.of.partition(".")[0] == kind]
            for way in dict.fromkeys(_way(one) for one in mine):
                ours = [one for one in mine if _way(one) == way]
                if way in KEPT and any(axis.unit for axis in self.grouped_by):
                    self._carry(found, kind, way, ours)
                    continue
                for one, sums in self._told(kind, way):
                    _put(found, one, sums, ours)
        return found

    def _told(self, kind: str, way: str) -> list[tuple[Key, Sums]]:
        """The sums by all axes; what moved is asked once, though balances need it too."""
        if way != "turnover":
            return self._sums(kind, way, self.grouped_by)
        if kind not in self._moved:
            self._moved[kind] = self._sums(kind, way, self.grouped_by)
        return self._moved[kind]

    def _sums(self, kind: str, way: str, axes: Sequence[Axis]) -> list[tuple[Key, Sums]]:
        since, until = self.span
        if way in ("balance", *KEPT):
            at = self.params.at if way == "balance" else until
            if way == "opening":
                if since is None:
                    return []  # from the beginning of time: nothing was there before
                at = since - TICK  # a balance counts what happened at its own moment
            since, until = None, at
        where = {name: list(values) for name, values in self.params.where.items()}
        asked = Asked(
            self.work.schema.registers[kind],
            "turnover" if way == "turnover" else "balance",
            axes,
            where,
            self.narrowings,
            since,
            until,
            self.params.zone,
            self.most,
        )
        return grouped(self.work, asked)

    def _carry(self, found: Found, kind: str, way: str, measures: Sequence[Measure]) -> None:
        """Balances at the beginning and the end of each day, month, year: carried through them."""
        times = [place for place, axis in enumerate(self.grouped_by) if axis.unit]
        since, until = self.span
        until = until or self.work.clock.now()
        if len(times) > 1 or since is None:
            raise Invalid(
                _("Balances can be told by one unit of time, over a period with a beginning"),
                path="by",
            )
        place = times[0]
        values = list(self.clock.values(self.grouped_by[place].unit, since, until))
        rest = [axis for n, axis in enumerate(self.grouped_by) if n != place]
        moved: dict[Key, dict[Any, Sums]] = {}
        for key, sums in self._told(kind, "turnover"):
            moved.setdefault(key[:place] + key[place + 1 :], {})[key[place]] = sums
        opening = dict(self._sums(kind, "opening", rest))
        for key in {**opening, **moved}:
            for one in measures:
                resource = one.of.partition(".")[2]
                held = opening.get(key, {}).get(resource, ZERO)
                for value in values:
                    change = moved.get(key, {}).get(value, {}).get(resource, ZERO)
                    figure = held if way == "opening" else held + change
                    held += change
                    if figure:
                        whole = (*key[:place], value, *key[place:])
                        found.setdefault(whole, {})[one.name] = figure

    def _gathered(self) -> Found:
        """What the report finds by itself, by dimension, and then by what those lead to."""
        assert self.report.gather is not None  # noqa: S101 -- the caller has seen to it
        mine, _figures = split(self.params.conditions, self.axes)
        mine = [widened(self.work, self.axes[one.name], one) for one in mine]
        wanted = [*self.grouped_by, *(replace(self.axes[one.name], level=0) for one in mine)]
        bases = tuple(dict.fromkeys(axis.base for axis in wanted))
        rows = self.report.gather(self.work, self.params, bases)
        known = self._attributes(wanted, bases, rows)
        found: Found = {}
        for key, figures in rows.items():
            ours = [_led(known, axis, key[bases.index(axis.base)]) for axis in wanted]
            tests = zip(mine, ours[len(self.by) :], strict=True)
            if all(one.admits(value) for one, value in tests):
                _add(found.setdefault(tuple(ours[: len(self.by)]), {}), figures)
        return found

    def _attributes(
        self, axes: Iterable[Axis], bases: Sequence[str], rows: Iterable[Key]
    ) -> Mapping[str, Mapping[Any, Any]]:
        found = {}
        for axis in axes:
            if axis.branches:
                place = bases.index(axis.base)
                found[axis.name] = attributes(self.work, axis, {row[place] for row in rows})
        return found

    def _folded(self, rows: Found) -> Found:
        """Folders below a level put under the one of that level."""
        levels = [(n, self.axes[name]) for n, name in enumerate(self.by) if self.axes[name].level]
        if not levels:
            return rows
        paths = {axis.name: folders(self.work, axis) for _place, axis in levels}
        found: Found = {}
        for key, figures in rows.items():
            mine = list(key)
            for place, axis in levels:
                path = paths[axis.name].get(mine[place], ())
                mine[place] = at_level(path, axis.level)
            _add(found.setdefault(tuple(mine), {}), figures)
        return found


def require_readable(rows: Found, most: int) -> None:
    """Refuse more rows than may be answered."""
    if len(rows) > most:
        raise TooLarge(
            _("This comes to more than {most} rows", most=most),
            remedy=_("Group by less, or filter, or shorten the period"),
        )


def put_together(found: Found, more: Found) -> None:
    """Add what was found of one stretch of time to what was found of others."""
    for key, figures in more.items():
        _add(found.setdefault(key, {}), figures)


def without_zeros(found: Found) -> Found:
    """Without what came to nothing in the end, as if it had been asked at once."""
    kept = {key: {n: one for n, one in figures.items() if one} for key, figures in found.items()}
    return {key: figures for key, figures in kept.items() if figures}


def attributes(work: Work, axis: Axis, keys: Iterable[Any]) -> dict[Any, Any]:
    """The attribute of each of some records, one select for each kind and thousands of keys."""
    found: dict[Any, Any] = {}
    wanted = [key for key in keys if key is not None]
    for start in range(0, len(wanted), CHUNK):
        for branch in axis.branches:
            source, column, root = followed(branch, None, None)
            asked = select(root.c.id, column).select_from(source)
            asked = asked.where(root.c.id.in_(wanted[start : start + CHUNK]))
            rows = work.session.execute(asked.execution_options(**{FILTERED: True}))
            found |= {key: None if value == "" else value for key, value in rows}
    return found


def _led(known: Mapping[str, Mapping[Any, Any]], axis: Axis, key: Any) -> Any:
    return known[axis.name].get(key) if axis.name in known else key


def _is_span(axis: Axis, one: Condition) -> bool:
    return axis.unit in SPANS and one.operator == "in" and len(one.values) == 1


def _way(one: Measure) -> str:
    return "turnover" if one.part in ("turnover", "in", "out") else one.part


def _put(found: Found, key: Key, sums: Sums, measures: Sequence[Measure]) -> None:
    for one in measures:
        _register, _dot, resource = one.of.partition(".")
        column = f"{resource}_{one.part}" if one.part in ("in", "out") else resource
        if sums[column]:
            figures = found.setdefault(key, {})
            figures[one.name] = figures.get(one.name, ZERO) + sums[column]


def _add(known: dict[str, Any], more: Mapping[str, Any]) -> None:
    for name, value in more.items():
        known[name] = value if isinstance(value, str) else known.get(name, ZERO) + value
