"""What selling shows on the start page is what its registers hold."""

from datetime import date

import pytest

from support.trade import D, day, with_rights
from support.widgets import figures, rows, shown_by
from tradepost.core.errors import Forbidden


@pytest.fixture
def trade(shop):
    """Tea and coffee are there; the clock shows the last of March."""
    shop.item("TEA")
    shop.item("COFFEE")
    shop.item("DELIVERY", kind="service")
    lines = [("TEA", 40, 60), ("COFFEE", 100, 30)]
    shop.paper("goods_receipt", day(1, 8), party="S", lines=lines)
    return shop


def sell(trade, number, *lines, hour=9):
    trade.paper("shipment", day(number, hour), party="C", lines=lines)


def test_sales_of_the_month_day_by_day_add_up_to_the_register(trade):
    sell(trade, 1, ("TEA", 1, 100))
    sell(trade, 3, ("TEA", 2, 100), ("DELIVERY", 1, 50))
    sell(trade, 3, ("COFFEE", 1, 40), hour=22)  # the fourth in Moscow
    shown = shown_by(trade, "sales_month")
    assert figures(shown) == [390, 0, 0]
    now = shown.chart.series[0].values
    assert now[:5] == [100, 0, 250, 40, 0]
    assert sum(one or 0 for one in now) == trade.turnover("sales") == 390
    assert len(shown.chart.labels) == 31
    assert len(shown.chart_to) == 31


def test_one_organisation_is_told_from_another(trade):
    sell(trade, 2, ("TEA", 1, 100))
    other = trade.add("organisation", code="02", name="Other", currency="RUB")
    assert figures(shown_by(trade, "sales_month", organisation=str(other))) == [0, 0, 0]
    ours = str(trade.key("organisation", "01"))
    assert figures(shown_by(trade, "sales_month", organisation=ours))[0] == 100


def test_the_best_come_first_with_their_share(trade):
    sell(trade, 2, ("TEA", 1, 300), ("COFFEE", 5, 20))
    assert rows(shown_by(trade, "sales_top")) == [("TEA", 300, D(75)), ("COFFEE", 100, D(25))]
    assert rows(shown_by(trade, "sales_top", what="party")) == [("Customer", 400, D(100))]
    assert rows(shown_by(trade, "sales_top", period="last_month")) == []


def test_orders_due_are_shown_until_they_are_shipped(trade):
    order = {"party": "C", "lines": [("TEA", 2, 100)]}
    late = trade.paper("customer_order", day(2), due_on="2026-03-20", **order)
    trade.paper("customer_order", day(3), due_on="2026-03-31", **order)
    trade.paper("customer_order", day(4), due_on="2026-04-20", **order)
    trade.paper("customer_order", day(5), **order)
    shown = shown_by(trade, "sales_orders")
    assert figures(shown) == [1, 1]
    assert rows(shown)[0] == ("Customer", date(2026, 3, 20), 200)
    assert [one.tone for one in shown.lines] == ["bad", ""]
    trade.make("customer_order", "shipment", late, day(6))
    assert figures(shown_by(trade, "sales_orders")) == [1, 0]


def test_goods_that_will_not_last_are_told_and_services_never(trade):
    sell(trade, 10, ("TEA", 35, 100), ("COFFEE", 10, 40), ("DELIVERY", 9, 10))
    shown = shown_by(trade, "sales_cover")
    assert rows(shown) == [("TEA", 5, 4)]  # five left, thirty-five gone in thirty days
    assert rows(shown_by(trade, "sales_cover", days="3")) == []
    main = str(trade.key("warehouse", "01"))
    assert rows(shown_by(trade, "sales_cover", warehouse=main)) == [("TEA", 5, 4)]


def test_widgets_tell_nothing_without_the_rights_of_their_registers(trade):
    with pytest.raises(Forbidden):
        shown_by(trade, "sales_month", with_rights("customer_orders.read"))
    with pytest.raises(Forbidden):
        shown_by(trade, "sales_orders", with_rights("sales.read"))
    with pytest.raises(Forbidden):  # sales alone tell nothing of stock
        shown_by(trade, "sales_cover", with_rights("sales.read"))


def test_each_widget_asks_a_bounded_number_of_questions(trade):
    for number in range(2, 12):
        sell(trade, number, ("TEA", 1, 100), ("COFFEE", 2, 40))
        trade.paper("customer_order", day(number), due_on=f"2026-03-{number + 10}", party="C",
                    lines=[("TEA", 1, 1)])  # fmt: skip
    for name in ("sales_month", "sales_top", "sales_orders", "sales_cover"):
        assert trade.statements(lambda name=name: shown_by(trade, name)) <= 6, name
