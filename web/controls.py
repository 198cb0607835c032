"""The fields of a form as they are drawn: one control a field, a grid of them a part."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from ..core.database.ids import new_id
from ..core.errors import Refusal
from ..core.records.extras import Extras, holder
from ..core.records.presentations import presentations
from ..core.records.shape import Shape, Slot, shape_of
from ..core.schema.document import Document
from ..core.schema.fields import Field
from ..core.schema.record import Lines, Record
from ..core.texts import Text
from ..core.values import ZERO
from ..core.work import Work
from .columns import GridColumn, resting
from .formats import Formats
from .picking import narrowing
from .posted import Posted, Row
from .tables import NUMBERS, target_of

HEAD = ("number", "moment", "code", "name")
UNDRAWN = ("posted", "based_on")
TEMPLATE = "~row~"
"""Stands for the key of a row in the copy that scripts make new rows from."""
WIDE = ("name", "full_name")


@dataclass(frozen=True)
class Control:
    """One field of a form.

    Attributes:
        path: of the field.
        field: its declaration.
        text: what stands in it.
        key: of a reference.
        filled: whether the house has filled it in.
        fault: what is wrong with it.
        readonly: computed, or not for this person to change.
        narrow: `name=path` pairs of fields that narrow the choices of a reference.
        source: where choices of a reference come from.
        href: the record a reference points to.
        pending: whether the house will fill it in when it saves.
    """

    path: str
    field: Field
    text: str = ""
    key: str = ""
    filled: bool = False
    fault: Refusal | None = None
    readonly: bool = False
    narrow: str = ""
    source: str = ""
    href: str = ""
    pending: bool = False

    @property
    def id(self) -> str:
        """Of the element."""
        return "f-" + self.path.replace(".", "-")

    @property
    def name(self) -> str:
        """What it is sent as."""
        return f"{self.path}~" if self.filled else self.path

    @property
    def label(self) -> Text | str:
        """What people read."""
        return self.field.label

    @property
    def is_number(self) -> bool:
        """Whether its figures stand at the right."""
        return self.field.type in NUMBERS

    @property
    def stop(self) -> str:
        """Whether Enter stops here in a row: always, or where the house has filled in nothing."""
        if self.field.type == "quantity":
            return "always"
        return "empty" if self.field.required or self.field.type == "price" else ""

    @property
    def points(self) -> bool:
        """Whether it holds a reference."""
        return self.field.type in ("reference", "document")

    @property
    def is_wide(self) -> bool:
        """Whether it takes more room than others."""
        return self.field.long or self.field.type == "json" or self.field.name in WIDE


@dataclass(frozen=True)
class GridRow:
    """A row of a grid."""

    key: str
    controls: Sequence[Control]
    fault: Refusal | None = None


@dataclass(frozen=True)
class Grid:
    """The rows of one part."""

    name: str
    title: Text | str
    columns: Sequence[GridColumn]
    rows: Sequence[GridRow] = field(default_factory=list)
    filled_rows: int = 0
    blank: Sequence[Control] = field(default_factory=list)


class Drawing:
    """Draws the controls of one record; names of references come with one select a kind."""

    def __init__(self, work: Work, formats: Formats, record: Record, extras: Extras) -> None:
        self.work = work
        self.formats = formats
        self.record = record
        self.extras = extras
        self.shape = shape_of(work.schema, type(record))
        self.names: Mapping[UUID, str] = {}
        self.posted: Posted | None = None
        self.faults: Mapping[str, Refusal] = {}
        self.given: set[str] | None = None
        self.readonly = False

    def name_references(self) -> None:
        """Look up what everything the form points to is called."""
        self.names = presentations(self.work, list(self._pointers()))

    def _pointers(self) -> Iterable[tuple[Any, UUID | None]]:
        for owner, shape in self._owners():
            for slot in shape.slots.values():
                if slot.points:
                    yield target_of(slot.field), self.value(owner, slot)

    def _owners(self) -> Iterable[tuple[Any, Shape]]:
        yield self.record, self.shape
        for name, line in self.shape.parts.items():
            shape = shape_of(self.work.schema, line)
            for row in getattr(self.record, name):
                yield row, shape

    def value(self, owner: Any, slot: Slot) -> Any:
        """The stored value of a field."""
        home = holder(self.extras, owner, slot)
        return slot.empty() if home is None else getattr(home, slot.field.column)

    def slots(self, shape: Shape) -> dict[str, Slot]:
        """The fields of a form that this person may see, and that lead somewhere."""
        hidden = self.work.access.hidden(shape.cls.kind)
        return {
            name: slot
            for name, slot in shape.slots.items()
            if name not in hidden and slot.field.type != "key" and self._reachable(slot)
        }

    def _reachable(self, slot: Slot) -> bool:
        """Whether a person can fill it in: its plugin is on, its data has a plain form."""
        target = slot.field.target
        if slot.field.type == "json":
            return isinstance(slot.empty(), dict)
        return not isinstance(target, str) or not target or target in self.work.schema.records

    def header(self) -> list[Control]:
        """The fields above the rows."""
        slots = self.slots(self.shape)
        fields = {name: slot.field for name, slot in slots.items()}
        drawn = [
            self.control(self.record, slot, name, fields, lambda other: other)
            for name, slot in slots.items()
            if name not in UNDRAWN
        ]
        return sorted(drawn, key=_place)

    def control(
        self, owner: Any, slot: Slot, path: str, siblings: Mapping[str, Field], path_of: Any
    ) -> Control:
        """One field of a record or row as it stands, or as it was typed where it is faulty."""
        one, value = slot.field, self.value(owner, slot)
        fault = self.faults.get(path)
        text, key = self.text(slot, value), ""
        if slot.points:
            key = str(value or "")
            text = self.names.get(value, "") if value else ""
        if self.posted is not None and self._is_as_typed(path, slot):
            text = self.posted.texts.get(path) or self.posted.values.get(path, text)
            key = self.posted.values.get(path, "") if slot.points else ""
        readonly = self.readonly or one.readonly
        filled = self.given is not None and not readonly and path not in self.given
        pending = bool(filled and key and not text)
        if pending:
            key = ""  # the house would make that record when it saves; there is none yet
        return Control(
            path, one, text, key, filled, fault, readonly,
            narrow=self._narrow(one, siblings, path_of),
            source=source_of(one),
            href=self._href(one, key),
            pending=pending,
        )  # fmt: skip

    def _is_as_typed(self, path: str, slot: Slot) -> bool:
        return path in self.faults and self.posted is not None and self.posted.has(path)

    def text(self, slot: Slot, value: Any) -> str:
        """A value as it is typed; the key for a reference."""
        return typed_text(self.formats, slot, value)

    def _narrow(self, one: Field, siblings: Mapping[str, Field], path_of: Any) -> str:
        if one.type != "reference":
            return ""
        names = narrowing(self.work, one.target, siblings)
        return " ".join(f"{name}={path_of(name)}" for name in names)

    def _href(self, one: Field, key: str) -> str:
        if not key or one.type != "reference":
            return ""
        cls = (
            self.work.schema.records.get(one.target) if isinstance(one.target, str) else one.target
        )
        if cls is None or not self.work.access.may(f"{cls.kind}.read"):
            return ""
        group = "documents" if issubclass(cls, Document) else "catalogs"
        return f"/{group}/{cls.kind}/{key}"

    def grids(self) -> list[Grid]:
        """The parts with their rows."""
        hidden = self.work.access.hidden(self.shape.cls.kind)
        fields = self.work.schema.fields(self.shape.cls)
        return [
            self._grid(name, fields[name].label, line)
            for name, line in self.shape.parts.items()
            if name not in hidden
        ]

    def _grid(self, name: str, label: Any, line: type[Lines]) -> Grid:
        shape = shape_of(self.work.schema, line)
        slots = {n: s for n, s in self.slots(shape).items() if s.field.shown}
        fields = {
            **self.work.schema.fields(self.shape.cls),
            **{n: s.field for n, s in slots.items()},
        }
        stored = {str(row.id): row for row in getattr(self.record, name)}
        keys = self._keys(name, stored)
        rows = [self._row(Row(name, key), stored.get(key), slots, fields) for key in keys]
        at_rest = resting(self.work, slots, [row.controls for row in rows])
        columns = [self._column(n, s, stored.values(), n in at_rest) for n, s in slots.items()]
        blank = self._row(Row(name, TEMPLATE), None, slots, fields).controls
        return Grid(name, label, columns, rows, len(stored), blank)

    def _keys(self, name: str, stored: Iterable[str]) -> list[str]:
        """The rows in their order: as sent, else as stored; one that is empty comes last."""
        if self.posted is None:
            keys = list(stored)
            last_is_empty = False
        else:
            keys = [row.key for row in self.posted.rows.get(name, ())]
            last_is_empty = bool(keys) and keys[-1] not in stored
        if not last_is_empty and not self.readonly:
            keys.append(str(new_id()))
        return keys

    def _row(
        self, row: Row, owner: Any, slots: Mapping[str, Slot], fields: Mapping[str, Field]
    ) -> GridRow:
        def path_of(other: str) -> str:
            return row.path(other) if other in slots else other

        controls = [
            self._empty(row.path(name), slot, fields, path_of)
            if owner is None
            else self.control(owner, slot, row.path(name), fields, path_of)
            for name, slot in slots.items()
        ]
        return GridRow(row.key, controls, self.faults.get(f"{row.part}.{row.key}"))

    def _empty(self, path: str, slot: Slot, fields: Mapping[str, Field], path_of: Any) -> Control:
        text = self.text(slot, slot.default()) if slot.field.type == "choice" else ""
        typed = self.posted
        if typed is not None and typed.has(path):  # a row that could not be read at all
            text = typed.texts.get(path) or typed.values.get(path, text)
        return Control(
            path, slot.field, text, fault=self.faults.get(path),
            readonly=self.readonly or slot.field.readonly,
            narrow=self._narrow(slot.field, fields, path_of), source=source_of(slot.field),
        )  # fmt: skip

    def _column(self, name: str, slot: Slot, rows: Iterable[Any], at_rest: bool) -> GridColumn:
        total = ""
        if slot.field.type in ("amount", "quantity"):
            values = (self.value(row, slot) or ZERO for row in rows)
            total = self.formats.value(slot.field.type, sum(values, ZERO))
        return GridColumn(name, slot.field, total, at_rest)


def typed_text(formats: Formats, slot: Slot, value: Any) -> str:
    """A stored value as a person would type it; the key for a reference."""
    if value is None:
        return ""
    kind = slot.field.type
    if kind in NUMBERS:
        return formats.of_type(kind, value, typed=True)
    write = _TYPED.get(kind)
    return formats.value(kind, value) if write is None else write(value)


_TYPED: Mapping[str, Callable[[Any], str]] = {
    "reference": str,
    "document": str,
    "choice": str,
    "flag": lambda value: "true" if value else "false",
    "json": lambda value: "\n".join(f"{name}: {one}" for name, one in sorted(value.items())),
}


def source_of(one: Field) -> str:
    """Where the choices of a reference come from; empty for what is no reference."""
    if one.type == "document":
        return f"/pick/{','.join(one.target or ('document',))}"
    if one.type != "reference":
        return ""
    return f"/pick/{one.target if isinstance(one.target, str) else one.target.kind}"


def _place(control: Control) -> int:
    """What a record is called comes first, long texts last, ticks before them."""
    one = control.field
    if one.name in HEAD:
        return HEAD.index(one.name)
    return 30 if one.long or one.type == "json" else 20 if one.type == "flag" else 10


def stored_texts(work: Work, formats: Formats, record: Record, extras: Extras) -> dict[str, str]:
    """What the form of a stored record first showed, by path; keys of references."""
    drawing = Drawing(work, formats, record, extras)
    found = {}
    for name, slot in drawing.shape.slots.items():
        found[name] = typed_text(formats, slot, drawing.value(record, slot))
    for name, line in drawing.shape.parts.items():
        shape = shape_of(work.schema, line)
        for row in getattr(record, name):
            for field_name, slot in shape.slots.items():
                path = f"{name}.{row.id}.{field_name}"
                found[path] = typed_text(formats, slot, drawing.value(row, slot))
    return found
