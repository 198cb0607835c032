"""The papers a customer gets: confirmation of an order, invoice, consignment note, УПД."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ...core import Text, Texts, Work
from ...core.printing import Context, Formats, PrintForm
from ...core.values import round_to
from ..currencies import RATES_ZONE
from ..orders import Sides, heading_of, listed_fields, note_form, said, torg12_form
from ..parties import contract_rate
from ..settlements import rate_between
from ..stock import PaperColumn, named_goods, paper_table
from . import acts, upd
from .documents import Shipment
from .payment_code import payment_code

_ = Texts(__package__)

INVOICE = _("Invoice for payment")
ORDER = _("Order of a customer")
PROPOSAL = _("Commercial proposal")
RETURN = _("Goods taken back")
PACKAGE = __package__ or ""


def forms() -> list[PrintForm]:
    """What an order, a shipment and a return are printed as."""
    agreed = (_("Supplier"), _("Customer"))
    handed = (_("Returned by"), _("Accepted by"))
    same: dict[str, Any] = {"template": "forms/invoice.html", "package": PACKAGE}
    return [
        PrintForm("proposal", PROPOSAL, "proposal", context=proposal, signs=agreed),
        PrintForm("order", ORDER, "customer_order", context=order, signs=agreed),
        PrintForm("invoice", INVOICE, "customer_order", context=invoice, **same),
        PrintForm("invoice", INVOICE, "shipment", context=invoice, **same),
        torg12_form("delivery_note", "shipment"),
        acts.form(),
        *upd.forms(),
        note_form("return_note", RETURN, "customer_return", signs=handed),
    ]


def order(work: Work, paper: Any, formats: Formats) -> Context:
    """What was agreed to be delivered, at what price, until when."""
    sides = Sides(work, formats)
    due = formats.day(paper.due_on) if paper.due_on else ""
    fields = [
        *_sides(sides, paper),
        ("warehouse", _("Warehouse"), sides.seen(paper.warehouse, "name")),
        ("due_on", _("Due on"), due),
        ("comment", _("Comment"), paper.comment),
    ]
    return {
        "heading": heading_of(ORDER, paper, formats),
        "fields": listed_fields(formats, fields),
        **_table(work, paper.lines, formats),
        "totals": _totals(paper, formats, _("In all")),
    }


def proposal(work: Work, paper: Any, formats: Formats) -> Context:
    """What is offered, at what price, until when; with the version and the alternative."""
    sides = Sides(work, formats)
    until = formats.day(paper.valid_until) if paper.valid_until else ""
    fields = [
        *_sides(sides, paper),
        ("subject", _("Subject"), paper.subject),
        ("alternative", _("Alternative"), paper.alternative),
        ("version", _("Version"), str(paper.version_number)),
        ("valid_until", _("Valid until"), until),
        ("comment", _("Comment"), paper.comment),
    ]
    return {
        "heading": heading_of(PROPOSAL, paper, formats),
        "fields": listed_fields(formats, fields),
        **_table(work, paper.lines, formats),
        "totals": _totals(paper, formats, _("In all")),
    }


def invoice(work: Work, paper: Any, formats: Formats) -> Context:
    """What is to be paid, to whom and where; with the code that banking applications read."""
    sides = Sides(work, formats)
    ours = paper.organisation
    payable = _payable(work, paper)
    account = sides.account(paper.organisation_id, payable.currency.id)
    heading = heading_of(INVOICE, paper, formats)
    contacts = (sides.address(ours), sides.seen(ours, "phone"), sides.seen(ours, "email"))
    code = payment_code(
        _payment(sides, paper, account, formats), payable.amount, payable.currency.code
    )
    fields = [
        *_sides(sides, paper),
        ("account", _("Bank account"), sides.account_line(account)),
        ("contract", _("Basis"), sides.basis(paper)["said"]),
    ]
    return {
        "heading": heading,
        "mark": code,
        "fields": listed_fields(formats, fields),
        **_table(work, paper.lines, formats),
        "totals": [*_totals(paper, formats, _("To be paid")), *payable.said(formats)],
        **payable.in_words(formats),
        "invoice": {
            "seller_name": sides.name(ours),
            "contacts": ", ".join(filter(None, contacts)),
            "tax_id": sides.seen(ours, "tax_id"),
            "kpp": sides.seen(ours, "kpp"),
            "account": account,
            "code": code,
            "director": sides.seen(ours, "director"),
            "accountant": sides.seen(ours, "chief_accountant"),
        },
    }


@dataclass(frozen=True)
class Payable:
    """What an invoice asks for: its sum, or what its units come to in the currency of the books.

    Attributes:
        amount: to be paid.
        currency: of it.
        rate: of a unit on the day; None where the invoice itself is in that currency.
        day: of the rate.
    """

    amount: Decimal
    currency: Any
    rate: Decimal | None = None
    day: date | None = None

    def said(self, formats: Formats) -> list[Context]:
        """The sum as a total of its own, with the rate it follows from."""
        if self.rate is None or self.day is None:
            return []
        label = _(
            "In {currency} by the rate of {day}, {rate}",
            currency=self.currency.code,
            day=formats.day(self.day),
            rate=formats.exact(self.rate, "rate"),
        )
        value = formats.exact(self.amount, "amount")
        return [{"name": "payable", "label": formats.text(label), "value": value}]

    def in_words(self, formats: Formats) -> Context:
        """What is to be paid in words, where it is not the sum of the invoice."""
        if self.rate is None:
            return {}
        return {"amount_in_words": said(self.amount, self.currency.code, formats)}


def _payable(work: Work, paper: Any) -> Payable:
    """Units are paid by the contract's rate of the day the invoice is printed, or of shipment."""
    ours, contract = paper.organisation, paper.contract
    if not contract.in_units or paper.currency_id != contract.currency_id:
        return Payable(paper.amount, paper.currency)
    shipped = contract.rate_day == "shipment" and isinstance(paper, Shipment)
    at = paper.moment if shipped else work.clock.now()
    known = paper.rate if shipped else contract_rate(work, contract, at)
    rate = rate_between(work, paper.currency_id, ours.currency_id, at, known)
    amount = paper.in_books() if shipped else round_to(paper.amount * rate, 2)
    return Payable(amount, ours.currency, rate, at.astimezone(RATES_ZONE).date())


