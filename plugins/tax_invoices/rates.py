"""VAT by rates: the rows of a paper added up, the tax in an advance.

The rates are dated (Tax Code art. 164): 22% from 1 January 2026, 20% from 2019, 18% before;
an advance bears the settlement rate, 22/122 and so on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ...core.values import HUNDRED, ZERO, round_to

STANDARD: Sequence[tuple[date, Decimal]] = (
    (date(2026, 1, 1), Decimal(22)),
    (date(2019, 1, 1), Decimal(20)),
    (date.min, Decimal(18)),
)
MONEY = 2


@dataclass(frozen=True)
class RowOfRate:
    """What bears one rate of VAT: the value with the tax, and the tax in it."""

    rate: Decimal | None
    amount: Decimal
    vat: Decimal


def standard_rate(day: date) -> Decimal:
    """The general rate in force on a day, in per cent."""
    return next(rate for since, rate in STANDARD if day >= since)


def by_rate(lines: Iterable[Any]) -> list[RowOfRate]:
    """Rows of a priced paper by rate, the highest first, those without VAT last."""
    sums: dict[Decimal | None, tuple[Decimal, Decimal]] = {}
    for line in lines:
        amount, vat = sums.get(line.vat_rate, (ZERO, ZERO))
        sums[line.vat_rate] = (amount + line.amount, vat + line.vat_amount)
    order = sorted(sums, key=lambda rate: (rate is None, -(rate or ZERO)))
    return [RowOfRate(rate, *sums[rate]) for rate in order]


def of_advance(amount: Decimal, day: date, rate: Decimal | None = None) -> RowOfRate:
    """The tax in an advance by the settlement rate (Tax Code art. 164, 4), rounded half up."""
    rate = standard_rate(day) if rate is None else rate
    return RowOfRate(rate, amount, round_to(amount * rate / (HUNDRED + rate), MONEY))
