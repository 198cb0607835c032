from decimal import Decimal

import pytest

from tradepost.core import Refusal, calls, settled_id
from tradepost.core.posting.facts import record_facts
from tradepost.plugins.items import (
    Item,
    Scanned,
    Unit,
    Variant,
    base_quantity,
    check_digit,
    factors,
    find_by_barcode,
)
from tradepost.plugins.items.errors import (
    BarcodeTaken,
    ScaleCodeTaken,
    UnitInUse,
    UnknownUnit,
    WrongBarcode,
    WrongUnits,
    WrongVat,
)
from tradepost.plugins.pricing import ItemPrice

D = Decimal
PCS, KG, BOX = (settled_id("unit", code) for code in ("pcs", "kg", "box"))
TEA = "4600068009043"


def test_every_base_has_the_usual_units(books):
    units = {one.code: one for one in books.read(lambda work: work.session.query(Unit).all())}
    assert {"pcs", "kg", "g", "l", "m", "box", "pack", "pair", "h"} <= set(units)
    assert (units["pcs"].okei, units["pcs"].symbol, units["pcs"].id) == ("796", "шт", PCS)
    assert (units["m"].okei, units["kg"].decimals) == ("006", 3)


def test_the_codes_of_units_are_those_of_the_classifier(books, shared_data):
    rows = (shared_data / "classifiers" / "okei_units.csv").read_text("utf-8-sig").splitlines()
    names = dict(row.split(",")[:2] for row in rows)
    for unit in books.read(lambda work: work.session.query(Unit).all()):
        assert unit.okei in names


def test_a_name_is_enough_for_an_item(books):
    key = books.add("item", name="Tea")
    names = ("unit_id", "kind_", "vat_rate", "tracks_lots", "barcodes", "units")
    assert books.see(Item, key, *names) == (PCS, "goods", None, False, [], [])


def test_an_item_takes_its_unit_by_code(books):
    key = books.add("item", name="Sugar", unit="kg", vat_rate="10")
    assert books.see(Item, key, "unit_id", "vat_rate") == (KG, 10)


def test_quantities_are_turned_into_the_base_unit(books):
    key = books.add("item", name="Tea", units=[{"unit": "box", "factor": "12.5"}])
    item = books.read(lambda work: work.session.get(Item, key))

    def count(unit, quantity):
        return books.read(
            lambda work: base_quantity(work.session.get(Item, key), unit, D(quantity))
        )

    assert (count(BOX, 2), count(PCS, 2), count(None, 2)) == (25, 2, 2)
    assert count(BOX, "0.0000001") == D("0.000001")
    with pytest.raises(UnknownUnit):
        count(KG, 1)
    assert books.read(factors, [item]) == {(key, PCS): 1, (key, BOX): D("12.5")}


def test_factors_of_many_items_are_one_question(books):
    keys = [
        books.add("item", name=str(n), units=[{"unit": "box", "factor": n + 2}]) for n in range(5)
    ]

    def ask(count):
        def asked(work):
            return factors(work, [work.session.get(Item, key) for key in keys[:count]])

        return books.statements(lambda: books.read(asked)) - count

    assert ask(5) == ask(1)


@pytest.mark.parametrize(
    ("wrong", "fault", "path"),
    [
        ({"units": [{"unit": "box", "factor": 0}]}, WrongUnits, "units.0.factor"),
        ({"units": [{"unit": "box", "factor": -1}]}, WrongUnits, "units.0.factor"),
        ({"units": [{"unit": "pcs", "factor": 2}]}, WrongUnits, "units.0.unit"),
        (
            {"units": [{"unit": "box", "factor": 2}, {"unit": "box", "factor": 3}]},
            WrongUnits,
            "units.1.unit",
        ),
        ({"barcodes": [{"code": TEA}, {"code": TEA}]}, BarcodeTaken, "barcodes.1.code"),
        ({"barcodes": [{"code": "4600068009044"}]}, WrongBarcode, "barcodes.0.code"),
        ({"barcodes": [{"code": TEA, "unit": "box"}]}, UnknownUnit, "barcodes.0.unit"),
        ({"vat_rate": "101"}, WrongVat, "vat_rate"),
        ({"vat_rate": "-1"}, WrongVat, "vat_rate"),
        ({"scale_code": "A12"}, ScaleCodeTaken, "scale_code"),
    ],
)
def test_what_contradicts_itself_is_refused_with_its_place(books, wrong, fault, path):
    with pytest.raises(fault) as refused:
        books.add("item", name="Tea", **wrong)
    assert refused.value.path == path


