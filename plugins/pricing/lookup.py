"""Prices looked up: the list price of an item under a contract at a moment."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from ...core import Work
from ...core.posting.readings import latest
from ...core.values import DIGITS
from ..currencies import rate_at
from .arithmetic import half_up, turned
from .models import ContractPrices, ItemPrice, PriceType


def price_type_of(work: Work, contract_id: UUID | None) -> PriceType | None:
    """By which prices a contract trades, or None where nobody said."""
    added = ContractPrices.of_one(work.session, contract_id) if contract_id is not None else None
    return added.price_type if added is not None else None


def unit_prices(
    work: Work,
    prices: PriceType,
    lines: Sequence[Any],
    *,
    moment: datetime,
    currency_id: UUID,
    rate: Decimal,
    with_vat: bool,
) -> list[Decimal | None]:
    """The prices of a base unit of each row's item, in the currency of a paper; None for none.

    The price of the row's variant goes first, then that of the item as a whole.

    Args:
        work: the unit of work.
        prices: of which price type.
        lines: rows with item, variant and VAT rate.
        moment: the last price at or before it holds.
        currency_id, rate: of the paper; the rate is to the base currency.
        with_vat: whether prices of the paper have VAT inside.
    """
    where: dict[str, Any] = {"price_type": prices.id, "item": {line.item_id for line in lines}}
    rows = latest(work.as_house(), ItemPrice, at=moment, where=where)
    known = {(row["item"], row["variant"]): row["price"] for row in rows if row["price"]}
    worth = ratio(work, prices.currency_id, currency_id, moment, rate)
    found: list[Decimal | None] = []
    for line in lines:
        price = known.get((line.item_id, line.variant_id), known.get((line.item_id, None)))
        if price is not None:
            price = turned(price, line.vat_rate, has_vat=prices.includes_vat, wants_vat=with_vat)
            price = half_up(price * worth, DIGITS["price"])
        found.append(price)
    return found


def ratio(work: Work, source: UUID, target: UUID, moment: datetime, rate: Decimal) -> Decimal:
    """What one unit of a price's currency is worth in the currency of a paper."""
    return Decimal(1) if source == target else rate_at(work, source, moment) / rate
