"""Price types filled in, prices that follow when another is set, what every base has."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ...core import Invalid, Movement, Record, Texts, Work, settled_id
from ...core.access.sight import house_view
from ...core.posting.posting import Posting
from ...core.records.write import save
from ...core.values import ONE, ZERO
from ..currencies import base_currency, rates_at
from ..items import items_by_key
from .documents import PriceSetting
from .models import ItemPrice, PriceType
from .prices import DEEPEST, rule_of
from .rules import Rule

_ = Texts(__package__)

RETAIL = "retail"


POLICIES = ("largest", "sum", "chain")


def require_settings(values: Mapping[str, Any]) -> None:
    """Go on only with settings that can be used.

    Raises:
        Invalid: naming the setting and what it may be.
    """
    if values["combining"] not in POLICIES:
        raise Invalid(
            _("“{value}” is no way of combining discounts", value=values["combining"]),
            path="combining",
            remedy=_("Choose one of: {names}", names=", ".join(POLICIES)),
        )
    try:
        ZoneInfo(values["timezone"] or "UTC")  # left out, it is that of the company
    except (ValueError, OSError) as why:
        raise Invalid(
            _("There is no time zone “{value}”", value=values["timezone"]), path="timezone"
        ) from why


def fill(work: Work, record: Record) -> None:
    """A price type is in the currency of the one it follows from, else in the base currency."""
    if isinstance(record, PriceType):
        one: Any = record
        if one.currency_id is None:
            other = work.session.get(PriceType, one.base_id) if one.base_id else None
            one.currency_id = other.currency_id if other else base_currency(work)


def install(work: Work) -> None:
    """Put in the retail price, so that a new base has a price to enter."""
    if work.session.scalar(select(PriceType.id).limit(1)) is None:
        name = _("Retail price").into(work.language)
        key = settled_id("price_type", RETAIL)
        save(work, "price_type", {"id": key, "code": RETAIL, "name": name})


def following(posting: Posting) -> list[Movement]:
    """Prices of the kept types that follow from those a document sets."""
    document = posting.document
    if not isinstance(document, PriceSetting):
        return []
    with house_view(posting.work.session):
        return list(_Following(posting.work, document).movements())


class _Following:
    """Walks from the type of a document down to all types that follow from it."""

    def __init__(self, work: Work, document: PriceSetting) -> None:
        self.document = document
        source = work.session.get_one(PriceType, document.price_type_id)
        self.below = _below(work, source)
        self.source = rule_of(source)
        rules = [self.source, *(rule for _above, rule in self.below)]
        currencies = {rule.currency_id for rule in rules}
        one = len(currencies) == 1
        self.rates = dict.fromkeys(currencies, ONE) if one else None
        if self.below and self.rates is None:
            self.rates = dict(rates_at(work, currencies, document.moment))
        lines = document.lines if self.below else []
        self.items = items_by_key(work, {line.item_id for line in lines})

    def movements(self) -> Iterator[Movement]:
        """One price for each line and each kept type; zero where no range takes it."""
        if not self.below or self.rates is None:
            return
        for line in self.document.lines:
            prices: dict[UUID, Decimal | None] = {self.source.id: line.base_price or None}
            vat_rate = self.items[line.item_id].vat_rate
            for above, rule in self.below:
                value = prices[above.id]
                made = None if value is None else rule.of(value, above, self.rates, vat_rate)
                prices[rule.id] = None if made is None else rule.rounded(made)
                if rule.stored:
                    yield ItemPrice.record(
                        price_type=rule.id,
                        item=line.item_id,
                        variant=line.variant_id,
                        price=prices[rule.id] or ZERO,
                    )


def _below(work: Work, source: PriceType) -> list[tuple[Rule, Rule]]:
    """The types that follow from a type, each with the one it follows from; parents first."""
    found: list[tuple[Rule, Rule]] = []
    level = [rule_of(source)]
    for _step in range(DEEPEST):
        above = {rule.id: rule for rule in level}
        asked = (
            select(PriceType)
            .where(PriceType.base_id.in_(above), PriceType.method != "base", ~PriceType.deleted)
            .options(selectinload(PriceType.ranges))
            .order_by(PriceType.code)
        )
        types = work.session.scalars(asked).all()
        if not types:
            break
        pairs = [(above[one.base_id], rule_of(one)) for one in types if one.base_id]
        found += pairs
        level = [rule for _above, rule in pairs]
    return found
