"""Corrections of orders to suppliers: the order stays as it was, what is to come changes."""

import pytest

from support.trade import day
from tradepost.core.posting.errors import Shortage
from tradepost.plugins.orders.errors import OtherSource


@pytest.fixture
def trade(shop):
    shop.item("TEA")
    shop.item("COFFEE")
    return shop


def order(trade):
    return trade.paper("supplier_order", day(2), party="S", lines=[("TEA", 10, 60)])


def test_a_correction_changes_what_is_to_come_and_the_order_stays_as_it_was(trade):
    key = order(trade)
    correction = trade.paper(
        "supplier_order_adjustment", day(3), supplier_order=key,
        lines=[{"item": "TEA", "quantity": 4, "less": True}, ("COFFEE", 2, 50)],
    )  # fmt: skip
    assert trade.balance("supplier_orders", item="TEA") == 6
    assert trade.balance("supplier_orders", "amount") == 6 * 60 + 100
    assert trade.document("supplier_order", key, "amount") == 600
    trade.unpost("supplier_order_adjustment", correction)
    assert trade.balance("supplier_orders") == 10
    trade.post("supplier_order_adjustment", correction)
    trade.paper(
        "goods_receipt", day(4), party="S", warehouse="01", supplier_order=key,
        lines=[("TEA", 6, 60), ("COFFEE", 2, 50)],
    )  # fmt: skip
    assert trade.rows("supplier_orders") == []
    assert trade.broken() == []


def test_no_more_is_taken_off_than_is_still_to_come_or_promised(trade):
    key = order(trade)
    with pytest.raises(Shortage):
        trade.paper(
            "supplier_order_adjustment", day(3), supplier_order=key,
            lines=[{"item": "TEA", "quantity": 11, "less": True}],
        )  # fmt: skip
    placed = {"item": "TEA", "quantity": "8", "price": "100", "placement": str(key)}
    trade.paper("customer_order", day(2), party="C", lines=[placed])
    with pytest.raises(Shortage):
        trade.paper(
            "supplier_order_adjustment", day(3), supplier_order=key,
            lines=[{"item": "TEA", "quantity": 3, "less": True}],
        )  # fmt: skip


def test_a_correction_before_its_order_is_refused(trade):
    key = order(trade)
    with pytest.raises(OtherSource):
        trade.paper(
            "supplier_order_adjustment", day(1), supplier_order=key, lines=[("TEA", 1, 60)]
        )
