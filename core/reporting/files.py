"""Answers to reports as tables that can be written as files, see `core/sheets.py`."""

from collections.abc import Sequence
from typing import Any

from ..sheets import MEDIA, SHOWN, Sheet, defused, to_csv, to_xlsx
from ..texts import Text
from .report import Result, Row

__all__ = ["MEDIA", "SHOWN", "Sheet", "defused", "sheet_of", "to_csv", "to_xlsx"]


def sheet_of(result: Result, language: str, notes: Sequence[str] = ()) -> Sheet:
    """The answer to a report as a table; every row, also those beyond the limit."""

    def shown(text: Text | str) -> str:
        return text.into(language) if isinstance(text, Text) else text

    def cells(row: Row) -> list[Any]:
        return [
            row.names.get(one.name, "") if one.role == "dimension" else row.values[one.name]
            for one in result.columns
        ]

    columns = [(shown(one.title), one.type) for one in result.columns]
    rows, totals = map(cells, result.every), [cells(row) for row in result.totals]
    return Sheet(shown(result.report.title), columns, rows, totals, notes)
