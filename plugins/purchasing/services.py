"""The verbs of buying: the course of an order to a supplier, from receipt to return."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from ...core import DerivedField, Movement, Refusal, Standing, Texts, Work
from ...core.posting.posting import Posting
from ...core.printing import PrintForm
from ...core.records.filling import based_on
from ...core.values import plain
from ..orders import (
    CourseWords,
    Cycle,
    Words,
    course_fields,
    course_of,
    note_form,
    paid_field,
    source_faults,
    torg12_form,
)
from ..pricing import label_form
from . import extra_costs, supplier_prices
from .documents import (
    GoodsReceipt,
    SupplierOrder,
    SupplierOrderAdjustment,
    SupplierOrderClosing,
    SupplierReturn,
)
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
    sign=-1,
)

COURSE = CourseWords(
    ordered=_("Under way"),
    moved=_("Received"),
    part=_("Received in part"),
    late=_("Overdue"),
    icon="package",
)


def states() -> list[DerivedField]:
    """What lists and REST tell of orders: their course, whether they are late, and paid."""
    return [*course_fields(CYCLE, COURSE), paid_field(CYCLE)]


def course(work: Work, kind: str, keys: Sequence[UUID]) -> dict[UUID, list[Standing]]:
    """How far orders to suppliers have come."""
    return course_of(work, CYCLE, COURSE, kind, keys)


def movements(posting: Posting) -> list[Movement]:
    """What a receipt takes from its order, a closing gives up; what a receipt tells of prices."""
    found = CYCLE.movements(posting)
    if isinstance(posting.document, GoodsReceipt):
        found.extend(supplier_prices.recorded(posting, posting.document))
    return found


def objections(posting: Posting) -> list[Refusal]:
    """What forbids posting a paper of buying."""
    document = posting.document
    found = list(CYCLE.objections(posting))
    if isinstance(document, SupplierOrderAdjustment):
        found.extend(source_faults(document, document.supplier_order, "supplier_order"))
    if isinstance(posting.document, extra_costs.ExtraCosts):
        found.extend(extra_costs.objections(posting.document))
    return found


def prices_of(_work: Work, receipt: GoodsReceipt) -> dict[str, Any]:
    """A price setting with the goods of a receipt, at what was paid, to be marked up."""
    lines = []
    for line in receipt.lines:
        row = {"item": str(line.item_id), "unit": str(line.unit_id), "price": plain(line.price)}
        lines.append(row | ({"variant": str(line.variant_id)} if line.variant_id else {}))
    return {**based_on(receipt), "organisation": str(receipt.organisation_id), "lines": lines}


def forms() -> list[PrintForm]:
    """The notes of a receipt and a return; price labels of what a receipt has brought."""
    came = (_("Handed over by"), _("Accepted by"))
    back = (_("Released by"), _("Received by"))
    return [
        note_form("receipt_note", _("Goods received"), "goods_receipt", signs=came),
        label_form(GoodsReceipt.kind),
        note_form("return_note", _("Goods sent back"), "supplier_return", signs=back),
        torg12_form("delivery_note", "supplier_return"),
    ]
