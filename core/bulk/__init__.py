"""Bulk changes: one change of many records, tried first, then made, and taken back if wanted.

A person chooses records and what is to be done to them. `BulkChanges.plan` tries it on each
record and takes it back: what would change and what is refused stands there record by record.
`apply` does it, `undo` puts back what stood before wherever nobody has changed the record
since. Small changes are done at once, large ones in the background; all are kept as a log.
"""

from .actions import BulkAction, actions_for, settable
from .models import BulkChange, BulkItem
from .running import BULK, PRUNE
from .service import MOST, BulkChanges, Chosen

__all__ = [
    "BULK",
    "MOST",
    "PRUNE",
    "BulkAction",
    "BulkChange",
    "BulkChanges",
    "BulkItem",
    "Chosen",
    "actions_for",
    "settable",
]
