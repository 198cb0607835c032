"""Imports: a table from a file becomes records of any catalog or document kind, or facts.

A file is kept, its columns are matched with fields, everything is tried and every fault
listed, and only then is it taken, all of it or the good rows; what was taken can be undone
while nobody has touched it. The rules of records hold throughout: rights, rows, checks.
"""

from .file import open_file
from .guessing import guess
from .jobs import JOBS
from .keeping import (
    DONE,
    NEW,
    Import,
    Imports,
    Made,
)
from .plan import Plan
from .targets import Target, importable, targets_of

__all__ = [
    "DONE",
    "JOBS",
    "NEW",
    "Import",
    "Imports",
    "Made",
    "Plan",
    "Target",
    "guess",
    "importable",
    "open_file",
    "targets_of",
]
