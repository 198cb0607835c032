"""What is printed: an order within the company, and the note of goods issued to a department."""

from collections.abc import Sequence
from typing import Any

from ...core import Text, Texts, Work
from ...core.printing import Context, Formats, PrintForm
from ..orders import Sides, heading_of, listed_fields
from ..stock import PaperColumn, named_goods, paper_table

_ = Texts(__package__)

ORDER = _("Internal order")
ISSUE = _("Issue to a department")


def forms() -> list[PrintForm]:
    """Of orders and issues; transfers have a form of their own."""
    asked = (_("Asked by"), _("Approved by"))
    handed = (_("Released by"), _("Received by"))
    return [
        PrintForm("order", ORDER, "internal_order", context=order, signs=asked),
        PrintForm("note", ISSUE, "department_issue", context=issue, signs=handed),
    ]


def order(work: Work, paper: Any, formats: Formats) -> Context:
    """Who asks for which goods, from where and until when."""
    sides = Sides(work, formats)
    more = [
        ("to_warehouse", _("To warehouse"), sides.seen(paper.to_warehouse, "name")),
        ("due_on", _("Due on"), formats.day(paper.due_on) if paper.due_on else ""),
    ]
    return _note(work, paper, formats, ORDER, more)


def issue(work: Work, paper: Any, formats: Formats) -> Context:
    """Which goods a department got, and on whose order."""
    asked = paper.internal_order
    more = [("order", _("Internal order"), asked.number if asked is not None else "")]
    return _note(work, paper, formats, ISSUE, more)


def _note(
    work: Work, paper: Any, formats: Formats, title: Text, more: Sequence[tuple[str, Text, str]]
) -> Context:
    sides, goods = Sides(work, formats), named_goods(work, paper.lines)
    fields = [
        ("organisation", _("Organisation"), sides.details(paper.organisation)),
        ("department", _("Department"), sides.seen(paper.department, "name")),
        ("warehouse", _("From warehouse"), sides.seen(paper.warehouse, "name")),
        *more,
        ("comment", _("Comment"), paper.comment),
    ]
    quantities = [line.quantity for line in paper.lines]
    columns = [
        PaperColumn("item", _("Goods"), goods.names, weight=9),
        PaperColumn("code", _("Code"), goods.codes, weight=2),
        PaperColumn("unit", _("Unit"), goods.units, weight=1.5),
        PaperColumn("quantity", _("Quantity"), quantities, "quantity", 2.5, summed=True),
    ]
    return {
        "heading": heading_of(title, paper, formats),
        "fields": listed_fields(formats, fields),
        **paper_table(formats, _("Goods"), columns),
    }
