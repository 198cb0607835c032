"""Reports of cost: gross profit, and what stock is worth."""

from decimal import Decimal

from ...core import Texts
from ...core.reporting import Measure, Report, Variant
from ...core.reporting.report import Figures
from ...core.values import HUNDRED, round_to

_ = Texts(__package__)

BATCHES = "cost_batches"
NESTED = {"nested": "1"}


def reports() -> list[Report]:
    """Gross profit, the worth of stock now, its turnover."""
    return [profit(), worth(), turnover()]


def profit() -> Report:
    """What sales brought beyond the cost of what was sold.

    Sales and their cost meet in what both know: goods and the shipment. Whatever else it is
    told apart by (the customer, the warehouse) is asked of the shipment, so that no sum is
    counted twice.
    """
    return Report(
        "gross_profit",
        _("Gross profit"),
        "sales",
        "cost_of_sales.read",
        (
            Measure("quantity", _("Quantity"), "quantity", "sales.quantity"),
            Measure("amount", _("Amount"), "amount", "sales.amount"),
            Measure("vat_amount", _("VAT"), "amount", "sales.vat_amount"),
            Measure("price", _("Average price"), "price", formula=average),
            Measure("revenue", _("Revenue without VAT"), "amount", formula=revenue),
            Measure("cost", _("Cost"), "amount", "cost_of_sales.amount"),
            Measure("profit", _("Gross profit"), "amount", formula=gain),
            Measure("margin", _("Margin, %"), "percent", formula=margin),
            Measure("markup", _("Mark-up, %"), "percent", formula=markup),
        ),
        by=("item",),
        help=_("What sales brought beyond the cost of what was sold, without VAT"),
        chart="lying",
        variants=(
            Variant("items", _("By goods"), ("item",), SHOWN, asks=MARKED),
            Variant(
                "groups",
                _("By groups and goods"),
                ("item.group", "item"),
                SHOWN,
                asks={**NESTED, **MARKED},
            ),
            Variant(
                "customers",
                _("By customers"),
                ("shipment.party",),
                ("revenue", "cost", "profit", "profit.share", "margin"),
                asks={"sort": "-profit", **MARKED},
            ),
            Variant(
                "price_types",
                _("By price types"),
                ("shipment.price_type", "item"),
                ("quantity", "price", "revenue", "profit", "margin"),
                asks={**NESTED, **MARKED},
            ),
            Variant("documents", _("By documents"), ("shipment",), SHOWN, asks=MARKED),
            Variant(
                "months",
                _("By months, beside last year"),
                ("time.month",),
                ("revenue", "cost", "profit", "margin"),
                asks={"period": "this_year", "compare": "year", "chart": "line"},
            ),
            Variant(
                "loss",
                _("Sold at a loss"),
                ("item", "shipment"),
                SHOWN,
                asks={"filter[profit][lt]": "0", "sort": "profit", **NESTED},
            ),
        ),
    )


SHOWN = ("quantity", "revenue", "cost", "profit", "margin", "markup")
MARKED = {"mark": "profit:lt:0:bad"}


def average(figures: Figures) -> Decimal | None:
    """What one was sold for on the average, VAT inside; None where nothing was."""
    many = figures["quantity"]
    return round_to(figures["amount"] / many, 6) if many else None


def revenue(figures: Figures) -> Decimal | None:
    """What the goods themselves were sold for."""
    return figures["amount"] - figures["vat_amount"]


def gain(figures: Figures) -> Decimal | None:
    """Revenue beyond cost."""
    return figures["amount"] - figures["vat_amount"] - figures["cost"]


def margin(figures: Figures) -> Decimal | None:
    """Profit in hundredths of revenue; None without revenue."""
    sold = figures["amount"] - figures["vat_amount"]
    return round_to(HUNDRED * (sold - figures["cost"]) / sold, 2) if sold else None


def markup(figures: Figures) -> Decimal | None:
    """Profit in hundredths of cost; None without cost."""
    cost = figures["cost"]
    sold = figures["amount"] - figures["vat_amount"]
    return round_to(HUNDRED * (sold - cost) / cost, 2) if cost else None


def worth() -> Report:
    """What stock has cost."""
    return Report(
        "stock_worth",
        _("Worth of stock"),
        "warehouse",
        f"{BATCHES}.read",
        (
            Measure("quantity", _("Quantity"), "quantity", f"{BATCHES}.quantity", "balance"),
            Measure("amount", _("Cost"), "amount", f"{BATCHES}.amount", "balance"),
            Measure("unit", _("Cost of one"), "price", formula=of_one),
        ),
        by=("item",),
        help=_("What the goods in stock have cost, now or at any moment, by batch where asked"),
        variants=(
            Variant("items", _("By goods"), ("item",)),
            Variant("groups", _("By groups and goods"), ("item.group", "item"), asks=NESTED),
            Variant(
                "warehouses", _("Warehouses side by side"), ("item",), ("amount",), "warehouse"
            ),
            Variant("batches", _("By batches"), ("item", "batch", "warehouse"), asks=NESTED),
        ),
    )


def turnover() -> Report:
    """How the worth of stock came about."""
    parts = (
        ("opening", _("At the beginning"), "opening"),
        ("came", _("Came"), "in"),
        ("went", _("Went"), "out"),
        ("closing", _("At the end"), "closing"),
    )
    return Report(
        "stock_cost_turnover",
        _("Turnover of goods by cost"),
        "warehouse",
        f"{BATCHES}.read",
        tuple(
            Measure(name, title, "amount", f"{BATCHES}.amount", part)  # type: ignore[arg-type]
            for name, title, part in parts
        ),
        by=("item",),
        help=_("What stock was worth at the beginning, what came and went, at cost"),
        variants=(
            Variant("items", _("By goods"), ("item",)),
            Variant("warehouses", _("Warehouses and goods"), ("warehouse", "item"), asks=NESTED),
            Variant("months", _("By months"), ("time.month",), asks={"period": "this_year"}),
        ),
    )


def of_one(figures: Figures) -> Decimal | None:
    """What one of it has cost; None where there is none."""
    return round_to(figures["amount"] / figures["quantity"], 2) if figures["quantity"] else None
