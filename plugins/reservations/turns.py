"""In which turn goods are promised: from which place first, and which promise is given up last."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ...core import Work
from ..purchasing import SupplierOrder
from ..stock import Warehouse


def in_turn(work: Work, places: Collection[UUID], own: Collection[UUID | None]) -> list[UUID]:
    """Warehouses, the order's own first and then by code; then what comes the soonest.

    The setting `orders_first` turns the two round. Places out of sight are left out.

    Args:
        work: the unit of work.
        places: warehouses and orders to suppliers.
        own: the warehouses the orders name themselves.
    """
    known = select(Warehouse.id, Warehouse.code).where(Warehouse.id.in_(places))
    stock: dict[UUID, Any] = {
        key: (key not in own, code) for key, code in work.session.execute(known)
    }
    asked = select(SupplierOrder.id, SupplierOrder.due_on, SupplierOrder.moment)
    found = work.session.execute(asked.where(SupplierOrder.id.in_(places)))
    coming: dict[UUID, Any] = {key: (due is None, due, moment) for key, due, moment in found}
    both = (coming, stock) if _orders_first(work) else (stock, coming)
    return [key for turn in both for key in sorted(turn, key=lambda one: turn[one])]


def _orders_first(work: Work) -> bool:
    found = work.house.plugins.get("reservations")
    return bool(found and found.configured["orders_first"])
