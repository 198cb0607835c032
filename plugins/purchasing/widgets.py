"""What buying shows on the start page."""

from datetime import timedelta

from ...core import Texts, Work
from ...core.reporting.leading import to_new, to_report
from ...core.reporting.widgets import Asked, Figure, Line, Option, Shown, Widget
from ..orders import due_orders
from .documents import SupplierOrder
from .models import SupplierOrders

_ = Texts(__package__)

LONG = 8
AHEAD = Option(
    "ahead",
    _("Due within"),
    {"0": _("today"), "3": _("3 days"), "7": _("a week"), "30": _("a month")},
    default="7",
)


def widgets() -> list[Widget]:
    """What suppliers are to bring."""
    return [
        Widget(
            "purchasing_expected",
            _("Expected from suppliers"),
            "supplier_orders.read",
            expected,
            _("Orders to suppliers that are to come soon or should have come already"),
            icon="truck-return",
            options=(AHEAD,),
            roles=("buyer", "storekeeper"),
            place=30,
        )
    ]


def expected(work: Work, asked: Asked) -> Shown:
    """Orders to suppliers due within some days, the oldest first."""
    today = asked.today(work)
    until = today + timedelta(days=int(asked.option(AHEAD)))
    found = due_orders(work, SupplierOrders, SupplierOrder, until)
    late = sum(1 for one in found if one.due_on < today)
    left = to_report("supplier_orders_balance", "order")
    figures = (
        Figure(_("Expected"), len(found) - late, "whole", to=left),
        Figure(_("Overdue"), late, "whole", to=left, tone="bad" if late else ""),
    )
    return Shown(
        figures=figures if found else (),
        columns=((_("Supplier"), "text"), (_("Due on"), "day"), (_("Left for"), "amount")),
        lines=[
            Line((one.party, one.due_on, one.amount), one.to, "bad" if one.due_on < today else "")
            for one in found[:LONG]
        ],
        empty=_("No supplier is to bring anything in this time"),
        first_step=(_("Order from a supplier"), to_new("supplier_order")),
        more=(_("Orders to suppliers"), left),
    )
