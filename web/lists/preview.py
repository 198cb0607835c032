"""The preview of a record beside its list: its facts and first rows, to be looked through fast."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ...core.errors import Unknown
from ...core.records.columns import Place, Reading, places_of
from ...core.records.read import get
from ...core.records.readers import is_key
from ...core.schema.document import Document
from ...core.schema.record import Lines, Record
from ...core.texts import Text, Texts
from ...core.work import Work
from ..formats import Formats
from ..tables import Cell, Cells, Column, State, standings_of, state_of

_ = Texts("tradepost.web")

ROWS, COLUMNS = 12, 4
UNTOLD = ("posted", "number", "name")


@dataclass(frozen=True)
class Part:
    """The first rows of a part."""

    title: Text | str
    columns: list[Column]
    rows: list[list[Cell]]
    count: int


class Preview:
    """One record at a glance."""

    def __init__(self, work: Work, formats: Formats, record: Record) -> None:
        self.work = work
        self.formats = formats
        self.record = record

    @property
    def title(self) -> Text:
        """Of the record."""
        record = self.record
        if not isinstance(record, Document):
            return Text("", record.presentation or "…")
        day = record.moment.astimezone(self.formats.zone).date()
        return _(
            "{what} No. {number} of {day}", what=record.title[0], number=record.number, day=day
        )

    @property
    def state(self) -> State | None:
        """In a word."""
        return state_of(self.record)

    @property
    def standings(self) -> Sequence[State]:
        """How far it has come."""
        return standings_of(self.work, self.record.kind, [self.record.id]).get(self.record.id, ())

    def facts(self) -> list[tuple[Text | str, Cell]]:
        """Every field in which something stands."""
        cls = type(self.record)
        places = [one for one in places_of(self.work, cls, deep=False) if one.path not in UNTOLD]
        told = Reading(self.work, cls, places).rows([self.record])
        (cells,) = Cells(self.formats, places).rows(told)
        return [(p.label, c) for p, c in zip(places, cells, strict=True) if c.text]

    def parts(self) -> list[Part]:
        """The first rows of each part."""
        hidden = self.work.access.hidden(self.record.kind)
        found = []
        for name, one in self.work.schema.fields(type(self.record)).items():
            rows = getattr(self.record, name) if one.type == "lines" and name not in hidden else ()
            if rows:
                found.append(self._part(one.label, one.target, rows))
        return found

    def _part(self, title: Any, line: type[Lines], rows: Any) -> Part:
        places: list[Place] = [
            one for one in places_of(self.work, line, deep=False) if one.field.shown
        ]
        told = Reading(self.work, line, places).rows(rows[:ROWS])
        cells = Cells(self.formats, places).rows(told)
        filled = [n for n in range(len(places)) if any(row[n].text for row in cells)]
        sums = [n for n in filled if places[n].path in ("quantity", "price", "amount")]
        kept = sorted([*[n for n in filled if n not in sums][: COLUMNS - len(sums)], *sums])
        columns = [Column(places[n].path, places[n].label, places[n].field.type) for n in kept]
        return Part(title, columns, [[row[n] for n in kept] for row in cells], len(rows))


def show(request: Any) -> dict[str, Any]:
    """The preview of a record."""
    key = request.matchdict["id"]
    if not is_key(key):
        raise Unknown(_("There is nothing at this address"))
    record = get(request.work, request.list_class.kind, UUID(key))
    one = Preview(request.work, request.formats, record)
    return {"one": one, "address": f"{request.list_address}/{key}"}


def includeme(config: Any) -> None:
    """The route of the preview."""
    key = "{id:[0-9a-fA-F-]{36}}"
    config.add_route("list_preview", f"/{{group:catalogs|documents}}/{{kind}}/{key}/preview")
    config.add_view(
        show, route_name="list_preview", request_method="GET", renderer="lists/preview.jinja2",
        right="{kind}.read",
    )  # fmt: skip
