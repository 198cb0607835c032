from datetime import UTC, datetime
from decimal import Decimal

import pytest

from support.rates import a_file, row
from tradepost.core import Forbidden, settled_id
from tradepost.core.access.access import Access
from tradepost.core.exchange_kinds import Source
from tradepost.plugins.currencies import Currency, rate_at
from tradepost.plugins.currencies.errors import NotRates
from tradepost.plugins.currencies.importers import RATES

D = Decimal
USD = settled_id("currency", "USD")


def told(tally):
    return tally.created, tally.updated, tally.unchanged, len(tally.refused)


def test_rates_are_recorded_from_the_beginning_of_the_day_in_moscow(books):
    file = a_file(row(), row("UZS", "76,3784", "10000", "860"))
    assert told(books.import_(RATES, "rates.xml", file)) == (2, 0, 0, 0)
    assert books.read(rate_at, USD, datetime(2024, 11, 8, 21, tzinfo=UTC)) == D("97.8335")
    uzs = settled_id("currency", "UZS")
    assert books.read(rate_at, uzs, datetime(2024, 11, 20, tzinfo=UTC)) == D("0.00763784")


def test_the_same_file_again_changes_nothing_and_a_corrected_one_corrects(books):
    books.import_(RATES, "rates.xml", a_file(row(), row("EUR", "105,4510")))
    again = books.import_(RATES, "rates.xml", a_file(row(), row("EUR", "105,4510")))
    assert told(again) == (0, 0, 2, 0)
    corrected = books.import_(RATES, "rates.xml", a_file(row(value="98"), row("EUR", "105,4510")))
    assert told(corrected) == (0, 1, 1, 0)
    assert books.read(rate_at, USD, datetime(2024, 11, 9, tzinfo=UTC)) == 98


def test_a_currency_nobody_knew_is_entered(books):
    books.import_(
        RATES, "rates.xml", a_file(row("MNT", "28,5", "1000", "496", "Монгольский тугрик"))
    )
    key = settled_id("currency", "MNT")
    assert books.see(Currency, key, "code", "numeric_code", "minor_digits") == ("MNT", "496", 2)


def test_bad_rows_are_named_and_the_others_recorded(books):
    tally = books.import_(RATES, "rates.xml", a_file(row(), row("EUR", "many")))
    assert told(tally) == (1, 0, 0, 1)
    assert tally.refused[0].into("en") == "rates.xml:2: EUR: “many” is not a rate"


def test_a_file_that_is_none_leaves_no_trace(books):
    with pytest.raises(NotRates):
        books.import_(RATES, "rates.xml", b"<html/>")


def test_it_takes_the_right_to_enter_rates(books):
    with pytest.raises(Forbidden), books.house.work(Access(None, "anna")) as work:
        RATES.take(work, Source("rates.xml", content=a_file(row())))


@pytest.mark.parametrize(("name", "count"), [("2021-03-17", 34), ("2024-11-09", 43)])
def test_real_files_are_imported_in_a_few_statements(books, shared_data, name, count):
    file = shared_data / "rates" / f"XML_daily_{name}.xml"
    tally = books.import_(RATES, file.name, file.read_bytes())
    assert told(tally) == (count, 0, 0, 0)
    asked = books.statements(lambda: books.import_(RATES, file.name, file.read_bytes()))
    assert asked < 10
