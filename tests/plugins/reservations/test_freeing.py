"""Promises end with their order: freed by what takes from it, refused where nothing frees them."""

import pytest

from support.trade import day
from tradepost.core import Refusal
from tradepost.core.posting.errors import Shortage
from tradepost.core.records.presentations import presentations
from tradepost.plugins.orders import NothingLeft, OtherSource
from tradepost.plugins.reservations.errors import PromisedBeyond


@pytest.fixture
def trade(shop):
    """Ten pieces of tea in each of two warehouses."""
    shop.item("TEA")
    shop.main, shop.far = shop.key("warehouse", "01"), shop.add("warehouse", code="02", name="Far")
    for code in ("01", "02"):
        shop.paper("goods_receipt", day(1), party="S", warehouse=code, lines=[("TEA", 10, 60)])
    return shop


def order(trade, quantity=4, placement=None, moment=None, **data):
    row = {"item": "TEA", "quantity": quantity, "price": 100}
    row |= {"placement": placement} if placement else {}
    return trade.paper("customer_order", moment or day(2), party="C", lines=[row], **data)


def reserve(trade, key, quantity, to=None, moment=None, **row):
    line = {"item": "TEA", "quantity": quantity, "to": to or trade.main, **row}
    told = {name: value for name, value in line.items() if value}
    return trade.paper("reservation", moment or day(3), customer_order=key, lines=[told])


def release(trade, key, quantity, moment=None):
    line = {"item": "TEA", "quantity": quantity, "from": trade.main}
    return trade.paper("reservation", moment or day(4), customer_order=key, lines=[line])


def ship(trade, key, quantity, warehouse="02", moment=None, **data):
    return trade.paper(
        "shipment", moment or day(5), party="C", warehouse=warehouse, customer_order=key,
        lines=[("TEA", quantity, 100)], **data,
    )  # fmt: skip


def correct(trade, key, quantity, *, less=True, moment=None):
    line = {"item": "TEA", "quantity": quantity, "price": 100, "less": less}
    return trade.paper("order_adjustment", moment or day(5), customer_order=key, lines=[line])


def coming(trade, quantity=10, due_on=None, moment=None):
    return trade.paper(
        "supplier_order", moment or day(2), party="S", warehouse="01", due_on=due_on,
        lines=[("TEA", quantity, 60)],
    )  # fmt: skip


def promised(trade, key):
    """What is reserved and what is placed for an order."""
    placed = trade.balance("order_placement", customer_order=key)
    return trade.balance("stock_reserved", order=key), placed


def named(trade, key):
    """What a paper is called."""
    return trade.read(lambda work: presentations(work, [("document", key)])[key])


# --- freed ----------------------------------------------------------------------------------


def test_goods_shipped_from_elsewhere_free_the_reserve(trade):
    key = order(trade, placement=trade.main)
    shipment = ship(trade, key, 3)
    assert promised(trade, key) == (1, 0)
    ship(trade, key, 1, moment=day(6))
    assert promised(trade, key) == (0, 0)
    trade.paper("shipment", day(7), party="C", warehouse="01", lines=[("TEA", 10, 100)])
    assert trade.broken() == []
    with pytest.raises(Shortage):  # the reserve would come again, the goods are gone
        trade.unpost("shipment", shipment)


def test_taking_a_shipment_back_and_posting_it_again_restores_all(trade):
    key = order(trade, placement=trade.main)
    shipment = ship(trade, key, 3)
    for _time in range(2):
        trade.unpost("shipment", shipment)
        assert promised(trade, key) == (4, 0)
        trade.post("shipment", shipment)
        assert promised(trade, key) == (1, 0)
        trade.post("shipment", shipment)  # once more, unchanged
        assert promised(trade, key) == (1, 0)
    assert trade.broken() == []


def test_a_shipment_posted_again_leaves_free_what_it_freed(trade):
    key = order(trade, placement=trade.main)
    shipment = ship(trade, key, 4)
    correct(trade, key, 10, less=False, moment=day(6))
    trade.paper("shipment", day(7), party="C", warehouse="01", lines=[("TEA", 10, 100)])
    trade.post("shipment", shipment)  # its reserve has been sold since
    assert promised(trade, key) == (0, 0)
    trade.repost("shipment", shipment, comment="said again")
    assert trade.broken() == []


def test_a_correction_frees_what_it_takes_off(trade):
    key = order(trade, placement=trade.main)
    correction = correct(trade, key, 4)
    assert promised(trade, key) == (0, 0)
    trade.unpost("order_adjustment", correction)
    assert promised(trade, key) == (4, 0)
    trade.post("order_adjustment", correction)
    trade.repost(
        "order_adjustment", correction,
        lines=[{"item": "TEA", "quantity": 1, "price": 100, "less": True}],
    )  # fmt: skip
    assert promised(trade, key) == (3, 0)
    assert trade.broken() == []


