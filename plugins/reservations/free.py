"""What is free: what lies in warehouses or is to come, less what is promised."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from ...core import Work
from ...core.posting import readings
from ...core.values import ZERO
from ..purchasing import SupplierOrders
from ..stock import StockOnHand
from .models import OrderPlacement, StockReserved
from .promising import Goods


@dataclass
class Coverage:
    """How one good of an order is provided for, in base units."""

    left: Decimal = ZERO
    reserved: Decimal = ZERO
    placed: Decimal = ZERO

    @property
    def open(self) -> Decimal:
        """What is promised nowhere yet."""
        return max(self.left - self.reserved - self.placed, ZERO)


def coverage(work: Work, order: Any) -> dict[Goods, Coverage]:
    """What is left of an order, and how much of that is reserved and placed."""
    found: dict[Goods, Coverage] = {}
    mine: dict[str, Any] = {"order": order.id}
    theirs: dict[str, Any] = {"customer_order": order.id}
    asked: tuple[tuple[str, Any, dict[str, Any]], ...] = (
        ("left", order.left_in, mine),
        ("reserved", StockReserved, mine),
        ("placed", OrderPlacement, theirs),
    )
    for name, register, where in asked:
        for row in readings.balance(work, register, by=("item", "variant"), where=where):
            one = found.setdefault((row["item"], row["variant"]), Coverage())
            setattr(one, name, row["quantity"])
    return found


def free_stock(work: Work, items: Collection[UUID]) -> dict[Goods, dict[UUID, Decimal]]:
    """What is free of items now, by warehouse: on hand less reserved."""
    return _less(work, items, StockOnHand, StockReserved, "warehouse")


def free_to_come(work: Work, items: Collection[UUID]) -> dict[Goods, dict[UUID, Decimal]]:
    """What suppliers' orders are to bring of items that nobody is promised, by order."""
    return _less(work, items, SupplierOrders, OrderPlacement, "order")


def _less(
    work: Work, items: Collection[UUID], there: Any, promised: Any, place: str
) -> dict[Goods, dict[UUID, Decimal]]:
    found: dict[Goods, dict[UUID, Decimal]] = {}
    house = work.as_house()  # what others are promised counts, in sight or not
    for register, sign in ((there, 1), (promised, -1)):
        rows = readings.balance(
            house, register, by=("item", "variant", place), where={"item": list(items)}
        )
        for row in rows:
            places = found.setdefault((row["item"], row["variant"]), {})
            places[row[place]] = places.get(row[place], ZERO) + sign * row["quantity"]
    return found
