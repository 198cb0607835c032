"""A list in groups: a line for each with how many there are and what they add up to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from babel.dates import format_date

from ...core.errors import Refusal
from ...core.records.columns import Place, place_of, places_of, target_of
from ...core.records.grouped import ADDED, NOT_GROUPED, Group, groups, within
from ...core.records.presentations import presentations
from ...core.records.query import Filter, Query, address_of
from ...core.schema.record import Record
from ...core.texts import Texts
from ...core.work import Work
from ..formats import Formats
from ..tables import Cell, Column, figure

_ = Texts("tradepost.web")

SUMMED = 8


@dataclass(frozen=True)
class GroupLine:
    """A line of a group; those of the outer field alone are its subtotal."""

    id: str
    name: str
    count: int
    cells: Sequence[Cell]
    depth: int
    address: str


def offered(work: Work, cls: type[Record]) -> list[Place]:
    """The fields a list may be grouped by."""
    return [
        one
        for one in places_of(work, cls)
        if one.field.type not in NOT_GROUPED
        and not one.field.long
        and one.path not in ("code", "name", "number", "comment")
    ]


@dataclass
class Grouped:
    """The lines of a list in groups, or why it can not be grouped."""

    work: Work
    formats: Formats
    cls: type[Record]
    columns: Sequence[Column]
    query: Query
    by: Sequence[str]
    address: str

    def __post_init__(self) -> None:
        self.refusal: Refusal | None = None
        self.lines: list[GroupLine] = []
        self.count = 0
        self.totals: Sequence[Cell] = ()
        self.sums = [c.name for c in self.columns if c.type in ADDED and "." not in c.name][
            :SUMMED
        ]
        try:
            self._read()
        except Refusal as why:
            self.refusal = why

    def _read(self) -> None:
        found = [place_of(self.work, self.cls, path) for path in self.by]
        self._places = [one for one in found if one is not None]
        answer = groups(self.work, self.cls.kind, self.query, self.by, self.sums)
        names = presentations(self.work, self._pointers(answer))
        named = [
            ([self._name(n, v, names) for n, v in enumerate(one.values)], one) for one in answer
        ]
        named.sort(
            key=lambda pair: [_order(v, n) for v, n in zip(pair[1].values, pair[0], strict=True)]
        )
        self.lines = list(self._lines(named))
        self.count = sum(one.count for one in answer)
        self.totals = self._cells([one.sums for one in answer])

    def _pointers(self, answer: Sequence[Group]) -> list[tuple[Any, UUID | None]]:
        return [
            (target_of(place.field), one.values[n])
            for n, place in enumerate(self._places)
            if place.slot.points
            for one in answer
        ]

    def _name(self, place: int, value: Any, names: Any) -> str:
        field = self._places[place].field
        if value in (None, ""):
            return self.formats.text(_("Empty: {what}", what=field.label))
        if field.type in ("reference", "document"):
            return str(names.get(value, value))
        if field.type in ("day", "moment"):
            return format_date(value, "LLLL y", locale=self.formats.language).capitalize()
        if field.type == "flag":
            said = (
                _("{what}: yes", what=field.label) if value else _("{what}: no", what=field.label)
            )
            return self.formats.text(said)
        if field.type == "choice":
            return self.formats.text(field.choices.get(value, value))
        return self.formats.value(field.type, value)

    def _lines(self, named: Sequence[tuple[list[str], Group]]) -> Any:
        outer: list[tuple[list[str], Group]] = []
        for n, (names, one) in enumerate(named):
            outer.append((names, one))
            last = n + 1 == len(named) or named[n + 1][1].values[0] != one.values[0]
            if not last:
                continue
            if len(self.by) == 1:
                yield self._line(f"g{n}", names[0], [one], 0, one.values)
            else:
                inner = [each for _names, each in outer]
                yield self._line(f"g{n}", names[0], inner, 0, one.values[:1])
                for m, (each_names, each) in enumerate(outer):
                    yield self._line(f"g{n}-{m}", each_names[1], [each], 1, each.values)
            outer = []

    def _line(
        self, key: str, name: str, those: Sequence[Group], depth: int, values: Sequence[Any]
    ) -> GroupLine:
        query = Query()
        for path, value in zip(self.by, values, strict=False):
            query = within(self.work, self.cls.kind, path, value, query)
        inside = urlencode([_inside(one) for one in query.filters])
        address = f"{self.address}&{inside}&rows=1"
        sums = self._cells([one.sums for one in those])
        return GroupLine(key, name, sum(one.count for one in those), sums, depth, address)

    def _cells(self, those: Sequence[Any]) -> list[Cell]:
        """The sums under the columns they belong to."""
        found = []
        for column in self.columns:
            if column.name not in self.sums:
                found.append(Cell(""))
                continue
            total = sum(one[column.name] or 0 for one in those)
            found.append(figure(self.formats, column.type, total, dash=True))
        return found


def _inside(one: Filter) -> tuple[str, str]:
    """A condition that narrows the rows to a group, beside those of the address."""
    name, value = address_of(one)
    return f"in:{name}", value


def _order(value: Any, name: str) -> tuple[bool, str]:
    empty = value in (None, "")
    return empty, value.isoformat() if isinstance(value, date) else name.casefold()
