"""Many rows in one statement: how posting writes and reads whole documents at once.

Everything here works on encoded values, as the driver takes them: on PostgreSQL one
statement carries arrays (`unnest`; `%b`: in binary form, made five times as fast as text), on
SQLite one `executemany` or one list of VALUES. The number of statements does not depend on the
number of rows.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Column, Connection, Table
from sqlalchemy.engine import Dialect

from . import types

Row = tuple[Any, ...]
ARRAYS = {
    types.Key: "uuid[]",
    types.Moment: "timestamptz[]",
    types.Day: "date[]",
    types.YesNo: "boolean[]",
}
CHUNK = 4000  # rows of VALUES in one statement; SQLite takes 32766 variables


def encoder(column: Column[Any], dialect: Dialect) -> Callable[[Any], Any]:
    """What turns a Python value of a column into what the driver takes.

    Keys and exact numbers are most of what posting writes, so they get the shortest way.
    """
    kind = column.type
    if isinstance(kind, types.Key):
        return _same if dialect.name == "postgresql" else _key_bytes
    if isinstance(kind, types.Scaled) and not column.nullable:
        return kind.scaled_up
    if isinstance(kind, types.Scaled | types.Moment | types.Day | types.YesNo):
        bind = kind.process_bind_param
        return lambda value: bind(value, dialect)
    return _same


def decoder(column: Column[Any], dialect: Dialect) -> Callable[[Any], Any]:
    """What turns a value from the driver back into the Python value of a column."""
    kind = column.type
    if isinstance(kind, types.Key | types.Scaled):
        return kind.result_processor(dialect, None) or _same
    if isinstance(kind, types.Moment | types.Day | types.YesNo):
        found = kind.process_result_value
        return lambda value: found(value, dialect)
    return _same


def _same(value: Any) -> Any:
    return value


def _key_bytes(value: UUID | None) -> bytes | None:
    return None if value is None else value.int.to_bytes(16, "big")


def is_postgres(connection: Connection) -> bool:
    """Whether arrays and row locks can be had."""
    return connection.dialect.name == "postgresql"


def insert_rows(
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    rows: Sequence[Row],
    conflict: str = "",
) -> None:
    """Insert encoded rows.

    Args:
        connection: of the unit of work.
        table: where to.
        columns: the names the values of each row stand for.
        rows: encoded values.
        conflict: an `ON CONFLICT …` clause.
    """
    if not rows:
        return
    names = ", ".join(columns)
    if is_postgres(connection):
        arrays = ", ".join(f"%b::{_array(table.c[name])}" for name in columns)
        sql = f"INSERT INTO {table.name} ({names}) SELECT * FROM unnest({arrays}) {conflict}"  # noqa: S608 -- names of our own tables
        connection.exec_driver_sql(sql, tuple(list(one) for one in zip(*rows, strict=True)))
        return
    marks = ", ".join("?" * len(columns))
    sql = f"INSERT INTO {table.name} ({names}) VALUES ({marks}) {conflict}"  # noqa: S608 -- as above
    connection.exec_driver_sql(sql, list(rows))


def add_rows(  # noqa: PLR0917 -- each is needed, none has a default
    connection: Connection,
    table: Table,
    keys: Sequence[str],
    sums: Sequence[str],
    rows: Sequence[Row],
    either: Sequence[str] = (),
) -> None:
    """Add the sums of encoded rows to the rows of their keys, making those that are missing.

    Args:
        connection: of the unit of work.
        table: totals whose primary key is `keys`.
        keys: names of the key columns, first in each row.
        sums: names of the columns to add to.
        rows: keys, sums, then `either`; sorted by key, so that writers never cross.
        either: names of yes-no columns that stay yes once they are.
    """
    name = table.name
    parts = [f"{one} = {name}.{one} + excluded.{one}" for one in sums]
    parts += [f"{one} = {name}.{one} OR excluded.{one}" for one in either]
    conflict = f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {', '.join(parts)}"
    insert_rows(connection, table, (*keys, *sums, *either), rows, conflict)


def change_rows(
    connection: Connection,
    table: Table,
    keys: Sequence[str],
    sums: Sequence[str],
    rows: Sequence[Row],
) -> None:
    """Add the sums of encoded rows to rows that are there; `add_rows` for those that may not be.

    An upsert would try its insert first, and a CHECK refuses a negative row even where the
    sum would be positive; hence a plain UPDATE for what goes down.
    """
    if not rows:
        return
    width = len(keys)
    if is_postgres(connection):
        arrays = ", ".join(f"%b::{_array(table.c[one])}" for one in (*keys, *sums))
        match = " AND ".join(f"t.{one} = k.{one}" for one in keys)
        parts = ", ".join(f"{one} = t.{one} + k.{one}" for one in sums)
        sql = (
            f"UPDATE {table.name} t SET {parts} FROM unnest({arrays}) "  # noqa: S608 -- names of our own tables
            f"AS k({', '.join((*keys, *sums))}) WHERE {match}"
        )
        connection.exec_driver_sql(sql, tuple(list(one) for one in zip(*rows, strict=True)))
        return
    parts = ", ".join(f"{one} = {one} + ?" for one in sums)
    match = " AND ".join(f"{one} = ?" for one in keys)
    sql = f"UPDATE {table.name} SET {parts} WHERE {match}"  # noqa: S608 -- as above
    connection.exec_driver_sql(sql, [(*row[width:], *row[:width]) for row in rows])


def select_by_keys(
    connection: Connection,
    table: Table,
    wanted: Sequence[str],
    keys: Sequence[str],
    values: Sequence[Row],
    *,
    where: str = "",
    given: Row = (),
    tail: str = "",
    lock: bool = False,
) -> list[Row]:
    """Read the rows of many keys in one statement.

    Args:
        connection: of the unit of work.
        table: where from, named `t` in the clauses below.
        wanted: expressions to select.
        keys: the columns that must equal one of `values`.
        values: encoded keys, each once.
        where: a further condition with the driver's marks (`?` stands for both engines).
        given: the values of the marks in `where`.
        tail: GROUP BY or ORDER BY.
        lock: lock the rows, in the order of the key, until the end of the unit of work.

    Returns:
        raw rows, as the driver gives them.
    """
    found: list[Row] = []
    further = f" AND ({where})" if where else ""
    columns, names = ", ".join(wanted), ", ".join(f"t.{one}" for one in keys)
    if is_postgres(connection):
        if not values:
            return found
        arrays = ", ".join(f"%b::{_array(table.c[one])}" for one in keys)
        match = " AND ".join(f"t.{one} = k.{one}" for one in keys)
        locked = f" ORDER BY {', '.join(f't.{one}' for one in _key(table))} FOR UPDATE OF t"
        sql = (
            f"SELECT {columns} FROM unnest({arrays}) AS k({', '.join(keys)}) "  # noqa: S608 -- names of our own tables
            f"JOIN {table.name} t ON {match}{further.replace('?', '%s')} {locked if lock else tail}"
        )
        parameters = (*(list(one) for one in zip(*values, strict=True)), *given)
        return _fetched(connection, sql, parameters)
    for start in range(0, len(values), CHUNK):
        part = values[start : start + CHUNK]
        row = f"({', '.join('?' * len(keys))})"
        # Not joined: beyond a hundred keys SQLite reads the whole index first, for a Bloom filter.
        sql = (
            f"WITH k AS (VALUES {', '.join([row] * len(part))}) "  # noqa: S608 -- as above
            f"SELECT {columns} FROM {table.name} t "
            f"WHERE ({names}) IN (SELECT * FROM k){further} {tail}"
        )
        parameters = (*(value for key in part for value in key), *given)
        found += _fetched(connection, sql, parameters)
    return found


def delete_by_keys(
    connection: Connection, table: Table, keys: Sequence[str], values: Sequence[Row], where: str
) -> None:
    """Delete the rows of many keys that also fulfil a condition."""
    if is_postgres(connection):
        arrays = ", ".join(f"%b::{_array(table.c[one])}" for one in keys)
        match = " AND ".join(f"t.{one} = k.{one}" for one in keys)
        sql = (
            f"DELETE FROM {table.name} t USING unnest({arrays}) AS k({', '.join(keys)}) "  # noqa: S608 -- names of our own tables
            f"WHERE {match} AND {where}"
        )
        connection.exec_driver_sql(sql, tuple(list(one) for one in zip(*values, strict=True)))
        return
    for start in range(0, len(values), CHUNK):
        part = values[start : start + CHUNK]
        row = f"({', '.join('?' * len(keys))})"
        names = ", ".join(keys)
        # Named first: a list of VALUES behind IN has the whole table read, a SELECT its index.
        sql = (
            f"WITH k AS (VALUES {', '.join([row] * len(part))}) "  # noqa: S608 -- as above
            f"DELETE FROM {table.name} WHERE ({names}) IN (SELECT * FROM k) AND {where}"
        )
        connection.exec_driver_sql(sql, tuple(value for key in part for value in key))


def run(connection: Connection, sql: str, given: Iterable[Any] = ()) -> list[Row]:
    """Run one statement written with `?` marks on either engine; rows, where it gives any."""
    text = sql.replace("?", "%s") if is_postgres(connection) else sql
    return _fetched(connection, text, tuple(given))


def _fetched(connection: Connection, sql: str, given: Row) -> list[Row]:
    """The driver's own tuples: thousands of rows a document are not worth a Row object each."""
    result = connection.exec_driver_sql(sql, given)
    if not result.returns_rows:
        return []
    rows: list[Row] = cast("Any", result.cursor).fetchall()
    result.close()
    return rows


def _key(table: Table) -> list[str]:
    return [column.name for column in table.primary_key]


@lru_cache(maxsize=4096)
def _array(column: Column[Any]) -> str:
    for kind, name in ARRAYS.items():
        if isinstance(column.type, kind):
            return name
    whole = isinstance(column.type, types.Scaled | types.Whole)
    return "bigint[]" if whole else "text[]"
