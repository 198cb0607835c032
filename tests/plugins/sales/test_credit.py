"""Terms of contracts at orders and shipments: credit, prepayment, and who may go beyond."""

import json

import pytest
from sqlalchemy import select

from support.catalogs import catalog_house
from support.trade import TRADE, D, Shop, day, make_trade, with_rights
from tradepost.core import Forbidden
from tradepost.core.access.chain import AuditEntry
from tradepost.core.access.users import Users
from tradepost.core.notices import Notice
from tradepost.plugins.sales.errors import NotPaidAhead
from tradepost.plugins.settlements.errors import OverDebtLimit, Overdue


@pytest.fixture
def trade(shop):
    stocked(shop)
    return shop


def stocked(shop):
    shop.item("TEA")
    shop.paper("goods_receipt", day(1), party="S", warehouse="01", lines=[("TEA", 100, 60)])


def contract(trade, **terms):
    return trade.add("contract", name="Terms", party="C", kind="customer", **terms)


def order(trade, terms, quantity=10, post=True, **data):
    make = trade.paper if post else trade.draft
    lines = data.pop("lines", [("TEA", quantity, 100)])
    return make("customer_order", day(2), party="C", contract=terms, lines=lines, **data)


def ship(trade, key, quantity=10, number=4, **data):
    lines = [{"item": "TEA", "quantity": quantity}]
    return trade.make(
        "customer_order", "shipment", key, day(number), warehouse="01", lines=lines, **data
    )


def pay(trade, terms, amount, deal=None, number=3):
    return trade.paper(
        "cash_receipt", day(number), party="C", contract=terms, deal=deal, amount=amount
    )


# --- prepayment -------------------------------------------------------------------------


def test_goods_go_out_once_the_order_is_paid_ahead(trade):
    terms = contract(trade, prepayment_percent=50, settlement_mode="orders")
    key = order(trade, terms)
    with pytest.raises(NotPaidAhead) as refused:
        ship(trade, key)
    assert refused.value.facts["missing"] == "500"
    pay(trade, terms, "499.99", key)
    with pytest.raises(NotPaidAhead) as refused:
        ship(trade, key)
    assert refused.value.facts["missing"] == "0.01"
    pay(trade, terms, "0.01", key)
    first = ship(trade, key, 5)
    ship(trade, key, 5, 5)
    trade.repost("shipment", first)


def test_what_was_paid_on_one_order_does_not_ship_another(trade):
    terms = contract(trade, prepayment_percent=100, settlement_mode="orders")
    paid, unpaid = order(trade, terms), order(trade, terms)
    pay(trade, terms, 1000, paid)
    with pytest.raises(NotPaidAhead):
        ship(trade, unpaid)
    ship(trade, paid)


@pytest.mark.parametrize("mode", ["contract", "invoices"])
def test_otherwise_the_advance_of_the_contract_counts_and_once_only(trade, mode):
    terms = contract(trade, prepayment_percent=100, settlement_mode=mode)
    key = order(trade, terms)
    pay(trade, terms, 600)
    with pytest.raises(NotPaidAhead) as refused:
        ship(trade, key)
    assert refused.value.facts["missing"] == "400"
    shipment = ship(trade, key, 6)
    trade.repost("shipment", shipment)
    with pytest.raises(NotPaidAhead):
        ship(trade, key, 1, 5)


def test_a_reserve_is_paid_for_ahead_unless_days_are_given(trade):
    main = str(trade.key("warehouse", "01"))
    placed = [{"item": "TEA", "quantity": 10, "price": 100, "placement": main}]
    strict = contract(trade, prepayment_percent=30, settlement_mode="orders")
    with pytest.raises(NotPaidAhead) as refused:
        order(trade, strict, lines=placed)
    assert refused.value.facts["missing"] == "300"
    key = order(trade, strict)
    with pytest.raises(NotPaidAhead):
        trade.make("customer_order", "reservation", key, day(3))
    pay(trade, strict, 300, key)
    trade.make("customer_order", "reservation", key, day(3))
    kept = contract(trade, prepayment_percent=30, settlement_mode="orders", reserve_days=3)
    order(trade, kept, lines=placed)
    assert trade.balance("stock_reserved") == 20


# --- credit when an order is taken ------------------------------------------------------


@pytest.fixture
def strict(bases):
    """The shop whose orders stop at the credit of the contract."""
    house = catalog_house(
        bases.like("trade", make_trade), TRADE, sales={"orders_stop_at_credit": True}
    )
    shop = Shop(house)
    stocked(shop)
    yield shop
    house.close()


def test_an_order_beyond_the_limit_is_refused_where_orders_stop(strict):
    terms = contract(strict, debt_limit=1000)
    key = order(strict, terms)
    ship(strict, key, 4)
    strict.repost("customer_order", key)
    with pytest.raises(OverDebtLimit):
        order(strict, terms, 7)
    order(strict, terms, 6)


def test_an_order_of_who_has_not_paid_in_time_is_refused_where_orders_stop(strict):
    terms = contract(strict, debt_days=0)
    key = order(strict, terms)
    ship(strict, key, 1, 2)
    with pytest.raises(Overdue):
        strict.paper("customer_order", day(9), party="C", contract=terms, lines=[("TEA", 1, 1)])


def test_elsewhere_the_person_is_warned_and_the_order_stands(trade):
    terms = contract(trade, debt_limit=100)
    key = order(trade, terms, post=False)
    with trade.house.work() as work:
        user = Users(work).create("anna", password="correct horse battery", roles=[])
    access = with_rights("customer_order.post", "customer_order.read")
    trade.post("customer_order", key, type(access)(user.id, "anna", rights=access.rights))
    (told,) = trade.read(lambda work: list(work.session.scalars(select(Notice))))
    assert "1,000" in str(told.text) and str(key) in told.link
    assert trade.balance("customer_orders") == 10


def test_going_beyond_is_a_right_and_is_remembered_with_its_reason(trade):
    terms = contract(trade, prepayment_percent=50, settlement_mode="orders")
    key = order(trade, terms)
    lines = [{"item": "TEA", "quantity": "10"}]
    filled = {**trade.fill("customer_order", "shipment", key), "warehouse": "01", "lines": lines}
    shipment = trade.draft("shipment", day(4), **filled, beyond_credit=True, comment="He is good")
    rights = ("shipment.post", "shipment.read")
    with pytest.raises(Forbidden):
        trade.post("shipment", shipment, with_rights(*rights))
    trade.post("shipment", shipment, with_rights(*rights, "settlements.give_credit"))
    asked = select(AuditEntry.changes).where(
        AuditEntry.record_id == shipment, AuditEntry.action == "overridden"
    )
    (entry,) = trade.read(lambda work: list(work.session.scalars(asked)))
    told = json.loads(entry)["after"]
    assert told["reason"] == "He is good" and "500" in told["beyond"]


def test_a_paper_within_its_terms_overrides_nothing(trade):
    terms = contract(trade, prepayment_percent=50, settlement_mode="orders")
    key = order(trade, terms)
    pay(trade, terms, D(500), key)
    shipment = ship(trade, key, beyond_credit=True)
    asked = select(AuditEntry.seq).where(
        AuditEntry.record_id == shipment, AuditEntry.action == "overridden"
    )
    assert trade.read(lambda work: list(work.session.scalars(asked))) == []
