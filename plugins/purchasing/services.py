"""The verbs of buying: the course of an order to a supplier, from receipt to return."""

from typing import Any

from ...core import Texts, Work
from ...core.records.filling import based_on
from ...core.values import plain
from ..orders import Cycle, Words
from .documents import GoodsReceipt, SupplierOrder, SupplierOrderClosing, SupplierReturn
from .models import SupplierOrders

_ = Texts(__package__)

BEYOND_ORDER = "purchasing.receive_beyond_order"

CYCLE = Cycle(
    register=SupplierOrders,
    order=SupplierOrder,
    mover=GoodsReceipt,
    back=SupplierReturn,
    closing=SupplierOrderClosing,
    named="supplier_order",
    source="goods_receipt",
    beyond_right=BEYOND_ORDER,
    words=Words(
        beyond=_("More than was received"),
        short=_("More has gone back than was received"),
        gone_back=lambda number: _(
            "Goods of {number} have gone back to the supplier", number=number
        ),
    ),
)


def prices_of(_work: Work, receipt: GoodsReceipt) -> dict[str, Any]:
    """A price setting with the goods of a receipt, at what was paid, to be marked up."""
    lines = []
    for line in receipt.lines:
        row = {"item": str(line.item_id), "unit": str(line.unit_id), "price": plain(line.price)}
        lines.append(row | ({"variant": str(line.variant_id)} if line.variant_id else {}))
    return {**based_on(receipt), "organisation": str(receipt.organisation_id), "lines": lines}
