"""How old promises are: what was promised first is used up first, wherever it has moved since."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from ...core import Work
from ...core.posting import readings
from ...core.values import ZERO
from .accounts import MOST
from .models import PROMISES
from .promising import Goods

Place = tuple[Goods, UUID]
"""Goods, and the warehouse or the order to a supplier they are promised from."""


def promises_before(
    work: Work, order: UUID, moment: datetime
) -> tuple[dict[Goods, Decimal], dict[Place, Decimal]]:
    """What of an order's promises was made before a moment and still stands.

    Goods moved to another place, or received, are as old as they were; a place by itself knows
    only what stands there since.

    Returns:
        by goods, and by place.
    """
    rows = [
        ((row["item"], row["variant"]), row[place], row)
        for register, name, place in told_places()
        for row in readings.movements(work.as_house(), register, where={name: order}, limit=MOST)
    ]
    by_goods = _standing([(goods, row) for goods, _place, row in rows], moment)
    return by_goods, _standing([((goods, place), row) for goods, place, row in rows], moment)


def told_places() -> list[tuple[Any, str, str]]:
    """The registers of promises, with the dimensions of the order and of the place."""
    return [(*one, "order" if one[1] == "customer_order" else "warehouse") for one in PROMISES]


def _standing(
    rows: Iterable[tuple[Any, Mapping[str, Any]]], moment: datetime
) -> dict[Any, Decimal]:
    """What of each key had come before a moment and has not gone: each paper counts as a whole."""
    found: dict[Any, Decimal] = {}
    after: dict[tuple[Any, UUID], Decimal] = {}
    for key, row in rows:
        if row["moment"] < moment:
            found[key] = found.get(key, ZERO) + row["quantity"]
        else:
            paper = (key, row["recorder"])
            after[paper] = after.get(paper, ZERO) + row["quantity"]
    for (key, _recorder), much in after.items():
        if key in found:
            found[key] += min(much, ZERO)
    return {key: much for key, much in found.items() if much > 0}
