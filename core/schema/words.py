"""The words records are found by: one table for all kinds, with an index of its parts.

Any part of a word finds a record (three letters and more by the index of trigrams: FTS5 on
SQLite, pg_trgm on PostgreSQL). It is kept in step with the records by the events below.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Connection,
    Table,
    column,
    delete,
    event,
    insert,
    inspect,
    select,
    table,
    text,
    update,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Mapped, Mapper, Session, mapped_column, object_session

from ..database import types
from ..database.base import Base
from .record import Record

PARTS = "core_words_parts"
"""The index: a virtual table on SQLite, an index of the table on PostgreSQL."""
SHORTEST = 3
"""Letters of the shortest part the index finds."""
LATER = "words_to_come"
AT_ONCE = 10_000  # rows whose keys stand in one statement; SQLite takes 32766 variables


class Words(Base):
    """The words of one record."""

    __tablename__ = "core_words"
    __table_args__ = ({"sqlite_strict": True, "info": {"plugin": "core"}},)

    number: Mapped[int] = mapped_column(types.Serial, primary_key=True, autoincrement=True)
    record_id: Mapped[UUID] = mapped_column(unique=True)
    kind: Mapped[str]
    words: Mapped[str]


def install_index(connection: Connection) -> None:
    """Make the index of parts where it is not there yet; without it lists search slowly."""
    if connection.dialect.name == "sqlite":
        connection.execute(
            text(
                "CREATE VIRTUAL TABLE IF NOT EXISTS core_words_parts USING fts5("
                "words, content='core_words', content_rowid='number', tokenize='trigram')"
            )
        )
        return
    try:
        with connection.begin_nested():
            connection.execute(text("CREATE EXTENSION IF NOT EXISTS pg_trgm"))
    except DBAPIError:
        return  # not installed, or not allowed here
    connection.execute(
        text(
            "CREATE INDEX IF NOT EXISTS core_words_parts "
            "ON core_words USING gin (words gin_trgm_ops)"
        )
    )


@contextmanager
def words_together(session: Session) -> Iterator[None]:
    """Write the words of all records that are new inside at the end, in a few statements."""
    session.info[LATER] = []
    try:
        yield
    finally:
        rows = session.info.pop(LATER)
    for start in range(0, len(rows), AT_ONCE):
        _write_many(session.connection(), rows[start : start + AT_ONCE])


def _write_many(connection: Connection, rows: list[dict[str, Any]]) -> None:
    connection.execute(insert(Words), rows)
    if connection.dialect.name == "sqlite":
        these = Words.record_id.in_([row["record_id"] for row in rows])
        written = select(Words.number, Words.words).where(these)
        index = table(PARTS, column("rowid"), column("words"))
        connection.execute(insert(index).from_select(["rowid", "words"], written))


def forget_kinds(connection: Connection, kinds: Collection[str]) -> None:
    """Drop the words of kinds whose records are gone; the index is made anew."""
    connection.execute(delete(Words).where(Words.kind.in_(kinds)))
    if connection.dialect.name == "sqlite":
        connection.execute(_ANEW)


def forget_records(connection: Connection, keys: Collection[UUID]) -> None:
    """Drop the words of records that are gone; the index is made anew."""
    rest = list(keys)
    for start in range(0, len(rest), AT_ONCE):
        part = rest[start : start + AT_ONCE]
        connection.execute(delete(Words).where(Words.record_id.in_(part)))
    if rest and connection.dialect.name == "sqlite":
        connection.execute(_ANEW)


@event.listens_for(Words.__table__, "after_create")
def _installed(_table: Table, connection: Connection, **_more: Any) -> None:
    install_index(connection)


@event.listens_for(Record, "after_insert", propagate=True)
def _write(_mapper: Mapper[Any], connection: Connection, record: Record) -> None:
    values = {"record_id": record.id, "kind": record.kind, "words": record.search}
    session = object_session(record)
    if session is not None and LATER in session.info:
        session.info[LATER].append(values)
        return
    made = connection.execute(insert(Words).values(values))
    if connection.dialect.name == "sqlite":
        (number,) = made.inserted_primary_key or (None,)
        connection.execute(_COME, {"number": number, "words": record.search})


@event.listens_for(Record, "after_update", propagate=True)
def _rewrite(_mapper: Mapper[Any], connection: Connection, record: Record) -> None:
    state: Any = inspect(record)
    if not state.attrs.search.history.has_changes():
        return
    mine = Words.record_id == record.id
    if connection.dialect.name == "sqlite":
        number, before = connection.execute(select(Words.number, Words.words).where(mine)).one()
        connection.execute(_GONE, {"number": number, "words": before})
        connection.execute(_COME, {"number": number, "words": record.search})
    connection.execute(update(Words).where(mine).values(words=record.search))


_COME = text("INSERT INTO core_words_parts(rowid, words) VALUES (:number, :words)")
_GONE = text(
    "INSERT INTO core_words_parts(core_words_parts, rowid, words) "
    "VALUES ('delete', :number, :words)"
)
_ANEW = text("INSERT INTO core_words_parts(core_words_parts) VALUES ('rebuild')")
