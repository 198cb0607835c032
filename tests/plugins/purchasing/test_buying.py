from concurrent.futures import ThreadPoolExecutor

import pytest

from support.trade import D, day, with_rights
from tradepost.core.errors import Forbidden, Refusals
from tradepost.core.posting.errors import Shortage
from tradepost.core.posting.facts import record_facts
from tradepost.core.records.errors import UnknownReference
from tradepost.plugins.currencies import CurrencyRate
from tradepost.plugins.orders.errors import (
    HasReturns,
    MoreThanMoved,
    MoreThanOrdered,
    NothingLeft,
    OtherSource,
)


@pytest.fixture
def trade(shop):
    shop.item("TEA", vat_rate="20")
    shop.item("DELIVERY", kind="service")
    return shop


def order(trade, *lines, moment=None, **data):
    return trade.paper("supplier_order", moment or day(1), party="S", lines=lines, **data)


def receipt(trade, *lines, moment=None, **data):
    return trade.paper("goods_receipt", moment or day(2), party="S", lines=lines, **data)


def test_a_receipt_brings_goods_debt_and_purchases(trade):
    key = receipt(trade, ("TEA", 10, 120), ("DELIVERY", 1, 50))
    assert trade.balance("stock_on_hand", item="TEA") == 10
    assert trade.balance("settlements", "amount", party="S") == -1250
    assert trade.turnover("purchases", item="TEA") == 1200
    assert trade.turnover("purchases", "vat_amount", item="TEA") == 200
    assert trade.turnover("purchases", item="DELIVERY") == 50
    # Own goods cost what was paid less the VAT that is deducted.
    assert trade.balance("cost_batches", "amount", item="TEA") == 1000
    assert trade.document("goods_receipt", key, "amount", "vat_amount") == (1250, 200)
    assert trade.document("goods_receipt", key, "contract.kind_") == "supplier"
    assert not trade.broken()


def test_prices_without_vat_come_to_the_same_with_vat(trade):
    key = receipt(trade, ("TEA", 10, 100), prices_include_vat=False)
    assert trade.document("goods_receipt", key, "amount", "vat_amount") == (1200, 200)
    assert trade.balance("cost_batches", "amount", item="TEA") == 1000


def test_goods_in_dollars_are_kept_in_roubles(trade):
    usd = trade.key("currency", "USD")
    trade.do(record_facts, [CurrencyRate.record(at=day(1), currency=usd, rate=D(90), per=1)])
    contract = trade.add("contract", name="Imports", party="S", kind="supplier", currency="USD")
    trade.item("COFFEE")
    key = receipt(trade, ("COFFEE", 3, "10.01"), contract=contract)
    assert trade.document("goods_receipt", key, "currency.code", "rate") == ("USD", 90)
    assert trade.balance("settlements", "amount", currency="USD") == D("-30.03")
    assert trade.balance("cost_batches", "amount") == D("2702.70")
    assert trade.turnover("purchases") == D("2702.70")
    assert not trade.broken()


# --- orders -----------------------------------------------------------------------------


def test_receipt_and_payment_close_the_order(trade):
    key = order(trade, ("TEA", 10, 120), ("DELIVERY", 1, 50))
    assert trade.balance("supplier_orders", "amount", order=key) == 1250
    first = trade.make("supplier_order", "goods_receipt", key, day(2), lines=[("TEA", 4, 150)])
    assert trade.balance("supplier_orders", item="TEA") == 6
    assert trade.balance("supplier_orders", "amount", item="TEA") == 720
    second = trade.make("supplier_order", "goods_receipt", key, day(3))
    assert trade.rows("supplier_orders") == []
    with pytest.raises(NothingLeft):
        trade.fill("supplier_order", "goods_receipt", key)
    assert trade.document("goods_receipt", second, "amount") == 770
    for one in (first, second):
        trade.make("goods_receipt", "payment_order", one, day(4))
    assert trade.rows("settlements") == []
    assert not trade.broken()


def test_more_than_ordered_is_refused(trade):
    key = order(trade, ("TEA", 10, 120))
    with pytest.raises(MoreThanOrdered) as refused:
        receipt(trade, ("TEA", 11, 120), supplier_order=key)
    assert refused.value.facts["available"] == "10"
    receipt(trade, ("TEA", 8, 120), supplier_order=key)
    with pytest.raises(MoreThanOrdered) as refused:
        receipt(trade, ("TEA", 3, 120), supplier_order=key)
    assert (refused.value.facts["wanted"], refused.value.facts["available"]) == ("3", "2")


