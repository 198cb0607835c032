"""Prices, files of plugins' own formats and real lists go through the same wizard."""

import pytest

from support.catalogs import catalog_house, make_catalogs
from tradepost.core.access.users import Users
from tradepost.core.importing import Imports
from tradepost.core.importing import jobs as importing
from tradepost.core.jobs import Worker

from .conftest import Desk


@pytest.fixture
def shop(bases):
    house = catalog_house(bases.like("catalogs", make_catalogs))
    with house.work() as work:
        user = Users(work).create("ann", roles=["administrator"], language="en").id
    yield Desk(house, user)
    house.close()


GOODS = "code;name;unit\nt1;Tea;шт\nc1;Cup;шт\n"
PRICES = "Item;Price type;Price;As of\nt1;retail;10,50;01.02.2026\nCup;retail;7;01.02.2026\n"


def goods(shop):
    return shop.take(shop.send("item", GOODS, key="code"))


def test_prices_are_facts_and_the_same_file_changes_nothing(shop):
    assert goods(shop).counts["created"] == 2
    columns = {0: "item", 1: "price_type", 2: "price", 3: "at"}
    key = shop.send("item_price", PRICES, columns=columns)
    assert shop.see(key).listed == [] and shop.see(key).counts["created"] == 2
    assert shop.take(key).counts["created"] == 2
    again = shop.send("item_price", PRICES, columns=columns)
    assert shop.take(again).counts["unchanged"] == 2
    bad = shop.send(
        "item_price", PRICES.replace("Cup", "Pot").replace("10,50", "x"), columns=columns
    )
    assert shop.faults(bad) == [(2, "Price", "x"), (3, "Item", "Pot")]


def plugin(shop, content, name="goods.csv"):
    with shop.work() as work:
        one = Imports(work).begin("goods_csv", name, content.encode(), by_plugin=True)
        importing.check(work, one)
        return one.id


def test_a_plugins_own_file_is_tried_then_taken(shop):
    key = plugin(shop, GOODS + "x1;Pot;no such unit\n")
    one = shop.see(key)
    assert one.state == "checked" and one.counts["created"] == 2
    assert [row for row, *_more in one.listed] == [4]
    assert shop.records("item") == []
    done = shop.take(key, only_good=True)
    assert done.state == "done" and len(shop.records("item")) == 2
    assert shop.see(plugin(shop, "no header here\n")).state == "refused"


def test_a_real_list_of_goods_is_taken_and_found_again(shop, shared_data):
    lines = (shared_data / "catalogue/off_ru_goods.tsv").read_bytes().splitlines(keepends=True)
    data = b"".join(lines[:701])
    for what in ("created", "unchanged"):
        key = shop.send("item", data, key="barcodes.code", same={"unit": "шт"}, name="goods.tsv")
        assert shop.see(key).plan["columns"] == {"0": "barcodes.code", "1": "name"}
        while shop.see(key).state == "checking":
            Worker(shop.house).once()
        done = shop.take(key)
        assert done.counts[what] == done.counts["total"] == 700
    undone = shop.undo(key)
    assert undone.counts["put_back"] == 0
