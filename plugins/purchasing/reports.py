"""Reports of buying."""

from decimal import Decimal

from ...core import Texts
from ...core.reporting import Measure, Report, Variant
from ...core.reporting.report import Figures
from ...core.values import round_to
from ..orders import order_report
from .services import COURSE, CYCLE

_ = Texts(__package__)

ORDERED = "supplier_orders.quantity"


def reports() -> list[Report]:
    """Purchases with their average price, and what became of orders."""
    return [
        order_report(
            CYCLE,
            "supplier_orders_course",
            _("State of orders to suppliers"),
            "purchasing",
            COURSE.moved,
        ),
        Report(
            "purchase_analysis",
            _("Analysis of purchases"),
            "purchasing",
            "purchases.read",
            (
                Measure("quantity", _("Quantity"), "quantity", "purchases.quantity"),
                Measure("amount", _("Amount"), "amount", "purchases.amount"),
                Measure("vat_amount", _("VAT"), "amount", "purchases.vat_amount"),
                Measure("average", _("Average price"), "price", formula=average_price),
            ),
            by=("item",),
            help=_("What was bought and from whom; returns are taken off"),
            chart="lying",
            variants=(
                Variant("items", _("By goods"), ("item",)),
                Variant(
                    "groups",
                    _("By groups and goods"),
                    ("item.group", "item"),
                    asks={"nested": "1"},
                ),
                Variant(
                    "suppliers",
                    _("By suppliers"),
                    ("party",),
                    ("amount", "amount.share", "quantity"),
                    asks={"sort": "-amount"},
                ),
                Variant(
                    "months",
                    _("Goods by months"),
                    ("item",),
                    ("amount",),
                    "time.month",
                    {"period": "this_year", "top": "20", "sort": "-amount"},
                ),
            ),
        ),
        Report(
            "supply",
            _("Fulfilment of orders to suppliers"),
            "purchasing",
            "supplier_orders.read",
            (
                Measure("opening", _("Left before"), "quantity", ORDERED, "opening"),
                Measure("ordered", _("Ordered"), "quantity", ORDERED, "in"),
                Measure("came", _("Came"), "quantity", ORDERED, "out"),
                Measure("left", _("Left"), "quantity", ORDERED, "closing"),
                Measure("amount", _("Left for"), "amount", "supplier_orders.amount", "closing"),
            ),
            by=("order",),
            help=_("What was ordered in a period, what has come and what is left"),
            variants=(
                Variant("orders", _("By orders"), ("order",)),
                Variant("goods", _("Orders and goods"), ("order", "item"), asks={"nested": "1"}),
                Variant(
                    "left",
                    _("Still to come"),
                    ("item",),
                    asks={"filter[left][gt]": "0", "sort": "-left"},
                ),
            ),
        ),
    ]


def average_price(figures: Figures) -> Decimal | None:
    """Amount over quantity; None where nothing was bought."""
    return round_to(figures["amount"] / figures["quantity"], 2) if figures["quantity"] else None
