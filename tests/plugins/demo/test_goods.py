"""The demo's catalogue: plausible names, codes that add up, prices with a margin."""

from datetime import date
from random import Random

from stdnum import ean

from tradepost.plugins.demo import goods

DAY = date(2026, 3, 1)


def test_the_same_chance_makes_the_same_goods():
    assert goods.catalogue(Random(7), 300, DAY) == goods.catalogue(Random(7), 300, DAY)
    assert goods.catalogue(Random(7), 300, DAY) != goods.catalogue(Random(8), 300, DAY)


def test_hundreds_of_goods_have_names_and_codes_of_their_own():
    made = goods.catalogue(Random(1), 700, DAY)
    assert len(made) == 700
    assert len({one.sku for one in made}) == 700
    assert len({one.name[0] for one in made}) == 700
    assert len({one.name[1] for one in made}) == 700
    assert {one.group for one in made} == {"food", "home", "tools", "paper", "electronics"}


def test_barcodes_add_up_and_goods_by_weight_have_none():
    for one in goods.catalogue(Random(1), 700, DAY):
        assert (one.barcode == "") == (one.unit != "pcs")
        assert not one.barcode or ean.is_valid(one.barcode)


def test_everything_is_sold_dearer_than_bought():
    for one in goods.catalogue(Random(1), 900, DAY):
        assert one.cost < one.wholesale < one.retail < one.cost * 2


def test_the_common_rate_of_vat_rises_with_2026():
    assert goods.vat_rate("common", date(2025, 12, 31)) == 20
    assert goods.vat_rate("common", date(2026, 1, 1)) == 22
    assert goods.vat_rate("food", DAY) == 10


def test_prices_look_like_prices():
    written = [str(goods.priced(goods.Decimal(exact))) for exact in ("9.87", "123.4", "1512.3")]
    assert written == ["9.90", "123.00", "1509.00"]
