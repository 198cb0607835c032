"""The offers that may hold for a paper, read with a bounded number of questions."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from ....core import Work
from ....core.posting.readings import latest, turnover
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


@dataclass(frozen=True, slots=True)
class Rule:
    """A discount with its parts as plain rows: there may be hundreds, and nobody changes them.

    Attributes:
        id: of the discount.
        told: its row, a column an attribute.
        hours, recipients: the rows of its parts.
    """

    id: UUID
    told: Any
    hours: Sequence[Any]
    recipients: Sequence[Any]


def zone_of(work: Work) -> tzinfo:
    """The zone in which hours and days of discounts are told (setting `timezone`)."""
    plugin = work.house.plugins.get("pricing")
    own = plugin.configured["timezone"] if plugin else ""
    return ZoneInfo(own) if own else work.house.zone


def discounts_at(
    work: Work, items: Collection[UUID], moment: datetime
) -> tuple[list[Rule], dict[UUID, dict[Target, Terms]]]:
    """The discounts with terms for some of the items at a moment, and these terms."""
    where = {"item": [*sorted(items), None]}
    terms: dict[UUID, dict[Target, Terms]] = {}
    for row in latest(work.as_house(), ItemDiscounts, at=moment, where=where):
        terms.setdefault(row["discount"], {})[_target(row)] = _terms(row)
    live = [key for key, told in terms.items() if any(one.percent for one in told.values())]
    if not live:
        return [], {}
    return _rules(work, live), terms


def _rules(work: Work, keys: Collection[UUID]) -> list[Rule]:
    table: Any = Discount.__table__
    asked = select(table).where(table.c.id.in_(keys), ~table.c.deleted).order_by(table.c.code)
    rows = list(work.session.execute(asked))
    hours, recipients = (_parts(work, one, keys) for one in (DiscountHours, DiscountRecipient))
    return [Rule(row.id, row, hours.get(row.id, ()), recipients.get(row.id, ())) for row in rows]


def _parts(work: Work, cls: Any, keys: Collection[UUID]) -> dict[UUID, list[Any]]:
    table: Any = cls.__table__
    found: dict[UUID, list[Any]] = {}
    for row in work.session.execute(select(table).where(table.c.owner_id.in_(keys))):
        found.setdefault(row.owner_id, []).append(row)
    return found


def _target(row: Mapping[str, Any]) -> Target:
    if row["variant"] is not None:
        return "variant", str(row["variant"])
    if row["item"] is not None:
        return "item", str(row["item"])
    return ("group", str(row["price_group"])) if row["price_group"] else EVERYTHING


def _terms(row: Mapping[str, Any]) -> Terms:
    until, limit = int(row["until"]), row["at_most"]
    last = date(until // 10000, until // 100 % 100, until % 100) if until else None
    return Terms(row["percent"], limit if limit > 0 else None, last)


def offer_of(rule: Rule, terms: Mapping[Target, Terms]) -> Offer:
    """A discount as a till keeps it."""
    one, gift = rule.told, None
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
        tuple(hours_of(row) for row in rule.hours),
        tuple(_who(row) for row in rule.recipients),
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
    named = ("party", "party_group", "contract", "price_type", "organisation", "warehouse")
    return frozenset(str(key) for name in named if (key := getattr(one, f"{name}_id")))


def _key(key: UUID | None) -> str:
    return str(key) if key else ""


def groups_of(work: Work, items: Collection[UUID], terms: Iterable[Target]) -> dict[UUID, str]:
    """The price groups of items; nobody is asked where no terms are for a group."""
    if not any(kind == "group" for kind, _key_of in terms):
        return {}
    found = ItemPriceGroup.of_all(work.session, items)
    return {key: _key(one.price_group_id) for key, one in found.items()}


def purchase_of(work: Work, document: Any, discounts: Collection[Rule]) -> Purchase:
    """Who buys, when, how, and what he bought before."""
    names = ("party", "contract", "price_type", "organisation", "warehouse")
    sides = {str(key) for one in names if (key := getattr(document, f"{one}_id", None))}
    rows: list[Any] = [row for one in discounts for row in one.recipients]
    if document.party_id and any(row.party_group_id for row in rows):
        sides |= _party_groups(work, document.party_id)
    key = document.discount_card_id
    card = work.session.get(DiscountCard, key) if key else None
    return Purchase(
        document.moment.astimezone(zone_of(work)),
        frozenset(sides),
        document.payment_kind or "",
        str(card.id) if card else "",
        _key(card.card_kind_id) if card else "",
        _accumulated(work, document, card, discounts),
    )


def _party_groups(work: Work, party_id: UUID) -> set[str]:
    """The group of a party and those it stands in."""
    key: Any = work.session.scalar(select(Party.__table__.c.group_id).where(Party.id == party_id))
    table = PartyGroup.__table__
    rows = work.session.execute(select(table.c.id, table.c.parent_id))
    above = {row[0]: row[1] for row in rows}
    found: set[str] = set()
    while key is not None and len(found) < DEEPEST:
        found.add(str(key))
        key = above.get(key)
    return found


def _accumulated(
    work: Work, document: Any, card: DiscountCard | None, discounts: Collection[Rule]
) -> dict[str, Decimal]:
    """What was bought on the card, or on all cards of the owner, before this paper."""
    found: dict[str, Decimal] = {}
    known: dict[tuple[str, str], Decimal] = {}
    owner = card.party_id if card and card.party_id else document.party_id
    for one in (rule.told for rule in discounts):
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
