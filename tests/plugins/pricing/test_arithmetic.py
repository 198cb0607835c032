from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tradepost.plugins.pricing.arithmetic import (
    half_up,
    line_sum,
    marked_up,
    to_step,
    turned,
)

D = Decimal


def numbers(top, places, least="0"):
    return st.decimals(D(least), D(top), places=places, allow_nan=False, allow_infinity=False)


prices = numbers("999999999.999999", 6)
quantities = numbers("999999.999999", 6)
percents = numbers("100", 4)
rates = st.one_of(st.none(), st.sampled_from([D(0), D(5), D(7), D(10), D(20), D(22)]))


def rounded(value, digits):
    """Half up, by whole numbers alone."""
    scaled = value * 10**digits
    whole = (abs(scaled) + Fraction(1, 2)).__floor__()
    return Fraction(whole if scaled >= 0 else -whole, 10**digits)


def oracle(price, quantity, discount, auto, rate, includes, digits):
    value = (
        Fraction(price) * Fraction(quantity) * (100 - Fraction(discount) - Fraction(auto)) / 100
    )
    net = rounded(value, digits)
    if rate is None:
        return net, Fraction(0)
    rate = Fraction(rate)
    if includes:
        return net, rounded(net * rate / (100 + rate), digits)
    vat = rounded(net * rate / 100, digits)
    return net + vat, vat


@settings(max_examples=400)
@given(prices, quantities, percents, percents, rates, st.booleans(), st.sampled_from([0, 2, 3]))
def test_a_line_comes_to_what_fractions_say(
    price, quantity, discount, auto, rate, includes, digits
):
    auto = min(auto, 100 - discount)
    made = line_sum(
        price,
        quantity,
        discount=discount,
        auto_discount=auto,
        vat_rate=rate,
        includes_vat=includes,
        digits=digits,
    )
    amount, vat = oracle(price, quantity, discount, auto, rate, includes, digits)
    whole, _vat = oracle(price, quantity, D(0), D(0), rate, includes, digits)
    assert (Fraction(made.amount), Fraction(made.vat_amount)) == (amount, vat)
    assert Fraction(made.discount_amount) == whole - amount


@given(prices, quantities, rates, st.booleans())
def test_vat_lies_within_the_amount_and_nothing_is_lost_below_a_kopeck(price, quantity, rate, inc):
    made = line_sum(price, quantity, vat_rate=rate, includes_vat=inc)
    assert 0 <= made.vat_amount <= made.amount
    assert made.amount == made.amount.quantize(D("0.01"))


@pytest.mark.parametrize(
    ("price", "quantity", "more", "amount", "vat"),
    [
        ("100", "3", {"vat_rate": D(20)}, "300", "50"),
        ("100", "3", {"vat_rate": D(20), "includes_vat": False}, "360", "60"),
        ("100", "3", {"vat_rate": D(22)}, "300", "54.10"),
        ("0.005", "1", {}, "0.01", "0"),
        ("33.333333", "3", {}, "100", "0"),
        ("19.99", "7", {"discount": D("7.5"), "auto_discount": D("2.5")}, "125.94", "0"),
        ("10", "1", {"discount": D(-10)}, "11", "0"),
        ("105.5", "3", {"digits": 0}, "317", "0"),
    ],
)
def test_lines_of_the_shop(price, quantity, more, amount, vat):
    made = line_sum(D(price), D(quantity), **more)
    assert (made.amount, made.vat_amount) == (D(amount), D(vat))


@pytest.mark.parametrize(
    ("value", "step", "up", "result"),
    [
        ("12.345", "0.01", False, "12.35"),
        ("12.34", "0.05", False, "12.35"),
        ("12.32", "0.05", False, "12.30"),
        ("12.31", "0.1", True, "12.4"),
        ("12.25", "0.5", False, "12.5"),
        ("14", "5", False, "15"),
        ("12", "5", True, "15"),
        ("15", "5", True, "15"),
        ("149.99", "100", False, "100"),
        ("150", "100", False, "200"),
    ],
)
def test_prices_are_rounded_to_the_step(value, step, up, result):
    assert to_step(D(value), D(step), up=up) == D(result)


@given(numbers("99999", 6), st.sampled_from(["0.01", "0.05", "0.5", "1", "10", "50"]))
def test_a_rounded_price_is_a_number_of_steps_and_near(value, step):
    step = D(step)
    near, above = to_step(value, step), to_step(value, step, up=True)
    assert near % step == above % step == 0
    assert abs(near - value) * 2 <= step
    assert 0 <= above - value < step


def test_percent_and_vat_turn_a_price_into_another():
    assert marked_up(D(80), D(25)) == 100
    assert marked_up(D(80), None) == 80
    assert turned(D(120), D(20), has_vat=True, wants_vat=False) == 100
    assert turned(D(100), D(20), has_vat=False, wants_vat=True) == 120
    assert turned(D(100), None, has_vat=False, wants_vat=True) == 100


def test_a_price_that_was_divided_on_its_way_is_not_a_kopeck_less():
    """A third that is cut off anywhere would leave 354.4749…, and make 354.47 of it."""
    without = turned(D("354.475"), D(20), has_vat=True, wants_vat=False)
    assert to_step(marked_up(without, D(20)), D("0.01")) == D("354.48")
    assert half_up(marked_up(without, D(20)), 2) == D("354.48")
