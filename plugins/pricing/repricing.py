"""Many prices changed at once: goods chosen, new prices proposed, types that follow worked out.

Prices are proposed from what holds now, from another price type, from a supplier's prices or
from a receipt, plus or minus a percent, rounded as the type says. Types that follow and are kept
stand in the same table and are worked out from the new prices they follow from. Purchases
belong to a plugin that may be off, so they are reached by the kinds of the house.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ...core import Texts, Work
from ...core.records.trees import inside
from ...core.values import ONE, ZERO
from ..currencies import rates_at
from ..items import Item, ItemGroup, Variant, items_by_key
from .arithmetic import Number, marked_up, turned
from .comparing import change
from .errors import WrongPrices
from .models import PriceType
from .offered import purchase_prices
from .prices import Priced, price_at, priced_goods, rule_of
from .rules import Rule, exchanged

_ = Texts(__package__)

MOST = 300  # rows of goods on one page
SOURCES = {
    "kept": _("The prices that hold"),
    "type": _("Another price type"),
    "supplier": _("Prices of a supplier"),
    "receipt": _("A receipt of goods"),
}


@dataclass(frozen=True)
class Asked:
    """What is to be changed, and from what.

    Attributes:
        types: keys of the price types that get a column.
        moment: from when the new prices hold.
        source: one of `SOURCES`.
        group: only goods of this group, and of those inside it.
        of: the price type, the supplier or the receipt, as the source says.
        percent: on top of what the source says; negative takes away.
        most: rows of goods worked on at once.
    """

    types: Sequence[UUID]
    moment: datetime
    source: str = "kept"
    group: UUID | None = None
    of: UUID | None = None
    percent: Decimal = ZERO
    most: int = MOST


@dataclass
class NewPrice:
    """A price beside the one that holds; `new` is None where nothing is to be set."""

    old: Decimal | None
    new: Decimal | None

    @property
    def percent(self) -> Decimal | None:
        """By how many percent it changes."""
        return change(self.old, self.new)


@dataclass
class GoodsRow:
    """Goods with their prices, by the key of the type."""

    item: Item
    variant: Variant | None
    prices: dict[UUID, NewPrice] = field(default_factory=dict)

    @property
    def key(self) -> Priced:
        """What its prices are for."""
        return Priced(self.item.id, self.variant.id if self.variant else None)


@dataclass
class Change:
    """The table: types across, goods down; `more` goods were left out."""

    types: Sequence[PriceType]
    rows: list[GoodsRow]
    more: int = 0


def settable_types(work: Work) -> Sequence[PriceType]:
    """The price types whose prices stand in documents, those entered first."""
    asked = (
        select(PriceType)
        .where(~PriceType.deleted, (PriceType.method == "base") | PriceType.stored)
        .options(selectinload(PriceType.ranges))
        .order_by(PriceType.method != "base", PriceType.code)
    )
    return work.session.scalars(asked).all()


def every_type(work: Work) -> Sequence[PriceType]:
    """All price types, those too that are worked out when they are read."""
    asked = select(PriceType).where(~PriceType.deleted).order_by(PriceType.code)
    return work.session.scalars(asked).all()


def proposed(work: Work, asked: Asked) -> Change:
    """The table of goods with the prices that hold and those that are proposed.

    Raises:
        Forbidden: for whoever may not see prices.
        WrongPrices: where nothing says what to start from.
        NoRate: where a currency has no rate by then.
    """
    table = held(work, asked, _start(work, asked))
    names = {one.id for one in table.types}
    first = [one for one in table.types if one.base_id not in names]
    for one in first:
        _propose(work, asked, table, one)
    follow(work, table, asked.moment)
    return table


def held(work: Work, asked: Asked, goods: Iterable[Priced]) -> Change:
    """Goods with the prices that hold for them; a bounded number of questions for each type.

    Raises:
        Forbidden: for whoever may not see prices.
    """
    work.access.require("item_price.read")
    work.access.require_seen("item_price", "price")
    types = [one for one in settable_types(work) if one.id in asked.types]
    rows, more = _rows(work, asked, goods)
    table = Change(types, rows, more)
    for one in types:
        old = price_at(work, one.id, [row.key for row in rows], asked.moment)
        for row in rows:
            row.prices[one.id] = NewPrice(old.get(row.key), None)
    return table


def _rows(work: Work, asked: Asked, goods: Iterable[Priced]) -> tuple[list[GoodsRow], int]:
    wanted = set(goods)
    items = items_by_key(work, {one.item_id for one in wanted})
    if asked.group is not None:
        folders = set(inside(work, ItemGroup, asked.group))
        items = {key: one for key, one in items.items() if one.group_id in folders}
    keys = {one.variant_id for one in wanted if one.variant_id}
    named = work.session.scalars(select(Variant).where(Variant.id.in_(keys))) if keys else ()
    variants = {one.id: one for one in named}
    rows = [
        GoodsRow(items[one.item_id], variants.get(one.variant_id) if one.variant_id else None)
        for one in wanted
        if one.item_id in items and not items[one.item_id].deleted
    ]
    rows.sort(key=_order)
    return rows[: asked.most], max(0, len(rows) - asked.most)


def _order(row: GoodsRow) -> tuple[str, UUID, str]:
    return row.item.name_key, row.item.id, row.variant.name_key if row.variant else ""


def _start(work: Work, asked: Asked) -> set[Priced]:
    """The goods a source tells of."""
    if asked.source in ("supplier", "receipt"):
        return set(_bought(work, asked))
    if asked.source == "type" and asked.of is None:
        raise WrongPrices(_("Say from which price type"), path="of")
    if asked.group is not None and asked.source == "kept":
        folders = inside(work, ItemGroup, asked.group)
        found = select(Item.id).where(Item.group_id.in_(folders), ~Item.deleted)
        return {Priced(key) for key in work.session.scalars(found)} | _priced(work, asked)
    return _priced(work, asked)


def _priced(work: Work, asked: Asked) -> set[Priced]:
    """Goods that have a price of the source, or of the types that are changed."""
    types = [asked.of] if asked.source == "type" and asked.of else list(asked.types)
    return {one for key in types for one in priced_goods(work, key, asked.moment)}


def _bought(work: Work, asked: Asked) -> Mapping[Priced, tuple[Decimal, UUID]]:
    if asked.of is None:
        raise WrongPrices(_("Say which supplier, or which receipt"), path="of")
    return purchase_prices(work, asked.source, asked.of, asked.moment)


def _propose(work: Work, asked: Asked, table: Change, kind: PriceType) -> None:
    """New prices of a type that is entered, or whose other price is not in the table."""
    rule = rule_of(kind)
    for row, value in _values(work, asked, table, kind):
        if value:
            made = rule.rounded(marked_up(value, asked.percent))
            row.prices[kind.id].new = made


def _values(
    work: Work, asked: Asked, table: Change, kind: PriceType
) -> Iterator[tuple[GoodsRow, Number | None]]:
    """What the source says for each row, in the terms of a type."""
    if asked.source == "kept":
        yield from ((row, row.prices[kind.id].old) for row in table.rows)
    elif asked.source == "type" and asked.of is not None:
        found = price_at(
            work,
            asked.of,
            [row.key for row in table.rows],
            asked.moment,
            currency_id=kind.currency_id,
            includes_vat=kind.includes_vat,
        )
        yield from ((row, found.get(row.key)) for row in table.rows)
    else:
        yield from _paid(work, asked, table, kind)


def _paid(
    work: Work, asked: Asked, table: Change, kind: PriceType
) -> Iterator[tuple[GoodsRow, Number | None]]:
    """What was paid for goods, VAT inside, turned into the currency and VAT of a type."""
    bought = _bought(work, asked)
    currencies = {currency for _price, currency in bought.values()} | {kind.currency_id}
    rates = rates_at(work, currencies, asked.moment) if len(currencies) > 1 else {}
    for row in table.rows:
        paid, currency = bought.get(row.key, (None, kind.currency_id))
        price: Number | None = paid
        if price is not None:
            if currency != kind.currency_id:
                price = exchanged(price, rates[currency], rates[kind.currency_id])
            price = turned(price, row.item.vat_rate, has_vat=True, wants_vat=kind.includes_vat)
        yield row, price


def follow(
    work: Work,
    table: Change,
    moment: datetime,
    entered: Collection[tuple[Priced, UUID]] = (),
) -> None:
    """Work the types that follow out from the new prices of those they follow from.

    Prices `entered` for goods by the key of a type stay as they are.
    """
    rules = {one.id: rule_of(one) for one in table.types}
    pairs = [(one.base_id, one.id) for one in table.types if one.base_id in rules]
    currencies = {one.currency_id for one in rules.values()}
    rates = dict(rates_at(work, currencies, moment)) if len(currencies) > 1 else {}
    for above, below in _parents_first(pairs):
        for row in table.rows:
            if (row.key, below) not in entered:
                row.prices[below].new = _followed(
                    row, rules[above], rules[below], rates or dict.fromkeys(currencies, ONE)
                )


def _followed(
    row: GoodsRow, above: Rule, below: Rule, rates: Mapping[UUID, Decimal]
) -> Decimal | None:
    value = row.prices[above.id].new
    if not value:
        return value
    made = below.of(value, above, rates, row.item.vat_rate)
    return ZERO if made is None else below.rounded(made)


def _parents_first(pairs: Sequence[tuple[Any, UUID]]) -> list[tuple[UUID, UUID]]:
    """Pairs of types in such an order that each is worked out before what follows from it."""
    found: list[tuple[UUID, UUID]] = []
    left = list(pairs)
    while left:
        waiting = {below for _above, below in left}
        ready = [one for one in left if one[0] not in waiting]
        if not ready:  # a ring is refused where types are saved
            break
        found += ready
        left = [one for one in left if one not in ready]
    return found
