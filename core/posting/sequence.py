"""The sequence: what stands after a back-dated change is marked stale and posted again.

A register whose movements depend on earlier ones (cost on earlier receipts) names the key of
its sequence. A change before other documents of a key marks the key as stale from there on;
a job posts exactly those documents again, in order, and readings say so meanwhile.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Connection, Index, Table, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from ..database.base import Base
from ..database.bulk import Row, decoder, delete_by_keys, encoder, insert_rows, run, select_by_keys
from ..database.ids import NONE
from ..schema.register import BalanceRegister, Register
from ..work import Work
from .encoding import Change, Code, code_of
from .later import moved_since

JOB = "core.restore_sequence"
Place = tuple[datetime, UUID]
"""A moment and a document: a place in the order of business."""
MOST_KEYS, MOST_COUNTED = 100, 5000  # beyond, what waits is not counted: it would take too long


class Stale(Base):
    """A key of a sequence whose later documents must be posted again, from a point on."""

    __tablename__ = "core_stale"
    __table_args__ = (
        Index(None, "register", "since", "recorder_id"),
        {"sqlite_strict": True, "info": {"plugin": "core"}},
    )

    register: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime]
    recorder_id: Mapped[UUID]


def sequence_of(register: type[Register]) -> tuple[str, ...]:
    """The dimensions whose documents depend on one another; empty for most registers."""
    return cast("tuple[str, ...]", getattr(register, "sequence", ()))


def mark(work: Work, change: Change, recorder: UUID, *, only: bool = False) -> bool:
    """Mark as stale what comes after a change; answers whether anything was marked.

    Args:
        work: the unit of work.
        change: what the document changed in a register with a sequence.
        recorder: the document.
        only: look only, mark nothing.
    """
    code = change.code
    names = sequence_of(code.register)
    if not names or not change:
        return False
    connection = work.session.connection()
    first = min([c[0] for _line, c in change.gone] + [c[0] for c in change.come])
    if not moved_since(connection, code, first, recorder):
        return False
    places = [code.dimensions.index(f"{name}_id") for name in names]
    rows = [content for _line, content in change.gone] + change.come
    keys = list({tuple(content[2 + place] for place in places) for content in rows})
    after = _after(connection, code, names, keys, first, recorder)
    if only or not after:
        return bool(after)
    me = code.uuid(recorder)
    _put(connection, [(code.register.kind, text_of(key), first, me) for key in after])
    return True


def _after(  # noqa: PLR0917 -- each is needed, none has a default
    connection: Connection, code: Code, names: Sequence[str], keys: list[Row], at: Any, who: UUID
) -> list[Row]:
    """The keys that other documents moved after a point."""
    columns = [f"t.{name}_id" for name in names]
    me = code.uuid(who)
    found = select_by_keys(
        connection,
        code.register.movements,
        columns,
        [f"{name}_id" for name in names],
        keys,
        where="t.moment >= ? AND (t.moment > ? OR t.recorder_id > ?) AND t.recorder_id <> ?",
        given=(at, at, me, me),
        tail=f"GROUP BY {', '.join(columns)}",
    )
    return list(found)


def touch(work: Work, register: type[Register], key: Iterable[UUID], since: datetime) -> None:
    """Mark one key as stale from a moment on, the documents of that moment included."""
    touch_many(work, register, {tuple(key): since})


def touch_many(
    work: Work, register: type[Register], keys: Mapping[tuple[UUID, ...], datetime]
) -> None:
    """Mark many keys as stale, each from a moment on, the documents of that moment included."""
    connection = work.session.connection()
    code = code_of(register, connection.dialect)
    none = code.uuid(NONE)
    rows = [(register.kind, text_of(key), code.moment(at), none) for key, at in keys.items()]
    _put(connection, rows)


def _put(connection: Connection, rows: list[Row]) -> None:
    """Mark keys as stale, each from the earlier of what is known and what is new."""
    table = cast("Table", Stale.__table__)
    earlier = (
        "ON CONFLICT (register, key) DO UPDATE SET since = excluded.since, "
        "recorder_id = excluded.recorder_id WHERE (excluded.since, excluded.recorder_id) < "
        f"({table.name}.since, {table.name}.recorder_id)"
    )
    columns = ("register", "key", "since", "recorder_id")
    insert_rows(connection, table, columns, sorted(rows, key=lambda row: row[1]), earlier)


def text_of(key: Iterable[Any]) -> str:
    """An encoded key as text: the same on both engines."""
    return "|".join((one if isinstance(one, UUID) else UUID(bytes=bytes(one))).hex for one in key)


def is_stale(work: Work, register: type[Register], where: dict[str, Any] | None = None) -> bool:
    """Whether a reading of a register rests on documents that wait to be posted again."""
    names = sequence_of(register)
    if not names:
        return False
    asked = select(Stale.key).where(Stale.register == register.kind)
    wanted = {n: _keys(where[n]) for n in names if where and n in where}
    for key in work.session.scalars(asked):
        parts = dict(zip(names, key.split("|"), strict=True))
        if all(parts[name] in allowed for name, allowed in wanted.items()):
            return True
    return False


def _keys(given: Any) -> set[str]:
    each = given if isinstance(given, list | tuple | set | frozenset) else [given]
    return {(one or NONE).hex for one in each}


def next_stale(work: Work) -> tuple[type[BalanceRegister], UUID] | None:
    """The earliest document that must be posted again; settled keys are taken off the list.

    Registers that have a `restorer` are left to it.
    """
    connection = work.session.connection()
    others = [kind for kind, one in work.schema.balances.items() if one.restorer is not None]
    asked = select(Stale).where(Stale.register.not_in(others))
    asked = asked.order_by(Stale.since, Stale.recorder_id).limit(1)
    asked = asked.execution_options(populate_existing=True)  # marked by plain SQL
    while (first := work.session.scalars(asked).first()) is not None:
        register = work.schema.balances.get(first.register)
        found = None if register is None else _following(connection, register, first)
        if register is not None and found is not None:
            at, who = found
            first.since, first.recorder_id = at, who
            work.session.flush()  # the next look starts behind this document
            return register, who
        work.session.execute(
            delete(Stale).where(Stale.register == first.register, Stale.key == first.key)
        )
        work.session.expunge(first)
    return None


def stale_keys(
    work: Work, register: type[BalanceRegister], limit: int
) -> list[tuple[Place, tuple[UUID, ...]]]:
    """The keys of a register that are stale, the earliest first, each with its place.

    What stands at the place itself is up to date, what comes after it is not.
    """
    asked = select(Stale.since, Stale.recorder_id, Stale.key).where(
        Stale.register == register.kind
    )
    asked = asked.order_by(Stale.since, Stale.recorder_id, Stale.key).limit(limit)
    return [
        ((since, recorder), tuple(UUID(hex=part) for part in key.split("|")))
        for since, recorder, key in work.session.execute(asked)
    ]


def settle(
    work: Work, register: type[BalanceRegister], keys: Iterable[tuple[Place, tuple[UUID, ...]]]
) -> None:
    """Take keys off the list that are up to date again; those marked anew meanwhile stay."""
    connection = work.session.connection()
    table = cast("Table", Stale.__table__)
    names = ("register", "key", "since", "recorder_id")
    encode = [encoder(table.c[name], connection.dialect) for name in names]
    found = [(register.kind, text_of(key), *place) for place, key in keys]
    rows = [tuple(do(value) for do, value in zip(encode, row, strict=True)) for row in found]
    if rows:
        delete_by_keys(connection, table, names, rows, "1 = 1")


def waiting(work: Work) -> int:
    """How many documents wait to be posted again; 0 where counting them would take long."""
    connection = work.session.connection()
    rows = work.session.scalars(select(Stale).limit(MOST_KEYS + 1)).all()
    total = 0 if len(rows) <= MOST_KEYS else MOST_COUNTED
    for row in rows:
        register = work.schema.balances.get(row.register)
        if total >= MOST_COUNTED:
            return 0
        total += 0 if register is None else _count(connection, register, row)
    return total


def _count(connection: Connection, register: type[BalanceRegister], stale: Stale) -> int:
    code = code_of(register, connection.dialect)
    match = " AND ".join(f"{name}_id = ?" for name in sequence_of(register))
    at, who = code.moment(stale.since), code.uuid(stale.recorder_id)
    found = run(
        connection,
        f"SELECT COUNT(*) FROM (SELECT DISTINCT recorder_id FROM {register.movements.name} "  # noqa: S608 -- names of our own tables
        f"WHERE {match} AND moment >= ? AND (moment > ? OR recorder_id > ?) "
        f"LIMIT {MOST_COUNTED}) AS later",
        (*(code.uuid(UUID(hex=part)) for part in stale.key.split("|")), at, at, who),
    )
    return int(found[0][0])


def _following(
    connection: Connection, register: type[BalanceRegister], stale: Stale
) -> tuple[datetime, UUID] | None:
    code = code_of(register, connection.dialect)
    table = register.movements
    match = " AND ".join(f"{name}_id = ?" for name in sequence_of(register))
    at, who = code.moment(stale.since), code.uuid(stale.recorder_id)
    rows = run(
        connection,
        f"SELECT moment, recorder_id FROM {table.name} WHERE {match} "  # noqa: S608 -- names of our own tables
        "AND moment >= ? AND (moment > ? OR recorder_id > ?) "
        "ORDER BY moment, recorder_id LIMIT 1",
        (*(code.uuid(UUID(hex=part)) for part in stale.key.split("|")), at, at, who),
    )
    if not rows:
        return None
    moment = decoder(table.c.moment, code.dialect)(rows[0][0])
    return moment, decoder(table.c.recorder_id, code.dialect)(rows[0][1])
