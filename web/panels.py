"""What stands beside a record: what it wrote into registers, and what plugins show about it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from ..core import calls
from ..core.posting import readings
from ..core.records.panels import Panel
from ..core.records.presentations import presentations
from ..core.records.read import get
from ..core.schema.document import Document
from ..core.schema.fields import Field
from ..core.schema.record import Record
from ..core.schema.register import BalanceRegister, Register
from ..core.texts import Text, Texts
from ..core.values import ZERO
from ..core.work import Work
from .editing import Editing
from .formats import Formats
from .tables import Cell, Column, cell, figure

_ = Texts(__package__)

MOST = 500


@dataclass(frozen=True)
class Table:
    """A small table in a panel."""

    title: Text | str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    totals: Sequence[Cell] = field(default_factory=list)
    more: bool = False
    empty: Text | None = None
    common: Sequence[tuple[Text | str, str]] = field(default_factory=list)
    chart: Any = None


class Movements:
    """What a document wrote into each register."""

    def __init__(self, work: Work, formats: Formats, document: UUID) -> None:
        self.work = work
        self.formats = formats
        self.document = document

    def tables(self) -> list[Table]:
        """One table for each register that it moved and this person may read."""
        registers = self.work.schema.registers.values()
        may = [one for one in registers if self.work.access.may(f"{one.kind}.read")]
        found = [(one, self._rows(one)) for one in may]
        return [self._table(register, rows) for register, rows in found if rows]

    def _rows(self, register: type[Register]) -> list[dict[str, Any]]:
        return readings.movements(self.work, register, recorder=self.document, limit=MOST)

    def _table(self, register: type[Register], rows: list[dict[str, Any]]) -> Table:
        hidden = self.work.access.hidden(register.kind)
        resources = [one for one in register.resources if one.name not in hidden]
        dimensions = [one for one in register.dimensions if self._tells(one, rows)]
        pointers = [(one.target, row[one.name]) for row in rows for one in dimensions]
        names = presentations(self.work, pointers)
        apart = [one for one in dimensions if len({row[one.name] for row in rows}) > 1]
        common = [
            (one.label, names.get(rows[0][one.name], "")) for one in dimensions if one not in apart
        ]
        signed = issubclass(register, BalanceRegister)
        cells = [
            [
                *([self._sign(row["direction"])] if signed else ()),
                *(Cell(names.get(row[one.name], "")) for one in apart),
                *(figure(self.formats, one.type, row[one.name]) for one in resources),
            ]
            for row in rows
        ]
        columns = [
            *([Column("sign", "", "text")] if signed else ()),
            *(Column(one.name, one.label, "reference") for one in apart),
            *(Column(one.name, one.label, one.type) for one in resources),
        ]
        totals = [Cell("")] * (len(columns) - len(resources)) + self._sums(resources, rows)
        more = len(rows) == MOST
        return Table(register.title, columns, cells, totals, more=more, common=common)

    def _sums(self, resources: Sequence[Any], rows: list[dict[str, Any]]) -> list[Cell]:
        return [
            figure(self.formats, one.type, sum((row[one.name] for row in rows), ZERO))
            for one in resources
        ]

    def _tells(self, dimension: Any, rows: list[dict[str, Any]]) -> bool:
        """Whether a dimension says more than that this document wrote the row."""
        values = {row[dimension.name] for row in rows}
        return not values <= {None, self.document}

    def _sign(self, direction: int) -> Cell:
        if direction < 0:
            return Cell(self.formats.text(_("Expense")), icon="minus", tone="negative")
        return Cell(self.formats.text(_("Receipt")), icon="plus")


def of_plugins(work: Work, formats: Formats, record: Record) -> list[Table]:
    """What plugins show about a record."""
    found = calls.panels(work.hooks, work, record)
    return [_of_plugin(formats, one) for one in found]


def _of_plugin(formats: Formats, panel: Panel) -> Table:
    columns = [Column(str(n), label, kind) for n, (label, kind) in enumerate(panel.columns)]
    rows = [
        [_panel_cell(formats, column, value) for column, value in zip(columns, row, strict=True)]
        for row in panel.rows
    ]
    return Table(panel.title, columns, rows, empty=panel.empty, chart=panel.chart)


def _panel_cell(formats: Formats, column: Column, value: Any) -> Cell:
    if isinstance(value, Record):
        group = "documents" if isinstance(value, Document) else "catalogs"
        title = formats.text(value.title[0]) + " " if isinstance(value, Document) else ""
        return Cell(title + value.presentation, href=f"/{group}/{value.kind}/{value.id}")
    return cell(formats, Field(column.name, column.title, column.type), value)


def movements(request: Any) -> dict[str, Any]:
    """What the document wrote into the registers."""
    record = _record(request)
    return {
        "record": record,
        "tables": Movements(request.work, request.formats, record.id).tables(),
    }


def cards(request: Any) -> dict[str, Any]:
    """What plugins show on the card of a record."""
    return {"tables": of_plugins(request.work, request.formats, _record(request))}


def _record(request: Any) -> Record:
    editing = Editing(request)
    assert editing.key is not None  # noqa: S101 -- the route has it
    return get(request.work, editing.cls.kind, editing.key)


def includeme(config: Any) -> None:
    """The routes of panels."""
    base = "/{group:catalogs|documents}/{kind}/{id:[0-9a-fA-F-]{36}}"
    for name, path, view, template in (
        ("panel_movements", "panel/movements", movements, "panel_movements.jinja2"),
        ("panels", "panels", cards, "panel_cards.jinja2"),
    ):
        config.add_route(name, f"{base}/{path}")
        config.add_view(
            view, route_name=name, request_method="GET", renderer=template, right="{kind}.read"
        )
