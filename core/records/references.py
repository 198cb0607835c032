"""References that came in: keys or codes, looked up for a whole record in one go.

What the person may not see counts as not there: a reference is no way to find out.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ..errors import Refusal
from ..schema.catalog import Catalog
from ..schema.document import DocumentHead
from ..schema.fields import Field
from ..texts import Texts
from ..work import Work
from .errors import UnknownReference
from .readers import is_key, read_text

_ = Texts(__package__)

CHUNK = 10_000  # keys in one statement; SQLite takes 32766 variables


@dataclass
class Pointer:
    """One reference that came in; `record` is set once it is found."""

    field: Field
    target: Any
    token: UUID | str
    path: str
    record: Any = None


class References:
    """The references of one record and its rows."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.pointers: list[Pointer] = []

    def point(self, field: Field, value: Any, path: str) -> Pointer:
        """Take note of a reference: a key, or the code of a catalog's record.

        Raises:
            Invalid: for anything but text.
        """
        token: UUID | str
        if isinstance(value, UUID):
            token = value
        else:
            text = read_text(value, 400)
            token = UUID(text) if is_key(text) else text
        pointer = Pointer(field, self._target(field), token, path)
        self.pointers.append(pointer)
        return pointer

    def look_up(self) -> list[Refusal]:
        """Find all of them; answers a refusal for each that is not there."""
        waiting: dict[Any, list[Pointer]] = {}
        for one in self.pointers:
            waiting.setdefault(one.target, []).append(one)
        for target, pointers in waiting.items():
            if target is not None:
                self._find(target, pointers)
        return missing(self.pointers)

    def _target(self, field: Field) -> Any:
        if field.type == "document":
            return field.target or DocumentHead
        if isinstance(field.target, str):
            return self.work.schema.records.get(field.target)
        return field.target

    def _find(self, target: Any, pointers: list[Pointer]) -> None:
        keys = {one.token for one in pointers if isinstance(one.token, UUID)}
        codes = {one.token for one in pointers if isinstance(one.token, str)}
        found: dict[UUID | str, Any] = {}
        for cls in self._classes(target):
            for record in self._select(cls, "id", keys):
                found[record.id] = record
            if codes and issubclass(cls, Catalog):
                for record in self._select(cls, "code", codes):
                    found[record.code] = record
        for one in pointers:
            one.record = found.get(one.token)

    def _classes(self, target: Any) -> list[Any]:
        """The classes a record may be of; kinds whose plugin is off have none."""
        if not isinstance(target, tuple):
            return [target]
        known = self.work.schema.records
        return [known[kind] for kind in target if kind in known]

    def _select(self, target: Any, name: str, wanted: Collection[Any]) -> Iterator[Any]:
        values = list(wanted)
        for start in range(0, len(values), CHUNK):
            part = values[start : start + CHUNK]
            asked = select(target).where(getattr(target, name).in_(part))
            yield from self.work.session.scalars(asked)


def missing(pointers: Iterable[Pointer]) -> list[Refusal]:
    """The refusals of references that were looked up and found nothing."""
    return [_unknown(one) for one in pointers if one.record is None]


def _unknown(pointer: Pointer) -> UnknownReference:
    return UnknownReference(
        _("{label}: there is no “{value}”", label=pointer.field.label, value=str(pointer.token)),
        path=pointer.path,
        remedy=_("Give the key or the code of a record that exists"),
        field=pointer.field.name,
        value=str(pointer.token),
    )
