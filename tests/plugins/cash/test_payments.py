import pytest

from support.trade import D, day
from tradepost.core.posting.errors import Shortage
from tradepost.core.posting.facts import record_facts
from tradepost.plugins.cash.errors import NothingToPay, TwoPartners, WrongDirection, WrongPlace
from tradepost.plugins.currencies import CurrencyRate
from tradepost.plugins.parties.errors import WrongContract


def test_cash_comes_into_the_desk_and_off_the_debt_of_the_customer(shop):
    key = shop.paper("cash_receipt", day(1), party="C", amount=1000)
    assert shop.balance("cash", "amount") == 1000
    assert shop.balance("settlements", "amount", party="C") == -1000
    assert shop.document("cash_receipt", key, "place.name", "direction") == ("Главная касса", "in")
    assert not shop.broken()


def test_the_contract_is_the_one_such_payments_are_made_under(shop):
    paid_in = shop.paper("cash_receipt", day(1), party="C", amount=10)
    paid_out = shop.paper("payment_order", day(1), party="S", amount=10)
    assert shop.document("cash_receipt", paid_in, "contract.kind_") == "customer"
    assert shop.document("payment_order", paid_out, "contract.kind_") == "supplier"


def test_a_desk_holds_no_less_than_nothing(shop):
    shop.paper("cash_receipt", day(1), party="C", amount=100)
    with pytest.raises(Shortage) as refused:
        shop.paper("cash_expense", day(2), party="S", amount=101)
    assert refused.value.code == "cash.shortage"
    shop.paper("cash_expense", day(2), party="S", amount=100)
    assert shop.balance("cash", "amount") == 0


def test_a_receipt_that_was_spent_is_not_taken_back(shop):
    key = shop.paper("cash_receipt", day(1), party="C", amount=100)
    shop.paper("cash_expense", day(2), party="S", amount=60)
    with pytest.raises(Shortage):
        shop.unpost("cash_receipt", key)


def test_the_bank_decides_whether_an_account_is_overdrawn(shop):
    shop.paper("payment_order", day(1), party="S", amount=500)
    assert shop.balance("cash", "amount") == -500
    assert shop.balance("settlements", "amount", party="S") == 500
    shop.paper("payment_order", day(2), party="C", direction="in", amount=700)
    assert shop.balance("cash", "amount") == 200
    assert not shop.broken()


def test_takings_are_carried_from_the_desk_to_the_bank(shop):
    shop.add("cash_place", code="B", name="Bank", kind="account")
    shop.paper("cash_receipt", day(1), amount=900, purpose="Takings")
    shop.paper("cash_expense", day(2), amount=800, other_place="B")
    assert shop.balance("cash", "amount", place="B") == 800
    assert shop.balance("cash", "amount") == 900
    assert shop.rows("settlements") == []
    assert not shop.broken()


def test_more_than_the_desk_has_is_not_carried_to_the_bank(shop):
    shop.add("cash_place", code="B", name="Bank", kind="account")
    with pytest.raises(Shortage):
        shop.paper("cash_expense", day(2), amount=800, other_place="B")


def test_a_payment_in_another_currency_pays_the_contract_by_the_rate_of_the_day(shop):
    usd = shop.key("currency", "USD")
    shop.do(record_rate, usd, D("90"), day(1))
    shop.add("cash_place", code="D", name="Dollars", currency="USD")
    shop.paper("cash_receipt", day(2), party="C", place="D", amount=10)
    assert shop.balance("cash", "amount", currency="USD") == 10
    assert shop.balance("settlements", "amount", currency="RUB") == -900


def record_rate(work, currency, rate, at):
    record_facts(work, [CurrencyRate.record(at=at, currency=currency, rate=rate, per=1)])


@pytest.mark.parametrize(
    ("kind", "wrong", "refusal"),
    [
        ("cash_receipt", {"amount": 0}, NothingToPay),
        ("cash_receipt", {"amount": -5}, NothingToPay),
        ("cash_receipt", {"direction": "out"}, WrongDirection),
        ("cash_receipt", {"place": "B"}, WrongPlace),
        ("payment_order", {"place": "D"}, WrongPlace),
        ("cash_expense", {"place": "D", "other_place": "D", "party": None}, WrongPlace),
        ("cash_expense", {"other_place": "B"}, TwoPartners),
        ("cash_expense", {"currency": "USD", "place": "D"}, WrongPlace),
    ],
)
def test_what_can_not_be_paid_is_refused(shop, kind, wrong, refusal):
    shop.add("cash_place", code="B", name="Bank", kind="account")
    shop.add("cash_place", code="D", name="Desk")
    if "currency" in wrong:
        shop.do(record_rate, shop.key("currency", "USD"), D("90"), day(1))
    with pytest.raises(refusal):
        shop.draft(kind, day(2), **{"party": "C", "amount": 10, **wrong})


def test_the_contract_of_another_party_is_refused(shop):
    shop.add("contract", code="X", name="Theirs", party="S")
    with pytest.raises(WrongContract):
        shop.draft("cash_receipt", day(1), party="C", contract="X", amount=10)


def test_a_person_who_may_not_write_places_still_gets_the_main_one(shop):
    from support.trade import with_rights
    from tradepost.core.records.write import save

    rights = ("cash_receipt.create", "cash_receipt.read", "party.read", "contract.read")
    with shop.house.work(with_rights(*rights)) as work:
        data = {"amount": "10", "purpose": "Change", "party": str(shop.key("party", "C"))}
        assert save(work, "cash_receipt", data).place_id


def test_a_guarded_account_pays_only_what_is_on_it(shop):
    shop.add("cash_place", code="B", name="Bank", kind="account", guarded=True)
    with pytest.raises(Shortage):
        shop.paper("payment_order", day(1), party="S", amount=500)
    shop.paper("payment_order", day(1), party="C", direction="in", amount=500)
    shop.paper("payment_order", day(2), party="S", amount=500)
    assert shop.balance("cash", "amount", place="B") == 0
