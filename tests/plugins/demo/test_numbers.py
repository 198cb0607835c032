"""Numbers by chance: every one passes its check."""

from datetime import UTC, datetime
from random import Random

from stdnum import ean
from stdnum.ru import inn, ogrn

from tradepost.plugins.demo import numbers


def test_all_numbers_add_up():
    chance = Random(1)
    for _n in range(500):
        company, person = numbers.company_inn(chance), numbers.person_inn(chance)
        assert inn.is_valid(company)
        assert inn.is_valid(person)
        assert ogrn.is_valid(numbers.ogrn(chance, company))
        assert ogrn.is_valid(numbers.ogrn(chance, person))
        assert ean.is_valid(numbers.ean13(chance))


def test_keys_are_of_version_seven_and_go_with_time():
    chance = Random(1)
    early = numbers.key(chance, datetime(2026, 1, 1, tzinfo=UTC))
    late = numbers.key(chance, datetime(2026, 1, 2, tzinfo=UTC))
    assert (early.version, early.variant) == (7, "specified in RFC 4122")
    assert early < late
