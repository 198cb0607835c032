"""Corners of reserving: other papers that want what is promised, odd units, who is told."""

from decimal import Decimal as D

import pytest
from sqlalchemy import select

from support.people import GOOD
from support.trade import day
from tradepost.core.access.audit import history
from tradepost.core.access.users import Users
from tradepost.core.notices import Notice
from tradepost.core.posting import service
from tradepost.core.posting.errors import Shortage
from tradepost.core.records.write import save
from tradepost.plugins.reservations import expiry


@pytest.fixture
def trade(shop):
    """Ten pieces of tea in the first warehouse, eight of them promised."""
    shop.item("TEA", units=[{"unit": "box", "factor": "0.333333"}])
    shop.main, shop.far = shop.key("warehouse", "01"), shop.add("warehouse", code="02", name="Far")
    shop.receipt = shop.paper(
        "goods_receipt", day(1), party="S", warehouse="01", lines=[("TEA", 10, 60)]
    )
    row = {"item": "TEA", "quantity": 8, "price": 100, "placement": shop.main}
    shop.order = shop.paper("customer_order", day(2), party="C", lines=[row])
    return shop


def moved(trade, *rows, order=None):
    """A reservation of rows (quantity, unit, from, to)."""
    lines = [
        {"item": "TEA", "quantity": quantity, "unit": unit, "from": source, "to": target}
        for quantity, unit, source, target in rows
    ]
    told = [{k: v for k, v in line.items() if v is not None} for line in lines]
    return trade.paper("reservation", day(3), customer_order=order or trade.order, lines=told)


def coming(trade, quantity):
    return trade.paper(
        "supplier_order", day(2), party="S", warehouse="01", lines=[("TEA", quantity, 60)]
    )


@pytest.mark.parametrize(
    ("kind", "more"), [("transfer", {"to_warehouse": "02"}), ("write_off", {})]
)
def test_goods_promised_are_neither_carried_away_nor_written_off(trade, kind, more):
    with pytest.raises(Shortage, match="TEA") as refused:
        trade.paper(kind, day(4), warehouse="01", lines=[("TEA", 3)], **more)
    assert (refused.value.facts["wanted"], refused.value.facts["available"]) == (3, 2)
    trade.paper(kind, day(4), warehouse="01", lines=[("TEA", 2)], **more)
    assert trade.balance("stock_reserved", order=trade.order) == 8
    assert trade.broken() == []


def test_a_receipt_of_promised_goods_stays_and_the_refusal_names_them(trade):
    trade.paper("goods_receipt", day(5), party="S", warehouse="01", lines=[("TEA", 20, 60)])
    with pytest.raises(Shortage, match="TEA"):  # enough today, but not on the days between
        trade.unpost("goods_receipt", trade.receipt)
    with pytest.raises(Shortage, match="TEA"):
        trade.repost("goods_receipt", trade.receipt, lines=[("TEA", 7, 60)])
    trade.repost("goods_receipt", trade.receipt, lines=[("TEA", 8, 60)])
    assert trade.broken() == []


def test_a_reserve_moves_from_one_suppliers_order_to_another_and_into_stock(trade):
    first, second = coming(trade, 5), coming(trade, 4)
    other = trade.paper("customer_order", day(2), party="C", lines=[("TEA", 9, 100)])
    moved(trade, (5, "pcs", None, first), order=other)
    with pytest.raises(Shortage, match="TEA"):
        moved(trade, (5, "pcs", first, second), order=other)
    moved(trade, (4, "pcs", first, second), order=other)
    moved(trade, (1, "pcs", first, trade.main), order=other)
    where = {"customer_order": other}
    assert trade.balance("order_placement", order=second, **where) == 4
    assert trade.balance("order_placement", order=first, **where) == 0
    assert trade.balance("stock_reserved", order=other) == 1
    assert trade.broken() == []


def test_thirds_of_a_piece_come_and_go_without_a_rest(trade):
    other = trade.paper("customer_order", day(2), party="C", lines=[("TEA", 3, 100)])
    for _n in range(3):
        moved(trade, (1, "box", None, trade.main), order=other)
    assert trade.balance("stock_reserved", order=other) == D("0.999999")
    moved(trade, (2, "box", trade.main, None), order=other)
    assert trade.balance("stock_reserved", order=other) == D("0.333333")
    row = {"item": "TEA", "unit": "box", "price": 30, "source": "reserve"}
    ship = lambda boxes: trade.paper(
        "shipment", day(4), party="C", warehouse="01", customer_order=other,
        lines=[row | {"quantity": boxes}],
    )  # fmt: skip
    with pytest.raises(Shortage):
        ship("1.000004")  # a millionth more than is kept
    ship(1)
    assert trade.rows("stock_reserved", order=other) == []
    assert trade.broken() == []


def test_who_took_the_order_is_told_of_the_release_and_the_paper_says_why(trade):
    terms = trade.add("contract", name="Terms", party="C", kind="customer", reserve_days=5)
    with trade.house.work() as work:
        seller = Users(work).create("seller", password=GOOD, roles=["administrator"])
    with trade.house.work(trade.house.access_of(seller.id)) as work:
        row = {"item": "TEA", "quantity": "2", "price": "100", "placement": str(trade.main)}
        data = {"party": "C", "contract": str(terms), "lines": [row]}
        order = save(work, "customer_order", {**data, "moment": day(2).isoformat()})
        service.post(work, order)
    trade.house.clock.moment = day(8)
    with trade.house.work() as work:
        assert expiry.run(work, {}) is None
    assert trade.balance("stock_reserved", order=order.id) == 0
    assert trade.balance("stock_reserved", order=trade.order) == 8
    with trade.house.work(reads_only=True) as work:
        told = work.session.scalars(select(Notice).where(Notice.user_id == seller.id)).all()
        assert [one.link for one in told] == [f"/documents/customer_order/{order.id}"]
        kind = work.schema.documents["reservation"]
        paper = work.session.scalars(select(kind).where(kind.customer_order_id == order.id)).one()
        assert paper.comment
        assert "posted" in {one.action for one in history(work, paper)}
