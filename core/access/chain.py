"""The audit as a hash chain: an entry that is changed, moved, put in or taken out shows.

Each entry holds the hash of the one before it. There are several chains, so that writers on
PostgreSQL do not queue up for one: a unit of work takes the first whose head nobody holds,
as its very last lock, and holds it only for one insert and the commit. The head knows how
long its chain is, so the end can not be cut off unseen.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from typing import Any, ClassVar, cast
from uuid import UUID

from sqlalchemy import Connection, Index, Select, Table, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Mapped, Session, mapped_column

from ..database.base import Base
from ..database.bulk import encoder
from .changes import Entry
from .models import TABLE

CHAINS = 8
START = b""


class AuditEntry(Base):
    """What somebody did: appended, never changed.

    `changes` is canonical JSON: `before` and `after` of the fields that changed, rows by
    their keys under the name of their part, or the facts of what else happened.
    """

    __tablename__ = "core_audit"
    __table_args__ = (Index(None, "record_id", "moment"), Index(None, "moment"), TABLE)

    chain: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    moment: Mapped[datetime]
    user_id: Mapped[UUID | None]
    user_name: Mapped[str]
    action: Mapped[str]
    kind: Mapped[str]
    record_id: Mapped[UUID | None]
    presentation: Mapped[str]
    changes: Mapped[str]
    previous: Mapped[bytes]
    hash: Mapped[bytes]

    CONTENT: ClassVar[tuple[str, ...]] = (
        *("chain", "seq", "moment", "user_id", "user_name", "action", "kind", "record_id"),
        *("presentation", "changes"),
    )


class AuditHead(Base):
    """The end of a chain: how long it is, and the hash of its last entry."""

    __tablename__ = "core_audit_head"
    __table_args__ = (TABLE,)

    chain: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int]
    hash: Mapped[bytes]


def append(
    connection: Connection,
    moment: datetime,
    user_id: UUID | None,
    user_name: str,
    entries: Sequence[Entry],
) -> None:
    """Write entries at the end of a chain; call it last, its lock is held until the commit."""
    chain, seq, last = _head(connection)
    rows: list[dict[str, Any]] = []
    for one in entries:
        seq += 1
        row = {"chain": chain, "seq": seq, "moment": moment}
        row |= {"user_id": user_id, "user_name": user_name, "action": one.action}
        row |= {"kind": one.kind, "record_id": one.record_id, "presentation": one.presentation}
        row |= {"changes": _canonical(_told(one)), "previous": last}
        row["hash"] = last = _hash(row)
        rows.append(row)
    write = _write_postgresql if connection.dialect.name == "postgresql" else _write_sqlite
    encode = _encoders(connection.dialect)
    write(connection, [tuple(do(row[n]) for n, do in encode) for row in rows], (seq, last, chain))


# Every unit of work that writes comes through here, so the statements are given to the driver
# as they are: that takes a fifth of the time.
def _write_sqlite(connection: Connection, rows: list[Any], head: tuple[Any, ...]) -> None:
    connection.exec_driver_sql(
        "INSERT INTO core_audit (chain, seq, moment, user_id, user_name, action, kind, record_id,"
        " presentation, changes, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )
    connection.exec_driver_sql(
        "UPDATE core_audit_head SET seq = ?, hash = ? WHERE chain = ?", head
    )


def _write_postgresql(connection: Connection, rows: list[Any], head: tuple[Any, ...]) -> None:
    *more, last = rows
    if more:
        connection.exec_driver_sql(
            "INSERT INTO core_audit (chain, seq, moment, user_id, user_name, action, kind,"
            " record_id, presentation, changes, previous, hash)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            more,
        )
    connection.exec_driver_sql(
        "WITH written AS (INSERT INTO core_audit (chain, seq, moment, user_id, user_name, action,"
        " kind, record_id, presentation, changes, previous, hash)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s))"
        " UPDATE core_audit_head SET seq = %s, hash = %s WHERE chain = %s",
        (*last, *head),
    )


@cache
def _encoders(dialect: Dialect) -> list[tuple[str, Callable[[Any], Any]]]:
    columns = cast("Table", AuditEntry.__table__).columns
    return [(column.name, encoder(column, dialect)) for column in columns]


def _told(one: Entry) -> dict[str, Any]:
    return {k: v for k, v in (("before", one.before), ("after", one.after)) if v}


def _head(connection: Connection) -> tuple[int, int, bytes]:
    """The end of a chain, locked: the first that is free, or after a wait one by chance."""
    found = _free_head(connection)
    if found is None:
        on = postgresql if connection.dialect.name == "postgresql" else sqlite
        heads = [{"chain": n, "seq": 0, "hash": START} for n in range(CHAINS)]
        connection.execute(on.insert(AuditHead).on_conflict_do_nothing(), heads)
        found = _free_head(connection)
    if found is None:
        turn = AuditHead.chain == datetime.now(UTC).microsecond % CHAINS
        found = connection.execute(_heads().where(turn).with_for_update()).one()
    return found[0], found[1], bytes(found[2])


def _free_head(connection: Connection) -> Any:
    if connection.dialect.name == "sqlite":  # whoever writes is alone
        return connection.exec_driver_sql(
            "SELECT chain, seq, hash FROM core_audit_head ORDER BY chain LIMIT 1"
        ).first()
    return connection.exec_driver_sql(
        "SELECT chain, seq, hash FROM core_audit_head ORDER BY chain LIMIT 1"
        " FOR UPDATE SKIP LOCKED"
    ).first()


def _canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _hash(row: Any) -> bytes:
    content = [row[name] for name in AuditEntry.CONTENT]
    content[2] = row["moment"].astimezone(UTC).isoformat()
    content[3], content[7] = (None if k is None else str(k) for k in (content[3], content[7]))
    return sha256(row["previous"] + _canonical(content).encode()).digest()


def verify_chain(session: Session) -> list[str]:
    """Prove that nobody has touched the audit; a line for the first broken entry of each chain."""
    heads = {one.chain: (one.seq, bytes(one.hash)) for one in session.execute(_heads())}
    ends: dict[int, tuple[int, bytes]] = dict.fromkeys(heads, (0, START))
    broken: dict[int, str] = {}
    asked = select(AuditEntry.__table__).order_by(AuditEntry.chain, AuditEntry.seq)
    for row in session.execute(asked.execution_options(yield_per=2000)).mappings():
        chain, seq = row["chain"], row["seq"]
        end, last = ends.get(chain, (0, START))
        fault = _fault(row, end + 1, last)
        if fault and chain not in broken:
            shown = f"{row['action']} {row['kind']} {row['presentation']}".strip()
            broken[chain] = f"audit chain {chain}, entry {seq} ({shown}): {fault}"
        ends[chain] = seq, row["hash"]
    for chain, found in ends.items():
        if chain not in broken and heads.get(chain) != found:
            broken[chain] = _torn(chain, heads.get(chain), found)
    if heads and len(heads) < CHAINS:
        broken[CHAINS] = f"audit: {CHAINS - len(heads)} of {CHAINS} chains are gone altogether"
    return [broken[chain] for chain in sorted(broken)]


@dataclass(frozen=True)
class Checked:
    """How far a chain was checked: the last entry, its hash, how many, and what is wrong."""

    seq: int
    last: bytes
    count: int
    fault: str = ""


def chains(session: Session) -> list[list[Any]]:
    """The end of each chain as plain data: number, length, hash."""
    return [[one.chain, one.seq, bytes(one.hash).hex()] for one in session.execute(_heads())]


def check_some(
    session: Session, chain: int, seq: int, last: bytes, *, until: int, limit: int
) -> Checked:
    """Check a portion of one chain; the first broken entry ends it.

    Args:
        session: of a unit of work.
        chain: its number.
        seq, last: the entry checked last, and its hash.
        until: the entry to stop at.
        limit: so many entries at most.
    """
    table = AuditEntry.__table__
    asked = select(table).where(table.c.chain == chain, table.c.seq > seq, table.c.seq <= until)
    count = 0
    for row in session.execute(asked.order_by(table.c.seq).limit(limit)).mappings():
        fault = _fault(row, seq + 1, last)
        count += 1
        if fault:
            shown = f"{row['action']} {row['kind']} {row['presentation']}".strip()
            told = f"audit chain {chain}, entry {row['seq']} ({shown}): {fault}"
            return Checked(row["seq"], last, count, told)
        seq, last = row["seq"], bytes(row["hash"])
    if count < limit and seq < until:
        told = f"audit chain {chain}, entry {seq + 1}: entries are missing at the end"
        return Checked(until, last, count, told)
    return Checked(seq, last, count)


def _heads() -> Select[int, int, bytes]:
    return select(AuditHead.chain, AuditHead.seq, AuditHead.hash).order_by(AuditHead.chain)


def _fault(row: Any, seq: int, last: bytes) -> str:
    if row["seq"] != seq:
        return f"entry {seq} is missing before it"
    if row["hash"] != _hash(row):
        return "its content was changed"
    return "" if row["previous"] == last else "it does not follow the entry before it"


def _torn(chain: int, head: tuple[int, bytes] | None, end: tuple[int, bytes]) -> str:
    if head is None:
        return f"audit chain {chain}: its head is gone"
    what = "entries are missing at the end" if end[0] < head[0] else "the end was written anew"
    return f"audit chain {chain}, entry {min(end[0], head[0]) + (end[0] < head[0])}: {what}"


def anchor(session: Session) -> str:
    """The ends of all chains in one line: print it, mail it, keep it somewhere else.

    Whoever can write the base could write whole chains anew; not those a line like this tells of.
    """
    return " ".join(f"{one.chain}:{one.seq}:{one.hash.hex()}" for one in session.execute(_heads()))


def broken_since(session: Session, line: str) -> Iterator[str]:
    """What an anchor that was kept tells of the chains of today: a line for each that differs."""
    for word in line.split():
        chain, seq, end = word.split(":")
        row = session.get(AuditEntry, (int(chain), int(seq)))
        if int(seq) and (row is None or row.hash.hex() != end):
            yield f"audit chain {chain}, entry {seq}: it is not the one that was kept"
