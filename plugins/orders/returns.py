"""Goods that go back: no more of them than came, less what went back before."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from ...core import Document, Work
from ...core.values import ZERO
from .balances import Ordered, summed


def returned(
    work: Work, kind: type[Document], source: str, source_id: UUID, but: UUID | None = None
) -> dict[Ordered, Decimal]:
    """What posted returns of a kind have taken back from a document.

    Args:
        work: the unit of work.
        kind: of the returns; has `lines` of goods.
        source: the name of its reference to the document.
        source_id: the document.
        but: a return to leave out (the one under way).
    """
    line: Any = kind.fields["lines"].target
    asked = (
        select(line.item_id, line.variant_id, func.sum(line.base_quantity))
        .join(kind, kind.id == line.owner_id)
        .where(getattr(kind, f"{source}_id") == source_id, kind.posted)
        .group_by(line.item_id, line.variant_id)
    )
    if but is not None:
        asked = asked.where(kind.id != but)
    return {(item, variant): quantity for item, variant, quantity in work.session.execute(asked)}


def hold(work: Work, source: Document) -> None:
    """Hold a document while what is left of it is being counted, so that two returns wait.

    Papers that name it may be saved meanwhile.
    """
    kind = type(source)
    asked = select(kind.id).where(kind.id == source.id)
    work.session.execute(asked.with_for_update(key_share=True))


def beyond(
    wanted: Iterable[Any], came: Iterable[Any], back: dict[Ordered, Decimal]
) -> dict[Ordered, tuple[Decimal, Decimal]]:
    """Rows of a return that exceed what came less what went back: (wanted, left)."""
    left = summed(came)
    for key, quantity in back.items():
        left[key] = max(left.get(key, ZERO) - quantity, ZERO)
    return short_of(left, summed(wanted))


def short_of(
    came: dict[Ordered, Decimal], back: dict[Ordered, Decimal]
) -> dict[Ordered, tuple[Decimal, Decimal]]:
    """What has gone back beyond what came: (went back, came)."""
    return {
        key: (quantity, came.get(key, ZERO))
        for key, quantity in back.items()
        if quantity > came.get(key, ZERO)
    }
