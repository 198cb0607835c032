"""The golden cases of prices: what a shopkeeper checks by hand before he trusts them."""

from decimal import Decimal

import pytest

from support.trade import day
from tradepost.core import settled_id
from tradepost.core.posting.facts import record_facts
from tradepost.plugins.currencies import CurrencyRate
from tradepost.plugins.pricing import Priced, price_at

D = Decimal
USD, BOX = settled_id("currency", "USD"), settled_id("unit", "box")


@pytest.fixture
def counter(shop):
    shop.item("TEA", vat_rate="20", units=[{"unit": "box", "factor": "12"}])
    shop.red = shop.add("variant", item="TEA", name="red")
    shop.paper(
        "goods_receipt", day(1), party="S", warehouse="01", prices_include_vat=True,
        lines=[("TEA", 100, 60)],
    )  # fmt: skip
    return shop


def kind(shop, name, **data):
    return shop.add("price_type", code=name, name=name, **data)


def set_prices(shop, price_type, moment, *lines):
    rows = [{"item": "TEA", **line} for line in lines]
    return shop.paper("price_setting", moment, price_type=str(price_type), lines=rows)


def price(shop, price_type, moment, variant=None, unit=None, **terms):
    wanted = Priced(shop.key("item", "TEA"), variant, unit)
    return shop.read(price_at, price_type, [wanted], moment, **terms).get(wanted)


def test_later_prices_and_discounts_never_change_a_posted_row(counter):
    retail = settled_id("price_type", "retail")
    discount = counter.add("discount", name="All")
    set_prices(counter, retail, day(2), {"price": "100"})
    counter.paper("discount_setting", day(2), discount=str(discount), lines=[{"percent": "10"}])
    sale = counter.paper(
        "shipment", day(5), party="C", warehouse="01", price_type="retail", lines=[("TEA", 2)]
    )
    set_prices(counter, retail, day(4), {"price": "150"})
    counter.paper("discount_setting", day(4), discount=str(discount), lines=[{"percent": "50"}])
    counter.repost("shipment", sale, comment="seen")
    [line] = counter.document("shipment", sale, "lines")
    assert (line.price, line.auto_discount_percent, line.amount) == (100, 10, 180)
    assert counter.turnover("sales") == 180
    assert counter.turnover("discounts_granted") == 20


def test_a_currency_price_at_two_dates(counter):
    abroad = kind(counter, "USD", currency="USD")
    rates = ((day(1), 80), (day(10), 90))
    facts = [CurrencyRate.record(at=at, currency=USD, rate=D(rate), per=1) for at, rate in rates]
    counter.do(record_facts, facts)
    set_prices(counter, abroad, day(2), {"price": "1.25"})
    rub = settled_id("currency", "RUB")
    assert price(counter, abroad, day(3), currency_id=rub) == 100
    assert price(counter, abroad, day(11), currency_id=rub) == D("112.5")
    dear = kind(
        counter, "dear", currency="RUB", method="percent", base="USD", percent="10",
        rounding="5", rounds_up=True,
    )  # fmt: skip
    assert [price(counter, dear, day(n)) for n in (3, 11)] == [110, 125]
    assert price(counter, dear, day(11), unit=BOX) == 1485  # rounded last: 12 × 123.75


def test_a_price_of_a_variant_alone_is_not_that_of_the_item(counter):
    retail = settled_id("price_type", "retail")
    first = set_prices(counter, retail, day(2), {"price": "120", "variant": str(counter.red)})
    assert price(counter, retail, day(3), counter.red) == 120
    assert price(counter, retail, day(3)) is None
    set_prices(counter, retail, day(4), {"price": "130", "variant": str(counter.red)})
    assert price(counter, retail, day(5), counter.red) == 130
    counter.unpost("price_setting", first)
    assert price(counter, retail, day(3), counter.red) is None


def test_stored_and_dynamic_types_differ_once_the_rule_changes(counter):
    retail = settled_id("price_type", "retail")
    stored = kind(counter, "kept", method="percent", base="retail", percent="-10", stored=True)
    dynamic = kind(counter, "live", method="percent", base="retail", percent="-10")
    ranges = [{"up_to": "100", "percent": "20"}, {"percent": "10"}]
    shelf = kind(counter, "shelf", method="ranges", base="live", ranges=ranges, rounding="0.5")
    set_prices(counter, retail, day(2), {"price": "111.11"})
    found = [price(counter, one, day(3)) for one in (stored, dynamic, shelf)]
    assert found == [100, 100, 120]  # the range takes the rounded price of the one below
    for one in (stored, dynamic):
        counter.change("price_type", one, percent="-20")
    found = [price(counter, one, day(3)) for one in (stored, dynamic, shelf)]
    assert found == [100, D("88.89"), D("106.5")]


def test_a_row_is_price_times_quantity_less_both_discounts(counter):
    discount = counter.add("discount", name="All")
    counter.paper("discount_setting", day(2), discount=str(discount), lines=[{"percent": "2.5"}])
    row = {"item": "TEA", "quantity": 7, "price": "19.99", "discount_percent": "7.5"}
    sale = counter.paper("shipment", day(5), party="C", warehouse="01", lines=[row])
    [line] = counter.document("shipment", sale, "lines")
    assert (line.amount, line.vat_amount) == (D("125.94"), D("20.99"))
    assert line.discount_amount == D("13.99")
    assert counter.turnover("discounts_granted") == D("13.99")
    assert counter.turnover("discounts_granted", discount=discount) == D("3.50")
