"""Proofs on the live base: what customers hold of ours is what lies with customers."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from ...core import Work
from ..stock import StockOnHand
from .models import WITH_CUSTOMERS, PackagingIn, PackagingOut

MOST = 20


def broken(work: Work) -> list[str]:
    """Packaging of which other quantities are held than lie there; deposits of nothing."""
    return [*_differing(work), *_of_nothing(work, PackagingOut), *_of_nothing(work, PackagingIn)]


def _differing(work: Work) -> Iterator[str]:
    stock: Any = StockOnHand.totals
    held = _sums(work, PackagingOut.totals)
    lies = _sums(work, stock, stock.c.warehouse_id == WITH_CUSTOMERS)
    for item in sorted(held.keys() | lies.keys(), key=str)[:MOST]:
        one, two = held.get(item, 0), lies.get(item, 0)
        if one != two:
            yield f"packaging {item}: customers hold {one}, with customers lie {two}"


def _of_nothing(work: Work, register: Any) -> Iterator[str]:
    table = register.totals
    asked = select(table.c.contract_id, table.c.item_id)
    asked = asked.where(table.c.quantity == 0, table.c.amount != 0)
    for contract, item in work.session.execute(asked.limit(MOST)):
        yield f"{register.kind} {contract} {item}: a deposit of nothing"


def _sums(work: Work, table: Any, *where: Any) -> dict[UUID, Decimal]:
    quantity = table.c.quantity
    asked = select(table.c.item_id, func.sum(quantity, type_=quantity.type)).where(*where)
    rows = work.session.execute(asked.group_by(table.c.item_id))
    return {item: sum_ for item, sum_ in rows if sum_}
