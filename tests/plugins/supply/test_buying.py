"""What is to be bought: for customers who wait, for stock; ordered once, of the best supplier."""

import re

import pytest

from support.back_office import Office
from support.catalogs import catalog_house
from support.trade import TRADE, D, Shop, day, make_trade
from tradepost.core import new_id
from tradepost.core.posting.facts import record_facts
from tradepost.plugins.purchasing import SupplierPrices
from tradepost.plugins.supply.buying import Wish, order, to_buy
from tradepost.plugins.supply.errors import DemandChanged, NothingChosen

ON = (*TRADE, "supply")


def make_supply(url):
    make_trade(url)
    house = catalog_house(url, ON)
    house.migrate()
    house.close()


@pytest.fixture
def trade(bases):
    """Ten pieces of tea and none of coffee; two suppliers with their prices."""
    house = catalog_house(bases.like("supply", make_supply), ON)
    shop = Shop(house)
    shop.tea, shop.coffee = shop.item("TEA"), shop.item("COFFEE")
    shop.item("CARE", kind="service")
    shop.near = shop.key("party", "S")
    shop.far = shop.add("party", code="F", name="Far", is_supplier=True, lead_days=9)
    shop.ours = shop.key("organisation", "01")
    shop.paper("goods_receipt", day(1), party="S", warehouse="01", lines=[("TEA", 10, 60)])
    for party, item, price in ((shop.near, shop.coffee, 50), (shop.far, shop.coffee, 40)):
        shop.do(record_facts, [price_of(shop, party, item, price)])
    yield shop
    house.close()


def price_of(shop, party, item, price):
    return SupplierPrices.record(
        at=day(1), organisation=None, party=party, item=item, variant=None,
        currency=shop.key("currency", "RUB"), price=D(price),
    )  # fmt: skip


def ordered(trade, *lines, **data):
    return trade.paper("customer_order", day(2), party="C", lines=list(lines), **data)


def listed(trade):
    shown = trade.read(to_buy, trade.ours)
    return {row.item.name: row.demand.to_buy for row in shown.rows}


def wish(trade, item, quantity, supplier=None, need=None):
    return Wish((item, None), D(quantity), supplier or trade.near, str(need or quantity))


def test_what_customers_wait_for_beyond_what_is_free_is_to_be_bought(trade):
    ordered(trade, ("TEA", 14, 100), ("CARE", 1, 10))
    ordered(trade, ("COFFEE", 3, 100))
    assert listed(trade) == {"TEA": 4, "COFFEE": 3}
    trade.paper("supplier_order", day(3), party="S", lines=[("TEA", 3, 60)])
    assert listed(trade) == {"TEA": 1, "COFFEE": 3}


def test_what_is_reserved_or_placed_is_not_bought_again(trade):
    main = str(trade.key("warehouse", "01"))
    ordered(trade, {"item": "TEA", "quantity": "10", "price": "9", "placement": main})
    assert listed(trade) == {}
    ordered(trade, ("TEA", 2, 100))
    assert listed(trade) == {"TEA": 2}


def test_stock_below_its_least_is_filled_up_to_the_most(trade):
    limit = {"warehouse": "01", "minimum": "10", "maximum": "25"}
    trade.change("item", trade.tea, stock_limits=[limit])
    assert listed(trade) == {}
    ordered(trade, ("TEA", 1, 100))
    assert listed(trade) == {"TEA": 16}
    trade.change("item", trade.coffee, stock_limits=[{"warehouse": "01", "minimum": "5"}])
    assert listed(trade)["COFFEE"] == 5


def test_a_limit_is_for_all_variants_of_an_item_together(trade):
    """A hundred red ones lie there: nothing lacks, until orders take them."""
    trade.change("item", trade.coffee, stock_limits=[{"warehouse": "01", "minimum": "10"}])
    red = trade.add("variant", item="COFFEE", name="red")
    blue = trade.add("variant", item="COFFEE", name="blue")
    row = lambda variant, quantity: {
        "item": "COFFEE", "variant": str(variant), "quantity": quantity, "price": 50
    }  # fmt: skip
    trade.paper("goods_receipt", day(1), party="S", warehouse="01", lines=[row(red, 100)])
    assert listed(trade) == {}
    ordered(trade, row(red, 95))
    ordered(trade, row(blue, 7))
    shown = trade.read(to_buy, trade.ours)
    found = {(one.goods[1], one.demand.to_buy) for one in shown.rows}
    assert found == {(blue, 7), (None, 5)}


