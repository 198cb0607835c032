from concurrent.futures import ThreadPoolExecutor

import pytest

from support.trade import D, day, with_rights
from tradepost.core import Refusal
from tradepost.core.errors import Forbidden
from tradepost.core.posting.errors import Shortage
from tradepost.plugins.orders.errors import (
    HasReturns,
    MoreThanMoved,
    MoreThanOrdered,
    NothingLeft,
    OtherSource,
)
from tradepost.plugins.settlements.errors import OverDebtLimit


@pytest.fixture
def trade(shop):
    """Twenty pieces of tea and ten of coffee are there; tea bears VAT."""
    shop.item("TEA", vat_rate="20")
    shop.item("COFFEE")
    shop.item("DELIVERY", kind="service")
    shop.paper("goods_receipt", day(1), party="S", lines=[("TEA", 20, 60), ("COFFEE", 10, 30)])
    return shop


def order(trade, *lines, moment=None, **data):
    return trade.paper("customer_order", moment or day(2), party="C", lines=lines, **data)


def shipment(trade, *lines, moment=None, **data):
    return trade.paper("shipment", moment or day(3), party="C", lines=lines, **data)


def test_a_shipment_takes_goods_and_makes_debt_and_sales(trade):
    lines = [{"item": "TEA", "quantity": 5, "price": 120, "discount_percent": 10}]
    key = shipment(trade, *lines, ("DELIVERY", 1, 200))
    assert trade.document("shipment", key, "amount", "vat_amount") == (740, 90)
    assert trade.balance("stock_on_hand", item="TEA") == 15
    assert trade.balance("settlements", "amount", party="C") == 740
    assert trade.turnover("sales") == 740
    assert trade.turnover("sales", "discount") == 60
    assert trade.turnover("sales", "vat_amount") == 90
    assert trade.turnover("sales", "quantity", item="DELIVERY") == 1
    assert trade.turnover("cost_of_sales") == 250
    assert not trade.broken()


def test_unposting_leaves_the_registers_as_before(trade):
    before = [trade.rows(one) for one in ("stock_on_hand", "settlements", "cost_batches")]
    key = shipment(trade, ("TEA", 5, 120))
    trade.unpost("shipment", key)
    assert before == [trade.rows(one) for one in ("stock_on_hand", "settlements", "cost_batches")]
    assert trade.turnover("sales") == 0
    assert not trade.broken()


def test_an_organisation_without_vat_sells_without_it(trade):
    trade.change("organisation", trade.key("organisation", "01"), pays_vat=False)
    key = shipment(trade, ("TEA", 5, 120))
    assert trade.document("shipment", key, "amount", "vat_amount") == (600, 0)


def test_a_price_left_out_is_the_one_of_the_contract(trade):
    retail = trade.add("price_type", code="R", name="Retail", currency="RUB")
    trade.do(set_price, retail, trade.key("item", "TEA"), D(99), day(1))
    trade.do(set_price, retail, trade.key("item", "TEA"), D(111), day(3, 8))
    contract = trade.add("contract", name="K", party="C", kind="customer", price_type="R")
    before = shipment(trade, ("TEA", 1), moment=day(2), contract=contract)
    after = shipment(trade, ("TEA", 1), moment=day(3), contract=contract)
    assert trade.document("shipment", before, "amount") == 99
    assert trade.document("shipment", after, "amount") == 111


def set_price(work, kind, item, price, at):
    from tradepost.core.posting.facts import record_facts
    from tradepost.plugins.pricing import ItemPrice

    record_facts(work, [ItemPrice.record(at=at, price_type=kind, item=item, price=price)])


def test_a_price_nobody_knows_is_asked_for(trade):
    with pytest.raises(Refusal) as refused:
        trade.draft("shipment", day(3), party="C", lines=[("TEA", 1)])
    assert refused.value.path == "lines.0.price"


@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        ({"quantity": -1}, "lines.0.quantity"),
        ({"price": -1}, "lines.0.price"),
        ({"discount_percent": 101}, "lines.0.discount_percent"),
        ({"amount": 7}, "lines.0.amount"),
    ],
)
def test_rows_that_can_not_be_are_refused(trade, wrong, path):
    row = {"item": "TEA", "quantity": 1, "price": 10, **wrong}
    with pytest.raises(Refusal) as refused:
        trade.draft("shipment", day(3), party="C", lines=[row])
    assert refused.value.path == path


# --- orders -----------------------------------------------------------------------------


