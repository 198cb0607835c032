"""The one order in which totals are locked, so that writers wait for one another and never cross.

It is a property of the registers, whatever plugins are on and in whatever order a settings file
names them: first what hooks read while a document is posted, then what is under guard, then
what lies within another register, then the others; among those what a register declares
(`lock_order`), then its kind. Inside each register the order is that of keys. Hooks that read
registers are asked in the same order. What is read without a lock anybody can see is asked for
once more under the guard's locks (`Posting.require_still_so`).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeGuard

from sqlalchemy import Connection

from ..database.bulk import Row, select_by_keys
from ..schema.register import BalanceRegister, Register
from .encoding import Change
from .guard import hold_missing, watched_keys
from .posting import Posting
from .sequence import sequence_of

READ, GUARDED, WITHIN, OTHERS = range(4)
Rank = tuple[int, int]
Turn = tuple[Rank, int, str]
Held = tuple[Sequence[str], Sequence[Row]]
"""Columns, and encoded values of them: which totals are to be locked."""


def lock_place(register: type[Register]) -> tuple[int, int, str]:
    """The place of a register in the order of locks."""
    return (*_rank(register), register.kind)


def _rank(register: type[Register]) -> Rank:
    declared = getattr(register, "lock_order", 0)
    if is_read_first(register):
        return READ, declared
    if getattr(register, "within", None) is not None:
        return WITHIN, declared
    return (GUARDED if has_guard(register) else OTHERS), declared


def turns(
    needs: Mapping[str, Sequence[str]], registers: Iterable[type[Register]]
) -> dict[str, Turn]:
    """When each plugin is asked by hooks that may read registers, and so lock them.

    In the order of the registers it keeps for being read there; but after those it needs. Two
    plugins have the same order in every house, whatever else is on.

    Args:
        needs: of the plugins that are on, each after those it needs.
        registers: of the house.
    """
    own: dict[str, Rank] = {}
    for one in registers:
        rank = _rank(one)
        if rank[0] in (READ, WITHIN):
            own[one.plugin] = min(rank, own.get(one.plugin, rank))
    found: dict[str, Turn] = {}
    for name, needed in needs.items():
        before = [found[one] for one in needed]
        rank = max([own.get(name, (READ, 0)), *(turn[0] for turn in before)])
        found[name] = (rank, 1 + max((turn[1] for turn in before), default=0), name)
    return found


def in_order(changes: Iterable[Change]) -> list[Change]:
    """Changes of one document in the order in which totals are locked."""
    return sorted(changes, key=lambda one: lock_place(one.code.register))


def hold_totals(connection: Connection, wanted: Mapping[type[BalanceRegister], Held]) -> None:
    """Lock totals of several registers until the unit of work ends, in the one order.

    For whoever writes registers on his own, beside the posting of a document.
    """
    for register in sorted(wanted, key=lock_place):
        names, keys = wanted[register]
        totals: Any = register.totals
        select_by_keys(connection, totals, [f"t.{names[0]}"], names, keys, lock=True)


def hold_first(
    connection: Connection, changes: Iterable[Change], posting: Posting | None = None
) -> None:
    """Lock what hooks read before the guard locks its own.

    Args:
        connection: of the unit of work.
        changes: what is about to be written, in order.
        posting: of the document, where hooks have read already: what they hold stays held.
    """
    for change in changes:
        if is_read_first(change.code.register):
            keys = [key for key, sums in change.by_key().items() if any(sums)]
            if posting is None:
                hold_missing(connection, change.code, keys)
            else:
                posting.hold(change.code, keys)


def is_read_first(register: type[Register]) -> bool:
    """Whether hooks read a register's balances while documents are posted."""
    return bool(sequence_of(register)) or getattr(register, "read_first", False)


def has_guard(register: type[Register]) -> TypeGuard[type[BalanceRegister]]:
    """Whether anything of a register may never be negative."""
    return issubclass(register, BalanceRegister) and bool(register.guarded())


def is_guarded(changes: Iterable[Change]) -> bool:
    """Whether the guard will lock anything for changes: all before it has to be locked then."""
    return any(
        watched_keys(change) or getattr(change.code.register, "within", None)
        for change in changes
        if change and has_guard(change.code.register)
    )
