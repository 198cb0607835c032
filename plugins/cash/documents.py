"""The papers of money: cash receipt, cash expense, payment order."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from sqlalchemy.orm import Mapped

from ...core import (
    Amount,
    BalanceRegister,
    Movement,
    Rate,
    Texts,
    Work,
    document_reference,
    field,
    reference,
)
from ...core.posting.service import find
from ...core.records.filling import left_out
from ...core.values import ZERO, round_to
from ..currencies import Currency
from ..parties import Contract, Party, contract_for, usual_kind
from ..settlements import (
    SettledDocument,
    by_rates_of_invoices,
    deal_of,
    in_contract,
    rate_between,
)
from .models import Cash, CashPlace
from .places import place_for

_ = Texts(__package__)

DIRECTIONS = {"in": _("In"), "out": _("Out")}


class MoneyDocument(SettledDocument):
    """Money comes in or goes out: from or to a party, another place of ours, or nobody named.

    `place` is the desk or account, `other_place` the one money is moved from or to within
    the company. A payment of a party settles `deal`, the order or invoice it belongs to.
    """

    __abstract__ = True

    pays = True
    place_kind: ClassVar[str] = "desk"
    only: ClassVar[str] = ""
    """The direction all papers of the kind have; empty where either may be."""

    direction: Mapped[str] = field(_("Direction"), default="", choices=DIRECTIONS, shown=False)
    place: Mapped[CashPlace] = reference(_("Place"))
    party: Mapped[Party | None] = reference(_("Party"))
    contract: Mapped[Contract | None] = reference(_("Contract"), shown=False)
    deal_id: Mapped[UUID | None] = document_reference(_("Deal"), shown=False)
    other_place: Mapped[CashPlace | None] = reference(_("From or to place"), shown=False)
    currency: Mapped[Currency] = reference(_("Currency"), shown=False)
    rate: Mapped[Rate | None] = field(_("Rate"), shown=False)
    contract_rate: Mapped[Rate | None] = field(
        _("Rate of the contract's currency"),
        shown=False,
        help=_("Left out, it is the one the contract says, or that of the day"),
    )
    amount: Mapped[Amount] = field(_("Amount"))
    purpose: Mapped[str] = field(_("Purpose"), default="", long=True)
    if TYPE_CHECKING:
        place_id: Mapped[UUID | None]
        other_place_id: Mapped[UUID | None]

    @property
    def sign(self) -> int:
        """1 where money comes in, -1 where it goes out."""
        return 1 if self.direction == "in" else -1

    def complete(self, work: Work) -> None:
        """Fill in direction, place, currency and contract; find the deal that is paid."""
        if not self.direction:
            self.direction = self.only or "out"
        if left_out(self.organisation_id) and not left_out(self.place):
            self.organisation_id = self.place.organisation_id
        super().complete(work)

    def fill(self, work: Work) -> None:
        """Fill in where the money is and under which contract it is paid."""
        if self.place_id is None:
            place = place_for(work, self.place_kind, self.organisation_id, self.currency_id)
            self.place_id = place.id
        if self.currency_id is None and self.place_id is not None:
            self.currency_id = work.session.get_one(CashPlace, self.place_id).currency_id
        if self.contract_id is None and self.party_id is not None:
            self.contract_id = self._contract(work)

    def _contract(self, work: Work) -> UUID:
        """That of the paper it was made from, else the one such payments are made under."""
        source = find(work, self.based_on_id) if self.based_on_id is not None else None
        known: UUID | None = getattr(source, "contract_id", None)
        if known is not None and getattr(source, "party_id", None) == self.party_id:
            return known
        party = work.session.get_one(Party, self.party_id)
        kind = "customer" if self.sign > 0 else "supplier"
        if party.is_customer != party.is_supplier:
            kind = usual_kind(party)
        return contract_for(work, self.party_id, self.organisation_id, kind)

    def settled(self, work: Work) -> Decimal:
        """The amount in the currency of the contract; by the rates of invoices, where agreed."""
        contract: Any = self.contract
        if self.contract_rate is None and _by_invoices(contract, self.currency_id):
            turn = rate_between(
                work, self.currency_id, self.organisation.currency_id, self.moment, self.rate
            )
            value = round_to((self.amount or ZERO) * turn, 2)
            return by_rates_of_invoices(work, self, self.sign, value)
        return in_contract(
            work,
            contract,
            self.amount or ZERO,
            self.currency_id,
            moment=self.moment,
            rate=self.rate,
            contract_rate=self.contract_rate,
        )

    def choose_deal(self, work: Work) -> UUID | None:
        """The deal named, else that of the paper it was made from."""
        if self.deal_id is not None or self.based_on_id is None:
            return self.deal_id
        return deal_of(work, self.contract, self.based_on_id)

    def movements(self) -> Iterator[Movement]:
        """Money in one place, the debt of a party, or money in another place."""
        yield self._money(self.place_id, self.sign)
        if self.other_place_id is not None:
            yield self._money(self.other_place_id, -self.sign)
        if self.party_id is not None:
            yield self.debt(-self.sign)

    def _money(self, place: UUID | None, sign: int) -> Movement:
        write = Cash.plus if sign > 0 else Cash.minus
        return write(
            organisation=self.organisation_id,
            place=place,
            currency=self.currency_id,
            amount=self.amount,
        )

    def may_go_negative(self, register: type[BalanceRegister]) -> bool:
        """An account may, unless it is guarded; a desk holds no less than nothing."""
        places = [one for one in (self.place, self.other_place) if one is not None]
        return register is Cash and all(
            one.kind_ == "account" and not one.guarded for one in places
        )


def _by_invoices(contract: Any, currency_id: UUID | None) -> bool:
    """Whether money of a currency pays each invoice of a contract by the rate of its own day."""
    return bool(
        contract.in_units
        and contract.rate_day == "shipment"
        and contract.rate_kind == "day"
        and contract.currency_id != currency_id
    )


class CashReceipt(MoneyDocument):
    """Cash comes into a desk (приходный кассовый ордер, form КО-1)."""

    title = _("Cash receipt"), _("Cash receipts")
    about = _(
        "Money comes into a cash desk. Created on the basis of an order or a shipment it "
        "is filled with what is still to be paid."
    )
    also = _("payment of a customer, money in")
    only = "in"


class CashExpense(MoneyDocument):
    """Cash goes out of a desk (расходный кассовый ордер, form КО-2)."""

    title = _("Cash expense"), _("Cash expenses")
    about = _(
        "Money goes out of a cash desk: to a supplier, back to a customer, into the bank. "
        "A desk never holds less than nothing."
    )
    also = _("payment in cash, money out")
    only = "out"


class PaymentOrder(MoneyDocument):
    """Money comes to or leaves a bank account."""

    title = _("Payment order"), _("Payment orders")
    about = _(
        "Money goes by bank. Posting takes it from the account and settles what we owe, or "
        "what is owed to us."
    )
    also = _("bank payment, money out")
    place_kind = "account"
