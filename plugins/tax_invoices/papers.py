"""The form of an issued tax invoice: alone, or as the universal transfer document (УПД)."""

from typing import Any

from ...core import Texts, Work
from ...core.printing import Context, Formats, PrintForm
from ..orders import Sides, day_of
from ..sales import UPD_TEMPLATE, upd, upd_head
from ..stock import PaperColumn, paper_table
from .basis import payment_of

_ = Texts(__package__)

INVOICE = _("Tax invoice")
UPD = _("Universal transfer document (UPD)")
SALES = "tradepost.plugins.sales"


def forms() -> list[PrintForm]:
    """The invoice, and with what was handed over in one paper."""
    same: dict[str, Any] = {"template": UPD_TEMPLATE, "package": SALES}
    return [
        PrintForm("tax_invoice", INVOICE, "tax_invoice_issued", context=alone, **same),
        PrintForm("upd", UPD, "tax_invoice_issued", context=together, **same),
    ]


def alone(work: Work, invoice: Any, formats: Formats) -> Context:
    """The tax invoice as a paper of its own."""
    made = together(work, invoice, formats)
    return {**made, "upd": {**made["upd"], "alone": True}}


def together(work: Work, invoice: Any, formats: Formats) -> Context:
    """What the form is given: the goods of the shipment under the number of the invoice."""
    number = str(invoice.invoice_number or invoice.number)
    named = _(
        "{title} No. {number} of {date}",
        title=INVOICE,
        number=number,
        date=formats.long_day(invoice.moment),
    )
    made = (
        upd(work, invoice.shipment, formats)
        if invoice.shipment is not None
        else _of_advance(work, invoice, formats)
    )
    head = {
        "number": number,
        "date": day_of(invoice, formats),
        "long_date": formats.long_day(invoice.moment),
        "payments": invoice.payment_documents,
    }
    return {**made, "heading": formats.text(named), "upd": {**made["upd"], **head}}


def _of_advance(work: Work, invoice: Any, formats: Formats) -> Context:
    """One row: the money that came, with the tax in it by the settlement rate."""
    (line,) = invoice.lines
    payment = payment_of(work, invoice)
    rate = formats.exact(line.vat_rate, "percent")
    whole = formats.exact(line.vat_rate + 100, "percent")
    amount, vat = formats.exact(line.amount, "amount"), formats.exact(line.vat_amount, "amount")
    said = formats.text(_("Advance payment"))
    blank = dict.fromkeys(("code", "okei", "unit", "quantity", "price", "bare"), "—")
    row = {
        **blank,
        "n": "1",
        "item": said,
        "rate": f"{rate}/{whole}",
        "vat": vat,
        "amount": amount,
    }
    columns = [
        PaperColumn("item", _("Goods, works, services"), [said], weight=8),
        PaperColumn("vat_rate", _("VAT"), [row["rate"]], weight=2),
        PaperColumn("vat_amount", _("VAT amount"), [line.vat_amount], "amount", 2.4, summed=True),
        PaperColumn("amount", _("Amount"), [line.amount], "amount", 2.8, summed=True),
    ]
    head = upd_head(Sides(work, formats), invoice, formats)
    number = f"{payment.number} {day_of(payment, formats)}" if payment is not None else ""
    return {
        "wide": True,
        **paper_table(formats, _("Goods, works, services"), columns),
        "fields": [],
        "totals": [],
        "upd": {
            **head,
            "shipping_number": "",
            "shipper": "—",
            "consignee": "—",
            "payments": number,
            "rows": [row],
            "total": {"bare": "X", "vat": vat, "amount": amount},
            "alone": True,
        },
    }
