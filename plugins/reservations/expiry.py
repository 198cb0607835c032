"""Reserves nobody has paid for end after the days the contract allows (capabilities §2.3)."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from ...core import Texts, Work
from ...core.access.chain import AuditEntry
from ...core.jobs import Job, Payload
from ...core.notices import Notices
from ...core.posting import readings, service
from ...core.records.filling import based_on
from ...core.records.write import save
from ...core.values import ONE, ZERO, plain, round_to
from ..items import Item, items_by_key
from ..parties import Contract
from ..sales import CustomerOrder, CustomerOrders
from ..settlements import deal_for, debt_of
from .documents import Reservation
from .models import StockReserved

_ = Texts(__package__)

HUNDRED = Decimal(100)
Row = Mapping[str, Any]


def overdue(work: Work) -> list[CustomerOrder]:
    """Orders whose reserve has stood unpaid for longer than their contract allows."""
    reserved = {row["order"] for row in readings.balance(work, StockReserved, by=("order",))}
    asked = (
        select(CustomerOrder, Contract)
        .join(Contract, Contract.id == CustomerOrder.contract_id)
        .where(CustomerOrder.id.in_(reserved), Contract.reserve_days.is_not(None))
        .order_by(CustomerOrder.moment, CustomerOrder.id)
    )
    now = work.clock.now()
    return [
        order
        for order, contract in work.session.execute(asked)
        if order.moment + timedelta(days=contract.reserve_days or 0) < now
        and not _is_paid(work, order, contract)
    ]


def _is_paid(work: Work, order: CustomerOrder, contract: Contract) -> bool:
    """Whether the advance covers the part of the order's rest that is asked for beforehand."""
    rest = readings.balance(work, CustomerOrders, by=(), where={"order": order.id})
    left = sum((row["amount"] for row in rest), ZERO)
    share = ONE if contract.prepayment_percent is None else contract.prepayment_percent / HUNDRED
    advance = -debt_of(work, contract, deal_for(contract, order, order.id))
    return advance >= round_to(left * share, 2)


def release(work: Work, order: CustomerOrder) -> int:
    """Release the reserve of one order by a paper of its own; answers how many rows it has."""
    rows = readings.balance(work, StockReserved, where={"order": order.id})
    items = items_by_key(work, {row["item"] for row in rows})
    data = {
        **based_on(order),
        "organisation": str(order.organisation_id),
        "customer_order": str(order.id),
        "comment": str(_("Not paid in time")),
        "lines": [_line(items[row["item"]], row) for row in rows],
    }
    paper = cast("Reservation", save(work, "reservation", data))
    service.post(work, paper)
    _tell(work, order)
    return len(rows)


def _line(item: Item, row: Row) -> dict[str, str]:
    made = {"item": str(item.id), "unit": str(item.unit_id), "quantity": plain(row["quantity"])}
    variant = {"variant": str(row["variant"])} if row["variant"] else {}
    return {**made, **variant, "from": str(row["warehouse"])}


def _tell(work: Work, order: CustomerOrder) -> None:
    Notices(work).tell(
        _("The reserve of {number} was released: not paid in time", number=order.number),
        users=_makers(work, order.id),
        link=f"/documents/customer_order/{order.id}",
    )


def _makers(work: Work, order_id: UUID) -> Iterable[UUID]:
    asked = select(AuditEntry.user_id).where(
        AuditEntry.record_id == order_id, AuditEntry.action == "created"
    )
    return [one for one in work.session.scalars(asked) if one is not None]


def run(work: Work, _payload: Payload) -> Payload | None:
    """One step of the nightly work: one order; done when none is overdue."""
    found = overdue(work)
    if not found:
        return None
    release(work, found[0])
    return {"left": len(found) - 1} if len(found) > 1 else None


RELEASE = Job(
    "reservations.release",
    _("Release reserves that were not paid in time"),
    "reservation.post",
    run,
    schedule="FREQ=DAILY;BYHOUR=1;BYMINUTE=30;BYSECOND=0",
)