def _payment(sides: Sides, paper: Any, account: Context, formats: Formats) -> dict[str, str]:
    ours = paper.organisation
    day = formats.day(paper.moment.astimezone(formats.zone).date())
    # Banks read Russian, whatever the language of the invoice.
    purpose = _("Payment of invoice No. {number} of {day}", number=paper.number, day=day)
    vat = _("VAT included: {vat}", vat=Formats("ru").exact(paper.vat_amount, "amount"))
    tail = vat if paper.vat_amount else _("without VAT")
    return {
        "Name": sides.name(ours),
        "PersonalAcc": account["account"],
        "BankName": account["bank"],
        "BIC": account["bic"],
        "CorrespAcc": account["correspondent"],
        "PayeeINN": sides.seen(ours, "tax_id"),
        "KPP": sides.seen(ours, "kpp"),
        "Purpose": f"{purpose.into('ru')}. {tail.into('ru')}",
    }


def _table(work: Work, lines: Sequence[Any], formats: Formats) -> Context:
    goods = named_goods(work, lines)
    columns = [
        PaperColumn("item", _("Goods and services"), goods.names, weight=10),
        PaperColumn("quantity", _("Quantity"), [line.quantity for line in lines], "quantity", 2),
        PaperColumn("unit", _("Unit"), goods.units, weight=1.5),
        PaperColumn("price", _("Price"), [line.price for line in lines], "price"),
        *_discounts(lines),
        PaperColumn("amount", _("Amount"), [line.amount for line in lines], "amount", summed=True),
    ]
    return paper_table(formats, _("Goods and services"), columns)


def _discounts(lines: Sequence[Any]) -> list[PaperColumn]:
    values = [line.discount_amount or None for line in lines]
    shown = any(values)
    return (
        [PaperColumn("discount_amount", _("Discount"), values, "amount", 2.4, summed=True)]
        if shown
        else []
    )


def _sides(sides: Sides, paper: Any) -> Iterator[tuple[str, Text, str]]:
    yield "seller", _("Seller"), sides.details(paper.organisation)
    yield "buyer", _("Buyer"), sides.details(paper.party)


def _totals(paper: Any, formats: Formats, label: Text) -> list[Context]:
    found = []
    if paper.vat_amount:
        found.append(("vat_amount", _("VAT included"), paper.vat_amount))
    found.append(("amount", label, paper.amount))
    return [
        {"name": name, "label": formats.text(text), "value": formats.exact(value, "amount")}
        for name, text, value in found
    ]
