"""Bases for tests, on every engine: each test has its own, copied from a template."""

import os
import shutil
import sqlite3
import tempfile
import uuid
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import psycopg
import pytest

from .cluster import Cluster, locked, watch

ENGINES = ("sqlite", "postgresql")
ROOM = 2 * 2**30  # bytes; a run keeps some hundred megabytes
TURNS = 50  # tests that are given one copy of a base, on PostgreSQL
SHARED = "TRADEPOST_TEST_FOLDER"  # the folder all processes of one run share


def pytest_addoption(parser):
    parser.addoption(
        "--engine", action="append", choices=ENGINES, help="test on this engine alone"
    )


def pytest_configure(config):
    """The process that starts the run makes the folder that its workers share."""
    if SHARED not in os.environ:
        folder = tempfile.mkdtemp(prefix="tradepost-tests-", dir=_memory())
        Path(folder).chmod(0o755)  # PostgreSQL looks into it as another user
        os.environ[SHARED] = config.tradepost_made = folder
        watch(folder, os.getpid())


def _memory() -> str | None:
    """A folder in memory where there is room for one: bases are made there ten times faster."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > ROOM
    return str(memory) if roomy and os.access(memory, os.W_OK | os.X_OK) else None


def pytest_unconfigure(config):
    folder = getattr(config, "tradepost_made", None)
    if folder:
        Cluster(Path(folder)).stop()
        shutil.rmtree(folder, ignore_errors=True)
        del os.environ[SHARED]


def pytest_generate_tests(metafunc):
    if "engine_name" in metafunc.fixturenames:
        engines = metafunc.config.getoption("--engine") or ENGINES
        only = metafunc.definition.get_closest_marker("only")
        allowed = only.args if only else ENGINES
        if only is None and "browser" in metafunc.fixturenames:
            allowed = ("sqlite",)  # what a page does in a browser, no engine sees
        engines = [one for one in engines if one in allowed]
        metafunc.parametrize("engine_name", engines, indirect=True)


class SqliteBases:
    """Bases that are files in a folder of the test."""

    def __init__(self, shared: Path, folder: Path):
        self.shared, self.folder = shared, folder

    def empty(self) -> str:
        return f"sqlite:///{self.folder}/{_fresh()}.sqlite"

    def like(self, name: str, make: Callable[[str], object]) -> str:
        """A copy of the base that `make(url)` makes, once a run, under this name."""
        template = self.shared / f"{name}.sqlite"
        with locked(self.shared / f"{name}.sqlite.lock"):
            if not template.exists():
                self._make(template, make)
        copy = self.folder / f"{_fresh()}.sqlite"
        shutil.copyfile(template, copy)
        return f"sqlite:///{copy}"

    @staticmethod
    def _make(template: Path, make):
        unfinished = template.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        make(f"sqlite:///{unfinished}")
        # What still stands in the write-ahead log goes into the file.
        base = sqlite3.connect(unfinished)
        base.execute("pragma wal_checkpoint(truncate)")
        base.close()
        unfinished.rename(template)

    def close(self):
        """Nothing to do: the folder goes with the test."""


SHAPE = """
SELECT md5(string_agg(one, ';' ORDER BY one)) FROM (
    SELECT format('%s.%s %s %s', relname, attname, atttypid, attnotnull) AS one
        FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
        WHERE relnamespace = 'public'::regnamespace AND attnum > 0
    UNION ALL SELECT format('%s %s %s', conrelid, conname, convalidated)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT format('%s %s', tgrelid, tgname) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION ALL SELECT nspname FROM pg_namespace
) AS whole
"""
SEED = f"""
DO $$ DECLARE t name; BEGIN
    CREATE SCHEMA seed;
    FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('CREATE TABLE seed.%I AS TABLE public.%I', t, t);
    END LOOP;
    CREATE TABLE seed." shape" AS {SHAPE};
END $$
"""
RESET = f"""
DO $$ DECLARE t name; BEGIN
    SET LOCAL session_replication_role = replica;
    SET LOCAL lock_timeout = '2s';
    IF (TABLE seed." shape") IS DISTINCT FROM ({SHAPE})
    THEN RAISE 'the test has changed the tables'; END IF;
    FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('DELETE FROM public.%I', t);
        EXECUTE format('INSERT INTO public.%I OVERRIDING SYSTEM VALUE TABLE seed.%I', t, t);
    END LOOP;
END $$
"""


class PostgresqlBases:
    """Bases in the run's own cluster.

    Copying a template of some hundred tables takes a second, so a copy is given out again
    after its rows are put back as they were; one whose tables were changed is dropped, and
    one that has been put back so often that dead rows fill it.
    """

    free: ClassVar[dict[str, list[str]]] = {}
    turns: ClassVar[Counter[str]] = Counter()

    def __init__(self, shared: Path):
        self.shared, self.cluster, self.made = shared, Cluster(shared), []
        self.used: list[tuple[str, str]] = []
        self.cluster.start()

    def empty(self) -> str:
        return self._create("template0")

    def like(self, name: str, make: Callable[[str], object]) -> str:
        """A copy of the base that `make(url)` makes, once a run, under this name."""
        template = f"template_{name}"
        done = self.shared / f"{name}.postgresql"
        with locked(self.shared / f"{name}.postgresql.lock"):
            if not done.exists():
                self._sql(f'drop database if exists "{template}" with (force)')
                self._sql(f'create database "{template}" template template0')
                make(self.cluster.url(template))
                self._sql(SEED, template)
                # Nobody may be connected to a template while it is copied.
                self._sql(f'alter database "{template}" with allow_connections false')
                done.touch()
        free = self.free.setdefault(template, [])
        if free:
            base = free.pop()
        else:
            base = _fresh()
            self._sql(f'create database "{base}" template "{template}"')
        self.used.append((template, base))
        return self.cluster.url(base)

    def close(self):
        for template, base in self.used:
            self.turns[base] += 1
            try:
                self._sql(RESET, base)
            except psycopg.Error:
                self.made.append(base)
            else:
                (self.free[template] if self.turns[base] < TURNS else self.made).append(base)
        for name in self.made:
            self._sql(f'drop database if exists "{name}" with (force)')

    def _create(self, template: str) -> str:
        name = _fresh()
        # Copying files beats writing every page to the log, once fsync is off.
        how = " strategy file_copy" if self.cluster.version() >= 15 else ""
        self._sql(f'create database "{name}" template "{template}"{how}')
        self.made.append(name)
        return self.cluster.url(name)

    def _sql(self, statement: str, base: str = "postgres"):
        with psycopg.connect(self.cluster.url(base), autocommit=True) as connection:
            connection.execute(statement)


def _fresh() -> str:
    return f"t{uuid.uuid4().hex}"


@pytest.fixture
def engine_name(request):
    """The engine under test: "sqlite" or "postgresql"; a test that asks runs on both."""
    return request.param


@pytest.fixture
def bases(engine_name, tmp_path):
    """Makes bases: `bases.empty()`, `bases.like("plain", make_base)`; each answers its URL."""
    shared = Path(os.environ[SHARED])
    made = SqliteBases(shared, tmp_path) if engine_name == "sqlite" else PostgresqlBases(shared)
    yield made
    made.close()


@pytest.fixture
def engine_url(bases):
    """The URL of an empty base."""
    return bases.empty()