def test_shipment_and_payment_close_the_order(trade):
    key = order(trade, ("TEA", 10, 120), ("DELIVERY", 1, 200))
    first = trade.make("customer_order", "shipment", key, day(3), lines=[("TEA", 4)])
    assert trade.balance("customer_orders") == 7
    assert trade.balance("customer_orders", "amount") == 920
    second = trade.make("customer_order", "shipment", key, day(4))
    assert trade.rows("customer_orders") == []
    assert trade.document("shipment", second, "amount") == 920
    for one in (first, second):
        trade.make("shipment", "cash_receipt", one, day(5))
    assert trade.rows("settlements", party="C") == []
    assert trade.balance("cash", "amount") == 1400
    with pytest.raises(NothingLeft):
        trade.fill("customer_order", "shipment", key)
    assert not trade.broken()


def test_more_than_ordered_needs_a_right_and_a_decision(trade):
    key = order(trade, ("TEA", 10, 120))
    with pytest.raises(MoreThanOrdered):
        shipment(trade, ("TEA", 11, 120), customer_order=key)
    lines = [("TEA", 11, 120)]
    made = trade.draft(
        "shipment", day(3), party="C", customer_order=key, beyond_order=True, lines=lines
    )
    with pytest.raises(Forbidden):
        trade.post("shipment", made, with_rights("shipment.post"))
    trade.post("shipment", made, with_rights("shipment.post", "sales.ship_beyond_order"))
    assert trade.rows("customer_orders") == []


def test_a_correction_changes_the_order_and_the_order_stays_as_it_was(trade):
    key = order(trade, ("TEA", 10, 120))
    trade.paper(
        "order_adjustment",
        day(3),
        customer_order=key,
        lines=[{"item": "TEA", "quantity": 4, "less": True}, ("COFFEE", 2, 50)],
    )
    assert trade.balance("customer_orders", item="TEA") == 6
    assert trade.balance("customer_orders", "amount") == 820
    assert trade.document("customer_order", key, "amount") == 1200
    with pytest.raises(Shortage):
        trade.paper(
            "order_adjustment",
            day(4),
            customer_order=key,
            lines=[{"item": "TEA", "quantity": 7, "less": True}],
        )
    trade.make("customer_order", "shipment", key, day(5))
    assert trade.balance("customer_orders", item="COFFEE") == 2


def test_a_closing_gives_up_what_is_left(trade):
    key = order(trade, ("TEA", 10, 120))
    shipment(trade, ("TEA", 4, 120), customer_order=key)
    closed = trade.make("customer_order", "order_closing", key, day(5), reason="Changed his mind")
    assert trade.rows("customer_orders") == []
    with pytest.raises(NothingLeft):
        trade.make("customer_order", "order_closing", key, day(6))
    trade.unpost("order_closing", closed)
    assert trade.balance("customer_orders") == 6
    assert not trade.broken()


def test_the_order_shows_what_is_left_of_it(trade):
    from tradepost.core import calls

    key = order(trade, ("TEA", 10, 120))
    shipment(trade, ("TEA", 4, 120), customer_order=key)

    def rows(work):
        record = work.session.get(work.schema.documents["customer_order"], key)
        shown = calls.panels(work.hooks, work, record)
        return next(one for one in shown if str(one.title) == "Carried out").rows

    ((item, *figures),) = trade.read(rows)
    assert (item.code, figures) == ("TEA", [10, 4, 6])


# --- returns ----------------------------------------------------------------------------


def test_a_return_brings_goods_back_at_their_cost(trade):
    key = shipment(trade, ("TEA", 5, 120))
    trade.make("shipment", "customer_return", key, day(4), lines=[("TEA", 2)])
    assert trade.balance("stock_on_hand", item="TEA") == 17
    assert trade.balance("cost_batches", "amount", item="TEA") == 850
    assert trade.turnover("cost_of_sales") == 150
    assert trade.balance("settlements", "amount", party="C") == 360
    assert trade.turnover("sales", shipment=key) == 360
    assert not trade.broken()


def test_no_more_comes_back_than_was_sold(trade):
    key = shipment(trade, ("TEA", 5, 120))
    trade.make("shipment", "customer_return", key, day(4), lines=[("TEA", 2)])
    with pytest.raises(MoreThanMoved) as refused:
        trade.make("shipment", "customer_return", key, day(5), lines=[("TEA", 4)])
    assert (refused.value.facts["wanted"], refused.value.facts["available"]) == ("4", "3")
    trade.make("shipment", "customer_return", key, day(5))
    with pytest.raises(NothingLeft):
        trade.fill("shipment", "customer_return", key)


def test_a_return_before_its_shipment_is_refused(trade):
    key = shipment(trade, ("TEA", 5, 120))
    with pytest.raises(OtherSource):
        trade.make("shipment", "customer_return", key, day(2))


def test_a_shipment_with_returns_stays(trade):
    key = shipment(trade, ("TEA", 5, 120))
    trade.make("shipment", "customer_return", key, day(4), lines=[("TEA", 2)])
    with pytest.raises((HasReturns, Shortage)):
        trade.unpost("shipment", key)
    with pytest.raises(MoreThanMoved):
        trade.repost("shipment", key, lines=[("TEA", 1, 120)])


def test_a_return_without_a_sale_needs_its_cost(trade):
    lines = [{"item": "TEA", "quantity": 1, "price": 120}]
    with pytest.raises(Refusal) as refused:
        trade.paper("customer_return", day(4), party="C", lines=lines)
    assert refused.value.code == "costing.cost_unknown"
    trade.paper("customer_return", day(4), party="C", lines=[{**lines[0], "cost": 45}])
    assert trade.balance("cost_batches", "amount", item="TEA") == 1045


def test_a_return_opens_the_order_again_on_demand(trade):
    key = order(trade, ("TEA", 5, 120))
    made = trade.make("customer_order", "shipment", key, day(3))
    trade.make("shipment", "customer_return", made, day(4), lines=[("TEA", 1)])
    assert trade.rows("customer_orders") == []
    trade.make("shipment", "customer_return", made, day(4), lines=[("TEA", 2)], reopens_order=True)
    assert trade.balance("customer_orders") == 2
    assert not trade.broken()


# --- credit -----------------------------------------------------------------------------


def test_the_credit_of_the_contract_bounds_shipments(trade):
    contract = trade.add("contract", name="K", party="C", kind="customer", debt_limit="1000")
    shipment(trade, ("TEA", 5, 120), contract=contract)
    with pytest.raises(OverDebtLimit):
        shipment(trade, ("TEA", 4, 120), contract=contract)
    assert trade.balance("stock_on_hand", item="TEA") == 15
    trade.paper("cash_receipt", day(4), party="C", contract=contract, amount=100)
    shipment(trade, ("TEA", 4, 120), contract=contract, moment=day(5))


def test_objections_are_shown_together(trade):
    contract = trade.add("contract", name="K", party="C", kind="customer", debt_limit="1000")
    with pytest.raises(Refusal) as refused:
        shipment(trade, ("TEA", 40, 120), ("COFFEE", 11, 50), contract=contract)
    codes = sorted(one.code for one in refused.value.each())
    assert codes == ["settlements.debt_limit", "stock.shortage", "stock.shortage"]


# --- many -------------------------------------------------------------------------------


def test_statements_do_not_grow_with_rows(trade):
    for number in range(100):
        trade.item(f"I{number}")
    lines = [(f"I{number}", 10, 10) for number in range(100)]
    trade.paper("goods_receipt", day(1), party="S", lines=lines)
    seen = []
    for count in (1, 1, 100):  # nothing stands behind the first one, so it is asked less
        lines = [(f"I{number}", 1, 10) for number in range(count)]
        asked = order(trade, *lines)
        moment = day(3, 10 + len(seen))  # nothing stands behind either
        key = trade.draft("shipment", moment, party="C", customer_order=asked, lines=lines)
        seen.append(trade.statements(lambda key=key: trade.post("shipment", key)))
    assert seen[1] == seen[2]


def test_two_returns_at_once_do_not_bring_back_more_than_was_sold(trade):
    key = shipment(trade, ("TEA", 5, 120))
    made = [
        trade.draft("customer_return", day(4), party="C", shipment=key, lines=[("TEA", 3)])
        for _ in range(4)
    ]

    def post(one):
        try:
            trade.post("customer_return", one)
        except MoreThanMoved:
            return 0
        return 1

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(post, made)) == 1
    assert trade.balance("stock_on_hand", item="TEA") == 18
    assert not trade.broken()


@pytest.mark.parametrize("lines", [[("TEA", 12, 10)], [("TEA", 5, 10)]])
def test_a_closed_order_posted_again_for_more_goods_at_less_money_is_counted(trade, lines):
    """What is left of it was nothing, and was kept nowhere: more pieces come, money goes."""
    key = order(trade, ("TEA", 5, 100))
    trade.make("customer_order", "order_closing", key, day(7))
    trade.repost("customer_order", key, lines=lines)
    assert trade.balance("customer_orders", order=key) == lines[0][1] - 5
    assert trade.balance("customer_orders", "amount", order=key) == lines[0][1] * 10 - 500
    assert trade.broken() == []
