"""Which discounts a purchase earns: plain rules and plain rows in, percents and gifts out.

The one place where discounts are worked out, for the back office, REST and the till. Nothing
but the standard library is used, so that a till without a database and without a network
comes to the same result from the same rules.

The rules, in this order:

1. An offer holds where its days, hours, recipients and condition fit the purchase. Of its
   terms the nearest to the row counts: of the variant, of the item, of its price group, of
   everything. Terms of 0 % except the row from that offer.
2. Offers that hold for one row are combined by the policy. `largest`: the largest discount,
   and the largest mark-up apart from it; of equal ones the offer with the lower code. `sum`:
   all are added. `chain`: each takes its percent of what the one before has left, by code.
3. Discounts of a row, that given by hand among them, take no more than the lowest limit of
   the terms that hold, and never more than all: the last ones taken give way.
4. Gifts are earned beside the percents. They neither earn nor get other discounts.
"""

from collections.abc import Iterable, Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from operator import attrgetter

from .conditions import holds
from .nearest import Found, Known, by_target, nearest
from .terms import (
    ZERO,
    Gift,
    GiftRow,
    Granted,
    Key,
    Offer,
    Policy,
    Purchase,
    Result,
    Row,
    Share,
    Target,
)

EXACT = Context(prec=80, rounding=ROUND_HALF_UP)
ONE, ALL = Decimal(1), Decimal(100)
STEP = Decimal("0.0001")  # a percent is kept to so much
MOST_PASSED = 5  # offers that lost and are told

NOTHING = Granted()


def combine(
    offers: Iterable[Offer],
    purchase: Purchase,
    rows: Sequence[Row],
    policy: Policy = "largest",
) -> Result:
    """Work out the automatic discounts and gifts of a purchase.

    The result does not depend on the order of the offers, nor on how goods are spread over
    rows of one item.
    """
    counted, day = _Counted(rows), purchase.moment.date()
    holding = [one for one in offers if holds(one, purchase, counted.total)]
    holding.sort(key=lambda one: (one.code, one.id))
    percents = by_target([one for one in holding if one.gift is None], day)
    granting = _Granting(percents, counted, purchase, policy)
    granted = tuple(NOTHING if row.settled or row.gift else granting.of(row) for row in rows)
    gifts = [one for one in holding if one.gift is not None]
    return Result(granted, tuple(_gifts(gifts, rows, counted, purchase)))


class _Counted:
    """Quantities and the sum of a purchase, its gifts left out."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.items: dict[Key, Decimal] = {}
        self.variants: dict[Key, Decimal] = {}
        self.total = ZERO
        for row in rows:
            if row.gift:
                continue
            self.items[row.item] = self.items.get(row.item, ZERO) + row.quantity
            if row.variant:
                self.variants[row.variant] = self.variants.get(row.variant, ZERO) + row.quantity
            self.total += row.amount

    def quantity(self, row: Row, target: Target) -> Decimal:
        """How much of what the terms are for: of the variant alone where they are the variant's."""
        return self.variants[row.variant] if target[0] == "variant" else self.items[row.item]


Split = tuple[list[Found], list[Found]]
"""What is taken, and what has lost."""


class _Granting:
    """Works out the percents of rows; rows of the same goods are worked out once."""

    def __init__(
        self,
        percents: Known,
        counted: "_Counted",
        purchase: Purchase,
        policy: Policy,
    ) -> None:
        self.percents, self.counted, self.purchase = percents, counted, purchase
        self.combined = _POLICIES[policy]
        self.known: dict[tuple[Key, Key, Key], tuple[list[Share], list[Share], Decimal]] = {}
        self.shares: dict[tuple[Key, Decimal, Decimal | None], Share] = {}

    def of(self, row: Row) -> Granted:
        goods = (row.item, row.variant, row.group)
        if goods not in self.known:
            self.known[goods] = self._worked_out(row)
        taken, passed, limit = self.known[goods]
        if not taken:
            return NOTHING
        cut = _cut(taken, limit - row.manual)
        percent = sum((one.percent for one in cut), ZERO)
        was_cut = len(cut) != len(taken) or cut != taken
        return Granted(percent, tuple(cut), tuple(passed), limit if was_cut else None)

    def _worked_out(self, row: Row) -> tuple[list[Share], list[Share], Decimal]:
        """The discounts of a row before they are cut, those that lost, and its limit."""
        met = [
            one
            for one in nearest(row, self.percents)
            if one.least is None or self.counted.quantity(row, one.target) >= one.least
        ]
        limit = min((ALL, *(one.limit for one in met if one.limit is not None)))
        taken, lost = self.combined([one for one in met if one.percent])
        shown = lost[:MOST_PASSED]
        return [self._share(row, o) for o in taken], [self._share(row, o) for o in shown], limit

    def _share(self, row: Row, one: Found) -> Share:
        """What an offer gives; most rows are given the same."""
        offer = one.offer
        quantity = None if one.least is None else self.counted.quantity(row, one.target)
        key = (offer.id, one.percent, quantity)
        share = self.shares.get(key)
        if share is None:
            value = _value(offer, self.purchase, self.counted, quantity or ZERO)
            share = self.shares[key] = Share(offer.id, one.percent, offer.condition, value)
        return share


