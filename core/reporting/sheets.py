"""A table ready to be written into a file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass
class Sheet:
    """A table ready to be written.

    Attributes:
        title: of the sheet and above the table.
        columns: (title, type): `text` or an exact type.
        rows: values in the order of the columns.
        totals: rows below the table, set apart.
        notes: lines between the title and the table: the period, the filters.
        levels: how deep each row stands, where groups stand above their rows.
    """

    title: str
    columns: Sequence[tuple[str, str]]
    rows: Iterable[Sequence[Any]]
    totals: Sequence[Sequence[Any]] = ()
    notes: Sequence[str] = ()
    levels: Sequence[int] = ()
