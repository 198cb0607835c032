"""Who brings what is to be bought: the last prices of suppliers, and how soon they bring."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ...core import Work
from ...core.posting.readings import latest
from ...core.values import ZERO
from ..currencies import rates_at
from ..parties import Party
from ..purchasing import SupplierPrices
from .demand import Goods
from .models import SupplierTerms

NEVER = 10**6


@dataclass(frozen=True)
class Offer:
    """What a supplier takes for a base unit, and how soon he brings it.

    Attributes:
        party: the supplier.
        name: his.
        price: in the base currency, to compare by.
        days: until goods come; None where nobody knows.
    """

    party: UUID
    name: str
    price: Decimal
    days: int | None


def offers(work: Work, organisation: UUID, goods: Collection[Goods]) -> dict[Goods, list[Offer]]:
    """Offers for each good, the cheapest first, of equal ones the soonest.

    Raises:
        Forbidden: for whoever may not see prices of suppliers.
        NoRate: where a price stands in a currency without a rate.
    """
    where: dict[str, Any] = {
        "organisation": [organisation, None],
        "item": sorted({item for item, _variant in goods}),
    }
    rows = latest(work, SupplierPrices, where=where)
    rows.sort(key=lambda row: (row["moment"], row["recorder"]))
    last = {(row["item"], row["variant"], row["party"]): row for row in rows}
    rates = rates_at(work, {row["currency"] for row in last.values()}, work.clock.now())
    known = _suppliers(work, {key[2] for key in last})
    by_item: dict[UUID, list[tuple[UUID | None, UUID, Any]]] = {}
    for (item, form, party), row in last.items():
        by_item.setdefault(item, []).append((form, party, row))
    found: dict[Goods, list[Offer]] = {}
    for item, variant in goods:
        those: dict[UUID, Offer] = {}
        for form, party, row in by_item.get(item, ()):
            if form not in (None, variant) or party not in known:
                continue
            if row["price"] > ZERO and (party not in those or form is not None):
                price = row["price"] * rates[row["currency"]]
                those[party] = Offer(party, known[party][0], price, known[party][1])
        found[item, variant] = sorted(those.values(), key=_best)
    return found


def _best(one: Offer) -> tuple[Any, ...]:
    return (one.price, NEVER if one.days is None else one.days, one.name)


def _suppliers(work: Work, keys: Collection[UUID]) -> dict[UUID, tuple[str, int | None]]:
    asked = (
        select(Party.id, Party.name, SupplierTerms.lead_days)
        .outerjoin(SupplierTerms, SupplierTerms.id == Party.id)
        .where(Party.id.in_(list(keys)), ~Party.deleted)
    )
    return {key: (name, days) for key, name, days in work.session.execute(asked)}
