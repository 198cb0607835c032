"""Orders within the company: promised, brought by transfers and issues, corrected, closed."""

import itertools
from contextlib import suppress

import pytest

from support.trade import TRADE, D, Shop, catalog_house, day, make_trade, with_rights
from tradepost.core import Forbidden, Refusal, calls
from tradepost.core.posting.errors import Shortage
from tradepost.plugins.internal_orders.errors import NobodyAsks, NotToThere
from tradepost.plugins.orders import MoreThanOrdered, NothingLeft
from tradepost.plugins.reservations.errors import PromisedBeyond

ON = (*TRADE, "internal_orders", "supply")


def make_company(url):
    make_trade(url)
    house = catalog_house(url, ON)
    house.migrate()
    shop = Shop(house)
    shop.add("warehouse", code="02", name="Shop floor")
    shop.add("department", code="W", name="Workshop")
    shop.item("TEA")
    shop.item("CARE", kind="service")
    shop.paper("goods_receipt", day(1), party="S", warehouse="01", lines=[("TEA", 10, 60)])
    house.close()


@pytest.fixture
def company(bases):
    """Ten pieces of tea lie in the main warehouse; a shop floor and a workshop ask for them."""
    house = catalog_house(bases.like("internal", make_company), ON)
    shop = Shop(house)
    shop.main, shop.floor = shop.key("warehouse", "01"), shop.key("warehouse", "02")
    yield shop
    house.close()


def asked(company, quantity=8, moment=None, placement=None, **data):
    row = {"item": "TEA", "quantity": str(quantity)}
    if placement:
        row["placement"] = str(placement)
    whose = data or {"to_warehouse": "02"}
    return company.paper("internal_order", moment or day(2), lines=[row], warehouse="01", **whose)


def left(company, order):
    return company.balance("internal_orders", order=order)


def reserved(company, **where):
    return company.balance("stock_reserved", **where)


def said(company, order):
    ask = lambda work: calls.standings(work.hooks, work, "internal_order", [order])
    return [one.name for one in company.read(ask).get(order, ())]


def bring(company, order, quantity, number=4, **data):
    lines = [{"item": "TEA", "quantity": str(quantity)}]
    return company.make("internal_order", "transfer", order, day(number), lines=lines, **data)


def test_a_transfer_brings_what_a_warehouse_asked_for(company):
    order = asked(company)
    assert said(company, order) == ["ordered"]
    bring(company, order, 3)
    assert (left(company, order), said(company, order)) == (5, ["moved_part"])
    company.make("internal_order", "transfer", order, day(5))
    assert (left(company, order), said(company, order)) == (0, ["moved"])
    assert company.balance("stock_on_hand", warehouse="02") == 8
    with pytest.raises(NothingLeft):
        company.make("internal_order", "transfer", order, day(6))


def test_what_a_department_asked_for_is_issued_to_it_as_an_expense(company):
    order = asked(company, department="W")
    with pytest.raises(NotToThere):
        company.make("internal_order", "transfer", order, day(4))
    issue = company.make("internal_order", "department_issue", order, day(4))
    assert left(company, order) == 0
    assert company.balance("stock_on_hand") == 2
    assert company.balance("cost_batches", "amount") == 120
    company.unpost("department_issue", issue)
    assert (left(company, order), company.balance("stock_on_hand")) == (8, 10)
    assert company.broken() == []


def test_a_department_with_a_warehouse_gets_goods_there(company):
    company.change("department", company.key("department", "W"), warehouse="02")
    order = asked(company, department="W")
    bring(company, order, 8)
    assert company.balance("stock_on_hand", warehouse="02") == 8


def test_somebody_has_to_ask_and_not_of_himself(company):
    row = [{"item": "TEA", "quantity": "1"}]
    with pytest.raises(NobodyAsks):
        company.draft("internal_order", day(2), warehouse="01", lines=row)
    with pytest.raises(NotToThere):
        company.draft("internal_order", day(2), warehouse="01", to_warehouse="01", lines=row)
    with pytest.raises(Refusal):
        company.draft(
            "internal_order", day(2), to_warehouse="02", lines=[{"item": "CARE", "quantity": "1"}]
        )


def test_goods_are_kept_back_and_nobody_else_ships_them(company):
    order = asked(company, placement=company.main)
    assert reserved(company, order=order) == 8
    with pytest.raises(Shortage):
        company.paper("shipment", day(3), party="C", warehouse="01", lines=[("TEA", 3, 100)])
    bring(company, order, 8)
    assert reserved(company) == 0
    assert company.balance("stock_on_hand", warehouse="02") == 8


def test_a_reservation_takes_what_is_free_and_gives_it_back(company):
    order = asked(company, 12)
    key = company.make("internal_order", "internal_reservation", order, day(3))
    assert (reserved(company, order=order), said(company, order)) == (
        10, ["reserved_part", "ordered"],
    )  # fmt: skip
    row = {"item": "TEA", "quantity": "4", "from": str(company.main)}
    company.paper("internal_reservation", day(4), internal_order=order, lines=[row])
    assert reserved(company, order=order) == 6
    with pytest.raises(Shortage):
        company.unpost("internal_reservation", key)


def test_what_a_supplier_brings_for_it_is_kept_for_it(company):
    order = asked(company, 5)
    row = {"item": "TEA", "quantity": "7", "price": "60", "placement": str(order)}
    theirs = company.paper("supplier_order", day(3), party="S", warehouse="01", lines=[
        {**row, "quantity": "5"}, {**row, "quantity": "2", "placement": ""},
    ])  # fmt: skip
    assert company.balance("order_placement", customer_order=order) == 5
    assert said(company, order) == ["placed", "ordered"]
    company.make("supplier_order", "goods_receipt", theirs, day(4))
    assert reserved(company, order=order, warehouse="01") == 5
    assert company.balance("order_placement") == 0


