"""The price list as a report."""

from decimal import Decimal

import pytest

from support.trade import day
from tradepost.core import settled_id
from tradepost.core.reporting import parse_params, report_of, run

D = Decimal


@pytest.fixture
def goods(shop):
    drinks = shop.add("item_group", name="Drinks")
    shop.item("TEA", group=str(drinks))
    shop.item("CUP")
    shop.whole = shop.add("price_type", name="Whole", method="percent", base="retail", percent=-10)
    for moment, price in ((day(2), "100"), (day(5), "110")):
        lines = [{"item": "TEA", "price": price}, {"item": "CUP", "price": "10"}]
        shop.paper("price_setting", moment, price_type="retail", lines=lines)
    return shop


def told(shop, **given):
    def ask(work):
        report = report_of(work.house, "price_list")
        found = run(work, report, parse_params(work, report, given))
        return [(row.names, row.values["price"]) for row in (*found.rows, *found.totals)]

    return shop.read(ask)


def test_it_tells_every_price_type_apart_at_a_moment(goods):
    rows = told(goods, at="2026-03-04", by="item")
    prices = {(names["price_type"], names.get("item")): price for names, price in rows}
    assert prices == {
        ("Whole", "CUP"): 9,
        ("Whole", "TEA"): 90,
        ("Whole", None): D("49.5"),
        ("Розничная цена", "CUP"): 10,
        ("Розничная цена", "TEA"): 100,
        ("Розничная цена", None): 55,
    }


def test_groups_show_the_average_and_filters_narrow(goods):
    retail = settled_id("price_type", "retail")
    rows = told(goods, at="2026-03-06", by="group", **{"filter[price_type]": str(retail)})
    assert [(names.get("group"), price) for names, price in rows] == [
        ("", 10),
        ("Drinks", 110),
        (None, 60),
    ]
