"""What a document did: each of its movements with what stood in the register before and after.

A document has its place in order, (moment, id): what it found is the balance at its moment
without what it, and those behind it at the same moment, have written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from ..schema.register import BalanceRegister, FactRegister, Register
from ..values import ZERO
from ..work import Work
from . import readings

INSTANT = timedelta(microseconds=1)
Key = tuple[UUID | None, ...]


@dataclass(frozen=True)
class Figure:
    """One resource of a movement.

    Attributes:
        before: what the register held; None where it holds no balance, or no fact yet.
        moved: what the movement adds, with its sign; of a fact its value.
        after: what it held then; None where it holds no balance.
    """

    before: Any
    moved: Any
    after: Any


@dataclass(frozen=True)
class Effect:
    """One movement of a document.

    Attributes:
        moment, direction: of the movement; 1 in, -1 out, 0 where the register knows none.
        keys: its dimensions; None for an empty one.
        figures: its resources that the person may see, by name.
    """

    moment: datetime
    direction: int
    keys: Mapping[str, UUID | None]
    figures: Mapping[str, Figure]


def effects_of(
    work: Work, register: type[Register], document: UUID, limit: int = 1000
) -> list[Effect]:
    """The movements of a document in a register, in their order; two statements, or three.

    Args:
        work: the unit of work; its rights, row rules and masks apply.
        register: what it wrote into.
        document: which.
        limit: no more than these.

    Raises:
        Forbidden: without the right `<register>.read`.
    """
    rows = readings.movements(work, register, recorder=document, limit=limit)
    if not rows:
        return []
    if issubclass(register, FactRegister):
        return _facts(work, register, rows)
    names = _seen(work, register)
    held = (
        _found(work, register, document, rows) if issubclass(register, BalanceRegister) else None
    )
    found = []
    for row in rows:
        key = _key(register, row)
        now = None if held is None else held.setdefault((row["moment"], *key), {})
        figures = {}
        for name in names:
            before = None if now is None else now.get(name, ZERO)
            after = None if before is None else before + row[name]
            figures[name] = Figure(before, row[name], after)
            if now is not None:
                now[name] = after
        found.append(_effect(register, row, figures))
    return found


def _seen(work: Work, register: type[Register]) -> list[str]:
    hidden = work.access.hidden(register.kind)
    return [one.name for one in register.resources if one.name not in hidden]


def _key(register: type[Register], row: Mapping[str, Any]) -> Key:
    return tuple(row[one.name] for one in register.key())


def _effect(
    register: type[Register], row: Mapping[str, Any], figures: Mapping[str, Figure]
) -> Effect:
    keys = {one.name: row[one.name] for one in register.dimensions}
    return Effect(row["moment"], row["direction"], keys, figures)


def _where(register: type[Register], rows: Sequence[Mapping[str, Any]]) -> readings.Where:
    """The keys that rows touch, as a condition; it may let others through, which are not asked."""
    return {one.name: list(dict.fromkeys(row[one.name] for row in rows)) for one in register.key()}


def _found(
    work: Work, register: type[BalanceRegister], document: UUID, rows: Sequence[Mapping[str, Any]]
) -> dict[tuple[Any, ...], dict[str, Any]]:
    """What the document found, by moment and key; it mostly writes at one moment."""
    names = _seen(work, register)
    held: dict[tuple[Any, ...], dict[str, Any]] = {}
    for moment in dict.fromkeys(row["moment"] for row in rows):
        where = _where(register, [row for row in rows if row["moment"] == moment])
        by = [one.name for one in register.key()]
        there = readings.balance(work, register, at=moment, by=by, where=where)
        asked = readings.Question(
            work, register, by, where,
            narrowings=(lambda table: table.c.recorder_id >= document,),
        )  # fmt: skip
        at_once = readings.between(register.movements, moment, moment)
        behind = asked.answer([asked.part(register.movements, at_once)])
        for sign, found in ((1, there), (-1, behind)):
            for one in found:
                now = held.setdefault((moment, *_key(register, one)), {})
                for name in names:
                    now[name] = now.get(name, ZERO) + sign * one[name]
    return held


def _facts(
    work: Work, register: type[FactRegister], rows: Sequence[Mapping[str, Any]]
) -> list[Effect]:
    names = _seen(work, register)
    held: dict[tuple[Any, ...], Any] = {}
    for moment in dict.fromkeys(row["moment"] for row in rows):
        where = _where(register, [row for row in rows if row["moment"] == moment])
        for known in readings.latest(work, register, at=moment - INSTANT, where=where):
            held[moment, *_key(register, known)] = known
    found = []
    for row in rows:
        before = held.get((row["moment"], *_key(register, row)), {})
        figures = {
            name: Figure(before[name] if before else None, row[name], row[name]) for name in names
        }
        found.append(_effect(register, row, figures))
    return found
