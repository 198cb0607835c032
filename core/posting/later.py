"""Whether anything stands behind a document: nearly always nothing does.

What comes after a document is asked for by each of its keys, with hundreds of them in a long
one. A paper posted today is the last of all, and one look at the index of moments tells that.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from ..database.bulk import run
from .encoding import Code


def moved_since(connection: Connection, code: Code, at: Any, but: UUID) -> bool:
    """Whether a document other than `but` has moved anything in a register from `at` on.

    Args:
        connection: of the unit of work.
        code: of the register.
        at: the moment, encoded; what stands at it counts.
        but: the document that asks.
    """
    sql = (
        f"SELECT 1 FROM {code.register.table_name()} "  # noqa: S608 -- a name of our own table
        "WHERE moment >= ? AND recorder_id <> ? ORDER BY moment DESC LIMIT 1"
    )
    return bool(run(connection, sql, (at, code.uuid(but))))
