"""Rates at a moment, sums turned from one currency into another, the currencies of each base."""

from collections.abc import Collection, Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from babel.numbers import get_currency_name, get_currency_precision, get_currency_symbol
from sqlalchemy import select

from ...core import Texts, Work, settled_id
from ...core.posting.readings import latest
from ...core.records.write import save
from ...core.values import DIGITS, ONE, round_to
from .errors import NoRate
from .known import NUMBERS
from .models import Currency, CurrencyRate

_ = Texts(__package__)


def base_code(work: Work) -> str:
    """The code of the currency that rates are expressed in (setting `base`)."""
    plugin = work.house.plugins.get("currencies")
    return str(plugin.configured["base"]) if plugin else "RUB"


def base_currency(work: Work) -> UUID:
    """The key of the currency that rates are expressed in."""
    return settled_id("currency", base_code(work))


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
        for row in latest(work.as_house(), CurrencyRate, at=moment, where={"currency": foreign}):
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


def install(work: Work) -> None:
    """Put in the currencies that every base has, those that are not there yet."""
    there = set(work.session.scalars(select(Currency.code)))
    for code in dict.fromkeys((base_code(work), *NUMBERS)):
        if code not in there:
            add_currency(work, code)


def add_currency(work: Work, code: str, numeric_code: str = "", name: str = "") -> UUID:
    """Enter a currency of ISO 4217 under the key it has in every base.

    Args:
        work: the unit of work.
        code: of three letters.
        numeric_code: of three digits, where the house does not know it.
        name: where the CLDR has none in the person's language.
    """
    known = get_currency_name(code, locale=work.language)
    symbol = get_currency_symbol(code, locale=work.language)
    shown = known if known != code else name or code
    data = {
        "id": settled_id("currency", code),
        "code": code,
        "name": shown[:1].upper() + shown[1:],
        "numeric_code": NUMBERS.get(code, numeric_code),
        "symbol": symbol,
        "minor_digits": get_currency_precision(code),
    }
    return save(work, "currency", data).id


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
