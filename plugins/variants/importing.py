"""`tradepost import variants_csv FILE`: variants of goods, a column for each property.

The first line names the columns: `item` (code, SKU or name), any property by its name or code,
and `barcode`, which is added to the item for the variant. CSV, TSV, semicolons or an Excel
workbook; the same list again changes nothing.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ...core import Texts, Work
from ...core.exchange_kinds import Importer, Source, Tally
from ...core.importing.file import open_file, read_table
from ...core.importing.table import WHY
from ...core.records.write import save
from ...core.schema.record import search_key
from ..items import Item, Variant
from .errors import NotVariants, WrongVariant
from .filling import signature
from .known import properties_of, property_named, value_named
from .models import VariantValues

_ = Texts(__package__)

ITEM = ("item", "товар", "номенклатура", "код товара", "артикул", "sku")
BARCODE = ("barcode", "штрихкод", "штрих-код", "gtin", "ean")


def import_variants(work: Work, source: Source, tally: Tally) -> None:
    """Make the variants of a list; those that are there stay, and may get a barcode.

    Raises:
        NotTable, NotVariants: where the file as a whole can not be read.
    """
    book = open_file(source.read())
    table = read_table(book, book.sheets[0])
    titles = [search_key(one) for one in table.titles]
    item = next((n for n, one in enumerate(titles) if one in ITEM), None)
    if item is None:
        raise NotVariants(
            _("No column says which item the variants are of"),
            remedy=_("Call it “item”; its cells hold a code, an SKU or a name"),
        )
    barcode = next((n for n, one in enumerate(titles) if one in BARCODE), None)
    others = [n for n, one in enumerate(titles) if one and n not in (item, barcode)]
    for done, row in enumerate(table.rows, start=1):
        values = {table.titles[n]: row.cell(n) for n in others if row.cell(n).strip()}
        code = row.cell(barcode).strip() if barcode is not None else ""
        for fault in row.bad.values():
            tally.refuse(row.number, WHY[fault])
        if not row.bad:
            with tally.line(work, row.number):
                _take(work, tally, row.cell(item).strip(), values, code)
        tally.progress(done, len(table.rows))


def _take(work: Work, tally: Tally, name: str, values: Mapping[str, str], barcode: str) -> None:
    item = _item(work, name)
    variant = _there(work, item.id, values)
    if variant is None:
        variant = save(work, Variant.kind, {"item": str(item.id), "values": dict(values)}).id
        tally.created += 1
        known = True
    else:
        known = not barcode or any(row.code == barcode for row in item.barcodes)
        tally.unchanged += known
        tally.updated += not known
    if barcode and not any(row.code == barcode for row in item.barcodes):
        kept: list[Any] = [{"id": str(row.id)} for row in item.barcodes]
        new = {"code": barcode, "variant": str(variant)}
        save(work, Item.kind, {"barcodes": [*kept, new]}, id=item.id)


def _item(work: Work, name: str) -> Item:
    key = search_key(name)
    for column, wanted in ((Item.code, name), (Item.sku, name), (Item.name_key, key)):
        found = work.session.scalars(
            select(Item).where(column == wanted, ~Item.deleted).limit(2)
        ).all()
        if len(found) == 1 and wanted:
            return found[0]
    raise WrongVariant(
        _("There is no one item “{name}”", name=name), path="item",
        remedy=_("Name it by its code"),
    )  # fmt: skip


def _there(work: Work, item_id: UUID, values: Mapping[str, str]) -> UUID | None:
    """The variant that has these values already."""
    properties = properties_of(work, item_id)
    keys = [value_named(work, property_named(properties, n), v).id for n, v in values.items()]
    asked = select(VariantValues.id).where(VariantValues.signature == signature(item_id, keys))
    return work.session.scalar(asked) if properties else None


VARIANTS = Importer(
    "variants_csv", _("Variants of goods (CSV)"), "variant.create", import_variants,
    (".csv", ".tsv", ".txt", ".xlsx"),
)  # fmt: skip
