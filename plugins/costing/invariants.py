"""What must always hold of cost: proven by `tradepost verify`."""

from collections.abc import Iterator

from sqlalchemy import func, literal, or_, select, union_all

from ...core import NONE, Work
from ...core.posting import sequence
from ..items import Item
from ..stock import StockOnHand
from .models import CostBatches

MOST = 20


def broken(work: Work) -> Iterator[str]:
    """Keys whose batches do not add up to the stock, and batches that can not be.

    While documents wait to be posted again their cost is known to be stale, and only the
    quantities are held to account.
    """
    yield from _quantities(work)
    if not sequence.is_stale(work, CostBatches):
        yield from _impossible(work)


def _quantities(work: Work) -> Iterator[str]:
    batches, stock = CostBatches.totals, StockOnHand.totals
    assert batches is not None and stock is not None  # noqa: S101, PT018 -- both keep balances
    keys = ["item_id", "variant_id", "warehouse_id", "lot_id"]
    parts = union_all(
        select(*(batches.c[k] for k in keys), batches.c.quantity),
        select(*(stock.c[k] for k in keys), -stock.c.quantity),
    ).subquery()
    gap = func.sum(parts.c.quantity, type_=batches.c.quantity.type)
    columns = [parts.c[k] for k in keys]
    asked = select(parts.c.item_id, gap.label("gap")).group_by(*columns)
    asked = asked.having(func.sum(parts.c.quantity) != literal(0)).limit(MOST)
    for row in work.session.execute(asked):
        item = work.session.get(Item, row.item_id)
        name = item.name if item else row.item_id
        yield f"costing: {name}: batches and stock differ by {row.gap}"


def _impossible(work: Work) -> Iterator[str]:
    batches = CostBatches.totals
    assert batches is not None  # noqa: S101 -- a balance register
    wrong = or_(
        (batches.c.quantity == 0) & (batches.c.amount != 0),
        (batches.c.quantity < 0) & (batches.c.batch_id != NONE),
    )
    for row in work.session.execute(select(batches).where(wrong).limit(MOST)):
        item = work.session.get(Item, row.item_id)
        name = item.name if item else row.item_id
        yield f"costing: {name}: a batch of {row.quantity} costs {row.amount}"
