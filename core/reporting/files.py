"""Reports as files: XLSX, CSV, PDF and HTML; how a table is written says `core/sheets.py`."""

from collections.abc import Sequence
from datetime import UTC, tzinfo

from ..printing.pdf import to_pdf
from ..sheets import MEDIA as TABLES
from ..sheets import SHOWN, Sheet, defused, to_csv, to_xlsx
from ..texts import Text, Texts
from .layout import Head, Layout
from .pages import to_page

_ = Texts("tradepost.core.reporting")

MEDIA = {**TABLES, "pdf": "application/pdf", "html": "text/html; charset=utf-8"}

__all__ = ["MEDIA", "SHOWN", "Sheet", "defused", "sheet_of", "to_csv", "to_xlsx", "written_as"]


def sheet_of(layout: Layout, notes: Sequence[str] = ()) -> Sheet:
    """An answer as a table; every row, also those beyond the limit."""
    language = layout.language

    def shown(text: Text | str) -> str:
        return text.into(language) if isinstance(text, Text) else text

    def title(one: Head) -> str:
        above, own = shown(one.above), shown(one.column.title)
        return f"{above}: {own}" if above else own

    names = [(shown(one), "text") for one in layout.name_heads]
    columns = names + [(title(one), one.column.type) for one in layout.heads]
    rows, levels = [], []
    for line in layout.lines(every=True):
        rows.append([*line.names, *(cell.value for cell in line.cells)])
        levels.append(line.level if layout.nested else 0)
    totals = [[*line.names, *(c.value for c in line.cells)] for line in layout.totals()]
    if totals and names and not totals[0][0]:
        totals[0][0] = shown(_("Total"))
    return Sheet(shown(layout.result.report.title), columns, rows, totals, notes, levels)


def written_as(
    form: str, layout: Layout, notes: Sequence[str], language: str, zone: tzinfo = UTC
) -> bytes:
    """An answer as a file: `xlsx`, `csv`, `pdf` or `html`.

    Raises:
        TooLarge: for a PDF of more rows than anybody prints.
        NoPdf: where PDF can not be made on this machine.
    """
    sheet = sheet_of(layout, notes)
    if form == "xlsx":
        return to_xlsx(sheet, zone)
    if form == "csv":
        return to_csv(sheet, language, zone)
    page = to_page(sheet, language, zone)
    return to_pdf(page) if form == "pdf" else page.encode()
