"""The price list: all prices of one type at a moment; on paper and on the cards of items."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ...core import ChoiceFact, Choosing, Panel, Record, Texts, Work
from ...core.printing import Context, Formats, PrintForm
from ..items import Item, ItemGroup, Unit, Variant
from .models import ItemPrice, PriceType
from .prices import Priced, price_at, priced_goods

_ = Texts(__package__)

MOST_TYPES = 20  # price types a card shows
COLUMNS = (
    ("code", _("Code"), "left", 2),
    ("item", _("Item"), "left", 10),
    ("unit", _("Unit"), "left", 1.6),
    ("price", _("Price"), "right", 3),
)


@dataclass(frozen=True)
class ListedPrice:
    """A row of the price list, its texts as they are shown."""

    group: str
    item: Item
    variant: str
    unit: str
    price: Decimal
    variant_id: UUID | None = None

    @property
    def name(self) -> str:
        """The item with its variant."""
        return f"{self.item.name}, {self.variant}" if self.variant else self.item.name


def price_list(work: Work, price_type: PriceType, moment: datetime) -> list[ListedPrice]:
    """Every item and variant with a price, by group and name; a bounded number of questions.

    Raises:
        Forbidden: without the right `item_price.read`, or where prices are masked.
    """
    work.access.require("item_price.read")
    work.access.require_seen(ItemPrice.kind, "price")
    wanted = priced_goods(work, price_type.id, moment)
    prices = price_at(work, price_type.id, wanted, moment)
    items = {one.id: one for one in work.session.scalars(select(Item).where(~Item.deleted))}
    return listed(work, prices, items)


def listed(
    work: Work, prices: Mapping[Priced, Decimal], items: Mapping[UUID, Item]
) -> list[ListedPrice]:
    """Prices with the names of their goods, by group and name; those of unknown items left out."""
    variants = {one.id: one.name for one in work.session.scalars(select(Variant))}
    groups = {one.id: one.name for one in work.session.scalars(select(ItemGroup))}
    units = {one.id: one.symbol or one.code for one in work.session.scalars(select(Unit))}
    rows = [
        ListedPrice(
            groups.get(item.group_id, "") if item.group_id else "",
            item,
            variants.get(one.variant_id, "") if one.variant_id else "",
            units.get(one.unit_id or item.unit_id, ""),
            price,
            one.variant_id,
        )
        for one, price in prices.items()
        if (item := items.get(one.item_id)) is not None
    ]
    return sorted(rows, key=lambda row: (row.group, row.item.name_key, row.variant))


def forms() -> list[PrintForm]:
    """The price list is printed from the card of its price type."""
    title, right = _("Price list"), "item_price.read"
    return [PrintForm("price_list", title, PriceType.kind, right, context=price_list_paper)]


def price_list_paper(work: Work, price_type: PriceType, formats: Formats) -> Context:
    """What the paper holds: a table for each group."""
    now = work.clock.now()
    rows = price_list(work, price_type, now)
    tables = list(_tables(rows, formats))
    heading = _("Price list “{name}” of {day}", name=price_type.name, day=formats.long_day(now))
    vat = _("Prices include VAT") if price_type.includes_vat else _("Prices do not include VAT")
    return {
        "heading": formats.text(heading),
        "fields": [{"name": "vat", "label": formats.text(vat), "value": price_type.currency.code}],
        "tables": tables,
        "parts": {
            "lines": [
                dict(zip((name for name, *_more in COLUMNS), row, strict=True))
                for table in tables
                for row in table["rows"]
            ]
        },
    }


def _tables(rows: list[ListedPrice], formats: Formats) -> Iterator[Context]:
    columns = [
        {"name": name, "title": formats.text(title), "align": align, "weight": weight}
        for name, title, align, weight in COLUMNS
    ]
    for group in dict.fromkeys(row.group for row in rows):
        yield {
            "name": "lines",
            "title": group or formats.text(_("Without a group")),
            "columns": columns,
            "rows": [
                [
                    row.item.sku or row.item.code,
                    row.name,
                    row.unit,
                    formats.exact(row.price, "price"),
                ]
                for row in rows
                if row.group == group
            ],
            "totals": [],
        }


def panels(work: Work, record: Record) -> list[Panel]:
    """What an item costs now, by every price type."""
    if not isinstance(record, Item) or not work.access.may("item_price.read"):
        return []
    work.access.require_seen(ItemPrice.kind, "price")
    asked = select(PriceType).where(~PriceType.deleted).order_by(PriceType.code)
    wanted, now = Priced(record.id), work.clock.now()
    rows = []
    for one in work.session.scalars(asked.limit(MOST_TYPES)).all():
        price = price_at(work, one.id, [wanted], now).get(wanted)
        if price is not None:
            rows.append((one, price, one.currency.code))
    columns = [(_("Price type"), "reference"), (_("Price"), "price"), (_("Currency"), "text")]
    return [Panel(_("Prices"), columns, rows, _("No prices yet"))]


def choice_facts(work: Work, choosing: Choosing) -> list[ChoiceFact]:
    """What items cost by the price type of the document that is being filled in."""
    record: Any = choosing.record
    key = getattr(record, "price_type_id", None)
    if choosing.kind != Item.kind or key is None or not work.access.may("item_price.read"):
        return []
    work.access.require_seen(ItemPrice.kind, "price")
    found = price_at(
        work,
        key,
        [Priced(one) for one in choosing.keys],
        getattr(record, "moment", None) or work.clock.now(),
        currency_id=getattr(record, "currency_id", None),
        includes_vat=getattr(record, "prices_include_vat", None),
    )
    return [ChoiceFact(_("Price"), "price", {one.item_id: price for one, price in found.items()})]
