"""Panels: what plugins show about a record on its card."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..texts import Text


@dataclass(frozen=True)
class Panel:
    """A small table or list of facts about a record.

    Attributes:
        title: what it shows.
        columns: labels with the field type each column holds (`amount`, `text` …).
        rows: values in the order of the columns; a value may be a record to link to.
        empty: what to say where there are no rows.
        chart: what is drawn over the table, a `Chart` of `core.reporting.charts`.
    """

    title: Text
    columns: Sequence[tuple[Text, str]]
    rows: Sequence[Sequence[Any]]
    empty: Text | None = None
    chart: Any = None
