"""A table as a page of HTML: for PDF, and for the body of a mail."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from typing import Any

from babel.numbers import format_decimal
from markupsafe import Markup

from ..errors import Refusal
from ..texts import Texts
from .sheets import Sheet

_ = Texts("tradepost.core.reporting")

MOST = 3000
"""So many rows fit on pages that anybody leafs through."""
LOOK = """
@page { size: A4 landscape; margin: 12mm 10mm 14mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #555; } }
body { font: 9pt/1.35 "Inter", "DejaVu Sans", Arial, sans-serif; color: #1d232e; margin: 0; }
h1 { font-size: 14pt; margin: 0 0 4pt; }
p { margin: 0 0 2pt; color: #535b69; }
table { border-collapse: collapse; width: 100%; margin-top: 8pt; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th { text-align: left; font-weight: 600; background: #eef1f5; border-bottom: 1pt solid #8b8577; padding: 3pt 5pt; }
td { border-bottom: .4pt solid #cfcabd; padding: 2pt 5pt; }
.n { text-align: right; white-space: nowrap; }
.g td { font-weight: 600; background: #f8f6f1; }
tfoot td { font-weight: 700; border-top: 1pt solid #1d232e; border-bottom: 2pt double #1d232e; }
"""


class TooManyRows(Refusal):
    """More rows than anybody prints."""

    code = "too_large"
    status = 422


def to_page(sheet: Sheet, language: str, zone: tzinfo = UTC) -> str:
    """A table as a page of its own; nothing in it is fetched, no name in it is markup.

    Raises:
        TooManyRows: for more than fit on pages that anybody leafs through.
    """
    rows = list(sheet.rows)
    if len(rows) > MOST:
        raise TooManyRows(
            _("{count} rows are too many for paper", count=len(rows)),
            remedy=_("Take it as a spreadsheet, or group by less"),
        )
    kinds = [kind for _title, kind in sheet.columns]
    heads = Markup("").join(
        Markup("<th{}>{}</th>").format(_side(kind), title) for title, kind in sheet.columns
    )
    body = Markup("").join(_rows(rows, sheet.levels, kinds, language, zone))
    foot = Markup("").join(_rows(list(sheet.totals), (), kinds, language, zone))
    notes = Markup("").join(Markup("<p>{}</p>").format(one) for one in sheet.notes)
    return str(
        Markup(
            '<!doctype html><html lang="{}"><head><meta charset="utf-8"><title>{}</title>'
            "<style>{}</style></head><body><h1>{}</h1>{}<table><thead><tr>{}</tr></thead>"
            "<tbody>{}</tbody><tfoot>{}</tfoot></table></body></html>"
        ).format(language, sheet.title, Markup(LOOK), sheet.title, notes, heads, body, foot)  # noqa: S704 -- our own style sheet
    )


def _rows(
    rows: Sequence[Sequence[Any]],
    levels: Sequence[int],
    kinds: Sequence[str],
    language: str,
    zone: tzinfo,
) -> Iterator[Markup]:
    deepest = max(levels, default=0)
    for place, row in enumerate(rows):
        level = levels[place] if levels else 0
        look = Markup(' class="g"') if level < deepest else ""
        cells = []
        for at, (kind, value) in enumerate(zip(kinds, row, strict=True)):
            pad = Markup(' style="padding-left:{}pt"').format(5 + 12 * level) if at == 0 else ""
            cells.append(
                Markup("<td{}{}>{}</td>").format(
                    _side(kind), pad, _shown(value, kind, language, zone)
                )
            )
        yield Markup("<tr{}>{}</tr>").format(look, Markup("").join(cells))


def _side(kind: str) -> Markup | str:
    return Markup(' class="n"') if kind not in ("text", "reference") else ""


def _shown(value: Any, kind: str, language: str, zone: tzinfo) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        form = "#,##0.00" if kind in ("amount", "price") else "#,##0.######"
        return str(format_decimal(value, form, locale=language))
    if isinstance(value, datetime):
        return value.astimezone(zone).strftime("%d.%m.%Y %H:%M")
    return value.isoformat() if isinstance(value, date) else str(value)
