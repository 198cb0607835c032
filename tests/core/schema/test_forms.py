"""Forms of words, and what is typed with the other layout on."""

import pytest

from tradepost.core.schema.forms import other_layout, root, roots, same_word


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


SHORT = (
    "чек чека чеку чеком чеке чеки чеков чекам чеками чеках",
    "акт акта акту актом акте акты актов актам актами актах",
    "чай чая чаю чаем чае чаи чаев чаям",
    "цех цеха цеху цехом цехе цехов",
    "день дня дню днем дне дни дней дням",
    "заем займа займу займом займы займов",
    "имя имени именем имена имен",
    "шов шва шву швом швы швов",
    "лен льна льну льном",
    "еда еды еду едой",
    "яд яда яду ядом яды",
    "цена цены цену ценой цен ценам",
    "роль роли ролью ролей",
)


@pytest.mark.parametrize("line", SHORT, ids=lambda line: line.split()[0])
def test_a_short_word_is_known_in_any_of_its_forms(line):
    forms = line.split()
    assert [(a, b) for a in forms for b in forms if not same_word(a, b)] == []


@pytest.mark.parametrize(
    "word", ["ндс", "упд", "инн", "кпп", "вэд", "чек", "акт", "t-5", "007", "на"]
)
def test_what_does_not_bend_is_looked_for_as_it_stands(word):
    assert roots(word) == (word,)


@pytest.mark.parametrize(
    "typed, word", [("чая", "час"), ("чая", "частота"), ("дня", "да"), ("еды", "ед")]
)
def test_short_words_are_not_taken_for_others(typed, word):
    assert same_word(typed, word) is (word == "ед")


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
