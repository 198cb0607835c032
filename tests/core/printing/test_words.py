"""Sums and quantities in words: the vectors of accountants, and what holds for every number."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tradepost.core.errors import Invalid
from tradepost.core.printing.currency_words import ENGLISH, RUSSIAN
from tradepost.core.printing.words import (
    form_of,
    in_words,
    mass_in_words,
    number_in_words,
    whole_in_words,
)
from tradepost.plugins.currencies.known import NUMBERS

D = Decimal


@pytest.mark.parametrize(
    ("amount", "currency", "language", "words"),
    [
        ("0.00", "RUB", "ru", "Ноль рублей 00 копеек"),
        ("1.01", "RUB", "ru", "Один рубль 01 копейка"),
        ("2000002.02", "RUB", "ru", "Два миллиона два рубля 02 копейки"),
        ("21000000.50", "RUB", "ru", "Двадцать один миллион рублей 50 копеек"),
        ("1234.05", "RUB", "ru", "Одна тысяча двести тридцать четыре рубля 05 копеек"),
        ("1111111111.11", "RUB", "ru", ("Один миллиард сто одиннадцать миллионов "
         "сто одиннадцать тысяч сто одиннадцать рублей 11 копеек")),
        ("121.50", "RUB", "ru", "Сто двадцать один рубль 50 копеек"),
        ("0.005", "RUB", "ru", "Ноль рублей 01 копейка"),
        ("12.14", "RUB", "ru", "Двенадцать рублей 14 копеек"),
        ("1", "USD", "ru", "Один доллар 00 центов"),
        ("2000002", "UAH", "ru", "Два миллиона две гривны 00 копеек"),
        ("1000000001", "EUR", "ru", "Один миллиард одно евро 00 центов"),
        ("12.05", "CNY", "ru", "Двенадцать юаней 05 фэней"),
        ("31", "JPY", "ru", "Тридцать одна иена"),
        ("12.05", "ABC", "ru", "Двенадцать ABC 05"),
        ("121.50", "USD", "en", "One hundred and twenty-one dollars and 50 cents"),
        ("1.01", "RUB", "en", "One rouble and 01 kopeck"),
        ("7", "KRW", "en", "Seven won"),
        ("999999999999999.99", "RUB", "ru", ("Девятьсот девяносто девять триллионов девятьсот "
         "девяносто девять миллиардов девятьсот девяносто девять миллионов девятьсот девяносто "
         "девять тысяч девятьсот девяносто девять рублей 99 копеек")),
    ],
)  # fmt: skip
def test_money_in_words(amount, currency, language, words):
    assert in_words(D(amount), currency, language) == words


@pytest.mark.parametrize("amount", ["-0.01", "-3", "1000000000000000", "999999999999999.995"])
def test_less_than_nothing_and_too_much_are_not_said(amount):
    with pytest.raises(Invalid):
        in_words(D(amount), "RUB", "ru")


def test_every_currency_we_know_has_words_in_both_languages():
    assert set(RUSSIAN) == set(ENGLISH) == set(NUMBERS)


ONES = ["ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять",
        "десять", "одиннадцать", "двенадцать", "тринадцать", "четырнадцать", "пятнадцать",
        "шестнадцать", "семнадцать", "восемнадцать", "девятнадцать"]  # fmt: skip
TENS = {20: "двадцать", 30: "тридцать", 40: "сорок", 50: "пятьдесят", 60: "шестьдесят",
        70: "семьдесят", 80: "восемьдесят", 90: "девяносто"}  # fmt: skip
HUNDREDS = {100: "сто", 200: "двести", 300: "триста", 400: "четыреста", 500: "пятьсот",
            600: "шестьсот", 700: "семьсот", 800: "восемьсот", 900: "девятьсот"}  # fmt: skip
SCALES = {"тысяч": 10**3, "миллион": 10**6, "миллиард": 10**9, "триллион": 10**12}
VALUES = {
    **{word: n for n, word in enumerate(ONES)},
    **{word: n for n, word in TENS.items()},
    **{word: n for n, word in HUNDREDS.items()},
    "одна": 1, "одно": 1, "две": 2,
}  # fmt: skip


def read_back(words):
    """The number that Russian words say: an oracle of its own."""
    whole = part = 0
    for word in words.split():
        scale = next(
            (v for k, v in SCALES.items() if word in (k, k + "а", k + "и", k + "ов")), None
        )
        if scale:
            whole, part = whole + part * scale, 0
        else:
            part += VALUES[word]
    return whole + part


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 10**15 - 1), st.sampled_from("mfn"))
def test_russian_words_say_the_number_they_were_made_from(value, gender):
    words = whole_in_words(value, "ru", gender)
    assert read_back(words) == value
    last = {"m": ("один", "два"), "f": ("одна", "две"), "n": ("одно", "два")}[gender]
    if value % 10 in (1, 2) and value % 100 not in (11, 12):
        assert words.endswith(last[value % 10 - 1])


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**17 - 1), st.sampled_from(sorted(RUSSIAN)))
def test_a_sum_takes_the_form_its_last_words_ask_for(cents, currency):
    units, parts = RUSSIAN[currency]
    said = in_words(D(cents) / 100, currency, "ru")
    whole, part = divmod(cents, 100)
    assert form_of(whole, units[1:]) in said
    assert said[0].isupper()
    if parts:
        assert said.endswith(f"{part:02d} {form_of(part, parts[1:])}")


def test_quantities_and_masses_in_words():
    assert number_in_words(D(45), "ru") == "сорок пять"
    assert number_in_words(D("2.000000"), "ru", "f") == "две"
    assert number_in_words(D("21.5"), "ru") == "двадцать одна целая пять десятых"
    assert number_in_words(D("1.021"), "ru") == "одна целая двадцать одна тысячная"
    assert number_in_words(D("12.05"), "en") == "twelve and five hundredths"
    assert mass_in_words(D("21.502"), "ru") == "Двадцать один килограмм 502 грамма"
    assert mass_in_words(D("1"), "en") == "One kilogram"
