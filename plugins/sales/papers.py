"""The papers a customer gets: invoice for payment, delivery note."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ...core import Text, Texts, Work
from ...core.printing import Context, Formats, PrintForm
from ...core.values import ZERO, round_to
from ..stock import PaperColumn, named_goods, paper_table

_ = Texts(__package__)

INVOICE = _("Invoice for payment")
NOTE = _("Delivery note (TORG-12)")


def forms() -> list[PrintForm]:
    """The invoice of an order or a shipment; the delivery note of a shipment."""
    pay = (_("Director"), _("Chief accountant"))
    hand = (_("Release allowed by"), _("Released by"), _("Received by"))
    return [
        PrintForm("invoice", INVOICE, "customer_order", context=invoice, signs=pay),
        PrintForm("invoice", INVOICE, "shipment", context=invoice, signs=pay),
        PrintForm("delivery_note", NOTE, "shipment", context=delivery_note, signs=hand),
    ]


def invoice(work: Work, paper: Any, formats: Formats) -> Context:
    """What is to be paid, to whom and where."""
    lines = paper.lines
    goods = named_goods(work, lines)
    columns = [
        PaperColumn("item", _("Goods and services"), goods.names, weight=10),
        PaperColumn("quantity", _("Quantity"), [line.quantity for line in lines], "quantity", 2),
        PaperColumn("unit", _("Unit"), goods.units, weight=1.5),
        PaperColumn("price", _("Price"), [line.price for line in lines], "price"),
        *_discounts(lines),
        PaperColumn("amount", _("Amount"), [line.amount for line in lines], "amount", summed=True),
    ]
    return {
        "heading": _heading(INVOICE, paper, formats),
        "fields": _fields(formats, _sides(work, paper)),
        **paper_table(formats, _("Goods and services"), columns),
        "totals": _totals(paper, formats, _("To be paid")),
    }


def _discounts(lines: Sequence[Any]) -> list[PaperColumn]:
    values = [line.discount_amount for line in lines]
    shown = any(values)
    return (
        [PaperColumn("discount_amount", _("Discount"), values, "amount", 2.4, summed=True)]
        if shown
        else []
    )


def delivery_note(work: Work, paper: Any, formats: Formats) -> Context:
    """What was handed over; after the unified form ТОРГ-12, prices without VAT."""
    lines = [line for line in paper.lines if line.stocked]
    goods = named_goods(work, lines)
    bare = [line.amount - line.vat_amount for line in lines]
    columns = [
        PaperColumn("item", _("Goods"), goods.names, weight=8),
        PaperColumn("code", _("Code"), goods.codes, weight=2),
        PaperColumn("unit", _("Unit"), goods.units, weight=1.5),
        PaperColumn("okei", _("OKEI"), goods.unit_codes, weight=1.2),
        PaperColumn(
            "quantity",
            _("Quantity"),
            [line.quantity for line in lines],
            "quantity",
            2,
            summed=True,
        ),
        PaperColumn("price", _("Price"), [_each(line) for line in lines], "price", 2.6),
        PaperColumn("bare_amount", _("Amount without VAT"), bare, "amount", 2.8, summed=True),
        PaperColumn("vat_rate", _("VAT, %"), [line.vat_rate for line in lines], "percent", 1.4),
        PaperColumn(
            "vat_amount", _("VAT"), [line.vat_amount for line in lines], "amount", 2.4, summed=True
        ),
        PaperColumn(
            "amount", _("Amount"), [line.amount for line in lines], "amount", 2.8, summed=True
        ),
    ]
    return {
        "wide": True,
        "heading": _heading(_("Delivery note"), paper, formats),
        "fields": _fields(formats, _parties(work, paper)),
        **paper_table(formats, _("Goods"), columns),
        "totals": _totals(paper, formats, _("In all")),
    }


def _each(line: Any) -> Decimal:
    """The price of one without VAT, after discounts."""
    if not line.quantity:
        return ZERO
    return round_to((line.amount - line.vat_amount) / line.quantity, 2)


def _heading(title: Text, paper: Any, formats: Formats) -> str:
    day = formats.long_day(paper.moment)
    named = _("{title} No. {number} of {date}", title=title, number=paper.number, date=day)
    return formats.text(named)


Field = tuple[str, Text, str]


def _fields(formats: Formats, given: Iterator[Field]) -> list[Context]:
    return [
        {"name": name, "label": formats.text(label), "value": value}
        for name, label, value in given
        if value
    ]


def _sides(work: Work, paper: Any) -> Iterator[Field]:
    yield "seller", _("Seller"), details(paper.organisation)
    yield "account", _("Bank account"), account_of(work, paper.organisation_id, paper.currency_id)
    yield "buyer", _("Buyer"), details(paper.party)
    yield "contract", _("Contract"), paper.contract.name


def _parties(work: Work, paper: Any) -> Iterator[Field]:
    seller, buyer = details(paper.organisation), details(paper.party)
    account = account_of(work, paper.organisation_id, paper.currency_id)
    yield "shipper", _("Shipper"), ", ".join(one for one in (seller, account) if one)
    yield "consignee", _("Consignee"), buyer
    yield "seller", _("Supplier"), seller
    yield "buyer", _("Payer"), buyer
    yield "contract", _("Contract"), paper.contract.name
    yield "warehouse", _("Warehouse"), paper.warehouse.name if paper.warehouse else ""


def details(side: Any) -> str:
    """How an organisation or a party is named on papers: name, tax numbers, address."""
    parts = [side.full_name or side.name]
    parts += [f"ИНН {side.tax_id}"] if side.tax_id else []
    parts += [f"КПП {side.kpp}"] if side.kpp else []
    return ", ".join([*parts, *filter(None, [_address(side), getattr(side, "phone", "")])])


def _address(side: Any) -> str:
    if hasattr(side, "address"):
        return str(side.address)
    known = {one.kind_: one.value for one in side.contacts}
    return next((known[k] for k in ("legal_address", "address") if k in known), "")


def account_of(work: Work, organisation_id: UUID, currency_id: UUID) -> str:
    """The first bank account of ours in a currency, where the plugin of money is on."""
    place: Any = work.schema.catalogs.get("cash_place")
    if place is None:
        return ""
    asked = select(place).where(
        place.kind_ == "account",
        place.organisation_id == organisation_id,
        place.currency_id == currency_id,
        place.account != "",
        ~place.deleted,
    )
    found = work.session.scalars(asked.order_by(place.code).limit(1)).first()
    if found is None:
        return ""
    parts = [found.account, found.bank, f"БИК {found.bic}" if found.bic else ""]
    parts.append(f"к/с {found.correspondent}" if found.correspondent else "")
    return ", ".join(filter(None, parts))


def _totals(paper: Any, formats: Formats, label: Text) -> list[Context]:
    found = []
    if paper.vat_amount:
        found.append(("vat_amount", _("VAT included"), paper.vat_amount))
    found.append(("amount", label, paper.amount))
    return [
        {"name": name, "label": formats.text(text), "value": formats.exact(value, "amount")}
        for name, text, value in found
    ]
