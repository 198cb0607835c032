"""Prices at a moment: looked up, followed from type to type, turned into unit and currency.

The rules: the price of the variant, else of the item without one; the last at or before the
moment; currency by the day's rate, unit by its factor, VAT as asked; rounded last. A price
that was entered and needs none of these is answered as it was entered.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from ...core import Texts, Work
from ...core.access.sight import house_view
from ...core.posting.readings import Where, latest_plain
from ...core.values import ONE
from ..currencies import Currency, rates_at
from ..items import Factors, Item, factors, items_by_key, unknown_unit
from .arithmetic import Number, half_up, turned
from .models import ItemPrice, PriceType
from .rules import Range, Rule, exchanged, kept

_ = Texts(__package__)

DEEPEST = 10  # price types that follow one from another
AT_ONCE = 5000


@dataclass(frozen=True)
class Priced:
    """What a price is wanted for; without `unit_id`, for a base unit."""

    item_id: UUID
    variant_id: UUID | None = None
    unit_id: UUID | None = None


def price_at(
    work: Work,
    price_type: UUID,
    wanted: Iterable[Priced],
    moment: datetime,
    *,
    currency_id: UUID | None = None,
    includes_vat: bool | None = None,
) -> dict[Priced, Decimal]:
    """The prices of many items at a moment, with a bounded number of questions.

    Whoever may use a price type in a document gets its prices, whatever he may look at.

    Args:
        work: the unit of work.
        price_type: by which prices.
        wanted: items, with their variants and units.
        moment: the last price at or before it holds.
        currency_id: of the answer; None for that of the price type.
        includes_vat: whether the answer has VAT inside; None for as in the price type.

    Returns:
        a price for each that has one; the others are left out.

    Raises:
        NoRate: where a currency has no rate by then.
        UnknownUnit: where an item is not traded in a unit.
    """
    asked = set(wanted)
    if not asked:
        return {}
    with house_view(work.session):
        chain = rules_up(work, price_type)
        found = _facts(work, chain[0].id, {one.item_id for one in asked}, moment)
        end = _End(
            work,
            chain,
            asked,
            moment=moment,
            currency_id=currency_id,
            includes_vat=includes_vat,
        )
    answers = ((one, end.price(one, found)) for one in asked)
    return {one: price for one, price in answers if price}


def rule_of(one: PriceType) -> Rule:
    """What is worked with of a price type."""
    return Rule(
        one.id,
        one.currency_id,
        one.includes_vat,
        one.method,
        one.percent,
        one.stored or one.method == "base",
        one.rounding,
        one.rounds_up,
        ranges_of(one) if one.method == "ranges" else (),
    )


def ranges_of(one: PriceType) -> tuple[Range, ...]:
    """The ranges of a price type."""
    return tuple(Range(row.up_to, row.percent, row.price) for row in one.ranges)


def rules_up(work: Work, price_type: UUID) -> list[Rule]:
    """The types from the one whose prices stand in the register down to the one asked for."""
    rules: list[Rule] = []
    key: UUID | None = price_type
    while key is not None and len(rules) < DEEPEST:
        one = work.session.get_one(PriceType, key)
        rules.insert(0, rule_of(one))
        key = None if rules[0].stored else one.base_id
    return rules


def priced_goods(work: Work, price_type: UUID, moment: datetime) -> list[Priced]:
    """What has a price of a type at a moment, or has one it follows from; zeros count."""
    with house_view(work.session):
        source = rules_up(work, price_type)[0].id
    where: Where = {"price_type": source}
    rows = latest_plain(work.as_house(), ItemPrice, at=moment, where=where)
    return [Priced(item, variant if variant.int else None) for _type, item, variant, _p in rows]


Facts = Mapping[tuple[UUID, UUID | None], Decimal]


def _facts(work: Work, price_type: UUID, items: Collection[UUID], moment: datetime) -> Facts:
    found = {}
    keys = sorted(items)
    for start in range(0, len(keys), AT_ONCE):
        where: Where = {"price_type": price_type, "item": keys[start : start + AT_ONCE]}
        rows = latest_plain(work.as_house(), ItemPrice, at=moment, where=where)
        for _type, item, variant, price in rows:
            found[item, variant if variant.int else None] = price
    return found


class _End:
    """Everything it takes to bring prices of the register to the form that was asked for."""

    def __init__(
        self,
        work: Work,
        chain: list[Rule],
        asked: Collection[Priced],
        *,
        moment: datetime,
        currency_id: UUID | None,
        includes_vat: bool | None,
    ) -> None:
        self.chain, self.last = chain, chain[-1]
        self.currency_id = currency_id or self.last.currency_id
        self.includes_vat = self.last.includes_vat if includes_vat is None else includes_vat
        currencies = {self.currency_id, *(one.currency_id for one in chain)}
        self.rates = rates_at(work, currencies, moment) if len(currencies) > 1 else {}
        self.items = items_by_key(work, {one.item_id for one in asked})
        self.factors = self._factors(work, asked)
        foreign = self.currency_id != self.last.currency_id
        self.digits = _minor_digits(work, self.currency_id) if foreign else None

    def price(self, wanted: Priced, facts: Facts) -> Decimal | None:
        """The price of one item; None or zero where it has none."""
        item = self.items.get(wanted.item_id)
        known = facts.get((wanted.item_id, wanted.variant_id))
        value: Number | None = known or facts.get((wanted.item_id, None))
        if not value or item is None:
            return None
        source = self.chain[0]
        for n, rule in enumerate(self.chain[1:], start=1):
            # What people see of one type is what the next one follows from.
            before = source.rounded(value) if n > 1 else value
            value = rule.of(before, source, self._rates(rule, source), item.vat_rate)
            if value is None:
                return None
            source = rule
        return self._finished(wanted, item, value)

    def _finished(self, wanted: Priced, item: Item, value: Number) -> Decimal:
        factor = self._factor(wanted, item)
        final = value if factor == ONE else Fraction(value) * Fraction(factor)
        if self.digits is not None:
            rates = self.rates
            final = exchanged(final, rates[self.last.currency_id], rates[self.currency_id])
        final = turned(
            final,
            item.vat_rate,
            has_vat=self.last.includes_vat,
            wants_vat=self.includes_vat,
        )
        if self.digits is not None:
            return half_up(final, self.digits)
        entered = len(self.chain) == 1 and final == value
        return kept(final) if entered else self.last.rounded(final)

    def _factors(self, work: Work, asked: Collection[Priced]) -> Factors:
        """Of the items that are wanted in another unit than their base unit; mostly of none."""
        named = [(one, self.items.get(one.item_id)) for one in asked if one.unit_id]
        other = {item.id: item for one, item in named if item and one.unit_id != item.unit_id}
        return factors(work, list(other.values())) if other else {}

    def _factor(self, wanted: Priced, item: Item) -> Decimal:
        if wanted.unit_id in (None, item.unit_id):
            return ONE
        factor = self.factors.get((item.id, wanted.unit_id))
        if factor is None:
            raise unknown_unit(item)
        return factor

    def _rates(self, rule: Rule, source: Rule) -> Mapping[UUID, Decimal]:
        return self.rates or {rule.currency_id: ONE, source.currency_id: ONE}


def _minor_digits(work: Work, currency_id: UUID) -> int:
    currency = work.session.get(Currency, currency_id)
    return currency.minor_digits if currency else 2
