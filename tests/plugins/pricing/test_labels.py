"""Price labels: of a price type, of a price setting, of received goods."""

from decimal import Decimal

import pytest

from support.trade import day, with_rights
from tradepost.core import Forbidden, settled_id
from tradepost.core.printing import print_record
from tradepost.plugins.pricing.label_sizes import SIZES
from tradepost.plugins.pricing.labels import mark_of

D = Decimal
RETAIL = settled_id("price_type", "retail")


@pytest.fixture
def goods(shop):
    shop.item("TEA", sku="T-1", barcodes=[{"code": "4006381333931"}])
    shop.item("CUP", units=[{"unit": "box", "factor": "6"}], barcodes=[
        {"code": "96385074", "unit": "box"}])  # fmt: skip
    red = shop.add("variant", item="CUP", name="red")
    lines = [
        {"item": "TEA", "price": "120.50"},
        {"item": "CUP", "price": "60", "unit": "box"},
        {"item": "CUP", "variant": str(red), "price": "12"},
    ]
    shop.setting = shop.paper("price_setting", day(2), price_type="retail", lines=lines)
    return shop


def printed(shop, kind, key, media="html"):
    return shop.read(print_record, kind, key, form="labels", media=media, language="en").content


def test_a_price_type_has_a_label_for_everything(goods):
    paper = printed(goods, "price_type", RETAIL).decode()
    assert paper.count('class="label"') == 3
    assert "120.50" in paper
    assert "CUP, red" in paper
    assert "4006381333931" in paper
    assert "96385074" not in paper  # the code of a box
    assert paper.count("data:image/svg+xml") == 1


def test_a_price_setting_has_labels_in_its_units(goods):
    paper = printed(goods, "price_setting", goods.setting).decode()
    assert paper.count('class="label"') == 3
    assert "60.00" in paper


def test_a_receipt_has_labels_at_the_price_of_the_shop(goods):
    receipt = goods.paper(
        "goods_receipt", day(3), party="S", warehouse="01", lines=[("TEA", 5, 70), ("TEA", 1, 70)]
    )
    paper = printed(goods, "goods_receipt", receipt).decode()
    assert paper.count('class="label"') == 1
    assert "120.50" in paper


@pytest.mark.parametrize("media", ["pdf", "docx"])
def test_labels_come_as_pdf_and_word(goods, media):
    assert len(printed(goods, "price_type", RETAIL, media)) > 1000


def test_labels_are_for_those_who_may_see_prices(goods):
    access = with_rights("price_type.read")
    with pytest.raises(Forbidden), goods.house.work(access, reads_only=True) as work:
        print_record(work, "price_type", RETAIL, form="labels")


@pytest.mark.parametrize(
    ("code", "has_bars"),
    [
        ("4006381333931", True),
        ("96385074", True),
        ("ABC-1", True),
        ("", False),
        ("Ж", False),
        ("9" * 40, False),
    ],
)
def test_a_code_that_can_be_drawn_is_drawn(code, has_bars):
    assert (mark_of(code, SIZES["tags"]) is not None) == has_bars