def test_what_was_not_ordered_is_refused_too(trade):
    trade.item("COFFEE")
    key = order(trade, ("TEA", 10, 120))
    with pytest.raises(MoreThanOrdered):
        receipt(trade, ("COFFEE", 1, 10), supplier_order=key)


def test_who_may_takes_in_more_than_was_ordered_on_purpose(trade):
    key = order(trade, ("TEA", 10, 120))
    made = trade.draft(
        "goods_receipt",
        day(2),
        party="S",
        supplier_order=key,
        beyond_order=True,
        lines=[("TEA", 12, 120)],
    )
    with pytest.raises(Forbidden):
        trade.post("goods_receipt", made, with_rights("goods_receipt.post"))
    may = with_rights("goods_receipt.post", "purchasing.receive_beyond_order")
    trade.post("goods_receipt", made, may)
    assert trade.rows("supplier_orders") == []
    assert trade.balance("stock_on_hand") == 12
    assert not trade.broken()


def test_an_order_is_not_taken_back_once_goods_came_by_it(trade):
    key = order(trade, ("TEA", 10, 120))
    made = receipt(trade, ("TEA", 4, 120), supplier_order=key)
    with pytest.raises(Shortage) as refused:
        trade.unpost("supplier_order", key)
    assert refused.value.code == "purchasing.shortage"
    trade.unpost("goods_receipt", made)
    trade.unpost("supplier_order", key)
    assert trade.rows("supplier_orders") == []


def test_the_order_of_another_supplier_or_of_later_is_refused(trade):
    trade.add("party", code="S2", name="Second", is_supplier=True)
    theirs = trade.paper("supplier_order", day(1), party="S2", lines=[("TEA", 1, 1)])
    with pytest.raises(OtherSource):
        contract = trade.add("contract", name="Ours", party="S", kind="supplier")
        receipt(trade, ("TEA", 1, 1), supplier_order=theirs, contract=contract)
    later = order(trade, ("TEA", 1, 1), moment=day(3))
    with pytest.raises((OtherSource, Refusals)):
        receipt(trade, ("TEA", 1, 1), supplier_order=later)


def test_posting_again_takes_from_the_order_by_the_difference(trade):
    key = order(trade, ("TEA", 10, 120))
    made = receipt(trade, ("TEA", 4, 120), supplier_order=key)
    trade.repost("goods_receipt", made, lines=[("TEA", 7, 120)])
    assert trade.balance("supplier_orders") == 3
    assert trade.balance("stock_on_hand") == 7
    assert not trade.broken()


def test_a_closing_gives_up_what_will_not_come(trade):
    key = order(trade, ("TEA", 10, 120))
    receipt(trade, ("TEA", 4, 120), supplier_order=key)
    trade.make("supplier_order", "supplier_order_closing", key, day(5), reason="Out of stock")
    assert trade.rows("supplier_orders") == []
    with pytest.raises(NothingLeft):
        trade.make("supplier_order", "supplier_order_closing", key, day(6))
    assert not trade.broken()


def test_prices_are_set_from_a_receipt(trade):
    key = receipt(trade, ("TEA", 10, 120))
    trade.add("price_type", code="P", name="Purchase", currency="RUB")
    trade.make("goods_receipt", "price_setting", key, day(3), price_type="P")
    contract = trade.add("contract", name="K", party="S", kind="supplier", price_type="P")
    again = receipt(trade, ("TEA", 1), moment=day(4), contract=contract)
    assert trade.document("goods_receipt", again, "amount") == 120


@pytest.mark.parametrize("kind", ["supplier_order", "customer_order"])
def test_ordered_goods_are_placed_in_a_warehouse_or_on_an_order(trade, kind):
    row = {"item": "TEA", "quantity": 1, "price": 10}
    party = {"supplier_order": "S", "customer_order": "C"}[kind]
    other = {"supplier_order": "customer_order", "customer_order": "supplier_order"}[kind]
    placed = trade.draft(other, day(1), party={"S": "C", "C": "S"}[party], lines=[row])
    for good in (trade.key("warehouse", "01"), placed):
        trade.draft(kind, day(1), party=party, lines=[{**row, "placement": good}])
    with pytest.raises(UnknownReference) as refused:
        wrong = {**row, "placement": trade.key("item", "TEA")}
        trade.draft(kind, day(1), party=party, lines=[wrong])
    assert refused.value.path == "lines.0.placement"


