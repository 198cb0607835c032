"""Promises end with the order: what a paper leaves promised beyond it is freed, or it is refused.

A paper that takes from an order (a shipment, a correction, a closing) gives up what is promised
beyond the rest, by movements of its own, so that taking it back brings all of it again. Any
other paper that would promise more than is left is refused, as is taking one back.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ...core import Movement, Texts, Work
from ...core.posting import readings
from ...core.posting.posting import Posting
from ...core.values import ZERO
from .accounts import (
    Account,
    Key,
    changes,
    full,
    hold,
    kinds,
    lasting,
    lefts,
    promised_now,
    standing,
    written,
)
from .models import PROMISES
from .turns import in_turn

_ = Texts(__package__)

ACCOUNT = "reservations.account"
"""Where a posting keeps what orders come to once it has freed what it can."""


@dataclass
class Promise:
    """One promise that may be given up: where it stands, how much of it lasts, its paper's share.

    Attributes:
        register: of reserves or of placements.
        key: its dimensions.
        much: what may be taken of it.
        before: what the paper, posted before, has given up of it.
    """

    register: Any
    key: Mapping[str, Any]
    much: Decimal
    before: Decimal = ZERO

    @property
    def place(self) -> UUID:
        """The warehouse, or the order to a supplier."""
        name = next(one for one in ("warehouse", "order") if one in self.key)
        found: UUID = self.key[name]
        return found


def freed(
    posting: Posting, orders: Collection[UUID], mine: Iterable[Movement] = ()
) -> Iterator[Movement]:
    """Give up what is promised to orders beyond what a paper leaves of them.

    What is promised last goes first. A paper posted again gives up the same again, so far as it
    still takes as much: an unchanged one changes nothing.

    Args:
        posting: of a paper that takes from orders.
        orders: those.
        mine: what the plugin moves by it beside, not gathered yet.
    """
    movements = [*posting.movements, *mine]
    change = changes(posting, movements)
    if change.keys and all(change.beyond(key) <= 0 for key in change.keys):
        return  # it takes what was kept for it
    hold(posting, orders)
    if not promised_now(posting.work, orders) and not posting.again:
        posting.shared[ACCOUNT] = Account()
        return
    account = standing(posting.work, orders).changed_by(change)
    taken = _taken(posting.work, movements)
    for key, found in _promises(posting, orders, movements).items():
        again = min(sum((one.before for one in found), ZERO), taken.get(key, ZERO))
        need = max(account.beyond(key), again)
        for one in found:
            part = min(need, one.much)
            if part > 0:
                need -= part
                account.promised[key] -= part
                yield one.register.minus(**one.key, quantity=part)
    posting.shared[ACCOUNT] = account


def _taken(work: Work, movements: Iterable[Movement]) -> dict[Key, Decimal]:
    """What a paper takes from orders."""
    found: dict[Key, Decimal] = {}
    registers = lefts(work)
    for one in movements:
        if one.register in registers:
            key = (one["order"], one["item"], one["variant"])
            found[key] = found.get(key, ZERO) - one["quantity"]
    return found


def _promises(
    posting: Posting, orders: Collection[UUID], movements: Sequence[Movement]
) -> dict[Key, list[Promise]]:
    """The promises to orders, in the turn they are given up: those given up before, the last."""
    found: dict[Key, list[Promise]] = {}
    for register, name in PROMISES:
        for one in _promises_in(posting, register, name, orders, movements):
            goods = (one.key[name], one.key["item"], one.key["variant"])
            found.setdefault(goods, []).append(one)
    places = {one.place for some in found.values() for one in some}
    turn = in_turn(posting.work, places, _own_warehouses(posting.work, orders))
    rank = {place: -n for n, place in enumerate(turn)}
    for some in found.values():
        some.sort(key=lambda one: (not one.before, rank.get(one.place, 1)))
    return found


def _promises_in(
    posting: Posting,
    register: Any,
    name: str,
    orders: Collection[UUID],
    movements: Sequence[Movement],
) -> Iterator[Promise]:
    house, names = posting.work.as_house(), [one.name for one in register.key()]
    # All that was ever promised: a paper posted again may have taken it to nothing now.
    known = readings.turnover(house, register, where={name: list(orders)})
    rows = (
        lasting(posting, register, names, [full(register, row) for row in known]) if known else ()
    )
    used: dict[Any, Decimal] = {}
    for one in movements:
        if one.register is register:
            used[full(register, one)] = used.get(full(register, one), ZERO) - one["quantity"]
    before = {full(register, row): -row["quantity"] for row in written(posting, register)}
    for row in rows:
        key = full(register, row)
        gone = used.get(key, ZERO)
        mine = max(before.get(key, ZERO) - gone, ZERO)
        yield Promise(register, dict(zip(names, key, strict=True)), row["quantity"] - gone, mine)


def _own_warehouses(work: Work, orders: Collection[UUID]) -> set[UUID | None]:
    found: set[UUID | None] = set()
    for cls in kinds(work):
        found |= set(work.session.scalars(select(cls.warehouse_id).where(cls.id.in_(orders))))
    return found
