"""Where a looked-up price comes from: the fact behind it, and the price types it has passed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ...core import Document, Texts, Work
from ...core.access.sight import house_view
from ...core.posting.readings import Where, latest
from .documents import PriceSetting
from .models import ItemPrice, PriceType
from .prices import Priced, price_at, rules_up

_ = Texts(__package__)


@dataclass(frozen=True)
class Source:
    """Why a price is what it is.

    Attributes:
        price: as it is looked up, in the terms that were asked for.
        types: from the price type whose prices are entered or kept to the one asked for.
        entered: the price of a base unit that stands in the register.
        since: from when it holds.
        document: the paper that has set it; None where it came without one.
    """

    price: Decimal
    types: tuple[PriceType, ...]
    entered: Decimal
    since: datetime
    document: Document | None


def sources_at(
    work: Work, price_type: UUID, wanted: Collection[Priced], moment: datetime, **terms: Any
) -> dict[Priced, Source]:
    """As `price_at`, with where each price comes from; the questions do not grow with the items.

    Raises:
        Forbidden: for whoever may not see prices.
        NoRate, UnknownUnit: as `price_at`.
    """
    work.access.require("item_price.read")
    work.access.require_seen(ItemPrice.kind, "price")
    prices = price_at(work, price_type, wanted, moment, **terms)
    with house_view(work.session):
        rules = rules_up(work, price_type)
        types = tuple(work.session.get_one(PriceType, rule.id) for rule in rules)
        facts = _facts(work, rules[0].id, {one.item_id for one in prices}, moment)
        papers = _papers(work, {row["recorder"] for row in facts.values()})
    found: dict[Priced, Source] = {}
    for one, price in prices.items():
        own = facts.get((one.item_id, one.variant_id))
        row = own if own and own["price"] else facts[one.item_id, None]
        paper = papers.get(row["recorder"])
        found[one] = Source(price, types, row["price"], row["moment"], paper)
    return found


Facts = dict[tuple[UUID, UUID | None], Mapping[str, Any]]


def _facts(work: Work, price_type: UUID, items: Collection[UUID], moment: datetime) -> Facts:
    if not items:
        return {}
    where: Where = {"price_type": price_type, "item": sorted(items)}
    rows = latest(work.as_house(), ItemPrice, at=moment, where=where)
    return {(row["item"], row["variant"]): row for row in rows}


def _papers(work: Work, recorders: Collection[UUID]) -> dict[UUID, Document]:
    asked = select(PriceSetting).where(PriceSetting.id.in_(recorders))
    return {one.id: one for one in work.session.scalars(asked)} if recorders else {}
