"""What packaging was handed over at: what comes back is worth that, the oldest first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, literal, select, tuple_

from ...core import Work
from ...core.posting import readings
from ...core.values import ZERO, round_to

KEY = ("organisation", "party", "contract", "item")
Key = tuple[UUID | None, ...]
PAGE = 200  # documents read in one question; most keys are settled within the first


@dataclass(frozen=True)
class Layer:
    """Pieces that one paper has handed over and that are still held, with their deposit."""

    document: UUID
    moment: datetime
    quantity: Decimal
    amount: Decimal

    def part(self, quantity: Decimal) -> Decimal:
        """The deposit of some of its pieces."""
        if quantity == self.quantity:
            return self.amount
        return round_to(self.amount * quantity / self.quantity, 2)


@dataclass(frozen=True)
class Held:
    """What is held of one kind under a contract."""

    quantity: Decimal = ZERO
    amount: Decimal = ZERO


def layers_of(
    work: Work, register: Any, key: Key, held: Held, before: tuple[datetime, UUID] | None = None
) -> list[Layer]:
    """What is still held, paper by paper, the oldest first.

    What came back was the oldest, so what is held are the last pieces handed over.

    Args:
        work: the unit of work.
        register: PackagingOut or PackagingIn.
        key: organisation, party, contract, item.
        held: the balance to take apart.
        before: the place in the order of business of who asks.
    """
    found: list[Layer] = []
    left = held.quantity
    for layer in _handed_over(work, register, key, before):
        if left <= 0:
            break
        pieces = min(left, layer.quantity)
        found.append(Layer(layer.document, layer.moment, pieces, layer.part(pieces)))
        left -= pieces
    return found[::-1]


def worth(layers: Sequence[Layer], held: Held, quantity: Decimal) -> Decimal:
    """The deposit of so many pieces, the oldest first; all of it where nothing is left."""
    if quantity >= held.quantity:
        return held.amount
    total, left = ZERO, quantity
    for layer in layers:
        pieces = min(left, layer.quantity)
        total += layer.part(pieces)
        left -= pieces
        if not left:
            break
    return min(total, held.amount)


def _handed_over(
    work: Work, register: Any, key: Key, before: tuple[datetime, UUID] | None
) -> Iterator[Layer]:
    """What papers have handed over, the last first."""
    table = register.movements
    asked = (
        select(
            table.c.recorder_id,
            table.c.moment,
            func.sum(table.c.quantity, type_=table.c.quantity.type),
            func.sum(table.c.amount, type_=table.c.amount.type),
        )
        .where(table.c.direction == 1)
        .group_by(table.c.recorder_id, table.c.moment)
        .order_by(table.c.moment.desc(), table.c.recorder_id.desc())
        .limit(PAGE)
    )
    for name, value in zip(KEY, key, strict=True):
        asked = asked.where(table.c[f"{name}_id"] == value)
    place = (table.c.moment, table.c.recorder_id)
    while True:
        page = asked
        if before is not None:
            row = [literal(v, c.type) for v, c in zip(before, place, strict=True)]
            page = asked.where(tuple_(*place) < tuple_(*row))
        rows = work.session.execute(page).all()
        for document, moment, quantity, amount in rows:
            yield Layer(document, moment, quantity, amount)
            before = (moment, document)
        if len(rows) < PAGE:
            return


def held_of(rows: Sequence[Mapping[str, Any]]) -> dict[Key, Held]:
    """Balances by key."""
    return {tuple(row[name] for name in KEY): Held(row["quantity"], row["amount"]) for row in rows}


def key_of(document: Any, item: UUID) -> Key:
    """Whose packaging of a kind a paper moves."""
    return (document.organisation_id, document.party_id, document.contract_id, item)


def deposit_of(work: Work, document: Any, register: Any, item: UUID, quantity: Decimal) -> Decimal:
    """What so many pieces are worth as far as is known before the paper is posted."""
    key = key_of(document, item)
    held = _held_before(work, document, register, key)
    return worth(layers_of(work, register, key, held), held, quantity)


def _held_before(work: Work, document: Any, register: Any, key: Key) -> Held:
    where = dict(zip(KEY, key, strict=True))
    house = work.as_house()
    rows = held_of(readings.balance(house, register, at=document.moment, where=where))
    held = rows.get(key, Held())
    if not document.posted:
        return held
    # What it took itself is there for it again.
    mine = readings.movements(house, register, recorder=document.id, where=where)
    return Held(
        held.quantity - sum((row["quantity"] for row in mine), ZERO),
        held.amount - sum((row["amount"] for row in mine), ZERO),
    )
