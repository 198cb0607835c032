"""Forms of words, and what is typed with the other layout on."""

import pytest

from tradepost.core.schema.forms import other_layout, root, same_word


@pytest.mark.parametrize(
    "typed, word",
    [
        ("отгрузки", "отгрузка"),
        ("отгрузку", "отгрузка"),
        ("отгрузок", "отгрузка"),
        ("остаток", "остатки"),
        ("заказов", "заказ"),
        ("зак", "заказ"),
        ("shipments", "shipment"),
        ("shipping", "shipment"),
        ("party", "parties"),
        ("чайника", "чайник"),
    ],
)
def test_a_word_is_known_in_any_of_its_forms(typed, word):
    assert same_word(typed, word)


@pytest.mark.parametrize("typed, word", [("заказчик", "заказ"), ("report", "register")])
def test_another_word_is_another_word(typed, word):
    assert not same_word(typed, word)


def test_codes_and_short_words_stay_as_they_are():
    assert root("t-100s") == "t-100s"
    assert root("000015") == "000015"
    assert len(root("чай")) == 3


def test_what_was_typed_in_the_other_layout_is_read():
    assert other_layout("щкпф") == "orga"
    assert other_layout("pfrfp") == "заказ"
    assert other_layout("15") == "15"
