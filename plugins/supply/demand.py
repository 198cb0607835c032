"""What is to be bought: a few questions to the registers, however many items there are."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ...core import BalanceRegister, Work
from ...core.posting import readings
from ...core.values import ZERO
from ..items import Item
from ..purchasing import SupplierOrders
from ..reservations import PROMISED_TO, OrderPlacement, StockReserved
from ..sales import CustomerOrder
from ..stock import StockOnHand
from .models import StockLimit

Goods = tuple[UUID, UUID | None]
"""Item and variant."""

AT_ONCE = 10_000  # keys in one statement; SQLite takes 32766 variables


@dataclass(frozen=True)
class Waiting:
    """What one order still lacks of one good."""

    order: UUID
    due_on: date | None
    quantity: Decimal


@dataclass
class Demand:
    """What is known of one good, in base units.

    Attributes:
        waiting: orders that are promised nothing yet, the most urgent first.
        free: in warehouses, promised to nobody.
        coming: from suppliers, promised to nobody.
        taken: what orders of the variants will take of it; a limit is for all variants together.
        minimum, maximum: what is to lie in all warehouses together.
    """

    waiting: list[Waiting] = field(default_factory=list)
    free: Decimal = ZERO
    coming: Decimal = ZERO
    taken: Decimal = ZERO
    minimum: Decimal = ZERO
    maximum: Decimal = ZERO

    @property
    def wanted(self) -> Decimal:
        """What customers wait for."""
        return sum((one.quantity for one in self.waiting), ZERO)

    @property
    def to_buy(self) -> Decimal:
        """What lacks for customers and, once stock is below the least, up to the most."""
        left = self.free + self.coming - self.taken - self.wanted
        target = self.maximum if left < self.minimum else ZERO
        return max(target - left, ZERO)


def demands(work: Work, organisation: UUID) -> dict[Goods, Demand]:
    """What is to be bought for the orders of an organisation, and for stock.

    Raises:
        Forbidden: for whoever may not read the registers it comes from.
    """
    found = _waiting(work, organisation)
    limits = _limits(work)
    items = sorted({item for item, _variant in found} | limits.keys())
    for name, there, promised in (
        ("free", StockOnHand, StockReserved),
        ("coming", SupplierOrders, OrderPlacement),
    ):
        for goods, much in _less(work, items, there, promised).items():
            one = found.setdefault(goods, Demand())
            setattr(one, name, max(much, ZERO))
    for item, (minimum, maximum) in limits.items():
        _limit(found, item, minimum, max(minimum, maximum))
    return {goods: one for goods, one in found.items() if one.to_buy > 0}


def _limit(found: dict[Goods, Demand], item: UUID, minimum: Decimal, maximum: Decimal) -> None:
    """Hold an item to its limits: whatever variant of it lies there, or comes, counts."""
    whole = found.setdefault((item, None), Demand())
    for (other, variant), one in found.items():
        if other == item and variant is not None:
            whole.free += one.free
            whole.coming += one.coming
            whole.taken += one.wanted - one.to_buy
    whole.minimum, whole.maximum = minimum, maximum


def _waiting(work: Work, organisation: UUID) -> dict[Goods, Demand]:
    """What is left of orders less what is reserved for them or placed, by good."""
    rest: dict[tuple[UUID, Goods], Decimal] = {}
    for register, name, sign in (
        *((one.left_in, "order", 1) for one in _waiting_kinds(work)),
        (StockReserved, "order", -1),
        (OrderPlacement, "customer_order", -1),
    ):
        for row in readings.balance(work, register, by=(name, "item", "variant")):
            key = (row[name], (row["item"], row["variant"]))
            rest[key] = rest.get(key, ZERO) + sign * row["quantity"]
    bare = {key: much for key, much in rest.items() if much > 0}
    orders = _orders(work, organisation, {order for order, _goods in bare})
    services = _services(work, {goods[0] for _order, goods in bare})
    found: dict[Goods, Demand] = {}
    for (order, goods), much in sorted(bare.items(), key=lambda one: _urgent(orders, one[0][0])):
        if order in orders and goods[0] not in services:
            one = found.setdefault(goods, Demand())
            one.waiting.append(Waiting(order, orders[order][0], much))
    return found


def _waiting_kinds(work: Work) -> list[Any]:
    """The kinds of orders that goods are bought for: of customers, and within the company."""
    known = [work.schema.documents.get(kind) for kind in PROMISED_TO]
    found: list[Any] = [one for one in known if one is not None]
    return [
        one for one in found if one is CustomerOrder or work.access.may(f"{one.left_in.kind}.read")
    ]


def _urgent(orders: Mapping[UUID, tuple[date | None, Any]], order: UUID) -> tuple[Any, ...]:
    due, moment = orders.get(order, (None, None))
    return (moment is None, due is None, due, moment, order)


def _orders(
    work: Work, organisation: UUID, keys: Collection[UUID]
) -> dict[UUID, tuple[date | None, Any]]:
    found: dict[UUID, tuple[date | None, Any]] = {}
    for order in _waiting_kinds(work):
        for some in _chunks(keys):
            asked = select(order.id, order.due_on, order.moment).where(
                order.id.in_(some), order.organisation_id == organisation
            )
            found.update((key, (due, moment)) for key, due, moment in work.session.execute(asked))
    return found


def _services(work: Work, items: Collection[UUID]) -> set[UUID]:
    found: set[UUID] = set()
    for some in _chunks(items):
        asked = select(Item.id).where(Item.id.in_(some), Item.kind_ == "service")
        found.update(work.session.scalars(asked))
    return found


def _limits(work: Work) -> dict[UUID, tuple[Decimal, Decimal]]:
    """The least and the most by item, in all warehouses together."""
    line: Any = StockLimit
    asked = select(line.owner_id, line.minimum, line.maximum).join(Item, Item.id == line.owner_id)
    found: dict[UUID, tuple[Decimal, Decimal]] = {}
    for item, least, most in work.session.execute(asked.where(~Item.deleted)):
        before = found.get(item, (ZERO, ZERO))
        found[item] = (before[0] + least, before[1] + max(least, most or ZERO))
    return found


def _less(
    work: Work,
    items: Collection[UUID],
    there: type[BalanceRegister],
    promised: type[BalanceRegister],
) -> dict[Goods, Decimal]:
    found: dict[Goods, Decimal] = {}
    for some in _chunks(items):
        for register, sign in ((there, 1), (promised, -1)):
            where: dict[str, Any] = {"item": some}
            for row in readings.balance(work, register, by=("item", "variant"), where=where):
                key = (row["item"], row["variant"])
                found[key] = found.get(key, ZERO) + sign * row["quantity"]
    return found


def _chunks(keys: Iterable[UUID]) -> Iterator[list[UUID]]:
    given = list(keys)
    for start in range(0, len(given), AT_ONCE):
        yield given[start : start + AT_ONCE]
