"""A whole base into a file and back, on either engine, while people go on working.

SQLite: its online backup, in one step, so the copy is one instant of the base and writers
do not make it start again. PostgreSQL: `pg_dump` and `pg_restore`, called with lists of
arguments, never through a shell; the password goes in the environment, not in the list of
processes.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError, ProgrammingError

from ..errors import Refusal
from ..texts import Texts

_ = Texts("tradepost.core.database")


class BackupFailed(Refusal):
    """No backup was made, or none was restored; what stood before stands still."""

    code = "backup"


def engine_of(url: URL) -> str:
    """The engine behind an address: `sqlite` or `postgresql`."""
    return url.get_backend_name()


def dump(url: URL, target: Path) -> None:
    """Write one instant of a base into a file.

    Raises:
        BackupFailed: where there is no base, or the engine's program is missing or fails.
    """
    if engine_of(url) == "sqlite":
        _copy_sqlite(_path(url), target)
    else:
        _program("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges",
                 f"--file={target}")  # fmt: skip


def load(source: Path, url: URL) -> None:
    """Fill an empty base from a file written by `dump`.

    Raises:
        BackupFailed: where the engine refuses the file.
    """
    if engine_of(url) == "sqlite":
        _place_sqlite(source, _path(url))
    else:
        _program("pg_restore", url, "--single-transaction", "--exit-on-error", "--no-owner",
                 "--no-privileges", "--no-comments", f"--dbname={url.database}", str(source))  # fmt: skip


def is_empty(url: URL) -> bool:
    """Whether nothing stands at an address yet, so that a base may be put there."""
    if engine_of(url) == "sqlite" and not _path(url).exists():
        return True
    engine = create_engine(url)
    try:
        return not inspect(engine).get_table_names()
    finally:
        engine.dispose()


@contextmanager
def scratch(url: URL, folder: Path) -> Iterator[URL]:
    """An empty base for a trial, beside the one at `url`; gone afterwards.

    Raises:
        BackupFailed: where the person of the database may not create one.
    """
    name = f"tradepost_trial_{uuid4().hex[:12]}"
    if engine_of(url) == "sqlite":
        yield url.set(database=str(folder / f"{name}.sqlite"))
        return
    _statement(url, f'CREATE DATABASE "{name}" TEMPLATE template0')
    try:
        yield url.set(database=name)
    finally:
        _statement(url, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _path(url: URL) -> Path:
    return Path(url.database or "")


def _copy_sqlite(source: Path, target: Path) -> None:
    if not source.exists():
        raise BackupFailed(_("There is no base at {path}", path=source))
    with (
        closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as live,
        closing(sqlite3.connect(target)) as copy,
    ):
        live.backup(copy, pages=-1)


def _place_sqlite(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f"{target.name}.unfinished")
    shutil.copyfile(source, unfinished)
    try:
        with closing(sqlite3.connect(unfinished)) as base:
            answers = [row[0] for row in base.execute("PRAGMA integrity_check(3)")]
        if answers != ["ok"]:
            raise BackupFailed(_("The base in the file is damaged: {why}", why=answers[0]))
        with unfinished.open("rb") as file:
            os.fsync(file.fileno())
        unfinished.rename(target)
    except sqlite3.DatabaseError as why:
        raise BackupFailed(_("The base in the file is damaged: {why}", why=why)) from why
    finally:
        unfinished.unlink(missing_ok=True)


def _statement(url: URL, statement: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(statement))
    except (OperationalError, ProgrammingError) as why:
        raise BackupFailed(
            _("No base could be made for the trial restore: {why}", why=_first_line(why.orig)),
            remedy=_("Give the database role CREATEDB, or name an empty base with --scratch"),
        ) from why
    finally:
        engine.dispose()


def _program(name: str, url: URL, *arguments: str) -> None:
    path = shutil.which(name)
    if path is None:
        raise BackupFailed(
            _("{program} is not installed", program=name),
            remedy=_("Install the client programs of PostgreSQL (postgresql-client)"),
        )
    done = subprocess.run(
        [path, *arguments], env={**os.environ, **_environment(url)}, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise BackupFailed(
            _("{program} failed: {why}", program=name, why=_first_line(done.stderr))
        )


def _environment(url: URL) -> dict[str, str]:
    from psycopg.pq import Conninfo  # noqa: PLC0415 -- only with the extra [postgres]

    given = {"host": url.host, "port": url.port, "user": url.username, "dbname": url.database,
             "password": url.password, **url.query}  # fmt: skip
    names = {one.keyword.decode(): one.envvar for one in Conninfo.get_defaults()}
    return {
        variable.decode(): str(given[keyword])
        for keyword, variable in names.items()
        if variable and given.get(keyword) not in (None, "")
    }


def _first_line(why: object) -> str:
    return next((line.strip() for line in str(why).splitlines() if line.strip()), "")[:300]
