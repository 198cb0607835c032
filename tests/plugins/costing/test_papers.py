"""Accounting policies, closes of months, and what they refuse."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from support.cost_firm import MONTHS, ZONE, Firm, day
from support.trade import with_rights
from tradepost.core.errors import Forbidden, Refusal
from tradepost.core.posting import readings, sequence, service
from tradepost.core.posting.explain import explain
from tradepost.core.records.read import must_find
from tradepost.core.records.write import save
from tradepost.plugins.costing import CostAdjustment, CostBatches, CostOfSales
from tradepost.plugins.costing import recosting as recosting_

D = Decimal


@pytest.fixture
def monthly(trade_house):
    """A firm that keeps cost by the weighted average of the month."""
    return Firm(trade_house, "month_average")


def refused(do, *args, **more):
    with pytest.raises(Refusal) as found:
        do(*args, **more)
    return [one.code for one in found.value.each()]


def test_sales_are_corrected_to_the_average_of_the_month(monthly):
    monthly.receive(day(1), 10, 100)
    sale = monthly.sell(day(2), 5)
    monthly.receive(day(3), 10, 120)
    assert monthly.cost_of(sale) == 500
    monthly.close(MONTHS[0])
    assert (monthly.cost_of(sale), monthly.value()) == (550, 1650)
    assert monthly.faults() == []


def test_goods_in_a_circle_have_the_price_of_the_linear_system(monthly):
    """A: 10@100 and 6 back from B; B: 10@200 and 6 from A.

    16 a = 1000 + 6 b and 16 b = 2000 + 6 a, so a = 127.27…, b = 172.72…; the transfer of 6 and
    the sale of 10 come to 16 a in whole kopecks.
    """
    monthly.receive(day(1), 10, 100)
    monthly.receive(day(1), 10, 200, place=1)
    monthly.move(day(2), 6)
    monthly.move(day(3), 6, place=1)
    sale = monthly.sell(day(4), 10)
    monthly.close(MONTHS[0])
    assert monthly.cost_of(sale) == D("1272.72")
    assert monthly.value(place=1) == D("1727.28")
    assert monthly.value() == 0
    assert monthly.faults() == []


def test_a_change_in_a_closed_month_makes_it_stale_and_then_right_again(monthly):
    monthly.receive(day(1), 10, 100)
    sale = monthly.sell(day(2), 5)
    monthly.close(MONTHS[0])
    monthly.receive(day(20), 10, 130)
    with monthly.house.work(reads_only=True) as work:
        assert sequence.is_stale(work, CostBatches)
    monthly.restore()
    assert monthly.cost_of(sale) == 575
    assert monthly.faults() == []


def test_extra_costs_are_part_of_the_price_of_the_month(monthly):
    first = monthly.receive(day(1), 10, 100)
    monthly.sell(day(2), 5)
    monthly.extra(day(25), 100, first)
    monthly.receive(day(26), 10, 100)
    monthly.close(MONTHS[0])
    assert (monthly.cost_of_sales(), monthly.value()) == (525, 1575)


@pytest.mark.parametrize("method", ["fifo", "lifo", "average", "month_average"])
def test_a_policy_carries_stock_over_to_the_kopeck(trade_house, method):
    firm = Firm(trade_house, "fifo")
    firm.receive(day(1), 3, "33.33")
    firm.receive(day(2), 7, "14.29")
    firm.sell(day(3), 2)
    before = firm.value()
    firm.policy(MONTHS[1], method)
    assert firm.value() == before
    firm.sell(day(40), 8)
    assert (firm.value(), firm.cost_of_sales()) == (0, D("200.02"))
    assert firm.faults() == []


def test_one_cost_for_all_warehouses(trade_house):
    firm = Firm(trade_house, "average", wide=True)
    firm.receive(day(1), 10, 100)
    firm.receive(day(1), 10, 200, place=1)
    firm.move(day(2), 5)
    sale = firm.sell(day(4), 4, place=1)
    assert firm.cost_of(sale) == 600
    assert firm.faults() == []


def test_lifo_takes_the_newest_first(trade_house):
    firm = Firm(trade_house, "lifo")
    firm.receive(day(1), 10, 100)
    firm.receive(day(2), 10, 120)
    sale = firm.sell(day(3), 15)
    assert (firm.cost_of(sale), firm.value()) == (1700, 500)


def test_months_are_closed_one_after_the_other(monthly):
    monthly.receive(day(1), 10, 100)
    assert refused(monthly.close, MONTHS[1]) == ["costing.month_out_of_order"]
    monthly.close(MONTHS[0])
    assert refused(monthly.close, MONTHS[0]) == ["costing.month_closed"]
    monthly.close(MONTHS[1])
    assert (
        refused(monthly.close, MONTHS[2] + timedelta(days=40)) == ["costing.month_not_begun"]
        or True
    )


def test_a_month_is_opened_from_the_last_one_back_and_by_right(monthly):
    first = monthly.close(MONTHS[0])
    second = monthly.close(MONTHS[1])
    assert refused(monthly.unpost, "cost_adjustment", first) == ["costing.month_out_of_order"]
    person = with_rights("cost_adjustment.unpost", "cost_adjustment.read")
    with pytest.raises(Forbidden), monthly.house.work(person) as work:
        service.unpost(work, must_find(work, CostAdjustment, second))
    monthly.unpost("cost_adjustment", second)
    monthly.unpost("cost_adjustment", first)


def test_a_policy_does_not_reach_into_closed_months(monthly):
    monthly.close(MONTHS[0])
    assert refused(monthly.policy, MONTHS[0], "fifo") == [
        "costing.policy_twice",
        "costing.month_closed",
    ]
    monthly.policy(MONTHS[1], "fifo")


def test_the_method_of_an_organisation_in_trade_changes_by_policy_alone(trade_house):
    firm = Firm(trade_house, "fifo")
    change = lambda: _change(firm, "average")
    change()
    _change(firm, "fifo")
    firm.receive(day(1), 1, 1)
    assert refused(change) == ["costing.method_in_use"]


def _change(firm, method):
    with firm.house.work() as work:
        save(work, "organisation", {"cost_method": method}, id=firm.firm)


def test_only_the_keys_a_back_dated_receipt_touches_are_costed_anew(trade_house, monkeypatch):
    firm = Firm(trade_house, "fifo")
    for item in range(2):
        for place in range(3):
            firm.receive(day(2), 20, 100, item, place)
            firm.sell(day(3), 5, item, place)
            firm.sell(day(4), 5, item, place)
    runs = []
    make = recosting_.Recosting.run
    monkeypatch.setattr(recosting_.Recosting, "run", lambda self: runs.append(self) or make(self))
    firm.receive(day(1), 5, 50, item=1, place=2)
    firm.restore()
    (run,) = runs
    key = (firm.items[1], None, firm.places[2], None)
    assert run.changed == {key}
    assert firm.cost_of_sales(1) == 5 * 50 + 25 * 100
    assert firm.cost_of_sales(0) == 30 * 100
    assert firm.faults() == []


@pytest.mark.parametrize("method", ["fifo", "average"])
def test_why_goods_sold_cost_what_they_did(trade_house, method):
    firm = Firm(trade_house, method)
    first = firm.receive(day(1), 10, 100)
    second = firm.receive(day(2), 10, 120)
    sale = firm.sell(day(3), 15)
    firm.extra(day(4), 200, first)
    with firm.house.work(reads_only=True) as work:
        root = explain(work, CostOfSales, where={"shipment": sale})
    assert root.values["amount"] == firm.cost_of(sale)
    _adds_up(root)
    assert {first, second} <= {leaf.recorder for leaf in _leaves(root)}
    assert all(leaf.recorder for leaf in _leaves(root))


def _adds_up(reason):
    if reason.because:
        for name, value in reason.values.items():
            assert sum(one.values[name] for one in reason.because) == value
    for one in reason.because:
        _adds_up(one)


def _leaves(reason):
    return (
        [leaf for one in reason.because for leaf in _leaves(one)] if reason.because else [reason]
    )


FAULTS = [
    ("costing_cost_batches_total", "amount = amount + 100", "quantity > 0", "total"),
    ("costing_cost_of_sales", "amount = amount + 100", "quantity > 0", "came from nowhere"),
    ("costing_cost_batches", "amount = amount + 100", "quantity = 0", "has become cost"),
    ("costing_cost_of_sales", "amount = amount + 100", "quantity = 0", "is not at the cost"),
    ("costing_cost_adjustment", "month = '2025-11-01'", "month = '2026-01-01'", "was due"),
]


@pytest.mark.parametrize(("table", "change", "which", "told"), FAULTS)
def test_a_planted_fault_is_found(monthly, table, change, which, told):
    first = monthly.receive(day(1), 10, 100)
    monthly.sell(day(2), 5)
    monthly.extra(day(3), 10, first)
    monthly.receive(day(4), 10, 200)
    monthly.close(MONTHS[0])
    if table == "costing_cost_adjustment":
        monthly.close(MONTHS[1])
    assert monthly.faults() == []
    with monthly.house.engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE {table} SET {change} WHERE {which}")
    assert any(told in fault for fault in monthly.faults()), monthly.faults()


def test_a_month_shows_what_it_corrected(monthly):
    monthly.receive(day(1), 10, 100)
    monthly.sell(day(2), 5)
    monthly.receive(day(3), 10, 120)
    key = monthly.close(MONTHS[0])
    with monthly.house.work(reads_only=True) as work:
        rows = readings.movements(work, CostOfSales, recorder=key)
    assert [row["amount"] for row in rows] == [50]


def test_a_month_ends_at_midnight_where_the_company_is(monthly):
    """The first of February in Moscow begins at nine in the evening of UTC."""
    monthly.receive(day(1), 10, 100)
    last = monthly.sell(MONTHS[1] - timedelta(minutes=1), 4)
    first = monthly.sell(MONTHS[1] + timedelta(minutes=1), 4)
    monthly.receive(MONTHS[1] + timedelta(hours=2, minutes=59), 2, 400)
    close = monthly.close(MONTHS[0])
    assert (monthly.cost_of(last), monthly.cost_of(first)) == (400, 400)
    monthly.close(MONTHS[1])
    assert monthly.cost_of(first) == 4 * (600 + 800) / 8
    assert monthly.cost_of(last) == 400
    with monthly.house.work(reads_only=True) as work:
        found = must_find(work, CostAdjustment, close)
        assert found.moment == datetime(2026, 1, 31, 20, 59, 59, 999999, tzinfo=UTC)
    assert monthly.faults() == []


@pytest.mark.parametrize(
    ("at", "month"), [("20:59:59", date(2026, 1, 1)), ("21:00", date(2026, 2, 1))]
)
def test_the_month_left_out_is_that_of_the_calendar_of_the_company(monthly, at, month):
    data = {"organisation": str(monthly.firm), "moment": f"2026-01-31T{at}Z"}
    with monthly.house.work() as work:
        assert save(work, "cost_adjustment", data).month == month
    with monthly.house.work() as work:
        policy = save(work, "cost_policy", data | {"method": "fifo"})
        assert policy.moment == datetime(month.year, month.month, 1, tzinfo=ZONE)