def _value(offer: Offer, purchase: Purchase, counted: _Counted, quantity: Decimal) -> str:
    """What has met the condition: told to whoever asks why."""
    met: dict[str, object] = {
        "quantity": quantity,
        "sum": counted.total,
        "payment": purchase.payment,
        "card": purchase.card,
        "accumulated": purchase.accumulated.get(offer.id, ZERO),
    }
    value = met.get(offer.condition, "")
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _largest(met: list[Found]) -> Split:
    """The largest discount and the largest mark-up; they come by code, so the first wins."""
    ranked = sorted(met, key=attrgetter("rank"))
    off = next((one for one in ranked if one.percent > ZERO), None)
    on = next((one for one in ranked if one.percent < ZERO), None)
    taken = [one for one in met if one is off or one is on]
    return taken, [one for one in ranked if one is not off and one is not on]


def _sum(met: list[Found]) -> Split:
    return met, []


def _chain(met: list[Found]) -> Split:
    """Each of what the one before has left; rounded so that the parts are the whole."""
    taken, left, before = [], ALL, ZERO
    for one in met:
        left = EXACT.divide(EXACT.multiply(left, ALL - one.percent), ALL)
        whole = (ALL - left).quantize(STEP, context=EXACT)
        if whole != before:  # after one that takes all, nothing is left for the others
            taken.append(one._replace(percent=whole - before))
        before = whole
    return taken, []


_POLICIES = {"largest": _largest, "sum": _sum, "chain": _chain}


def _cut(shares: list[Share], most: Decimal) -> list[Share]:
    """Discounts that take no more than `most` together: the last ones give way."""
    beyond = sum((one.percent for one in shares), ZERO) - max(most, ZERO)
    if beyond <= 0:
        return shares
    kept = list(shares)
    for place in reversed(range(len(kept))):
        one = kept[place]
        less = min(beyond, max(one.percent, ZERO))
        beyond -= less
        kept[place] = Share(one.offer, one.percent - less, one.condition, one.value)
    return [one for one in kept if one.percent]


def _gifts(
    offers: Iterable[Offer], rows: Sequence[Row], counted: _Counted, purchase: Purchase
) -> Iterable[GiftRow]:
    """The gifts of each offer: for each item that has earned it, or one for the whole."""
    for offer in offers:
        earned: set[tuple[Key, Key]] = set()
        known = by_target([offer], purchase.moment.date())
        for row in rows:
            if row.gift or row.settled:
                continue
            for one in nearest(row, known):
                of = (row.item, row.variant if one.target[0] == "variant" else "")
                if one.percent <= 0 or of in earned:
                    continue
                measure = counted.quantity(row, one.target)
                if offer.condition != "quantity":
                    measure = counted.total
                    if earned:
                        continue
                earned.add(of)
                times = _times(offer, measure)
                if times:
                    value = _value(offer, purchase, counted, measure)
                    yield _gift(offer, row, one.percent, times, value)


def _times(offer: Offer, measure: Decimal) -> Decimal:
    """How many times a gift is earned."""
    if offer.condition not in ("quantity", "sum") or offer.threshold <= 0:
        return ONE
    times = EXACT.divide(measure, offer.threshold).to_integral_value(ROUND_FLOOR)
    return times if _given(offer).repeats else min(times, ONE)


def _given(offer: Offer) -> Gift:
    assert offer.gift is not None  # noqa: S101 -- asked for offers that give goods alone
    return offer.gift


def _gift(offer: Offer, row: Row, percent: Decimal, times: Decimal, value: str) -> GiftRow:
    gift = _given(offer)
    return GiftRow(
        offer.id,
        gift.item or row.item,
        (gift.variant or "") if gift.item else row.variant,
        gift.quantity * times,
        min(percent, ALL),
        offer.condition,
        value,
    )
