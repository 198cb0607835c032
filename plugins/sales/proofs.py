"""Proofs on the live base: shipments and returns are what the registers say."""

from collections.abc import Iterator

from sqlalchemy import func, select

from ...core import Work
from ..settlements import unsettled
from ..stock import unmoved
from .documents import CustomerReturn, Shipment
from .models import Sales

MOST = 20


def broken(work: Work) -> list[str]:
    """Papers of selling whose goods, debts or sales differ from what they moved."""
    found: list[str] = []
    for kind, sign in ((Shipment, 1), (CustomerReturn, -1)):
        found += unmoved(work, kind)
        found += unsettled(work, kind, sign)
        found += _unsold(work, kind, sign)
    return found


def _unsold(work: Work, kind: type[Shipment] | type[CustomerReturn], sign: int) -> Iterator[str]:
    """Posted papers in the currency of the books whose amount is not what they add to sales."""
    table = Sales.movements
    moved = (
        select(table.c.recorder_id, func.sum(table.c.amount).label("amount"))
        .group_by(table.c.recorder_id)
        .subquery()
    )
    said = kind.amount if sign > 0 else -kind.amount
    asked = (
        select(kind.number, kind.id)
        .outerjoin(moved, moved.c.recorder_id == kind.id)
        .where(
            kind.posted,
            kind.books_rate == 1,
            said != func.coalesce(moved.c.amount, 0),
        )
        .limit(MOST)
    )
    for number, key in work.session.execute(asked):
        yield f"{kind.kind} {number} ({key}): its amount is not what it moved in sales"
