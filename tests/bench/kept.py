"""Bases that outlive a run: built once in a folder, found there by the next one.

Beside each stands what the bench knows of it: its records' keys and how far it has grown.
Measuring adds to a kept base (sales, receipts), so what goes into docs/figures.md is measured on
fresh ones.
"""

import json
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from uuid import UUID

import psycopg

from support.cluster import Cluster

NUMBERS = ("size", "copies", "stocked", "parties", "ticks")
KEYS = ("organisation", "store", "supplier")
TEMPLATES = ("month", "opening")


class Kept:
    """The base of one engine in the folder: its address, and what is known of it."""

    def __init__(self, url, notes):
        self.url, self.notes = url, notes

    def empty(self):
        """The address of the base, full or not: `recall` tells."""
        return self.url

    def recall(self, base):
        """Tell a base what was written down of it; answers whether anything was."""
        if not self.notes.exists():
            return False
        told = json.loads(self.notes.read_text("utf-8"))
        vars(base).update({name: told[name] for name in NUMBERS})
        vars(base).update({name: UUID(told[name]) for name in KEYS})
        base.items, base.firms = ([UUID(one) for one in told[n]] for n in ("items", "firms"))
        base.shipped = [[UUID(one) for one in goods] for goods in told["shipped"]]
        kinds = base.house.schema.documents
        for name in TEMPLATES:
            setattr(base, name, [_document(kinds, *one) for one in told[name]])
        base.chance.seed(base.ticks)  # other goods and customers than the last time
        return True

    def note(self, base):
        """Write down what is known of a base that has grown."""
        told = {name: getattr(base, name) for name in NUMBERS}
        told |= {name: str(getattr(base, name)) for name in KEYS}
        told |= {name: [str(one) for one in getattr(base, name)] for name in ("items", "firms")}
        told["shipped"] = [[str(one) for one in goods] for goods in base.shipped]
        for name in TEMPLATES:
            found = getattr(base, name)
            told[name] = [(one.kind, str(one.id), one.moment.isoformat()) for one in found]
        self.notes.write_text(json.dumps(told), "utf-8")


def _document(kinds, kind, key, moment):
    """What a template asks of a document: its class, key and moment."""
    made = kinds[kind]()
    made.id, made.moment = UUID(key), datetime.fromisoformat(moment)
    return made


@contextmanager
def kept(folder: Path, engines):
    """The bases of a folder, each made there when it is first asked for.

    Args:
        folder: theirs; it stays.
        engines: on which.
    """
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)  # PostgreSQL looks into it as another user
    cluster = Cluster(folder, durable=True, kept=True)
    notes = {one: folder / f"{one}.json" for one in engines}
    try:
        found = {}
        for one, noted in notes.items():
            make = _on_postgresql if one == "postgresql" else _in_a_file
            found[one] = Kept(make(cluster, noted.exists()), noted)
        yield found
    finally:
        if "postgresql" in engines:
            cluster.stop()


def _in_a_file(cluster, noted):
    """The address of the file; one that was left unfinished goes."""
    path = cluster.folder.parent / "base.sqlite"
    if not noted:
        path.unlink(missing_ok=True)
    return f"sqlite:///{path}"


def _on_postgresql(cluster, noted):
    cluster.start()
    with psycopg.connect(cluster.url("postgres"), autocommit=True) as connection:
        if not noted:
            connection.execute("DROP DATABASE IF EXISTS bench")
            connection.execute("CREATE DATABASE bench TEMPLATE template0")
    return cluster.url("bench")
