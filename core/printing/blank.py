"""The Word template of a form nobody has drawn: made from what the document has.

It is what people download to change in Word, and what fills in for it until they do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

FONT = "Liberation Sans"
WIDE = 178  # mm between the margins of A4
GREY = RGBColor(0x44, 0x44, 0x55)
SIDES = {"left": WD_ALIGN_PARAGRAPH.LEFT, "right": WD_ALIGN_PARAGRAPH.RIGHT}


def blank(context: Mapping[str, Any]) -> bytes:
    """A template that lays out this context, with a mark for each thing in it."""
    paper = docx.Document()
    _page(paper)
    heading = paper.add_paragraph()
    _write(heading, "{{ heading }}", size=15, bold=True)
    heading.paragraph_format.space_after = Pt(10)
    _border(heading)
    if context["mark"]:
        mark = paper.add_paragraph()
        _write(mark, "{{ mark }}")
        mark.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if context["fields"]:
        _fields(paper)
    for place, table in enumerate(context["tables"]):
        if len(context["tables"]) > 1:
            _title(paper, table["title"])
        _lines(paper, table, _marks(context, table, place))
    if context["totals"]:
        _sums(paper)
    words = paper.add_paragraph()
    _write(words, "{{ amount_in_words }}", bold=True)
    words.paragraph_format.space_before = Pt(6)
    if context["signs"]:
        _signs(paper, len(context["signs"]))
    made = BytesIO()
    paper.save(made)
    return made.getvalue()


def _page(paper: Any) -> None:
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin = Mm(20), Mm(12)
    page.top_margin, page.bottom_margin = Mm(15), Mm(18)
    style = paper.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(9.5)
    style.paragraph_format.space_after = Pt(0)


def _write(
    paragraph: Any, text: str, *, size: float = 0, bold: bool = False, grey: bool = False
) -> None:
    run = paragraph.add_run(text)
    run.bold = bold
    if size:
        run.font.size = Pt(size)
    if grey:
        run.font.color.rgb = GREY


def _fields(paper: Any) -> None:
    table = _table(paper, [57, WIDE - 57])
    _loop(table, "one", "fields")
    label, value = table.rows[1].cells
    _write(label.paragraphs[0], "{{ one.label }}", grey=True)
    _write(value.paragraphs[0], "{{ one.value }}", bold=True)
    paper.add_paragraph()


@dataclass(frozen=True)
class Marks:
    """What stands in a template for the rows of a table, its cells and its sums."""

    rows: str
    cells: Sequence[str]
    totals: Sequence[str]


def _marks(context: Mapping[str, Any], table: Mapping[str, Any], place: int) -> Marks:
    """By name where the form gives the rows by name, too, else by place."""
    columns, name = table["columns"], table.get("name", "")
    totals: Sequence[str] = table["totals"] or ()
    if name in context.get("parts", {}):
        cells = [_place("line", one["name"]) for one in columns]
        sums = [
            text if one["name"] == "n" or not text else f"{{{{ sums.{name}.{one['name']} }}}}"
            for one, text in zip(columns, totals, strict=False)
        ]
        return Marks(_place("parts", name), cells, sums)
    own = f"tables[{place}]"
    sums = [f"{{{{ {own}.totals[{at}] }}}}" for at, _text in enumerate(totals)]
    return Marks(f"{own}.rows", [f"line[{at}]" for at, _one in enumerate(columns)], sums)


def _title(paper: Any, text: str) -> None:
    title = paper.add_paragraph()
    _write(title, text, size=10.5, bold=True)
    title.paragraph_format.space_before = Pt(10)


def _lines(paper: Any, part: Mapping[str, Any], marks: Marks) -> None:
    columns: Sequence[Mapping[str, Any]] = part["columns"]
    whole = sum(one["weight"] for one in columns)
    table = _table(paper, [WIDE * one["weight"] / whole for one in columns], bordered=True)
    head = table.rows[0]
    _repeated(head)
    for cell, one in zip(head.cells, columns, strict=True):
        _write(cell.paragraphs[0], one["title"], size=8.5, bold=True)
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        _shaded(cell)
    _loop(table, "line", marks.rows, first=1)
    for cell, one, mark in zip(table.rows[2].cells, columns, marks.cells, strict=True):
        _write(cell.paragraphs[0], "{{ " + mark + " }}", size=8.5)
        cell.paragraphs[0].alignment = SIDES[one["align"]]
    if marks.totals:
        row = table.add_row()
        for cell, one, mark in zip(row.cells, columns, marks.totals, strict=True):
            _write(cell.paragraphs[0], mark, size=8.5, bold=True)
            cell.paragraphs[0].alignment = SIDES[one["align"]]


def _sums(paper: Any) -> None:
    gap = paper.add_paragraph()
    gap.paragraph_format.space_after = Pt(2)
    table = _table(paper, [WIDE - 40, 40])
    _loop(table, "one", "totals")
    for cell, text, bold in zip(
        table.rows[1].cells, ("{{ one.label }}", "{{ one.value }}"), (False, True), strict=True
    ):
        _write(cell.paragraphs[0], text, size=10.5, bold=bold)
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _signs(paper: Any, count: int) -> None:
    for _n in range(2):
        paper.add_paragraph()
    table = _table(paper, [WIDE / count] * count)
    for n, cell in enumerate(table.rows[0].cells):
        _write(cell.paragraphs[0], "{{ signs[" + str(n) + "] }}", size=8.5, grey=True)
        _write(cell.add_paragraph(), "_" * 34)
        hint = cell.add_paragraph()
        _write(hint, "{{ words.signature }}", size=7, grey=True)


def _table(paper: Any, widths: Sequence[float], *, bordered: bool = False) -> Any:
    table = paper.add_table(rows=1, cols=len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    if bordered:
        table.style = "Table Grid"
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    return table


def _loop(table: Any, name: str, of: str, first: int = 0) -> None:
    """Three rows from `first` on: the loop's head, the row that is repeated, its end."""
    while len(table.rows) < first + 3:
        table.add_row()
    table.rows[first].cells[0].text = f"{{%tr for {name} in {of} %}}"
    table.rows[first + 2].cells[0].text = "{%tr endfor %}"


def _place(owner: str, name: str) -> str:
    """`line.item`; a field called like something every table has is asked for by name."""
    return f"{owner}['{name}']" if hasattr(dict, name) else f"{owner}.{name}"


def _border(paragraph: Any) -> None:
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "4"), ("color", "111111")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)  # noqa: SLF001 -- python-docx has no borders


def _shaded(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "EEF1F5")):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 -- nor shades


def _repeated(row: Any) -> None:
    """The head of a table stands on each page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 -- nor this
