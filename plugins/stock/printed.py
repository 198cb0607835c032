"""The papers of the store: transfer ТОРГ-13, count sheets with and without books, notes."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from ...core import Text, Texts, Work
from ...core.printing import Context, Formats, PrintForm, number_in_words
from ...core.printing.paging import lines_of, sheets
from ...core.printing.words import MOST
from ...core.values import ZERO
from .documents import StockCount, Transfer
from .papers import NamedGoods, PaperColumn, named_goods, paper_table

_ = Texts(__package__)

PACKAGE = __package__ or ""
LINE, AROUND = 2.8, 1.2  # millimetres of a line of a row, and around it
NAME_WIDTH = 52  # signs of a name in one line of its column
FIRST, REST, FOOT = 72.0, 142.0, 60.0
"""Millimetres for rows of form ИНВ-3 on its first sheet and on others; what its end takes."""


def forms() -> list[PrintForm]:
    """Of transfers, counts, surpluses and write-offs."""
    commission = (
        _("Chairman of the commission"),
        _("Member of the commission"),
        _("Storekeeper"),
    )
    kept = (_("Storekeeper"), _("Approved by"))
    counted: dict[str, Any] = {"kind": StockCount.kind, "signs": commission}
    same: dict[str, Any] = {"package": PACKAGE}
    return [
        PrintForm(
            "inv3", _("Count sheet (INV-3)"), context=inv3, template="forms/inv3.html",
            **counted, **same,
        ),
        PrintForm("count_list", _("Blind count sheet"), context=count_list,
                  template="forms/count_list.html", **counted, **same),
        PrintForm("comparison", _("Comparison with the books"), context=comparison, **counted),
        PrintForm("torg13", _("Transfer note (TORG-13)"), Transfer.kind, context=torg13,
                  template="forms/torg13.html", **same),
        PrintForm("note", _("Goods taken in"), "surplus_entry", context=surplus_note, signs=kept),
        PrintForm("note", _("Act of write-off"), "write_off", context=write_off_note, signs=kept),
        PrintForm("note", _("Act of change of quality"), "quality_change", context=quality_note,
                  signs=commission),
    ]  # fmt: skip


# --- counts ------------------------------------------------------------------------------


def comparison(work: Work, count: StockCount, formats: Formats) -> Context:
    """What was found beside what the books have; before posting a blind count shows no books."""
    lines = count.lines
    goods = named_goods(work, lines)
    found = [line.difference for line in lines]
    columns = [
        *_named(goods),
        PaperColumn(
            "quantity", _("By the books"), [line.quantity for line in lines], "quantity", 2.5
        ),
        PaperColumn("counted", _("Found"), [line.counted for line in lines], "quantity", 2.5),
        PaperColumn("surplus", _("Surplus"), [_over(one) for one in found], "quantity", 2.5),
        PaperColumn("shortage", _("Shortage"), [_short(one) for one in found], "quantity", 2.5),
    ]
    return paper_table(formats, _("Goods"), columns)


def inv3(work: Work, count: StockCount, formats: Formats) -> Context:
    """The unified inventory list: what was found and what the books have, sheet by sheet."""
    lines = count.lines
    goods = named_goods(work, lines)
    rows = [_row(place, line, goods, formats) for place, line in enumerate(lines)]
    heights = [AROUND + LINE * lines_of(row["item"], NAME_WIDTH) for row in rows]
    places = sheets(heights, first=FIRST, rest=REST, foot=FOOT)
    return {
        **comparison(work, count, formats),
        "wide": True,
        "inv3": {
            **_head(work, count, formats),
            "sheets": [_sheet(rows, lines, one, formats) for one in places],
            "total": _found(lines, formats),
        },
    }


def _head(work: Work, paper: Any, formats: Formats) -> Context:
    ours, warehouse = paper.organisation, paper.warehouse
    hidden = work.access.hidden(ours.kind)
    seen = {
        name: "" if name in hidden else str(getattr(ours, name))
        for name in ("full_name", "name", "okpo")
    }
    return {
        "organisation": seen["full_name"] or seen["name"],
        "okpo": seen["okpo"],
        "warehouse": _place(warehouse),
        "number": paper.number,
        "date": formats.day(paper.moment.astimezone(formats.zone).date()),
        "long_date": formats.long_day(paper.moment),
    }


def _place(warehouse: Any) -> str:
    """A warehouse by name; nothing for one that is out of sight."""
    return str(warehouse.name) if warehouse is not None else ""


def _row(place: int, line: Any, goods: NamedGoods, formats: Formats) -> Context:
    def shown(value: Decimal | None) -> str:
        return "" if value is None else formats.exact(value, "quantity")

    return {
        "n": str(place + 1),
        "item": goods.names[place],
        "code": goods.codes[place],
        "okei": goods.unit_codes[place],
        "unit": goods.units[place],
        "counted": shown(getattr(line, "counted", None)),
        "quantity": shown(line.quantity),
    }


def _sheet(
    rows: Sequence[Context], lines: Sequence[Any], places: Sequence[int], formats: Formats
) -> Context:
    here = [lines[place] for place in places]
    return {"rows": [rows[place] for place in places], **_found(here, formats)}


def _found(lines: Sequence[Any], formats: Formats) -> Context:
    """How many rows, and how much was found in all: in figures and in words."""
    counted = sum((line.counted or ZERO for line in lines), ZERO)
    books = sum((line.quantity or ZERO for line in lines), ZERO)
    return {
        "counted": formats.exact(counted, "quantity"),
        "quantity": formats.exact(books, "quantity"),
        "rows_in_words": number_in_words(Decimal(len(lines)), formats.language),
        "counted_in_words": _in_words(counted, formats),
    }


def _in_words(quantity: Decimal, formats: Formats) -> str:
    if not 0 <= quantity < MOST:
        return formats.exact(quantity, "quantity")
    return number_in_words(quantity, formats.language)


def count_list(work: Work, count: StockCount, formats: Formats) -> Context:
    """A sheet to count with: what lies there, and room for what is found; no books."""
    goods = named_goods(work, count.lines)
    columns = [*_named(goods), PaperColumn("counted", _("Found"), [""] * len(goods.names))]
    fields = [
        ("warehouse", _("Warehouse"), _place(count.warehouse)),
        ("moment", _("Date"), formats.long_day(count.moment)),
    ]
    title = formats.text(
        _("Count sheet No. {number} of {date}", number=count.number,
          date=formats.long_day(count.moment))
    )  # fmt: skip
    return {
        **paper_table(formats, _("Goods"), columns),
        "heading": title,
        "fields": [
            {"name": name, "label": formats.text(label), "value": value}
            for name, label, value in fields
            if value
        ],
    }


def _named(goods: NamedGoods) -> list[PaperColumn]:
    return [
        PaperColumn("item", _("Goods"), goods.names, weight=9),
        PaperColumn("code", _("Code"), goods.codes, weight=2),
        PaperColumn("unit", _("Unit"), goods.units, weight=1.5),
    ]


def _over(difference: Decimal | None) -> Decimal | None:
    return difference if difference and difference > 0 else None


def _short(difference: Decimal | None) -> Decimal | None:
    return -difference if difference and difference < 0 else None


# --- transfers, surpluses, write-offs ----------------------------------------------------


def torg13(work: Work, transfer: Transfer, formats: Formats) -> Context:
    """The unified note of goods that go from one warehouse to another."""
    lines = transfer.lines
    goods = named_goods(work, lines)
    quantity = sum((line.quantity for line in lines), ZERO)
    return {
        **_goods_table(work, lines, formats),
        "wide": True,
        "torg": {
            **_head(work, transfer, formats),
            "to_warehouse": _place(transfer.to_warehouse),
            "rows": [_row(place, line, goods, formats) for place, line in enumerate(lines)],
            "quantity": formats.exact(quantity, "quantity"),
            "rows_in_words": number_in_words(Decimal(len(lines)), formats.language),
        },
    }


def surplus_note(work: Work, paper: Any, formats: Formats) -> Context:
    """Which goods were taken in, and at what value."""
    more = [
        PaperColumn("price", _("Price"), [line.price for line in paper.lines], "price", 2.5),
        PaperColumn(
            "amount",
            _("Amount"),
            [line.amount for line in paper.lines],
            "amount",
            2.6,
            summed=True,
        ),
    ]
    return _note(work, paper, formats, _("Goods taken in"), more)


def write_off_note(work: Work, paper: Any, formats: Formats) -> Context:
    """Which goods were written off, and why."""
    return _note(work, paper, formats, _("Act of write-off"), [])


def quality_note(work: Work, paper: Any, formats: Formats) -> Context:
    """Which goods got another quality, what they are from then on, and why."""
    become = [Becoming(line.to_item_id, line.to_variant_id, line.unit_id) for line in paper.lines]
    goods = named_goods(work, become)
    more = [
        PaperColumn("to_item", _("Becomes"), goods.names, weight=9),
        PaperColumn("to_code", _("Code"), goods.codes, weight=2),
    ]
    return _note(work, paper, formats, _("Act of change of quality"), more)


class Becoming(NamedTuple):
    """The goods that those of a row become, as rows name goods."""

    item_id: UUID
    variant_id: UUID | None
    unit_id: UUID


def _note(
    work: Work, paper: Any, formats: Formats, title: Text, more: Sequence[PaperColumn]
) -> Context:
    head = _head(work, paper, formats)
    named = _("{title} No. {number} of {date}", title=title, number=paper.number,
              date=head["long_date"])  # fmt: skip
    fields = [
        ("organisation", _("Organisation"), head["organisation"]),
        ("warehouse", _("Warehouse"), head["warehouse"]),
        ("reason", _("Reason"), getattr(paper, "reason", "")),
        ("comment", _("Comment"), paper.comment),
    ]
    return {
        **_goods_table(work, paper.lines, formats, more),
        "heading": formats.text(named),
        "fields": [
            {"name": name, "label": formats.text(label), "value": value}
            for name, label, value in fields
            if value
        ],
    }


def _goods_table(
    work: Work, lines: Sequence[Any], formats: Formats, more: Sequence[PaperColumn] = ()
) -> Context:
    quantities = [line.quantity for line in lines]
    columns = [
        *_named(named_goods(work, lines)),
        PaperColumn("quantity", _("Quantity"), quantities, "quantity", 2.5, summed=not more),
        *more,
    ]
    return paper_table(formats, _("Goods"), columns)
