"""Variants by properties of a firm's own: named by their values, no two alike, made by the dozen."""

import pytest

from support.api import program
from support.trade import day
from tradepost.core import Refusal, settled_id
from tradepost.core.records.listing import page
from tradepost.core.records.query import Query
from tradepost.plugins.items import Variant
from tradepost.plugins.pricing import Priced, price_at
from tradepost.plugins.variants import make_variants, matrix_of
from tradepost.plugins.variants.errors import (
    PropertiesInUse,
    TooMany,
    VariantThere,
    WrongProperty,
    WrongVariant,
)
from tradepost.plugins.variants.importing import VARIANTS

RETAIL = settled_id("price_type", "retail")


def all_of(shop):
    return {shop.colour: [shop.red, shop.blue], shop.size: [shop.small, shop.large]}


def names(shop):
    with shop.house.work(reads_only=True) as work:
        return [one.name for one in matrix_of(work, shop.shirt).variants]


def test_a_variant_is_called_by_its_values_in_the_order_of_the_set(wardrobe):
    key = wardrobe.add("variant", item="SHIRT", name="", values={"size": "l", "Colour": "RED"})
    assert wardrobe.see(Variant, key, "name", "values") == (
        "red, L", {"Colour": "red", "Size": "L"},
    )  # fmt: skip
    named = wardrobe.add(
        "variant", item="SHIRT", name="Sunday", property_1=str(wardrobe.red),
        property_2=str(wardrobe.small),
    )  # fmt: skip
    assert wardrobe.see(Variant, named, "name", "values") == (
        "Sunday", {"Colour": "red", "Size": "S"},
    )  # fmt: skip
    wardrobe.change("variant", key, property_2=str(wardrobe.small), property_1=str(wardrobe.blue))
    assert wardrobe.see(Variant, key, "name") == "blue, S"


def test_no_two_variants_of_an_item_have_the_same_values(wardrobe):
    first = wardrobe.variant("red", "L")
    with pytest.raises(VariantThere) as refused:
        wardrobe.variant("Red", "l")
    assert refused.value.facts["variant"] == str(first)
    wardrobe.item("COAT", property_set="clothes")
    wardrobe.add("variant", item="COAT", name="", values={"Colour": "red", "Size": "L"})


@pytest.mark.parametrize(
    "values, told",
    [
        ({"Colour": "red"}, "Size"),
        ({"Colour": "green", "Size": "L"}, "green"),
        ({"Colour": "red", "Size": "L", "Smell": "rose"}, "Smell"),
        ({"Colour": " ", "Size": "L"}, "Colour"),
    ],
)
def test_what_is_no_value_of_the_item_is_refused_by_name(wardrobe, values, told):
    with pytest.raises(WrongVariant) as refused:
        wardrobe.add("variant", item="SHIRT", name="", values=values)
    assert told in str(refused.value.message)


def test_a_value_of_another_property_or_item_is_refused(wardrobe):
    with pytest.raises(Refusal) as refused:
        wardrobe.add(
            "variant", item="SHIRT", name="", property_1=str(wardrobe.small),
            property_2=str(wardrobe.large),
        )  # fmt: skip
    assert refused.value.path == "property_1"
    wardrobe.item("CUP")
    with pytest.raises(WrongVariant):
        wardrobe.add("variant", item="CUP", name="x", property_1=str(wardrobe.red))


def test_numbers_and_texts_are_kept_as_new_values(wardrobe):
    wardrobe.add("property", code="volume", name="Volume", kind="number", stands_in="3")
    wardrobe.add("property", code="scent", name="Scent", kind="text", stands_in="4")
    rows = [{"of_property": "volume"}, {"of_property": "scent"}]
    wardrobe.add("property_set", code="soap", name="Soap", rows=rows)
    wardrobe.item("SOAP", property_set="soap")
    add = lambda volume, scent: wardrobe.add(
        "variant", item="SOAP", name="", values={"Volume": volume, "Scent": scent}
    )
    key = add("0,750", "Rose")
    assert wardrobe.see(Variant, key, "name") == "0.75, Rose"
    with pytest.raises(VariantThere):
        add("0.75", "rose")
    with pytest.raises(WrongVariant):
        add("much", "Rose")


def test_every_colour_in_every_size_is_made_once(wardrobe):
    wardrobe.variant("red", "L")
    made = wardrobe.do(lambda work: len(make_variants(work, wardrobe.shirt, all_of(wardrobe))))
    assert made == 3
    assert names(wardrobe) == ["blue, S", "blue, L", "red, S", "red, L"]
    assert wardrobe.do(lambda w: make_variants(w, wardrobe.shirt, all_of(wardrobe))) == []
    with pytest.raises(WrongVariant):
        wardrobe.do(make_variants, wardrobe.shirt, {wardrobe.colour: [wardrobe.red]})


def test_more_than_anybody_wants_is_not_made(wardrobe, monkeypatch):
    monkeypatch.setattr("tradepost.plugins.variants.making.MOST", 3)
    with pytest.raises(TooMany):
        wardrobe.do(make_variants, wardrobe.shirt, all_of(wardrobe))


def test_variants_follow_when_a_value_is_called_otherwise(wardrobe):
    key = wardrobe.variant("red", "L")
    own = wardrobe.variant("blue", "L")
    wardrobe.change("variant", own, name="My own")
    wardrobe.change("property_value", wardrobe.large, name="XL")
    wardrobe.change("property", wardrobe.size, name="Width")
    assert wardrobe.see(Variant, key, "name", "values") == (
        "red, XL", {"Colour": "red", "Width": "XL"},
    )  # fmt: skip
    assert wardrobe.see(Variant, own, "name") == "My own"


