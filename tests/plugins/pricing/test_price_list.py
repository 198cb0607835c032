from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tradepost.core import Forbidden, calls, settled_id
from tradepost.core.access.access import Access
from tradepost.core.posting.facts import record_facts
from tradepost.core.printing import print_record
from tradepost.plugins.items import Item
from tradepost.plugins.pricing import ItemPrice, PriceType
from tradepost.plugins.pricing.price_list import price_list

D = Decimal
RETAIL = settled_id("price_type", "retail")
NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)


@pytest.fixture
def shop(books):
    group = books.add("item_group", name="Drinks")
    books.tea = books.add("item", name="Tea", sku="T-1", group=str(group))
    books.cup = books.add("item", name="Cup", unit="kg")
    books.red = books.add("variant", item=str(books.cup), name="red")
    books.add("item", name="Free")
    books.half = books.add("price_type", name="Half", method="percent", base="retail", percent=-50)
    prices = [(books.tea, None, "100"), (books.cup, books.red, "7.5")]
    facts = [
        ItemPrice.record(at=NOW, price_type=RETAIL, item=item, variant=variant, price=D(price))
        for item, variant, price in prices
    ]
    books.do(record_facts, facts)
    return books


def listed(shop, key):
    def ask(work):
        rows = price_list(work, work.session.get(PriceType, key), NOW)
        return [(row.group, row.name, row.unit, row.price) for row in rows]

    return shop.read(ask)


def test_the_list_names_what_has_a_price_by_group(shop):
    assert listed(shop, RETAIL) == [
        ("", "Cup, red", "кг", D("7.5")),
        ("Drinks", "Tea", "шт", 100),
    ]
    assert [row[-1] for row in listed(shop, shop.half)] == [D("3.75"), 50]


def test_the_list_is_printed_from_its_price_type(shop):
    def ask(work):
        return print_record(
            work, "price_type", shop.half, form="price_list", language="en"
        ).content

    paper = shop.read(ask).decode()
    assert "Price list “Half” of March 31, 2026" in paper
    assert "T-1" in paper
    assert "Drinks" in paper
    assert "Without a group" in paper
    assert "Free" not in paper


def test_the_card_of_an_item_tells_its_prices(shop):
    def ask(work, access=None):
        item = work.session.get(Item, shop.tea)
        return [
            [(row[0].name, row[1], row[2]) for row in one.rows]
            for one in calls.panels(work.hooks, work, item)
            if str(one.title) == "Prices"
        ]

    assert shop.read(ask) == [[("Half", 50, "RUB"), ("Розничная цена", 100, "RUB")]]


def test_prices_are_for_those_who_may_see_them(shop):
    with pytest.raises(Forbidden), shop.house.work(Access(None, "anna"), reads_only=True) as work:
        price_list(work, work.session.get(PriceType, RETAIL), NOW)


def test_questions_do_not_grow_with_the_list(shop):
    before = shop.statements(lambda: listed(shop, RETAIL))
    keys = [shop.add("item", name=f"Item {n}") for n in range(20)]
    facts = [ItemPrice.record(at=NOW, price_type=RETAIL, item=key, price=D(1)) for key in keys]
    shop.do(record_facts, facts)
    assert len(listed(shop, RETAIL)) == 22
    assert shop.statements(lambda: listed(shop, RETAIL)) == before
