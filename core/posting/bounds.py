"""A balance that may not exceed another: what is reserved lies in the warehouse, now and later.

A register that says `within = StockOnHand` is compared with it by the dimensions both have:
from a document on, at no point of time may the one hold more than the other. Both totals
are locked in one order, the wider register first, so that whoever takes and whoever reserves
the last piece wait for one another.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Connection

from ..database.bulk import Row, run, select_by_keys
from ..schema.register import BalanceRegister
from .encoding import Change, Code
from .guard import Points, Short, lowest
from .order import Held, has_guard, hold_totals


@dataclass(frozen=True)
class Bound:
    """Two registers, and the key columns they are compared by."""

    inner: Code
    outer: Code
    keys: tuple[str, ...]

    def group(self, code: Code, content: Row) -> Row:
        """The key of the comparison inside a movement of either register."""
        return tuple([content[2 + code.dimensions.index(name)] for name in self.keys])

    def amount(self, code: Code, sums: Row) -> int:
        """What a movement of either register adds to what is free."""
        found = int(sums[code.sums.index(_resource(code))])
        return found if code is self.outer else -found


def _resource(code: Code) -> str:
    register: Any = code.register
    return str(register.guarded()[0].name)


def bounds_of(codes: Mapping[str, Code]) -> list[Bound]:
    """The comparisons that registers have declared."""
    found = []
    for code in codes.values():
        outer = getattr(code.register, "within", None)
        if issubclass(code.register, BalanceRegister) and outer is not None:
            theirs = codes[outer.kind]
            found.append(Bound(code, theirs, tuple(k for k in theirs.keys if k in code.keys)))
    return found


def exceeded(
    connection: Connection, bound: Bound, changes: Iterable[Change], recorder: UUID
) -> list[Short]:
    """Lock what a change touches, and name the keys of which too little would be left free.

    Args:
        connection: of the unit of work.
        bound: the comparison.
        changes: what is about to be written, in any register.
        recorder: the document; its own old movements are counted out.
    """
    mine = [one for one in changes if one and one.code in (bound.inner, bound.outer)]
    watched = _lowered(bound, mine)
    if not watched:
        return []
    if all(one.code is bound.outer for one in mine):
        first = min(at for one in mine for at in one.moments())
        watched = _used(connection, bound, watched, first)
        if not watched:
            return []
    free = _free(connection, bound, watched)
    later = _later(connection, bound, mine, watched, recorder)
    old, new = _own(bound, mine, "gone"), _own(bound, mine, "come")
    who, resource = bound.outer.uuid(recorder), _resource(bound.outer)
    found = []
    for key in watched:
        worst = lowest(
            free.get(key, 0), 0, who, later.get(key, {}), old.get(key, {}), new.get(key, {})
        )
        if worst is not None:
            balance, wanted = worst
            found.append(Short(bound.outer, key, bound.keys, resource, wanted, wanted + balance))
    return found


def hold_wider(connection: Connection, bounds: Iterable[Bound], changes: Iterable[Change]) -> None:
    """Lock what lies around the registers a change touches, before anything of them is locked.

    A release lowers the inner register alone; were its rows locked first, whoever takes goods
    (the outer register first, then the inner one) would wait for it, and it for him. Other
    guarded totals are locked on the way, so that all is in the one order.
    """
    mine = [one for one in changes if one]
    inner = [one for one in bounds if any(change.code is one.inner for change in mine)]
    if not inner:
        return
    wanted: dict[type[BalanceRegister], Held] = {}
    for change in mine:
        register = change.code.register
        if has_guard(register):
            wanted[register] = (change.code.keys, list(change.by_key()))
    for bound in inner:
        wanted.pop(_balance(bound.inner), None)
    for bound in inner:
        wanted[_balance(bound.outer)] = (bound.keys, list(_touched(bound, mine)))
    hold_totals(connection, wanted)


def _balance(code: Code) -> type[BalanceRegister]:
    return cast("type[BalanceRegister]", code.register)


def _touched(bound: Bound, changes: Iterable[Change]) -> set[Row]:
    """The keys of the comparison that go or come in either of its registers."""
    return {
        bound.group(change.code, content)
        for change in changes
        if change.code in (bound.inner, bound.outer)
        for content in (*change.come, *(gone for _line, gone in change.gone))
    }


def _lowered(bound: Bound, changes: list[Change]) -> list[Row]:
    """The keys of which less would be free, or whose movements go elsewhere in time."""
    deltas: dict[Row, int] = {}
    moved: set[Row] = set()
    for change in changes:
        code = change.code
        for sign, contents in ((1, change.come), (-1, [one for _line, one in change.gone])):
            for content in contents:
                key = bound.group(code, content)
                added = bound.amount(code, code.added(content))
                deltas[key] = deltas.get(key, 0) + sign * added
                if sign < 0:
                    moved.add(key)
    return [key for key, delta in deltas.items() if delta < 0 or key in moved]


def _used(connection: Connection, bound: Bound, keys: list[Row], first: Any) -> list[Row]:
    """Those of the keys that the inner register holds anything of, now or after a moment."""
    code, width = bound.inner, len(bound.keys)
    columns = [f"t.{one}" for one in bound.keys]
    totals: Any = code.register.totals
    held = select_by_keys(connection, totals, columns, bound.keys, keys, lock=True)
    sql = (
        f"SELECT DISTINCT {', '.join(bound.keys)} FROM {code.register.movements.name} "  # noqa: S608 -- names of our own tables
        "WHERE moment >= ?"
    )
    there = {tuple(row[:width]) for row in (*held, *run(connection, sql, (first,)))}
    return [key for key in keys if key in there]


def _free(connection: Connection, bound: Bound, keys: list[Row]) -> dict[Row, int]:
    """What is free of each key now; the totals of both registers stay locked."""
    found: dict[Row, int] = {}
    width = len(bound.keys)
    for code in (bound.outer, bound.inner):
        columns = [f"t.{one}" for one in (*bound.keys, *code.sums)]
        totals: Any = code.register.totals
        for row in select_by_keys(connection, totals, columns, bound.keys, keys, lock=True):
            key = tuple(row[:width])
            found[key] = found.get(key, 0) + bound.amount(code, row[width:])
    return found


def _later(
    connection: Connection, bound: Bound, changes: list[Change], keys: list[Row], recorder: UUID
) -> dict[Row, Points]:
    """What others moved in both registers from the first touched moment on."""
    first = min(at for change in changes for at in change.moments())
    found: dict[Row, Points] = {}
    width = len(bound.keys)
    for code in (bound.outer, bound.inner):
        sums = [f"SUM(t.{one})" for one in code.sums]
        wanted = [f"t.{one}" for one in bound.keys] + ["t.moment", "t.recorder_id"]
        rows = select_by_keys(
            connection,
            code.register.movements,
            wanted + sums,
            bound.keys,
            keys,
            where="t.moment >= ? AND t.recorder_id <> ?",
            given=(first, code.uuid(recorder)),
            tail="GROUP BY " + ", ".join(wanted),
        )
        for row in rows:
            points = found.setdefault(tuple(row[:width]), {})
            known = points.setdefault((row[width], row[width + 1]), [0])
            known[0] += bound.amount(code, row[width + 2 :])
    return found


def _own(bound: Bound, changes: list[Change], which: str) -> dict[Row, dict[Any, list[int]]]:
    """The document's own movements that go, or come, by key and moment."""
    found: dict[Row, dict[Any, list[int]]] = {}
    for change in changes:
        code = change.code
        contents = change.come if which == "come" else [one for _line, one in change.gone]
        for content in contents:
            moments = found.setdefault(bound.group(code, content), {})
            known = moments.setdefault(content[0], [0])
            known[0] += bound.amount(code, code.added(content))
    return found
