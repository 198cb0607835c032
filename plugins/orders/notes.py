"""Plain notes of goods that come or go, with prices: received, taken back, sent back."""

from typing import Any

from ...core import Text, Texts, Work
from ...core.printing import Context, Formats, PrintForm
from ...core.values import ZERO
from ..stock import PaperColumn, named_goods, paper_table
from . import torg12 as consignment
from .sides import Sides, heading_of, listed_fields

_ = Texts(__package__)

TORG12 = consignment.TITLE


def torg12_form(name: str, kind: str) -> PrintForm:
    """The unified consignment note of a kind, for the plugin that declares it."""
    return PrintForm(
        name, TORG12, kind, template=consignment.TEMPLATE, package=__package__ or "",
        context=consignment.torg12,
    )  # fmt: skip


def note_form(name: str, title: Text, kind: str, signs: tuple[Text, ...]) -> PrintForm:
    """A note of a kind, for the plugin that declares it."""

    def context(work: Work, paper: Any, formats: Formats) -> Context:
        return note(work, paper, formats, title)

    return PrintForm(name, title, kind, context=context, signs=signs)


def note(work: Work, paper: Any, formats: Formats, title: Text) -> Context:
    """What the note says: between whom, which goods, what they come to."""
    sides, lines = Sides(work, formats), paper.lines
    goods = named_goods(work, lines)
    fields = [
        ("organisation", _("Organisation"), sides.details(paper.organisation)),
        ("party", _("Party"), sides.details(paper.party)),
        ("basis", _("Basis"), sides.basis(paper)["said"]),
        ("supplier_number", _("Supplier's document"), _theirs(sides, paper, formats)),
        ("warehouse", _("Warehouse"), sides.seen(paper.warehouse, "name")),
    ]
    vat = [line.vat_amount for line in lines]
    columns = [
        PaperColumn("item", _("Goods"), goods.names, weight=9),
        PaperColumn("code", _("Code"), goods.codes, weight=2),
        PaperColumn("quantity", _("Quantity"), [line.quantity for line in lines], "quantity", 2),
        PaperColumn("unit", _("Unit"), goods.units, weight=1.5),
        PaperColumn("price", _("Price"), [line.price for line in lines], "price", 2.6),
        *(
            [PaperColumn("vat_amount", _("VAT"), vat, "amount", 2.4, summed=True)]
            if any(vat)
            else []
        ),
        PaperColumn(
            "amount", _("Amount"), [line.amount for line in lines], "amount", 2.8, summed=True
        ),
    ]
    return {
        "heading": heading_of(title, paper, formats),
        "fields": listed_fields(formats, fields),
        **paper_table(formats, _("Goods"), columns),
        "totals": _totals(paper, formats),
    }


def _theirs(sides: Sides, paper: Any, formats: Formats) -> str:
    number = sides.seen(paper, "supplier_number")
    day = getattr(paper, "supplier_date", None)
    if not number or day is None:
        return number
    return formats.text(_("{name} of {day}", name=number, day=formats.day(day)))


def _totals(paper: Any, formats: Formats) -> list[Context]:
    found = [("vat_amount", _("VAT included"), paper.vat_amount)] if paper.vat_amount else []
    found.append(("amount", _("In all"), paper.amount))
    return [
        {
            "name": name,
            "label": formats.text(text),
            "value": formats.exact(value or ZERO, "amount"),
        }
        for name, text, value in found
    ]
