"""What must be costed anew although it lies in other keys, or behind the last of them.

The sequence marks what stands later in the keys a document has touched. Beyond that:

* a return may go into another warehouse than its sale came from;
* a month that is closed follows from all that moved in it, whatever came last, and a policy
  carries over all that lies in stock when it comes into force;
* a policy changes how everything later is costed, what it has not touched included;
* goods that became others later, or in a month that is closed, bring their cost along.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, union_all

from ...core import Document, Work, jobs
from ...core.posting import sequence
from ..stock import AddsCost, MovesGoods, QualityChange, StockOnHand
from .crossing import Crossings
from .documents import CostAdjustment, CostPolicy
from .entries import Goods
from .models import CostBatches, CostOfSales


def follow(work: Work, document: Document, *, again: bool) -> None:
    """Mark as stale what follows a document outside its own keys.

    Args:
        work: the unit of work.
        document: just posted or unposted.
        again: whether it had been posted before.
    """
    marked = False
    if isinstance(document, CostPolicy):
        marked = _all_later(work, document)
    elif not isinstance(document, CostAdjustment):
        governed = _governed(work, document)
        marked = (again and _returns(work, document)) | governed
        marked |= _became(work, document, ever=governed)
    if marked:
        jobs.enqueue(work, sequence.JOB, key=sequence.JOB)


def _returns(work: Work, document: Document) -> bool:
    sold = CostOfSales.movements
    returns = select(sold.c.recorder_id).where(
        sold.c.shipment_id == document.id, sold.c.recorder_id != document.id
    )
    return _touch(work, CostBatches.movements.c.recorder_id.in_(returns))


def _governed(work: Work, document: Document) -> bool:
    """The goods of a document before which a month was closed, or a policy came into force.

    Neither has to have moved the goods yet: what there was to correct or carry over came later.
    """
    organisation = getattr(document, "organisation_id", None)
    if organisation is None or not isinstance(document, MovesGoods | AddsCost):
        return False
    later = union_all(
        *(
            select(kind.id)
            .where(
                kind.organisation_id == organisation,
                kind.posted,
                kind.moment >= document.moment,
            )
            .limit(1)
            .subquery()
            .select()
            for kind in (CostAdjustment, CostPolicy)
        )
    )
    if work.session.scalar(later) is None:
        return False
    touched = False
    for register in (CostBatches, StockOnHand):
        for table in (register.movements, register.replaced):
            touched |= _touch(work, table.c.recorder_id == document.id, document.moment, table)
    return touched


def _became(work: Work, document: Document, *, ever: bool) -> bool:
    """The goods that those of a document became, later or at any time.

    They are costed anew with the document's own; until then readings of them say so.
    """
    if not isinstance(document, MovesGoods | AddsCost):
        return False
    if not _any_became(work, document, ever=ever):
        return False
    crossings = Crossings(work, _goods_of(work, document))
    papers = {
        link.place[1] for link in crossings.links if ever or link.place[0] >= document.moment
    }
    moved = CostBatches.movements.c
    items = {item for item, _variant in crossings.goods}
    which = moved.recorder_id.in_(papers - {document.id}) & moved.item_id.in_(items)
    return _touch(work, which)


def _any_became(work: Work, document: Document, *, ever: bool) -> bool:
    """Whether any goods became others at that time: nearly always no."""
    asked = select(QualityChange.id).where(QualityChange.posted, QualityChange.id != document.id)
    if not ever:
        asked = asked.where(QualityChange.moment >= document.moment)
    return work.session.scalar(asked.limit(1)) is not None


def _goods_of(work: Work, document: Document) -> set[Goods]:
    """The goods whose cost a document moves, or has moved before it was changed."""
    found = set()
    for table in (CostBatches.movements, CostBatches.replaced):
        asked = select(table.c.item_id, table.c.variant_id).distinct()
        for item, variant in work.session.execute(asked.where(table.c.recorder_id == document.id)):
            found.add((item, variant if variant.int else None))
    return found


def _all_later(work: Work, document: CostPolicy) -> bool:
    table = StockOnHand.movements  # what moved at no cost may cost something now
    return _touch(work, table.c.moment >= document.moment, document.moment, table)


def _touch(work: Work, which: Any, since: datetime | None = None, table: Any = None) -> bool:
    """Mark the keys of some movements, each from its first one on or from a moment."""
    table = CostBatches.movements if table is None else table
    keys = [table.c[f"{name}_id"] for name in CostBatches.sequence]
    asked = select(*keys, table.c.moment).where(which).distinct()
    first: dict[tuple[UUID, ...], datetime] = {}
    for *key, moment in work.session.execute(asked):
        place = since or moment
        known = first.setdefault(tuple(key), place)
        first[tuple(key)] = min(known, place)
    sequence.touch_many(work, CostBatches, first)
    return bool(first)
