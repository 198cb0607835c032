"""Which terms count for a row: those nearest to it, of each offer. Pure, as `terms`."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from .terms import EVERYTHING, Offer, Row, Target


class Found(NamedTuple):
    """Terms of an offer that holds, as they are weighed against others.

    Attributes:
        offer, target, percent, limit: whose they are, what for, and what they say.
        least: how much of the goods is asked for; None where quantities do not matter.
        rank: by size, the largest percent first; such numbers are sorted faster than decimals.
    """

    offer: Offer
    target: Target
    percent: Decimal
    limit: Decimal | None
    least: Decimal | None
    rank: int


Known = Mapping[Target, Mapping[int, Found]]
"""Terms by what they are for, and by the place of their offer in the order of codes."""


def by_target(offers: Sequence[Offer], day: date) -> Known:
    """The terms of offers that hold on a day."""
    ranks = _ranks(terms.percent for one in offers for terms in one.terms.values())
    found: dict[Target, dict[int, Found]] = {}
    for place, one in enumerate(offers):
        least = one.threshold if one.condition == "quantity" else None
        for target, terms in one.terms.items():
            if terms.until is None or day <= terms.until:
                percent = terms.percent
                told = Found(one, target, percent, terms.limit, least, ranks[percent])
                found.setdefault(target, {})[place] = told
    return found


def _ranks(percents: Iterable[Decimal]) -> dict[Decimal, int]:
    """The place of each percent by size, the largest first; up or down is the same."""
    different = set(percents)
    sizes = sorted({abs(one) for one in different}, reverse=True)
    ranks = {size: rank for rank, size in enumerate(sizes)}
    return {one: ranks[abs(one)] for one in different}


def _targets(row: Row) -> Iterable[Target]:
    """What the terms for a row may be for, the nearest last."""
    yield EVERYTHING
    if row.group:
        yield "group", row.group
    yield "item", row.item
    if row.variant:
        yield "variant", row.variant


def nearest(row: Row, known: Known) -> list[Found]:
    """Of each offer the terms nearest to the row, by code."""
    found: dict[int, Found] = {}
    for target in _targets(row):
        if target in known:
            found.update(known[target])
    return [found[place] for place in sorted(found)]
