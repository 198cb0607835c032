"""The fields of a form as they are drawn: one control a field."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ..core.errors import Refusal
from ..core.records.extras import Extras, holder
from ..core.records.presentations import presentations
from ..core.records.shape import Shape, Slot, shape_of
from ..core.schema.catalog import Catalog
from ..core.schema.document import Document
from ..core.schema.fields import Field
from ..core.schema.record import Record
from ..core.texts import Text
from ..core.work import Work
from .formats import Formats
from .picking import narrowing
from .posted import Posted
from .tables import NUMBERS, target_of

HEAD = ("number", "moment", "code", "name")
UNDRAWN = ("posted", "based_on")
WIDE = ("name", "full_name")


@dataclass(frozen=True, slots=True)
class Stand:
    """What stands in a field.

    Attributes:
        text: what is read there.
        key: of a reference.
        filled: whether the house has filled it in.
        fault: what is wrong with it.
        pending: whether the house will fill it in when it saves.
        points: whether it is a reference.
    """

    text: str
    key: str = ""
    filled: bool = False
    fault: Refusal | None = None
    pending: bool = False
    points: bool = False


@dataclass(frozen=True)
class Control:
    """One field of a form.

    Attributes:
        path: of the field.
        field: its declaration.
        text, key, filled, fault, pending: as of what stands in it.
        readonly: computed, or not for this person to change.
        narrow: `name=path` pairs of fields that narrow the choices of a reference.
        source: where choices of a reference come from.
        opens: where the records a reference points to are shown; empty where not to this person.
        creates: whether this person may make a record to point to.
        scope: with which word ids of its elements begin; another one in a dialog.
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
    opens: str = ""
    pending: bool = False
    creates: bool = False
    scope: str = "f"

    @property
    def id(self) -> str:
        """Of the element."""
        return f"{self.scope}-" + self.path.replace(".", "-")

    @property
    def href(self) -> str:
        """The record it points to."""
        return f"{self.opens}/{self.key}" if self.opens and self.key else ""

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
    def shown(self) -> Text | str:
        """What is read where nothing can be changed: a choice by its word."""
        return self.field.choices.get(self.text, self.text)

    @property
    def is_wide(self) -> bool:
        """Whether it takes more room than others."""
        return self.field.long or self.field.type == "json" or self.field.name in WIDE


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

    def stand(self, owner: Any, slot: Slot, path: str) -> Stand:
        """What stands in a field of a record or row, or was typed where it is faulty."""
        value = self.value(owner, slot)
        fault = self.faults.get(path)
        if slot.points:
            key = str(value or "")
            text = self.names.get(value, "") if value else ""
        else:
            text, key = self.text(slot, value), ""
        if self.posted is not None and self._is_as_typed(path, slot):
            text = self.posted.texts.get(path) or self.posted.values.get(path, text)
            key = self.posted.values.get(path, "") if slot.points else ""
        readonly = self.readonly or slot.field.readonly
        filled = self.given is not None and not readonly and path not in self.given
        pending = bool(filled and key and not text)
        if pending:
            key = ""  # the house would make that record when it saves; there is none yet
        return Stand(text, key, filled, fault, pending, slot.points)

    def control(
        self, owner: Any, slot: Slot, path: str, siblings: Mapping[str, Field], path_of: Any
    ) -> Control:
        """One field of a record or row as it stands, with what its choices hang on."""
        one, stand = slot.field, self.stand(owner, slot, path)
        return Control(
            path, one, stand.text, stand.key, stand.filled, stand.fault,
            readonly=self.readonly or one.readonly,
            narrow=self.narrow(one, siblings, path_of),
            source=source_of(one),
            opens=self.opens(one),
            pending=stand.pending,
            creates=self.creates(one),
        )  # fmt: skip

    def _is_as_typed(self, path: str, slot: Slot) -> bool:
        return path in self.faults and self.posted is not None and self.posted.has(path)

    def text(self, slot: Slot, value: Any) -> str:
        """A value as it is typed; the key for a reference."""
        return typed_text(self.formats, slot, value)

    def narrow(self, one: Field, siblings: Mapping[str, Field], path_of: Any) -> str:
        """The fields that narrow the choices of a reference, as `name=path` pairs."""
        if one.type != "reference":
            return ""
        names = narrowing(self.work, one.target, siblings, one.name)
        return " ".join(f"{name}={path_of(beside)}" for name, beside in names.items())

    def opens(self, one: Field) -> str:
        """Where the records a reference points to are shown."""
        if one.type != "reference":
            return ""
        cls = self._target(one)
        if cls is None or not self.work.access.may(f"{cls.kind}.read"):
            return ""
        return f"/{'documents' if issubclass(cls, Document) else 'catalogs'}/{cls.kind}"

    def creates(self, one: Field) -> bool:
        """Whether a record to point to can be made on the way."""
        if one.type != "reference":
            return False
        cls = self._target(one)
        if cls is None or not issubclass(cls, Catalog):
            return False
        return self.work.access.may(f"{cls.kind}.create")

    def _target(self, one: Field) -> Any:
        is_kind = isinstance(one.target, str)
        return self.work.schema.records.get(one.target) if is_kind else one.target


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
