"""What discounts are worked out from and into: plain offers, rows, purchases, results.

Nothing but the standard library: a till keeps them in a file and works without a network.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Literal

ZERO = Decimal(0)

Key = str
Target = tuple[str, Key]
"""What terms are for: `("variant", key)`, `("item", key)`, `("group", key)` or `EVERYTHING`."""
EVERYTHING: Target = ("all", "")
Policy = Literal["largest", "sum", "chain"]


@dataclass(frozen=True, slots=True)
class Hours:
    """From `starts` up to but not including `ends`, on one day of the week (0 is Monday).

    Without a weekday: on every day. Hours that end before they start go on past midnight.
    """

    starts: time
    ends: time
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """How much is off (negative: on top), the most all discounts of the row may take."""

    percent: Decimal
    limit: Decimal | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Gift:
    """What is given: of the bought item where none is named.

    With `repeats`, once for each time the threshold is reached; else once.
    """

    quantity: Decimal
    item: Key | None = None
    variant: Key | None = None
    repeats: bool = True


@dataclass(frozen=True, slots=True)
class Offer:
    """A discount or mark-up with its condition.

    Attributes:
        id, code: of the offer; codes decide between equals.
        condition: none, quantity, sum, payment, card or accumulated.
        threshold: quantity of base units, or a sum in the base currency.
        payment, card_kind: what the conditions of these names ask for; empty for any.
        since, until: the first and the last day.
        hours: empty for always.
        recipients: keys of parties, groups, contracts …: of one of these sets the purchase must
            have all; empty for everybody.
        terms: by what they are for.
        gift: goods instead of a percent; the percent of its terms is off the gift.
    """

    id: Key
    code: str
    condition: str = "none"
    threshold: Decimal = ZERO
    payment: str = ""
    card_kind: Key = ""
    since: date | None = None
    until: date | None = None
    hours: tuple[Hours, ...] = ()
    recipients: tuple[frozenset[Key], ...] = ()
    terms: Mapping[Target, Terms] = field(default_factory=dict)
    gift: Gift | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a purchase.

    Attributes:
        item, variant, group: what it is; `group` is its price group.
        quantity: in base units.
        amount: what it comes to before discounts, in the base currency.
        manual: percent given by hand.
        settled: its discounts were agreed elsewhere and are left alone.
        gift: it is a gift: neither earns nor gets discounts.
    """

    item: Key
    quantity: Decimal
    amount: Decimal
    variant: Key = ""
    group: Key = ""
    manual: Decimal = ZERO
    settled: bool = False
    gift: bool = False


@dataclass(frozen=True, slots=True)
class Purchase:
    """Who buys, when and how.

    Attributes:
        moment: by the clock of the shop.
        sides: keys of the party, its groups, contract, price type, organisation, warehouse.
        payment: how it is paid.
        card, card_kind: the discount card shown; empty without.
        accumulated: what was bought before, by the id of the offer that asks for it.
    """

    moment: datetime
    sides: frozenset[Key] = frozenset()
    payment: str = ""
    card: Key = ""
    card_kind: Key = ""
    accumulated: Mapping[Key, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Share:
    """What one offer gives a row, and the value that has met its condition."""

    offer: Key
    percent: Decimal
    condition: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Granted:
    """The automatic discount of a row.

    Attributes:
        percent: the whole; negative for a mark-up.
        taken: what it is made of; the percents add up to the whole.
        passed: offers that hold too and lost against those taken; the first few.
        limit: the limit that has cut it, if one has.
    """

    percent: Decimal = ZERO
    taken: tuple[Share, ...] = ()
    passed: tuple[Share, ...] = ()
    limit: Decimal | None = None


@dataclass(frozen=True, slots=True)
class GiftRow:
    """Goods an offer gives: how much, and how many percent are off."""

    offer: Key
    item: Key
    variant: Key
    quantity: Decimal
    percent: Decimal
    condition: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """Of each row its discount, and the gifts of the whole."""

    rows: tuple[Granted, ...]
    gifts: tuple[GiftRow, ...] = ()
