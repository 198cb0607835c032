"""What a flush changes, as plain data: fields before and after, rows under their record."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, cast
from uuid import UUID

from sqlalchemy import inspect
from sqlalchemy.orm import LoaderCallableStatus, Session, UOWTransaction

from ..schema.extension import Extension
from ..schema.record import Declared, Lines, Record, table_of
from ..values import plain

CREATED, EDITED, DELETED = "created", "edited", "deleted"
# Computed by the house from other fields, or told by an entry of its own (posted).
SILENT = frozenset({"id", "owner_id", "version", "changed_at", "search", "name_key", "posted"})
SECRET = frozenset({"password", "digest"})

Values = dict[str, Any]


@dataclass
class Entry:
    """One change of one record, or something else worth remembering."""

    action: str
    kind: str = ""
    record_id: UUID | None = None
    presentation: str = ""
    before: Values = field(default_factory=dict)
    after: Values = field(default_factory=dict)

    def absorb(self, later: "Entry") -> None:
        """Take in what happened to the same record later in the same unit of work."""
        _overlay(self.before, later.before, keep=True)
        _overlay(self.after, later.after, keep=False)
        self.presentation = later.presentation or self.presentation
        if later.action != EDITED:
            self.action = later.action


def net(changes: Iterable[tuple[Values, Values]]) -> tuple[Values, Values]:
    """What several changes of one record come to: each field before the first, after the last.

    Args:
        changes: before and after of each, the oldest first.
    """
    before: Values = {}
    after: Values = {}
    for was, became in changes:
        _overlay(before, was, keep=True)
        _overlay(after, became, keep=False)
    return before, after


def _overlay(under: Values, over: Values, *, keep: bool) -> None:
    for name, value in over.items():
        known = under.get(name)
        if isinstance(known, dict) and isinstance(value, dict):
            _overlay(known, value, keep=keep)
        elif not keep or name not in under:
            under[name] = value


def changes_of(session: Session, flushed: UOWTransaction) -> list[Entry]:
    """What the flush that has just been written changed: one entry for each record."""
    found = _Found(session)
    for state, (is_deleted, is_known_only) in flushed.states.items():
        one = state.obj()
        if is_known_only or one is None:
            continue
        if is_deleted:  # rows that were taken out of their record among them
            found.tell(one, DELETED, _values(one), {})
        elif state.key is None:
            found.tell(one, CREATED, {}, _values(one))
        else:
            before, after = _differences(one)
            if after:
                found.tell(one, EDITED, before, after)
    return list(found.entries.values())


class _Found:
    """Changes put where they belong: rows and extensions under their record."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.entries: dict[Any, Entry] = {}

    def tell(self, one: Any, action: str, before: Values, after: Values) -> None:
        if isinstance(one, Record):
            entry = self._of(type(one), one.id)
            entry.action = action
            _overlay(entry.before, before, keep=True)
            _overlay(entry.after, after, keep=False)
        elif isinstance(one, Lines):
            _row(self._of(one.owner, one.owner_id), one, action, before, after)
        elif isinstance(one, Extension):
            self._extension(one, before, after)
        elif hasattr(one, "audited"):
            key = getattr(one, "user_id", None) or getattr(one, "id", None)
            name = str(getattr(one, "name", "") or getattr(one, "role", ""))
            self.entries[one] = Entry(action, one.audited, key, name, before, after)

    def _of(self, cls: type[Record], key: UUID) -> Entry:
        if (cls, key) not in self.entries:
            record = self._at_hand(cls, key)
            shown = record.presentation if record is not None else ""
            self.entries[cls, key] = Entry(EDITED, cls.kind, key, shown)
        return self.entries[cls, key]

    def _at_hand(self, cls: Any, key: UUID) -> Any:
        known = self.session.identity_map.get(inspect(cls).identity_key_from_primary_key((key,)))
        fresh = (one for one in self.session.new if type(one) is cls and one.id == key)
        return known if known is not None else next(fresh, None)

    def _extension(self, one: Extension, before: Values, after: Values) -> None:
        """The fields stand at the record they are added to, or at one of its rows."""
        of: Any = type(one).of
        row = self._at_hand(of, one.id) if issubclass(of, Lines) else None
        if row is not None:
            _row(self._of(of.owner, row.owner_id), row, EDITED, before, after)
        elif issubclass(of, Record):
            entry = self._of(of, one.id)
            _overlay(entry.before, before, keep=True)
            _overlay(entry.after, after, keep=False)
        else:
            self.entries[one] = Entry(EDITED, type(one).kind, one.id, "", before, after)


def _row(entry: Entry, row: Lines, action: str, before: Values, after: Values) -> None:
    part, key = table_of(type(row)).info["part"], str(row.id)
    if before:
        _overlay(entry.before, {part: {key: before}}, keep=True)
    if after or action == DELETED:
        _overlay(entry.after, {part: {key: None if action == DELETED else after}}, keep=False)


@cache
def _columns(cls: Hashable) -> Mapping[str, str]:
    """The attributes that are told of, with the names people know them by."""
    mapper: Any = inspect(cls)
    fields = cls.fields if isinstance(cls, type) and issubclass(cls, Declared) else {}
    names = {one.column: one.name for one in fields.values()}
    return {
        one.key: names.get(one.key, one.key)
        for one in mapper.column_attrs
        if not fields or one.key not in SILENT
    }


def _values(one: Any) -> Values:
    have = vars(one)
    found = {}
    for key, name in _columns(cast("Hashable", type(one))).items():
        value = have.get(key)
        if value is not None and value != "":
            found[name] = as_plain(key, value)
    return found


def _differences(one: Any) -> tuple[Values, Values]:
    state: Any = inspect(one)
    columns, have = _columns(cast("Hashable", type(one))), vars(one)
    before, after = {}, {}
    for key, old in state.committed_state.items():
        if key not in columns or isinstance(old, LoaderCallableStatus):
            old = None
        if key in columns and old != have.get(key):
            before[columns[key]] = as_plain(key, old)
            after[columns[key]] = as_plain(key, have.get(key))
    return before, after


def as_plain(key: str, value: Any) -> Any:
    """A stored value as JSON takes it; secrets only show that they are there."""
    if key in SECRET:
        return value is not None
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return value.hex() if isinstance(value, bytes) else value


def merged(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Entries of a unit of work, with the changes of one record made into one."""
    known: dict[Any, Entry] = {}
    order: list[Entry] = []
    for one in entries:
        key = (one.kind, one.record_id)
        if one.record_id is None or one.action not in {CREATED, EDITED, DELETED}:
            order.append(one)
        elif key in known:
            known[key].absorb(one)
        else:
            known[key] = one
            order.append(one)
    return iter(order)
