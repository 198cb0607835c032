"""An answer laid out as people see it: nested or plain, with what stands across its columns.

The page, the files and the mail show the same lines.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal

from ..texts import Text, Texts
from .answer import Column, Result, Row
from .figures import groups_of
from .report import Value

_ = Texts("tradepost.core.reporting")

Kind = Literal["row", "group", "rest", "total"]


@dataclass(frozen=True)
class Head:
    """A column of figures; `key` is what stands across there, `whole` its sum."""

    column: Column
    above: Text | str = ""
    key: Any = None
    place: int = -1

    @property
    def is_first(self) -> bool:
        """Whether a new value begins across the columns."""
        return self.place >= 0


@dataclass(frozen=True)
class Cell:
    """A figure where it stands: its column, its value, the row it belongs to."""

    head: Head
    value: Value
    row: Row


@dataclass(frozen=True)
class Line:
    """A line: its names, one a column of names (or one for all where lines are nested)."""

    kind: Kind
    row: Row
    names: Sequence[str]
    cells: Sequence[Cell]
    level: int = 0


@dataclass
class Layout:
    """The lines and columns of an answer."""

    result: Result
    language: str = "en"
    heads: list[Head] = field(init=False)

    def __post_init__(self) -> None:
        self.heads = list(self._heads())

    @property
    def nested(self) -> bool:
        """Whether groups stand above their rows."""
        return self.result.params.nested and len(self.result.axes()) > 1

    @property
    def name_heads(self) -> list[Text | str]:
        """The heads of the columns of names."""
        titles = [one.title for one in self.result.axes()]
        if not self.nested:
            return titles
        shown = (one.into(self.language) if isinstance(one, Text) else one for one in titles)
        return [" / ".join(shown)]

    def _heads(self) -> Iterator[Head]:
        figures = self.result.figures()
        across = self.result.across
        if across is None:
            yield from (Head(one) for one in figures)
            return
        plain = [one for one in figures if one.role not in ("share", "running")]
        names = [name or "–" for name in across.names]
        for place, (key, name) in enumerate(zip(across.keys, names, strict=True)):
            yield from (Head(one, name, key, place) for one in plain)
        if across.rest:
            place = len(across.keys)
            yield from (Head(one, _("Others"), None, place) for one in plain)
        yield from (Head(one, _("Total")) for one in figures)

    @cached_property
    def groups_above(self) -> list[tuple[Text | str, int]]:
        """The upper heads, each with the number of columns under it; none where all is plain."""
        if self.result.across is None:
            return []
        found: list[tuple[Text | str, int]] = []
        last: Any = object()
        for one in self.heads:
            if one.place == last:
                found[-1] = (found[-1][0], found[-1][1] + 1)
            else:
                found.append((one.above, 1))
            last = one.place
        return found

    def lines(self, *, every: bool = False) -> Iterator[Line]:
        """The lines; `every` also those beyond the limit."""
        rows = self.result.every if every else self.result.rows
        if self.nested:
            rows = tree(self.result, rows)
        deepest = len(self.result.axes()) - 1
        for row in rows:
            kind: Kind = "rest" if row.rest else "row"
            if self.nested and not row.rest and row.level < deepest:
                kind = "group"
            yield self._line(kind, row)

    def totals(self) -> Iterator[Line]:
        """The lines at the foot."""
        for row in self.result.totals:
            yield self._line("total", row)

    def _line(self, kind: Kind, row: Row) -> Line:
        return Line(kind, row, self._names(kind, row), self._cells(row), row.level)

    def _names(self, kind: Kind, row: Row) -> list[str]:
        names = [row.names.get(one.name, "") for one in self.result.axes()]
        if kind == "rest":
            others = _("Others: {count}", count=row.count).into(self.language)
            place = len([one for one in self.result.report.apart if one in row.names])
            names = [*names[:place], others, *names[place + 1 :]]
            return [others] if self.nested else names
        if kind == "total":
            apart = [one for one in names if one]
            return [" / ".join(apart)] if self.nested else names
        return [names[row.level]] if self.nested else names

    def _cells(self, row: Row) -> list[Cell]:
        if self.result.across is None:
            return [Cell(one, row.values.get(one.column.name), row) for one in self.heads]
        parts = self._parts(row)
        return [
            Cell(one, holder.values.get(one.column.name), holder)
            for one in self.heads
            for holder in (parts[one.place] if one.place >= 0 else row,)
        ]

    def _parts(self, row: Row) -> list[Row]:
        """The sums of a row under each value across, the rest at last."""
        across, running = self.result.across, self.result.running
        assert across is not None  # noqa: S101 -- the caller has seen to it
        groups = groups_of(row.members, [across.axis])
        kept = [name for name in row.keys if not row.rest or name in running.apart]
        found = []
        for key in across.keys:
            part = running.figures.total(groups.pop((key,), []), ())
            keys = {name: row.keys[name] for name in kept} | {across.axis: key}
            found.append(replace(part, keys=keys, rest=row.rest))
        others = [one for group in groups.values() for one in group]
        part = running.figures.total(others, ())
        found.append(replace(part, keys={n: row.keys[n] for n in kept}, rest=True))
        return found


def tree(result: Result, rows: Sequence[Row] | None = None) -> list[Row]:
    """The rows with a line above each group, its sums in it: for screens that fold.

    Only groups with a row within the limit have a line; their sums are of all rows.
    """
    by = [one.name for one in result.axes()]
    running = result.running
    groups = {
        depth: groups_of([one for one in result.every if not one.rest], by[:depth])
        for depth in range(1, len(by))
    }
    found: list[Row] = []
    headed: set[tuple[Any, ...]] = set()
    for row in _by_groups(result.rows if rows is None else rows, by):
        for depth in range(1, len(by)):
            key = tuple(row.keys[name] for name in by[:depth])
            if key in headed or row.rest:
                continue
            headed.add(key)
            group = groups[depth][key]
            members = [one for each in group for one in each.members]
            head = running.figures.total(members, by[:depth])
            head.level, head.members = depth - 1, members
            found.append(head)
        found.append(replace(row, level=0) if row.rest else row)
    heads = [one for one in found if one.level < len(by) - 1 and not one.rest]
    _add_shares(result, heads)
    return found


def _add_shares(result: Result, heads: Sequence[Row]) -> None:
    running = result.running
    shares = tuple(one for one in running.figures.extras if one.endswith(".share"))
    replace(running.figures, extras=shares).add_extras(heads, result.totals, running.apart)


def _by_groups(rows: Sequence[Row], by: Sequence[str]) -> list[Row]:
    """Rows of a group behind one another, groups in the order of their first rows."""
    found = list(rows)
    for depth in range(1, len(by)):
        found = [row for group in groups_of(found, by[:depth]).values() for row in group]
    return found
