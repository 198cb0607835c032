from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from support.catalogs import catalog_house
from tradepost.core import Refusal, calls, settled_id
from tradepost.core.posting.facts import record_facts
from tradepost.plugins.currencies import (
    Currency,
    CurrencyRate,
    base_currency,
    convert,
    rate_at,
    rates_at,
)
from tradepost.plugins.currencies.errors import BadCode, NoRate

D = Decimal
USD, EUR, RUB = (settled_id("currency", code) for code in ("USD", "EUR", "RUB"))
FIRST = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def rates(books):
    def say(work):
        given = [
            (USD, FIRST, "80", 1),
            (USD, FIRST + timedelta(5), "90", 1),
            (EUR, FIRST, "1000", 10),
        ]
        record_facts(
            work,
            [CurrencyRate.record(at=at, currency=c, rate=D(r), per=p) for c, at, r, p in given],
        )

    books.do(say)
    return books


def test_every_base_has_the_usual_currencies(books):
    assert books.see(Currency, RUB, "code", "numeric_code", "symbol", "minor_digits") == (
        "RUB",
        "643",
        "₽",
        2,
    )
    assert books.see(Currency, settled_id("currency", "JPY"), "minor_digits") == 0
    assert books.see(Currency, USD, "name") == "Доллар США"
    assert books.read(base_currency) == RUB


def test_an_upgrade_adds_nothing_that_is_there(books):
    def again(work):
        calls.on_installed(work.hooks, work)
        return work.session.query(Currency).count()

    count = books.read(lambda work: work.session.query(Currency).count())
    assert books.do(again) == count
    assert count > 40


def test_a_rate_holds_until_the_next(rates):
    at = lambda days: rates.read(rate_at, USD, FIRST + timedelta(days))
    assert [at(0), at(4), at(5), at(100)] == [80, 80, 90, 90]
    assert rates.read(rate_at, EUR, FIRST) == 100
    assert rates.read(rate_at, RUB, FIRST) == 1


def test_a_day_without_a_rate_is_refused_by_name(rates):
    with pytest.raises(NoRate) as refused:
        rates.read(rate_at, USD, FIRST - timedelta(seconds=1))
    assert refused.value.facts["currency"] == "USD"


def test_many_rates_are_one_question(rates):
    asked = rates.statements(lambda: rates.read(rates_at, {USD, EUR, RUB}, FIRST))
    assert asked == rates.statements(lambda: rates.read(rates_at, {USD}, FIRST))


def test_sums_cross_through_the_base_currency(rates):
    assert rates.read(convert, D(10), USD, EUR, FIRST) == 8
    assert rates.read(convert, D(10), USD, RUB, FIRST) == 800
    assert rates.read(convert, D(10), USD, USD, FIRST - timedelta(1)) == 10


@pytest.mark.parametrize(
    "wrong", [{"code": "usd"}, {"code": "US"}, {"numeric_code": "12"}, {"minor_digits": 9}]
)
def test_a_currency_that_is_none_is_refused(books, wrong):
    with pytest.raises(BadCode):
        books.add("currency", **{"code": "XTS", "name": "Test", **wrong})


def test_a_currency_may_be_pointed_to_by_its_code(books):
    key = books.add("organisation", name="Bar", currency="USD")
    assert books.read(lambda work: work.session.get_one(Currency, USD).code) == "USD"
    assert key


def test_another_base_currency_is_put_in_too(bases):
    house = catalog_house(bases.empty(), currencies={"base": "MNT"})
    house.migrate()
    with house.work() as work:
        calls.on_installed(work.hooks, work)
    with house.work(reads_only=True) as work:
        assert work.session.get(Currency, base_currency(work)).code == "MNT"
        with pytest.raises(Refusal):
            rate_at(work, RUB, FIRST)
    house.close()
