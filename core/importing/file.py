"""A file a person has sent: what kind it is, which sheets it has, its lines.

Encoding and separator of a text are found out: a BOM, else UTF-8, else windows-1251
(Russian Excel); the separator that splits the first lines most evenly.
"""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Protocol

from ..records.readers import UNFIT
from ..texts import Texts
from .errors import NotATable
from .table import Row, Table, cleaned, head_row, table_of

_ = Texts("tradepost.core")

SEPARATORS = ("\t", ";", ",", "|")
LOOKED_AT = 60
SEEN, FEW_STRANGE = 100_000, 8
"""So many signs of a text are looked at, and so many of them may be none."""
LARGEST = 32 * 1024 * 1024
MAGIC = (
    (b"%PDF", "PDF"), (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"),
    (b"MZ", "EXE"), (b"\x7fELF", "ELF"), (b"Rar!", "RAR"), (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"), (b"{\\rtf", "RTF"), (b"SQLite format 3", "SQLite"),
)  # fmt: skip
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
MARKUP = (b"<?xml", b"<!doctype", b"<html")
Lines = Iterator[tuple[int, Sequence[str | None] | None]]


class Book(Protocol):
    """A file that rows can be read from."""

    @property
    def sheets(self) -> Sequence[str]:
        """The names of its sheets."""
        ...

    def lines(self, sheet: str) -> Lines:
        """Number and cells of each line; None for one that can not be read."""
        ...


@dataclass(frozen=True)
class TextBook:
    """A text with separators: one sheet without a name."""

    text: str
    separator: str
    sheets: Sequence[str] = ("",)

    def lines(self, sheet: str) -> Lines:
        """Its lines."""
        return _split(self.text, self.separator)


def open_file(data: bytes) -> Book:
    """Find out what a file is.

    Raises:
        NotATable: for what is neither a text with separators nor an Excel workbook.
        TooBig: for a workbook that unpacks to more than is taken.
    """
    if not data.strip():
        raise NotATable(_("The file is empty"), remedy=_("Choose a file with rows in it"))
    if data.startswith(b"PK"):
        from .workbook import open_workbook  # noqa: PLC0415 -- slow to import, seldom needed

        return open_workbook(data)
    _refuse_others(data)
    text = decoded(data)
    return TextBook(text, _separator(text))


def first_rows(book: Book, sheet: str) -> list[Row]:
    """The rows a person is shown to match columns by."""
    found = []
    for number, cells in book.lines(sheet):
        if number > LOOKED_AT:
            break
        found.append(cleaned(number, cells))
    return found


def read_table(book: Book, sheet: str, head: int = 0) -> Table:
    """All of a sheet.

    Args:
        book: an opened file.
        sheet: one of its sheets.
        head: the row with the titles; found out without it.
    """
    return table_of(book.lines(sheet), head or head_row(first_rows(book, sheet)))


def _refuse_others(data: bytes) -> None:
    if data.startswith(OLD_EXCEL):
        raise NotATable(
            _("This is a workbook of an old Excel (.xls)"),
            remedy=_("Open it and save it as .xlsx or .csv"),
        )
    kind = next((name for magic, name in MAGIC if data.startswith(magic)), "")
    if not kind and data[:64].lstrip().lower().startswith(MARKUP):
        kind = "XML"
    if kind:
        raise NotATable(
            _("This is a file of another kind: {kind}", kind=kind),
            remedy=_("Send a table: .xlsx, .csv or .tsv"),
        )


def decoded(data: bytes) -> str:
    """The text of a file whose encoding nobody told.

    Raises:
        NotATable: for what is no text.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"),
                           (b"\xfe\xff", "utf-16")):  # fmt: skip
        if data.startswith(mark):
            return _decoded(data, encoding)
    if b"\x00" in data:
        raise _no_text()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _decoded(data, "cp1251")
    strange = len(UNFIT.findall(text[:SEEN]))
    if strange > max(FEW_STRANGE, len(text[:SEEN]) // 100):
        raise _no_text()
    return text


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise _no_text() from None


def _no_text() -> NotATable:
    return NotATable(_("This is not a text file"), remedy=_("Send a table: .xlsx, .csv or .tsv"))


def _separator(text: str) -> str:
    return max(SEPARATORS, key=lambda one: _evenness(text[:65_536], one))


def _evenness(text: str, separator: str) -> tuple[float, int]:
    """How many columns most of the first lines have, weighed by how many agree in that."""
    widths = [len(cells) for n, cells in _split(text, separator) if cells and n <= LOOKED_AT]
    if not widths:
        return 0.0, 0
    width, times = Counter(widths).most_common(1)[0]
    return (width - 1) * times / len(widths), width


def _split(text: str, separator: str) -> Lines:
    """Number and cells of each line."""
    if separator == "\t":
        # Such files rarely quote, and names begin with quotes: a cell is unquoted only where
        # quotes enclose the whole of it.
        for number, row in enumerate(text.split("\n"), start=1):
            yield number, [_unquoted(one) for one in row.rstrip("\r").split("\t")]
        return
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield line, None
        else:
            yield line, list(cells)


def _unquoted(cell: str) -> str:
    inner = cell[1:-1].replace('""', "")
    whole = len(cell) > 1 and cell[0] == cell[-1] == '"' and '"' not in inner
    return cell[1:-1].replace('""', '"') if whole else cell
