"""Prices of suppliers: written by receipts, looked up for the next paper."""

from decimal import Decimal

import pytest

from support.catalogs import catalog_house
from support.trade import TRADE, Shop, day, with_rights
from tradepost.core import Refusal, calls, settled_id
from tradepost.core.posting import readings
from tradepost.core.posting.facts import record_facts
from tradepost.plugins.currencies import CurrencyRate
from tradepost.plugins.items import Item
from tradepost.plugins.purchasing import SupplierPrices

D = Decimal


@pytest.fixture
def trade(shop):
    shop.item("TEA", vat_rate="20", units=[{"unit": "box", "factor": "12"}])
    shop.item("CUP")
    return shop


def receive(shop, moment, *lines, **data):
    return shop.paper(
        "goods_receipt", moment, party="S", warehouse="01", lines=list(lines), **data
    )


def prices(shop, **options):
    rows = shop.read(readings.latest, SupplierPrices, **options)
    return {row["item"]: row["price"] for row in rows}


def order(shop, *lines, **data):
    key = shop.draft("supplier_order", day(9), party="S", lines=list(lines), **data)
    found = [line.price for line in shop.document("supplier_order", key, "lines")]
    return found[0] if len(found) == 1 else found


def test_a_receipt_tells_what_was_paid_for_a_base_unit(trade):
    box = {"item": "TEA", "unit": "box", "quantity": 2, "price": 600, "discount_percent": "10"}
    first = receive(trade, day(2), box, ("CUP", 3, 20))
    tea, cup = trade.key("item", "TEA"), trade.key("item", "CUP")
    assert prices(trade) == {tea: 45, cup: 20}
    second = receive(trade, day(4), ("TEA", 1, 50), prices_include_vat=False)
    assert prices(trade)[tea] == 60
    assert prices(trade, at=day(3))[tea] == 45
    trade.unpost("goods_receipt", second)
    assert prices(trade)[tea] == 45
    trade.repost("goods_receipt", first, lines=[("CUP", 3, 25)])
    assert prices(trade) == {cup: 25}


def test_the_last_row_of_the_same_goods_tells(trade):
    receive(trade, day(2), ("CUP", 3, 20), ("CUP", 3, 22))
    assert prices(trade) == {trade.key("item", "CUP"): 22}


def test_the_next_paper_takes_them_in_its_unit_and_terms(trade):
    receive(trade, day(2), ("TEA", 10, 60))
    assert order(trade, ("TEA", 1)) == 60
    assert order(trade, {"item": "TEA", "unit": "box", "quantity": 1}) == 720
    assert order(trade, ("TEA", 1), prices_include_vat=False) == 50
    red = trade.add("variant", item="TEA", name="red")
    assert order(trade, {"item": "TEA", "variant": str(red), "quantity": 1}) == 60
    usd = settled_id("currency", "USD")
    rate = CurrencyRate.record(at=day(1), currency=usd, rate=D(80), per=1)
    trade.do(record_facts, [rate])
    assert order(trade, ("TEA", 1), currency="USD") == D("0.75")


def test_what_one_organisation_pays_is_not_told_to_another(trade):
    receive(trade, day(2), ("TEA", 10, 60))
    other = trade.add("organisation", name="Other")
    with pytest.raises(Refusal):
        order(trade, ("TEA", 1), organisation=str(other))


def test_a_price_type_goes_before_and_nobodys_price_is_asked_for(trade):
    receive(trade, day(2), ("TEA", 10, 60))
    line = {"item": "TEA", "price": "55"}
    trade.paper("price_setting", day(3), price_type="retail", lines=[line])
    assert order(trade, ("TEA", 1), price_type="retail") == 55
    with pytest.raises(Refusal) as refused:
        order(trade, ("CUP", 1))
    assert (refused.value.code, refused.value.path) == ("missing", "lines.0.price")


def test_the_setting_turns_it_off(trade, bases):
    house = catalog_house(trade.house.url, TRADE, purchasing={"supplier_prices": False})
    other = Shop(house)
    receive(other, day(2), ("TEA", 10, 60))
    assert prices(other) == {}
    house.close()


def test_the_card_of_an_item_shows_who_sells_it(trade):
    receive(trade, day(2), ("TEA", 10, 60))

    def shown(access=None):
        with trade.house.work(*([access] if access else []), reads_only=True) as work:
            item = work.session.get(Item, trade.key("item", "TEA"))
            panels = calls.panels(work.hooks, work, item)
            return [
                [(row[0].code, row[1], row[2]) for row in one.rows]
                for one in panels
                if str(one.title) == "Prices of suppliers"
            ]

    assert shown() == [[("S", 60, "RUB")]]
    assert shown(with_rights("item.read")) == []


def test_questions_do_not_grow_with_the_rows(trade):
    receive(trade, day(2), ("TEA", 10, 60), ("CUP", 1, 5))

    def asked(count):
        rows = [{"item": "TEA", "unit": "box"}, {"item": "CUP"}] * count
        return trade.statements(lambda: order(trade, *rows))

    assert asked(20) <= asked(1)
