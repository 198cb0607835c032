"""What is promised to orders beside what is left of them, as it stands and as a paper changes it.

Goods promised to an order, in warehouses and in what suppliers bring, are never more than what
is left of it once a paper is posted or taken back: `freeing` sees to that.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from ...core import Movement, Work
from ...core.posting import readings
from ...core.posting.posting import Posting
from ...core.values import ZERO
from .models import PROMISED_TO, PROMISES

Key = tuple[UUID, UUID, UUID | None]
"""Order, item and variant."""
Sums = dict[Key, Decimal]
MOST = 1_000_000  # movements of one paper, or of the promises of one order


@dataclass
class Account:
    """What is promised to orders and what is left of them, by order and goods, in base units."""

    promised: Sums = field(default_factory=dict)
    left: Sums = field(default_factory=dict)

    def beyond(self, key: Key) -> Decimal:
        """How much more is promised than is left; below zero where something is open."""
        return self.promised.get(key, ZERO) - self.left.get(key, ZERO)

    @property
    def keys(self) -> set[Key]:
        """All it knows of."""
        return {*self.promised, *self.left}

    def changed_by(self, other: "Account") -> "Account":
        """What it becomes by a change."""
        return Account(_summed(self.promised, other.promised), _summed(self.left, other.left))


def _summed(first: Sums, second: Sums) -> Sums:
    found = dict(first)
    for key, much in second.items():
        found[key] = found.get(key, ZERO) + much
    return found


def lefts(work: Work) -> list[Any]:
    """The registers of what is left of orders that goods are promised to."""
    return [one.left_in for one in kinds(work)]


def kinds(work: Work) -> list[Any]:
    """The kinds of orders that goods are promised to; without those of a plugin that is off."""
    known = (work.schema.documents.get(kind) for kind in PROMISED_TO)
    return [one for one in known if one is not None]


def standing(work: Work, orders: Collection[UUID]) -> Account:
    """What is promised to orders now, and what is left of them."""
    found = Account(promised_now(work, orders))
    for register in lefts(work):
        _add(found.left, _balances(work, register, "order", orders), "order")
    return found


def promised_now(work: Work, orders: Collection[UUID]) -> Sums:
    """What is promised to orders now."""
    found: Sums = {}
    for register, name in PROMISES:
        _add(found, _balances(work, register, name, orders), name)
    return found


def _balances(work: Work, register: Any, name: str, orders: Collection[UUID]) -> readings.Rows:
    by, where = (name, "item", "variant"), {name: list(orders)}
    return readings.balance(work.as_house(), register, by=by, where=where)


def changes(posting: Posting, movements: Iterable[Movement]) -> Account:
    """What a paper changes by movements, those it wrote before taken back."""
    found, rows = Account(), list(movements)
    told = [(found.promised, *one) for one in PROMISES]
    told += [(found.left, one, "order") for one in lefts(posting.work)]
    for sums, register, name in told:
        _add(sums, [one for one in rows if one.register is register], name)
        _add(sums, written(posting, register), name, -1)
    return found


def written(posting: Posting, register: Any) -> readings.Rows:
    """What the paper has in a register from when it was posted last."""
    if not posting.again:
        return []
    house, me = posting.work.as_house(), posting.document.id
    return readings.movements(house, register, recorder=me, limit=MOST)


def _add(sums: Sums, rows: Iterable[Any], name: str, sign: int = 1) -> None:
    for row in rows:
        key = (row[name], row["item"], row["variant"])
        sums[key] = sums.get(key, ZERO) + sign * row["quantity"]


def hold(posting: Posting, orders: Collection[UUID]) -> None:
    """Lock what is left of orders, so that who takes of it and who promises it go one by one."""
    for register in lefts(posting.work):
        posting.balances(register, ("order",), [(one,) for one in orders])


def lasting(
    posting: Posting, register: Any, by: Sequence[str], keys: Collection[Sequence[UUID | None]]
) -> list[dict[str, Any]]:
    """Promises as a paper finds them, less what later papers take: so much it may take, no more.

    Args:
        posting: of the paper.
        register: of promises.
        by: the first dimensions of its key, as many as `keys` have values.
        keys: the values wanted.
    """
    rows = {full(register, one): dict(one) for one in posting.balances(register, by, keys)}
    running = {key: row["quantity"] for key, row in rows.items()}
    me = (posting.document.moment, posting.document.id)
    for one in _later(posting, register, by, keys) if rows else ():
        key = full(register, one)
        if key in running and (one["moment"], one["recorder"]) > me:
            running[key] += one["quantity"]
            rows[key]["quantity"] = min(rows[key]["quantity"], running[key])
    return list(rows.values())


def _later(
    posting: Posting, register: Any, by: Sequence[str], keys: Collection[Sequence[UUID | None]]
) -> readings.Rows:
    house, since = posting.work.as_house(), posting.document.moment
    where = {name: {key[n] for key in keys} for n, name in enumerate(by)}
    return readings.movements(house, register, since=since, where=where, limit=MOST)


def full(register: Any, row: Mapping[str, Any] | Movement) -> tuple[UUID | None, ...]:
    """The whole key of a row, or of a movement, in a register."""
    return tuple(row[one.name] for one in register.key())