def test_an_order_posted_again_with_less_frees_what_its_rows_reserve(trade):
    key = order(trade, placement=trade.main)
    trade.repost(
        "customer_order", key,
        lines=[{"item": "TEA", "quantity": 1, "price": 100, "placement": str(trade.main)}],
    )  # fmt: skip
    assert promised(trade, key) == (1, 0)
    assert trade.broken() == []


def test_what_was_promised_last_is_freed_first(trade):
    soon, late = coming(trade, due_on="2026-03-10"), coming(trade, due_on="2026-03-20")
    key = order(trade, 8, warehouse="01")
    for to in (trade.main, trade.far, soon, late):
        reserve(trade, key, 2, to)
    left = []
    for _time in range(4):
        correct(trade, key, 2)
        places = {row["warehouse"] for row in trade.rows("stock_reserved")}
        left.append(places | {row["order"] for row in trade.rows("order_placement")})
    assert left == [{trade.main, trade.far, soon}, {trade.main, trade.far}, {trade.main}, set()]
    assert trade.broken() == []


def test_a_receipt_of_an_earlier_day_serves_nobody_who_has_been_served_since(trade):
    theirs = coming(trade, 4)
    key = order(trade, placement=theirs)
    shipment = ship(trade, key, 4, moment=day(6))
    assert promised(trade, key) == (0, 0)
    with pytest.raises(Refusal) as refused:
        trade.make("supplier_order", "goods_receipt", theirs, day(5))
    assert named(trade, shipment) in str(refused.value)
    trade.unpost("shipment", shipment)
    receipt = trade.make("supplier_order", "goods_receipt", theirs, day(5))
    assert promised(trade, key) == (4, 0)
    trade.post("shipment", shipment)
    assert promised(trade, key) == (0, 0)
    trade.unpost("shipment", shipment)
    trade.unpost("goods_receipt", receipt)
    assert promised(trade, key) == (0, 4)
    assert trade.broken() == []


def test_a_closing_accepts_an_order_that_holds_promises_alone(trade, monkeypatch):
    key = order(trade, placement=trade.main)
    with monkeypatch.context() as patch:  # as it was before anything freed
        patch.setattr("tradepost.plugins.reservations.promises.freed", lambda *_: iter(()))
        patch.setattr("tradepost.plugins.reservations.limits._refused", lambda *_: iter(()))
        ship(trade, key, 4)
    assert promised(trade, key) == (4, 0)
    (said,) = trade.broken()
    assert "4 more promised than left" in said
    closing = trade.make("customer_order", "order_closing", key, day(8))
    assert promised(trade, key) == (0, 0)
    assert trade.broken() == []
    trade.unpost("order_closing", closing)
    trade.post("order_closing", closing)
    with pytest.raises(NothingLeft):
        trade.make("customer_order", "order_closing", key, day(9))


# --- refused --------------------------------------------------------------------------------


def test_an_order_is_not_taken_back_under_its_reservation(trade):
    key = order(trade)
    paper = reserve(trade, key, 4)
    with pytest.raises(PromisedBeyond, match="Order of a customer") as refused:
        trade.unpost("customer_order", key)
    assert named(trade, paper) in str(refused.value.remedy)
    assert (refused.value.facts["wanted"], refused.value.facts["available"]) == ("4", "0")
    trade.unpost("reservation", paper)
    trade.unpost("customer_order", key)
    assert trade.broken() == []


def test_a_correction_that_adds_holds_no_promise_of_an_order_that_is_none(trade):
    key = order(trade)
    correct(trade, key, 4, less=False, moment=day(3))
    reserve(trade, key, 4, moment=day(4))
    with pytest.raises(PromisedBeyond):
        trade.unpost("customer_order", key)


def test_an_order_is_not_lowered_under_its_reservation(trade):
    key = order(trade)
    paper = reserve(trade, key, 4)
    with pytest.raises(PromisedBeyond, match="wanted 4, left 1") as refused:
        trade.repost("customer_order", key, lines=[("TEA", 1, 100)])
    assert named(trade, paper) in str(refused.value.remedy)
    release(trade, key, 3)
    trade.repost("customer_order", key, lines=[("TEA", 1, 100)])
    assert trade.broken() == []


def test_a_draft_is_promised_nothing(trade):
    draft = trade.draft("customer_order", day(2), party="C", lines=[("TEA", 4, 100)])
    with pytest.raises(OtherSource, match="not posted"):
        reserve(trade, draft, 4)
    with pytest.raises(OtherSource, match="not posted"):
        row = {"item": "TEA", "quantity": 4, "price": 60, "placement": str(draft)}
        trade.paper("supplier_order", day(3), party="S", warehouse="01", lines=[row])
    posted = order(trade)
    with pytest.raises(OtherSource, match="not posted"):
        reserve(trade, posted, 4, order=draft)
    with pytest.raises(OtherSource, match="later date"):
        reserve(trade, posted, 4, moment=day(1))


