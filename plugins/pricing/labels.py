"""Price labels: name, price and bar code of each item, for the shelf; many on a sheet."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from math import ceil
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ...core import Invalid, Texts, Work
from ...core.printing import Context, Formats, FormOption, PrintForm, qr_code
from ...core.printing.marks import Mark, bar_code
from ..items import ItemBarcode, items_by_key
from .documents import PriceSetting
from .label_sizes import SIZES, Size
from .models import ItemPrice, PriceType
from .price_list import ListedPrice, listed, price_list
from .prices import Priced, price_at

_ = Texts(__package__)

TITLE = _("Price labels")
TEMPLATE = "forms/labels.html"
Chosen = Mapping[str, str]
Layout = Callable[[Work, Any, Formats, Chosen], Context]
KINDS = {8: "ean8", 12: "upca", 13: "ean13"}
LONGEST = 24  # signs of a code that fits on a label
AT_ONCE = 5000
MOST = 2000
"""So many labels are made in one go."""
OPTIONS = (
    FormOption("size", _("Size"), {name: one.title for name, one in SIZES.items()}),
    FormOption(
        "what", _("Label"), {"price": _("With the price"), "goods": _("Without the price")}
    ),
    FormOption("code", _("Code"), {"bars": _("Bar code"), "qr": _("QR code")}),
    FormOption(
        "count", _("How many"), {"row": _("One for each row"), "quantity": _("One for each piece")}
    ),
)
COLUMNS = (
    ("name", _("Item"), "left", 10),
    ("barcode", _("Barcode"), "left", 4),
    ("unit", _("Unit"), "left", 1.6),
    ("price", _("Price"), "right", 3),
)


def forms() -> list[PrintForm]:
    """Labels of all goods of a price type; of those whose prices a document has set."""
    made: dict[str, Layout] = {PriceType.kind: of_type, PriceSetting.kind: of_setting}
    return [_form(kind, context) for kind, context in made.items()]


def label_form(kind: str) -> PrintForm:
    """Labels of the goods of any kind of document, for the plugin that declares it."""
    return _form(kind, goods_labels)


def _form(kind: str, context: Layout) -> PrintForm:
    options = OPTIONS if context is goods_labels else OPTIONS[:-1]
    return PrintForm(
        "labels", TITLE, kind, "item_price.read", TEMPLATE, __package__ or "", context,
        options=options, shows=(),
    )  # fmt: skip


def of_type(work: Work, price_type: PriceType, formats: Formats, chosen: Chosen) -> Context:
    """Labels of everything that has a price of the type now."""
    now = work.clock.now()
    return labels(work, price_list(work, price_type, now), price_type, now, (formats, chosen))


def of_setting(work: Work, document: PriceSetting, formats: Formats, chosen: Chosen) -> Context:
    """Labels of the goods whose prices a document sets, at the prices it sets.

    Raises:
        Forbidden: where prices are masked.
    """
    work.access.require_seen(ItemPrice.kind, "price")
    prices = {
        Priced(line.item_id, line.variant_id, line.unit_id): line.price
        for line in document.lines
        if line.price
    }
    rows = listed(work, prices, items_by_key(work, {one.item_id for one in prices}))
    return labels(work, rows, document.price_type, document.moment, (formats, chosen))


def goods_labels(work: Work, document: Any, formats: Formats, chosen: Chosen) -> Context:
    """Labels of the goods of any paper, at the prices of the setting `label_prices` now.

    Raises:
        Invalid: where there is no such price type.
        Forbidden: without the right to prices.
    """
    work.access.require("item_price.read")
    work.access.require_seen(ItemPrice.kind, "price")
    plugin = work.house.plugins.get("pricing")
    code = plugin.configured["label_prices"] if plugin else "retail"
    kind = work.session.scalar(select(PriceType).where(PriceType.code == code))
    if kind is None:
        raise Invalid(
            _("There is no price type “{code}” for labels", code=code),
            remedy=_("Name another in the setting label_prices"),
        )
    now = work.clock.now()
    counts: Counter[Priced] = Counter()
    for line in document.lines:
        counts[Priced(line.item_id, line.variant_id)] += ceil(max(line.base_quantity, 0))
    prices = price_at(work, kind.id, list(counts), now)
    rows = listed(work, prices, items_by_key(work, {one.item_id for one in prices}))
    if chosen["count"] == "quantity":
        rows = _repeated(work, document, rows, counts)
    return labels(work, rows, kind, now, (formats, chosen))


def _repeated(
    work: Work, document: Any, rows: Sequence[ListedPrice], counts: Counter[Priced]
) -> list[ListedPrice]:
    """A label for each piece."""
    work.access.require_seen(type(document.lines[0]).kind if document.lines else "", "quantity")
    whole = sum(counts[Priced(row.item.id, row.variant_id)] for row in rows)
    if whole > MOST:
        raise Invalid(
            _("{number} labels are too many at once", number=whole), path="count",
            remedy=_("Print one label for each row, or fewer goods"),
        )  # fmt: skip
    return [row for row in rows for _n in range(counts[Priced(row.item.id, row.variant_id)])]


def labels(
    work: Work,
    rows: Sequence[ListedPrice],
    price_type: PriceType,
    moment: datetime,
    shown: tuple[Formats, Chosen],
) -> Context:
    """What a sheet of labels holds; as a table for Word."""
    formats, chosen = shown
    codes = barcodes(work, {row.item.id for row in rows})
    size, kind = SIZES[chosen["size"]], chosen["code"]
    made = [
        _label(row, mark_of(_code(row, codes), size, kind), price_type, formats)
        | {"barcode": _code(row, codes)}
        for row in rows
    ]
    columns = [
        {"name": name, "title": formats.text(title), "align": align, "weight": weight}
        for name, title, align, weight in COLUMNS
    ]
    named = [{name: one[name] for name, *_more in COLUMNS} for one in made]
    table = {
        "name": "lines",
        "title": formats.text(TITLE),
        "columns": columns,
        "rows": [list(one.values()) for one in named],
        "totals": [],
    }
    day = formats.long_day(moment)
    return {
        "heading": formats.text(
            _("Price labels “{name}” of {day}", name=price_type.name, day=day)
        ),
        "fields": [],
        "day": formats.day(moment.astimezone(formats.zone).date()),
        "labels": made,
        "size": size.plain,
        "priced": chosen["what"] == "price",
        "tables": [table],
        "parts": {"lines": named},
    }


def _label(
    row: ListedPrice, mark: Mark | None, price_type: PriceType, formats: Formats
) -> dict[str, Any]:
    return {
        "name": row.name,
        "code": row.item.sku or row.item.code,
        "mark": mark,
        "unit": row.unit,
        "price": formats.exact(row.price, "price"),
        "currency": price_type.currency.symbol or price_type.currency.code,
    }


def mark_of(code: str, size: Size, kind: str = "bars") -> Mark | None:
    """The bar code of a code as its length says, or a QR code; None where none can say it."""
    if not code or len(code) > LONGEST:
        return None
    bars = KINDS.get(len(code), "code128") if code.isdigit() else "code128"
    with suppress(Invalid):
        if kind == "qr":
            return qr_code(code, width_mm=size.qr)
        return bar_code(code, bars, width_mm=size.bars[0], height_mm=size.bars[1])
    return None


def barcodes(work: Work, items: Collection[UUID]) -> Mapping[UUID, list[ItemBarcode]]:
    """The codes of base units of items, in the order they stand there."""
    found: dict[UUID, list[ItemBarcode]] = {}
    keys = sorted(items)
    for start in range(0, len(keys), AT_ONCE):
        asked = select(ItemBarcode).where(
            ItemBarcode.owner_id.in_(keys[start : start + AT_ONCE]), ItemBarcode.unit_id.is_(None)
        )
        for one in work.session.scalars(asked.order_by(ItemBarcode.position)):
            found.setdefault(one.owner_id, []).append(one)
    return found


def _code(row: ListedPrice, codes: Mapping[UUID, Iterable[ItemBarcode]]) -> str:
    """The code of the variant, else of the item without one."""
    known = {one.variant_id: one.code for one in reversed(list(codes.get(row.item.id, ())))}
    return known.get(row.variant_id) or known.get(None, "")
