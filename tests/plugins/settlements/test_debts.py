from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest

from support.trade import day, with_rights
from tradepost.core.errors import Forbidden
from tradepost.core.reporting import parse_params, report_of, run
from tradepost.plugins.settlements.ageing import ageing, due_day, unpaid
from tradepost.plugins.settlements.errors import OverDebtLimit, Overdue

RIGHTS = ("payment_order.post", "payment_order.read")


@pytest.fixture
def lent(shop):
    """A shop that has a contract with the customer; what it pays him he owes it."""
    shop.add("contract", code="K", name="Loans", party="C", kind="customer", debt_days=None)
    return shop


def pay(shop, moment, amount, **data):
    data = {"party": "C", "contract": "K", "amount": abs(amount), **data}
    direction = "out" if amount > 0 else "in"
    return shop.draft("payment_order", moment, direction=direction, **data)


def paid(shop, moment, amount, **data):
    key = pay(shop, moment, amount, **data)
    shop.post("payment_order", key)
    return key


def allow(shop, **terms):
    shop.change("contract", shop.key("contract", "K"), **terms)


# --- credit -----------------------------------------------------------------------------


def test_credit_ends_at_the_limit_of_the_contract(lent):
    allow(lent, debt_limit="1000")
    paid(lent, day(1), 900)
    with pytest.raises(OverDebtLimit) as refused:
        paid(lent, day(2), 101)
    assert refused.value.facts["debt"] == "1001.0000"
    paid(lent, day(2), 100)
    paid(lent, day(3), -500)
    paid(lent, day(4), 500)
    assert lent.balance("settlements", "amount") == 1000


def test_a_paper_posted_again_does_not_stand_against_itself(lent):
    allow(lent, debt_limit="1000")
    key = paid(lent, day(1), 900)
    lent.repost("payment_order", key, amount=950)
    with pytest.raises(OverDebtLimit):
        lent.repost("payment_order", key, amount=1050)


def test_who_has_not_paid_in_time_gets_no_more_credit(lent):
    allow(lent, debt_days=10)
    paid(lent, day(1), 100)
    paid(lent, day(11), 50)
    with pytest.raises(Overdue):
        paid(lent, day(12), 50)
    paid(lent, day(12), -100)
    paid(lent, day(13), 50)


def test_credit_beyond_the_contract_is_a_decision_of_who_may_take_it(lent):
    allow(lent, debt_limit="1000")
    key = pay(lent, day(1), 2000, beyond_credit=True)
    with pytest.raises(Forbidden):
        lent.post("payment_order", key, with_rights(*RIGHTS))
    lent.post("payment_order", key, with_rights(*RIGHTS, "settlements.give_credit"))
    assert lent.balance("settlements", "amount") == 2000


def test_an_administrator_decides_on_purpose_too(lent):
    allow(lent, debt_limit="1000")
    with pytest.raises(OverDebtLimit):
        paid(lent, day(1), 2000)


def test_two_papers_at_once_do_not_exceed_the_limit_together(lent):
    allow(lent, debt_limit="1000")
    made = [pay(lent, day(1), 400) for _ in range(6)]

    def post(key):
        try:
            lent.post("payment_order", key)
        except OverDebtLimit:
            return 0
        return 1

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(post, made)) == 2
    assert lent.balance("settlements", "amount") == 800


# --- age --------------------------------------------------------------------------------

END = datetime(2026, 3, 31, 12, tzinfo=UTC)


def test_payments_settle_the_oldest_debt_first(lent):
    allow(lent, debt_days=5)
    for number, amount in ((1, 100), (5, 200), (20, 300)):
        paid(lent, day(number), amount, beyond_credit=True)
    paid(lent, day(22), -250)
    found = lent.read(lambda work: list(unpaid(work, END)))
    assert [(one.due, one.amount, one.days) for one in found] == [
        (date(2026, 3, 25), 300, 6),
        (date(2026, 3, 10), 50, 21),
    ]


