from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from support.rates import a_file, row
from tradepost.plugins.currencies.daily import read_daily
from tradepost.plugins.currencies.errors import NotRates


def test_a_rate_is_read_with_its_comma_its_nominal_and_its_russian_name():
    found = read_daily(a_file(row(), row("UZS", "76,3784", "10000", "860", "Узбекских сумов")))
    usd, uzs = found.rates
    assert (usd.code, usd.rate, usd.per, usd.name) == ("USD", Decimal("97.8335"), 1, "Доллар США")
    assert (uzs.rate, uzs.per, uzs.numeric_code) == (Decimal("76.3784"), 10000, "860")
    assert found.day == date(2024, 11, 9)
    assert found.moment == datetime(2024, 11, 8, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    "wrong",
    [
        {"c": "usd"},
        {"value": "NaN"},
        {"value": "0"},
        {"value": "-5,0"},
        {"value": "1e5"},
        {"per": "0"},
        {"per": "ten"},
    ],
)
def test_a_bad_row_is_named_and_the_others_are_kept(wrong):
    found = read_daily(a_file(row(), row(**wrong), row("EUR")))
    assert [one.code for one in found.rates] == ["USD", "EUR"]
    assert [number for number, _why in found.bad] == [2]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html>Service unavailable</html>",
        b"<ValCurs Date='2024-11-09'/>",
        b"<ValCurs/>",
        b"\xff\xfe\x00",
        a_file(row(), head="<!DOCTYPE ValCurs>"),
        a_file(row(), head='<!DOCTYPE a [<!ENTITY x "y">]>'),
        b'<?xml version="1.0" encoding="no-such"?><ValCurs Date="09.11.2024"/>',
    ],
)
def test_what_is_no_list_of_rates_is_refused_whole(data):
    with pytest.raises(NotRates):
        read_daily(data)


@pytest.mark.parametrize(
    ("name", "count", "rates"),
    [
        ("2021-03-17", 34, {"USD": ("72.9619", 1), "UZS": ("69.2988", 10000)}),
        (
            "2024-11-09",
            43,
            {
                "USD": ("97.8335", 1),
                "EUR": ("105.4510", 1),
                "KZT": ("19.8760", 100),
                "UZS": ("76.3784", 10000),
            },
        ),
    ],
)
def test_real_files_of_both_forms_are_read(shared_data, name, count, rates):
    found = read_daily((shared_data / "rates" / f"XML_daily_{name}.xml").read_bytes())
    by_code = {one.code: (one.rate, one.per) for one in found.rates}
    assert found.day == date.fromisoformat(name)
    assert len(by_code) == count
    assert not found.bad
    for code, (rate, per) in rates.items():
        assert by_code[code] == (Decimal(rate), per)
