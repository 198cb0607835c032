"""Proofs on the live base: money is what the papers say."""

from collections.abc import Iterator

from sqlalchemy import case, func, select

from ...core import Work
from .documents import CashExpense, CashReceipt, MoneyDocument, PaymentOrder
from .models import Cash

MOST = 20


def broken(work: Work) -> list[str]:
    """Papers of money whose amount is not what they moved."""
    kinds: tuple[type[MoneyDocument], ...] = (CashReceipt, CashExpense, PaymentOrder)
    return [line for kind in kinds for line in _unmoved(work, kind)]


def _unmoved(work: Work, kind: type[MoneyDocument]) -> Iterator[str]:
    table = Cash.movements
    moved = (
        select(table.c.recorder_id, table.c.place_id, func.sum(table.c.amount).label("amount"))
        .group_by(table.c.recorder_id, table.c.place_id)
        .subquery()
    )
    signed = case((kind.direction == "in", kind.amount), else_=-kind.amount)
    asked = (
        select(kind.number, kind.id)
        .outerjoin(moved, (moved.c.recorder_id == kind.id) & (moved.c.place_id == kind.place_id))
        .where(kind.posted, signed != func.coalesce(moved.c.amount, 0))
        .limit(MOST)
    )
    for number, key in work.session.execute(asked):
        yield f"{kind.kind} {number} ({key}): its amount is not what it moved in cash"
