"""What the currencies refuse."""

from ...core import Malformed, Refusal


class NoRate(Refusal):
    """There is no rate of a currency at or before the moment asked for."""

    code = "currencies.no_rate"


class NotRates(Malformed):
    """The file is not a list of daily rates of the Bank of Russia."""

    code = "currencies.not_rates"


class BadCode(Refusal):
    """A currency's code is three capital letters of ISO 4217, its number three digits."""

    code = "currencies.bad_code"
