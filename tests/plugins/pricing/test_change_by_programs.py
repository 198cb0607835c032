"""Many prices changed through REST: tried, made once, and refused field by field."""

import pytest

from support.api import program
from support.openapi import thrown_at
from support.trade import D, day
from tradepost.core import new_id, settled_id
from tradepost.plugins.pricing import Priced, PriceSetting, price_at

RETAIL = settled_id("price_type", "retail")
DO, TRY = "/price-changes", "/price-changes/trial"


@pytest.fixture
def counter(shop):
    """Tea and a cup with a price, and half of it kept beside."""
    shop.add("item_group", code="HOT", name="Hot")
    shop.tea = shop.item("TEA", group="HOT")
    shop.cup = shop.item("CUP")
    shop.half = shop.add(
        "price_type", code="half", name="half", method="percent", base="retail", percent="-50",
        stored=True,
    )  # fmt: skip
    rows = [{"item": "TEA", "price": "100"}, {"item": "CUP", "price": "50"}]
    shop.paper("price_setting", day(2), price_type=str(RETAIL), lines=rows)
    return shop


@pytest.fixture
def api(counter):
    return program(counter.house)


def asked(*types, **more):
    return {"types": list(types or ("retail",)), "moment": day(10).isoformat(), **more}


def told(answer):
    """Old and new prices by item."""
    return {
        row["item"]: [(one["old"], one["new"]) for one in row["prices"]] for row in answer["rows"]
    }


def price(counter, item, kind=RETAIL):
    wanted = Priced(item)
    return counter.read(price_at, kind, [wanted], day(11)).get(wanted)


def papers(counter):
    return counter.read(lambda work: work.session.query(PriceSetting).count())


def test_a_trial_answers_what_would_come_and_sets_nothing(counter, api):
    found = api.post(TRY, asked("retail", "half", percent="10"), 200)
    tea, cup = str(counter.tea), str(counter.cup)
    assert told(found) == {
        tea: [("100", "110"), ("50", "55")],
        cup: [("50", "55"), ("25", "27.5")],
    }
    assert found["rows"][0]["prices"][0]["percent"] == "10"
    assert found["more"] == 0
    assert told(api.post(TRY, asked(group="HOT", percent=7), 200)) == {tea: [("100", "107")]}
    assert (price(counter, counter.tea), papers(counter)) == (100, 1)


def test_a_change_posts_a_paper_for_each_type_once(counter, api):
    wanted = asked("retail", "half", percent="10", id=str(new_id()))
    made = api.post(DO, wanted, 201)["documents"]
    assert [one["price_type"] for one in made] == [str(RETAIL), str(counter.half)]
    assert (price(counter, counter.tea), price(counter, counter.cup, counter.half)) == (
        110, D("27.5"),
    )  # fmt: skip
    assert api.post(DO, wanted, 200)["documents"] == made
    assert (price(counter, counter.tea), papers(counter)) == (110, 3)
    paper = api.get(f"/documents/price_setting/{made[0]['id']}")
    assert paper["posted"] and paper["number"] == made[0]["number"]


def test_prices_may_be_given_and_what_follows_is_worked_out(counter, api):
    given = [
        {"item": "TEA", "price_type": "retail", "price": "130"},
        {"item": "CUP", "price_type": "retail", "price": "60"},
        {"item": "CUP", "price_type": "half", "price": "31"},
    ]
    api.post(DO, asked("retail", "half", prices=given), 201)
    for item, kind, wanted in (
        (counter.tea, RETAIL, 130), (counter.tea, counter.half, 65),
        (counter.cup, RETAIL, 60), (counter.cup, counter.half, 31),
    ):  # fmt: skip
        assert price(counter, item, kind) == wanted


def test_prices_are_taken_from_what_a_receipt_has_paid(counter, api):
    lines = [{"item": "TEA", "quantity": "2", "price": "60"}]
    receipt = counter.paper("goods_receipt", day(3), party="S", warehouse="01", lines=lines)
    wanted = asked(source="receipt", of=str(receipt), percent="50")
    assert told(api.post(TRY, wanted, 200)) == {str(counter.tea): [("100", "90")]}


@pytest.mark.parametrize("path", [DO, TRY])
def test_what_is_wrong_is_refused_by_the_name_of_its_field(counter, api, path):
    dynamic = counter.add(
        "price_type", code="read", name="read", method="percent", base="retail", percent="5"
    )
    red = counter.add("variant", item="TEA", name="red")
    row = {"item": "TEA", "price_type": "retail", "price": "1"}
    for body, faults in (
        ({}, {"types": "missing"}),
        (asked("nothing"), {"types.0": "unknown_reference"}),
        (asked("retail", str(dynamic)), {"types.1": "pricing.wrong_prices"}),
        (asked(percent="much", source="dice", colour="red"),
         {"percent": "invalid", "source": "invalid", "colour": "unknown_field"}),
        (asked(moment="tomorrow", group="NONE", id="x"),
         {"moment": "invalid", "group": "unknown_reference", "id": "invalid"}),
        (asked(source="type"), {"of": "pricing.wrong_prices"}),
        (asked(source="supplier", of="NONE"), {"of": "unknown_reference"}),
        (asked(prices="all"), {"prices": "invalid"}),
        (asked(prices=[{"item": "TEA", "price": "x"}]),
         {"prices.0.price_type": "missing", "prices.0.price": "invalid"}),
        (asked(prices=[row, row]), {"prices.1.item": "pricing.wrong_prices"}),
        (asked(prices=[{**row, "price": "-1"}]), {"prices.0.price": "pricing.wrong_prices"}),
        (asked(prices=[{**row, "item": "CUP", "variant": str(red)}]),
         {"prices.0.variant": "pricing.wrong_prices"}),
        (asked(prices=[{**row, "price_type": "half"}]),
         {"prices.0.price_type": "pricing.wrong_prices"}),
        (asked(group="HOT", prices=[{**row, "item": "CUP"}]),
         {"prices.0.item": "pricing.wrong_prices"}),
    ):  # fmt: skip
        assert api.codes("POST", path, body, 422) == faults, body
    assert api.codes("POST", DO, asked(), 422) == {"": "pricing.wrong_prices"}
    assert papers(counter) == 1


def test_only_who_may_set_prices_does(counter, api):
    seller = program(counter.house, "seller", ["salesperson"], api.app)
    for path in (DO, TRY):
        seller.post(path, asked(percent="5"), 403)
    call = {"method": "POST", "path": DO, "body": asked(percent="5")}
    assert seller.codes("POST", "/bulk", [call], 403) == {"0": "forbidden"}
    assert papers(counter) == 1
    api.post("/bulk", [call], 200)
    assert price(counter, counter.tea) == 105


def test_the_document_of_the_api_promises_what_is_kept(counter, api):
    found = api.get("/openapi.json")
    assert "price_change.given" in found["components"]["schemas"]
    assert {"200", "201"} <= set(found["paths"]["/api/v1/price-changes"]["post"]["responses"])
    statuses = thrown_at(api, 25, "/api/v1/price-changes")
    assert statuses[422] > 20
