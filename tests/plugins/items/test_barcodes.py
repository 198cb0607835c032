from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradepost.plugins.items.barcodes import (
    check_digit,
    expanded_upc_e,
    fault_of,
    holds,
    is_in_store,
    read_elements,
    read_label,
)

GOOD = ["4600068009043", "96385074", "036000291452", "15400141288763", "2000000010533"]


@pytest.mark.parametrize("code", GOOD)
def test_codes_that_add_up_are_taken(code):
    assert fault_of(code) is None


def test_a_mistyped_digit_is_found_and_the_right_one_named():
    fault = fault_of("4600068009044")
    assert "4600068009044" in str(fault)
    assert fault.values["digit"] == "3"


@given(st.text("0123456789", min_size=12, max_size=12), st.integers(0, 11), st.integers(1, 9))
def test_every_single_mistyped_digit_is_found(body, place, shift):
    code = body + check_digit(body)
    wrong = code[:place] + str((int(code[place]) + shift) % 10) + code[place + 1 :]
    assert holds(code)
    assert not holds(wrong)


@pytest.mark.parametrize("code", ["ABC-123", "12345", "X0012345", "№ 7"])
def test_codes_without_a_check_digit_are_taken_as_they_are(code):
    assert fault_of(code) is None


@pytest.mark.parametrize("code", ["", "  ", "12\x1d34"])
def test_nothing_and_signs_nobody_sees_are_no_barcode(code):
    assert fault_of(code) is not None


@pytest.mark.parametrize(
    ("short", "full"), [("01234565", "012345000065"), ("04252614", "042100005264")]
)
def test_a_short_upc_is_checked_by_the_long_one(short, full):
    assert expanded_upc_e(short) == full
    assert fault_of(short) is None


@pytest.mark.parametrize(
    ("code", "item", "weight"),
    [("2876724016393", "76724", "1.639"), ("2585954015006", "85954", "1.500")],
)
def test_a_label_of_the_scales_tells_item_and_weight(code, item, weight):
    label = read_label(code)
    assert (label.scale_code, label.weight, label.price) == (item, Decimal(weight), None)


def test_a_label_may_hold_a_price_instead():
    label = read_label("2212345067890"[:12] + check_digit("221234506789"), "22IIIIIMMMMMC")
    assert (label.scale_code, label.weight, label.price) == ("12345", None, Decimal("67.89"))


@pytest.mark.parametrize(
    ("code", "mask"),
    [
        ("2000000010533", "2PIIIIIWWWWWC"),  # prefix 20: a plain code of the shop
        ("4600068009043", "2PIIIIIWWWWWC"),
        ("2876724016394", "2PIIIIIWWWWWC"),
        ("2876724016393", "21IIIIIWWWWWC"),
        ("2876724016393", "2PIIIIIC"),
        ("2876724016393", "2PWWWWWWWWWWC"),
        ("abc", "2PIIIIIWWWWWC"),
    ],
)
def test_other_codes_are_no_labels(code, mask):
    assert read_label(code, mask) is None


def test_real_goods_and_real_in_store_codes_are_taken(shared_data):
    for name, count in (("off_ru_goods", 1752), ("off_in_store_codes", 131)):
        rows = (shared_data / "catalogue" / f"{name}.tsv").read_text("utf-8").splitlines()[1:]
        codes = [row.split("\t")[0] for row in rows]
        assert len(codes) == count
        assert [code for code in codes if fault_of(code)] == []
        assert all(is_in_store(code) for code in codes) == (name == "off_in_store_codes")


@pytest.mark.parametrize(
    ("code", "weight"),
    [
        ("010460000000001517260101", None),
        ("(01)04600000000015(3103)000750", "0.750"),
        ("]C10104600000000015310200075010LOT7", "7.50"),
        ("\x1d010460000000001510LOT7\x1d3103001250", "1.250"),
    ],
)
def test_a_gs1_code_tells_the_goods_and_their_weight(code, weight):
    found = read_elements(code)
    assert found.gtin == "04600000000015"
    assert found.weight == (Decimal(weight) if weight else None)


@pytest.mark.parametrize("code", ["04600000000015", "0104600000000016", "01046", "", "10LOT7"])
def test_what_begins_with_no_gtin_is_no_gs1_code(code):
    assert read_elements(code) is None


@given(st.text(max_size=60))
def test_whatever_is_scanned_is_read_or_is_none(code):
    read_elements(code)
