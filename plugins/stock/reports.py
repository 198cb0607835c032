"""Reports of the store."""

from ...core import Texts
from ...core.reporting import Measure, Report, Variant

_ = Texts(__package__)

QUANTITY = "stock_on_hand.quantity"
NESTED = {"nested": "1"}


def reports() -> list[Report]:
    """Availability, turnover of goods, and the documents that moved them."""
    return [availability(), turnover(), moves()]


def availability() -> Report:
    """How much there is."""
    return Report(
        "availability",
        _("Availability of goods"),
        "warehouse",
        "stock_on_hand.read",
        (Measure("quantity", _("Quantity"), "quantity", QUANTITY, "balance"),),
        by=("item", "warehouse"),
        help=_("How much of each item lies in each warehouse, now or at any moment"),
        variants=(
            Variant("warehouses", _("Warehouses side by side"), ("item",), (), "warehouse"),
            Variant("plain", _("Goods and warehouses"), ("item", "warehouse")),
            Variant(
                "groups", _("By groups of goods"), ("item.group", "item"), (), "warehouse", NESTED
            ),
            Variant("warehouse", _("By warehouses"), ("warehouse", "item"), asks=NESTED),
            Variant(
                "below",
                _("Below zero"),
                ("item", "warehouse"),
                asks={"filter[quantity][lt]": "0", "mark": "quantity:lt:0:bad"},
            ),
        ),
    )


def turnover() -> Report:
    """What was there, came, went, is there."""
    return Report(
        "stock_card",
        _("Turnover of goods"),
        "warehouse",
        "stock_on_hand.read",
        (
            Measure("opening", _("At the beginning"), "quantity", QUANTITY, "opening"),
            Measure("came", _("Came"), "quantity", QUANTITY, "in"),
            Measure("went", _("Went"), "quantity", QUANTITY, "out"),
            Measure("closing", _("At the end"), "quantity", QUANTITY, "closing"),
        ),
        by=("item", "warehouse"),
        help=_("What came and went of each item in a period; a figure opens its documents"),
        variants=(
            Variant("items", _("By goods"), ("item",)),
            Variant("warehouses", _("Warehouses and goods"), ("warehouse", "item"), asks=NESTED),
            Variant("groups", _("By groups of goods"), ("item.group", "item"), asks=NESTED),
            Variant("days", _("Goods day by day"), ("item", "time.day"), asks=NESTED),
            Variant("months", _("By months"), ("time.month",), asks={"period": "this_year"}),
        ),
    )


def moves() -> Report:
    """Which documents moved what."""
    return Report(
        "stock_moves",
        _("Movements of goods"),
        "warehouse",
        "stock_on_hand.read",
        (
            Measure("came", _("Came"), "quantity", QUANTITY, "in"),
            Measure("went", _("Went"), "quantity", QUANTITY, "out"),
            Measure("change", _("Change"), "quantity", QUANTITY, "turnover"),
        ),
        by=("recorder", "item"),
        help=_("Which documents brought and took goods, document by document"),
        variants=(
            Variant("documents", _("Documents and goods"), ("recorder", "item"), asks=NESTED),
            Variant("kinds", _("Kinds of documents"), ("recorder.kind",)),
            Variant(
                "items", _("Goods by kinds of documents"), ("item",), ("change",), "recorder.kind"
            ),
            Variant("days", _("Day by day"), ("time.day",), asks={"chart": "line"}),
        ),
    )
