"""The verbs of supplying ourselves: papers made from an order, and what is refused of one."""

from collections.abc import Iterator
from typing import Any

from ...core import Panel, Record, Refusal, Texts, Work
from ...core.records.filling import based_on
from ...core.values import plain
from ..orders import NothingLeft, left_of, order_panel, rows_left
from ..reservations import open_rows
from ..stock import goods_faults, unmoved
from .documents import DepartmentIssue, InternalOrder, InternalPaper
from .errors import NobodyAsks, NotToThere
from .models import InternalOrders

_ = Texts(__package__)


def objections(record: Record) -> Iterator[Refusal]:
    """What forbids saving a paper: nobody asks for the goods, or there are none of them."""
    if isinstance(record, InternalPaper):
        yield from goods_faults(record.lines)
    if isinstance(record, InternalOrder):
        if record.to_warehouse_id is None and record.department_id is None:
            yield NobodyAsks(
                _("Who asks for the goods?"),
                path="to_warehouse",
                remedy=_("Name the warehouse or the department they are for"),
            )
        elif record.to_warehouse_id == record.warehouse_id:
            yield NotToThere(
                _("Goods can not be asked of the warehouse that asks for them"), path="warehouse"
            )


def transfer_of(work: Work, order: InternalOrder) -> dict[str, Any]:
    """A transfer that brings what is left of an order.

    Raises:
        NotToThere: where it is for a department that has no warehouse.
        NothingLeft: where all of it was brought.
    """
    if order.to_warehouse_id is None:
        raise NotToThere(
            _("The order {number} is for a department without a warehouse", number=order.number),
            remedy=_("Create an issue to the department"),
        )
    return {**_carrying(work, order), "to_warehouse": str(order.to_warehouse_id)}


def issue_of(work: Work, order: InternalOrder) -> dict[str, Any]:
    """An issue to the department of what is left of an order.

    Raises:
        NotToThere: where no department asks.
        NothingLeft: where all of it was brought.
    """
    if order.department_id is None:
        raise NotToThere(
            _("The order {number} is for a warehouse", number=order.number),
            remedy=_("Create a transfer to the warehouse"),
        )
    return {**_carrying(work, order), "department": str(order.department_id)}


def reservation_of(work: Work, order: InternalOrder) -> dict[str, Any]:
    """A reservation of what an order is not promised yet.

    Raises:
        NothingFree: where nothing can be promised.
    """
    return {**_following(order), "lines": open_rows(work, order)}


def closing_of(_work: Work, order: InternalOrder) -> dict[str, Any]:
    """A closing of what is left of an order."""
    return {
        **based_on(order),
        "organisation": str(order.organisation_id),
        "lines": [{"order": str(order.id)}],
    }


def _following(order: InternalOrder) -> dict[str, Any]:
    return {
        **based_on(order),
        "organisation": str(order.organisation_id),
        "internal_order": str(order.id),
    }


def _carrying(work: Work, order: InternalOrder) -> dict[str, Any]:
    rows = rows_left(order.lines, left_of(work, InternalOrders, order.id))
    if not rows:
        raise NothingLeft(
            _("Nothing is left of {title} {number}", title=order.title[0], number=order.number)
        )
    made = {**_following(order), "lines": [_row(line, quantity) for line, quantity in rows]}
    if order.warehouse_id is not None:
        made["warehouse"] = str(order.warehouse_id)
    return made


def _row(line: Any, quantity: Any) -> dict[str, str]:
    row = {"item": str(line.item_id), "unit": str(line.unit_id), "quantity": plain(quantity)}
    for name in ("variant", "lot"):
        key = getattr(line, f"{name}_id")
        if key is not None:
            row[name] = str(key)
    return row


def panels(work: Work, record: Record) -> list[Panel]:
    """On an order: what of it was brought, and what was not."""
    if isinstance(record, InternalOrder) and work.access.may("internal_orders.read"):
        return [order_panel(work, record, InternalOrders)]
    return []


def broken(work: Work) -> list[str]:
    """Issues whose goods differ from what they moved."""
    return list(unmoved(work, DepartmentIssue))