def test_the_cheapest_supplier_comes_first_and_at_equal_prices_the_soonest(trade):
    ordered(trade, ("COFFEE", 3, 100))
    offers = trade.read(to_buy, trade.ours).rows[0].offers
    assert [(one.name, one.price, one.days) for one in offers] == [
        ("Far", 40, 9), ("Supplier", 50, None),
    ]  # fmt: skip
    trade.do(record_facts, [price_of(trade, trade.near, trade.coffee, 40)])
    trade.change("party", trade.near, lead_days=2)
    offers = trade.read(to_buy, trade.ours).rows[0].offers
    assert [one.name for one in offers] == ["Supplier", "Far"]


def test_one_order_for_each_supplier_is_meant_for_those_who_wait(trade):
    late = ordered(trade, ("TEA", 8, 100), due_on="2026-04-20")
    soon = ordered(trade, ("TEA", 12, 100), due_on="2026-04-01")
    ordered(trade, ("COFFEE", 3, 100))
    wishes = [
        wish(trade, trade.tea, 15, need=10),
        wish(trade, trade.coffee, 3, trade.far),
    ]
    made = trade.do(lambda work: [one.id for one in order(work, trade.ours, wishes, new_id())])
    assert len(made) == 2
    assert trade.document("supplier_order", made[1], "party_id", "due_on")[0] == trade.far
    assert trade.balance("order_placement", customer_order=soon) == 2
    assert trade.balance("order_placement", customer_order=late) == 8
    assert trade.balance("supplier_orders", item="TEA") == 15
    assert listed(trade) == {}
    assert trade.broken() == []
    trade.make("supplier_order", "goods_receipt", made[0], day(31, 23), warehouse="01")
    assert trade.balance("stock_reserved", order=late) == 8


def test_the_same_page_sent_twice_orders_once(trade):
    ordered(trade, ("COFFEE", 3, 100))
    run, wishes = new_id(), [wish(trade, trade.coffee, 3)]
    first = trade.do(lambda work: [one.id for one in order(work, trade.ours, wishes, run)])
    again = trade.do(lambda work: [one.id for one in order(work, trade.ours, wishes, run)])
    assert first == again
    assert trade.balance("supplier_orders") == 3


def test_a_list_that_is_out_of_date_orders_nothing(trade):
    ordered(trade, ("COFFEE", 3, 100))
    wishes = [wish(trade, trade.coffee, 3)]
    trade.do(order, trade.ours, wishes, new_id())
    with pytest.raises(DemandChanged):
        trade.do(order, trade.ours, wishes, new_id())
    with pytest.raises(NothingChosen):
        trade.do(order, trade.ours, [], new_id())
    assert trade.balance("supplier_orders") == 3


def test_more_goods_cost_no_more_questions(trade):
    def many(count):
        for n in range(count):
            item = trade.item(f"I{new_id()}")
            trade.do(record_facts, [price_of(trade, trade.near, item, 5)])
            ordered(trade, (str(item), n + 1, 100))

    many(2)
    with_few = trade.statements(lambda: listed(trade))
    many(8)
    assert trade.statements(lambda: listed(trade)) == with_few


@pytest.fixture
def office(trade):
    made = Office(trade.house)
    made.user("boss", roles=["administrator"])
    made.sign_in("boss")
    return made


def test_the_page_orders_what_is_ticked_and_refuses_what_says_too_little(trade, office):
    ordered(trade, ("COFFEE", 3, 100), due_on="2026-04-01")
    page = office.get("/supply/to-buy")
    form = page.forms[max(key for key in page.forms if isinstance(key, int))]
    key = str(trade.coffee)
    form["row"] = [key]
    form[f"quantity.{key}"] = ""
    refused = form.submit(status=422)
    assert "says no quantity" in refused.text
    assert trade.balance("supplier_orders") == 0
    form[f"quantity.{key}"] = "4"
    form[f"supplier.{key}"] = str(trade.near)
    done = form.submit(status=303)
    assert done.location.endswith("/documents/supplier_order")
    assert trade.balance("supplier_orders") == 4
    empty = office.get("/supply/to-buy")
    assert "Nothing is to be bought" in empty.text


def test_who_may_not_buy_sees_no_list(trade, office):
    office.user("guest", "customer_order.read")
    office.sign_in("guest")
    office.get("/supply/to-buy", status=403)
    assert not re.search("supply/to-buy", office.get("/").text)
