"""Which items the rows of a list are about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ...core import Work
from .goods_file import Row
from .goods_rows import several
from .models import Item, ItemBarcode
from .services import same_codes

Key = tuple[str, str]


def keys_of(row: Row, codes: Sequence[str]) -> list[Key]:
    """By what a row tells its item: code, SKU, barcodes; its name where it has nothing else."""
    keys = [(name, row.cells[name]) for name in ("code", "sku") if name in row.cells]
    keys += [("barcode", form) for code in codes for form in same_codes(code)]
    if not keys and "name" in row.cells:
        keys = [("name", row.cells["name"])]
    return keys


@dataclass
class Known:
    """The items of a portion of the file that are there, and the keys of those to come."""

    by: dict[Key, Item] = field(default_factory=dict)
    coming: set[Key] = field(default_factory=set)

    def add(self, item: Item) -> None:
        """Remember an item under all it may be found by."""
        told = [("code", item.code), ("sku", item.sku), ("name", item.name)]
        told += [("barcode", form) for row in item.barcodes for form in same_codes(row.code)]
        for key in told:
            if key[1]:
                self.by.setdefault(key, item)

    def of(self, keys: Iterable[Key]) -> Item | None:
        """The item that has one of the keys, the first key first."""
        return next((self.by[key] for key in keys if key in self.by), None)

    def is_coming(self, keys: Iterable[Key]) -> bool:
        """Whether an item that is still to be made has one of the keys."""
        return not self.coming.isdisjoint(keys)

    @classmethod
    def of_rows(cls, work: Work, rows: Sequence[Row]) -> "Known":
        """The items that rows may be about: a few questions, however many rows."""
        told: dict[str, set[str]] = {"code": set(), "sku": set(), "name": set()}
        barcodes: set[str] = set()
        for row in rows:
            for name in told.keys() & row.cells.keys():
                told[name].add(row.cells[name])
            for cell in (row.cells.get("gtin", ""), row.cells.get("barcode", "")):
                barcodes.update(form for code in several(cell) for form in same_codes(code))
        owners = select(ItemBarcode.owner_id).where(ItemBarcode.code.in_(barcodes))
        found = cls()
        for condition in (
            Item.code.in_(told["code"]),
            Item.sku.in_(told["sku"]),
            Item.id.in_(owners),
            Item.name.in_(told["name"]),
        ):
            asked = select(Item).where(condition, ~Item.deleted).order_by(Item.code)
            for item in work.session.scalars(asked.options(selectinload(Item.barcodes))):
                found.add(item)
        return found
