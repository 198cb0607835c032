"""Big bases made fast: documents that the services have posted, copied into other months.

A template is a handful of real documents with everything they wrote: rows, movements, heads,
words. A copy has keys, moments, numbers and goods of its own; inside it everything points to
itself, so sums hold in the copy as they held in the template. Totals are then made anew from
the movements by the house itself.
"""

import sqlite3
from datetime import date, datetime
from itertools import chain
from uuid import UUID

import psycopg
from sqlalchemy.engine import make_url

from tradepost.core.database import types
from tradepost.core.schema.document import DocumentHead
from tradepost.core.schema.words import Words

INDEXES = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? "
    "AND sql IS NOT NULL",
    "postgresql": "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s "
    "AND indexname NOT IN (SELECT conname FROM pg_constraint)",
}
"""The names of the indexes of a table and how they are made; not those of its keys."""


class Loader:
    """The raw driver, set to write much at once; what it writes is durable when it is closed.

    Indexes of a table it writes to are made anew at the end: sorted at once, that is ten
    times faster than row by row.
    """

    def __init__(self, url):
        url = make_url(url)
        self.postgres = url.get_backend_name() == "postgresql"
        if self.postgres:
            text = url.render_as_string(hide_password=False)
            self.connection = psycopg.connect(text, autocommit=True)
            self.connection.execute("SET session_replication_role = replica")  # no foreign keys
            self.connection.execute("SET maintenance_work_mem = '512MB'")
        else:
            self.connection = sqlite3.connect(url.database, isolation_level=None)
            for pragma in (
                "journal_mode=MEMORY",
                "synchronous=OFF",
                "cache_size=-1000000",
                "temp_store=MEMORY",
                "threads=2",
            ):
                self.connection.execute(f"PRAGMA {pragma}")
        self.connection.execute("BEGIN")
        self.indexes = {}

    def close(self):
        for made in self.indexes.values():
            for _name, sql in made:
                self.connection.execute(sql)
        self.connection.execute("COMMIT")
        if not self.postgres:
            self.connection.execute("PRAGMA journal_mode=WAL")
        self.connection.close()

    def _without_indexes(self, table):
        if table.name not in self.indexes:
            asked = INDEXES["postgresql" if self.postgres else "sqlite"]
            found = self.connection.execute(asked, (table.name,)).fetchall()
            for name, _sql in found:
                self.connection.execute(f"DROP INDEX {name}")
            self.indexes[table.name] = found

    def read(self, table, column, keys):
        """The columns of a table and its rows with these keys."""
        names = [one.name for one in table.c]
        asked = f"SELECT {', '.join(names)} FROM {table.name} WHERE {column} = "
        mark = "%s" if self.postgres else "?"
        rows = [self.connection.execute(asked + mark, (self.key(one),)).fetchall() for one in keys]
        return names, list(chain.from_iterable(rows))

    def key(self, uuid):
        return uuid if self.postgres else uuid.bytes

    def write(self, table, names, rows):
        self._without_indexes(table)
        if self.postgres:
            with self.connection.cursor() as cursor:
                sql = f"COPY {table.name} ({', '.join(names)}) FROM STDIN"
                with cursor.copy(sql) as copy:
                    for row in rows:
                        copy.write_row(row)
            return
        marks = ", ".join("?" * len(names))
        sql = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})"
        self.connection.executemany(sql, rows)


class Same(dict):
    """A change of keys: what is not in it stays as it is."""

    def __missing__(self, key):
        return key


class Template:
    """Posted documents, with all they wrote, ready to be copied."""

    def __init__(self, loader, schema, documents):
        self.loader = loader
        keys = [one.id for one in documents]
        self.moments = {one.moment for one in documents}
        self.tables = [(DocumentHead.__table__, "id"), (Words.__table__, "record_id")]
        for kind in {type(one) for one in documents}:
            self.tables.append((kind.__table__, "id"))
            lines = [f.target.__table__ for f in kind.fields.values() if f.type == "lines"]
            self.tables += [(one, "owner_id") for one in lines]
        self.tables += [(one.movements, "recorder_id") for one in schema.registers.values()]
        self.parts = [(table, *loader.read(table, column, keys)) for table, column in self.tables]
        self.own = {loader.key(one) for one in keys} | self._row_keys()

    def _row_keys(self):
        found = set()
        for _table, names, rows in self.parts:
            if "owner_id" in names:
                place = names.index("id")
                found |= {row[place] for row in rows}
        return found

    def copy(self, number, months_back, goods):
        """Write one copy.

        Args:
            number: of the copy, from 1; it keeps keys and numbers apart.
            months_back: how many months earlier the copy stands.
            goods: other items in the place of the template's: {encoded key: encoded key}.
        """
        keys = Same(goods)
        keys |= {one: self._shifted(one, number) for one in self.own}
        moments = {self._moment(one): self._moment(back(one, months_back)) for one in self.moments}
        for table, names, rows in self.parts:
            if rows:
                kept, changes = self._changes(table, names, number, months_back, keys, moments)
                columns = list(zip(*rows, strict=True))
                made = _changed(columns, kept, changes)
                self.loader.write(table, [names[n] for n in kept], made)

    def _changes(self, table, names, number, months_back, keys, moments):
        kept, changes = [], []
        for place, name in enumerate(names):
            kind = table.c[name].type
            if table.name == "core_words" and name == "number":
                continue
            if isinstance(kind, types.Key):
                changes.append((len(kept), keys.__getitem__))
            elif name == "moment":
                changes.append((len(kept), moments.__getitem__))
            elif isinstance(kind, types.Day):
                changes.append((len(kept), lambda day: self._day(day, months_back)))
            elif name in ("number", "search", "words"):
                changes.append((len(kept), lambda text: f"{text}.{number}"))
            elif name == "year":
                changes.append((len(kept), lambda year: year - _years(self.moments, months_back)))
            kept.append(place)
        return kept, changes

    def _shifted(self, key, number):
        whole = int.from_bytes(key if isinstance(key, bytes) else key.bytes, "big")
        made = UUID(int=(whole - (number << 80)) % (1 << 128))
        return self.loader.key(made)

    def _moment(self, at):
        return at if self.loader.postgres else at.strftime("%Y-%m-%d %H:%M:%S.%f")

    def _day(self, day, months_back):
        if day is None:
            return None
        if isinstance(day, str):
            return back(date.fromisoformat(day), months_back).isoformat()
        return back(day, months_back)


def back(at: date | datetime, months: int):
    """The same day some months earlier; templates stand in the first 28 days of a month."""
    place = at.year * 12 + at.month - 1 - months
    return at.replace(year=place // 12, month=place % 12 + 1)


def _years(moments, months_back):
    first = min(moments)
    return first.year - back(first, months_back).year


def _changed(columns, kept, changes):
    made = [columns[place] for place in kept]
    for place, change in changes:
        made[place] = map(change, made[place])
    return zip(*made, strict=True)