def test_sets_and_properties_hold_to_their_columns(wardrobe):
    wardrobe.add("property", code="cut", name="Cut", stands_in="2")
    with pytest.raises(WrongProperty):
        rows = [{"of_property": "size"}, {"of_property": "cut"}]
        wardrobe.add("property_set", name="Both", rows=rows)
    with pytest.raises(WrongProperty):
        wardrobe.value("size", "l")
    wardrobe.variant("red", "L")
    with pytest.raises(PropertiesInUse):
        wardrobe.change("property", wardrobe.size, stands_in="3")
    wardrobe.add("property_set", code="other", name="Other", rows=[{"of_property": "cut"}])
    with pytest.raises(PropertiesInUse):
        wardrobe.change("item", wardrobe.shirt, property_set="other")


def test_lists_are_filtered_and_searched_by_properties(wardrobe):
    wardrobe.do(make_variants, wardrobe.shirt, all_of(wardrobe))
    with wardrobe.house.work(reads_only=True) as work:
        found = page(work, "variant", Query().where("property_1", str(wardrobe.red)))
        assert {one.name for one in found.records} == {"red, S", "red, L"}
        found = page(work, "variant", Query("blue"))
        assert {one.name for one in found.records} == {"blue, S", "blue, L"}


def test_stock_price_barcode_and_order_are_each_variants_own(wardrobe):
    red, blue = wardrobe.variant("red", "L"), wardrobe.variant("blue", "L")
    row = lambda variant, quantity, price: {
        "item": "SHIRT", "variant": str(variant), "quantity": quantity, "price": price,
    }  # fmt: skip
    rows = [row(red, 5, 10), row(blue, 3, 10)]
    wardrobe.paper("goods_receipt", day(1), party="S", warehouse="01", lines=rows)
    assert wardrobe.balance("stock_on_hand", variant=red) == 5
    lines = [
        {"item": "SHIRT", "price": "20"},
        {"item": "SHIRT", "variant": str(red), "price": "25"},
    ]
    wardrobe.paper("price_setting", day(2), price_type=str(RETAIL), lines=lines)
    wanted = [Priced(wardrobe.shirt, red), Priced(wardrobe.shirt, blue)]
    found = wardrobe.read(price_at, RETAIL, wanted, day(3))
    assert [found[one] for one in wanted] == [25, 20]
    code = "4006381333931"
    barcodes = [{"code": code, "variant": str(red)}]
    wardrobe.change("item", wardrobe.shirt, barcodes=barcodes)
    order = wardrobe.paper(
        "customer_order", day(4), party="C", warehouse="01", lines=[row(red, 2, 25)]
    )
    wardrobe.make("customer_order", "shipment", order, day(5))
    assert wardrobe.balance("stock_on_hand", variant=red) == 3
    assert wardrobe.balance("stock_on_hand", variant=blue) == 3
    assert wardrobe.broken() == []


def test_a_report_is_told_apart_by_colour(wardrobe):
    api = program(wardrobe.house)
    red, blue = wardrobe.variant("red", "L"), wardrobe.variant("blue", "L")
    small = wardrobe.variant("red", "S")
    rows = [
        {"item": "SHIRT", "variant": str(one), "quantity": quantity, "price": 1}
        for one, quantity in ((red, 5), (blue, 3), (small, 2))
    ]
    wardrobe.paper("goods_receipt", day(1), party="S", warehouse="01", lines=rows)
    found = api.get("/reports/stock_on_hand_balance?by=variant.property_1")
    told = {row["variant.property_1"]: row["quantity"] for row in found["rows"]}
    assert told == {str(wardrobe.red): "7", str(wardrobe.blue): "3"}


def test_variants_come_from_a_file_and_again_without_change(wardrobe):
    text = (
        "item;Colour;Size;barcode\n"
        "SHIRT;red;S;4006381333931\n"
        "SHIRT;blue;L;\n"
        "SHIRT;green;L;\n"
        "NOTHING;red;L;\n"
    )
    tally = wardrobe.import_(VARIANTS, "v.csv", text.encode())
    assert (tally.created, len(tally.refused)) == (2, 2)
    assert [one.place for one in tally.refused] == ["4", "5"]
    again = wardrobe.import_(VARIANTS, "v.csv", text.encode())
    assert (again.created, again.unchanged, again.updated) == (0, 2, 0)
    assert names(wardrobe) == ["blue, L", "red, S"]


def test_programs_make_variants_by_words_and_are_told_what_is_wrong(wardrobe):
    api = program(wardrobe.house)
    data = {"item": str(wardrobe.shirt), "values": {"Colour": "red", "Size": "L"}}
    made = api.post("/catalogs/variant", data, status=201)
    assert (made["name"], made["property_1"]) == ("red, L", str(wardrobe.red))
    assert api.codes("POST", "/catalogs/variant", data, status=409) == {
        "values": "variants.there_already"
    }
    found = api.get(f"/catalogs/variant?filter[property_1]={wardrobe.red}")
    assert [one["id"] for one in found["rows"]] == [made["id"]]


def test_variants_without_properties_stay_as_they_were(wardrobe):
    wardrobe.item("CUP")
    key = wardrobe.add("variant", item="CUP", name="", values={"any": "thing"})
    assert wardrobe.see(Variant, key, "name", "values") == ("thing", {"any": "thing"})
