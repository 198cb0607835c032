"""What must always hold of promises: proven by `tradepost verify`."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, func, literal, select, union_all

from ...core import Work
from ...core.records.presentations import presentations
from ...core.schema.document import DocumentHead
from ...core.values import plain
from .accounts import lefts
from .models import PROMISED_TO, PROMISES, StockReserved

MOST = 20


def broken(work: Work) -> Iterator[str]:
    """Orders that are promised more than is left of them; those of plugins that are off pass."""
    told = [(register, f"{name}_id", 1) for register, name in PROMISES]
    told += [(register, "order_id", -1) for register in lefts(work)]
    parts = union_all(*(_part(*one) for one in told)).subquery()
    known = [kind for kind in PROMISED_TO if kind in work.schema.documents]
    totals: Any = StockReserved.totals
    gap = func.sum(parts.c.quantity, type_=totals.c.quantity.type)
    asked = (
        select(DocumentHead.kind, DocumentHead.number, parts.c.item_id, gap.label("gap"))
        .join(DocumentHead, DocumentHead.id == parts.c.order_id)
        .where(DocumentHead.kind.in_(known))
        .group_by(DocumentHead.id, DocumentHead.kind, DocumentHead.number)
        .group_by(parts.c.item_id, parts.c.variant_id)
        .having(func.sum(parts.c.quantity) > literal(0))
        .limit(MOST)
    )
    rows = work.session.execute(asked).all()
    names = presentations(work, [("item", row.item_id) for row in rows])
    for row in rows:
        what = names.get(row.item_id, str(row.item_id))
        yield f"reservations: {row.kind} {row.number}: {what}: {plain(row.gap)} more promised than left"


def _part(register: Any, order: str, sign: int) -> Select[Any]:
    totals = register.totals
    much = totals.c.quantity if sign > 0 else -totals.c.quantity
    whose = totals.c[order].label("order_id")
    return select(whose, totals.c.item_id, totals.c.variant_id, much.label("quantity"))
