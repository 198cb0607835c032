"""How much has moved in a month that is closed, and where."""

from uuid import UUID

from sqlalchemy import func, select

from ...core import Work
from ...core.schema.document import DocumentHead
from ..organisations import Organisation
from .documents import CostAdjustment, start_of_month
from .models import CostBatches

AT_ONCE = 10_000  # movements of a month that are closed while the person waits


def is_large(work: Work, close: CostAdjustment) -> bool:
    """Whether more has moved in the month than is worked out while a person waits."""
    table = CostBatches.movements
    some = select(table.c.line).where(
        table.c.moment.between(start_of_month(work, close), close.moment),
        table.c.recorder_id != close.id,
    )
    counted = select(func.count()).select_from(some.limit(AT_ONCE + 1).subquery())
    return (work.session.scalar(counted) or 0) > AT_ONCE


def moved_keys(work: Work, close: CostAdjustment) -> set[tuple[UUID, ...]]:
    """Where goods of the organisation have moved in the month."""
    table = CostBatches.movements
    names = [table.c[f"{name}_id"] for name in CostBatches.sequence]
    asked = (
        select(*names)
        .where(table.c.moment.between(start_of_month(work, close), close.moment))
        .distinct()
    )
    if (work.session.scalar(select(func.count()).select_from(Organisation)) or 0) > 1:
        asked = asked.join(DocumentHead, DocumentHead.id == table.c.recorder_id)
        asked = asked.where(DocumentHead.scope == close.organisation_id)
    return {tuple(row) for row in work.session.execute(asked)}
