"""The offers that may hold for a paper, read with a bounded number of questions."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, false, or_, select

from ....core import Work
from ....core.posting.readings import Where, latest_plain, turnover
from ....core.values import ZERO
from ...parties import Party, PartyGroup
from .models import (
    DAYS,
    CardSales,
    Discount,
    DiscountCard,
    DiscountHours,
    DiscountRecipient,
    ItemDiscounts,
    ItemPriceGroup,
)
from .terms import EVERYTHING, Gift, Hours, Offer, Purchase, Target, Terms

DEEPEST = 20  # groups of parties that stand in one another
TICK = timedelta(microseconds=1)
SIDES = ("party", "contract", "price_type", "organisation", "warehouse")
RULE = (
    "id", "code", "condition", "threshold", "payment_kind", "card_kind_id", "period", "counted_by",
    "valid_from", "valid_until", "gift_quantity", "gift_item_id", "gift_variant_id", "gift_repeats",
)  # fmt: skip


def zone_of(work: Work) -> tzinfo:
    """The zone in which hours and days of discounts are told (setting `timezone`)."""
    plugin = work.house.plugins.get("pricing")
    own = plugin.configured["timezone"] if plugin else ""
    return ZoneInfo(own) if own else work.house.zone


def offers_at(
    work: Work, document: Any, items: Collection[UUID]
) -> tuple[list[Offer], Purchase | None]:
    """The offers that may hold for a paper and have terms for some items, and the purchase.

    Days, recipients, payment, card and earlier purchases are looked at first, so that percents
    are read of few rules; hours, sums and quantities are left to `combine`. Gifts are kept
    whoever buys: rows that stand for them are known by them.
    """
    buyer = _Buyer(work, document)
    rules = buyer.rules() if items else []
    purchase = buyer.purchase(rules)
    earned = [one for one in rules if one.gift_quantity or _is_earned(one, purchase)]
    terms = _terms_at(work, [one.id for one in earned], items, document.moment)
    live = [one for one in earned if any(each.percent for each in terms.get(one.id, {}).values())]
    if not live:
        return [], None
    hours = _parts(work, DiscountHours, [one.id for one in live])
    gifts = [one.id for one in live if one.gift_quantity]
    recipients = _parts(work, DiscountRecipient, gifts) if gifts else {}
    offers = [
        _offer(one, hours.get(one.id, ()), recipients.get(one.id, ()), terms[one.id])
        for one in live
    ]
    return offers, purchase


def _is_earned(one: Any, purchase: Purchase) -> bool:
    if one.condition != "accumulated":
        return True
    return bool(purchase.accumulated.get(str(one.id), ZERO) >= one.threshold)


def _parts(work: Work, cls: Any, keys: Collection[UUID]) -> dict[UUID, list[Any]]:
    table: Any = cls.__table__
    found: dict[UUID, list[Any]] = {}
    for row in work.session.execute(select(table).where(table.c.owner_id.in_(keys))):
        found.setdefault(row.owner_id, []).append(row)
    return found


def _terms_at(
    work: Work, discounts: Collection[UUID], items: Collection[UUID], moment: datetime
) -> dict[UUID, dict[Target, Terms]]:
    """The terms of some discounts for some items, for groups and for everything."""
    if not discounts:
        return {}
    where: Where = {"discount": discounts, "item": [*sorted(items), None]}
    rows = latest_plain(work.as_house(), ItemDiscounts, at=moment, where=where)
    found: dict[UUID, dict[Target, Terms]] = {}
    target, terms = cache(_target), cache(_terms)  # thousands of facts, few that differ
    for item, variant, group, discount, percent, at_most, until in rows:
        found.setdefault(discount, {})[target(item, variant, group)] = terms(
            percent, at_most, until
        )
    return found


def _target(item: UUID, variant: UUID, group: UUID) -> Target:
    if variant.int:  # the key of none is all zeros
        return "variant", str(variant)
    if item.int:
        return "item", str(item)
    return ("group", str(group)) if group.int else EVERYTHING


def _terms(percent: Decimal, at_most: Decimal, until: int) -> Terms:
    last = date(until // 10000, until // 100 % 100, until % 100) if until else None
    return Terms(percent, at_most if at_most > 0 else None, last)


def _offer(
    one: Any, hours: Iterable[Any], recipients: Iterable[Any], terms: Mapping[Target, Terms]
) -> Offer:
    """A discount as a till keeps it; its recipients, where it is not settled yet who they are."""
    gift = None
    if one.gift_quantity:
        item, variant = _key(one.gift_item_id), _key(one.gift_variant_id)
        gift = Gift(one.gift_quantity, item or None, variant or None, one.gift_repeats)
    return Offer(
        str(one.id),
        one.code,
        one.condition,
        one.threshold,
        one.payment_kind,
        _key(one.card_kind_id),
        one.valid_from,
        one.valid_until,
        tuple(hours_of(row) for row in hours),
        tuple(_who(row) for row in recipients),
        terms,
        gift,
    )


def hours_of(row: Any) -> Hours:
    """Hours as they are typed: `09:30`, `24:00`.

    Raises:
        ValueError: for anything else.
    """
    day = list(DAYS).index(row.weekday) if row.weekday else None
    return Hours(_time(row.starts), _time(row.ends), day)


def _time(text: str) -> time:
    text = text.strip()
    return time() if text == "24:00" else time.fromisoformat(text)


def _who(one: Any) -> frozenset[str]:
    named = (*SIDES, "party_group")
    return frozenset(str(key) for name in named if (key := getattr(one, f"{name}_id")))


def _key(key: UUID | None) -> str:
    return str(key) if key else ""


def groups_of(work: Work, items: Collection[UUID], terms: Iterable[Target]) -> dict[UUID, str]:
    """The price groups of items; nobody is asked where no terms are for a group."""
    if not any(kind == "group" for kind, _key_of in terms):
        return {}
    found = ItemPriceGroup.of_all(work.session, items)
    return {key: _key(one.price_group_id) for key, one in found.items()}


class _Buyer:
    """Who buys, when and how: what the rules that may hold are looked for by."""

    def __init__(self, work: Work, document: Any) -> None:
        self.work, self.document = work, document
        self.moment = document.moment.astimezone(zone_of(work))
        sides = (getattr(document, f"{one}_id", None) for one in SIDES)
        self.sides: set[UUID] = {key for key in sides if key}
        if document.party_id:
            self.sides |= _party_groups(work, document.party_id)
        key = document.discount_card_id
        self.card = work.session.get(DiscountCard, key) if key else None

    def rules(self) -> Sequence[Any]:
        """Rows of the discounts that may hold, by code."""
        card, payment = self.card, self.document.payment_kind
        given = {
            "day": self.moment.date(),
            "sides": list(self.sides),
            "payment": payment or "",
            "card_kind": card.card_kind_id if card else None,
        }
        asked = _rules_asked(paid=bool(payment), shown=card is not None)
        return self.work.session.execute(asked, given).all()

    def purchase(self, rules: Iterable[Any]) -> Purchase:
        """As the rules see it."""
        card = self.card
        return Purchase(
            self.moment,
            frozenset(map(str, self.sides)),
            self.document.payment_kind or "",
            str(card.id) if card else "",
            _key(card.card_kind_id) if card else "",
            _accumulated(self.work, self.document, card, rules),
        )


@cache
def _rules_asked(*, paid: bool, shown: bool) -> Select[Any]:
    """The question for the discounts that may hold; put together once, it is asked for each paper.

    Args:
        paid: whether it is known how the purchase is paid.
        shown: whether a card is shown.
    """
    table: Any = Discount.__table__
    columns = [table.c[name] for name in RULE]
    since, until = table.c.valid_from, table.c.valid_until
    day = bindparam("day", type_=since.type)
    gift = and_(table.c.gift_quantity.is_not(None), table.c.gift_quantity != 0)
    fits = and_(_is_recipient(table), _is_met(table, paid=paid, shown=shown))
    return (
        select(*columns)
        .where(~table.c.deleted, or_(gift, fits))
        .where(or_(since.is_(None), since <= day), or_(until.is_(None), until >= day))
        .order_by(table.c.code)
    )


def _is_recipient(table: Any) -> ColumnElement[bool]:
    """Nobody is named, or one row names nobody but the sides of the purchase."""
    named: Any = DiscountRecipient.__table__
    his = named.c.owner_id == table.c.id
    columns = [named.c[f"{one}_id"] for one in (*SIDES, "party_group")]
    sides = bindparam("sides", type_=table.c.id.type, expanding=True)
    fit = [or_(one.is_(None), one.in_(sides)) for one in columns]
    return or_(~exists().where(his), exists().where(his, *fit))


def _is_met(table: Any, *, paid: bool, shown: bool) -> ColumnElement[bool]:
    """The conditions that rows have no say in."""
    condition, kind, how = table.c.condition, table.c.card_kind_id, table.c.payment_kind
    payment = or_(how == "", how == bindparam("payment")) if paid else false()
    card = bindparam("card_kind", type_=kind.type)
    fits = or_(kind.is_(None), kind == card) if shown else false()
    return and_(or_(condition != "payment", payment), or_(condition != "card", fits))


def _party_groups(work: Work, party_id: UUID) -> set[UUID]:
    """The group of a party and those it stands in."""
    party: Any = work.session.get(Party, party_id)
    key: UUID | None = party.group_id if party else None
    if key is None:
        return set()
    table = PartyGroup.__table__
    rows = work.session.execute(select(table.c.id, table.c.parent_id))
    above = {row[0]: row[1] for row in rows}
    found: set[UUID] = set()
    while key is not None and len(found) < DEEPEST:
        found.add(key)
        key = above.get(key)
    return found


def _accumulated(
    work: Work, document: Any, card: DiscountCard | None, rules: Iterable[Any]
) -> dict[str, Decimal]:
    """What was bought on the card, or on all cards of the owner, before this paper."""
    found: dict[str, Decimal] = {}
    known: dict[tuple[str, str], Decimal] = {}
    owner = card.party_id if card and card.party_id else document.party_id
    for one in rules:
        if one.condition != "accumulated":
            continue
        by_card = one.counted_by == "card"
        of = (card.id if card else None) if by_card else owner
        key = (one.period, one.counted_by)
        if of is not None and key not in known:
            since, until = span(one.period, document.moment, zone_of(work))
            rows = turnover(
                work.as_house(),
                CardSales,
                since=since,
                until=until - TICK,
                by=(),
                where={"card" if by_card else "party": of},
            )
            known[key] = rows[0]["amount"] if rows else ZERO
        if key in known:
            found[str(one.id)] = known[key]
    return found


def span(period: str, moment: datetime, zone: tzinfo) -> tuple[datetime | None, datetime]:
    """From when up to but not including when purchases count for a period."""
    if period == "life":
        return None, moment
    day = moment.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0, day=1)
    if period == "last_month":
        return (day - timedelta(days=1)).replace(day=1), day
    months = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}[period]
    return day.replace(month=(day.month - 1) // months * months + 1), moment
