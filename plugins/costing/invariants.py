"""What must always hold of cost: proven by `tradepost verify`."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from sqlalchemy import case, func, literal, or_, select, union_all

from ...core import NONE, Work
from ...core.posting import readings, sequence
from ...core.posting.service import find
from ...core.schema.document import DocumentHead
from ...core.values import ZERO, next_month
from ..items import Item
from ..stock import AddsCost, QualityChange, StockOnHand
from . import papers
from .documents import CostAdjustment, CostPolicy
from .models import CostBatches, CostOfSales, Expenses

MOST = 20
REGISTERS = (CostBatches, CostOfSales, Expenses)


def broken(work: Work) -> Iterator[str]:
    """Keys whose batches do not add up to the stock, batches that can not be, money lost or made.

    While documents wait to be costed anew their cost is known to be stale, and only the
    quantities are held to account.
    """
    yield from _quantities(work)
    yield from _gaps(work)
    if not sequence.is_stale(work, CostBatches):
        yield from _impossible(work)
        yield from _unbalanced(work)
        yield from _not_conserved(work)
        yield from _not_closed(work)


def _quantities(work: Work) -> Iterator[str]:
    batches, stock = CostBatches.totals, StockOnHand.totals
    assert batches is not None and stock is not None  # noqa: S101, PT018 -- both keep balances
    wide = select(batches.c.item_id).where(batches.c.warehouse_id == NONE)
    none = literal(NONE, batches.c.warehouse_id.type)
    parts = union_all(
        *(
            select(
                table.c.item_id,
                table.c.variant_id,
                table.c.lot_id,
                case((table.c.item_id.in_(wide), none), else_=table.c.warehouse_id).label("place"),
                (table.c.quantity if sign > 0 else -table.c.quantity).label("quantity"),
            )
            for table, sign in ((batches, 1), (stock, -1))
        )
    ).subquery()
    gap = func.sum(parts.c.quantity, type_=batches.c.quantity.type)
    columns = [parts.c[k] for k in ("item_id", "variant_id", "lot_id", "place")]
    asked = select(parts.c.item_id, gap.label("gap")).group_by(*columns)
    asked = asked.having(func.sum(parts.c.quantity) != literal(0)).limit(MOST)
    for row in work.session.execute(asked):
        yield f"costing: {_named(work, row.item_id)}: batches and stock differ by {row.gap}"


def _impossible(work: Work) -> Iterator[str]:
    batches = CostBatches.totals
    assert batches is not None  # noqa: S101 -- a balance register
    wrong = or_(
        (batches.c.quantity == 0) & (batches.c.amount != 0),
        (batches.c.quantity < 0) & (batches.c.batch_id != NONE),
    )
    for row in work.session.execute(select(batches).where(wrong).limit(MOST)):
        name = _named(work, row.item_id)
        yield f"costing: {name}: a batch of {row.quantity} costs {row.amount}"


def _unbalanced(work: Work) -> Iterator[str]:
    """Papers that only pass money on, sales foremost, and do not: it was lost or made there."""
    adding = [kind for kind, one in work.schema.documents.items() if issubclass(one, AddsCost)]
    sold = select(CostOfSales.movements.c.recorder_id)
    own = select(DocumentHead.id).where(
        DocumentHead.kind.in_((CostPolicy.kind, CostAdjustment.kind, QualityChange.kind))
    )
    parts = union_all(
        *(
            select(table.c.recorder_id, table.c.amount).where(
                or_(table.c.recorder_id.in_(sold), table.c.recorder_id.in_(own))
            )
            for table in (one.movements for one in REGISTERS)
        )
    ).subquery()
    gap = func.sum(parts.c.amount, type_=CostBatches.movements.c.amount.type)
    asked = (
        select(DocumentHead.kind, DocumentHead.number, gap.label("gap"))
        .join(parts, parts.c.recorder_id == DocumentHead.id)
        .where(DocumentHead.kind.not_in(adding))
        .group_by(DocumentHead.id, DocumentHead.kind, DocumentHead.number)
        .having(func.sum(parts.c.amount) != literal(0))
        .limit(MOST)
    )
    for kind, number, lost in work.session.execute(asked):
        yield f"costing: {kind} {number}: {lost} came from nowhere or went nowhere"


def _not_conserved(work: Work) -> Iterator[str]:
    """Extra costs of which more or less than all has become cost."""
    kinds = [kind for kind, one in work.schema.documents.items() if issubclass(one, AddsCost)]
    asked = select(DocumentHead.id, DocumentHead.kind, DocumentHead.number).where(
        DocumentHead.kind.in_(kinds), DocumentHead.posted
    )
    heads = work.session.execute(asked).all()
    written = _sums(work, kinds)
    for key, kind, number in heads:
        given = cast("AddsCost", find(work, key)).cost_additions()
        whole = sum((one.amount for one in given), ZERO)
        if whole != written.get(key, ZERO):
            yield (
                f"costing: {kind} {number}: {written.get(key, ZERO)} of {whole} "
                "has become cost of goods"
            )


def _sums(work: Work, kinds: list[str]) -> dict[UUID, Decimal]:
    """What papers of some kinds have written into all registers of cost."""
    found: dict[UUID, Decimal] = {}
    for register in REGISTERS:
        table = register.movements
        asked = (
            select(table.c.recorder_id, func.sum(table.c.amount, type_=table.c.amount.type))
            .join(DocumentHead, DocumentHead.id == table.c.recorder_id)
            .where(DocumentHead.kind.in_(kinds))
            .group_by(table.c.recorder_id)
        )
        for key, sum_ in work.session.execute(asked):
            found[key] = found.get(key, ZERO) + sum_
    return found


def _gaps(work: Work) -> Iterator[str]:
    """Months that are closed although the one before is not, or closed twice."""
    asked = (
        select(CostAdjustment)
        .where(CostAdjustment.posted)
        .order_by(CostAdjustment.organisation_id, CostAdjustment.month)
    )
    before: CostAdjustment | None = None
    for one in work.session.scalars(asked):
        if before is not None and before.organisation_id == one.organisation_id:
            due = next_month(before.month)
            if one.month != due:
                yield (
                    f"costing: cost_adjustment {one.number}: closes {one.month:%m.%Y}, "
                    f"{due:%m.%Y} was due"
                )
        before = one


def _not_closed(work: Work) -> Iterator[str]:
    """The last closed month of each organisation, worked out again."""
    last: dict[UUID, CostAdjustment] = {}
    asked = select(CostAdjustment).where(CostAdjustment.posted).order_by(CostAdjustment.month)
    for one in work.session.scalars(asked):
        last[one.organisation_id] = one
    for close in last.values():
        due = Counter(_told(m) for m in papers.close_movements(work, close))
        due.subtract(_written(work, close))
        wrong = {item for (_kind, item, *_rest), count in due.items() if count}
        for item in sorted(wrong, key=str)[:MOST]:
            yield (
                f"costing: cost_adjustment {close.number}: {_named(work, item)} is not at "
                f"the cost of {close.month:%m.%Y}"
            )


def _told(movement: Any) -> tuple[Any, ...]:
    names = movement.register.places
    return (movement.register.kind, *(movement[name] for name in names))


def _written(work: Work, close: CostAdjustment) -> Iterator[tuple[Any, ...]]:
    house = work.as_house()
    for register in REGISTERS:
        rows = readings.movements(house, register, recorder=close.id, limit=10**7)
        for row in rows:
            yield (register.kind, *(row[name] for name in register.places))


def _named(work: Work, key: UUID) -> Any:
    item = work.session.get(Item, key)
    return item.name if item else key