def test_debts_are_spread_over_the_days_they_are_late(lent):
    allow(lent, debt_days=5)
    moments = [
        datetime(2025, 11, 1, tzinfo=UTC),
        datetime(2026, 1, 10, tzinfo=UTC),
        day(20),
        day(28),
    ]
    for number, moment in enumerate(moments, 1):
        paid(lent, moment, 100 * number, beyond_credit=True)
    (row,) = lent.read(ageing, END)
    assert row["amount"] == 1000
    names = ("current", "days_30", "days_60", "days_90", "older")
    assert [row[name] for name in names] == [400, 300, 0, 200, 100]
    (before,) = lent.read(ageing, day(27))
    assert before["amount"] == 600


def test_what_we_owe_has_its_age_too(shop):
    shop.paper("payment_order", day(1), party="S", direction="in", amount=70)
    (row,) = shop.read(ageing, END)
    assert (row["amount"], row["days_30"]) == (-70, -70)


def test_a_debt_that_is_paid_is_not_listed(lent):
    paid(lent, day(1), 100)
    paid(lent, day(2), -100)
    assert lent.read(ageing, END) == []


def test_the_report_of_ages_adds_up_by_party(lent):
    lent.add("party", code="C2", name="Second", is_customer=True)
    paid(lent, day(1), 100)
    paid(lent, day(2), 30, party="C2", contract=None)

    def report(work):
        asked = report_of(work.house, "debt_ageing")
        return run(work, asked, parse_params(work, asked, {"at": "2026-03-31T12:00:00Z"}))

    result = lent.read(report)
    assert {row.names["party"]: row.values["days_30"] for row in result.rows} == {
        "Customer": 100,
        "Second": 30,
    }
    assert [row.values["amount"] for row in result.totals] == [130]


def test_settlements_are_reconciled_over_a_period(lent):
    paid(lent, day(1), 100)
    paid(lent, day(10), 50)
    paid(lent, day(12), -120)

    def report(work):
        asked = report_of(work.house, "reconciliation")
        given = {"from": "2026-03-05", "to": "2026-03-31"}
        return run(work, asked, parse_params(work, asked, given))

    (row,) = lent.read(report).rows
    names = ("opening", "raised", "paid", "closing")
    assert [row.values[name] for name in names] == [100, 50, 120, 30]


def test_the_card_of_a_party_shows_what_it_owes(lent):
    from tradepost.core import calls

    paid(lent, day(1), 100)

    def panel(work):
        party = work.session.get(work.schema.catalogs["party"], lent.key("party", "C"))
        shown = calls.panels(work.hooks, work, party)
        return next(one for one in shown if str(one.title) == "Settlements").rows

    ((contract, currency, amount),) = lent.read(panel)
    assert (contract.code, currency.code, amount) == ("K", "RUB", 100)


@pytest.mark.parametrize(
    ("start", "days", "kind", "last"),
    [
        (date(2026, 3, 6), 3, "calendar", date(2026, 3, 9)),
        (date(2026, 3, 6), 3, "working", date(2026, 3, 11)),
        (date(2026, 3, 6), 5, "working", date(2026, 3, 13)),
        (date(2026, 3, 7), 0, "working", date(2026, 3, 9)),
        (date(2026, 3, 7), 5, "working", date(2026, 3, 13)),
        (date(2026, 3, 9), 4, "working", date(2026, 3, 13)),
        (date(2026, 3, 6), None, "working", date(2026, 3, 6)),
    ],
)
def test_days_of_debt_are_calendar_or_working_days(start, days, kind, last):
    assert due_day(start, days, kind) == last


def test_working_days_leave_out_the_weekend(lent):
    allow(lent, debt_days=2, debt_days_kind="working")
    paid(lent, day(5), 100)  # a Thursday; Monday is the last day
    paid(lent, day(9), 50)
    with pytest.raises(Overdue):
        paid(lent, day(10), 50)
