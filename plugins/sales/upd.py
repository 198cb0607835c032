"""The universal transfer document, УПД: a tax invoice and a consignment note in one.

After the form that the tax service recommends with Постановление № 1137; the rates of VAT are
those the rows keep, so a paper of any year prints as it was agreed.
"""

from datetime import date
from typing import Any

from ...core import Texts, Work
from ...core.printing import Context, Formats, PrintForm
from ...core.values import ZERO, round_to
from ..items import items_of
from ..orders import Sides, as_booked, day_of, heading_of, listed_fields, vat_rate
from ..stock import NamedGoods, PaperColumn, named_goods, paper_table

_ = Texts(__package__)

TITLE = _("Universal transfer document (UPD)")
SHORT = _("UPD")
TEMPLATE = "forms/upd.html"
TRACED = date(2021, 7, 1)
"""From then on the form numbers its rows in column 1 and names the shipping document."""
AMENDED = date(2024, 10, 1)
FIRST = date(2017, 10, 1)


def forms() -> list[PrintForm]:
    """The form as it was before goods were traced, and as it is since."""
    same: dict[str, Any] = {"package": __package__ or "", "context": upd}
    return [
        PrintForm("upd", TITLE, "shipment", template=TEMPLATE, since=since, until=until, **same)
        for since, until in ((FIRST, date(2021, 6, 30)), (TRACED, None))
    ]


def upd(work: Work, paper: Any, formats: Formats) -> Context:
    """What the form is given of a shipment."""
    paper = as_booked(paper)
    goods = named_goods(work, paper.lines)
    sides = Sides(work, formats)
    head = upd_head(sides, paper, formats)
    fields = [
        ("seller", _("Seller"), head["seller"]),
        ("shipper", _("Shipper and its address"), head["shipper"]),
        ("consignee", _("Consignee and its address"), head["consignee"]),
        ("buyer", _("Buyer"), head["buyer"]),
        ("basis", _("Basis"), head["basis"]["said"]),
    ]
    return {
        "wide": True,
        "heading": heading_of(SHORT, paper, formats),
        "fields": listed_fields(formats, fields),
        **_table(paper, goods, formats),
        "totals": [
            {"name": "amount", "label": formats.text(_("Total to be paid")),
             "value": formats.exact(paper.amount, "amount")}
        ],
        "upd": {
            **head,
            "rows": _rows(work, paper, goods, formats),
            "total": {
                "bare": formats.exact(paper.amount - paper.vat_amount, "amount"),
                "vat": formats.exact(paper.vat_amount, "amount") if paper.vat_amount else "",
                "amount": formats.exact(paper.amount, "amount"),
            },
        },
    }  # fmt: skip


def _edition(day: date) -> str:
    if day >= AMENDED:
        return "16.08.2024 № 1096"
    return "02.04.2021 № 534" if day >= TRACED else "19.08.2017 № 981"


def upd_head(sides: Sides, paper: Any, formats: Formats) -> Context:
    """What the form says of the two sides, under the number and date of a paper."""
    ours, party = paper.organisation, paper.party
    day = paper.moment.astimezone(formats.zone).date()
    return {
        "alone": False,
        "payments": "",
        "status": "1" if ours.pays_vat else "2",
        "traced": day >= TRACED,
        "edition": _edition(day),
        "shipping_number": paper.number,
        "shipping_date": day_of(paper, formats),
        "number": paper.number,
        "date": day_of(paper, formats),
        "long_date": formats.long_day(paper.moment),
        "seller": sides.name(ours),
        "seller_address": sides.address(ours),
        "seller_numbers": sides.numbers(ours),
        "shipper": _with_address(sides.name(ours), sides.address(ours)),
        "consignee": _with_address(sides.name(party), sides.delivery(party)),
        "buyer": sides.name(party),
        "buyer_address": sides.address(party),
        "buyer_numbers": sides.numbers(party),
        "currency": f"{sides.seen(paper.currency, 'name')}, {_number_of(paper)}",
        "basis": sides.basis(paper),
        "director": sides.seen(ours, "director"),
        "accountant": sides.seen(ours, "chief_accountant"),
        "subject": ", ".join(filter(None, [sides.name(ours), _said_numbers(sides, ours)])),
        "other_subject": ", ".join(filter(None, [sides.name(party), _said_numbers(sides, party)])),
    }


def _with_address(name: str, address: str) -> str:
    return ", ".join(one for one in (name, address) if one)


def _said_numbers(sides: Sides, side: Any) -> str:
    numbers = sides.numbers(side)
    return sides.formats.text(_("INN/KPP {numbers}", numbers=numbers)) if numbers else ""


def _number_of(paper: Any) -> str:
    return str(paper.currency.numeric_code or paper.currency.code)


def _rows(work: Work, paper: Any, goods: NamedGoods, formats: Formats) -> list[Context]:
    items = items_of(work, paper.lines)
    made = []
    for place, line in enumerate(paper.lines):
        bare = line.amount - line.vat_amount
        each = round_to(bare / line.quantity, 2) if line.quantity else ZERO
        no_vat = formats.text(_("no VAT"))
        made.append(
            {
                "n": str(place + 1),
                "code": items[line.item_id].sku or goods.codes[place],
                "item": goods.names[place],
                "okei": goods.unit_codes[place],
                "unit": goods.units[place],
                "quantity": formats.exact(line.quantity, "quantity"),
                "price": formats.exact(each, "amount"),
                "bare": formats.exact(bare, "amount"),
                "rate": vat_rate(line, formats),
                "vat": no_vat
                if line.vat_rate is None
                else formats.exact(line.vat_amount, "amount"),
                "amount": formats.exact(line.amount, "amount"),
            }
        )
    return made


def _table(paper: Any, goods: NamedGoods, formats: Formats) -> Context:
    """The same rows as a table, for Word."""
    lines = paper.lines
    bare = [line.amount - line.vat_amount for line in lines]
    each = [
        round_to(sum_ / line.quantity, 2) if line.quantity else ZERO
        for sum_, line in zip(bare, lines, strict=True)
    ]
    vat, amounts = [line.vat_amount for line in lines], [line.amount for line in lines]
    columns = [
        PaperColumn("item", _("Goods, works, services"), goods.names, weight=8),
        PaperColumn("okei", _("OKEI"), goods.unit_codes, weight=1.2),
        PaperColumn("unit", _("Unit"), goods.units, weight=1.5),
        PaperColumn("quantity", _("Quantity"), [line.quantity for line in lines], "quantity", 2),
        PaperColumn("price", _("Price"), each, "price", 2.6),
        PaperColumn("bare_amount", _("Amount without VAT"), bare, "amount", 2.8, summed=True),
        PaperColumn("vat_rate", _("VAT"), [vat_rate(line, formats) for line in lines], weight=1.6),
        PaperColumn("vat_amount", _("VAT amount"), vat, "amount", 2.4, summed=True),
        PaperColumn("amount", _("Amount"), amounts, "amount", 2.8, summed=True),
    ]
    return paper_table(formats, _("Goods, works, services"), columns)