def test_no_more_is_promised_than_is_left(trade):
    key = order(trade, placement=trade.main)
    with pytest.raises(PromisedBeyond, match="wanted 5, left 4") as refused:
        reserve(trade, key, 1)
    assert str(refused.value.remedy) == "Lower the quantity"
    other = order(trade)
    ship(trade, other, 3)
    with pytest.raises(PromisedBeyond, match="wanted 2, left 1"):
        reserve(trade, other, 2, moment=day(6))
    row = {"item": "TEA", "quantity": 2, "price": 60, "placement": str(other)}
    with pytest.raises(PromisedBeyond, match="wanted 2, left 1"):
        trade.paper("supplier_order", day(6), party="S", warehouse="01", lines=[row])
    reserve(trade, other, 1, moment=day(6))
    assert trade.broken() == []


def test_a_shipment_of_an_earlier_day_can_not_free_what_is_reserved_later(trade):
    key = order(trade)
    paper = reserve(trade, key, 4, moment=day(8))
    with pytest.raises(PromisedBeyond) as refused:
        ship(trade, key, 4, moment=day(5))
    assert named(trade, paper) in str(refused.value.remedy)
    ship(trade, key, 4, moment=day(9))
    assert promised(trade, key) == (0, 0)


def test_a_release_is_not_taken_back_once_the_goods_are_shipped(trade):
    key = order(trade)
    reserve(trade, key, 4)
    paper = release(trade, key, 4)
    shipment = ship(trade, key, 4)
    with pytest.raises(PromisedBeyond) as refused:
        trade.unpost("reservation", paper)
    assert named(trade, shipment) in str(refused.value.remedy)
    trade.unpost("shipment", shipment)
    trade.unpost("reservation", paper)
    assert promised(trade, key) == (4, 0)


def test_what_added_to_an_order_is_not_taken_back_under_promises(trade):
    key = order(trade)
    more = correct(trade, key, 2, less=False, moment=day(3))
    reserve(trade, key, 6, moment=day(4))
    with pytest.raises(PromisedBeyond):
        trade.unpost("order_adjustment", more)
    other = order(trade)
    shipment = ship(trade, other, 4)
    back = trade.make("shipment", "customer_return", shipment, day(6), reopens_order=True)
    paper = reserve(trade, other, 4, moment=day(7))
    with pytest.raises(PromisedBeyond):
        trade.unpost("customer_return", back)
    trade.unpost("reservation", paper)
    trade.unpost("customer_return", back)


def test_a_suppliers_order_is_not_opened_again_for_who_has_been_served(trade):
    theirs = coming(trade)
    key = order(trade, placement=theirs)
    closing = trade.make("supplier_order", "supplier_order_closing", theirs, day(4))
    assert promised(trade, key) == (0, 0)
    shipment = ship(trade, key, 4)
    with pytest.raises(PromisedBeyond):
        trade.unpost("supplier_order_closing", closing)
    trade.unpost("shipment", shipment)
    trade.unpost("supplier_order_closing", closing)
    assert promised(trade, key) == (0, 4)
    trade.post("shipment", shipment)
    assert promised(trade, key) == (0, 0)
    assert trade.broken() == []


# --- orders to suppliers ----------------------------------------------------------------------


def test_a_suppliers_order_closes_with_what_a_correction_brought_into_it(trade):
    trade.item("COFFEE")
    theirs = coming(trade, 5)
    line = {"item": "COFFEE", "quantity": 3, "price": 50, "less": False}
    trade.paper("supplier_order_adjustment", day(3), supplier_order=theirs, lines=[line])
    key = trade.paper("customer_order", day(3), party="C", lines=[("COFFEE", 3, 100)])
    reserve(trade, key, 3, theirs, day(4), item="COFFEE")
    closing = trade.make("supplier_order", "supplier_order_closing", theirs, day(5))
    assert promised(trade, key) == (0, 0)
    assert trade.broken() == []
    trade.post("supplier_order_closing", closing)
    assert promised(trade, key) == (0, 0)
    trade.unpost("supplier_order_closing", closing)
    assert promised(trade, key) == (0, 3)
    assert trade.broken() == []


def test_verify_names_the_order_that_is_promised_too_much(trade, monkeypatch):
    key = order(trade)
    monkeypatch.setattr("tradepost.plugins.reservations.limits._refused", lambda *_: iter(()))
    reserve(trade, key, 9)
    number = trade.document("customer_order", key, "number")
    assert trade.broken() == [
        f"reservations: customer_order {number}: TEA: 5 more promised than left"
    ]
