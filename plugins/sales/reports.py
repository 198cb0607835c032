"""Reports of selling."""

from decimal import Decimal

from ...core import Texts
from ...core.reporting import Measure, Report, Variant
from ...core.reporting.report import Figures
from ...core.values import HUNDRED, round_to
from ..orders import order_report
from .course import COURSE, CYCLE

_ = Texts(__package__)

ORDERED = "customer_orders.quantity"
BEST = {"top": "20", "sort": "-amount"}
NESTED = {"nested": "1"}
VARIANTS = (
    Variant("items", _("By goods"), ("item",)),
    Variant("groups", _("By groups and goods"), ("item.group", "item"), asks=NESTED),
    Variant(
        "customers",
        _("Best customers"),
        ("party",),
        ("amount", "amount.share", "amount.running", "discount", "rebate"),
        asks=BEST,
    ),
    Variant(
        "months",
        _("By months, beside last year"),
        ("time.month",),
        ("amount", "quantity"),
        asks={"period": "this_year", "compare": "year", "chart": "line"},
    ),
    Variant(
        "calendar",
        _("Goods by months"),
        ("item",),
        ("amount",),
        "time.month",
        {"period": "this_year", **BEST},
    ),
    Variant(
        "customer_groups",
        _("Groups of customers and warehouses"),
        ("party.group", "party"),
        ("amount",),
        "warehouse",
        NESTED,
    ),
    Variant("contracts", _("By contracts"), ("party", "shipment.contract"), asks=NESTED),
    Variant(
        "weekdays",
        _("By days of the week"),
        ("time.weekday",),
        ("amount", "amount.share"),
        asks={"chart": "bar"},
    ),
    Variant("documents", _("By documents"), ("shipment",), ("quantity", "amount", "discount")),
)


def reports() -> list[Report]:
    """Sales with their average price, and what became of orders."""
    return [
        order_report(
            CYCLE, "customer_orders_course", _("State of customers' orders"), "sales", COURSE.moved
        ),
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
                Measure("net", _("Without VAT"), "amount", formula=without_vat),
                Measure("average", _("Average price"), "price", formula=average_price),
                Measure("rebate", _("Discount, %"), "percent", formula=rebate),
            ),
            by=("item",),
            help=_("What was sold, to whom, with which discounts; returns are taken off"),
            chart="lying",
            variants=VARIANTS,
        ),
        Report(
            "lost_orders",
            _("Why orders are lost"),
            "sales",
            "lost_orders.read",
            (
                Measure("amount", _("Lost"), "amount", "lost_orders.amount"),
                Measure("quantity", _("Quantity"), "quantity", "lost_orders.quantity"),
            ),
            by=("reason",),
            help=_("What customers asked for and did not get, by the reason named in closings"),
            chart="lying",
            variants=(
                Variant(
                    "reasons",
                    _("By reasons"),
                    ("reason",),
                    ("amount", "amount.share"),
                    asks={"sort": "-amount"},
                ),
                Variant("goods", _("Goods by reasons"), ("item",), ("amount",), "reason"),
                Variant("customers", _("Customers and reasons"), ("party", "reason"), asks=NESTED),
                Variant("orders", _("By orders"), ("order", "reason"), asks=NESTED),
            ),
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
            variants=(
                Variant("orders", _("By orders"), ("order",)),
                Variant("goods", _("Orders and goods"), ("order", "item"), asks=NESTED),
                Variant("customers", _("By customers"), ("order.party", "order"), asks=NESTED),
                Variant(
                    "left",
                    _("Not shipped yet"),
                    ("item",),
                    ("opening", "ordered", "shipped", "left"),
                    asks={"filter[left][gt]": "0", "sort": "-left"},
                ),
            ),
        ),
    ]


def average_price(figures: Figures) -> Decimal | None:
    """Amount over quantity; None where nothing was sold."""
    return round_to(figures["amount"] / figures["quantity"], 2) if figures["quantity"] else None


def without_vat(figures: Figures) -> Decimal | None:
    """What is left of the amount without VAT."""
    return figures["amount"] - figures["vat_amount"]


def rebate(figures: Figures) -> Decimal | None:
    """The discount in hundredths of the full price; None where nothing was sold."""
    full = figures["amount"] + figures["discount"]
    return round_to(HUNDRED * figures["discount"] / full, 2) if full else None
