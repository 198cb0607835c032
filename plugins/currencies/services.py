"""Rates at a moment, sums turned from one currency into another, the currencies of each base."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from ...core import Texts, Work, settled_id
from ...core.access.access import SYSTEM
from ...core.posting.readings import latest
from ...core.values import DIGITS, ONE, round_to
from .errors import NoRate
from .models import Currency, CurrencyRate

_ = Texts(__package__)


def base_currency(work: Work) -> UUID:
    """The key of the currency that rates are expressed in (setting `base`)."""
    plugin = work.house.plugins.get("currencies")
    code = plugin.configured["base"] if plugin else "RUB"
    return settled_id("currency", code)


def rate_at(work: Work, currency_id: UUID, moment: datetime) -> Decimal:
    """What one unit of a currency is worth in the base currency at a moment.

    The base currency is worth 1.

    Raises:
        NoRate: where no rate was known by then.
    """
    return rates_at(work, (currency_id,), moment)[currency_id]


def rates_at(work: Work, currencies: Collection[UUID], moment: datetime) -> Mapping[UUID, Decimal]:
    """As `rate_at`, for many currencies with one question to the base.

    Raises:
        NoRate: for the first that has none.
    """
    base = base_currency(work)
    foreign = {one for one in currencies if one != base}
    found = {base: ONE}
    if foreign:
        # Whoever may enter a document may use the day's rate, whatever he may look at.
        house = replace(work, access=replace(SYSTEM, language=work.language))
        for row in latest(house, CurrencyRate, at=moment, where={"currency": foreign}):
            found[row["currency"]] = round_to(row["rate"] / row["per"], DIGITS["rate"])
    for one in sorted(foreign - set(found)):
        raise _no_rate(work, one, moment)
    return found


def convert(work: Work, amount: Decimal, source: UUID, target: UUID, moment: datetime) -> Decimal:
    """A sum of one currency in another by the rates of a moment; not rounded.

    Raises:
        NoRate: where a rate is missing.
    """
    if source == target:
        return amount
    rates = rates_at(work, (source, target), moment)
    return amount * rates[source] / rates[target]


def _no_rate(work: Work, currency_id: UUID, moment: datetime) -> NoRate:
    currency = work.session.get(Currency, currency_id)
    code = currency.code if currency else str(currency_id)
    return NoRate(
        _("There is no rate of {currency} for {moment}", currency=code, moment=moment),
        path="currency",
        remedy=_("Import the rates of that day, or enter the rate"),
        currency=code,
        moment=moment.isoformat(),
    )
