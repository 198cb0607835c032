"""Labels of every size: sheets and rolls, bar and QR codes, one for each piece."""

import re

import pytest

from support.trade import day
from tradepost.core.errors import Invalid
from tradepost.core.printing import print_record
from tradepost.plugins.pricing.label_sizes import SIZES


@pytest.fixture
def receipt(shop):
    shop.item("TEA", sku="T-1", barcodes=[{"code": "4006381333931"}])
    shop.paper(
        "price_setting", day(2), price_type="retail", lines=[{"item": "TEA", "price": "120.50"}]
    )
    shop.key_of = shop.paper(
        "goods_receipt", day(3), party="S", warehouse="01", lines=[("TEA", 5, 70)]
    )
    return shop


def printed(shop, media="html", **options):
    made = shop.read(
        print_record, "goods_receipt", shop.key_of, form="labels", media=media, language="en",
        options=options,
    )  # fmt: skip
    return made.content.decode() if media == "html" else made.content


@pytest.mark.parametrize("size", SIZES)
def test_the_sheet_is_of_the_size_that_was_chosen(receipt, size):
    paper = printed(receipt, size=size)
    width, height = SIZES[size].page
    assert f"@page {{ size: {width}mm {height}mm" in paper
    assert SIZES[size].bars[0] < SIZES[size].width
    assert printed(receipt, "pdf", size=size).startswith(b"%PDF")


def test_one_label_for_each_piece(receipt):
    assert printed(receipt).count('class="label"') == 1
    assert printed(receipt, count="quantity").count('class="label"') == 5


def test_labels_without_a_price_and_with_a_qr_code(receipt):
    assert "120.50" not in printed(receipt, what="goods")
    square = re.search(r'style="width: (\d+)mm; height: (\d+)mm"', printed(receipt, code="qr"))
    assert square[1] == square[2]


@pytest.mark.parametrize("options", [{"size": "a9"}, {"count": "many"}])
def test_what_is_not_offered_is_refused(receipt, options):
    with pytest.raises(Invalid):
        printed(receipt, **options)
