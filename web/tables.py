"""Columns and cells: what stands in a table, and how each type of value looks there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from ..core.records.extras import Extras, holder, load_extras
from ..core.records.presentations import presentations
from ..core.records.shape import Slot, shape_of
from ..core.schema.document import Document, DocumentHead
from ..core.schema.fields import Field
from ..core.schema.record import Record
from ..core.texts import Text, Texts
from ..core.work import Work
from .formats import DASH, Formats

_ = Texts(__package__)

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


class Rows:
    """The cells of records of one kind: names of what they refer to come with one select a kind."""

    def __init__(self, work: Work, formats: Formats, cls: type[Record]) -> None:
        self.work = work
        self.formats = formats
        self.shape = shape_of(work.schema, cls)

    def cells(self, records: Sequence[Record], columns: Sequence[Column]) -> list[list[Cell]]:
        """A row of cells for each record."""
        extras = self._extras(records, columns)
        slots = [self.shape.slots[one.name] for one in columns]
        names = presentations(self.work, self._pointers(records, slots, extras))
        return [[self._cell(one, slot, extras, names) for slot in slots] for one in records]

    def _extras(self, records: Sequence[Record], columns: Sequence[Column]) -> Extras:
        added = any(self.shape.slots[one.name].field.extension for one in columns)
        bare = shape_without_rows(self.shape)
        return load_extras(self.work, records, bare) if added and records else {}

    def _pointers(
        self, records: Iterable[Record], slots: Sequence[Slot], extras: Extras
    ) -> Iterable[tuple[Any, UUID | None]]:
        pointing = [slot for slot in slots if slot.points]
        for record in records:
            for slot in pointing:
                yield target_of(slot.field), _value(record, slot, extras)

    def _cell(self, record: Record, slot: Slot, extras: Extras, names: Mapping[UUID, str]) -> Cell:
        value = _value(record, slot, extras)
        if slot.points:
            return Cell(names.get(value, "") if value else "")
        return cell(self.formats, slot.field, value)


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


def target_of(field: Field) -> Any:
    """What a reference points to, as `presentations` wants it."""
    return field.target or "document" if field.type == "document" else field.target


def shape_without_rows(shape: Any) -> Any:
    """The shape of a record as a list needs it: no rows are loaded for it."""
    return type(shape)(shape.cls, shape.slots, {}, shape.extensions)


def _value(record: Record, slot: Slot, extras: Extras) -> Any:
    home = holder(extras, record, slot)
    return slot.empty() if home is None else getattr(home, slot.field.column)
