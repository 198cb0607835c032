import pytest
from stdnum.ru import inn

from tradepost.core import Forbidden, Refusal, settled_id
from tradepost.core.access.access import Access
from tradepost.core.records.write import save
from tradepost.plugins.organisations import (
    Organisation,
    fault_of_inn,
    fault_of_kpp,
    fault_of_ogrn,
    first_organisation,
    own_organisation,
    tidy,
)
from tradepost.plugins.organisations.errors import NoOrganisation, WrongTaxId

RUB, USD = settled_id("currency", "RUB"), settled_id("currency", "USD")


def test_a_name_is_enough_for_an_organisation(books):
    key = books.add("organisation", name="Bar Trade")
    assert books.see(Organisation, key, "currency_id", "cost_method", "stock_control") == (
        RUB,
        "fifo",
        True,
    )


def test_its_books_may_be_in_another_currency(books):
    key = books.add("organisation", name="Bar Trade", currency="USD", cost_method="average")
    assert books.see(Organisation, key, "currency_id", "cost_method") == (USD, "average")


@pytest.mark.parametrize(
    ("given", "kept"), [("7707083893", "7707083893"), ("77 0708-3893", "7707083893")]
)
def test_numbers_are_tidied(books, given, kept):
    key = books.add("organisation", name="Bar", tax_id=given, kpp="773601001")
    assert books.see(Organisation, key, "tax_id") == kept


@pytest.mark.parametrize(
    ("field", "number"),
    [
        ("tax_id", "7707083890"),
        ("tax_id", "0000000000"),
        ("tax_id", "770708389"),
        ("tax_id", "77О7083893"),  # a Russian letter for a digit
        ("kpp", "12345678"),
        ("kpp", "77360100A1"),
        ("ogrn", "1027700132196"),
        ("ogrn", "102770013219"),
    ],
)
def test_a_wrong_number_is_refused_with_its_field(books, field, number):
    with pytest.raises(WrongTaxId) as refused:
        books.add("organisation", name="Bar", **{field: number})
    assert refused.value.path == field
    assert number in str(refused.value.message)


def test_several_wrong_numbers_are_told_at_once(books):
    with pytest.raises(Refusal) as refused:
        books.add("organisation", name="Bar", tax_id="7707083890", kpp="1")
    assert [one.path for one in refused.value.each()] == ["tax_id", "kpp"]


def test_numbers_of_another_country_are_not_judged(books):
    books.add("organisation", name="Bar", country="KZ", tax_id="123456789011")


def test_numbers_from_papers_hold():
    assert fault_of_inn("500100732259") is None
    assert fault_of_inn("7707083893", (12,)) is not None
    assert fault_of_kpp("7736AB001") is None
    assert fault_of_ogrn("1027700132195") is None
    assert fault_of_ogrn("304500116000157") is None
    assert tidy(" 77–07 08\u00a03893") == "7707083893"
    assert inn.is_valid("0000000000")  # why zeros are refused by us


def test_the_first_organisation_by_code_is_meant_where_nobody_says(books):
    with pytest.raises(NoOrganisation):
        books.read(own_organisation)
    second = books.add("organisation", name="Second", code="B")
    first = books.add("organisation", name="First", code="A")
    assert books.read(own_organisation) == first
    books.change("organisation", first, deleted=True)
    assert books.read(first_organisation) == second


def test_only_organisations_in_sight_are_meant(books):
    books.add("organisation", name="First", code="A")
    second = books.add("organisation", name="Second", code="B")
    limited = Access(None, "anna", rights=None, rows={"organisation": frozenset({second})})
    with books.house.work(limited, reads_only=True) as work:
        assert own_organisation(work) == second


def test_entering_an_organisation_takes_the_right(books):
    with pytest.raises(Forbidden), books.house.work(Access(None, "anna")) as work:
        save(work, "organisation", {"name": "Bar"})


def test_roles_see_organisations(books):
    rights = books.house.policy.of_roles(["storekeeper"])
    assert {"organisation.read", "currency_rate.read", "party.read"} <= rights
    assert "party.create" not in rights
