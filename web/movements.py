"""The report “Movements of a document”: what it did to every register, with what stood there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from io import BytesIO
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response

from ..core.app import SIGNED_IN
from ..core.errors import Unknown
from ..core.posting.effects import Effect, effects_of
from ..core.records.finding import find_records
from ..core.records.presentations import presentations
from ..core.records.read import get
from ..core.records.readers import is_key
from ..core.schema.document import Document, DocumentHead
from ..core.schema.register import BalanceRegister, FactRegister, Register
from ..core.sheets import MEDIA, Sheet, write_xlsx
from ..core.texts import Text, Texts
from ..core.values import ZERO
from .formats import Formats
from .navigation import DOCUMENTS, REPORTS, Entry
from .tables import Cell, Column, figure

_ = Texts(__package__)

ADDRESS = "/reports/document_movements"
TITLE = _("Movements of a document")
MOST = 1000
"""So many movements of one register are shown."""
LONGEST, LONGEST_SHEET = 100, 100_000
INSTANT = timedelta(microseconds=1)
SIDES = {1: (_("Receipt"), "plus", ""), -1: (_("Expense"), "minus", "negative")}


@dataclass(frozen=True)
class Moved:
    """What a document did to one register, as it is drawn.

    Attributes:
        groups: the resources, each over its columns: title and how many.
        rows, sums: cells; a figure leads to the report of the register that shows it.
    """

    register: type[Register]
    keys: Sequence[Column]
    groups: Sequence[tuple[Text | str, int]]
    columns: Sequence[tuple[Text, str]]
    rows: Sequence[Sequence[Cell]]
    sums: Sequence[Cell]
    signed: bool
    more: bool


class Movements:
    """What a document did to the registers this person may read."""

    def __init__(self, request: Any, document: Document) -> None:
        self.work = request.work
        self.formats: Formats = request.formats
        self.document = document

    def effects(self, most: int = MOST + 1) -> Iterator[tuple[type[Register], list[Effect]]]:
        """Register by register, those it has moved."""
        for register in self.work.schema.registers.values():
            if self.work.access.may(f"{register.kind}.read"):
                found = effects_of(self.work, register, self.document.id, most)
                if found:
                    yield register, found

    def names(self, register: type[Register], effects: Sequence[Effect]) -> dict[UUID, str]:
        """What stands in the dimensions of movements, in words."""
        pointers = [(one.target, e.keys[one.name]) for e in effects for one in register.dimensions]
        return presentations(self.work, pointers)

    def tables(self) -> list[Moved]:
        """A table for each register."""
        return [self._table(register, found) for register, found in self.effects()]

    def _table(self, register: type[Register], effects: list[Effect]) -> Moved:
        resources = [one for one in register.resources if one.name in effects[0].figures]
        keys = [one for one in register.dimensions if _tells(effects, one.name, self.document.id)]
        names = self.names(register, effects)
        sides = _sides(register)
        rows = [
            [
                *(self._key(one, effect, names) for one in keys),
                *(
                    cell for one in resources
                    for cell in self._figures(register, effect, one, sides)
                ),
            ]
            for effect in effects[:MOST]
        ]  # fmt: skip
        signed = issubclass(register, BalanceRegister)
        if signed:
            rows = [[self._side(effect), *row] for effect, row in zip(effects, rows, strict=False)]
        return Moved(
            register, [Column(one.name, one.label, "reference") for one in keys],
            [(one.label, len(sides)) for one in resources],
            [(title, one.type) for one in resources for _side, title in sides],
            rows, self._sums(effects, resources, sides), signed, len(effects) > MOST,
        )  # fmt: skip

    def _key(self, dimension: Any, effect: Effect, names: Mapping[UUID, str]) -> Cell:
        key = effect.keys[dimension.name]
        return Cell("–" if key is None else names.get(key, "…"), href=self._card(dimension, key))

    def _card(self, dimension: Any, key: UUID | None) -> str:
        kind = getattr(dimension.target, "kind", dimension.target)
        schema, may = self.work.schema, self.work.access.may
        if key is None or kind not in schema.catalogs or not may(f"{kind}.read"):
            return ""
        return f"/catalogs/{kind}/{key}"

    def _side(self, effect: Effect) -> Cell:
        word, icon, tone = SIDES[effect.direction]
        return Cell(self.formats.text(word), icon=icon, tone=tone)

    def _figures(
        self, register: type[Register], effect: Effect, one: Any, sides: Any
    ) -> Iterator[Cell]:
        values = effect.figures[one.name]
        for side, _title in sides:
            value = getattr(values, side)
            cell = Cell("–", tone="quiet")
            if value is not None:
                cell = figure(self.formats, one.type, value)
            yield replace(cell, href=self._way(register, effect, side))

    def _way(self, register: type[Register], effect: Effect, side: str) -> str:
        """The report of the register that shows the figure; facts have none."""
        if issubclass(register, FactRegister):
            return ""
        asked: list[tuple[str, str]] = [("by", one.name) for one in register.key()]
        asked += [(f"filter[{one.name}]", _plain(effect.keys[one.name])) for one in register.key()]
        if side == "moved":
            moment = effect.moment.isoformat()
            asked += [("from", moment), ("to", moment)]
            if not issubclass(register, BalanceRegister):  # those are told with their balances
                asked.append(("filter[recorder]", str(self.document.id)))
            return f"/reports/{register.kind}_turnover?{urlencode(asked)}"
        at = effect.moment if side == "after" else effect.moment - INSTANT
        return f"/reports/{register.kind}_balance?{urlencode([*asked, ('at', at.isoformat())])}"

    def _sums(self, effects: Sequence[Effect], resources: Any, sides: Any) -> list[Cell]:
        return [
            figure(self.formats, one.type, sum((e.figures[one.name].moved for e in effects), ZERO))
            if side == "moved" and one.type in ("quantity", "amount")
            else Cell("")
            for one in resources
            for side, _title in sides
        ]

    def lines(self) -> Iterator[list[Any]]:
        """The same as plain rows, for a sheet: register, direction, what, figure, three values."""
        for register, effects in self.effects(LONGEST_SHEET):
            names = self.names(register, effects)
            for effect in effects:
                told = [
                    f"{self.formats.text(one.label)}: {names.get(key, '')}"
                    for one in register.dimensions
                    if (key := effect.keys[one.name]) not in (None, self.document.id)
                ]
                side = (
                    SIDES.get(effect.direction) if issubclass(register, BalanceRegister) else None
                )
                for one in register.resources:
                    if one.name in effect.figures:
                        values = effect.figures[one.name]
                        yield [
                            self.formats.text(register.title),
                            self.formats.text(side[0]) if side else "", "; ".join(told),
                            self.formats.text(one.label), values.before, values.moved, values.after,
                        ]  # fmt: skip


def _tells(effects: Sequence[Effect], name: str, document: UUID) -> bool:
    """Whether a dimension says more than that this document wrote the row."""
    return not {one.keys[name] for one in effects} <= {None, document}


def _sides(register: type[Register]) -> Sequence[tuple[str, Text]]:
    if issubclass(register, FactRegister):
        return (("before", _("Before")), ("after", _("Now")))
    moved = ("moved", _("Movement"))
    if issubclass(register, BalanceRegister):
        return (("before", _("Before")), moved, ("after", _("After")))
    return (moved,)


def _plain(key: UUID | None) -> str:
    return "none" if key is None else str(key)


def _document(request: Any) -> Document | None:
    """The document that is asked for; None where none is.

    Raises:
        Unknown, Forbidden: where there is none for this person.
    """
    given = request.GET.get("document", "")
    if not given:
        return None
    head = request.work.session.get(DocumentHead, UUID(given)) if is_key(given) else None
    if head is None or head.kind not in request.work.schema.documents:
        raise Unknown(_("There is no such document"), path="document")
    found = get(request.work, head.kind, head.id)
    assert isinstance(found, Document)  # noqa: S101 -- its kind says so
    return found


def show(request: Any) -> Any:
    """The report: of a document, or the field in which one is looked for."""
    words = request.GET.get("q", "")[:LONGEST].replace("\0", " ").strip()
    document = _document(request)
    found = [] if document is not None else _looked_for(request, words)
    if words and len(found) == 1:
        return HTTPSeeOther(f"{ADDRESS}?document={found[0][0]}")
    return {
        "document": document,
        "address": document and f"/documents/{document.kind}/{document.id}",
        "tables": Movements(request, document).tables() if document is not None else [],
        "words": words,
        "found": found,
    }


def _looked_for(request: Any, words: str) -> list[tuple[UUID, str]]:
    if not words:
        return []
    kinds = list(request.work.schema.documents)
    hits = find_records(request.work, words, kinds, each=10, most=40)
    names = presentations(request.work, [("document", one.key) for one in hits])
    return [(one.key, names.get(one.key, one.number)) for one in hits]


def export(request: Any) -> Response:
    """The same as a spreadsheet."""
    document = _document(request)
    if document is None:
        raise Unknown(_("There is no such document"), path="document")
    text = request.formats.text
    heads = (
        (_("Register"), "text"), (_("Direction"), "text"), (_("What"), "text"),
        (_("Figure"), "text"), (_("Before"), "quantity"), (_("Movement"), "quantity"),
        (_("After"), "quantity"),
    )  # fmt: skip
    sheet = Sheet(
        text(TITLE), [(text(title), kind) for title, kind in heads],
        Movements(request, document).lines(), notes=[document.presentation],
    )  # fmt: skip
    made = BytesIO()
    write_xlsx(sheet, made, request.formats.zone)
    response = Response(body=made.getvalue())
    response.headers["Content-Type"] = MEDIA["xlsx"]
    response.content_disposition = "attachment; filename=document_movements.xlsx"
    return response


def includeme(config: Any) -> None:
    """The routes of the report; each register and document asks for its own right besides."""
    config.add_page(Entry(TITLE, ADDRESS, SIGNED_IN, "reports", REPORTS, of=DOCUMENTS))
    config.add_route("document_movements", ADDRESS)
    config.add_route("document_movements_file", f"{ADDRESS}/export.xlsx")
    config.add_view(
        show, route_name="document_movements", request_method="GET", right=SIGNED_IN,
        renderer="document_movements.jinja2",
    )  # fmt: skip
    config.add_view(
        export, route_name="document_movements_file", request_method="GET", right=SIGNED_IN
    )
