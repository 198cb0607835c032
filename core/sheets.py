"""Tables as files: XLSX and CSV in which no cell is a formula.

A text that begins like a formula (`=`, `+`, `-`, `@`, a tab, a line end) would be run by the
program that opens the file. In CSV it gets an apostrophe in front; in XLSX every text is
written as a text. Numbers stay numbers, negative ones too.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from io import BytesIO, TextIOWrapper
from typing import IO, Any

from .values import DIGITS, plain

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
SHOWN = {"amount": 2, "price": 2, "quantity": 3, "rate": 4, "percent": 2}
"""Decimals shown in a sheet; the cell holds all of them."""
MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
DEEPEST = 7  # levels a spreadsheet folds
WIDTHS = {"text": 40, "reference": 40, "number": 15}


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


def defused(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def to_csv(sheet: Sheet, language: str = "en", zone: tzinfo = UTC) -> bytes:
    """A table as CSV, with the separators that spreadsheets of the language expect."""
    made = BytesIO()
    write_csv(sheet, made, language, zone)
    return made.getvalue()


def write_csv(sheet: Sheet, into: IO[bytes], language: str = "en", zone: tzinfo = UTC) -> None:
    """Write a table as CSV into a file, row by row."""
    russian = language == "ru"
    text = TextIOWrapper(into, "utf-8", newline="", write_through=True)
    try:
        text.write("\ufeff")  # the mark by which they know UTF-8
        writer = csv.writer(text, delimiter=";" if russian else ",", lineterminator="\r\n")
        writer.writerow([defused(title) for title, _type in sheet.columns])
        for row in sheet.rows:
            writer.writerow([_csv_cell(value, zone, comma=russian) for value in row])
    finally:
        text.detach()  # the file stays the caller's, also where a row is refused


def _csv_cell(value: Any, zone: tzinfo, *, comma: bool) -> str:
    if isinstance(value, Decimal):
        text = plain(value)
        return text.replace(".", ",") if comma else text
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime):
        return value.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date | int):
        return str(value)
    return defused("" if value is None else str(value))


def to_xlsx(sheet: Sheet, zone: tzinfo = UTC) -> bytes:
    """A table as XLSX: header frozen, filters on, totals in bold."""
    made = BytesIO()
    write_xlsx(sheet, made, zone, in_memory=True)
    return made.getvalue()


def write_xlsx(
    sheet: Sheet, into: IO[bytes], zone: tzinfo = UTC, *, in_memory: bool = False
) -> None:
    """Write a table as XLSX into a file; row by row, however long, unless all fits in memory."""
    import xlsxwriter  # noqa: PLC0415 -- only an export needs it

    options = {"in_memory": in_memory, "constant_memory": not in_memory,
               "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False}  # fmt: skip
    with xlsxwriter.Workbook(into, options) as book:
        _Writer(book, book.add_worksheet(_sheet_name(sheet.title)), zone).write(sheet)


def _sheet_name(title: str) -> str:
    return "".join(" " if one in "[]:*?/\\'" else one for one in title)[:31].strip() or "1"


class _Writer:
    """Writes one table into one sheet."""

    def __init__(self, book: Any, page: Any, zone: tzinfo) -> None:
        self.book, self.page, self.zone = book, page, zone
        self.formats: dict[tuple[str, bool, int], Any] = {}

    def write(self, sheet: Sheet) -> None:
        kinds = [kind for _title, kind in sheet.columns]
        self.page.write_string(0, 0, sheet.title, self.book.add_format({"bold": True, "size": 14}))
        for place, note in enumerate(sheet.notes, 1):
            self.page.write_string(place, 0, note)
        head = len(sheet.notes) + 2
        bold = self.book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#EEF1F5"}
        )
        for place, (title, kind) in enumerate(sheet.columns):
            self.page.write_string(head, place, title, bold)
            width = WIDTHS["text"] if kind in WIDTHS else WIDTHS["number"]
            self.page.set_column(place, place, width)
        last = head
        for last, row in enumerate(sheet.rows, head + 1):
            level = sheet.levels[last - head - 1] if sheet.levels else 0
            self._row(last, kinds, row, bold=False, level=level)
            if level:
                self.page.set_row(last, None, None, {"level": min(level, DEEPEST)})
        if any(sheet.levels):
            self.page.outline_settings(visible=True, symbols_below=False)
        if sheet.columns:
            self.page.autofilter(head, 0, last, len(sheet.columns) - 1)
        self.page.freeze_panes(head + 1, 0)
        for place, total in enumerate(sheet.totals, last + 1):
            self._row(place, kinds, total, bold=True)

    def _row(
        self, line: int, kinds: Sequence[str], row: Sequence[Any], *, bold: bool, level: int = 0
    ) -> None:
        for place, (kind, value) in enumerate(zip(kinds, row, strict=True)):
            style = self._format(kind, bold=bold, indent=level if place == 0 else 0)
            if isinstance(value, bool):
                self.page.write_boolean(line, place, value, style)
            elif isinstance(value, Decimal | int):
                self.page.write_number(line, place, value, style)
            elif isinstance(value, datetime):
                local = value.astimezone(self.zone).replace(tzinfo=None)
                self.page.write_datetime(line, place, local, style)
            elif isinstance(value, date):
                self.page.write_datetime(line, place, value, style)
            elif value is None or value == "":
                self.page.write_blank(line, place, None, style)
            else:
                self.page.write_string(line, place, str(value), style)

    def _format(self, kind: str, *, bold: bool, indent: int = 0) -> Any:
        known = (kind, bold, indent)
        if known not in self.formats:
            look: dict[str, Any] = {"bold": bold, **({"top": 1} if bold else {})}
            if indent:
                look["indent"] = indent
            if kind in DIGITS:
                look["num_format"] = "#,##0." + "0" * SHOWN[kind]
            elif kind in ("moment", "day"):
                look["num_format"] = "dd.mm.yyyy hh:mm" if kind == "moment" else "dd.mm.yyyy"
            self.formats[known] = self.book.add_format(look)
        return self.formats[known]
