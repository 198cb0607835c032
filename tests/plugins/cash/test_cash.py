"""Money: places, papers, debts paid, and what a desk has not got."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tradepost.core.errors import Refusal
from tradepost.core.posting import readings, service, verify
from tradepost.core.records.read import must_find
from tradepost.core.records.write import save
from tradepost.plugins.cash import Cash
from tradepost.plugins.settlements import Settlements

D = Decimal
DAY = datetime(2026, 3, 5, 9, tzinfo=UTC)


class Till:
    """A firm with a desk and an account, told what to do in few words."""

    def __init__(self, house):
        self.house = house
        with house.work() as work:
            self.firm = save(work, "organisation", {"name": "Firm", "currency": "RUB"}).id
            self.desk = save(work, "cash_place", {"name": "Desk"}).id
            self.account = save(work, "cash_place", {"name": "Bank", "kind": "account"}).id
            self.party = save(work, "party", {"name": "Customer", "is_customer": True}).id

    def pay(self, kind, amount, at=DAY, **more):
        with self.house.work() as work:
            data = {"amount": str(amount), "moment": at.isoformat(), **more}
            document = save(work, kind, data)
            service.post(work, document)
            return document.id

    def money(self, place):
        with self.house.work(reads_only=True) as work:
            rows = readings.balance(work, Cash, by=(), where={"place": place})
        return rows[0]["amount"] if rows else D(0)

    def debt(self):
        with self.house.work(reads_only=True) as work:
            rows = readings.balance(work, Settlements, by=(), where={"party": self.party})
        return rows[0]["amount"] if rows else D(0)


@pytest.fixture
def till(trade_house):
    return Till(trade_house)


def test_money_in_from_a_customer_lowers_his_debt(till):
    till.pay("cash_receipt", 100, party=str(till.party))
    assert (till.money(till.desk), till.debt()) == (100, -100)
    till.pay("cash_expense", "30.50", party=str(till.party))
    assert (till.money(till.desk), till.debt()) == (D("69.50"), D("-69.50"))
    with till.house.work(reads_only=True) as work:
        assert verify.broken(work) == []


def test_a_desk_pays_out_only_what_it_has(till):
    till.pay("cash_receipt", 100, purpose="Capital")
    with pytest.raises(Refusal) as refused:
        till.pay("cash_expense", 101)
    assert refused.value.code == "cash.shortage"
    assert till.money(till.desk) == 100


def test_an_account_that_may_be_overdrawn_goes_below_zero(till):
    with pytest.raises(Refusal):
        till.pay("payment_order", 10)
    with till.house.work() as work:
        save(work, "cash_place", {"overdraft": True}, id=till.account)
    till.pay("payment_order", 10)
    till.pay("payment_order", 4, direction="in")
    assert till.money(till.account) == -6


def test_money_without_a_party_changes_no_debt(till):
    till.pay("cash_receipt", 100, purpose="Capital")
    assert till.debt() == 0


def test_a_paper_of_nothing_is_refused(till):
    for amount in (0, -5):
        with pytest.raises(Refusal) as refused:
            till.pay("cash_receipt", amount)
        assert refused.value.path == "amount"


def test_unposting_gives_the_money_back(till):
    key = till.pay("cash_receipt", 100, party=str(till.party))
    with till.house.work() as work:
        service.unpost(work, must_find(work, till.house.schema.documents["cash_receipt"], key))
    assert (till.money(till.desk), till.debt()) == (0, 0)
