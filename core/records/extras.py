"""The added fields of records at hand: extension rows of many owners, by class and key."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from ..schema.extension import Extension
from ..schema.record import Declared, Record
from ..work import Work
from .shape import Shape, Slot, shape_of

Extras = dict[tuple[type[Extension], UUID], Extension]


def load_extras(work: Work, records: Iterable[Record], shape: Shape) -> Extras:
    """The extension rows of records and of all their rows: one select for each extension."""
    records = list(records)
    found: Extras = {}
    _gather(work, found, shape, [one.id for one in records])
    for name, line in shape.parts.items():
        part = shape_of(work.schema, line)
        if part.extensions:
            _gather(work, found, part, [row.id for one in records for row in getattr(one, name)])
    return found


def _gather(work: Work, found: Extras, shape: Shape, owners: list[UUID]) -> None:
    for extension in shape.extensions if owners else ():
        for key, row in extension.of_all(work.session, owners).items():
            found[extension, key] = row


def holder(extras: Extras, owner: Declared, slot: Slot) -> Any:
    """The object that holds a field of an owner: itself or its extension row, if there is one."""
    extension = slot.field.extension
    return owner if extension is None else extras.get((extension, owner.id))  # type: ignore[attr-defined]
