"""Why a row costs what it costs, told beside the paper."""

from decimal import Decimal

import pytest

from support.trade import day, with_rights
from tradepost.core import calls
from tradepost.plugins.pricing.discounts import reasons

D = Decimal


@pytest.fixture
def counter(shop):
    shop.item("TEA", vat_rate="20", units=[{"unit": "box", "factor": "12"}])
    shop.item("CUP")
    shop.setting = shop.paper(
        "price_setting", day(2), price_type="retail", lines=[{"item": "TEA", "price": "100"}]
    )
    whole = shop.add("price_type", name="Whole", method="percent", base="retail", percent="-10")
    shop.whole = str(whole)
    return shop


def order(shop, *lines, **data):
    return shop.draft("customer_order", day(5), party="C", lines=list(lines), **data)


def told(shop, key):
    def ask(work):
        document = work.session.get(work.schema.documents["customer_order"], key)
        return [
            (str(one.price), one.paper and one.paper.id, [str(text) for text in one.discounts])
            for one in reasons(work, document)
        ]

    return shop.read(ask)


def test_a_price_tells_its_type_its_paper_and_its_way(counter):
    key = order(counter, ("TEA", 1), {"item": "TEA", "unit": "box"}, price_type=counter.whole)
    first, box = told(counter, key)
    assert first[0].startswith("“Розничная цена”, 100 for a base unit since 3/2/26")
    assert first[0].endswith("then “Whole” -10 %")
    assert first[1] == box[1] == counter.setting


def test_a_price_by_hand_is_told_beside_the_one_that_held(counter):
    key = order(counter, ("TEA", 1, 95), ("CUP", 1, 10), price_type="retail")
    tea, cup = told(counter, key)
    assert tea[:2] == ("entered by hand; “Розничная цена” is 100", None)
    assert cup[0] == "entered by hand; there is no price of this type"


def test_every_discount_is_told_with_what_has_met_it(counter):
    for code, percent, data in (
        ("Q", 10, {"condition": "quantity", "threshold": "5"}),
        ("ALL", 4, {}),
    ):
        discount = counter.add("discount", code=code, name=code, **data)
        row = {"percent": str(percent), "at_most": "12"}
        counter.paper("discount_setting", day(1), discount=str(discount), lines=[row])
    row = {"item": "TEA", "quantity": "6", "price": "100", "discount_percent": "5"}
    [(_price, _paper, found)] = told(counter, order(counter, row))
    assert found == [
        "by hand 5 %",
        "“Q” 7 %: Quantity of the goods 6",
        "cut to 12 % in all",
        "“ALL” 4 % gave way",
    ]
    given = {"item": "TEA", "price": "1", "auto_discount_percent": "3"}
    assert told(counter, order(counter, given))[0][2] == ["given 3 %"]


def test_a_gift_says_whose_it_is(counter):
    data = {"condition": "quantity", "threshold": "2", "gift_quantity": "1"}
    discount = counter.add("discount", name="2+1", **data)
    lines = [{"percent": "100"}]
    counter.paper("discount_setting", day(1), discount=str(discount), lines=lines)
    assert told(counter, order(counter, ("CUP", 2, 10)))[1][2] == [
        "gift “2+1”: Quantity of the goods 2"
    ]


def shown(shop, key, access=None):
    with shop.house.work(*([access] if access else []), reads_only=True) as work:
        document = work.session.get(work.schema.documents["customer_order"], key)
        panels = calls.panels(work.hooks, work, document)
        return [one for one in panels if str(one.title) == "Why these prices"]


def test_it_stands_beside_the_paper_for_those_who_may_see_prices(counter):
    key = order(counter, ("TEA", 1), price_type="retail")
    [panel] = shown(counter, key)
    assert panel.rows[0][1] == 100
    assert shown(counter, key, with_rights("customer_order.read")) == []
    assert shown(counter, key, with_rights("customer_order.read", "item_price.read"))


def test_questions_do_not_grow_with_the_rows(counter):
    def ask(count):
        key = order(counter, *[("TEA", 1), ("CUP", 1, 10)] * count, price_type="retail")
        return counter.statements(lambda: told(counter, key))

    assert ask(1) == ask(20)
