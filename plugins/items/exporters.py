"""`tradepost export goods_csv FILE`: the list of goods in the form the import reads."""

import csv
from collections.abc import Mapping, Sequence
from decimal import Decimal
from io import TextIOWrapper
from typing import Any, BinaryIO
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ...core import Texts, Work
from ...core.exchange_kinds import Exporter
from ...core.posting.readings import latest
from ...core.values import plain
from .goods_file import FORMULA
from .goods_prices import PRICES
from .models import Item, ItemGroup, Unit

_ = Texts(__package__)

COLUMNS = ("code", "name", "sku", "barcode", "unit", "group", "kind", "vat", "weight")
AT_ONCE = 1000


def export_goods(work: Work, target: BinaryIO) -> int:
    """Write all items that are not marked for deletion; answers how many.

    Raises:
        Forbidden: without the right `item.read`.
    """
    groups = _groups(work)
    units = {one.id: one.code for one in work.session.scalars(select(Unit))}
    types, prices = _prices(work)
    text = TextIOWrapper(target, "utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([*COLUMNS, *(f"price:{code}" for code in types.values())])
    count, after = 0, ""
    while True:
        asked = select(Item).where(~Item.deleted, Item.code > after).order_by(Item.code)
        items = work.session.scalars(
            asked.limit(AT_ONCE).options(selectinload(Item.barcodes))
        ).all()
        for item in items:
            row = _row(item, units.get(item.unit_id, ""), groups.get(item.group_id or item.id, ""))
            told = [prices.get((key, item.id)) for key in types]
            writer.writerow([*row, *("" if one is None else plain(one) for one in told)])
        count += len(items)
        if len(items) < AT_ONCE:
            break
        after = items[-1].code
    text.detach()
    return count


def _row(item: Item, unit: str, group: str) -> list[str]:
    return [
        safe(item.code),
        safe(item.name),
        safe(item.sku),
        " ".join(row.code for row in item.barcodes),
        unit,
        safe(group),
        item.kind_,
        "none" if item.vat_rate is None else plain(item.vat_rate),
        "" if item.weight is None else plain(item.weight),
    ]


def safe(cell: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _groups(work: Work) -> Mapping[UUID, str]:
    """Paths of groups: `Drinks > Tea`."""
    found: Sequence[Any] = work.session.scalars(select(ItemGroup)).all()
    known = {one.id: one for one in found}

    def path(key: UUID | None, left: int = 100) -> list[str]:
        one = known.get(key) if key is not None and left else None
        return [*path(one.parent_id, left - 1), one.name] if one else []

    return {key: " > ".join(path(key)) for key in known}


def _prices(work: Work) -> tuple[dict[UUID, str], dict[tuple[UUID, UUID], Decimal]]:
    """Codes of the types whose prices people enter, and those prices."""
    register: Any = work.schema.facts.get(PRICES)
    cls: Any = work.schema.catalogs.get("price_type")
    if register is None or cls is None or not work.access.may(f"{PRICES}.read"):
        return {}, {}
    asked = select(cls).where(~cls.deleted, cls.method == "base").order_by(cls.code)
    types = {one.id: one.code for one in work.session.scalars(asked)}
    rows = latest(work, register, where={"price_type": list(types), "variant": None})
    return types, {(row["price_type"], row["item"]): row["price"] for row in rows if row["price"]}


GOODS_LIST = Exporter(
    "goods_csv", _("List of goods (CSV)"), "item.read", export_goods, ".csv", "text/csv"
)
