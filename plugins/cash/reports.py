"""Reports of money."""

from ...core import Texts
from ...core.reporting import Measure, Report, Variant

_ = Texts(__package__)

AMOUNT = "cash.amount"


def reports() -> list[Report]:
    """What lay in each place, came, went and lies there now."""
    return [
        Report(
            "cash_statement",
            _("Statement of money"),
            "money",
            "cash.read",
            (
                Measure("opening", _("At the beginning"), "amount", AMOUNT, "opening"),
                Measure("came", _("Came"), "amount", AMOUNT, "in"),
                Measure("went", _("Went"), "amount", AMOUNT, "out"),
                Measure("closing", _("At the end"), "amount", AMOUNT, "closing"),
            ),
            by=("place",),
            apart=("currency",),
            help=_("Money in desks and accounts over a period"),
            variants=(
                Variant("places", _("By desks and accounts"), ("place",)),
                Variant("days", _("Day by day"), ("place", "time.day"), asks={"nested": "1"}),
                Variant("months", _("By months"), ("time.month",), asks={"period": "this_year"}),
            ),
        )
    ]
