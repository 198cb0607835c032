"""Items of many rows, read in one go."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import inspect, select

from ...core import Work
from .models import Item

AT_ONCE = 10_000  # keys in one statement; SQLite takes 32766 variables


def items_of(work: Work, lines: Iterable[Any]) -> Mapping[UUID, Item]:
    """The items of rows by key, read in one go whatever their number."""
    return items_by_key(work, {line.item_id for line in lines if line.item_id is not None})


def items_by_key(work: Work, wanted: Collection[UUID]) -> Mapping[UUID, Item]:
    """Items by key; those that are at hand already are not read again."""
    key = inspect(Item).identity_key_from_primary_key
    known = {one: work.session.identity_map.get(key((one,))) for one in wanted}
    missing = [one for one, item in known.items() if item is None]
    for start in range(0, len(missing), AT_ONCE):
        asked = select(Item).where(Item.id.in_(missing[start : start + AT_ONCE]))
        known.update((item.id, item) for item in work.session.scalars(asked))
    return {one: item for one, item in known.items() if item is not None}
