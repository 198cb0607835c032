from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from tradepost.core import NONE, Refusal, calls, settled_id
from tradepost.core.access.access import Access
from tradepost.core.records.write import save
from tradepost.plugins.organisations.errors import WrongTaxId
from tradepost.plugins.parties import Contract, Party, by_tax_id, contract_for, require_fit
from tradepost.plugins.parties.errors import WrongContact, WrongContract

RUB = settled_id("currency", "RUB")


@pytest.fixture
def company(books):
    books.company = books.add("organisation", name="Bar Trade")
    return books


def contracts(books, party):
    asked = lambda work: [
        (one.kind_, one.id)
        for one in work.session.query(Contract).filter_by(party_id=party).order_by(Contract.code)
    ]
    return books.read(asked)


def test_name_and_kind_are_enough_for_a_party(books):
    key = books.add("party", name="Customer", kind="company", is_customer=True)
    assert books.see(Party, key, "kind_", "is_customer", "is_supplier") == ("company", True, False)
    assert books.see(Party, key, "main_contract_id") is None  # there is no organisation yet


@pytest.mark.parametrize(
    ("more", "kind"),
    [({}, "customer"), ({"is_supplier": True}, "supplier"),
     ({"is_supplier": True, "is_customer": True}, "customer")],
)  # fmt: skip
def test_a_new_party_gets_its_main_contract(company, more, kind):
    key = company.add("party", name="Somebody", **more)
    main = company.see(Party, key, "main_contract_id")
    assert contracts(company, key) == [(kind, main)]
    names = ("organisation_id", "currency_id", "settlement_mode", "debt_limit")
    assert company.see(Contract, main, *names) == (company.company, RUB, "contract", None)
    assert "Основной договор" in company.see(Contract, main, "name")


def test_saving_a_party_again_makes_no_second_contract(company):
    key = company.add("party", name="Somebody")
    company.change("party", key, name="Somebody else")
    company.change("party", key, deleted=True)
    assert len(contracts(company, key)) == 1


def test_a_salesperson_enters_a_party_and_its_contract_follows(company):
    rights = company.house.policy.of_roles(["salesperson"]) - {"contract.create"}
    with company.house.work(Access(NONE, "anna", rights=rights)) as work:
        party = save(work, "party", {"name": "Somebody"})
    assert len(contracts(company, party.id)) == 1


def test_documents_find_the_main_contract_or_get_a_new_one_of_their_kind(company):
    key = company.add("party", name="Both ways", is_customer=True, is_supplier=True)
    main = company.see(Party, key, "main_contract_id")
    assert company.do(contract_for, key, company.company, "customer") == main
    made = company.do(contract_for, key, company.company, "supplier")
    assert made != main
    assert company.do(contract_for, key, company.company, "supplier") == made
    second = company.add("organisation", name="Second", currency="USD")
    other = company.do(contract_for, key, second, "customer")
    assert company.see(Contract, other, "currency.code") == "USD"


def test_the_main_contract_goes_before_older_ones(company):
    key = company.add("party", name="Somebody")
    better = company.add("contract", party=str(key), name="Better", kind="customer")
    assert company.do(contract_for, key, company.company, "customer") != better
    company.change("party", key, main_contract=str(better))
    assert company.do(contract_for, key, company.company, "customer") == better
    company.change("contract", better, deleted=True)
    assert company.do(contract_for, key, company.company, "customer") != better


def test_a_contract_needs_only_its_party(company):
    party = company.add("party", name="Somebody", is_supplier=True)
    key = company.add("contract", party=str(party))
    assert company.see(Contract, key, "kind_", "organisation_id", "currency_id") == (
        "supplier",
        company.company,
        RUB,
    )


def test_a_contract_of_other_sides_does_not_fit(company):
    one, other = (company.add("party", name=name) for name in ("One", "Other"))
    main = company.see(Party, one, "main_contract_id")

    def fits(work, party):
        require_fit(work.session.get(Contract, main), party, company.company)

    company.read(fits, one)
    with pytest.raises(WrongContract):
        company.read(fits, other)


@pytest.mark.parametrize(
    ("kind", "number", "fits"),
    [
        ("company", "7707083893", True),
        ("company", "500100732259", True),  # an entrepreneur
        ("person", "500100732259", True),
        ("person", "7707083893", False),
        ("company", "7707083890", False),
        ("company", "", True),
    ],
)
def test_tax_numbers_fit_the_kind_of_party(books, kind, number, fits):
    if fits:
        assert books.add("party", name="X", kind=kind, tax_id=number)
    else:
        with pytest.raises(WrongTaxId, match=number):
            books.add("party", name="X", kind=kind, tax_id=number)


def test_a_foreign_party_has_numbers_of_its_own(books):
    books.add("party", name="X", country="DE", tax_id="DE811569869")


def test_contacts_hold_between_their_days(books):
    contacts = [
        {"kind": "phone", "value": "+7 495 123-45-67", "valid_from": "2026-01-01"},
        {"kind": "email", "value": "почта@пример.рф"},
    ]
    key = books.add("party", name="X", contacts=contacts)
    found = books.see(Party, key, "contacts")
    assert [one.value for one in found] == ["+7 495 123-45-67", "почта@пример.рф"]
    assert found[0].valid_from == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("contact", "path"),
    [
        ({"kind": "email", "value": "anna"}, "contacts.1.value"),
        (
            {"value": "1", "valid_from": "2026-02-01", "valid_to": "2026-01-31"},
            "contacts.1.valid_to",
        ),
    ],
)
def test_a_contact_that_is_none_is_refused_with_its_place(books, contact, path):
    with pytest.raises(WrongContact) as refused:
        books.add("party", name="X", contacts=[{"value": "1"}, contact])
    assert refused.value.path == path


def test_a_contract_does_not_end_before_it_begins(company):
    party = company.add("party", name="X")
    with pytest.raises(Refusal):
        company.add("contract", party=str(party), signed_on="2026-02-01", valid_until="2026-01-31")


def test_a_party_is_found_by_its_tax_number(books):
    head = books.add("party", name="Head", tax_id="7707083893", kpp="773601001")
    branch = books.add("party", name="Branch", tax_id="7707083893", kpp="540602001")
    find = lambda work, *numbers: getattr(by_tax_id(work, *numbers), "id", None)
    assert books.read(find, "7707083893", "540602001") == branch
    assert books.read(find, "7707 083893") == head
    assert books.read(find, "500100732259") is None
    assert books.read(find, "") is None


def test_the_card_shows_contracts_and_what_looks_wrong(company):
    company.add("party", name="Twin", tax_id="7707083893")
    account = {"account": "40702810438000060473", "bic": "044525225"}
    wrong = {"account": "40702810438000060474", "bic": "044525225"}
    key = company.add("party", name="X", tax_id="7707083893", accounts=[account, wrong])

    def shown(work):
        panels = calls.panels(work.hooks, work, work.session.get(Party, key))
        return {str(one.title): [str(row[0]) for row in one.rows] for one in panels}

    found = company.read(shown)
    assert len(found["Contracts"]) == 1
    assert [text[:20] for text in found["Worth a look"]] == [
        "Account 407028104380",
        "“Twin” has the same ",
    ]


def test_documents_that_need_a_contract_at_once_get_the_same(books):
    party = books.add("party", name="Somebody")
    company = books.add("organisation", name="Bar Trade")
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(books.do, contract_for, party, company, "customer") for _ in range(4)]
        assert len({one.result() for one in asked}) == 1
