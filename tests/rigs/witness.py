"""The witness: reads a base past the program, by plain SQL, in one snapshot.

It knows the tables of the registers and nothing of the code that writes them, so a fault in
that code can not hide itself.
"""

import sqlite3
from contextlib import contextmanager

import psycopg
from sqlalchemy.engine import make_url

from tradepost.core.schema.register import BalanceRegister, TurnoverRegister


class Witness:
    """Looks at one base from outside: `with witness.snapshot(): witness.faults()`."""

    def __init__(self, url, registers):
        self.url = make_url(url)
        self.registers = list(registers)
        self.connection = None

    @contextmanager
    def snapshot(self):
        """One moment of the base, however many questions are asked."""
        postgres = self.url.get_backend_name() == "postgresql"
        level = " ISOLATION LEVEL REPEATABLE READ READ ONLY" if postgres else ""
        self.connection = connect(self.url)
        try:
            self.connection.execute(f"BEGIN{level}")
            yield
            self.connection.execute("ROLLBACK")
        finally:
            self.connection.close()

    def rows(self, sql):
        return self.connection.execute(sql).fetchall()

    def faults(self, *, history=False):
        """What is wrong at this moment, a line each; `history` walks every point of time."""
        found = []
        for one in self.registers:
            for suffix in _sums_of(one):
                found += self._mismatches(one, f"{one.table_name()}_{suffix}")
            if issubclass(one, BalanceRegister):
                found += self._negatives(one)
                found += self._dips(one) if history else []
        return [*found, *self._halves()]

    def _mismatches(self, register, table):
        """Keys of totals (or of months added up) that are not the sum of their movements."""
        keys = ", ".join(f"{one.name}_id" for one in register.key())
        for one in register.resources:
            wrong = self.rows(
                f"SELECT {keys}, SUM(n) FROM ("
                f"SELECT {keys}, {one.name} AS n FROM {register.table_name()} UNION ALL "
                f"SELECT {keys}, -{one.name} FROM {table}) AS both_sides "
                f"GROUP BY {keys} HAVING SUM(n) <> 0"
            )
            yield from (f"{table}.{one.name} off by {-row[-1]}" for row in wrong)

    def _negatives(self, register):
        for one in register.guarded():
            table = f"{register.table_name()}_total"
            below = self.rows(f"SELECT {one.name} FROM {table} WHERE {one.name} < 0")
            yield from (f"{table}.{one.name} is {row[0]}" for row in below)

    def _dips(self, register):
        """Balances that were below zero at some point between other documents."""
        keys = ", ".join(f"{one.name}_id" for one in register.key())
        table = register.table_name()
        for one in register.guarded():
            below = self.rows(
                f"SELECT balance FROM (SELECT SUM({one.name}) OVER ("
                f"PARTITION BY {keys} ORDER BY moment, recorder_id) AS balance FROM {table}"
                ") AS points WHERE balance < 0"
            )
            yield from (f"{table}.{one.name} once fell to {row[0]}" for row in below)

    def _halves(self):
        """Movements of documents that say they are not posted."""
        for register in self.registers:
            table = register.table_name()
            loose = self.rows(
                f"SELECT DISTINCT m.recorder_id FROM {table} m LEFT JOIN core_document d "
                "ON d.id = m.recorder_id WHERE d.id IS NULL OR CAST(d.posted AS INTEGER) = 0"
            )
            yield from (f"{table}: {row[0]!r} is not posted" for row in loose)

    def written(self):
        """How many movements each document has in each register: {(register, document): n}."""
        found = {}
        for register in self.registers:
            counted = self.rows(
                f"SELECT recorder_id, COUNT(*) FROM {register.table_name()} GROUP BY recorder_id"
            )
            found |= {(register.kind, bytes_of(row[0])): row[1] for row in counted}
        return found

    def posted(self):
        """Whether each document says it is posted."""
        rows = self.rows("SELECT id, CAST(posted AS INTEGER) FROM core_document")
        return {bytes_of(row[0]): bool(row[1]) for row in rows}


def connect(url):
    """The driver's own connection to a base, without transactions of its own."""
    if url.get_backend_name() == "sqlite":
        return sqlite3.connect(url.database, isolation_level=None, timeout=30)
    return psycopg.connect(url.render_as_string(hide_password=False), autocommit=True)


def bytes_of(key):
    return key if isinstance(key, bytes) else key.bytes


def _sums_of(register):
    if issubclass(register, BalanceRegister):
        return ("total", "month")
    return ("month",) if issubclass(register, TurnoverRegister) else ()
