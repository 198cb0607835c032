"""Reports of selling."""

from decimal import Decimal

from ...core import Texts
from ...core.reporting import Measure, Report
from ...core.reporting.report import Figures
from ...core.values import round_to

_ = Texts(__package__)

ORDERED = "customer_orders.quantity"


def reports() -> list[Report]:
    """Sales with their average price, and what became of orders."""
    return [
        Report(
            "sales_analysis",
            _("Analysis of sales"),
            "sales",
            "sales.read",
            (
                Measure("quantity", _("Quantity"), "quantity", "sales.quantity"),
                Measure("amount", _("Amount"), "amount", "sales.amount"),
                Measure("discount", _("Discount"), "amount", "sales.discount"),
                Measure("vat_amount", _("VAT"), "amount", "sales.vat_amount"),
                Measure("average", _("Average price"), "price", formula=average_price),
            ),
            by=("item",),
            help=_("What was sold, to whom, with which discounts; returns are taken off"),
            chart="bar",
        ),
        Report(
            "order_fulfilment",
            _("Fulfilment of orders"),
            "sales",
            "customer_orders.read",
            (
                Measure("opening", _("Left before"), "quantity", ORDERED, "opening"),
                Measure("ordered", _("Ordered"), "quantity", ORDERED, "in"),
                Measure("shipped", _("Shipped or given up"), "quantity", ORDERED, "out"),
                Measure("left", _("Left"), "quantity", ORDERED, "closing"),
                Measure("amount", _("Left for"), "amount", "customer_orders.amount", "closing"),
            ),
            by=("order",),
            help=_("What customers ordered in a period, what was shipped and what is left"),
        ),
    ]


def average_price(figures: Figures) -> Decimal | None:
    """Amount over quantity; None where nothing was sold."""
    return round_to(figures["amount"] / figures["quantity"], 2) if figures["quantity"] else None
