"""Why orders are lost: the reason of a closing is counted in money of the books."""

import pytest

from support.trade import D, day
from tradepost.core.posting.facts import record_facts
from tradepost.core.reporting import parse_params, report_of, run
from tradepost.plugins.currencies import CurrencyRate


@pytest.fixture
def trade(shop):
    shop.item("TEA")
    shop.paper("goods_receipt", day(1), party="S", warehouse="01", lines=[("TEA", 100, 60)])
    shop.dear = shop.add("closing_reason", code="dear", name="Too dear")
    shop.late = shop.add("closing_reason", code="late", name="Too late")
    return shop


def order(trade, quantity=10, **data):
    lines = [("TEA", quantity, 100)]
    return trade.paper("customer_order", day(2), party="C", lines=lines, **data)


def lost(trade):
    def report(work):
        asked = report_of(work.house, "lost_orders")
        given = {"from": "2026-03-01", "to": "2026-03-31"}
        return run(work, asked, parse_params(work, asked, given))

    return {row.names["reason"]: row.values["amount"] for row in trade.read(report).rows}


def test_what_was_not_shipped_is_lost_for_the_reason_of_its_row_or_paper(trade):
    first, second = order(trade), order(trade, 3)
    trade.make(
        "customer_order", "shipment", first, day(3), warehouse="01",
        lines=[{"item": "TEA", "quantity": 4}],
    )  # fmt: skip
    closing = trade.paper(
        "order_closing", day(4), closing_reason=trade.dear,
        lines=[{"order": str(first)}, {"order": str(second), "closing_reason": str(trade.late)}],
    )  # fmt: skip
    assert lost(trade) == {"Too dear": 600, "Too late": 300}
    trade.unpost("order_closing", closing)
    assert lost(trade) == {}
    assert trade.balance("customer_orders") == 9
    trade.post("order_closing", closing)
    assert lost(trade) == {"Too dear": 600, "Too late": 300}
    assert trade.broken() == []


def test_what_is_lost_in_another_currency_is_counted_in_that_of_the_books(trade):
    usd = trade.key("currency", "USD")
    trade.do(record_facts, [CurrencyRate.record(at=day(1), currency=usd, rate=D(90), per=1)])
    key = trade.paper(
        "customer_order", day(2), party="C", currency="USD", rate="90", lines=[("TEA", 2, 5)]
    )
    trade.paper("order_closing", day(4), closing_reason=trade.late, lines=[{"order": str(key)}])
    assert lost(trade) == {"Too late": 900}
