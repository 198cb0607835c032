"""Purging: records erased for good with all that belongs to them; nobody else loses anything.

Deletion is a mark everywhere else. Here rows, extensions, heads, words, movements and totals
go, and what is kept must point to nothing that goes: whatever does is named first.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import Table, delete, select, update

from ..database.base import Base
from ..schema.document import DocumentHead
from ..schema.extension import Extension
from ..schema.numbering import Counter
from ..schema.record import DECLARED, Lines, Record, table_of
from ..schema.register import FactRegister, Register
from ..schema.words import forget_records
from ..work import Work
from .sequence import Stale
from .totals import rebuild

AT_ONCE = 5_000  # keys in one statement; SQLite takes 32766 variables
Keys = Collection[UUID]


def referring(work: Work, keys: Keys) -> dict[str, set[UUID]]:
    """The records that point to one of the keys and are none of them, by kind."""
    found: dict[str, set[UUID]] = {}
    for cls in _declared(work):
        for one in cls.fields.values():
            if one.type in ("reference", "document"):
                column = table_of(cls).c[one.column]
                for kind, owner in _owners(work, cls, column, keys):
                    if owner not in keys:
                        found.setdefault(kind, set()).add(owner)
    for kind, recorder in _recorders(work, keys):
        found.setdefault(kind, set()).add(recorder)
    return found


def _declared(work: Work) -> list[Any]:
    """Every class with a table here: of plugins that are off, too, where they are known."""
    return [one for one in DECLARED.values() if one.plugin in work.house.plugins.started]


def _owners(work: Work, cls: Any, column: Any, keys: Keys) -> Iterator[tuple[str, UUID]]:
    """The records whose field (or whose row's) points to one of the keys."""
    record, owner, target = _owner_of(cls)
    for part in _parts(keys):
        asked = select(owner).where(column.in_(part))
        if target is not None:
            asked = asked.join_from(table_of(cls), target, target.c.id == table_of(cls).c.id)
        for key in work.session.scalars(asked.distinct()):
            yield record.kind, key


def _owner_of(cls: Any) -> tuple[Any, Any, Any]:
    """The record's class, the column with its key, and the table to join where it is another's."""
    table = table_of(cls)
    if issubclass(cls, Lines):
        return cls.owner, table.c.owner_id, None
    if issubclass(cls, Extension):
        if issubclass(cls.of, Lines):
            line = table_of(cls.of)
            return cls.of.owner, line.c.owner_id, line
        return cls.of, table.c.id, None
    return cls, table.c.id, None


def _recorders(work: Work, keys: Keys) -> Iterator[tuple[str, UUID]]:
    """Documents that stay and have moved something of what goes."""
    for register in work.schema.registers.values():
        moved = register.movements
        for dimension in register.dimensions:
            for part in _parts(keys):
                asked = (
                    select(DocumentHead.kind, DocumentHead.id)
                    .join(moved, moved.c.recorder_id == DocumentHead.id)
                    .where(moved.c[f"{dimension.name}_id"].in_(part))
                    .distinct()
                )
                for kind, recorder in work.session.execute(asked):
                    if recorder not in keys:
                        yield kind, recorder


def purge(work: Work, records: Mapping[str, Keys]) -> int:
    """Erase records, by kind; the caller has made sure that nothing else refers to them.

    Returns:
        how many records are gone.
    """
    for step in purging(work, records):
        step()
    return sum(len(keys) for keys in records.values())


def purging(work: Work, records: Mapping[str, Keys]) -> list[Callable[[], None]]:
    """The steps by which records are erased, in order; of the same records always the same.

    Each can be a unit of work of its own, and bears being repeated. Registers stay whole after
    every step; records are gone once all are done.
    """
    keys = {key for some in records.values() for key in some}
    registers = sorted(work.schema.registers.values(), key=lambda one: one.kind)
    steps: list[Callable[[], None]] = [partial(_unmove, work, one, keys) for one in registers]
    steps += [partial(_let_go, work, kind, records[kind]) for kind in sorted(records)]
    tables = _tables(work)
    for table in reversed(Base.metadata.sorted_tables):
        if table.name in tables:
            steps.append(partial(_erase, work, table, tables[table.name], keys))
    return [*steps, partial(_forget, work, keys)]


def _erase(work: Work, table: Table, columns: Sequence[Any], keys: Keys) -> None:
    for column in columns:
        for part in _parts(keys):
            work.session.execute(delete(table).where(column(part)))
    work.session.expire_all()


def _forget(work: Work, keys: Keys) -> None:
    """What else is kept of them: words to find them by, counters of their own."""
    forget_records(work.session.connection(), set(keys))
    for part in _parts(keys):
        work.session.execute(delete(Counter).where(Counter.scope.in_(part)))
        work.session.execute(delete(Stale).where(Stale.recorder_id.in_(part)))


def _unmove(work: Work, register: type[Register], keys: Keys) -> None:
    """Take back what documents moved in a register, and facts told of the records."""
    for table in (register.movements, register.replaced):
        for part in _parts(keys):
            work.session.execute(delete(table).where(table.c.recorder_id.in_(part)))
            if issubclass(register, FactRegister):
                _forget_facts(work, register, table, part)
    rebuild(work, register)


def _forget_facts(work: Work, register: type[Register], table: Any, part: Sequence[UUID]) -> None:
    for dimension in register.dimensions:
        about = table.c[f"{dimension.name}_id"].in_(part)
        work.session.execute(delete(table).where(about))


def _let_go(work: Work, kind: str, keys: Keys) -> None:
    """Empty the references among the records that may be empty: rings would hold one another."""
    cls: Any = work.schema.records[kind]
    table = table_of(cls)
    free = [
        one.column
        for one in cls.fields.values()
        if one.type in ("reference", "document") and table.c[one.column].nullable
    ]
    if free:
        for part in _parts(keys):
            emptied = update(table).where(table.c.id.in_(part)).values(dict.fromkeys(free))
            work.session.execute(emptied)


def _tables(work: Work) -> dict[str, list[Any]]:
    """For each table the condition by which its rows belong to keys."""
    found: dict[str, list[Any]] = {DocumentHead.__tablename__: [DocumentHead.id.in_]}
    for cls in _declared(work):
        table = table_of(cls)
        column = table.c.owner_id if issubclass(cls, Lines) else table.c.id
        if issubclass(cls, Extension) and issubclass(cls.of, Lines):
            found[table.name] = [_of_lines(table, table_of(cls.of))]
        elif issubclass(cls, Record | Lines | Extension):
            found[table.name] = [column.in_]
    return found


def _of_lines(table: Any, lines: Any) -> Any:
    return lambda part: table.c.id.in_(select(lines.c.id).where(lines.c.owner_id.in_(part)))


def _parts(keys: Keys) -> Iterator[list[UUID]]:
    rest = list(keys)
    for start in range(0, len(rest), AT_ONCE):
        yield rest[start : start + AT_ONCE]
