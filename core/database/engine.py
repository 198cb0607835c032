"""Engines: SQLite made durable and strict, PostgreSQL as it is; one place decides how.

SQLite's driver opens transactions late and deferred; two writers then meet in the middle
and one fails. So the driver's own BEGIN is off, and we begin: IMMEDIATE for a unit of work
that will write, deferred for one that only reads (execution option `reads_only`).
"""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError
from transaction.interfaces import TransientError

from .checkpoints import Checkpoints

BUSY_MS = 20_000


def open_engine(url: str | URL, *, pool_size: int = 10) -> Engine:
    """An engine for the house.

    Args:
        url: `sqlite:////path/base.sqlite` or `postgresql://user@host/name`.
        pool_size: connections kept for reuse.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed, pool_size)
    return create_engine(parsed, pool_size=pool_size, max_overflow=pool_size, pool_pre_ping=True)


def _sqlite(url: URL, pool_size: int) -> Engine:
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url, pool_size=pool_size, max_overflow=pool_size, connect_args={"check_same_thread": False}
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    if url.database:
        Checkpoints(url.database).attach(engine)
    return engine


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, see above
    for pragma in (
        f"busy_timeout={BUSY_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "trusted_schema=OFF",
        "cache_size=-8192",  # 8 MB a thread: the operating system keeps the rest, once for all
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")
    # SQLite's own knows the Latin letters alone.
    connection.create_function("lower", 1, _lower, deterministic=True)


def _lower(text: Any) -> Any:
    return text.lower() if isinstance(text, str) else text


def _begin(connection: Connection) -> None:
    reads_only = connection.get_execution_options().get("reads_only", False)
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")


def asks_again(why: Exception) -> bool:
    """Whether the database gave a unit of work up so that it be tried again.

    A deadlock or a serialization failure (SQLSTATE class 40), or on SQLite a lock that was
    not let go in time; or a refusal that says of itself that it comes from two at once.
    """
    if isinstance(why, TransientError):
        return True
    if not isinstance(why, DBAPIError):
        return False
    code = getattr(why.orig, "sqlstate", None) or ""
    return code.startswith("40") or "database is locked" in str(why.orig)
