"""The verbs of a revaluation: what is brought to the rates of its day, and what is left alone."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from ...core import BalanceRegister, Movement, Refusal, Texts, Work
from ...core.posting import readings
from ...core.posting.posting import Posting
from ..parties import Contract, contract_rate
from ..settlements import rate_between
from .booking import DEBT, MONEY, Key, adjusted, carried_before, difference
from .documents import CurrencyRevaluation
from .errors import NothingToRevalue, SecondRevaluation
from .models import CurrencyCash, CurrencySettlements

_ = Texts(__package__)

BUYING = ("supplier", "principal")
SELLING = ("customer", "agent")


def movements(posting: Posting) -> Iterator[Movement]:
    """What the rates of the day make of all that is in a foreign currency.

    Raises:
        NoRate: where a currency has none by then.
    """
    document = posting.document
    assert isinstance(document, CurrencyRevaluation)  # noqa: S101 -- the caller looked
    if document.of_debts:
        yield from _revalued(posting, CurrencySettlements, DEBT)
    if document.of_money:
        yield from _revalued(posting, CurrencyCash, MONEY)


def _revalued(
    posting: Posting, register: type[BalanceRegister], names: tuple[str, ...]
) -> Iterator[Movement]:
    work, document = posting.work, posting.document
    rows = readings.balance(
        work.as_house(),
        register,
        at=document.moment,
        where={"organisation": document.organisation_id},  # type: ignore[attr-defined]
    )
    keys = sorted({tuple(row[name] for name in names) for row in rows}, key=str)
    rates = Rates(work, document.organisation.currency_id, document.moment)  # type: ignore[attr-defined]
    for key, carried in sorted(
        carried_before(posting, register, names, keys).items(), key=lambda one: str(one[0])
    ):
        named = dict(zip(names, key, strict=True))
        rate = rates.of(key, carried.amount)
        if rate is None:
            continue
        gained = carried.at_rate(rate)[1]
        if gained:
            yield adjusted(register, named, gained)
            yield difference(named, revalued=gained)


class Rates:
    """The rates of the day, into the currency of the books."""

    def __init__(self, work: Work, books: UUID, moment: datetime) -> None:
        self.work, self.books, self.moment = work, books, moment
        plugin = work.house.plugins.get("revaluation")
        self.advances = bool(plugin and plugin.configured["revalue_advances"])
        self.known: dict[UUID | None, Decimal] = {}

    def of(self, key: Key, amount: Decimal) -> Decimal | None:
        """The rate a balance is valued at; None where it keeps the one it has."""
        if len(key) == len(MONEY):
            return self._known(key[-1])
        contract = self.work.session.get_one(Contract, key[DEBT.index("contract")])
        if contract.in_units and contract.rate_day == "shipment":
            return None  # what is to be paid in the books was settled for good
        if not self.advances and is_advance(contract, amount):
            return None
        if not contract.in_units:
            return self._known(key[-1])
        own = contract_rate(self.work, contract, self.moment)
        return rate_between(self.work, contract.currency_id, self.books, self.moment, own)

    def _known(self, currency: UUID | None) -> Decimal:
        if currency not in self.known:
            self.known[currency] = rate_between(
                self.work, currency or self.books, self.books, self.moment
            )
        return self.known[currency]


def is_advance(contract: Contract, amount: Decimal) -> bool:
    """Whether a balance is money paid ahead, which ПБУ 3/2006 (§ 9, 10) leaves at its rate."""
    if contract.kind_ in SELLING:
        return amount < 0
    return contract.kind_ in BUYING and amount > 0


def objections(posting: Posting) -> Iterator[Refusal]:
    """What forbids posting a revaluation: there is nothing, or the day has one already."""
    document = posting.document
    if not isinstance(document, CurrencyRevaluation) or posting.restoring:
        return
    asked = select(CurrencyRevaluation.number).where(
        CurrencyRevaluation.organisation_id == document.organisation_id,
        CurrencyRevaluation.day == document.day,
        CurrencyRevaluation.posted,
        CurrencyRevaluation.id != document.id,
    )
    other = posting.work.session.scalar(asked.limit(1))
    if other is not None:
        yield SecondRevaluation(
            _("{number} has revalued {day} already", number=other, day=document.day),
            path="day",
            remedy=_("Post that one again, or unpost it first"),
        )
    if not posting.again and not posting.movements and not _any(posting):
        yield NothingToRevalue(
            _("No money and no debt was in a foreign currency by {day}", day=document.day),
            path="day",
            remedy=_("Choose another day"),
        )


def _any(posting: Posting) -> bool:
    """Whether there is anything in a foreign currency, at the right rate as it may be."""
    where = {"organisation": posting.document.organisation_id}  # type: ignore[attr-defined]
    house, at = posting.work.as_house(), posting.document.moment
    return any(
        readings.balance(house, register, at=at, by=("organisation",), where=where)
        for register in (CurrencySettlements, CurrencyCash)
    )
