"""What went wrong in the database: which errors come from two writers meeting."""

import sqlite3
from typing import Any

from sqlalchemy.exc import IntegrityError

_UNIQUE = {sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY}
_FOREIGN = {sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY}
_STATES = {"23505", "23503"}  # unique and foreign keys in PostgreSQL


def is_collision(error: IntegrityError) -> bool:
    """Whether a unique or foreign key was broken: what a check before could not see coming.

    Broken NOT NULL and CHECK constraints are defects of the program and answer False.
    """
    cause: Any = error.orig
    if getattr(cause, "sqlite_errorcode", None) in _UNIQUE | _FOREIGN:
        return True
    return getattr(cause, "sqlstate", None) in _STATES
