"""The unified consignment note, form ТОРГ-12: goods handed over, prices without VAT."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from ...core import Texts, Work
from ...core.printing import Context, Formats, in_words, mass_in_words, number_in_words
from ...core.printing.paging import lines_of, sheets
from ...core.printing.words import MOST
from ...core.values import ZERO, round_to
from ..items import items_of
from ..stock import NamedGoods, PaperColumn, named_goods, paper_table
from .in_books import as_booked
from .sides import Sides, day_of, heading_of, listed_fields

_ = Texts(__package__)

TEMPLATE = "forms/torg12.html"
TITLE = _("Consignment note (TORG-12)")
NOTE = _("Consignment note")
NAME_WIDTH = 34  # signs of a name in one line of its column
SIDE_WIDTH = 100  # and of a side in one line of the head
LINE, AROUND, SIDE_LINE = 2.7, 1.2, 3.4  # millimetres
FIRST, REST, FOOT = 96.0, 162.0, 72.0
"""Millimetres for rows on the first sheet and on others; what the end of the form takes."""
USUAL_LINES = 6


def torg12(work: Work, paper: Any, formats: Formats) -> Context:
    """What the form is given of a shipment, or of goods sent back."""
    paper = as_booked(paper)
    lines = [line for line in paper.lines if line.stocked]
    goods = named_goods(work, lines)
    sides = Sides(work, formats)
    head = _head(sides, paper, formats)
    rows = [_row(place, line, goods, formats) for place, line in enumerate(lines)]
    fields = [
        ("shipper", _("Shipper"), head["shipper"]),
        ("consignee", _("Consignee"), head["consignee"]),
        ("supplier", _("Supplier"), head["supplier"]),
        ("payer", _("Payer"), head["payer"]),
        ("basis", _("Basis"), head["basis"]["said"]),
    ]
    totals = {"name": "amount", "label": formats.text(_("In all")), "value": ""}
    whole = sum((line.amount for line in lines), ZERO)
    return {
        "wide": True,
        "heading": heading_of(NOTE, paper, formats),
        "fields": listed_fields(formats, fields),
        **_table(lines, goods, formats),
        "totals": [{**totals, "value": formats.exact(whole, "amount")}],
        "amount_in_words": said(whole, paper.currency.code, formats),
        "torg": {
            **head,
            "sheets": _sheets(rows, lines, _first(head), formats),
            "total": _sum(lines, formats),
            "rows_in_words": number_in_words(Decimal(len(lines)), formats.language),
            "mass_in_words": _mass(work, lines, formats),
            "amount_in_words": said(whole, paper.currency.code, formats),
        },
    }


def said(amount: Decimal, currency: str, formats: Formats) -> str:
    """A sum in words; nothing for one that is not said."""
    return in_words(amount, currency, formats.language) if 0 <= amount < MOST else ""


def _head(sides: Sides, paper: Any, formats: Formats) -> Context:
    ours, party = paper.organisation, paper.party
    account = sides.account_line(sides.account(paper.organisation_id, paper.currency_id))
    local = paper.moment.astimezone(formats.zone).date()
    return {
        "number": paper.number,
        "date": day_of(paper, formats),
        "long_date": formats.long_day(local),
        "shipper": sides.details(ours, account),
        "unit": sides.seen(paper.warehouse, "name"),
        "consignee": ", ".join(filter(None, [sides.name(party), sides.delivery(party)])),
        "supplier": sides.details(ours, account),
        "payer": sides.details(party),
        "basis": sides.basis(paper),
        "okpo": sides.seen(ours, "okpo"),
        "party_okpo": sides.seen(party, "okpo"),
        "director": sides.seen(ours, "director"),
        "accountant": sides.seen(ours, "chief_accountant"),
        "currency": paper.currency.code,
    }


def _row(place: int, line: Any, goods: NamedGoods, formats: Formats) -> Context:
    bare = line.amount - line.vat_amount
    each = round_to(bare / line.quantity, 2) if line.quantity else ZERO
    return {
        "n": str(place + 1),
        "item": goods.names[place],
        "code": goods.codes[place],
        "unit": goods.units[place],
        "okei": goods.unit_codes[place],
        "quantity": formats.exact(line.quantity, "quantity"),
        "price": formats.exact(each, "amount"),
        "bare": formats.exact(bare, "amount"),
        "rate": vat_rate(line, formats),
        "vat": formats.exact(line.vat_amount, "amount"),
        "amount": formats.exact(line.amount, "amount"),
    }


def vat_rate(line: Any, formats: Formats) -> str:
    """`22 %`; a row that bears no VAT says so in words."""
    if line.vat_rate is None:
        return formats.text(_("no VAT"))
    return f"{formats.exact(line.vat_rate, 'percent')} %"


def _sum(lines: Sequence[Any], formats: Formats) -> Context:
    whole = sum((line.amount for line in lines), ZERO)
    vat = sum((line.vat_amount for line in lines), ZERO)
    quantity = sum((line.quantity for line in lines), ZERO)
    return {
        "quantity": formats.exact(quantity, "quantity"),
        "bare": formats.exact(whole - vat, "amount"),
        "vat": formats.exact(vat, "amount"),
        "amount": formats.exact(whole, "amount"),
    }


def _first(head: Context) -> float:
    """What the first sheet holds: less, the longer the sides are named."""
    said = (head[name] for name in ("shipper", "consignee", "supplier", "payer"))
    taken = sum(lines_of(one, SIDE_WIDTH) for one in said)
    return FIRST - (taken - USUAL_LINES) * SIDE_LINE


def _sheets(
    rows: Sequence[Context], lines: Sequence[Any], first: float, formats: Formats
) -> list[Context]:
    heights = [AROUND + LINE * lines_of(row["item"], NAME_WIDTH) for row in rows]
    parted = sheets(heights, first=first, rest=REST, foot=FOOT)
    return [
        {
            "rows": [rows[place] for place in places],
            "total": _sum([lines[place] for place in places], formats),
        }
        for places in parted
    ]


def _mass(work: Work, lines: Sequence[Any], formats: Formats) -> str:
    """The net mass in words, where the mass of every item is known."""
    items = items_of(work, lines)
    weights = [items[line.item_id].weight for line in lines]
    if not lines or not all(weights):
        return ""
    whole = sum(
        (w * line.base_quantity for w, line in zip(weights, lines, strict=True) if w), ZERO
    )
    return mass_in_words(whole, formats.language) if 0 <= whole < MOST else ""


def _table(lines: Sequence[Any], goods: NamedGoods, formats: Formats) -> Context:
    """The same rows as a table, for Word."""
    bare = [line.amount - line.vat_amount for line in lines]
    each = [
        round_to(sum_ / line.quantity, 2) if line.quantity else ZERO
        for sum_, line in zip(bare, lines, strict=True)
    ]
    vat, amounts = [line.vat_amount for line in lines], [line.amount for line in lines]
    quantities = [line.quantity for line in lines]
    columns = [
        PaperColumn("item", _("Goods"), goods.names, weight=8),
        PaperColumn("code", _("Code"), goods.codes, weight=2),
        PaperColumn("unit", _("Unit"), goods.units, weight=1.5),
        PaperColumn("okei", _("OKEI"), goods.unit_codes, weight=1.2),
        PaperColumn("quantity", _("Quantity"), quantities, "quantity", 2, summed=True),
        PaperColumn("price", _("Price"), each, "price", 2.6),
        PaperColumn("bare_amount", _("Amount without VAT"), bare, "amount", 2.8, summed=True),
        PaperColumn("vat_rate", _("VAT"), [vat_rate(line, formats) for line in lines], weight=1.6),
        PaperColumn("vat_amount", _("VAT amount"), vat, "amount", 2.4, summed=True),
        PaperColumn("amount", _("Amount"), amounts, "amount", 2.8, summed=True),
    ]
    return paper_table(formats, _("Goods"), columns)
