"""What must be costed anew although it lies in other keys, or behind the last of them.

The sequence marks what stands later in the keys a document has touched. Beyond that:

* a return may go into another warehouse than its sale came from;
* a month that is closed follows from all that moved in it, whatever came last;
* a policy changes how everything later is costed, what it has not touched included.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ...core import Document, Work, jobs
from ...core.posting import sequence
from .documents import CostAdjustment, CostPolicy
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
        marked = (again and _returns(work, document)) | _closed(work, document)
    if marked:
        jobs.enqueue(work, sequence.JOB, key=sequence.JOB)


def _returns(work: Work, document: Document) -> bool:
    sold = CostOfSales.movements
    returns = select(sold.c.recorder_id).where(
        sold.c.shipment_id == document.id, sold.c.recorder_id != document.id
    )
    return _touch(work, CostBatches.movements.c.recorder_id.in_(returns))


def _closed(work: Work, document: Document) -> bool:
    """The goods of a document that stands in a closed month."""
    organisation = getattr(document, "organisation_id", None)
    if organisation is None:
        return False
    closed = select(CostAdjustment.id).where(
        CostAdjustment.organisation_id == organisation,
        CostAdjustment.posted,
        CostAdjustment.moment >= document.moment,
    )
    if work.session.scalar(closed.limit(1)) is None:
        return False
    touched = False
    for table in (CostBatches.movements, CostBatches.replaced):
        touched |= _touch(work, table.c.recorder_id == document.id, document.moment, table)
    return touched


def _all_later(work: Work, document: CostPolicy) -> bool:
    table = CostBatches.movements
    return _touch(work, table.c.moment >= document.moment, document.moment)


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
