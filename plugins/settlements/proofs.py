"""Proofs on the live base: debts are what the papers say."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, select

from ...core import Work
from .models import Settlements

MOST = 20  # broken papers named of each kind; one is enough to stop, twenty show a pattern


def unsettled(work: Work, kind: Any, sign: int) -> Iterator[str]:
    """Posted papers of a kind whose debt is not the amount they say.

    Args:
        work: reading only.
        kind: of `SettledDocument`.
        sign: 1 where it adds to what the party owes us, -1 where it takes from it.
    """
    table = Settlements.movements
    moved = (
        select(table.c.recorder_id, func.sum(table.c.amount).label("amount"))
        .group_by(table.c.recorder_id)
        .subquery()
    )
    said = kind.settled_amount if sign > 0 else -kind.settled_amount
    asked = (
        select(kind.number, kind.id)
        .outerjoin(moved, moved.c.recorder_id == kind.id)
        .where(
            kind.posted,
            said != func.coalesce(moved.c.amount, 0),
        )
        .limit(MOST)
    )
    for number, key in work.session.execute(asked):
        yield f"{kind.kind} {number} ({key}): its amount is not what it moved in settlements"
