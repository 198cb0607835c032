"""The one order in which totals are locked, so that writers wait for one another and never cross.

First the registers that hooks read while a document is posted, plugin by plugin, as hooks are
called; then those under guard; then the others. Inside each the order is that of registers and
keys. What is read without a lock anybody can see is asked for once more under the guard's locks
(`Posting.require_still_so`).
"""

from collections.abc import Iterable, Sequence
from typing import TypeGuard

from sqlalchemy import Connection

from ..schema.register import BalanceRegister, Register
from .encoding import Change
from .guard import hold_missing, watched_keys
from .posting import Posting
from .sequence import sequence_of


def in_order(changes: Iterable[Change], plugins: Sequence[str]) -> list[Change]:
    """Changes in the order in which totals are locked.

    Args:
        changes: of one document.
        plugins: the names of those that are on, in the order their hooks are called.
    """
    places = {name: n for n, name in enumerate(plugins)}

    def place(change: Change) -> tuple[int, int, str]:
        register = change.code.register
        if is_read_first(register):
            return 0, places.get(register.plugin, -1), register.kind
        return (1 if has_guard(register) else 2), 0, register.kind

    return sorted(changes, key=place)


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
