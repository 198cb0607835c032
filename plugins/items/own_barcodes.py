"""Barcodes of the shop's own for items that came without one, many items at once.

An eight-digit code that begins with 2 is free for use within a shop (GS1 General
Specifications §2.1.11, RCN-8): the code of the item stands in it, so no two are the same.
"""

from collections.abc import Mapping
from typing import Any

from ...core import Record, Refusal, Texts, Work
from ...core.bulk import BulkAction
from ...core.records.write import save
from .barcodes import check_digit
from .models import Item

_ = Texts(__package__)

PREFIX, DIGITS = "2", 6


class NoOwnBarcode(Refusal):
    """The code of an item does not fit into a barcode of the shop's own."""

    code = "items.no_own_barcode"


def own_barcode(item: Item) -> str:
    """The shop's own barcode of an item.

    Raises:
        NoOwnBarcode: where its code is not up to six digits.
    """
    code = item.code
    if not (code.isascii() and code.isdigit() and len(code) <= DIGITS):
        raise NoOwnBarcode(
            _("The code {code} of {name} is not up to six digits", code=code, name=item.name),
            path="code",
            remedy=_("Enter a barcode by hand"),
        )
    body = PREFIX + code.zfill(DIGITS)
    return body + check_digit(body)


def _give(work: Work, record: Record, _given: Mapping[str, Any]) -> None:
    """An item that has a barcode keeps it."""
    if isinstance(record, Item) and not record.barcodes:
        save(work, "item", {"barcodes": [{"code": own_barcode(record)}]}, id=record.id)


GIVE = BulkAction(
    "items.own_barcode", _("Give barcodes of our own"), run=_give, kinds=("item",), icon="barcode"
)
