"""Columns and cells: what stands in a table, and how each type of value looks there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from ..core import calls
from ..core.records.columns import Place, Told, target_of
from ..core.schema.document import Document, DocumentHead
from ..core.schema.fields import Field
from ..core.schema.record import Record
from ..core.texts import Text, Texts
from ..core.work import Work
from .formats import DASH, Formats

_ = Texts(__package__)

__all__ = ["Cell", "Cells", "Column", "State", "cell", "columns_of", "figure", "target_of"]

NUMBERS = ("amount", "quantity", "price", "rate", "percent", "whole")
UNSHOWN = ("json", "key", "lines")
LEADING = ("code", "number", "name", "moment", "amount")
"""Fields that even a narrow screen shows."""
MANY = 7
"""So many columns fit into a list on an ordinary screen."""


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    name: str
    title: Text | str
    type: str
    sortable: bool = True
    roomy: bool = False
    width: int = 0
    chosen: bool = False
    short: bool = False
    """Whether only lists up to some length can be sorted by it."""

    @property
    def is_number(self) -> bool:
        """Whether its figures stand at the right, under one another."""
        return self.type in NUMBERS

    @property
    def classes(self) -> str:
        """How its cells look."""
        found = ["tp-number"] if self.is_number else []
        if self.name in ("code", "number"):
            found.append("tp-code")
        if self.name not in LEADING:
            found.append("tp-spare")
        if self.width:
            found.append("tp-sized")
        if self.roomy:
            found.append("tp-roomy")
        return " ".join(found)


@dataclass(frozen=True)
class Cell:
    """One cell; `sign` and `tone` for words that carry an icon, `href` for what leads on."""

    text: str
    tone: str = ""
    href: str = ""
    icon: str = ""


@dataclass(frozen=True)
class State:
    """A word of state with its icon and tone."""

    word: Text
    icon: str
    tone: str = ""


def standings_of(work: Work, kind: str, keys: Sequence[UUID]) -> dict[UUID, list[State]]:
    """How far records have come, as plugins say."""
    found = calls.standings(work.hooks, work, kind, keys)
    return {
        key: [State(one.word, one.icon, one.tone) for one in words] for key, words in found.items()
    }


MARKED = State(_("Marked for deletion"), "trash", "bad")
POSTED = State(_("Posted"), "circle-check", "good")
DRAFT = State(_("Draft"), "pencil")
NEW = State(_("Not saved yet"), "circle-plus")


def state_of(record: Record) -> State | None:
    """The state of a record; None for a catalog's record that is as it should be."""
    if record.deleted:
        return MARKED
    if isinstance(record, Document):
        return POSTED if record.posted else DRAFT
    return None


def state_of_head(head: DocumentHead) -> State:
    """The state of a document known by its head."""
    return MARKED if head.deleted else POSTED if head.posted else DRAFT


def columns_of(work: Work, cls: type[Record]) -> list[Column]:
    """The columns a list opens with: the declared ones that this person may see."""
    hidden = work.access.hidden(cls.kind)
    found = []
    for name, one in work.schema.fields(cls).items():
        if one.shown and name not in hidden and one.type not in UNSHOWN and name != "posted":
            found.append(Column(name, one.label, one.type))
    extra = _roomy(found, work.schema.fields(cls))
    placed = [replace(one, roomy=one.name in extra) for one in found]
    return sorted(placed, key=lambda column: column.name == "amount")


def _roomy(columns: Sequence[Column], fields: Mapping[str, Field]) -> set[str]:
    """The columns that only a wide screen has room for, where there are many of them.

    First go those that another plugin has added, then further sums, then the last ones.
    """
    spare = [one for one in reversed(columns) if one.name not in LEADING]
    spare.sort(key=lambda one: (fields[one.name].extension is None, one.type != "amount"))
    return {one.name for one in spare[: max(0, len(columns) - MANY)]}


class Cells:
    """Draws what was read of records as the cells of a table."""

    def __init__(self, formats: Formats, places: Sequence[Place]) -> None:
        self.formats = formats
        self.places = places

    def rows(self, told: Sequence[Sequence[Told]]) -> list[list[Cell]]:
        """A row of cells for each record."""
        return [[self._cell(place, one) for place, one in zip(self.places, row, strict=True)]
                for row in told]  # fmt: skip

    def _cell(self, place: Place, told: Told) -> Cell:
        return (
            Cell(told.name) if place.slot.points else cell(self.formats, place.field, told.value)
        )


def cell(formats: Formats, field: Field, value: Any, *, dash: bool = False) -> Cell:
    """The cell of a plain value; `dash` stands for zero where zeros would drown the rest."""
    if value is None:
        return Cell("")
    if field.type == "flag":
        return Cell(formats.text(_("Yes")), icon="check") if value else Cell("")
    if field.type == "choice":
        return Cell(formats.text(field.choices.get(value, value)))
    if field.type in NUMBERS:
        return figure(formats, field.type, value, dash=dash)
    return Cell(formats.value(field.type, value))


def figure(formats: Formats, kind: str, value: Any, *, dash: bool = False, href: str = "") -> Cell:
    """The cell of a figure: negative ones are red and have a minus."""
    if not value and dash:
        return Cell(DASH, tone="quiet")
    return Cell(formats.value(kind, value), tone="negative" if value < 0 else "", href=href)
