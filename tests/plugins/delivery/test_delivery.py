"""One plugin adds fields to another's documents: seen in REST, saved, found, and gone with it."""

import pytest

from support.api import program
from support.catalogs import catalog_house
from support.trade import TRADE, Shop, day
from tradepost.core.posting import verify
from tradepost.plugins.delivery.errors import NoAddress

ON = (*TRADE, "delivery")


def make_delivered(url):
    from support.trade import make_trade

    make_trade(url)
    house = catalog_house(url, ON)
    house.migrate()
    shop = Shop(house)
    shop.item("TEA")
    shop.change(
        "party",
        shop.key("party", "C"),
        contacts=[{"kind": "delivery_address", "value": "Tver, Sovetskaya 1"}],
    )
    shop.paper("goods_receipt", day(1), party="S", lines=[("TEA", 20, 60)])
    house.close()


@pytest.fixture
def url(bases):
    return bases.like("delivery", make_delivered)


@pytest.fixture
def shop(url):
    house = catalog_house(url, ON)
    yield Shop(house)
    house.close()


@pytest.fixture
def api(shop):
    return program(shop.house)


def order(**more):
    line = {"item": "TEA", "quantity": "2", "price": "100"}
    return {"party": "C", "moment": "2026-03-03T09:00:00Z", "lines": [line], **more}


def test_added_fields_are_saved_read_and_changed_over_rest(api):
    made = api.post("/documents/shipment", order(delivery_way="own", deliver_on="2026-03-05"), 201)
    assert made["delivery_address"] == "Tver, Sovetskaya 1"
    path = f"/documents/shipment/{made['id']}"
    assert api.get(path)["deliver_on"] == "2026-03-05"
    changed = api.patch(path, {"delivery_address": "Elsewhere 7"})
    assert (changed["delivery_address"], changed["amount"]) == ("Elsewhere 7", made["amount"])
    api.post(f"{path}/post", status=200)
    assert api.get(path)["posted"] is True


def test_added_fields_stand_in_lists_and_are_filtered_by(api):
    own = api.post("/documents/shipment", order(delivery_way="own"), 201)
    api.post("/documents/shipment", order(delivery_way="pickup"), 201)
    plain = api.post("/documents/shipment", order(), 201)
    rows = {row["id"]: row for row in api.get("/documents/shipment")["rows"]}
    assert rows[own["id"]]["delivery_way"] == "own"
    assert not rows[plain["id"]]["delivery_way"]
    found = api.get("/documents/shipment?filter[delivery_way]=own")["rows"]
    assert [row["id"] for row in found] == [own["id"]]


def test_goods_that_are_brought_need_an_address(shop):
    with pytest.raises(NoAddress):
        shop.draft("shipment", day(3), party="S", lines=[("TEA", 1, 1)], delivery_way="own")


def test_a_shipment_takes_its_delivery_over_from_the_order(shop):
    lines = [("TEA", 2, 100)]
    key = shop.paper(
        "customer_order",
        day(2),
        party="C",
        lines=lines,
        delivery_way="carrier",
        deliver_on="2026-03-09",
    )
    made = shop.make("customer_order", "shipment", key, day(3), carrier="S")
    with shop.house.work(reads_only=True) as work:
        from tradepost.plugins.delivery import ShipmentDelivery

        found = ShipmentDelivery.of_one(work.session, made)
        assert (found.delivery_way, found.delivery_address) == ("carrier", "Tver, Sovetskaya 1")
        assert (found.deliver_on.isoformat(), found.carrier.code) == ("2026-03-09", "S")


def test_with_the_plugin_off_the_rest_works_and_what_was_entered_stays(shop, url):
    lines = [("TEA", 2, 100)]
    key = shop.paper("shipment", day(3), party="C", lines=lines, delivery_way="own")
    house = catalog_house(url, TRADE)
    without = Shop(house)
    api = program(house)
    assert "delivery_way" not in api.get(f"/documents/shipment/{key}")
    codes = api.codes("POST", "/documents/shipment", order(delivery_way="own"), 422)
    assert codes == {"delivery_way": "unknown_field"}
    without.unpost("shipment", key)
    without.post("shipment", key)
    without.change(
        "shipment", without.draft("shipment", day(4), party="C", lines=lines), comment="x"
    )
    assert without.read(verify.broken) == []
    house.close()
    row = program(shop.house, "second").get(f"/documents/shipment/{key}")
    assert row["delivery_way"] == "own"
