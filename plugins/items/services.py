"""Items found by what a scanner read; what every base has; what an item leaves out."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from ...core import Lines, Record, ScannedRow, Texts, Work, settled_id
from ...core.records.write import save
from ...core.values import ONE, plain
from .barcodes import DEFAULT_MASK, read_elements, read_label
from .known import UNITS
from .models import Item, ItemBarcode, Unit, Variant

_ = Texts(__package__)


@dataclass(frozen=True)
class Scanned:
    """What a scanned code stands for.

    Attributes:
        item_id, variant_id: what it is.
        unit_id: in which unit `quantity` is.
        quantity: one, or the weight of a label of the scales.
        price: of the whole, where a label of the scales tells it.
    """

    item_id: UUID
    variant_id: UUID | None
    unit_id: UUID
    quantity: Decimal = ONE
    price: Decimal | None = None


def find_by_barcode(work: Work, code: str) -> Scanned | None:
    """The item a scanned code stands for, or None.

    A code of the list goes first; then labels of the shop's scales are read by the setting
    `scale_mask`. A GTIN is found with and without its leading zeros; of a longer GS1 code its
    GTIN is looked up, and a net weight in it is the quantity.
    """
    code = code.strip()
    elements = read_elements(code)
    if elements is not None:
        inside = find_by_barcode(work, elements.gtin)
        if inside is None or elements.weight is None:
            return inside
        return replace(inside, quantity=elements.weight)
    asked = (
        select(ItemBarcode, Item.unit_id)
        .join(Item, Item.id == ItemBarcode.owner_id)
        .where(ItemBarcode.code.in_(same_codes(code)), ~Item.deleted)
        .order_by(ItemBarcode.code != code, Item.code)
        .limit(1)
    )
    found = work.session.execute(asked).first()
    if found is not None:
        row: Any = found[0]
        return Scanned(row.owner_id, row.variant_id, row.unit_id or found[1])
    return _by_label(work, code)


def scanned_row(work: Work, line: type[Lines], code: str) -> ScannedRow | None:
    """What a scanned code stands for in a row that names items, or None."""
    names = line.fields
    if "item" not in names or names["item"].target is not Item or not work.access.may("item.read"):
        return None
    found = find_by_barcode(work, code)
    if found is None:
        return None
    known = {"item": found.item_id, "variant": found.variant_id, "unit": found.unit_id}
    values = {name: str(key) for name, key in known.items() if key is not None and name in names}
    return ScannedRow(values, plain(found.quantity))


def same_codes(code: str) -> list[str]:
    """The forms in which one GTIN may be written: 12, 13 or 14 digits."""
    if not (code.isascii() and code.isdigit() and 12 <= len(code) <= 14):
        return [code]
    core = code.lstrip("0")
    forms = [core.rjust(width, "0") for width in (12, 13, 14) if len(core) <= width]
    return [code, *(one for one in forms if one != code)]


def _by_label(work: Work, code: str) -> Scanned | None:
    plugin = work.house.plugins.get("items")
    label = read_label(code, plugin.configured["scale_mask"] if plugin else DEFAULT_MASK)
    if label is None:
        return None
    asked = select(Item).where(Item.scale_code == label.scale_code.lstrip("0"), ~Item.deleted)
    item = work.session.scalar(asked.order_by(Item.code).limit(1))
    if item is None or label.scale_code.strip("0") == "":
        return None
    return Scanned(item.id, None, item.unit_id, label.weight or ONE, label.price)


def install(work: Work) -> None:
    """Put in the units that every base has, those that are not there yet."""
    there = set(work.session.scalars(select(Unit.code)))
    for one in UNITS:
        if one.code not in there:
            data = {
                "id": settled_id("unit", one.code),
                "code": one.code,
                "name": one.name.into(work.language),
                "symbol": one.symbol.into(work.language),
                "okei": one.okei,
                "unece": one.unece,
                "decimals": one.decimals,
            }
            save(work, "unit", data)


def fill(record: Record) -> None:
    """Fill in what an item or a variant leaves out; tidy codes."""
    if isinstance(record, Item):
        if getattr(record, "unit_id", None) is None:
            record.unit_id = settled_id("unit", "pcs")
        record.sku = record.sku.strip()
        record.scale_code = record.scale_code.strip().lstrip("0")
        for row in record.barcodes:
            row.code = row.code.strip() if row.code else row.code
    elif isinstance(record, Variant) and not record.name:
        record.name = ", ".join(str(one) for one in record.values.values())


def barcode_doubles() -> Select[str, int]:
    """Codes that stand at more than one live item, with how many."""
    return (
        select(ItemBarcode.code, func.count(func.distinct(ItemBarcode.owner_id)))
        .join(Item, Item.id == ItemBarcode.owner_id)
        .where(~Item.deleted)
        .group_by(ItemBarcode.code)
        .having(func.count(func.distinct(ItemBarcode.owner_id)) > 1)
        .order_by(ItemBarcode.code)
    )


def broken(work: Work) -> list[str]:
    """Barcodes that two items share: a scanner could not tell them apart."""
    found = work.session.execute(barcode_doubles().limit(20))
    return [f"items_item_barcode: {code} stands at {count} items" for code, count in found]
