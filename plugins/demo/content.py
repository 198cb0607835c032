"""The content of a base in one hash: what its documents and registers say, nothing of when.

The same business gives the same hash on every engine and machine: keys and exact numbers
count, the time a row was written does not.
"""

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, select

from ...core import Work
from ...core.schema.document import DocumentHead

UNTOLD = ("recorded_at", "line")


def content_hash(work: Work) -> str:
    """The hash of all documents and movements of a base, in hexadecimal."""
    found = sha256()
    tables = [one.movements for one in work.schema.registers.values()]
    heads = cast("Table", DocumentHead.__table__)
    for table in (heads, *sorted(tables, key=lambda one: one.name)):
        found.update(f"{table.name}\n".encode())
        for line in sorted(_lines(work, table)):
            found.update(line)
    return found.hexdigest()


def _lines(work: Work, table: Table) -> Iterator[bytes]:
    columns = [one for one in table.c if one.name not in UNTOLD]
    for row in work.session.execute(select(*columns)):
        yield ("\t".join(map(_told, row)) + "\n").encode()


def _told(value: Any) -> str:
    if isinstance(value, UUID):
        return value.hex
    return value.isoformat() if isinstance(value, datetime) else str(value)
