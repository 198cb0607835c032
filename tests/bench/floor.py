"""The floor: the same rows, written by bare SQL through the raw driver in one transaction.

What a posting has written is read back from the registers and written once more under a new
recorder: movements inserted, totals and months moved, the document and its head touched, by
one `executemany` a table, into the same tables with the same indexes, made durable at the end.
Nothing is checked, worked out or read: no program that posts can be faster by the same driver.
"""

import sqlite3
from contextlib import contextmanager
from uuid import UUID, uuid4

import psycopg
from sqlalchemy.engine import make_url

from tradepost.core.database.checkpoints import PAGES
from tradepost.core.schema.document import DocumentHead
from tradepost.core.schema.words import Words


class Floor:
    """The bare driver on a base."""

    def __init__(self, url, registers=()):
        self.url = make_url(url)
        self.postgres = self.url.get_backend_name() == "postgresql"
        self.registers = list(registers)
        self.connection = _connect(self.url, postgres=self.postgres)

    def close(self):
        self.connection.close()

    def settle(self):
        """Carry over what was written: neither side pays in its turn for the log of the other."""
        if not self.postgres:
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def rows(self, sql, given=()):
        """All rows of a statement written with `?` marks."""
        if self.postgres:  # without values nothing is a mark, and a `%` is itself
            sql, given = sql.replace("?", "%s"), given or None
        return self.connection.execute(sql, given).fetchall()

    def write(self, parts):
        """Carry out (statement, rows) one after another, in one durable transaction."""
        with self.transaction():
            cursor = self.connection.cursor()
            for sql, rows in parts:
                cursor.executemany(sql, rows)

    @contextmanager
    def transaction(self):
        self.connection.execute("BEGIN" if self.postgres else "BEGIN IMMEDIATE")
        yield
        self.connection.execute("COMMIT")

    def key(self, uuid):
        return uuid if self.postgres else uuid.bytes

    def uuid(self, key):
        return key if self.postgres else UUID(bytes=key)

    def moment(self, at):
        return at if self.postgres else at.strftime("%Y-%m-%d %H:%M:%S.%f")

    def day(self, at):
        return at.date() if self.postgres else at.date().isoformat()

    def posting(self, document):
        """What writing a posted document's rows once more takes: [(statement, rows)]."""
        again = self.key(UUID(int=uuid4().fields[0]))  # stands before all others of its moment
        parts = []
        for register, found in self.held(document.id).items():
            columns = [one.name for one in register.movements.c]
            parts.append(
                self._insert(register.table_name(), columns, _under(columns, found, again))
            )
            parts += self._totals(register, found)
        return [*parts, *self._document(document)]

    def held(self, key):
        """The movements of a document as they stand: {register: rows}."""
        found = {}
        for register in self.registers:
            columns = ", ".join(one.name for one in register.movements.c)
            sql = f"SELECT {columns} FROM {register.table_name()} WHERE recorder_id = ?"
            found[register] = self.rows(sql, (self.key(key),))
        return {register: rows for register, rows in found.items() if rows}

    def reposting(self, document, *, held):
        """Writing a document's rows in the place of those it held before.

        The old ones go to the journal, the new ones are taken out and put in again, totals
        are touched without being changed.
        """
        parts = []
        for register, rows in self.held(document.id).items():
            columns = [one.name for one in register.movements.c]
            table, stamp = register.table_name(), columns.index("recorded_at")
            gone = [(*row, row[stamp]) for row in held.get(register, ())]
            if gone:
                parts.append(self._insert(f"{table}_replaced", [*columns, "replaced_at"], gone))
            places = columns.index("recorder_id"), columns.index("line")
            which = f"WHERE recorder_id = {self.mark} AND line = {self.mark}"
            keys = [tuple(row[place] for place in places) for row in rows]
            parts.append((f"DELETE FROM {table} {which}", keys))
            parts.append(self._insert(table, columns, rows))
            adds = {columns.index(one.name) for one in register.resources}
            still = [tuple(0 if n in adds else one for n, one in enumerate(row)) for row in rows]
            parts += self._totals(register, still)
        return [*parts, *self._document(document)]

    def saving(self, document):
        """Writing a document and its rows once more, as another document."""
        new = uuid4()
        kind = type(document)
        lines = [one.target.__table__ for one in kind.fields.values() if one.type == "lines"]
        tables = [(DocumentHead.__table__, "id"), (kind.__table__, "id")]
        tables += [(one, "owner_id") for one in lines] + [(Words.__table__, "record_id")]
        for table, column in tables:
            names = [
                one.name for one in table.c if (table.name, one.name) != ("core_words", "number")
            ]
            sql = f"SELECT {', '.join(names)} FROM {table.name} WHERE {column} = ?"
            rows = _under(names, self.rows(sql, (self.key(document.id),)), self.key(new), column)
            if column == "owner_id":
                rows = [_put(names, row, "id", self.key(uuid4())) for row in rows]
            if "number" in names:
                rows = [_put(names, row, "number", new.hex) for row in rows]
            if rows:
                yield self._insert(table.name, names, rows)

    def _insert(self, table, columns, rows):
        marks = ", ".join([self.mark] * len(columns))
        return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows

    @property
    def mark(self):
        return "%s" if self.postgres else "?"

    def _totals(self, register, found):
        columns = [one.name for one in register.movements.c]
        keys = [f"{one.name}_id" for one in register.key()]
        sums = [one.name for one in register.resources]
        places = [columns.index(name) for name in keys]
        adds = [columns.index(name) for name in sums]
        at = columns.index("moment")
        for table, month in ((register.totals, False), (register.months, True)):
            if table is None:
                continue
            moved = {}
            for row in found:
                key = tuple(row[place] for place in places)
                key += (self._month(row[at]),) if month else ()
                known = moved.setdefault(key, [0] * len(adds))
                for n, place in enumerate(adds):
                    known[n] += row[place]
            names = [*keys, "month"] if month else keys
            yield from self._moved(table, names, sums, moved)

    def _month(self, moment):
        return moment.date().replace(day=1) if self.postgres else f"{moment[:7]}-01"

    def _moved(self, table, keys, sums, moved):
        """Upserts, or updates where a CHECK would refuse the insert an upsert tries first."""
        parts = ", ".join(f"{one} = {table.name}.{one} + excluded.{one}" for one in sums)
        marks = ", ".join([self.mark] * (len(keys) + len(sums)))
        upsert = (
            f"INSERT INTO {table.name} ({', '.join((*keys, *sums))}) VALUES ({marks}) "
            f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {parts}"
        )
        adds = ", ".join(f"{one} = {one} + {self.mark}" for one in sums)
        match = " AND ".join(f"{one} = {self.mark}" for one in keys)
        update = f"UPDATE {table.name} SET {adds} WHERE {match}"
        guarded = "may_be_negative" in table.c
        up = [(*k, *s) for k, s in moved.items() if not guarded or min(s) >= 0]
        down = [(*s, *k) for k, s in moved.items() if guarded and min(s) < 0]
        yield from ((sql, sorted(rows)) for sql, rows in ((upsert, up), (update, down)) if rows)

    def _document(self, document):
        who = self.key(document.id)
        touched = [
            (document.__tablename__, "version = version"),
            (DocumentHead.__tablename__, "posted = posted"),
        ]
        for table, change in touched:
            yield f"UPDATE {table} SET {change} WHERE id = {self.mark}", [(who,)]


def _put(names, row, name, value):
    place = names.index(name)
    return (*row[:place], value, *row[place + 1 :])


def _under(names, rows, key, name="recorder_id"):
    """The rows with another key."""
    return [_put(names, row, name, key) for row in rows]


def _connect(url, *, postgres):
    if postgres:
        return psycopg.connect(url.render_as_string(hide_password=False), autocommit=True)
    connection = sqlite3.connect(url.database, isolation_level=None)
    for pragma in (
        "busy_timeout=20000",
        "journal_mode=WAL",
        "synchronous=FULL",
        "cache_size=-65536",
        f"wal_autocheckpoint={PAGES}",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection
