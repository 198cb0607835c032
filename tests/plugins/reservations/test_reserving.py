"""Goods promised to orders: placed, reserved in part, moved, shipped, received, released."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from support.trade import TRADE, D, Shop, catalog_house, day
from tradepost.core import Refusal
from tradepost.core.posting.errors import Shortage
from tradepost.plugins.reservations import expiry
from tradepost.plugins.reservations.errors import NothingFree, NowhereToMove


@pytest.fixture
def trade(shop):
    """Ten pieces of tea are in the first warehouse, three in the second."""
    shop.item("TEA")
    shop.main, shop.far = shop.key("warehouse", "01"), shop.add("warehouse", code="02", name="Far")
    shop.paper("goods_receipt", day(1), party="S", warehouse="01", lines=[("TEA", 10, 60)])
    shop.paper("goods_receipt", day(1), party="S", warehouse="02", lines=[("TEA", 3, 60)])
    return shop


def order(trade, quantity, moment=None, placement=None, **data):
    row = {"item": "TEA", "quantity": quantity, "price": 100}
    if placement:
        row["placement"] = placement
    return trade.paper("customer_order", moment or day(2), party="C", lines=[row], **data)


def ship(trade, quantity, order_id=None, source=None, moment=None, **data):
    row = {"item": "TEA", "quantity": quantity, "price": 100}
    if source:
        row["source"] = source
    more = {"customer_order": order_id} if order_id else {}
    return trade.paper(
        "shipment", moment or day(4), party="C", warehouse="01", lines=[row], **more, **data
    )


def reserve(trade, order_id, *rows, moment=None):
    """A reservation; a row is (quantity, from, to) or (quantity, from, to, order)."""
    lines = []
    for quantity, source, target, *whose in rows:
        line = {"item": "TEA", "quantity": quantity}
        line |= {"from": source} if source else {}
        line |= {"to": target} if target else {}
        line |= {"order": whose[0]} if whose else {}
        lines.append(line)
    return trade.paper("reservation", moment or day(3), customer_order=order_id, lines=lines)


def reserved(trade, **where):
    return trade.balance("stock_reserved", **where)


def awaited(trade, quantity=20, due_on="2026-03-20", moment=None):
    row = {"item": "TEA", "quantity": quantity, "price": 60}
    return trade.paper(
        "supplier_order", moment or day(2), party="S", warehouse="01", due_on=due_on, lines=[row]
    )


def test_a_row_placed_on_a_warehouse_is_reserved_there(trade):
    first = order(trade, 7, placement=trade.main)
    assert reserved(trade, order=first, warehouse="01") == 7
    with pytest.raises(Shortage) as refused:
        order(trade, 4, placement=trade.main)
    assert refused.value.facts["available"] == 3
    with pytest.raises(Shortage):
        ship(trade, 4)
    ship(trade, 3)
    assert trade.broken() == []


def test_a_shipment_takes_its_own_reserve_and_the_rest_from_free_stock(trade):
    first = order(trade, 9, placement=trade.main)
    other = order(trade, 1, placement=trade.main)
    ship(trade, 9, first)
    assert (reserved(trade, order=first), reserved(trade, order=other)) == (0, 1)
    with pytest.raises(Shortage):
        ship(trade, 1)
    ship(trade, 1, other)
    assert trade.balance("stock_on_hand", warehouse="01") == 0
    assert trade.broken() == []


def test_a_shipment_from_the_reserve_never_takes_anothers(trade):
    mine = order(trade, 5, placement=trade.main)
    theirs = order(trade, 5, placement=trade.main)
    with pytest.raises(Shortage):
        ship(trade, 6, mine, source="reserve", beyond_order=True)
    ship(trade, 5, mine, source="reserve")
    assert reserved(trade, order=theirs) == 5


def test_a_shipment_of_free_goods_leaves_the_reserve_of_what_is_left(trade):
    mine = order(trade, 6)
    reserve(trade, mine, (4, None, trade.main))
    ship(trade, 2, mine, source="free")
    assert reserved(trade, order=mine) == 4
    ship(trade, 3, mine, source="free", moment=day(5))
    assert reserved(trade, order=mine) == 1


def test_an_order_is_reserved_as_far_as_goods_are_free(trade):
    order(trade, 6, placement=trade.main)
    mine = order(trade, 20)
    filled = trade.fill("customer_order", "reservation", mine)
    assert [(row["to"], row["quantity"]) for row in filled["lines"]] == [
        (str(trade.main), "4"),
        (str(trade.far), "3"),
    ]
    trade.make("customer_order", "reservation", mine, day(3))
    assert reserved(trade, order=mine) == 7
    with pytest.raises(NothingFree):
        trade.fill("customer_order", "reservation", mine)
    coming = awaited(trade)
    again = trade.fill("customer_order", "reservation", mine)
    assert [(row["to"], row["quantity"]) for row in again["lines"]] == [(str(coming), "13")]


def test_a_reserve_moves_between_warehouses_and_orders(trade):
    mine, theirs = order(trade, 5, placement=trade.main), order(trade, 5)
    reserve(trade, mine, (2, trade.main, trade.far))
    assert reserved(trade, order=mine, warehouse="02") == 2
    reserve(trade, mine, (3, trade.main, None), (3, None, trade.main, theirs), moment=day(3, 10))
    assert (reserved(trade, order=mine), reserved(trade, order=theirs)) == (2, 3)
    with pytest.raises(Shortage):
        reserve(trade, mine, (1, trade.main, None), moment=day(3, 11))
    with pytest.raises(NowhereToMove):
        reserve(trade, mine, (1, trade.far, trade.far), moment=day(3, 12))
    assert trade.broken() == []


def test_what_comes_for_placed_orders_is_kept_for_the_most_urgent(trade):
    coming = awaited(trade)
    late = order(trade, 8, day(2, 10), placement=coming, due_on="2026-03-25")
    soon = order(trade, 8, day(2, 11), placement=coming, due_on="2026-03-22")
    with pytest.raises(Shortage):
        order(trade, 5, day(2, 12), placement=coming)
    row = {"item": "TEA", "quantity": 10, "price": 60}
    receipt = trade.paper(
        "goods_receipt", day(5), party="S", warehouse="01", supplier_order=coming, lines=[row]
    )
    assert (reserved(trade, order=soon), reserved(trade, order=late)) == (8, 2)
    assert trade.balance("order_placement", customer_order=late) == 6
    ship(trade, 8, soon, moment=day(6))
    with pytest.raises(Shortage):
        trade.unpost("goods_receipt", receipt)
    assert trade.broken() == []


def test_closing_an_order_ends_its_promises(trade):
    coming = awaited(trade)
    mine = order(trade, 5, placement=trade.main)
    placed = order(trade, 5, placement=coming)
    for one in (mine, placed):
        trade.paper("order_closing", day(8), lines=[{"order": one}], reason="Changed his mind")
    assert (reserved(trade), trade.balance("order_placement")) == (0, 0)
    other = order(trade, 5, placement=coming)
    trade.paper("supplier_order_closing", day(9), lines=[{"order": coming}])
    assert trade.balance("order_placement", customer_order=other) == 0
    assert trade.broken() == []


def test_the_receipt_of_reserved_goods_is_not_unposted(trade):
    trade.item("CUP")
    receipt = trade.paper(
        "goods_receipt", day(1), party="S", warehouse="01", lines=[("CUP", 2, 60)]
    )
    row = {"item": "CUP", "quantity": 1, "price": 100, "placement": trade.main}
    mine = trade.paper("customer_order", day(2), party="C", lines=[row])
    with pytest.raises(Shortage):
        trade.unpost("goods_receipt", receipt)
    trade.unpost("customer_order", mine)
    trade.unpost("goods_receipt", receipt)


def contract(trade, **terms):
    return trade.add("contract", name="Terms", party="C", kind="customer", **terms)


def test_an_unpaid_reserve_ends_after_the_days_of_the_contract(trade):
    terms = contract(trade, reserve_days=5, prepayment_percent=50, settlement_mode="orders")
    unpaid = order(trade, 4, day(2), placement=trade.main, contract=terms)
    paid = order(trade, 4, day(2), placement=trade.main, contract=terms)
    endless = order(trade, 1, day(2), placement=trade.main)
    trade.paper("cash_receipt", day(3), party="C", contract=terms, deal=paid, amount=200)
    trade.house.clock.moment = day(6)
    assert _step(trade) is None
    assert reserved(trade) == 9
    trade.house.clock.moment = day(8)
    _step(trade)
    assert (reserved(trade, order=unpaid), reserved(trade, order=paid)) == (0, 4)
    assert reserved(trade, order=endless) == 1
    assert _step(trade) is None
    assert trade.broken() == []


def _step(trade):
    with trade.house.work() as work:
        return expiry.run(work, {})


def test_a_part_of_the_prepayment_does_not_keep_the_reserve(trade):
    terms = contract(trade, reserve_days=1, prepayment_percent=50, settlement_mode="orders")
    mine = order(trade, 4, day(2), placement=trade.main, contract=terms)
    trade.paper("cash_receipt", day(3), party="C", contract=terms, deal=mine, amount="199.99")
    trade.house.clock.moment = day(8)
    _step(trade)
    assert reserved(trade) == 0


def test_sixteen_at_once_never_promise_or_ship_more_than_there_is(trade):
    orders = [order(trade, 1, day(2, n % 23)) for n in range(24)]
    done = []

    def attempt(n):
        try:
            if n % 3:
                reserve(trade, orders[n], (1, None, trade.main))
            else:
                ship(trade, 1, orders[n], source="free")
            done.append(n)
        except Refusal:
            pass

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(attempt, range(24)))
    assert len(done) == 10
    assert trade.balance("stock_on_hand", warehouse="01") == reserved(trade)
    assert trade.broken() == []


@pytest.mark.parametrize("seed", [1])
def test_any_history_of_promises_equals_a_slow_count(trade, seed):
    """Random papers of the same day; the oracle keeps plain sums."""
    chance = random.Random(seed)
    orders = [order(trade, 10, day(2, n)) for n in range(3)]
    stock, mine, left = D(10), [D(0)] * 3, [D(10)] * 3
    for n in range(30):
        moment = day(3) + timedelta(minutes=n)
        who, much = chance.randrange(3), D(chance.randint(1, 4))
        what = chance.choice(["reserve", "release", "ship", "free", "receive"])
        free = stock - sum(mine)
        fits = {
            "reserve": much <= free and mine[who] + much <= left[who],
            "release": much <= mine[who],
            "ship": much <= left[who] and much - min(much, mine[who]) <= free,
            "free": much <= left[who] and much <= free + max(mine[who] - left[who] + much, 0),
            "receive": True,
        }[what]
        try:
            if what == "reserve":
                reserve(trade, orders[who], (much, None, trade.main), moment=moment)
            elif what == "release":
                reserve(trade, orders[who], (much, trade.main, None), moment=moment)
            elif what == "receive":
                lines = [("TEA", much, 60)]
                trade.paper("goods_receipt", moment, party="S", warehouse="01", lines=lines)
            else:
                source = "any" if what == "ship" else "free"
                ship(trade, much, orders[who], source, moment)
        except Refusal:
            assert not fits, (seed, n, what)
            continue
        assert fits, (seed, n, what)
        used = min(much, mine[who]) if what == "ship" else D(0)
        mine[who] += {"reserve": much, "release": -much}.get(what, -used)
        stock += {"receive": much, "ship": -much, "free": -much}.get(what, D(0))
        left[who] -= much if what in ("ship", "free") else 0
        mine[who] = min(mine[who], left[who])  # what is beyond the order is free
        assert [reserved(trade, order=one) for one in orders] == mine
    assert trade.balance("stock_on_hand", warehouse="01") == stock
    assert trade.broken() == []


def test_a_shortage_of_a_reserve_names_the_order(trade):
    key = order(trade, 5)
    reserve(trade, key, (5, None, trade.main))
    with pytest.raises(Shortage) as refused:
        ship(trade, 6, key, "reserve", beyond_order=True)
    assert str(key) not in str(refused.value)


def test_the_setting_orders_first_turns_the_strategy_round(trade):
    soon, late = awaited(trade, 4, "2026-03-10"), awaited(trade, 3, "2026-03-20")
    mine = order(trade, 18, warehouse="02")
    told = lambda shop: [
        (row["to"], row["quantity"])
        for row in shop.fill("customer_order", "reservation", mine)["lines"]
    ]
    stock = [(str(trade.far), "3"), (str(trade.main), "10")]
    coming = [(str(soon), "4"), (str(late), "3")]
    assert told(trade) == [*stock, *coming[:1], (str(late), "1")]
    house = catalog_house(trade.house.url, TRADE, reservations={"orders_first": True})
    try:
        shop = Shop(house)
        assert told(shop) == [*coming, stock[0], (str(trade.main), "8")]
        shop.make("customer_order", "reservation", mine, day(3))
        line = {"item": "TEA", "quantity": 10, "less": True}  # what was promised last goes first
        shop.paper("order_adjustment", day(4), customer_order=mine, lines=[line])
        assert (reserved(shop), shop.balance("order_placement")) == (1, 7)
        assert reserved(shop, warehouse="02") == 1
    finally:
        house.close()
