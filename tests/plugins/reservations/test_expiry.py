"""Promises nobody pays for end in time: by their own age, by the money of the contract."""

import pytest
from sqlalchemy import select

from support.trade import D, day
from tradepost.core.notices import Notice
from tradepost.core.posting.facts import record_facts
from tradepost.plugins.currencies import CurrencyRate
from tradepost.plugins.reservations import expiry


@pytest.fixture
def trade(shop):
    """Ten pieces of tea in each of two warehouses."""
    shop.item("TEA")
    shop.main, shop.far = shop.key("warehouse", "01"), shop.add("warehouse", code="02", name="Far")
    for code in ("01", "02"):
        shop.paper("goods_receipt", day(1), party="S", warehouse=code, lines=[("TEA", 10, 60)])
    return shop


def contract(trade, days=5, **terms):
    data = {"name": "Terms", "party": "C", "kind": "customer", "reserve_days": days, **terms}
    return trade.add("contract", **data)


def order(trade, terms, quantity=4, placement=None, **data):
    row = {"item": "TEA", "quantity": quantity, "price": 100}
    row |= {"placement": placement} if placement else {}
    return trade.paper("customer_order", day(2), party="C", contract=terms, lines=[row], **data)


def reserve(trade, key, quantity, moment, source=None, to=None):
    line = {"item": "TEA", "quantity": quantity, "from": source, "to": to}
    told = {name: value for name, value in line.items() if value}
    return trade.paper("reservation", moment, customer_order=key, lines=[told])


def pay(trade, terms, amount, **data):
    return trade.paper("cash_receipt", day(3), party="C", contract=terms, amount=amount, **data)


def promised(trade, key):
    placed = trade.balance("order_placement", customer_order=key)
    return trade.balance("stock_reserved", order=key), placed


def night(trade, number):
    """The nightly work of a day, to its end."""
    trade.house.clock.moment = day(number)
    payload = {}
    while payload is not None:
        with trade.house.work() as work:
            payload = expiry.run(work, payload)


@pytest.mark.parametrize("mode", ["invoices", "contract"])
def test_an_advance_of_the_contract_keeps_the_reserve(trade, mode):
    terms = contract(trade, prepayment_percent=100, settlement_mode=mode)
    key = order(trade, terms, placement=trade.main)
    advance = pay(trade, terms, 400)
    night(trade, 8)
    assert promised(trade, key) == (4, 0)
    trade.unpost("cash_receipt", advance)
    night(trade, 9)
    assert promised(trade, key) == (0, 0)


def test_a_contract_that_asks_for_nothing_beforehand_wants_all_of_it_in_time(trade):
    terms = contract(trade, settlement_mode="orders")
    key, other = (order(trade, terms, placement=trade.main) for _n in range(2))
    pay(trade, terms, 400, deal=key)
    pay(trade, terms, 399, deal=other)
    night(trade, 8)
    assert (promised(trade, key), promised(trade, other)) == ((4, 0), (0, 0))


def test_what_is_paid_is_counted_in_the_currency_of_the_contract(trade):
    usd = trade.key("currency", "USD")
    trade.do(record_facts, [CurrencyRate.record(at=day(1), currency=usd, rate=D(90), per=1)])
    terms = contract(trade, currency="RUB", prepayment_percent=100, settlement_mode="orders")
    poor, rich = (
        order(trade, terms, placement=trade.main, currency="USD", rate="90") for _n in range(2)
    )
    pay(trade, terms, 400, deal=poor)
    pay(trade, terms, 36000, deal=rich)
    night(trade, 8)
    assert (promised(trade, poor), promised(trade, rich)) == ((0, 0), (4, 0))


def test_a_reserve_is_as_old_as_it_is_itself(trade):
    terms = contract(trade)
    key = order(trade, terms)
    reserve(trade, key, 4, day(9), to=trade.main)
    night(trade, 13)
    assert promised(trade, key) == (4, 0)
    night(trade, 15)
    assert promised(trade, key) == (0, 0)
    assert trade.broken() == []


def test_only_what_is_old_is_released(trade):
    terms = contract(trade)
    key = order(trade, terms)
    reserve(trade, key, 3, day(3), to=trade.main)
    reserve(trade, key, 1, day(9), to=trade.main)
    trade.paper(
        "shipment", day(10), party="C", contract=terms, warehouse="01", customer_order=key,
        lines=[("TEA", 1, 100)],
    )  # fmt: skip
    night(trade, 12)
    assert promised(trade, key) == (1, 0)
    night(trade, 13)
    assert promised(trade, key) == (1, 0)
    night(trade, 15)
    assert promised(trade, key) == (0, 0)


def test_a_move_makes_a_reserve_no_younger(trade):
    terms = contract(trade)
    key = order(trade, terms, placement=trade.main)
    reserve(trade, key, 4, day(6), source=trade.main, to=trade.far)
    night(trade, 8)
    assert promised(trade, key) == (0, 0)


def test_what_stands_for_long_goes_before_what_came_late(trade):
    terms = contract(trade)
    coming = trade.paper(
        "supplier_order", day(2), party="S", warehouse="01", lines=[("TEA", 5, 60)]
    )
    key = order(trade, terms)
    reserve(trade, key, 2, day(3), to=trade.main)
    reserve(trade, key, 2, day(9), to=coming)
    night(trade, 12)
    assert promised(trade, key) == (0, 2)
    night(trade, 15)
    assert promised(trade, key) == (0, 0)


def test_what_is_placed_on_suppliers_is_released_too_received_or_not(trade):
    terms = contract(trade)
    coming = trade.paper(
        "supplier_order", day(2), party="S", warehouse="01", lines=[("TEA", 8, 60)]
    )
    keys = [order(trade, terms, placement=coming) for _n in range(2)]
    trade.paper(
        "goods_receipt", day(6), party="S", warehouse="01", supplier_order=coming,
        lines=[("TEA", 4, 60)],
    )  # fmt: skip
    assert [promised(trade, key) for key in keys] == [(4, 0), (0, 4)]
    night(trade, 8)
    assert [promised(trade, key) for key in keys] == [(0, 0), (0, 0)]
    assert trade.broken() == []


def test_who_made_the_order_is_told_whose_manager_it_is(trade):
    terms = contract(trade)
    trade.add("manager", code="1", name="Petrova")
    key = order(trade, terms, placement=trade.main, manager="1")
    with trade.house.work() as work:
        found = work.session.get(work.schema.documents["customer_order"], key)
        assert "Petrova" in str(expiry._said(found))
        assert list(expiry.whom_to_tell(work, found)) == []  # the system has made it
    night(trade, 8)
    assert trade.read(lambda work: work.session.scalars(select(Notice)).all()) == []
