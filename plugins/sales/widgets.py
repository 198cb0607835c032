"""What selling shows on the start page."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ...core import Texts, Work, periods
from ...core.posting import readings
from ...core.posting.daily import by_spans
from ...core.records.presentations import presentations
from ...core.reporting.charts import Chart, Series
from ...core.reporting.leading import Goto, to_new, to_report
from ...core.reporting.widgets import PERIOD, Asked, Figure, Line, Option, Shown, Widget
from ...core.values import ZERO, round_to
from ..items import Item
from ..orders import DueOrder, due_orders
from ..parties import Party
from ..stock import StockOnHand
from .documents import CustomerOrder
from .models import CustomerOrders, Sales

_ = Texts(__package__)

REPORT = "sales_analysis"
LONG = 8
OURS = Option("organisation", _("Organisation"), target="organisation")
WAREHOUSE = Option("warehouse", _("Warehouse"), target="warehouse")
WHAT = Option("what", _("What"), {"item": _("Goods"), "party": _("Customers")}, default="item")
COVER = Option(
    "days",
    _("Enough for less than"),
    {"3": _("3 days"), "7": _("a week"), "14": _("two weeks"), "30": _("a month")},
    default="7",
)
AT_ONCE = 10_000  # keys in one statement; SQLite takes 32766 variables
SOLD_OVER = 30
"""Days of sales by which it is told how long goods will last."""


def widgets() -> list[Widget]:
    """Sales of the month, the best goods and customers, orders to ship, goods running out."""
    return [
        Widget(
            "sales_month",
            _("Sales this month"),
            "sales.read",
            this_month,
            _("What was sold since the first of the month, day by day, beside the month before"),
            icon="chart-bar",
            width=2,
            options=(OURS,),
            roles=("salesperson", "director"),
            place=10,
        ),
        Widget(
            "sales_orders",
            _("Orders to ship"),
            "customer_orders.read",
            to_ship,
            _("Orders of customers that are due today or should have gone already"),
            icon="truck-delivery",
            roles=("salesperson", "storekeeper"),
            place=20,
        ),
        Widget(
            "sales_top",
            _("Best sold"),
            "sales.read",
            best,
            _("Goods or customers that brought most in a period"),
            icon="trophy",
            options=(WHAT, PERIOD, OURS),
            roles=("salesperson", "director"),
            place=50,
        ),
        Widget(
            "sales_cover",
            _("Goods running out"),
            "sales.read",
            running_out,
            _("Goods whose stock will not last, by what was sold in the last thirty days"),
            icon="packages",
            options=(COVER, WAREHOUSE),
            roles=("buyer", "director"),
            place=45,
        ),
    ]


def this_month(work: Work, asked: Asked) -> Shown:
    """The month so far beside the same days of the month before."""
    where = _ours(asked)
    today = asked.today(work)
    days = _days(asked.period(work, "this_month"), asked)
    earlier = _days(asked.period(work, "last_month"), asked)
    found = by_spans(work, Sales, "amount", [one for _d, one in (*days, *earlier)], where)
    now, before = found[: len(days)], found[len(days) :]
    # At least one day of the month is over or under way, so both sums mean something.
    sold, last = sum(now, ZERO), sum(before[: today.day], ZERO)
    report = to_report(REPORT, where=where, period="this_month")
    return Shown(
        figures=(
            Figure(_("Sold"), sold, to=report, before=last),
            Figure(
                _("Same days last month"),
                last,
                to=to_report(REPORT, where=where, **_first_days(earlier, today)),
            ),
            Figure(
                _("Last month"),
                sum(before, ZERO),
                to=to_report(REPORT, where=where, period="last_month"),
            ),
        ),
        chart=_by_days(now, before, today) if any(found) else None,
        chart_to=[_of_day(day, where) for day, _span in _longer(days, earlier)],
        empty=_("Nothing has been sold yet"),
        more=(_("Analysis of sales"), report),
    )


def _days(
    period: tuple[datetime, datetime], asked: Asked
) -> list[tuple[date, tuple[datetime, datetime]]]:
    """The days of a period with their first and last moments."""
    day = period[0].astimezone(asked.zone).date()
    last = period[1].astimezone(asked.zone).date()
    found = []
    while day <= last:
        found.append((day, (periods.start(day, asked.zone), periods.end(day, asked.zone))))
        day += timedelta(days=1)
    return found


def _longer(one: list[Any], other: list[Any]) -> list[Any]:
    return one if len(one) >= len(other) else [*one, *other[len(one) :]]


def _first_days(days: Sequence[tuple[date, Any]], today: date) -> dict[str, str]:
    shown = days[: today.day]
    return {"from": shown[0][0].isoformat(), "to": shown[-1][0].isoformat()}


def _of_day(day: date, where: dict[str, UUID]) -> Goto:
    return to_report(REPORT, where=where, **{"from": day.isoformat(), "to": day.isoformat()})


def _by_days(now: Sequence[Decimal], before: Sequence[Decimal], today: date) -> Chart:
    long = max(len(now), len(before))
    lived = [one if n < today.day else None for n, one in enumerate(now)]
    return Chart(
        _("Sales by days"),
        [str(n + 1) for n in range(long)],
        (
            Series(_("This month"), [*lived, *[None] * (long - len(lived))]),
            Series(
                _("Last month"),
                [*before, *[None] * (long - len(before))],
                shape="line",
                faint=True,
            ),
        ),
    )


def _ours(asked: Asked) -> dict[str, UUID]:
    key = asked.key(OURS)
    return {"organisation": key} if key else {}


def best(work: Work, asked: Asked) -> Shown:
    """Those that brought most, with their picture."""
    by = asked.option(WHAT)
    since, until = asked.period(work)
    where = _ours(asked)
    rows = readings.turnover(work, Sales, since=since, until=until, by=(by,), where=where)
    total = sum((row["amount"] for row in rows), ZERO)
    top = sorted(rows, key=lambda row: row["amount"], reverse=True)[:LONG]
    target = Item if by == "item" else Party
    names = presentations(work, [(target, row[by]) for row in top])
    period = asked.option(PERIOD)
    leads = [to_report(REPORT, by, {**where, by: row[by]}, period=period) for row in top]
    return Shown(
        columns=((WHAT.choices[by], "text"), (_("Amount"), "amount"), (_("Share"), "percent")),
        lines=[
            Line((names.get(row[by], ""), row["amount"], _share(row["amount"], total)), lead)
            for row, lead in zip(top, leads, strict=True)
        ],
        empty=_("Nothing was sold in this time"),
        more=(
            _("Analysis of sales"),
            to_report(REPORT, by, where, period=period, sort="-amount"),
        ),
    )


def _share(part: Decimal, whole: Decimal) -> Decimal:
    return round_to(part * 100 / whole, 1) if whole else ZERO


def to_ship(work: Work, asked: Asked) -> Shown:
    """Orders due by the end of today, the oldest first."""
    today = asked.today(work)
    found = due_orders(work, CustomerOrders, CustomerOrder, today)
    return Shown(
        figures=_counted(found, today),
        columns=((_("Customer"), "text"), (_("Due on"), "day"), (_("Left for"), "amount")),
        lines=[_order(one, today) for one in found[:LONG]],
        empty=_("Nothing is due: every order that should have gone has gone"),
        more=(_("Fulfilment of orders"), to_report("order_fulfilment", period="this_year")),
    )


def _counted(found: Sequence[DueOrder], today: date) -> Sequence[Figure]:
    late = [one for one in found if one.due_on < today]
    if not found:
        return ()
    left = to_report("customer_orders_balance", "order")
    return (
        Figure(_("Due today"), len(found) - len(late), "whole", to=left),
        Figure(_("Overdue"), len(late), "whole", to=left, tone="bad" if late else ""),
    )


def _order(one: DueOrder, today: date) -> Line:
    return Line((one.party, one.due_on, one.amount), one.to, "bad" if one.due_on < today else "")


def running_out(work: Work, asked: Asked) -> Shown:
    """Goods that are sold and will not last, those that end first on top."""
    warehouse = asked.key(WAREHOUSE)
    where: dict[str, Any] = {"warehouse": warehouse} if warehouse else {}
    since = work.clock.now() - timedelta(days=SOLD_OVER)
    rows = readings.turnover(work, Sales, since=since, by=("item",), where=where)
    sold = {row["item"]: row["quantity"] for row in rows if row["quantity"] > 0}
    services = _services(work, list(sold))
    lying = _lying(work, where)
    most = Decimal(asked.option(COVER))
    ends = {
        item: lying.get(item, ZERO) * SOLD_OVER / much
        for item, much in sold.items()
        if item not in services
    }
    first = sorted((one for one in ends if ends[one] < most), key=lambda one: ends[one])
    return Shown(
        figures=_kinds(len(first), where),
        columns=((_("Item"), "text"), (_("In stock"), "quantity"), (_("Lasts, days"), "whole")),
        lines=_ending(work, first[:LONG], lying, ends, where),
        empty=_("Stock of everything that sells will last"),
        first_step=(_("Order from a supplier"), to_new("supplier_order")),
        more=(_("Availability of goods"), to_report("availability", where=where)),
    )


def _services(work: Work, items: Sequence[UUID]) -> set[UUID]:
    """Those of the items that are services: nothing of them lies anywhere."""
    found: set[UUID] = set()
    for start in range(0, len(items), AT_ONCE):
        some = Item.id.in_(items[start : start + AT_ONCE])
        found.update(work.session.scalars(select(Item.id).where(some, Item.kind_ == "service")))
    return found


def _kinds(count: int, where: dict[str, Any]) -> Sequence[Figure]:
    if not count:
        return ()
    to = to_report("availability", "item", where, sort="quantity")
    return (Figure(_("Kinds of goods"), count, "whole", to=to, tone="care"),)


def _lying(work: Work, where: dict[str, Any]) -> dict[UUID, Decimal]:
    rows = readings.balance(work, StockOnHand, by=("item",), where=where)
    return {row["item"]: row["quantity"] for row in rows}


def _ending(
    work: Work,
    items: Sequence[UUID],
    lying: dict[UUID, Decimal],
    ends: dict[UUID, Decimal],
    where: dict[str, Any],
) -> list[Line]:
    names = presentations(work, [(Item, key) for key in items])
    return [
        Line(
            (names.get(key, ""), lying.get(key, ZERO), int(ends[key])),
            to_report("availability", where={**where, "item": key}),
            "bad" if lying.get(key, ZERO) <= 0 else "care",
        )
        for key in items
        if key in names
    ]
