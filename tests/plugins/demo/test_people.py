"""The demo's firms and people: numbers that add up, names nobody else has."""

from random import Random

from stdnum.ru import inn, ogrn

from tradepost.plugins.demo import people
from tradepost.plugins.organisations.taxids import fault_of_inn, fault_of_kpp, fault_of_ogrn


def test_firms_have_names_of_their_own_and_numbers_that_add_up():
    chance, taken = Random(3), set()
    firms = [people.firm(chance, taken) for _n in range(150)]
    assert len({one.name for one in firms}) == 150
    for one in firms:
        assert inn.is_valid(one.tax_id)
        assert ogrn.is_valid(one.ogrn)
        assert fault_of_inn(one.tax_id) is None
        assert fault_of_ogrn(one.ogrn) is None
        assert bool(one.kpp) == (len(one.tax_id) == 10)
        assert not one.kpp or fault_of_kpp(one.kpp) is None


def test_private_buyers_have_a_telephone_and_no_tax_number():
    one = people.buyer(Random(3), set())
    assert (one.kind, one.tax_id) == ("person", "")
    assert dict(one.contacts)["email"].endswith("@example.com")


def test_the_same_chance_makes_the_same_people():
    first, second = ([people.firm(Random(5), set()) for _n in range(20)] for _again in "ab")
    assert first == second


def test_addresses_of_mail_are_latin():
    assert people.latin("Щукин-Ёлкин") == "schukinelkin"
