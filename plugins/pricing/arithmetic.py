"""The arithmetic of paid lines: sums, discounts and VAT, exact to the last kopeck. Pure.

Rules: a line's sum is price × quantity × (1 − (manual + automatic)/100), rounded half up to
the minor digits of the currency; VAT is worked out from the rounded sum and rounded the
same way; a document is the sum of its lines. `amount` is what is payable for the line with
VAT inside, whatever the price means.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from ...core.values import HUNDRED, ONE, ZERO

Number = Decimal | Fraction
"""A price on its way: what was divided is a fraction until it is rounded. A third of a kopeck
that is cut off, wherever it is, makes another kopeck where the exact price lies between two."""

EXACT = Context(prec=80, rounding=ROUND_HALF_UP)
"""Wide enough for the product of a price, a quantity and a percent with nothing lost."""


@dataclass(frozen=True, slots=True)
class LineSum:
    """What a line comes to, in the currency of its document.

    Attributes:
        amount: payable, VAT inside.
        vat_amount: the VAT in it.
        discount_amount: how much less than without discounts; negative for a mark-up.
    """

    amount: Decimal
    vat_amount: Decimal
    discount_amount: Decimal


def line_sum(
    price: Decimal,
    quantity: Decimal,
    *,
    discount: Decimal = ZERO,
    auto_discount: Decimal = ZERO,
    vat_rate: Decimal | None = None,
    includes_vat: bool = True,
    digits: int = 2,
) -> LineSum:
    """Work out a line.

    Args:
        price: of one unit, before discounts.
        quantity: in the unit of the price.
        discount: percent given by hand.
        auto_discount: percent given by a rule; the two are added.
        vat_rate: percent; None where the item bears no VAT.
        includes_vat: whether `price` has VAT inside.
        digits: minor digits of the currency.
    """
    full = EXACT.multiply(price, quantity)
    rest = EXACT.subtract(HUNDRED, EXACT.add(discount, auto_discount))
    amount, vat = with_vat(
        EXACT.divide(EXACT.multiply(full, rest), HUNDRED), vat_rate, includes_vat, digits
    )
    if rest == HUNDRED:
        return LineSum(amount, vat, ZERO)
    whole, _vat = with_vat(full, vat_rate, includes_vat, digits)
    return LineSum(amount, vat, whole - amount)


def with_vat(
    value: Decimal, vat_rate: Decimal | None, includes_vat: bool, digits: int
) -> tuple[Decimal, Decimal]:
    """A sum with VAT inside and that VAT, both rounded; `value` may be without VAT."""
    rounded = half_up(value, digits)
    if not vat_rate:
        return rounded, ZERO
    product = EXACT.multiply(rounded, vat_rate)
    if includes_vat:
        return rounded, half_up(EXACT.divide(product, HUNDRED + vat_rate), digits)
    vat = half_up(EXACT.divide(product, HUNDRED), digits)
    return rounded + vat, vat


def turned(value: Number, vat_rate: Decimal | None, *, has_vat: bool, wants_vat: bool) -> Number:
    """A price with VAT made into one without, or the other way round; exact."""
    if has_vat == wants_vat or not vat_rate:
        return value
    with_tax = Fraction(HUNDRED + vat_rate) / 100
    return Fraction(value) * with_tax if wants_vat else Fraction(value) / with_tax


def marked_up(value: Number, percent: Decimal | None) -> Fraction:
    """A price with a percent added (taken away where negative); exact."""
    return Fraction(value) * Fraction(HUNDRED + (percent or ZERO)) / 100


def to_step(value: Number, step: Decimal, *, up: bool = False) -> Decimal:
    """A price rounded to a step (0.01, 0.5, 10 …): half up, or always up (away from zero)."""
    count, rest = divmod(abs(Fraction(value)) / Fraction(step), 1)
    if rest and (up or 2 * rest >= 1):
        count += 1
    return EXACT.multiply(Decimal(-count if value < 0 else count), step)


def half_up(value: Number, digits: int) -> Decimal:
    """A value rounded half up to so many decimals, however many digits it has."""
    unit = ONE.scaleb(-digits)
    return (
        value.quantize(unit, context=EXACT) if isinstance(value, Decimal) else to_step(value, unit)
    )
