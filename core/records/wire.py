"""Records as plain data: what REST answers, screens show and the audit keeps.

Keys and references are text, decimals plain decimal text, moments ISO 8601 in UTC, days
ISO, rows lists of tables. Fields that plugins add stand among the record's own; fields the
person may not see are left out.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import inspect, select
from sqlalchemy.orm.attributes import set_committed_value

from ..schema.record import Declared, Lines, Record
from ..values import plain
from ..work import Work
from .extras import Extras, holder, load_extras
from .shape import Shape, Slot, shape_of

Plain = dict[str, Any]


def to_wire(work: Work, record: Record) -> Plain:
    """One record as plain data."""
    return to_wires(work, [record])[0]


def to_wires(
    work: Work, records: Iterable[Record], *, parts: Collection[str] | None = None
) -> list[Plain]:
    """Records of one kind as plain data, in a number of queries that does not depend on them.

    `parts` names the tabular parts to take along; all of them without it.
    """
    records = list(records)
    if not records:
        return []
    shape = shape_of(work.schema, type(records[0]))
    if parts is not None:
        shape = replace(shape, parts={n: line for n, line in shape.parts.items() if n in parts})
    load_rows(work, records, shape)
    extras = load_extras(work, records, shape)
    hidden = work.access.hidden(shape.cls.kind)
    return [_record(work, one, shape, extras, hidden) for one in records]


def load_rows(work: Work, records: list[Record], shape: Shape) -> None:
    """Load the rows that are not at hand yet: one select for each part."""
    for name, line in shape.parts.items():
        absent = {one.id: one for one in records if name in _unloaded(one)}
        if not absent:
            continue
        rows: dict[UUID, list[Lines]] = {key: [] for key in absent}
        asked = select(line).where(line.owner_id.in_(absent)).order_by(line.position)
        for row in work.session.scalars(asked):
            rows[row.owner_id].append(row)
        for key, record in absent.items():
            set_committed_value(record, name, rows[key])


def _unloaded(record: Record) -> set[str]:
    state: Any = inspect(record)
    return state.unloaded if state.persistent else set()


def _record(
    work: Work, record: Record, shape: Shape, extras: Extras, hidden: frozenset[str]
) -> Plain:
    found: Plain = {"id": str(record.id)}
    found |= _values(record, shape, extras, hidden)
    for name, line in shape.parts.items():
        if name not in hidden:
            rows = getattr(record, name)
            found[name] = [_row(row, shape_of(work.schema, line), work, extras) for row in rows]
    found["deleted"] = bool(record.deleted)
    found["version"] = record.version or 0
    changed: datetime | None = record.changed_at
    found["changed_at"] = None if changed is None else moment_text(changed)
    return found


def _row(row: Declared, shape: Shape, work: Work, extras: Extras) -> Plain:
    hidden = work.access.hidden(shape.cls.kind)
    return {"id": str(row.id), **_values(row, shape, extras, hidden)}  # type: ignore[attr-defined]


def _values(owner: Declared, shape: Shape, extras: Extras, hidden: frozenset[str]) -> Plain:
    found: Plain = {}
    for name, slot in shape.slots.items():
        if name in hidden:
            continue
        home = holder(extras, owner, slot)
        value = slot.empty() if home is None else getattr(home, slot.field.column)
        found[name] = as_plain(slot, value)
    return found


def as_plain(slot: Slot, value: Any) -> Any:
    """One stored value as plain data."""
    if value is None:
        return None
    write = _WRITERS.get(slot.field.type)
    return value if write is None else write(value)


def moment_text(moment: datetime) -> str:
    """A moment in UTC, as ISO 8601 writes it."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


_WRITERS: Mapping[str, Callable[[Any], Any]] = {
    "amount": lambda value: plain(value, 2),
    "quantity": plain,
    "price": plain,
    "rate": plain,
    "percent": plain,
    "reference": str,
    "document": str,
    "key": str,
    "moment": moment_text,
    "day": lambda value: value.isoformat(),
}
