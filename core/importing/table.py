"""A table out of a file: titles, rows of texts, and the cells that no text can stand for."""

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..records.readers import UNFIT
from ..texts import Text, Texts
from .errors import TooBig

_ = Texts("tradepost.core")

MOST_ROWS = 200_000
MOST_COLUMNS = 256
LONGEST_CELL = 32_767
"""Characters; what Excel itself keeps in a cell."""
FORMULA = ("=", "+", "-", "@")
STRANGE, LONG, BROKEN = "strange", "long", "broken"
WHY = {
    STRANGE: _("The cell holds a character that is no character"),
    LONG: _("The cell is longer than {most} characters", most=LONGEST_CELL),
    BROKEN: _("The line can not be read: check quotes and separators"),
}


@dataclass(frozen=True)
class Row:
    """One row: where it stands in the file, its cells, and what is wrong with some of them."""

    number: int
    cells: Sequence[str]
    bad: dict[int, str] = field(default_factory=dict)

    def cell(self, place: int) -> str:
        """What stands in a column; nothing beyond the end of the row."""
        return self.cells[place] if place < len(self.cells) else ""


@dataclass
class Table:
    """What was read from one sheet."""

    titles: list[str]
    rows: list[Row]

    def kept(self) -> bytes:
        """The table as it is stored."""
        rows = [[one.number, list(one.cells), {str(k): v for k, v in one.bad.items()}]
                for one in self.rows]  # fmt: skip
        return zlib.compress(json.dumps([self.titles, rows]).encode(), 6)

    @classmethod
    def of(cls, kept: bytes) -> "Table":
        """A table that was stored."""
        titles, rows = json.loads(zlib.decompress(kept))
        return cls(titles, [Row(n, c, {int(k): v for k, v in bad.items()}) for n, c, bad in rows])


def why(mark: str) -> Text:
    """What is wrong with a cell, in words."""
    return WHY[mark]


def cleaned(number: int, cells: Iterable[str | None] | None) -> Row:
    """A row whose cells every base and screen can hold; what had to be cut is told of.

    Raises:
        TooBig: for more columns than are taken.
    """
    if cells is None:
        return Row(number, (), {0: BROKEN})
    found: list[str] = []
    bad: dict[int, str] = {}
    for place, cell in enumerate(cells):
        text = (cell or "").strip()
        if len(text) > LONGEST_CELL:
            bad[place], text = LONG, text[:80] + "…"
        if UNFIT.search(text):
            bad[place], text = STRANGE, UNFIT.sub("\ufffd", text)
        if text.startswith("'") and text[1:2] in FORMULA:
            text = text[1:]  # how a spreadsheet, and our own export, say that it is no formula
        found.append(text)
    while found and not found[-1]:
        found.pop()
    if len(found) > MOST_COLUMNS:
        raise TooBig(
            _("Row {number} has {count} columns; up to {most} are taken",
              number=number, count=len(found), most=MOST_COLUMNS),
            remedy=_("Leave only the columns that are to be taken"),
        )  # fmt: skip
    return Row(number, found, bad)


def table_of(lines: Iterable[tuple[int, Iterable[str | None] | None]], head: int) -> Table:
    """Titles from the row `head`, the rows below it that are not empty.

    Raises:
        TooBig: for more rows or columns than are taken.
    """
    titles: list[str] = []
    rows: list[Row] = []
    for number, cells in lines:
        if number < head:
            continue
        row = cleaned(number, cells)
        if number == head:
            titles = list(row.cells)
        elif row.cells or row.bad:
            rows.append(row)
        if len(rows) > MOST_ROWS:
            raise TooBig(_("More than {most} rows", most=MOST_ROWS), remedy=_("Send it in parts"))
    widest = max((len(row.cells) for row in rows), default=0)
    return Table(titles + [""] * max(0, widest - len(titles)), rows)


def head_row(rows: Sequence[Row]) -> int:
    """Where the titles stand: the first row that is about as full as the fullest one."""
    full = max((sum(map(bool, one.cells)) for one in rows), default=0)
    for one in rows:
        if one.cells and sum(map(bool, one.cells)) * 2 >= full:
            return one.number
    return 1
