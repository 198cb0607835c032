"""Proposals: versions and alternatives, validity, refusal, the order made of one."""

from datetime import timedelta

import pytest

from support.trade import day
from tradepost.core import Refusals, calls
from tradepost.plugins.sales.errors import ProposalOver


@pytest.fixture
def trade(shop):
    shop.item("TEA")
    shop.paper("goods_receipt", day(1), party="S", warehouse="01", lines=[("TEA", 100, 60)])
    return shop


def proposal(trade, **data):
    row = {"item": "TEA", "quantity": "10", "price": "100", "discount_percent": "5"}
    return trade.paper("proposal", day(2), party="C", lines=[row], **data)


def said(trade, key):
    def ask(work):
        return [one.name for one in calls.standings(work.hooks, work, "proposal", [key])[key]]

    return trade.read(ask)


def test_a_proposal_becomes_an_order_with_its_prices_and_discounts(trade):
    key = proposal(trade, status="sent")
    assert said(trade, key) == ["sent"]
    order = trade.make("proposal", "customer_order", key, day(3))
    assert trade.document("customer_order", order, "amount", "proposal_id") == (950, key)
    assert said(trade, key) == ["ordered"]
    trade.unpost("customer_order", order)
    assert said(trade, key) == ["sent"]
    assert trade.balance("customer_orders") == 0


def test_a_proposal_promises_nothing(trade):
    proposal(trade)
    assert trade.rows("customer_orders") == []


def test_a_new_version_keeps_the_old_one_and_only_the_last_is_ordered(trade):
    first = proposal(trade, subject="Tea for a year")
    second = trade.make("proposal", "proposal", first, day(3))
    third = trade.make("proposal", "proposal", second, day(4))
    assert trade.document("proposal", third, "version_number", "subject") == (
        3, "Tea for a year",
    )  # fmt: skip
    assert trade.document("proposal", first, "amount") == 950
    assert said(trade, first) == ["draft", "replaced"]
    with pytest.raises(ProposalOver) as refused:
        trade.fill("proposal", "customer_order", first)
    assert trade.document("proposal", second, "number") in str(refused.value)
    assert trade.fill("proposal", "customer_order", third)["proposal"] == str(third)
    again = trade.make("proposal", "proposal", first, day(5))
    assert trade.document("proposal", again, "version_number") == 4


def test_a_new_version_earns_its_own_discounts_and_keeps_those_given(trade):
    rule = trade.add("discount", code="ALL", name="All")
    trade.paper("discount_setting", day(1), discount=str(rule), lines=[{"percent": "10"}])
    rows = [("TEA", 1, 100), {"item": "TEA", "price": "100", "auto_discount_percent": "3"}]
    first = trade.paper("proposal", day(2), party="C", lines=rows)
    trade.paper("discount_setting", day(3), discount=str(rule), lines=[{"percent": "8"}])
    second = trade.make("proposal", "proposal", first, day(4))
    percents = [
        [line.auto_discount_percent for line in trade.document("proposal", key, "lines")]
        for key in (first, second)
    ]
    assert percents == [[10, 3], [8, 3]]


def test_an_alternative_stands_beside_and_replaces_nothing(trade):
    first = proposal(trade, alternative="A")
    trade.make("proposal", "proposal", first, day(3), alternative="B")
    assert said(trade, first) == ["draft"]
    trade.fill("proposal", "customer_order", first)


def test_a_proposal_is_ordered_until_its_day(trade):
    today = trade.house.clock.now().date()
    old = proposal(trade, valid_until=str(today - timedelta(days=1)))
    assert said(trade, old) == ["draft", "run_out"]
    with pytest.raises(ProposalOver):
        trade.fill("proposal", "customer_order", old)
    trade.fill("proposal", "customer_order", proposal(trade, valid_until=str(today)))


def test_a_refusal_has_its_reason_and_ends_the_proposal(trade):
    key = proposal(trade)
    with pytest.raises((ProposalOver, Refusals)):
        trade.repost("proposal", key, status="refused")
    dear = trade.add("closing_reason", code="dear", name="Too dear")
    trade.repost("proposal", key, status="refused", refusal_reason=dear)
    assert said(trade, key) == ["refused"]
    with pytest.raises(ProposalOver):
        trade.fill("proposal", "customer_order", key)
