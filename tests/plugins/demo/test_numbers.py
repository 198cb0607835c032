"""Numbers by chance: every one passes its check."""

from datetime import UTC, datetime
from random import Random

from stdnum import ean
from stdnum.ru import inn, ogrn

from tradepost.plugins.demo import numbers
from tradepost.plugins.parties.accounts import fault_of_account, fault_of_bic


def test_all_numbers_add_up():
    chance = Random(1)
    for _n in range(500):
        company, person = numbers.company_inn(chance), numbers.person_inn(chance)
        assert inn.is_valid(company)
        assert inn.is_valid(person)
        assert ogrn.is_valid(numbers.ogrn(chance, company))
        assert ogrn.is_valid(numbers.ogrn(chance, person))
        assert ean.is_valid(numbers.ean13(chance))


def test_an_account_fits_its_bank():
    chance = Random(1)
    accounts = [numbers.bank_account(chance, numbers.BIC) for _n in range(50)]
    accounts.append(numbers.correspondent_account(numbers.BIC))
    assert fault_of_bic(numbers.BIC) is None
    assert not [told for one in accounts if (told := fault_of_account(one, numbers.BIC))]
    # The key is one digit of ten: any other in its place is found out.
    assert fault_of_account(f"{accounts[0][:8]}{(int(accounts[0][8]) + 1) % 10}{accounts[0][9:]}",
                            numbers.BIC)  # fmt: skip


def test_keys_are_of_version_seven_and_go_with_time():
    chance = Random(1)
    early = numbers.key(chance, datetime(2026, 1, 1, tzinfo=UTC))
    late = numbers.key(chance, datetime(2026, 1, 2, tzinfo=UTC))
    assert (early.version, early.variant) == (7, "specified in RFC 4122")
    assert early < late
