"""The file a person has sent, with one more column: what is wrong in each row."""

import csv
from collections.abc import Iterator, Mapping
from io import BytesIO, StringIO
from typing import Any

from ...core.errors import Unknown
from ...core.importing import Import
from ...core.importing.table import Table
from ...core.reporting.files import defused
from ...core.texts import Texts
from ...core.work import Work

_ = Texts("tradepost.web")


def written(work: Work, one: Import, media: str) -> bytes:
    """The file as CSV or XLSX; no cell of it is a formula.

    Raises:
        Unknown: once the file is gone.
    """
    table = one.table
    if table is None:
        raise Unknown(_("The file is no longer kept"))
    said: dict[int, list[str]] = {}
    for row, column, _value, why, remedy in one.listed:
        text = f"{column}: {why}" if column else str(why)
        said.setdefault(int(row), []).append(f"{text}. {remedy}" if remedy else text)
    title = _("What is wrong").into(work.language)
    rows = list(_rows(table, said, title))
    return _csv(rows, work.language) if media == "csv" else _xlsx(rows)


def _rows(table: Table, said: Mapping[int, list[str]], title: str) -> Iterator[list[str]]:
    width = len(table.titles)
    yield [*table.titles, title]
    for row in table.rows:
        cells = [*row.cells, *[""] * (width - len(row.cells))]
        yield [*cells, "; ".join(said.get(row.number, ()))]


def _csv(rows: list[list[str]], language: str) -> bytes:
    made = StringIO()
    delimiter = ";" if language == "ru" else ","
    writer = csv.writer(made, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([defused(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + made.getvalue().encode()


def _xlsx(rows: list[list[str]]) -> bytes:
    import xlsxwriter  # noqa: PLC0415 -- only a download needs it

    made = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False}  # fmt: skip
    with xlsxwriter.Workbook(made, options) as book:
        page: Any = book.add_worksheet()
        bold = book.add_format({"bold": True})
        red = book.add_format({"font_color": "#A3261C"})
        last = len(rows[0]) - 1
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                style = bold if number == 0 else red if place == last else None
                page.write_string(number, place, cell, style)
        page.freeze_panes(1, 0)
    return made.getvalue()
