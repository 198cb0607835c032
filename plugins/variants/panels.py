"""The variants of an item, beside its card."""

from ...core import Panel, Record, Texts, Work
from ..items import Item, ItemBarcode
from .matrix import matrix_of

_ = Texts(__package__)

MOST = 100


def panels(work: Work, record: Record) -> list[Panel]:
    """Which variants an item comes in, with their codes and barcodes; none for others."""
    if not isinstance(record, Item) or not work.access.may("variant.read"):
        return []
    variants = matrix_of(work, record.id).variants[:MOST]
    if not variants:
        return []
    codes: dict[object, list[str]] = {}
    row: ItemBarcode
    for row in record.barcodes:
        codes.setdefault(row.variant_id, []).append(row.code)
    rows = [(one, one.code, ", ".join(codes.get(one.id, ()))) for one in variants]
    columns = [(_("Variant"), "reference"), (_("Code"), "text"), (_("Barcodes"), "text")]
    return [Panel(_("Variants"), columns, rows)]