def test_more_than_ordered_needs_a_right(company):
    order = asked(company, 3)
    with pytest.raises(MoreThanOrdered):
        bring(company, order, 4)
    key = bring(company, order, 4, beyond_order=True)
    assert left(company, order) == 0
    rights = with_rights("transfer.read", "transfer.post", "transfer.edit", "internal_order.read")
    with pytest.raises(Forbidden):
        company.post("transfer", key, rights)


def test_goods_go_where_the_order_wants_them(company):
    order = asked(company)
    company.add("warehouse", code="03", name="Elsewhere")
    with pytest.raises(NotToThere):
        bring(company, order, 3, to_warehouse="03")
    company.add("warehouse", code="R", name="Road", kind="transit")
    bring(company, order, 3, to_warehouse="R", onward="02")
    assert left(company, order) == 5


def test_corrections_add_and_take_off(company):
    order = asked(company)
    row = {"item": "TEA", "quantity": "2"}
    company.paper("internal_order_adjustment", day(3), internal_order=order, lines=[
        {**row, "less": True},
    ])  # fmt: skip
    assert left(company, order) == 6
    bring(company, order, 6)
    assert said(company, order) == ["moved"]


def test_a_closing_gives_up_the_rest_and_frees_what_was_promised(company):
    order = asked(company, placement=company.main)
    bring(company, order, 3)
    key = company.make("internal_order", "internal_order_closing", order, day(5))
    assert (left(company, order), reserved(company)) == (0, 0)
    assert said(company, order) == ["moved_part", "closed"]
    company.post("internal_order_closing", key)  # once more: nothing changes
    assert (left(company, order), reserved(company)) == (0, 0)
    company.unpost("internal_order_closing", key)
    assert (left(company, order), reserved(company)) == (5, 5)


def test_what_lacks_for_it_is_to_be_bought(company):
    from tradepost.plugins.supply.demand import demands

    asked(company, 14)
    organisation = company.key("organisation", "01")
    (one,) = company.read(demands, organisation).values()
    assert (one.wanted, one.to_buy) == (14, 4)


@pytest.mark.parametrize("places", list(itertools.permutations(range(3))))
def test_the_state_is_the_same_in_whatever_order_papers_are_posted_again(company, places):
    order = asked(company, placement=company.main)
    papers = [
        ("transfer", bring(company, order, 3)),
        ("transfer", bring(company, order, 2, 5)),
        ("internal_order_closing", company.make("internal_order", "internal_order_closing", order, day(6))),
    ]  # fmt: skip
    before = said(company, order), company.rows("stock_reserved"), company.rows("stock_on_hand")
    for paper in reversed(papers):
        company.unpost(*paper)
    assert (left(company, order), reserved(company)) == (8, 8)
    for place in places:
        with suppress(Refusal):  # what a closing of a later day has given up is not there
            company.post(*papers[place])
    company.unpost(*papers[2])
    for paper in papers:
        company.post(*paper)
    assert before == (
        said(company, order), company.rows("stock_reserved"), company.rows("stock_on_hand"),
    )  # fmt: skip
    assert company.balance("cost_batches", "amount") == D(600)
    assert company.broken() == []


# --- promises end with the order ------------------------------------------------------------


def less(company, order, quantity):
    line = {"item": "TEA", "quantity": str(quantity), "less": True}
    return company.paper("internal_order_adjustment", day(4), internal_order=order, lines=[line])


def test_goods_brought_from_elsewhere_or_taken_off_free_the_reserve(company):
    company.add("warehouse", code="03", name="Far")
    company.paper("goods_receipt", day(1), party="S", warehouse="03", lines=[("TEA", 9, 60)])
    order = asked(company, placement=company.main)
    brought = bring(company, order, 5, warehouse="03")
    assert reserved(company, order=order) == 3
    corrected = less(company, order, 2)
    assert reserved(company, order=order) == 1
    company.unpost("transfer", brought)
    company.unpost("internal_order_adjustment", corrected)
    assert reserved(company, order=order) == 8
    assert company.broken() == []


def test_an_internal_order_is_promised_no_more_than_is_left_of_it(company):
    order = asked(company, 5)
    row = {"item": "TEA", "quantity": "6", "to": str(company.main)}
    with pytest.raises(PromisedBeyond, match="wanted 6, left 5"):
        company.paper("internal_reservation", day(3), internal_order=order, lines=[row])
    key = company.make("internal_order", "internal_reservation", order, day(3))
    with pytest.raises(PromisedBeyond):
        company.unpost("internal_order", order)
    with pytest.raises(PromisedBeyond):
        lines = [{"item": "TEA", "quantity": "2"}]
        company.repost("internal_order", order, lines=lines)
    company.unpost("internal_reservation", key)
    company.unpost("internal_order", order)
    assert company.broken() == []


def test_a_receipt_keeps_goods_for_orders_of_a_plugin_that_is_off(company):
    order = asked(company, 5)
    row = {"item": "TEA", "quantity": "5", "price": "60", "placement": str(order)}
    theirs = company.paper("supplier_order", day(3), party="S", warehouse="01", lines=[row])
    house = catalog_house(company.house.url, TRADE)
    try:
        shop = Shop(house)
        shop.make("supplier_order", "goods_receipt", theirs, day(4))
        assert shop.balance("stock_reserved") == 5
        assert shop.balance("order_placement") == 0
        assert shop.broken() == []
    finally:
        house.close()
    assert reserved(company, order=order) == 5
    assert company.broken() == []
