"""Prices, files of plugins' own formats and real lists go through the same wizard."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from support.catalogs import catalog_house, make_catalogs
from tradepost.core.access.users import Users
from tradepost.core.errors import Conflict
from tradepost.core.importing import Imports
from tradepost.core.importing import jobs as importing
from tradepost.core.jobs import Worker
from tradepost.core.posting import readings, verify
from tradepost.core.posting.closing import close

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
    with pytest.raises(Conflict):
        shop.undo(key)  # it has made nothing


def prices(shop):
    register = shop.house.schema.facts["item_price"]
    with shop.house.work(reads_only=True) as work:
        items = {one.id: one.code for one in work.session.query(shop.house.schema.records["item"])}
        found = readings.latest(work, register)
        return {items[row["item"]]: str(row["price"].quantize(Decimal("0.01"))) for row in found}


def test_an_import_of_facts_is_undone_where_nobody_has_recorded_since(shop):
    goods(shop)
    columns = {0: "item", 1: "price_type", 2: "price", 3: "at"}
    shop.take(shop.send("item_price", PRICES, columns=columns))
    dearer = PRICES.replace("10,50", "11").replace("Cup;retail;7;01", "Cup;retail;8;02")
    key = shop.send("item_price", dearer + "t1;retail;12;01.02.2026\n", columns=columns)
    done = shop.take(key)  # one price changed twice over, one new of a later day
    assert (done.counts["created"], done.counts["updated"]) == (1, 2)
    assert prices(shop) == {"t1": "12.00", "c1": "8.00"}
    undone = shop.undo(key)
    assert (undone.state, undone.counts["put_back"], undone.counts["kept"]) == ("undone", 2, 0)
    assert prices(shop) == {"t1": "10.50", "c1": "7.00"}
    with shop.house.work(reads_only=True) as work:
        assert list(verify.broken(work)) == []


def test_a_fact_recorded_since_and_one_of_a_closed_day_stay(shop):
    goods(shop)
    columns = {0: "item", 1: "price_type", 2: "price", 3: "at"}
    key = shop.send("item_price", PRICES, columns=columns)
    shop.take(key)
    shop.take(shop.send("item_price", PRICES.replace("10,50", "13"), columns=columns))
    undone = shop.undo(key)
    assert (undone.counts["put_back"], undone.counts["kept"]) == (1, 1)
    assert [row for row, *_more in undone.listed] == [2]
    assert prices(shop) == {"t1": "13.00"}
    again = shop.send("item_price", PRICES, columns=columns)
    shop.take(again)
    with shop.house.work() as work:
        close(work, datetime(2026, 3, 1, tzinfo=UTC))
    undone = shop.undo(again)
    assert (undone.counts["put_back"], undone.counts["kept"]) == (0, 2)
    assert "closed" in undone.listed[0][3]
