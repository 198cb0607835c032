"""Reading a list of goods: CSV, TSV or semicolons, with a header row. Pure.

Encoding and separator are found out: a BOM, else UTF-8, else windows-1251 (Russian Excel);
the separator that makes most sense of the header. Headers may be Russian or English, in any
order; columns nobody knows are left alone, suppliers' lists are full of them.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO

from ...core import Texts
from ...core.schema.record import search_key
from .errors import NotGoods

_ = Texts(__package__)

SEPARATORS = ("\t", ";", ",", "|")

HEADERS: Mapping[str, tuple[str, ...]] = {
    "code": ("code", "код"),
    "name": ("name", "title", "наименование", "название", "товар", "номенклатура", "item"),
    "full_name": ("full name", "full_name", "полное наименование"),
    "sku": ("sku", "артикул", "article", "vendor code"),
    "gtin": ("gtin", "ean", "ean13", "ean-13"),
    "barcode": ("barcode", "barcodes", "штрихкод", "штрих-код", "штрихкоды"),
    "unit": ("unit", "uom", "ед", "ед.", "ед.изм", "ед. изм.", "ед.изм.", "ед изм", "единица",
             "единица измерения"),
    "group": ("group", "category", "folder", "группа", "категория", "папка"),
    "price": ("price", "цена", "розничная цена", "цена, руб", "цена, руб."),
    "vat": ("vat", "vat rate", "vat_rate", "ндс", "ставка ндс", "ндс, %", "vat, %"),
    "kind": ("kind", "type", "вид", "тип"),
    "weight": ("weight", "вес", "вес, кг", "масса"),
    "description": ("description", "описание"),
}  # fmt: skip
COLUMNS = {header: name for name, headers in HEADERS.items() for header in headers}
FORMULA = ("=", "+", "-", "@")
"""What spreadsheets take for a formula; an apostrophe in front of it says that it is none."""
PRICE = ("price:", "цена:")
"""Before the code or name of a price type in a header: `price:wholesale`."""


@dataclass(frozen=True)
class Row:
    """One row: where it stands in the file, and its cells by column, empty ones left out."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class GoodsFile:
    """A list of goods.

    Attributes:
        columns: by name as above; `price:CODE` for prices of a type.
        unknown: headers nobody knows; their cells are left alone.
        rows: one for each line that is not empty.
        bad: lines with more cells than the header, or broken quotes.
    """

    columns: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    bad: tuple[int, ...] = field(default=())


def read_goods(data: bytes) -> GoodsFile:
    """Read a list of goods.

    Raises:
        NotGoods: where there is no header with names of goods.
    """
    text = decoded(data)
    first, _newline, _rest = text.partition("\n")
    separator = max(SEPARATORS, key=lambda one: _sense(first, one))
    lines = _split(text, separator)
    header = next(lines, (0, None))[1] or []
    columns = [_column(cell) for cell in header]
    if "name" not in columns and not {"gtin", "barcode", "sku", "code"} & set(columns):
        raise NotGoods(
            _("The first line names no column of goods: {header}", header=first.strip()[:100]),
            remedy=_("It should hold headers such as name, sku, barcode, unit, group, price, vat"),
        )
    rows, bad = [], []
    for line, cells in lines:
        if cells is None or len(cells) > len(columns):
            bad.append(line)
        elif any(cell.strip() for cell in cells):
            rows.append(Row(line, _named(columns, cells)))
    unknown = [c.strip() for c, known in zip(header, columns, strict=True) if not known]
    return GoodsFile(tuple(filter(None, columns)), tuple(unknown), tuple(rows), tuple(bad))


def decoded(data: bytes) -> str:
    """The text of a file whose encoding nobody told.

    Raises:
        NotGoods: for what is no text.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"),
                           (b"\xfe\xff", "utf-16")):  # fmt: skip
        if data.startswith(mark):
            return _read(data, encoding)
    if b"\x00" in data[:4096]:
        raise NotGoods(_("This is not a text file"))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _read(data, "cp1251")


def _read(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as why:
        raise NotGoods(_("The file is not written in {encoding}", encoding=encoding)) from why


def _sense(header: str, separator: str) -> tuple[int, int]:
    cells = _unquoted(header.strip("\r\n").split(separator))
    return sum(1 for cell in cells if _column(cell)), len(cells)


def _column(cell: str) -> str:
    plain = search_key(cell)
    for mark in PRICE:
        if plain.startswith(mark) and plain != mark:
            return "price:" + cell.partition(":")[2].strip()
    return COLUMNS.get(plain, "")


def _named(columns: list[str], cells: list[str]) -> dict[str, str]:
    found = {}
    for column, cell in zip(columns, cells, strict=False):
        if column and cell.strip():
            text = " ".join(cell.split())
            found[column] = text[1:] if text.startswith("'") and text[1:2] in FORMULA else text
    return found


def _split(text: str, separator: str) -> Iterator[tuple[int, list[str] | None]]:
    """Line number and cells of each record; None instead of cells where it can not be read.

    Tab-separated files rarely quote, and names of goods begin with quotes: there a cell is
    unquoted only where quotes enclose the whole of it.
    """
    if separator == "\t":
        for number, row in enumerate(text.split("\n"), start=1):
            yield number, _unquoted(row.rstrip("\r").split("\t"))
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
            yield line, cells


def _unquoted(cells: list[str]) -> list[str]:
    found = []
    for cell in cells:
        inner = cell[1:-1].replace('""', "")
        whole = len(cell) > 1 and cell[0] == cell[-1] == '"' and '"' not in inner
        found.append(cell[1:-1].replace('""', '"') if whole else cell)
    return found
