"""Carrying stock over into a new policy of cost: other batches, other places, the same money."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from ...core import Movement, Work
from ...core.posting import readings
from ..stock import StockOnHand
from .ages import Ages, by_age
from .documents import CostPolicy
from .entries import Goods, Pool
from .layers import Layer, Taken, take
from .models import CostBatches
from .policy import Policy

Pools = Mapping[Pool, tuple[Decimal, Decimal]]
"""Quantity and amount by pool."""
Stock = Mapping[Any, Mapping[Any, Decimal]]
"""What lies in each warehouse, by lot."""


def carried(
    document: CostPolicy, goods: Goods, pools: Pools, stock: Stock, ages: Ages
) -> Iterator[Movement]:
    """Movements that bring the pools of some goods under a policy.

    Args:
        document: the policy.
        goods: which goods.
        pools: what lay where before it.
        stock: where the goods lie, for cost that lay in no warehouse of its own.
        ages: when batches came in.
    """
    policy = Policy(document.method, document.company_wide)
    for lot in dict.fromkeys(pool.lot for pool in pools):
        mine = {pool: sums for pool, sums in pools.items() if pool.lot == lot}
        for source, warehouse, taken in _placed(policy, mine, stock.get(lot, {}), ages):
            own = taken.batch or document.id
            target = Pool(goods, warehouse, lot, own if policy.by_batches else None)
            if source != target:
                yield _moved(source, -taken.quantity, -taken.amount)
                yield _moved(target, taken.quantity, taken.amount)


def _placed(
    policy: Policy, pools: Pools, stock: Mapping[Any, Decimal], ages: Ages
) -> Iterator[tuple[Pool, UUID | None, Taken]]:
    """The layers of one lot: from which pool, and in which warehouse they belong from now on."""
    goods, lot = next(iter(pools)).goods, next(iter(pools)).lot
    loose = [Layer(p.batch, *sums) for p, sums in pools.items() if p.warehouse is None]
    by_age(loose, ages)
    if loose and not policy.company_wide:
        for warehouse, quantity in sorted(stock.items(), key=lambda one: str(one[0])):
            for taken in take(loose, quantity) if quantity > 0 else ():
                yield Pool(goods, None, lot, taken.batch), warehouse, taken
        nowhere = next(iter(stock), None)
        for left in loose:
            if left.quantity or left.amount:
                pool = Pool(goods, None, lot, left.batch)
                yield pool, nowhere, Taken(left.batch, left.quantity, left.amount)
        loose = []
    for layer in loose:
        taken = Taken(layer.batch, layer.quantity, layer.amount)
        yield Pool(goods, None, lot, layer.batch), None, taken
    for pool, sums in pools.items():
        if pool.warehouse is not None:
            place = None if policy.company_wide else pool.warehouse
            yield pool, place, Taken(pool.batch, *sums)


def _moved(pool: Pool, quantity: Decimal, amount: Decimal) -> Movement:
    names = pool.named
    if quantity < 0 or (quantity == 0 and amount < 0):
        return CostBatches.minus(**names, quantity=-quantity, amount=-amount)
    return CostBatches.plus(**names, quantity=quantity, amount=amount)


def stock_of(work: Work, items: Iterable[UUID], document: CostPolicy) -> dict[Goods, Stock]:
    """Where goods lay when a policy came into force."""
    rows = readings.balance(
        work.as_house(), StockOnHand, at=document.moment, where={"item": set(items)}
    )
    found: dict[Goods, Any] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        found[row["item"], row["variant"]][row["lot"]][row["warehouse"]] = row["quantity"]
    return found
