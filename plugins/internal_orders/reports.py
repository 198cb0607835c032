"""Reports of supplying ourselves."""

from ...core import Texts
from ...core.reporting import Measure, Report, Variant

_ = Texts(__package__)

ORDERED = "internal_orders.quantity"


def reports() -> list[Report]:
    """What was asked for within the company, what was brought and what is left."""
    return [
        Report(
            "internal_supply",
            _("Fulfilment of internal orders"),
            "warehouse",
            "internal_orders.read",
            (
                Measure("opening", _("Left before"), "quantity", ORDERED, "opening"),
                Measure("ordered", _("Ordered"), "quantity", ORDERED, "in"),
                Measure("brought", _("Brought or given up"), "quantity", ORDERED, "out"),
                Measure("left", _("Left"), "quantity", ORDERED, "closing"),
            ),
            by=("order",),
            help=_("What warehouses and departments asked for, what they got and what is left"),
            variants=(
                Variant("orders", _("By orders"), ("order",)),
                Variant("goods", _("Orders and goods"), ("order", "item"), asks={"nested": "1"}),
                Variant(
                    "departments",
                    _("By departments"),
                    ("order.department", "order"),
                    asks={"nested": "1"},
                ),
                Variant(
                    "left",
                    _("Not brought yet"),
                    ("item",),
                    asks={"filter[left][gt]": "0", "sort": "-left"},
                ),
            ),
        ),
    ]
