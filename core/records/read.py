"""One record by its key."""

from collections.abc import Collection, Mapping
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm.attributes import set_committed_value

from ..errors import Unknown
from ..schema.record import Record
from ..texts import Texts
from ..work import Work
from .shape import shape_of
from .wire import load_rows

_ = Texts(__package__)


def class_of(work: Work, kind: str) -> type[Record]:
    """The class of a kind of catalog or document.

    Raises:
        Unknown: where no plugin that is on declares it.
    """
    found = work.schema.records.get(kind)
    if found is None:
        raise Unknown(_("There is no “{kind}” here", kind=kind[:60]), kind=kind[:60])
    return found


def get(work: Work, kind: str, key: UUID, *, lock: bool = False) -> Record:
    """A record with its rows.

    Args:
        work: the unit of work; its rights and row rules apply.
        kind: of catalog or document.
        key: of the record.
        lock: hold its row until the end of the unit of work.

    Raises:
        Forbidden: without the right `<kind>.read`.
        Unknown: where there is none, or none for this person.
    """
    cls = class_of(work, kind)
    work.access.require(f"{kind}.read")
    return must_find(work, cls, key, lock=lock)


def glance(work: Work, kind: str, key: UUID, rows: Mapping[str, Collection[UUID]]) -> Record:
    """A record with a few of its rows, for a screen that shows no more; it may not be saved.

    Args:
        work: the unit of work; its rights and row rules apply.
        kind: of catalog or document.
        key: of the record.
        rows: the keys of the rows wanted, part by part; other parts are empty.

    Raises:
        Forbidden, Unknown: as `get`.
    """
    cls = class_of(work, kind)
    work.access.require(f"{kind}.read")
    record = cast("Any", work.session.scalar(select(cls).where(cls.id == key)))
    if record is None:
        raise _absent(cls, key)
    for name, line in shape_of(work.schema, cls).parts.items():
        wanted = list(rows.get(name, ()))
        asked = select(line).where(line.owner_id == key, line.id.in_(wanted))
        found = work.session.scalars(asked.order_by(line.position)) if wanted else ()
        set_committed_value(record, name, list(found))
    return cast("Record", record)


def _absent(cls: type[Record], key: UUID) -> Unknown:
    return Unknown(
        _("{title}: there is no record {key}", title=cls.title[0], key=str(key)),
        record=str(key),
    )


def must_find(work: Work, cls: type[Record], key: UUID, *, lock: bool = False) -> Record:
    """A record in sight, with its rows; the caller has asked for the right.

    Raises:
        Unknown: where there is none, or none for this person.
    """
    record = find(work, cls, key, lock=lock)
    if record is None:
        raise _absent(cls, key)
    return record


def find(work: Work, cls: type[Record], key: UUID, *, lock: bool = False) -> Record | None:
    """A record in sight, with its rows, or None."""
    asked = select(cls).where(cls.id == key)
    if lock:
        asked = asked.with_for_update(of=cls)
    record = cast("Any", work.session.scalar(asked))
    if record is not None:
        load_rows(work, [record], shape_of(work.schema, cls))
    return cast("Record | None", record)