# --- returns ----------------------------------------------------------------------------


def test_a_return_takes_goods_and_debt_back(trade):
    key = receipt(trade, ("TEA", 10, 120))
    back = trade.make("goods_receipt", "supplier_return", key, day(3), lines=[("TEA", 3)])
    assert trade.document("supplier_return", back, "amount") == 360
    assert trade.balance("stock_on_hand") == 7
    assert trade.balance("settlements", "amount") == -840
    assert trade.turnover("purchases") == 840
    assert trade.turnover("purchases", receipt=key) == 840
    assert trade.balance("cost_batches", "amount") == 700
    assert not trade.broken()


def test_no_more_goes_back_than_came(trade):
    key = receipt(trade, ("TEA", 10, 120))
    receipt(trade, ("TEA", 10, 120))
    trade.make("goods_receipt", "supplier_return", key, day(3), lines=[("TEA", 8)])
    with pytest.raises(MoreThanMoved) as refused:
        trade.make("goods_receipt", "supplier_return", key, day(4), lines=[("TEA", 3)])
    assert refused.value.facts["available"] == "2"
    rest = trade.make("goods_receipt", "supplier_return", key, day(4))
    assert trade.document("supplier_return", rest, "amount") == 240
    with pytest.raises(NothingLeft):
        trade.fill("goods_receipt", "supplier_return", key)


def test_a_receipt_with_returns_stays(trade):
    key = receipt(trade, ("TEA", 10, 120))
    back = trade.make("goods_receipt", "supplier_return", key, day(3), lines=[("TEA", 8)])
    with pytest.raises((HasReturns, Shortage)):
        trade.unpost("goods_receipt", key)
    receipt(trade, ("TEA", 100, 1), moment=day(1))
    with pytest.raises(HasReturns):
        trade.unpost("goods_receipt", key)
    with pytest.raises(MoreThanMoved):
        trade.repost("goods_receipt", key, lines=[("TEA", 7, 120)])
    trade.unpost("supplier_return", back)
    trade.unpost("goods_receipt", key)
    assert not trade.broken()


# --- deals ------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["contract", "orders", "invoices"])
def test_debts_are_told_apart_as_the_contract_says(trade, mode):
    contract = trade.add("contract", name="K", party="S", kind="supplier", settlement_mode=mode)
    asked = order(trade, ("TEA", 10, 120), contract=contract)
    came = trade.make("supplier_order", "goods_receipt", asked, day(2))
    (row,) = trade.rows("settlements")
    assert row["deal"] == {"contract": None, "orders": asked, "invoices": came}[mode]
    trade.make("goods_receipt", "payment_order", came, day(3))
    assert trade.rows("settlements") == []


def test_an_order_is_paid_ahead_and_the_receipt_then_owes_nothing(trade):
    contract = trade.add(
        "contract", name="K", party="S", kind="supplier", settlement_mode="orders"
    )
    asked = order(trade, ("TEA", 10, 120), contract=contract)
    trade.make("supplier_order", "payment_order", asked, day(2))
    assert trade.balance("settlements", "amount", deal=asked) == 1200
    trade.make("supplier_order", "goods_receipt", asked, day(3))
    assert trade.rows("settlements") == []


def test_statements_do_not_grow_with_rows(trade):
    for number in range(60):
        trade.item(f"I{number}")
    seen = []
    for count in (1, 1, 60):  # nothing stands behind the first one, so it is asked less
        lines = [(f"I{number}", 1, 10) for number in range(count)]
        asked = order(trade, *lines)
        key = trade.draft("goods_receipt", day(2), party="S", supplier_order=asked, lines=lines)
        seen.append(trade.statements(lambda key=key: trade.post("goods_receipt", key)))
    assert seen[1] == seen[2]


def test_receipts_posted_and_taken_back_at_once_do_not_cross(trade):
    """They meet in the order and in the stock; whoever comes second waits, nobody dies."""
    asked = order(trade, ("TEA", 100, 120))
    receipt(trade, ("TEA", 100, 120), moment=day(1))
    lines = [("TEA", 5, 120)]
    made = [
        trade.draft("goods_receipt", day(2), party="S", supplier_order=asked, lines=lines)
        for _ in range(6)
    ]

    def turn(key):
        for _ in range(3):
            trade.post("goods_receipt", key)
            trade.unpost("goods_receipt", key)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(turn, made))
    assert trade.balance("supplier_orders") == 100
    assert trade.balance("stock_on_hand") == 100
    assert not trade.broken()
