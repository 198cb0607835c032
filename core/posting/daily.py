"""The turnover of each of some days: one statement, each day found by the index of moments."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Table, func, literal, select, union_all

from ..access.rows import restrict
from ..schema.register import Register
from ..work import Work

MOST = 100


def by_spans(
    work: Work,
    register: type[Register],
    resource: str,
    spans: Sequence[tuple[datetime, datetime]],
    where: dict[str, UUID] | None = None,
) -> list[Decimal]:
    """What a resource moved in each span of time, both ends included.

    Args:
        work: the unit of work; its rights and row rules apply.
        register: what to read.
        resource: which of its figures.
        spans: first and last moments, a hundred at most.
        where: values of dimensions.

    Raises:
        Forbidden: without the right `<register>.read`, or where the figure is hidden.
    """
    work.access.require(f"{register.kind}.read")
    work.access.require_seen(register.kind, resource)
    if not spans or len(spans) > MOST:
        return []
    parts = []
    for place, span in enumerate(spans):
        asked = _in_span(register.movements, resource, place, span)
        for name, key in (where or {}).items():
            asked = asked.where(register.movements.c[f"{name}_id"] == key)
        parts.append(restrict(work, register, asked))
    found: dict[int, Decimal | None] = dict(
        tuple(row) for row in work.session.execute(union_all(*parts))
    )
    return [found.get(n) or Decimal(0) for n in range(len(spans))]


def _in_span(
    table: Table, resource: str, place: int, span: tuple[datetime, datetime]
) -> Select[Any, Any]:
    column = table.c[resource]
    total = func.sum(column, type_=column.type).label("total")
    within = table.c.moment >= span[0], table.c.moment <= span[1]
    return select(literal(place).label("place"), total).where(*within)
