"""Values of the trade: exact numbers, money that knows its currency, periods.

Numbers never pass through a float. `exact()` is the only door for numbers that come
from outside: it takes digits, one sign and one point, and nothing else (no exponent,
no NaN, no underscore, no digits of other scripts), so a hostile or broken file can not
smuggle in what `Decimal()` would accept.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Annotated

Amount = Annotated[Decimal, "amount"]
"""A sum of money in the currency that stands beside it; four decimals are kept."""
Quantity = Annotated[Decimal, "quantity"]
"""A count or measure in the base unit of the item; six decimals are kept."""
Price = Annotated[Decimal, "price"]
"""Money for one unit; six decimals are kept."""
Rate = Annotated[Decimal, "rate"]
"""How much of one currency another is worth; eight decimals are kept."""
Percent = Annotated[Decimal, "percent"]
"""Hundredths; four decimals are kept."""

DIGITS = {"amount": 4, "quantity": 6, "price": 6, "rate": 8, "percent": 4}
"""Decimals kept for each exact type, in Python and in the database."""

WIDEST = 18  # a scaled BIGINT holds 18 decimal digits whatever they are

ZERO = Decimal(0)
ONE = Decimal(1)
HUNDRED = Decimal(100)

_NUMBER = re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]{1,12})?")
_SPACES = re.compile(r"[ \u00a0\u202f\u2009']")


class NotANumber(ValueError):
    """The text is not a plain decimal number, or has more digits than are kept."""


def exact(given: object, kind: str = "amount") -> Decimal:
    """Read a number that comes from outside.

    Args:
        given: a text of digits, an int or a Decimal; never a float.
        kind: which exact type it is for; its decimals and width bound the number.

    Raises:
        NotANumber: for anything else, and for digits that would be lost.
    """
    if isinstance(given, bool) or not isinstance(given, str | int | Decimal):
        raise NotANumber(repr(given)[:40])
    if isinstance(given, Decimal) and given.is_finite():
        given = f"{given:f}"
    if not _NUMBER.fullmatch(str(given)):
        raise NotANumber(str(given)[:40])
    value = Decimal(given)
    kept = DIGITS[kind]
    if round_to(value, kept) != value or value.adjusted() + kept >= WIDEST:
        raise NotANumber(str(given)[:40])
    return value


def typed_by_hand(text: str, kind: str = "amount") -> Decimal:
    """Read a number as people write it: `1 234,50`, `1 234.50`, `-0,5`.

    Raises:
        NotANumber: when it is not one number.
    """
    plain = _SPACES.sub("", text.strip()).replace("\N{MINUS SIGN}", "-").replace(",", ".")
    return exact(plain, kind)


def round_to(value: Decimal, digits: int) -> Decimal:
    """Round half up, as bookkeeping does (0.005 → 0.01)."""
    return value.quantize(_parts(digits), rounding=ROUND_HALF_UP)


@cache
def _parts(digits: int) -> Decimal:
    return Decimal(1).scaleb(-digits)


def plain(value: Decimal, least: int = 0) -> str:
    """Write a number for machines: no exponent, no idle zeros, at least `least` decimals."""
    whole, _, part = f"{value:f}".partition(".")
    part = part.rstrip("0").ljust(least, "0")
    text = f"{whole}.{part}" if part else whole
    return "0" if text == "-0" else text


@dataclass(frozen=True, slots=True)
class Money:
    """A sum that knows its currency; sums in two currencies never mix.

    Raises:
        ValueError: on arithmetic between currencies; that is a defect, not a refusal.
    """

    amount: Decimal
    currency: str

    def _same(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise ValueError(f"cannot mix {other.currency} with {self.currency}")

    def __add__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(self.amount - other.amount, self.currency)

    def __mul__(self, times: Decimal | int) -> "Money":
        return Money(self.amount * times, self.currency)

    def rounded(self, digits: int = 2) -> "Money":
        """The sum in whole minor units (kopecks)."""
        return Money(round_to(self.amount, digits), self.currency)


def share(total: Decimal, weights: list[Decimal], digits: int = 2) -> list[Decimal]:
    """Split `total` in proportion to `weights` so that the parts add up to it exactly.

    Each part is rounded to `digits`; what rounding leaves goes to the largest weight.
    """
    whole = sum(weights, ZERO)
    if not weights or whole == 0:
        raise ValueError("nothing to share by")
    parts = [round_to(total * weight / whole, digits) for weight in weights]
    largest = max(range(len(weights)), key=lambda n: weights[n])
    parts[largest] += total - sum(parts, ZERO)
    return parts


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time from `start` up to but not including `end`; both are UTC moments."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None or self.end < self.start:
            raise ValueError("a period needs two zoned moments in order")

    def __contains__(self, moment: datetime) -> bool:
        return self.start <= moment < self.end


def month_of(moment: datetime) -> date:
    """The first day (UTC) of the month in which `moment` falls: the key of month totals."""
    return moment.astimezone(UTC).date().replace(day=1)


def next_month(month: date) -> date:
    """The first day of the month after `month`."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def start_of(day: date) -> datetime:
    """The UTC moment at which `day` begins."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def days(first: date, last: date) -> Iterator[date]:
    """Every day from `first` to `last`, both included."""
    for n in range((last - first).days + 1):
        yield first + timedelta(days=n)
