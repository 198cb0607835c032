"""Rows of a file put together to what they tell of: a record, with the rows of its parts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..errors import Invalid, Refusal
from ..texts import Text, Texts
from .plan import Plan
from .reading import CellReader
from .table import Row, Table, why
from .targets import GROUP, Target

_ = Texts("tradepost.core")


@dataclass
class Fault:
    """What is wrong in one place of a file, and what would help."""

    row: int
    column: str
    value: str
    why: Text | str
    remedy: Text | str | None = None

    @classmethod
    def of(cls, refusal: Refusal, row: int, column: str = "", value: str = "") -> "Fault":
        """A refusal with its place."""
        return cls(row, column, value[:200], refusal.message, refusal.remedy)

    def plain(self, language: str) -> list[Any]:
        """As it is stored and shown, in a language."""
        texts = [
            one.into(language) if isinstance(one, Text) else (one or "")
            for one in (self.why, self.remedy)
        ]
        return [self.row, self.column, self.value, *texts]


@dataclass
class Unit:
    """The rows that tell of one record.

    Attributes:
        rows: of the file, in order.
        values: read values of the record's own fields; references are texts.
        parts: rows of its parts.
        faults: what could not be read.
        places: the row of the file each row of a part came from.
    """

    rows: list[Row]
    token: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    parts: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    places: dict[str, list[int]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def number(self) -> int:
        """Its first row."""
        return self.rows[0].number

    @property
    def numbers(self) -> list[int]:
        """All its rows."""
        return [one.number for one in self.rows]


class Units:
    """Reads the rows of a table by a plan."""

    def __init__(
        self, plan: Plan, targets: Mapping[str, Target], table: Table, language: str = "en"
    ) -> None:
        self.plan, self.targets, self.table = plan, targets, table
        self.reader = CellReader(plan.zone, rounds=plan.rounds, language=language)
        self.columns = {p: targets[path] for p, path in plan.columns.items() if path in targets}
        self.has_parts = bool(plan.parts(targets))

    def grouped(self) -> list[list[Row]]:
        """The rows of each record: those that agree in the column they are told apart by."""
        place = self._grouping()
        if place is None or not self.has_parts:
            return [[row] for row in self.table.rows]
        found: dict[str, list[Row]] = {}
        last = ""
        for row in self.table.rows:
            # An empty cell below a number goes on with the document above it.
            last = row.cell(place) or last
            found.setdefault(last, []).append(row)
        return list(found.values())

    def _grouping(self) -> int | None:
        by = self.plan.place_of(GROUP)
        if by is None and self.plan.key:
            by = self.plan.place_of(self.plan.key)
        return by if by is not None else self.plan.place_of("number")

    def read(self, groups: Sequence[Sequence[Row]]) -> list[Unit]:
        """Read the rows of some records."""
        return [self._unit(list(rows)) for rows in groups]

    def _unit(self, rows: list[Row]) -> Unit:
        unit = Unit(rows, token="/".join(str(one.number) for one in rows[:1]))
        for row in rows:
            for place, mark in row.bad.items():
                if place in self.columns or mark == "broken":
                    fault = Fault(row.number, self.title(place), row.cell(place), why(mark))
                    unit.faults.append(fault)
            self._head(unit, row)
            self._parts(unit, row)
        for path, text in self.plan.same.items():
            one = self.targets.get(path)
            if one is not None and text.strip():
                self._same(unit, one, text.strip())
        return unit

    def title(self, place: int) -> str:
        """What stands above a column."""
        titles = self.table.titles
        return titles[place] if place < len(titles) and titles[place] else f"{place + 1}"

    def column_of(self, path: str) -> str:
        """The title of the column a field was matched with."""
        place = self.plan.place_of(path)
        return "" if place is None else self.title(place)

    def _head(self, unit: Unit, row: Row) -> None:
        for place, one in self.columns.items():
            text = row.cell(place)
            if one.part or one.path == GROUP or not text or place in row.bad:
                continue
            value = self._value(unit, row, place, one, text)
            known = unit.values.get(one.path)
            if value is None:
                continue
            if known is None:
                unit.values[one.path] = value
            elif known != value:
                unit.faults.append(self._other(unit, row, place, text))

    def _other(self, unit: Unit, row: Row, place: int, text: str) -> Fault:
        return Fault(
            row.number, self.title(place), text,
            _("It is another one than in row {row}", row=unit.number),
            _("Rows of one document agree in everything but its lines"),
        )  # fmt: skip

    def _parts(self, unit: Unit, row: Row) -> None:
        made: dict[str, dict[str, Any]] = {}
        for place, one in self.columns.items():
            text = row.cell(place)
            if one.part and text and place not in row.bad:
                value = self._value(unit, row, place, one, text)
                made.setdefault(one.part, {})[one.path.partition(".")[2]] = value
        for part, values in made.items():
            unit.parts.setdefault(part, []).append(values)
            unit.places.setdefault(part, []).append(row.number)

    def _value(self, unit: Unit, row: Row, place: int, one: Target, text: str) -> Any:
        try:
            return self.reader.read(one.field, text)
        except Invalid as refusal:
            unit.faults.append(Fault.of(refusal, row.number, self.title(place), text))
            return None

    def _same(self, unit: Unit, one: Target, text: str) -> None:
        try:
            value = self.reader.read(one.field, text)
        except Invalid as refusal:
            unit.faults.append(Fault.of(refusal, unit.number, "", text))
            return
        if not one.part:
            unit.values.setdefault(one.path, value)
            return
        for row in unit.parts.get(one.part, ()):
            row.setdefault(one.path.partition(".")[2], value)

    def missing(self, unit: Unit) -> Iterator[Fault]:
        """The cells a new record can not be without, told along with what else is wrong."""
        told = {(one.row, one.column) for one in unit.faults}
        for place, one in self.columns.items():
            if not one.required:
                continue
            name = one.path.partition(".")[2] or one.path
            homes = unit.parts.get(one.part, []) if one.part else [unit.values]
            rows = unit.places.get(one.part, []) if one.part else [unit.number]
            for home, number in zip(homes, rows, strict=True):
                if home.get(name) is None and (number, self.title(place)) not in told:
                    text = _("{label} is missing", label=one.label)
                    yield Fault(number, self.title(place), "", text)

    def pointing(self) -> Iterator[Target]:
        """The targets whose values refer to records."""
        used = {*self.plan.columns.values(), *(p for p, t in self.plan.same.items() if t.strip())}
        return (self.targets[path] for path in used if path in self.targets
                and self.targets[path].points)  # fmt: skip