def test_the_base_unit_may_stand_among_the_units_as_one(books):
    assert books.add("item", name="Tea", units=[{"unit": "pcs", "factor": 1}])


def test_a_barcode_belongs_to_one_item(books):
    first = books.add("item", name="Tea", barcodes=[{"code": TEA}])
    with pytest.raises(BarcodeTaken, match="Tea"):
        books.add("item", name="Cup", barcodes=[{"code": TEA}])
    books.change("item", first, deleted=True)
    second = books.add("item", name="Cup", barcodes=[{"code": TEA}])
    assert books.read(find_by_barcode, TEA).item_id == second
    assert books.read(lambda work: calls.broken(work.hooks, work)) == []


def test_two_items_with_one_barcode_are_found_by_verify(books):
    first = books.add("item", name="Tea", barcodes=[{"code": TEA}])
    books.change("item", first, deleted=True)
    books.add("item", name="Cup", barcodes=[{"code": TEA}])
    books.do(lambda work: setattr(work.session.get(Item, first), "deleted", False))
    assert books.read(lambda work: calls.broken(work.hooks, work)) == [
        f"items_item_barcode: {TEA} stands at 2 items"
    ]


def test_a_scanned_code_tells_item_variant_and_unit(books):
    key = books.add("item", name="Tea", units=[{"unit": "box", "factor": 12}])
    red = books.add("variant", item=str(key), values={"colour": "red", "size": "L"})
    assert books.see(Variant, red, "name") == "red, L"
    codes = [
        {"code": TEA},
        {"code": "4600068038029", "unit": "box"},
        {"code": "2000000010533", "variant": str(red)},
    ]
    books.change("item", key, barcodes=codes)
    scan = lambda code: books.read(find_by_barcode, code)
    assert scan(TEA) == Scanned(key, None, PCS)
    assert scan(f" {TEA}\r") == Scanned(key, None, PCS)
    assert scan("0" + TEA) == Scanned(key, None, PCS)
    assert scan("4600068038029") == Scanned(key, None, BOX)
    assert scan("2000000010533") == Scanned(key, red, PCS)
    assert scan("4600203000416") is None
    assert scan("") is None


def test_a_variant_of_another_item_has_no_barcode_here(books):
    one, other = (books.add("item", name=name) for name in ("One", "Other"))
    red = books.add("variant", item=str(one), name="red")
    with pytest.raises(WrongBarcode) as refused:
        books.change("item", other, barcodes=[{"code": TEA, "variant": str(red)}])
    assert refused.value.path == "barcodes.0.variant"


def test_a_label_of_the_scales_tells_item_and_weight(books):
    chicken = books.add("item", name="Chicken", unit="kg", scale_code="76724")
    cheese = books.add("item", name="Cheese", unit="kg", scale_code="00042")
    scan = lambda code: books.read(find_by_barcode, code)
    assert scan("2876724016393") == Scanned(chicken, None, KG, D("1.639"))
    assert scan("250004201500" + check_digit("250004201500")) == Scanned(
        cheese, None, KG, D("1.5")
    )
    assert scan("2585954015006") is None


def test_a_number_of_the_scales_belongs_to_one_item(books):
    books.add("item", name="Chicken", scale_code="42")
    with pytest.raises(ScaleCodeTaken, match="Chicken"):
        books.add("item", name="Cheese", scale_code="0042")


def test_the_base_unit_stays_once_something_was_counted_in_it(books):
    kind = books.add("price_type", name="Retail")
    key = books.add("item", name="Sugar")
    books.change("item", key, unit="kg")
    fact = ItemPrice.record(at=books.house.clock.now(), price_type=kind, item=key, price=D(5))
    books.do(record_facts, [fact])
    books.change("item", key, name="White sugar", unit="kg")
    with pytest.raises(UnitInUse):
        books.change("item", key, unit="pcs")


def test_groups_stand_in_groups_but_not_in_themselves(books):
    top = books.add("item_group", name="Drinks")
    below = books.add("item_group", name="Tea", parent=str(top))
    with pytest.raises(Refusal):
        books.change("item_group", top, parent=str(below))
