"""What the currency of a contract is worth under it: by the day's rate, with a percent, agreed."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from ...core import Work
from ...core.values import DIGITS, HUNDRED, ONE, ZERO, round_to
from ..currencies import rate_at
from .models import Contract


def contract_rate(work: Work, contract: Contract, moment: datetime) -> Decimal:
    """What one unit of the contract's currency is worth in the base currency.

    A contract in conventional units may have a rate of its own: one agreed for good, or that
    of the day with a percent added.

    Raises:
        NoRate: where the rate of the day is needed and is not known.
    """
    if not contract.in_units:
        return rate_at(work, contract.currency_id, moment)
    if contract.rate_kind == "agreed" and contract.agreed_rate:
        return contract.agreed_rate
    more = ONE + (contract.rate_percent or ZERO) / HUNDRED
    return round_to(rate_at(work, contract.currency_id, moment) * more, DIGITS["rate"])


def rate_under(
    work: Work, contract: Contract | None, currency_id: UUID, moment: datetime
) -> Decimal:
    """The rate of any currency in a paper: that of its contract, else the one of the day.

    Raises:
        NoRate: where it is not known.
    """
    if contract is not None and contract.currency_id == currency_id:
        return contract_rate(work, contract, moment)
    return rate_at(work, currency_id, moment)
