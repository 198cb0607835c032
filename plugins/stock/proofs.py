"""Proofs on the live base: what papers say has been moved, and nothing else."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Integer, and_, func, literal, select, type_coerce

from ...core import Document, Texts, Work
from ...core.database.ids import NONE
from .documents import StockCount, SurplusEntry, Transfer, WriteOff
from .models import StockOnHand
from .quality import QualityChange

_ = Texts(__package__)

MOST = 20  # broken papers named of each kind; one is enough to stop, twenty show a pattern


def broken(work: Work) -> list[str]:
    """Papers of the store whose movements differ from their rows."""
    found: list[str] = []
    for kind, times in ((Transfer, 2), (SurplusEntry, 1), (WriteOff, 1), (StockCount, 0)):
        found += unmoved(work, kind, times)
    for prefix in ("", "to_"):
        found += unmoved(work, QualityChange, prefix=prefix)
    return found


def unmoved(
    work: Work, kind: type[Document], times: int = 1, *, prefix: str = ""
) -> Iterator[str]:
    """Posted papers of a kind whose rows of goods are not what they moved.

    Args:
        work: reading only.
        kind: a kind of paper with `lines` of goods.
        times: how many movements each row of goods makes.
        prefix: what stands before `item` and `variant` in the names of the row's goods.
    """
    line: Any = kind.fields["lines"].target
    table = StockOnHand.movements
    item, variant_id = (getattr(line, f"{prefix}{one}_id") for one in ("item", "variant"))
    variant = func.coalesce(variant_id, literal(NONE, table.c.variant_id.type))
    said = (
        select(
            line.owner_id,
            item.label("item_id"),
            variant.label("variant_id"),
            type_coerce(func.sum(line.base_quantity), Integer).label("quantity"),
        )
        .where(line.stocked)
        .group_by(line.owner_id, item, variant)
        .subquery()
    )
    moved = (
        select(
            table.c.recorder_id,
            table.c.item_id,
            table.c.variant_id,
            type_coerce(func.sum(func.abs(table.c.quantity)), Integer).label("quantity"),
        )
        .group_by(table.c.recorder_id, table.c.item_id, table.c.variant_id)
        .subquery()
    )
    same = and_(
        moved.c.recorder_id == said.c.owner_id,
        moved.c.item_id == said.c.item_id,
        moved.c.variant_id == said.c.variant_id,
    )
    asked = (
        select(kind.number, kind.id)
        .join(said, said.c.owner_id == kind.id)
        .outerjoin(moved, same)
        .where(
            kind.posted,
            said.c.quantity * times != func.coalesce(moved.c.quantity, 0),
        )
        .distinct()
        .limit(MOST)
    )
    for number, key in work.session.execute(asked):
        yield f"{kind.kind} {number} ({key}): its goods are not what it moved in stock_on_hand"
