"""What a payment is worth where each invoice is paid by the rate of its own day."""

from decimal import Decimal
from typing import Any

from ...core import Work
from ...core.posting.service import find
from ...core.values import ZERO, round_to
from ..currencies import Currency
from .ageing import unpaid
from .settling import in_contract


def by_rates_of_invoices(work: Work, payment: Any, sign: int, value: Decimal) -> Decimal:
    """A payment in the currency of the contract: invoices are paid the oldest first.

    What is beyond them is an advance, by the rate of the payment's day.

    Args:
        work: the unit of work.
        payment: a settled paper; what it has written already is left out of account.
        sign: 1 where it pays what the party owes us, -1 where it pays what we owe.
        value: of the payment in the currency of the books.
    """
    contract = payment.contract
    where = {"contract": contract.id} | ({"deal": payment.deal_id} if payment.deal_id else {})
    owed = unpaid(work.as_house(), payment.moment, where, but=payment.id)
    digits = work.session.get_one(Currency, contract.currency_id).minor_digits
    paid, left = ZERO, value
    for one in reversed([one for one in owed if one.amount * sign > 0]):
        each = _worth(find(work, one.document))
        due, whole = abs(one.amount), round_to(abs(one.amount) * each, 2)
        part = due if left >= whole else round_to(left / each, digits)
        paid += part
        left -= whole
        if left <= 0:
            return paid
    ours = payment.organisation.currency_id
    return paid + in_contract(work, contract, left, ours, moment=payment.moment)


def _worth(paper: Any) -> Decimal:
    """What a unit of the contract's currency is worth by a paper, in that of the books."""
    worth: Decimal = abs(paper.in_books() / paper.settled_amount)
    return worth
