"""`tradepost import currency_rates FILE`: the daily rates of the Bank of Russia."""

from uuid import UUID

from sqlalchemy import select

from ...core import Refusal, Texts, Work
from ...core.exchange_kinds import Importer, Source, Tally
from ...core.posting.facts import record_facts
from .daily import DailyRate, read_daily
from .errors import NotRates
from .models import Currency, CurrencyRate
from .services import add_currency, base_code

_ = Texts(__package__)


def import_rates(work: Work, source: Source, tally: Tally) -> None:
    """Record the rates of one day; the same file again changes nothing.

    Raises:
        NotRates: where the file as a whole can not be read.
        ClosedPeriod: where the day lies in a period that is closed.
    """
    if base_code(work) != "RUB":
        raise NotRates(
            _("The Bank of Russia sets rates in roubles, the base currency here is {code}",
              code=base_code(work)),
        )  # fmt: skip
    daily = read_daily(source.read())
    for place, cause in daily.bad:
        tally.refuse(place, cause)
    asked = select(Currency.code, Currency.id)
    known: dict[str, UUID] = {row.code: row.id for row in work.session.execute(asked)}
    facts = []
    for place, one in enumerate(daily.rates, start=1):
        try:
            key = known.get(one.code) or _new(work, one)
        except Refusal as why:
            tally.refuse(place, why)
            continue
        facts.append(
            CurrencyRate.record(at=daily.moment, currency=key, rate=one.rate, per=one.per)
        )
    for outcome in record_facts(work, facts):
        setattr(tally, outcome, getattr(tally, outcome) + 1)


def _new(work: Work, one: DailyRate) -> UUID:
    """A currency the Bank has begun to set a rate for."""
    return add_currency(work, one.code, one.numeric_code, one.name)


RATES = Importer(
    "currency_rates",
    _("Currency rates of the Bank of Russia"),
    "currency_rate.write",
    import_rates,
    (".xml",),
)
