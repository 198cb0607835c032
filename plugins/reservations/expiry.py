"""Promises nobody has paid for end after the days the contract allows (capabilities §2.3)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from itertools import islice
from typing import cast
from uuid import UUID

from sqlalchemy import select

from ...core import Text, Texts, Work
from ...core.access.chain import AuditEntry
from ...core.jobs import Job, Payload
from ...core.notices import Notices
from ...core.posting import readings, service
from ...core.records.filling import based_on
from ...core.records.write import save
from ...core.values import HUNDRED, ZERO, plain
from ..items import Item, items_by_key
from ..parties import Contract
from ..sales import CustomerOrder, prepayment_faults
from .ageing import Place, promises_before, told_places
from .documents import Reservation
from .models import PROMISES
from .promising import Goods
from .turns import in_turn

_ = Texts(__package__)


def overdue(work: Work) -> Iterator[CustomerOrder]:
    """Orders of which something is promised, unpaid, for longer than their contract allows."""
    promised = {
        row[name]
        for register, name in PROMISES
        for row in readings.balance(work, register, by=(name,))
    }
    asked = (
        select(CustomerOrder, Contract)
        .join(Contract, Contract.id == CustomerOrder.contract_id)
        .where(CustomerOrder.id.in_(promised), Contract.reserve_days.is_not(None))
        .order_by(CustomerOrder.moment, CustomerOrder.id)
    )
    for order, contract in work.session.execute(asked):
        if _expired(work, order, contract)[0] and not _is_paid(work, order, contract):
            yield order


def _expired(
    work: Work, order: CustomerOrder, contract: Contract
) -> tuple[dict[Goods, Decimal], dict[Place, Decimal]]:
    """What has been promised for more than the days of the contract, by goods and by place."""
    days = timedelta(days=contract.reserve_days or 0)
    return promises_before(work, order.id, work.clock.now() - days)


def _is_paid(work: Work, order: CustomerOrder, contract: Contract) -> bool:
    """Whether what the contract asks for beforehand is paid; all of it, where it says nothing."""
    percent = HUNDRED if contract.prepayment_percent is None else contract.prepayment_percent
    return not prepayment_faults(work, contract, order.id, percent=percent)


def release(work: Work, order: CustomerOrder) -> int:
    """Release what has expired of one order by a paper of its own; answers how many rows it has."""
    lines = list(_rows(work, order))
    data = {
        **based_on(order),
        "organisation": str(order.organisation_id),
        "customer_order": str(order.id),
        "comment": str(_("Not paid in time")),
        "lines": lines,
    }
    paper = cast("Reservation", save(work, "reservation", data))
    service.post(work, paper)
    Notices(work).tell(
        _said(order),
        users=whom_to_tell(work, order),
        link=f"/documents/customer_order/{order.id}",
    )
    return len(lines)


def _rows(work: Work, order: CustomerOrder) -> Iterator[dict[str, str]]:
    """Rows that give up what has expired: where it stands for long first, then what came last."""
    goods, old = _expired(work, order, order.contract)
    now = _promised(work, order)
    places = list(reversed(in_turn(work, {place for _goods, place in now}, {order.warehouse_id})))
    items = items_by_key(work, {item for item, _variant in goods})
    for key, need in goods.items():
        given: dict[UUID, Decimal] = {}
        for stands in (old, now):
            for place in places:
                there = min(stands.get((key, place), ZERO), now.get((key, place), ZERO))
                part = min(need, there - given.get(place, ZERO))
                if part > 0:
                    need -= part
                    given[place] = given.get(place, ZERO) + part
        yield from (_row(items[key[0]], key[1], place, much) for place, much in given.items())


def _promised(work: Work, order: CustomerOrder) -> Mapping[Place, Decimal]:
    """What is promised to an order now, by goods and place."""
    return {
        ((row["item"], row["variant"]), row[place]): row["quantity"]
        for register, name, place in told_places()
        for row in readings.balance(work, register, where={name: order.id})
    }


def _row(item: Item, variant: UUID | None, place: UUID, much: Decimal) -> dict[str, str]:
    made = {"item": str(item.id), "unit": str(item.unit_id), "quantity": plain(much)}
    return {**made, **({"variant": str(variant)} if variant else {}), "from": str(place)}


def _said(order: CustomerOrder) -> Text:
    if order.manager is None:
        return _("The reserve of {number} was released: not paid in time", number=order.number)
    return _(
        "The reserve of {number} was released: not paid in time. Its manager is {manager}",
        number=order.number,
        manager=order.manager.name,
    )


def whom_to_tell(work: Work, order: CustomerOrder) -> Iterable[UUID]:
    """The users who are told of an order's release: those who made it.

    Managers are no users: who leaves, or never signs in, is still one. Once they name the user
    they sign in as, that user is told here, too.
    """
    asked = select(AuditEntry.user_id).where(
        AuditEntry.record_id == order.id, AuditEntry.action == "created"
    )
    return [one for one in work.session.scalars(asked) if one is not None]


def run(work: Work, payload: Payload) -> Payload | None:
    """One step of the nightly work: one order; done when none is overdue."""
    found = list(islice(overdue(work), 2))
    if not found:
        return None
    release(work, found[0])
    return {"released": payload.get("released", 0) + 1} if len(found) > 1 else None


RELEASE = Job(
    "reservations.release",
    _("Release reserves that were not paid in time"),
    "reservation.post",
    run,
    schedule="FREQ=DAILY;BYHOUR=1;BYMINUTE=30;BYSECOND=0",
)
