"""Reports of reserving."""

from ...core import Texts
from ...core.reporting import Measure, Report

_ = Texts(__package__)

RESERVED = "stock_reserved.quantity"


def reports() -> list[Report]:
    """What is reserved for whom."""
    return [
        Report(
            "reserves",
            _("Reserves"),
            "warehouse",
            "stock_reserved.read",
            (
                Measure("opening", _("At the beginning"), "quantity", RESERVED, "opening"),
                Measure("reserved", _("Reserved"), "quantity", RESERVED, "in"),
                Measure("released", _("Shipped or released"), "quantity", RESERVED, "out"),
                Measure("closing", _("At the end"), "quantity", RESERVED, "closing"),
            ),
            by=("item", "warehouse", "order"),
            help=_("Which orders hold which goods in which warehouse, and since when"),
        ),
    ]
