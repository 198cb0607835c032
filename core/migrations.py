"""Migrations: one Alembic history and version table per plugin, in order of needs.

A plugin that is taken away leaves its tables and its version row behind and blocks nobody.
Migration files stand in the plugin's `migrations/`, import no models, and are never edited
once released.
"""

import ast
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine

if TYPE_CHECKING:
    from .altering import Altering

HERE = Path(__file__).parent


def folder_of(module: str) -> Path:
    """Where the migrations of a package stand."""
    return Path(import_module(module).__path__[0]) / "migrations"


@dataclass(frozen=True)
class History:
    """The history of one plugin (or of `core`, `web`) in one base.

    Attributes:
        name: of the plugin.
        folder: where its migrations stand.
    """

    name: str
    folder: Path

    @cached_property
    def _altering(self) -> "Altering":
        from .altering import Altering  # noqa: PLC0415 -- a house that only starts changes nothing

        return Altering(self.name, self.folder)

    @property
    def _chain(self) -> dict[str, str | None]:
        """Each revision on disk with the one before it, told without running the files."""
        files = sorted(self.folder.glob("[!_]*.py"))
        return dict(_revision(path) for path in files)

    def heads(self) -> list[str]:
        """The newest revisions on disk: one, or the history forks."""
        before = set(self._chain.values())
        return [one for one in self._chain if one not in before]

    def revisions(self) -> list[str]:
        """Every revision on disk."""
        return list(self._chain)

    def run(self, connection: Connection, to: str = "heads") -> list[str]:
        """Bring the base to `to` (`heads`, a revision, `-1` for a step back, `base`).

        Returns:
            the revisions that were run.
        """
        return self._altering.run(connection, to) if self._chain else []

    def difference(self, connection: Connection) -> list[Any]:
        """What the code declares and the base has not; empty when they agree."""
        return self._altering.difference(connection)

    def write(self, connection: Connection, message: str) -> Path | None:
        """Write the next migration from the difference; None where there is none."""
        return self._altering.write(connection, message, next(iter(self.heads()), None))


def _revision(path: Path) -> tuple[str, str | None]:
    """The revision of a migration file, and the one before it."""
    head = path.read_text("utf-8").partition("\ndef ")[0]
    given: dict[str, Any] = {
        ast.unparse(one.targets[0] if isinstance(one, ast.Assign) else one.target): one.value
        for one in ast.parse(head).body
        if isinstance(one, ast.Assign | ast.AnnAssign)
    }
    revision, before = (ast.literal_eval(given[one]) for one in ("revision", "down_revision"))
    return revision, before


@contextmanager
def changing(engine: Engine) -> Iterator[Connection]:
    """A transaction in which tables may be made anew.

    On SQLite a table is altered by filling a new one and dropping the old; with foreign keys
    on, dropping it would erase the rows that point at it. They are off meanwhile, and proved
    before the transaction ends.

    Raises:
        ValueError: where a row points at nothing afterwards; nothing is changed then.
    """
    with engine.connect() as connection:
        if connection.dialect.name != "sqlite":
            with connection.begin():
                yield connection
            return
        driver: Any = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys=OFF")  # has no effect inside a transaction
        try:
            with connection.begin():
                yield connection
                lost = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(3)
                if lost:
                    raise ValueError(f"rows that point at nothing: {lost}")
        finally:
            driver.execute("PRAGMA foreign_keys=ON")


def histories(plugins: Iterable[tuple[str, str]]) -> Iterator[History]:
    """The histories of a house, in order: core, web, then each plugin after its needs.

    Args:
        plugins: (name, module) of each plugin that is on.
    """
    yield History("core", HERE / "migrations")
    yield History("web", HERE.parent / "web" / "migrations")
    for name, module in plugins:
        yield History(name, folder_of(module))
