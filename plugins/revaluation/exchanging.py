"""Money changed into another currency: bought, sold, or one foreign currency for another."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy.orm import Mapped

from ...core import (
    Amount,
    BalanceRegister,
    Movement,
    Rate,
    Record,
    Refusal,
    Texts,
    Work,
    field,
    reference,
)
from ...core.posting.posting import Posting
from ...core.records.filling import left_out
from ...core.values import DIGITS, ZERO, round_to
from ..cash import Cash, CashPlace
from ..currencies import Currency, convert
from ..organisations import OrganisationDocument
from ..settlements import rate_between
from .carrying import BOOKS_DIGITS
from .errors import WrongExchange
from .models import MoneyDifferences

_ = Texts(__package__)


class CurrencyExchange(OrganisationDocument):
    """Money leaves one place of ours and comes to another in another currency.

    What the bank's rate differs from that of the day by is a gain or a loss at once.
    """

    title = _("Exchange of currency"), _("Exchanges of currency")
    about = _(
        "Currency is bought or sold: money leaves one account and comes to another in another "
        "currency. What the rate of the bank differs from the rate of the day by is a loss or "
        "a gain."
    )
    also = _("conversion, buying dollars, selling dollars, currency purchase")

    place: Mapped[CashPlace] = reference(_("From place"))
    amount: Mapped[Amount] = field(_("Given"))
    to_place: Mapped[CashPlace] = reference(_("To place"))
    to_amount: Mapped[Amount | None] = field(
        _("Got"), help=_("Left out, it is what the rates of the day make of it")
    )
    rate: Mapped[Rate | None] = field(
        _("Rate of the exchange"), readonly=True, shown=False, help=_("Given for one unit got")
    )
    purpose: Mapped[str] = field(_("Purpose"), default="", long=True)
    if TYPE_CHECKING:
        place_id: Mapped[UUID]
        to_place_id: Mapped[UUID]

    def complete(self, work: Work) -> None:
        """Fill in the organisation of the place and what is got for the money.

        Raises:
            NoRate: where that is left out, and a currency has no rate.
        """
        one, two = self.place, self.to_place
        if left_out(self.organisation_id) and not left_out(one):
            self.organisation_id = one.organisation_id
        super().complete(work)
        if left_out(one) or left_out(two) or left_out(self.amount):
            return
        if self.to_amount is None:
            got = convert(work, self.amount, one.currency_id, two.currency_id, self.moment)  # type: ignore[arg-type]
            digits = work.session.get_one(Currency, two.currency_id).minor_digits
            self.to_amount = round_to(got, digits)
        self.rate = (
            round_to(self.amount / self.to_amount, DIGITS["rate"]) if self.to_amount else None
        )

    def movements(self) -> Iterator[Movement]:
        """Out of one place, into the other."""
        yield Cash.minus(**self._at(self.place), amount=self.amount)
        yield Cash.plus(**self._at(self.to_place), amount=self.to_amount or ZERO)

    def _at(self, place: CashPlace) -> dict[str, Any]:
        whose = {"organisation": self.organisation_id, "place": place.id}
        return {**whose, "currency": place.currency_id}

    def may_go_negative(self, register: type[BalanceRegister]) -> bool:
        """An account may, unless it is guarded; a desk holds no less than nothing."""
        return register is Cash and self.place.kind_ == "account" and not self.place.guarded


def movements(posting: Posting, exchange: CurrencyExchange) -> list[Movement]:
    """What is gained or lost by the rate of the bank, told of the foreign place."""
    books = exchange.organisation.currency_id
    worth = {
        place.id: _worth(posting.work, exchange, place, amount)
        for place, amount in _both(exchange)
    }
    gained = worth[exchange.to_place_id] - worth[exchange.place_id]
    place = exchange.to_place if exchange.to_place.currency_id != books else exchange.place
    if not gained:
        return []
    return [
        MoneyDifferences.add(
            organisation=exchange.organisation_id,
            place=place.id,
            currency=place.currency_id,
            realised=gained,
        )
    ]


def _both(exchange: CurrencyExchange) -> list[tuple[CashPlace, Decimal]]:
    got = exchange.to_amount or ZERO
    return [(exchange.place, exchange.amount), (exchange.to_place, got)]


def _worth(work: Work, exchange: CurrencyExchange, place: Any, amount: Decimal) -> Decimal:
    books = exchange.organisation.currency_id
    rate = rate_between(work, place.currency_id, books, exchange.moment)
    return round_to(amount * rate, BOOKS_DIGITS)


def objections(record: Record) -> Iterator[Refusal]:
    """What forbids saving an exchange."""
    if not isinstance(record, CurrencyExchange):
        return
    if record.amount <= 0 or (record.to_amount or ZERO) <= 0:
        yield WrongExchange(_("Both sums must be more than nothing"), path="amount")
    if record.place.currency_id == record.to_place.currency_id:
        yield WrongExchange(
            _("Both places are in one currency"),
            path="to_place",
            remedy=_("Move money within a currency by an ordinary paper of money"),
        )
    for path, place in (("place", record.place), ("to_place", record.to_place)):
        if place.organisation_id != record.organisation_id:
            yield WrongExchange(
                _("“{place}” is another organisation's", place=place.name), path=path
            )
