"""The currencies every base has: the rouble, and those the Bank of Russia sets rates for.

Codes and numbers are of ISO 4217; names, symbols and minor digits come from the CLDR.
"""

from ...core import settled_id

NUMBERS = {
    "RUB": "643",
    "AED": "784",
    "AMD": "051",
    "AUD": "036",
    "AZN": "944",
    "BGN": "975",
    "BRL": "986",
    "BYN": "933",
    "CAD": "124",
    "CHF": "756",
    "CNY": "156",
    "CZK": "203",
    "DKK": "208",
    "EGP": "818",
    "EUR": "978",
    "GBP": "826",
    "GEL": "981",
    "HKD": "344",
    "HUF": "348",
    "IDR": "360",
    "INR": "356",
    "JPY": "392",
    "KGS": "417",
    "KRW": "410",
    "KZT": "398",
    "MDL": "498",
    "NOK": "578",
    "NZD": "554",
    "PLN": "985",
    "QAR": "634",
    "RON": "946",
    "RSD": "941",
    "SEK": "752",
    "SGD": "702",
    "THB": "764",
    "TJS": "972",
    "TMT": "934",
    "TRY": "949",
    "UAH": "980",
    "USD": "840",
    "UZS": "860",
    "VND": "704",
    "XDR": "960",
    "ZAR": "710",
}
"""Numeric codes by letter code."""


def currency_id(code: str) -> object:
    """The key a currency has in every base."""
    return settled_id("currency", code)
