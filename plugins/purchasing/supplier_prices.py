"""What suppliers take for their goods: written by receipts, looked up for the next paper."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from ...core import Movement, Panel, Record, Texts, Work
from ...core.access.sight import house_view
from ...core.posting.posting import Posting
from ...core.posting.readings import Where, latest
from ...core.values import ONE, ZERO, round_to
from ..currencies import Currency, rates_at
from ..items import Item, factors, items_of
from ..parties import Party
from ..pricing import from_gross
from .models import SupplierPrices

_ = Texts(__package__)

DIGITS = 6  # a price is kept to so many
MOST = 50  # suppliers a card shows


def recorded(posting: Posting, receipt: Any) -> Iterator[Movement]:
    """The prices a receipt tells: what was paid for a base unit, VAT inside, discounts off.

    Nothing where the setting `supplier_prices` is off. Of several rows of the same goods the
    last one tells.
    """
    plugin = posting.work.house.plugins.get("purchasing")
    if plugin is None or not plugin.configured["supplier_prices"]:
        return
    told = {
        (line.item_id, line.variant_id): round_to(line.amount / line.base_quantity, DIGITS)
        for line in receipt.lines
        if line.amount and line.base_quantity
    }
    for (item, variant), price in told.items():
        yield SupplierPrices.record(
            organisation=receipt.organisation_id,
            party=receipt.party_id,
            item=item,
            variant=variant,
            currency=receipt.currency_id,
            price=price,
        )


def supplier_prices_at(work: Work, document: Any, lines: Sequence[Any]) -> Mapping[UUID, Decimal]:
    """The supplier's last price for rows of a paper, in its currency, for the unit of the row.

    Answers prices by the keys of rows; rows nobody has a price for are left out. Whoever may
    enter such a paper gets its prices, whatever he may look at.

    Raises:
        NoRate: where a price stands in a currency without a rate.
    """
    if document.party_id is None or document.currency_id is None:
        return {}
    last = _last(work, document, {line.item_id for line in lines})
    if not last:
        return {}
    foreign = {row["currency"] for row in last.values()} - {document.currency_id}
    currencies = {document.currency_id, *foreign}
    rates = rates_at(work, currencies, document.moment) if foreign else {}
    known = factors(work, list(items_of(work, lines).values()))
    found = {}
    for line in lines:
        row = last.get((line.item_id, line.variant_id)) or last.get((line.item_id, None))
        if row is not None:
            price = row["price"] * known.get((line.item_id, line.unit_id), ONE)
            if row["currency"] in foreign:
                price = price * rates[row["currency"]] / rates[document.currency_id]
            found[line.id] = from_gross(price, line.vat_rate, document.prices_include_vat)
    return found


Last = dict[tuple[UUID, UUID | None], Mapping[str, Any]]


def _last(work: Work, document: Any, items: set[UUID]) -> Last:
    """The newest price of the party for each of its goods, in whatever currency."""
    found: Last = {}
    ours: list[UUID | None] = [document.organisation_id, None]
    where: Where = {"organisation": ours, "party": document.party_id, "item": sorted(items)}
    with house_view(work.session):
        rows = latest(work.as_house(), SupplierPrices, at=document.moment, where=where)
    for row in sorted(rows, key=lambda row: (row["moment"], row["recorder"])):
        found[row["item"], row["variant"]] = row
    return {key: row for key, row in found.items() if row["price"] > ZERO}


def panels(work: Work, record: Record) -> list[Panel]:
    """On the card of an item: who sells it to us, at what price.

    Raises:
        Forbidden: for whoever may not see these prices.
    """
    if not isinstance(record, Item) or not work.access.may("supplier_prices.read"):
        return []
    work.access.require_seen(SupplierPrices.kind, "price")
    rows = latest(work, SupplierPrices, where={"item": record.id})
    rows.sort(key=lambda row: row["moment"], reverse=True)
    shown = []
    for row in rows[:MOST]:
        party = work.session.get(Party, row["party"])
        currency = work.session.get(Currency, row["currency"])
        if party is not None and currency is not None:
            shown.append((party, row["price"], currency.code, row["moment"]))
    columns = [
        (_("Supplier"), "reference"),
        (_("Price"), "price"),
        (_("Currency"), "text"),
        (_("Since"), "moment"),
    ]
    return [Panel(_("Prices of suppliers"), columns, shown)] if shown else []
