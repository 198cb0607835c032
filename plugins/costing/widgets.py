"""What costing shows on the start page."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from ...core import Texts, Work
from ...core.posting import readings
from ...core.posting.verify import stale
from ...core.reporting.leading import to_report
from ...core.reporting.widgets import PERIOD, Asked, Figure, Shown, Widget
from ...core.values import ZERO, round_to
from .models import CostBatches, CostOfSales

_ = Texts(__package__)


def widgets() -> list[Widget]:
    """What sales have brought over their cost."""
    return [
        Widget(
            "costing_margin",
            _("Margin"),
            "cost_of_sales.read",
            margin,
            _("What sales brought without VAT, less what the goods have cost"),
            icon="percentage",
            options=(PERIOD,),
            roles=("director",),
            place=15,
        )
    ]


def margin(work: Work, asked: Asked) -> Shown:
    """Revenue without VAT, cost, and what is left; three readings."""
    sales = work.schema.registers.get("sales")
    if sales is None:
        return Shown(empty=_("There is no plugin that sells"))
    span = asked.period(work)
    period = asked.option(PERIOD)
    earned, cost = _earned(work, sales, *span), _cost(work, *span)
    if not earned and not cost:
        return Shown(empty=_("Nothing was sold in this time"))
    left = earned - cost
    costs = to_report("cost_of_sales_turnover", period=period)
    return Shown(
        figures=(
            Figure(_("Margin"), left, to=costs, note=_percent(left, earned), tone=_tone(left)),
            Figure(_("Sold without VAT"), earned, to=to_report("sales_analysis", period=period)),
            Figure(_("Cost"), cost, to=costs),
        ),
        stale=bool(stale(work).get(CostBatches.kind)),
        more=(_("Cost of sales"), costs),
    )


def _tone(left: Decimal) -> Any:
    return "bad" if left < 0 else ""


def _percent(left: Decimal, earned: Decimal) -> str:
    return f"{round_to(left * 100 / earned, 1)} %" if earned else ""


def _earned(work: Work, sales: type[Any], since: datetime, until: datetime) -> Decimal:
    rows = readings.turnover(work, sales, since=since, until=until, by=())
    return sum((row["amount"] - row["vat_amount"] for row in rows), ZERO)


def _cost(work: Work, since: datetime, until: datetime) -> Decimal:
    rows = readings.turnover(work, CostOfSales, since=since, until=until, by=())
    return sum((row["amount"] for row in rows), ZERO)
