"""What papers write of packaging: who holds how much more, or less, at which deposit."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

from ...core import Document, Movement
from ...core.posting.posting import Posting
from ...core.schema.registry import Schema
from ...core.values import ZERO
from .documents import PackagingDebt, PackagingMove
from .layers import KEY, Held, held_of, key_of, layers_of, worth
from .models import PackagingIn, PackagingOut
from .rows import PackagingRow
from .ways import Way

Pieces = dict[UUID, tuple[Decimal, Decimal]]
"""Quantity and deposit by item."""


def packaging_rows(schema: Schema, document: Document) -> list[Any]:
    """The rows of packaging of a paper, of this plugin or another; only those that move it."""
    if isinstance(document, PackagingMove):
        return list(document.lines)
    for part in schema.parts(type(document)):
        if part.added is not None and issubclass(part, PackagingRow):
            return list(getattr(document, part.added.name))
    return []


def way_of(document: Document, rows: list[Any]) -> Way | None:
    """Where the packaging of a paper goes; None where it is only promised."""
    if isinstance(document, PackagingMove):
        return Way(document.way)
    way: Way | None = rows[0].way if rows else None
    return way


def movements(posting: Posting) -> list[Movement]:
    """What a paper adds to what is held, or takes from it."""
    document: Any = posting.document
    if isinstance(document, PackagingDebt):
        register = PackagingOut if document.of_customer else PackagingIn
        pieces = {line.item_id: ZERO for line in document.lines}
        for line in document.lines:
            pieces[line.item_id] += line.base_quantity
        return list(_less(posting, register, {key: (one, ZERO) for key, one in pieces.items()}))
    rows = packaging_rows(posting.work.schema, document)
    way = way_of(document, rows)
    if way is None:
        return []
    if way.sign > 0:
        return list(_more(document, way.register, added_up(rows)))
    return list(_less(posting, way.register, added_up(rows)))


def added_up(rows: list[Any]) -> Pieces:
    """Rows of one item together."""
    found: Pieces = {}
    for row in rows:
        quantity, amount = found.get(row.item_id, (ZERO, ZERO))
        found[row.item_id] = (quantity + row.quantity, amount + row.amount)
    return found


def _more(document: Any, register: Any, pieces: Pieces) -> Iterator[Movement]:
    for item, (quantity, amount) in pieces.items():
        if quantity:
            named = dict(zip(KEY, key_of(document, item), strict=True))
            yield register.plus(**named, quantity=quantity, amount=amount)


def _less(posting: Posting, register: Any, pieces: Pieces) -> Iterator[Movement]:
    document = posting.document
    keys = [key_of(document, item) for item in pieces]
    found = held_of(posting.balances(register, KEY, keys, hold_missing=True))
    for key in keys:
        quantity = pieces[key[-1]][0]  # type: ignore[index]
        if quantity:
            held = found.get(key, Held())
            before = (document.moment, document.id)
            layers = layers_of(posting.work, register, key, held, before)
            amount = worth(layers, held, quantity)
            named = dict(zip(KEY, key, strict=True))
            yield register.minus(**named, quantity=quantity, amount=amount)
