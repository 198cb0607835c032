"""The arithmetic of paid lines: sums, discounts and VAT, exact to the last kopeck. Pure.

Rules: a line's sum is price × quantity × (1 − (manual + automatic)/100), rounded half up to
the minor digits of the currency; VAT is worked out from the rounded sum and rounded the
same way; a document is the sum of its lines. `amount` is what is payable for the line with
VAT inside, whatever the price means.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, ROUND_UP, Context, Decimal

from ...core.values import HUNDRED, ONE, ZERO

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


def turned(value: Decimal, vat_rate: Decimal | None, *, has_vat: bool, wants_vat: bool) -> Decimal:
    """A price with VAT made into one without, or the other way round; not rounded."""
    if has_vat == wants_vat or not vat_rate:
        return value
    with_tax = EXACT.add(ONE, EXACT.divide(vat_rate, HUNDRED))
    return EXACT.multiply(value, with_tax) if wants_vat else EXACT.divide(value, with_tax)


def marked_up(value: Decimal, percent: Decimal | None) -> Decimal:
    """A price with a percent added (taken away where negative); not rounded."""
    return EXACT.divide(EXACT.multiply(value, EXACT.add(HUNDRED, percent or ZERO)), HUNDRED)


def to_step(value: Decimal, step: Decimal, *, up: bool = False) -> Decimal:
    """A price rounded to a step (0.01, 0.5, 10 …): half up, or always up."""
    count = EXACT.divide(value, step).quantize(
        ONE, rounding=ROUND_UP if up else ROUND_HALF_UP, context=EXACT
    )
    return EXACT.multiply(count, step)


def half_up(value: Decimal, digits: int) -> Decimal:
    """A value rounded half up to so many decimals, however many digits it has."""
    return value.quantize(ONE.scaleb(-digits), context=EXACT)
