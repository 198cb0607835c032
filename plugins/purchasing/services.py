"""The verbs of buying: orders carried out, returns bounded, papers made from one another."""

from collections.abc import Iterator
from typing import Any

from ...core import Document, Movement, Panel, Record, Refusal, Texts, Work
from ...core.posting.posting import Posting
from ...core.records.filling import based_on
from ...core.values import plain
from ..stock import (
    CarriedOut,
    beyond,
    beyond_faults,
    carry_out,
    close_out,
    following,
    hold,
    left_of,
    order_panel,
    placement_faults,
    returned,
    rows_left,
    short_of,
    source_faults,
    summed,
)
from .documents import GoodsReceipt, SupplierOrder, SupplierOrderClosing, SupplierReturn
from .errors import HasReturns, MoreThanOrdered, MoreThanReceived, NothingLeft, OtherSource
from .models import SupplierOrders

_ = Texts(__package__)

BEYOND_ORDER = "purchasing.receive_beyond_order"
CARRIED = "purchasing.carried_out"


def record_faults(work: Work, record: Record) -> list[Refusal]:
    """What forbids saving an order: goods placed where they can not be."""
    if not isinstance(record, SupplierOrder):
        return []
    return list(placement_faults(work, record.lines, ("customer_order",)))


def order_movements(posting: Posting) -> list[Movement]:
    """What a receipt takes from the order it names, and a closing from all it closes."""
    document = posting.document
    if isinstance(document, SupplierOrderClosing):
        return close_out(posting, SupplierOrders, [line.order_id for line in document.lines])
    if not isinstance(document, GoodsReceipt) or document.supplier_order_id is None:
        return []
    done = carry_out(posting, SupplierOrders, document.supplier_order_id, document.lines)
    posting.shared[CARRIED] = done
    return done.movements


def objections(posting: Posting) -> Iterator[Refusal]:
    """What forbids posting a receipt or a return.

    Raises:
        Forbidden: where more than ordered is taken in on purpose, and the person may not.
    """
    document = posting.document
    if isinstance(document, GoodsReceipt):
        yield from source_faults(document, document.supplier_order, "supplier_order", OtherSource)
        yield from _beyond_order(posting, document)
        if posting.again:
            yield from _less_than_returned(posting.work, document)
    if isinstance(document, SupplierReturn) and document.goods_receipt is not None:
        yield from source_faults(document, document.goods_receipt, "goods_receipt", OtherSource)
        yield from _beyond_receipt(posting.work, document, document.goods_receipt)
    if isinstance(document, SupplierOrderClosing) and not posting.of(SupplierOrders):
        yield NothingLeft(_("Nothing is left of these orders"), path="lines")


def _beyond_order(posting: Posting, document: GoodsReceipt) -> Iterator[Refusal]:
    done: CarriedOut = posting.shared.get(CARRIED, CarriedOut())
    if not done.beyond or posting.restoring:
        return
    if document.beyond_order:
        posting.work.access.require(BEYOND_ORDER)
        return
    yield from beyond_faults(
        posting.work,
        done.beyond,
        MoreThanOrdered,
        _("More than ordered"),
        _("Lower the quantity; who has the right may post it “beyond the order”"),
    )


def _beyond_receipt(
    work: Work, document: SupplierReturn, receipt: GoodsReceipt
) -> Iterator[Refusal]:
    hold(work, receipt)
    back = returned(work, SupplierReturn, "goods_receipt", receipt.id, but=document.id)
    yield from beyond_faults(
        work,
        beyond(document.lines, receipt.lines, back),
        MoreThanReceived,
        _("More than was received"),
        _("Lower the quantity"),
    )


def _less_than_returned(work: Work, receipt: GoodsReceipt) -> Iterator[Refusal]:
    yield from beyond_faults(
        work,
        short_of(
            summed(receipt.lines), returned(work, SupplierReturn, "goods_receipt", receipt.id)
        ),
        MoreThanReceived,
        _("More has gone back than was received"),
        _("Take the returns back first"),
    )


def require_no_returns(work: Work, document: Document) -> None:
    """Go on with unposting a receipt only if nothing of it has gone back.

    Raises:
        HasReturns: otherwise.
    """
    if isinstance(document, GoodsReceipt) and returned(
        work, SupplierReturn, "goods_receipt", document.id
    ):
        raise HasReturns(
            _("Goods of {number} have gone back to the supplier", number=document.number),
            remedy=_("Unpost the returns first"),
            record=str(document.id),
        )


# --- papers made from others ------------------------------------------------------------


def receipt_of(work: Work, order: SupplierOrder) -> dict[str, Any]:
    """A receipt of what is left of an order.

    Raises:
        NothingLeft: where all of it has come.
    """
    rows = rows_left(order.lines, left_of(work, SupplierOrders, order.id))
    return following(order, "supplier_order", _some(rows, order))


def return_of(work: Work, receipt: GoodsReceipt) -> dict[str, Any]:
    """A return of what has not gone back of a receipt.

    Raises:
        NothingLeft: where all of it has.
    """
    left = summed(line for line in receipt.lines if line.stocked)
    for key, quantity in returned(work, SupplierReturn, "goods_receipt", receipt.id).items():
        left[key] = left.get(key, quantity) - quantity
    return following(receipt, "goods_receipt", _some(rows_left(receipt.lines, left), receipt))


def closing_of(_work: Work, order: SupplierOrder) -> dict[str, Any]:
    """A closing of what is left of an order."""
    return {
        **based_on(order),
        "organisation": str(order.organisation_id),
        "lines": [{"order": str(order.id)}],
    }


def prices_of(_work: Work, receipt: GoodsReceipt) -> dict[str, Any]:
    """A price setting with the goods of a receipt, at what was paid, to be marked up."""
    lines = []
    for line in receipt.lines:
        row = {"item": str(line.item_id), "unit": str(line.unit_id), "price": plain(line.price)}
        lines.append(row | ({"variant": str(line.variant_id)} if line.variant_id else {}))
    return {**based_on(receipt), "organisation": str(receipt.organisation_id), "lines": lines}


def _some(rows: list[Any], source: Document) -> list[Any]:
    if not rows:
        raise NothingLeft(
            _("Nothing is left of {title} {number}", title=source.title[0], number=source.number)
        )
    return rows


def panels(work: Work, record: Record) -> list[Panel]:
    """On an order: what has come, and what has not."""
    if not isinstance(record, SupplierOrder) or not work.access.may("supplier_orders.read"):
        return []
    return [order_panel(work, record, SupplierOrders)]
