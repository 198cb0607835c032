"""Reports of the store."""

from ...core import Texts
from ...core.reporting import Measure, Report

_ = Texts(__package__)

QUANTITY = "stock_on_hand.quantity"


def reports() -> list[Report]:
    """Availability by warehouse, and the card of goods: what came, went and is there."""
    return [
        Report(
            "availability",
            _("Availability of goods"),
            "warehouse",
            "stock_on_hand.read",
            (Measure("quantity", _("Quantity"), "quantity", QUANTITY, "balance"),),
            by=("item", "warehouse"),
            help=_("How much of each item lies in each warehouse, now or at any moment"),
        ),
        Report(
            "stock_card",
            _("Stock card"),
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
        ),
    ]
