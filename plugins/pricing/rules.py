"""How one price follows from another. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from ...core.values import DIGITS, ZERO
from .arithmetic import Number, half_up, marked_up, to_step, turned


@dataclass(frozen=True)
class Range:
    """Up to and including `up_to` (None: whatever is above) a percent, or a price."""

    up_to: Decimal | None
    percent: Decimal | None = None
    price: Decimal | None = None


@dataclass(frozen=True)
class Rule:
    """What is known of a price type when prices are worked out.

    Attributes:
        id, currency_id, includes_vat, method, percent: as in the price type.
        stored: prices of it stand in the register.
        step, up: rounding.
        ranges: of the method `ranges`.
    """

    id: UUID
    currency_id: UUID
    includes_vat: bool = True
    method: str = "base"
    percent: Decimal | None = None
    stored: bool = True
    step: Decimal = Decimal("0.01")
    up: bool = False
    ranges: tuple[Range, ...] = ()

    def of(
        self,
        value: Number,
        source: "Rule",
        rates: Mapping[UUID, Decimal],
        vat_rate: Decimal | None,
    ) -> Number | None:
        """The price that follows from the price `value` of `source`, exact.

        None where no range takes it.
        """
        value = exchanged(value, rates[source.currency_id], rates[self.currency_id])
        value = turned(value, vat_rate, has_vat=source.includes_vat, wants_vat=self.includes_vat)
        if self.method == "ranges":
            return by_ranges(value, self.ranges)
        return marked_up(value, self.percent)

    def rounded(self, value: Number) -> Decimal:
        """A price rounded to the step of the type."""
        return kept(to_step(value, self.step, up=self.up))


def exchanged(value: Number, source: Decimal, target: Decimal) -> Number:
    """A sum of one currency in another, exact; both rates are in the base currency."""
    return value if source == target else Fraction(value) * Fraction(source) / Fraction(target)


def by_ranges(value: Number, ranges: tuple[Range, ...]) -> Number | None:
    """The price of the lowest range that takes the value; None where none does."""
    for one in sorted(ranges, key=lambda one: (one.up_to is None, one.up_to or ZERO)):
        if one.up_to is None or value <= one.up_to:
            return marked_up(value, one.percent) if one.price is None else one.price
    return None


def kept(value: Number) -> Decimal:
    """A price with the decimals that are kept."""
    return half_up(value, DIGITS["price"])


def from_gross(value: Decimal, vat_rate: Decimal | None, includes_vat: bool) -> Decimal:
    """A price with VAT inside as a paper wants it, with the decimals that are kept."""
    return kept(turned(value, vat_rate, has_vat=True, wants_vat=includes_vat))
