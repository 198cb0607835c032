"""The QR code of a payment: what ГОСТ Р 56042-2014 asks for, read back from the picture."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.qr import read_mark
from tradepost.core.printing import qr_code
from tradepost.plugins.sales.payment_code import BLOCK, SEPARATORS, payload, payment_code

D = Decimal
ACCOUNT = {
    "Name": "ООО «Наша торговля»",
    "PersonalAcc": "40702810900000000001",
    "BankName": "АО «Банк»",
    "BIC": "044525225",
    "CorrespAcc": "30101810400000000225",
    "PayeeINN": "7707083893",
    "KPP": "770701001",
    "Purpose": "Оплата по счету № 1 от 03.03.2026. В том числе НДС 60,00",
}


def parsed(text):
    """The header and the fields of a payload, by the separator that stands in it."""
    mark = text[7]
    head, *fields = text.split(mark)
    return head, mark, dict(one.split("=", 1) for one in fields)


def test_the_five_needed_fields_come_first_and_the_sum_in_kopecks():
    text = payload(ACCOUNT, D("740.05"))
    assert text.startswith(
        "ST00012|Name=ООО «Наша торговля»|PersonalAcc=40702810900000000001|"
        "BankName=АО «Банк»|BIC=044525225|CorrespAcc=30101810400000000225|Sum=74005|"
    )
    assert "PayeeINN=7707083893|KPP=770701001|Purpose=" in text


def test_the_picture_says_what_was_put_into_it():
    mark = payment_code(ACCOUNT, D("740.05"), "RUB")
    assert read_mark(mark) == payload(ACCOUNT, D("740.05"))


@pytest.mark.parametrize("size", [1, 20, 60, 120, 300, 700])
def test_codes_of_every_size_are_read_back(size):
    text = ("Оплата №" * 200)[:size]
    assert read_mark(qr_code(text)) == text


def test_the_separator_is_a_sign_that_no_field_has():
    text = payload({**ACCOUNT, "Name": "A|B", "Purpose": "@;:"}, D(1))
    _head, mark, fields = parsed(text)
    assert mark == "^"
    assert (fields["Name"], fields["Purpose"]) == ("A|B", "@;:")
    assert payload({**ACCOUNT, "Purpose": SEPARATORS}, D(1)) == ""


@pytest.mark.parametrize("name", ["Name", "PersonalAcc", "BankName", "BIC", "CorrespAcc"])
def test_without_what_is_needed_there_is_no_code(name):
    assert payload({**ACCOUNT, name: ""}, D(1)) == ""
    assert payment_code({**ACCOUNT, name: " "}, D(1), "RUB") is None


def test_nothing_to_pay_and_other_currencies_have_no_code():
    assert payment_code(ACCOUNT, D(0), "RUB") is None
    assert payment_code(ACCOUNT, D(-1), "RUB") is None
    assert payment_code(ACCOUNT, D(1), "USD") is None


def test_lines_and_signs_that_do_not_print_are_put_aside():
    text = payload({**ACCOUNT, "Name": "A\nB\x00\u202e C"}, D(1))
    assert "|Name=A B C|" in text


@settings(max_examples=100, deadline=None)
@given(
    st.text(min_size=1, max_size=400), st.text(max_size=400),
    st.decimals(D("0.01"), D("999999999.99"), places=2),
)  # fmt: skip
def test_whatever_a_name_and_a_purpose_hold_the_code_is_well_formed(name, purpose, amount):
    text = payload({**ACCOUNT, "Name": name, "Purpose": purpose}, amount)
    if not text:
        return
    head, mark, fields = parsed(text)
    assert head == "ST00012"
    assert list(fields)[:5] == ["Name", "PersonalAcc", "BankName", "BIC", "CorrespAcc"]
    assert fields["Sum"] == str(int(amount * 100))
    assert len(fields["Name"]) <= 160
    assert len(fields.get("Purpose", "")) <= 210
    needed = text.split(mark)[1:6]
    assert len(mark.join(needed).encode()) <= BLOCK
