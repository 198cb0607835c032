"""Data that came in, read field by field; every fault is gathered with its path."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from ..errors import Invalid, Refusal
from ..schema.fields import Field
from ..schema.record import Declared
from ..texts import Texts
from ..work import Work
from .derived import derived_of
from .errors import UnknownField
from .readers import read_flag, read_key, read_moment, read_value, read_whole
from .references import Pointer, References, missing
from .shape import Shape, Slot, shape_of

_ = Texts(__package__)

MOST_ROWS = 10_000
HEAD = {"id": read_key, "version": read_whole, "deleted": read_flag, "changed_at": read_moment}
"""What every record has beside its declared fields, as it may come back from a reader."""


@dataclass
class Given:
    """What came in for one record or row: read values by field, rows by part."""

    shape: Shape
    path: str
    id: UUID | None = None
    version: int | None = None
    deleted: bool | None = None
    changed_at: datetime | None = None
    values: dict[str, Any] = field(default_factory=dict)
    parts: dict[str, list["Given"]] = field(default_factory=dict)

    def at(self, name: str) -> str:
        """The path of a field."""
        return f"{self.path}{name}"


class Reader:
    """Reads the data of one record; what it finds wrong is kept in `faults`."""

    def __init__(self, work: Work, references: References | None = None) -> None:
        self.work = work
        self.faults: list[Refusal] = []
        self.references = references or References(work)

    def read(self, cls: type[Declared], data: Mapping[str, Any]) -> Given:
        """Read the data of a record; references are looked up, all in one go."""
        given = self._one(cls, data, "", HEAD)
        self.faults += self.references.look_up()
        return given

    @classmethod
    def read_many(
        cls, work: Work, kind: type[Declared], many: Iterable[Mapping[str, Any]]
    ) -> list[tuple[Given, list[Refusal]]]:
        """Read the data of many records, each with its faults; references in one go for all."""
        references = References(work)
        found = []
        for data in many:
            reader, first = cls(work, references), len(references.pointers)
            given = reader._one(kind, data, "", HEAD)
            found.append((given, reader.faults, references.pointers[first:]))
        references.look_up()
        return [(given, [*faults, *missing(pointers)]) for given, faults, pointers in found]

    def _one(self, cls: type[Declared], data: Any, path: str, head: Mapping[str, Any]) -> Given:
        shape = shape_of(self.work.schema, cls)
        given = Given(shape, path)
        if not isinstance(data, Mapping):
            self._fault(Invalid(_("A table of fields is wanted")), path.rstrip("."))
            return given
        hidden = self.work.access.hidden(cls.kind)
        for name, value in data.items():
            if name in hidden:
                self._unknown(shape, given, name, head)
            elif name in shape.slots:
                self._slot(given, shape.slots[name], value)
            elif name in shape.parts:
                self._rows(given, name, value)
            elif path == "" and name in derived_of(self.work, cls):
                continue  # comes back as it was read
            elif name in head:
                self._head(given, name, value, head)
            else:
                self._unknown(shape, given, name, head)
        return given

    def _slot(self, given: Given, slot: Slot, value: Any) -> None:
        name = slot.field.name
        if value is None or (value == "" and not _is_text(slot.field)):
            given.values[name] = None
            return
        try:
            if slot.points:
                given.values[name] = self._pointer(slot.field, value, given.at(name))
            else:
                given.values[name] = read_value(slot.field, value, slot.longest)
        except Invalid as fault:
            self._fault(fault, given.at(name))

    def _pointer(self, reference: Field, value: Any, path: str) -> Pointer:
        return self.references.point(reference, value, path)

    def _rows(self, given: Given, name: str, value: Any) -> None:
        path = given.at(name)
        if not isinstance(value, list | tuple):
            self._fault(Invalid(_("A list of rows is wanted")), path)
            return
        if len(value) > MOST_ROWS:
            self._fault(Invalid(_("More than {most} rows", most=MOST_ROWS)), path)
            return
        line = given.shape.parts[name]
        head = {"id": read_key}
        rows = [
            self._one(line, self._spelt_out(line, row), f"{path}.{n}.", head)
            for n, row in enumerate(value)
        ]
        known: set[UUID] = set()
        for row in rows:
            if row.id in known:
                self._fault(Invalid(_("Two rows have one key")), row.at("id"))
            elif row.id is not None:
                known.add(row.id)
        given.parts[name] = rows

    def _spelt_out(self, line: type[Declared], row: Any) -> Any:
        """A row of one reference and nothing else may be given as that reference alone."""
        slots = list(shape_of(self.work.schema, line).slots.values())
        if isinstance(row, str) and len(slots) == 1 and slots[0].points:
            return {slots[0].field.name: row}
        return row

    def _head(self, given: Given, name: str, value: Any, head: Mapping[str, Any]) -> None:
        if value is None:
            return
        try:
            setattr(given, name, head[name](value))
        except Invalid as fault:
            self._fault(fault, given.at(name))

    def _unknown(self, shape: Shape, given: Given, name: Any, head: Mapping[str, Any]) -> None:
        hidden = self.work.access.hidden(shape.cls.kind)
        known = [one for one in (*shape.slots, *shape.parts) if one not in hidden]
        fault = UnknownField(
            _("There is no field “{name}”", name=str(name)[:60]),
            path=given.at(str(name)[:60]),
            remedy=_("Fields: {names}", names=", ".join([*head, *known])),
            field=str(name)[:60],
        )
        self.faults.append(fault)

    def _fault(self, fault: Invalid, path: str) -> None:
        fault.path = path
        self.faults.append(fault)


def _is_text(declared: Field) -> bool:
    return declared.type in ("text", "json")
