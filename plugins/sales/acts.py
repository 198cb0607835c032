"""The act of services rendered: what was done for a customer, and that he has no claims.

It holds what ФЗ № 402 (§ 9) asks of a first document. Goods of the same shipment go with a
consignment note; the УПД holds both.
"""

from typing import Any

from ...core import Texts, Work
from ...core.printing import Context, Formats, PrintForm
from ...core.values import ZERO
from ..orders import Sides, as_booked, heading_of, listed_fields, said, vat_rate
from ..stock import PaperColumn, named_goods, paper_table

_ = Texts(__package__)

TITLE = _("Act of services rendered")
PERFORMER, CUSTOMER = _("Performed by"), _("Accepted by the customer")


def form() -> PrintForm:
    """The act of a shipment with services."""
    return PrintForm(
        "act", TITLE, "shipment", template="forms/act.html", package=__package__ or "",
        context=act, signs=(PERFORMER, CUSTOMER),
    )  # fmt: skip


def act(work: Work, paper: Any, formats: Formats) -> Context:
    """The services of a shipment, with the sum in words; nothing where it has none."""
    paper = as_booked(paper)
    lines = [line for line in paper.lines if not line.stocked]
    sides = Sides(work, formats)
    whole = sum((line.amount for line in lines), ZERO)
    vat = sum((line.vat_amount for line in lines), ZERO)
    fields = [
        ("performer", _("Performer"), sides.details(paper.organisation)),
        ("customer", _("Client"), sides.details(paper.party)),
        ("basis", _("Basis"), sides.basis(paper)["said"]),
    ]
    return {
        "heading": heading_of(TITLE, paper, formats),
        "fields": listed_fields(formats, fields),
        **_table(work, lines, formats),
        "totals": [
            {"name": name, "label": formats.text(label), "value": formats.exact(value, "amount")}
            for name, label, value in (
                ("vat_amount", _("VAT included"), vat),
                ("amount", _("In all"), whole),
            )
            if value or name == "amount"
        ],
        "amount_in_words": said(whole, paper.currency.code, formats),
        "act": {"director": sides.seen(paper.organisation, "director")},
    }


def _table(work: Work, lines: list[Any], formats: Formats) -> Context:
    named = named_goods(work, lines)
    columns = [
        PaperColumn("item", _("Works and services"), named.names, weight=9),
        PaperColumn("quantity", _("Quantity"), [line.quantity for line in lines], "quantity", 2),
        PaperColumn("unit", _("Unit"), named.units, weight=1.5),
        PaperColumn("price", _("Price"), [line.price for line in lines], "price", 2.6),
        PaperColumn("vat_rate", _("VAT"), [vat_rate(line, formats) for line in lines], weight=2.2),
        PaperColumn(
            "amount", _("Amount"), [line.amount for line in lines], "amount", 2.8, summed=True
        ),
    ]
    return paper_table(formats, _("Works and services"), columns)
