"""What the papers that change debts have in common."""

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from sqlalchemy.orm import Mapped

from ...core import Amount, Movement, Rate, Texts, Work, document_reference, field, reference
from ...core.values import ONE, ZERO, round_to
from ..currencies import Currency
from ..organisations import OrganisationDocument
from ..parties import require_fit
from .models import Settlements
from .settling import deal_for, in_contract, rate_between

_ = Texts(__package__)


class SettledDocument(OrganisationDocument):
    """A paper after which a party owes us more or less.

    What it changes the debt by is kept in the currency of the contract and is worked out
    when the paper is saved, so that posting asks nothing.
    """

    __abstract__ = True

    pays: ClassVar[bool] = False
    """Whether money is what changes the debt."""

    deal_id: Mapped[UUID | None] = document_reference(_("Deal"), readonly=True, shown=False)
    settled_currency: Mapped[Currency | None] = reference(
        _("Currency of the contract"), readonly=True, shown=False
    )
    settled_amount: Mapped[Amount] = field(
        _("In the contract's currency"), default=ZERO, readonly=True, shown=False
    )
    books_rate: Mapped[Rate] = field(
        _("Rate to the currency of the books"), default=ONE, readonly=True, shown=False
    )
    beyond_credit: Mapped[bool] = field(
        _("Beyond the credit of the contract"),
        shown=False,
        help=_("Posts although the party owes more, or longer, than its contract allows"),
    )

    if TYPE_CHECKING:  # declared by the heirs, each with its label; empty in a draft
        settled_currency_id: Mapped[UUID | None]
        party_id: Any
        contract_id: Any
        contract: Any
        currency_id: Any
        rate: Any
        amount: Any

    def order(self) -> UUID | None:
        """The order it carries out, which a debt may belong to."""
        return None

    def complete(self, work: Work) -> None:
        """Work out what it changes the debt by, and which debt.

        Raises:
            WrongContract: for a contract of another party or organisation.
            NoRate: where the rate of a currency is missing.
        """
        super().complete(work)
        self.fill(work)
        if self.contract is not None and self.currency_id is not None:
            require_fit(self.contract, self.party_id, self.organisation_id)
            self.deal_id = self.choose_deal(work)
            self.settle(work)

    def fill(self, work: Work) -> None:
        """Fill in what the debt follows from, where an heir has to."""

    def choose_deal(self, work: Work) -> UUID | None:
        """What the debt belongs to; returns and payments belong to that of their source."""
        return deal_for(self.contract, self, self.order())

    def settle(self, work: Work) -> None:
        """Put the amount into the currency of the contract."""
        self.settled_currency_id = self.contract.currency_id
        self.settled_amount = self.settled(work)
        self.books_rate = rate_between(
            work, self.currency_id, self.organisation.currency_id, self.moment, self.rate
        )

    def settled(self, work: Work) -> Decimal:
        """The amount in the currency of the contract, by the rates of paper and contract."""
        return in_contract(
            work,
            self.contract,
            self.amount or ZERO,
            self.currency_id,
            moment=self.moment,
            rate=self.rate,
        )

    def in_books(self) -> Decimal:
        """What it comes to in the currency of the books, row by row as it is booked."""
        turn = self.into_books()
        lines = getattr(self, "lines", None)
        if lines is None:
            return turn(self.amount)
        return sum((turn(line.amount) for line in lines), ZERO)

    def into_books(self, sign: int = 1) -> Callable[[Decimal], Decimal]:
        """What turns its sums into the currency of the organisation's books, with a sign."""
        rate = self.books_rate
        if rate != ONE:
            return lambda amount: sign * round_to(amount * rate, 2)
        return (lambda amount: amount) if sign > 0 else (lambda amount: -amount)

    def debt(self, sign: int, amount: Decimal | None = None) -> Movement:
        """What it adds to (1) or takes from (-1) the debt of the party to us."""
        write = Settlements.plus if sign > 0 else Settlements.minus
        return write(
            organisation=self.organisation_id,
            party=self.party_id,
            contract=self.contract_id,
            deal=self.deal_id,
            currency=self.settled_currency_id,
            amount=self.settled_amount if amount is None else amount,
        )
