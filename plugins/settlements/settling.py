"""What a sum is in another currency, and what a new debt belongs to."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from ...core import Document, Work
from ...core.posting.service import find
from ...core.values import DIGITS, ONE, round_to
from ..currencies import Currency, rate_at
from ..parties import Contract, rate_under


def rate_between(
    work: Work, source: UUID, target: UUID, moment: datetime, rate: Decimal | None = None
) -> Decimal:
    """What one unit of a currency is worth in another at a moment.

    Args:
        work: the unit of work.
        source, target: the currencies.
        moment: of the rates.
        rate: of the first to the base currency, where the paper names its own.

    Raises:
        NoRate: where a rate is missing.
    """
    if source == target:
        return ONE
    known = rate if rate is not None else rate_at(work, source, moment)
    return round_to(known / rate_at(work, target, moment), DIGITS["rate"])


def converted(
    work: Work,
    amount: Decimal,
    source: UUID,
    target: UUID,
    *,
    moment: datetime,
    rate: Decimal | None = None,
    target_rate: Decimal | None = None,
) -> Decimal:
    """A sum in another currency, in whole minor units of it; arguments as above.

    `target_rate` is that of the other currency, where it is not the one of the day.

    Raises:
        NoRate: where a rate is missing.
    """
    if source == target:
        return amount
    known = rate if rate is not None else rate_at(work, source, moment)
    other = target_rate if target_rate is not None else rate_at(work, target, moment)
    digits = work.session.get_one(Currency, target).minor_digits
    return round_to(amount * known / other, digits)


def in_contract(
    work: Work,
    contract: Contract,
    amount: Decimal,
    currency_id: UUID | None,
    *,
    moment: datetime,
    rate: Decimal | None = None,
    contract_rate: Decimal | None = None,
) -> Decimal:
    """A sum in the currency of a contract, by the rate the contract says.

    Args:
        work: the unit of work.
        contract: whose currency is meant.
        amount: the sum.
        currency_id: of the sum; None for that of the contract.
        moment: of the rates.
        rate: of the sum's currency, where the paper names its own.
        contract_rate: of the contract's, where the paper names its own.

    Raises:
        NoRate: where a rate is missing.
    """
    to = contract.currency_id
    source = currency_id or to
    if source == to:
        return amount
    other = contract_rate or rate_under(work, contract, to, moment)
    return converted(work, amount, source, to, moment=moment, rate=rate, target_rate=other)


def deal_for(contract: Contract, document: Document, order_id: UUID | None = None) -> UUID | None:
    """What a new debt belongs to, by the settlement mode of the contract.

    Args:
        contract: whose mode decides.
        document: the invoice (shipment, receipt) that makes the debt.
        order_id: the order it was made by, if any.

    Returns:
        the order, the invoice itself where there is no order, or None for the contract.
    """
    if contract.settlement_mode == "orders":
        return order_id or document.id
    if contract.settlement_mode == "invoices":
        return document.id
    return None


def deal_of(work: Work, contract: Contract | None, source_id: UUID) -> UUID | None:
    """The deal a payment made from a paper belongs to: the paper's own, or the order itself."""
    source = find(work, source_id)
    known: UUID | None = getattr(source, "deal_id", None)
    if known is not None or contract is None or contract.settlement_mode != "orders":
        return known
    return source.id if getattr(source, "is_order", False) else None
