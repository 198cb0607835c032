"""The guard of balances that may never be negative: now, at the document, and ever after.

It locks the totals of the touched keys in the order of keys, so that two writers of one key
go one after the other, and then walks the points of time from the document on. Only keys
that the change lowers are looked at: a base with an old fault can still take goods in.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Connection

from ..database.bulk import Row, insert_rows, is_postgres, select_by_keys
from ..schema.register import BalanceRegister
from .encoding import Change, Code
from .later import moved_since


@dataclass(frozen=True)
class Short:
    """A key that would fall below zero: its columns, what was wanted and what there is (encoded)."""

    code: Code
    key: Row
    keys: tuple[str, ...]
    resource: str
    wanted: int
    available: int


def shortages(connection: Connection, change: Change, recorder: UUID) -> list[Short]:
    """Lock the keys a change touches and name those it would bring below zero.

    Args:
        connection: of the unit of work.
        change: what is about to be written, in a register with guarded resources.
        recorder: the document; its own old movements are counted out.
    """
    code = change.code
    register = cast("type[BalanceRegister]", code.register)
    deltas, watched = change.by_key(), list(watched_keys(change))
    if not watched:
        return []
    totals = hold(connection, code, {**deltas, **dict.fromkeys(watched)})
    later = _later(connection, change, watched, recorder)
    old = _own(code, [content for _line, content in change.gone])
    new = _own(code, change.come)
    who = code.uuid(recorder)
    found: list[Short] = []
    for resource in register.guarded():
        place = code.sums.index(resource.name)
        for key in watched:
            now = int(totals[key][place]) if key in totals else 0
            if key in old or key in later or len(new[key]) > 1:
                worst = lowest(
                    now, place, who, later.get(key, {}), old.get(key, {}), new.get(key, {})
                )
            else:
                worst = _now(now, deltas[key][place])
            if worst is not None:
                balance, wanted = worst
                found.append(Short(code, key, code.keys, resource.name, wanted, wanted + balance))
    return found


def watched_keys(change: Change) -> set[Row]:
    """The keys a change lowers, or takes elsewhere in time."""
    lowered = {key for key, sums in change.by_key().items() if any(one < 0 for one in sums)}
    return lowered | {change.code.key(content) for _line, content in change.gone}


def _now(balance: int, changed: int) -> tuple[int, int] | None:
    """As `_lowest`, where nothing else moves from the document's moment on."""
    fallen = balance + changed
    return (fallen, -changed) if changed < 0 and fallen < 0 else None


def hold(connection: Connection, code: Code, keys: Iterable[Row]) -> dict[Row, Row]:
    """Lock the totals of keys, in their order, until the unit of work ends; their sums by key."""
    wanted = [f"t.{one}" for one in (*code.keys, *code.sums)]
    table = cast("Any", code.register.totals)
    rows = select_by_keys(connection, table, wanted, code.keys, list(keys), lock=True)
    width = len(code.keys)
    return {row[:width]: row[width:] for row in rows}


def hold_missing(connection: Connection, code: Code, keys: Iterable[Row]) -> None:
    """As `hold`, keys of which there is nothing yet too, where the register drops what is zero.

    A row that is not there can not be locked: two would put it in, one after the other, and
    whoever takes from it in between waits for the second, and the second for him. Nor does it
    do to put in what is missing and to lock then: whoever holds a row may drop it, and those
    who wait for it are left with nothing. So each row is put in or locked by one and the same
    insert, which tries again where the row goes meanwhile. Where all writers stand in one
    queue anyway, nothing is put in.
    """
    register = cast("type[BalanceRegister]", code.register)
    wanted, totals = sorted(keys), cast("Any", register.totals)
    if not is_postgres(connection) or not wanted:
        return
    if not register.drops_zero:
        hold(connection, code, wanted)
        return
    marked = "may_be_negative" in totals.c
    columns = (*code.keys, *code.sums, *["may_be_negative"][:marked])
    rows = [(*key, *(0,) * len(code.sums), *(False,) * marked) for key in wanted]
    same = f"{code.sums[0]} = {totals.name}.{code.sums[0]}"
    locked = f"ON CONFLICT ({', '.join(code.keys)}) DO UPDATE SET {same} WHERE false"
    insert_rows(connection, totals, columns, rows, locked)


Points = dict[tuple[Any, Any], list[int]]


def _later(
    connection: Connection, change: Change, keys: list[Row], recorder: UUID
) -> dict[Row, Points]:
    """What others moved after the first touched moment, by key and point of time."""
    code = change.code
    first = min([c[0] for _line, c in change.gone] + [c[0] for c in change.come])
    if not moved_since(connection, code, first, recorder):
        return {}
    sums = [f"SUM(t.{one})" for one in code.sums]
    wanted = [f"t.{one}" for one in code.keys] + ["t.moment", "t.recorder_id", *sums]
    rows = select_by_keys(
        connection,
        code.register.movements,
        wanted,
        code.keys,
        keys,
        where="t.moment >= ? AND t.recorder_id <> ?",
        given=(first, code.uuid(recorder)),
        tail="GROUP BY " + ", ".join(wanted[: len(code.keys) + 2]),
    )
    found: dict[Row, Points] = {}
    width = len(code.keys)
    for row in rows:
        found.setdefault(row[:width], {})[(row[width], row[width + 1])] = [
            int(one) for one in row[width + 2 :]
        ]
    return found


def _own(code: Code, contents: Iterable[Row]) -> dict[Row, dict[Any, list[int]]]:
    """A document's own movements by key and moment."""
    found: dict[Row, dict[Any, list[int]]] = {}
    for content in contents:
        moments = found.setdefault(code.key(content), {})
        known = moments.setdefault(content[0], [0] * len(code.sums))
        for n, one in enumerate(code.added(content)):
            known[n] += one
    return found


def lowest(  # noqa: PLR0917 -- each is needed, none has a default
    now: int,
    place: int,
    own: Any,
    later: Points,
    old: dict[Any, list[int]],
    new: dict[Any, list[int]],
) -> tuple[int, int] | None:
    """The worst point: (balance there, how much the change lowered it), or None if all hold.

    A point's balance before the change is today's total less all that came after it; the
    change adds the document's new movements up to the point and takes away its old ones.
    """
    mine = {(moment, own) for moment in (*old, *new)}
    points = sorted({*later, *mine}, key=_order)
    after = sum(sums[place] for sums in (*later.values(), *old.values()))
    balance, changed = now - after, 0
    worst: tuple[int, int] | None = None
    for point in points:
        moved = later[point][place] if point in later else 0
        if point in mine:
            was = old[point[0]][place] if point[0] in old else 0
            moved += was
            changed += (new[point[0]][place] if point[0] in new else 0) - was
        balance += moved
        fallen = balance + changed
        if changed < 0 and fallen < 0 and (worst is None or fallen < worst[0]):
            worst = (fallen, -changed)
    return worst


def _order(point: tuple[Any, Any]) -> tuple[Any, bytes]:
    moment, who = point
    return moment, who.bytes if isinstance(who, UUID) else bytes(who)
