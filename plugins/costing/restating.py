"""Returns follow their sale: when a sale's cost is restated, its returns are due as well.

A return may go into another warehouse than the sale came from, so the sequence of the sale's
own keys does not reach it.
"""

from sqlalchemy import select

from ...core import Work
from ...core.posting import sequence
from ...core.schema.document import Document
from .models import CostBatches, CostOfSales


def follow(work: Work, document: Document) -> None:
    """Mark the returns of a re-posted sale as stale."""
    sold = CostOfSales.movements
    returns = select(sold.c.recorder_id).where(
        sold.c.shipment_id == document.id, sold.c.recorder_id != document.id
    )
    batches = CostBatches.movements
    keys = [batches.c[f"{name}_id"] for name in CostBatches.sequence]
    asked = select(batches.c.moment, *keys).where(batches.c.recorder_id.in_(returns)).distinct()
    for moment, *key in work.session.execute(asked):
        sequence.touch(work, CostBatches, tuple(key), moment)
