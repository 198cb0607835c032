"""Proof on the live base: totals equal the movements, nothing forbidden is negative.

Each check is one statement that adds up both sides and lists the keys that do not cancel
out, so it reads a base of any size in the database and brings back only what is wrong.
"""

from collections.abc import Iterator, Sequence
from typing import Any, cast

from sqlalchemy import Table, and_, case, func, literal, or_, select, union_all

from .. import calls
from ..database import types
from ..database.ids import NONE
from ..schema.document import DocumentHead
from ..schema.register import BalanceRegister, Register, TurnoverRegister
from ..work import Work
from .sequence import Stale, sequence_of

YES = literal(value=True, type_=types.YesNo())
NO = literal(value=False, type_=types.YesNo())
MOST = 20  # broken keys named for each check; one is enough to stop, twenty show a pattern


def broken(work: Work) -> list[str]:
    """Every broken invariant of the base, one line each; empty when all hold."""
    found: list[str] = []
    for register in work.schema.registers.values():
        if register.totals is not None:
            found += _differences(work, register, register.totals, ())
            found += _negative(work, register)
            found += _exceeding(work, register)
        if register.months is not None:
            found += _differences(work, register, register.months, ("month",))
        if issubclass(register, BalanceRegister | TurnoverRegister):  # facts may be told by hand
            found += _orphans(work, register)
            found += _elsewhen(work, register)
    for kind in work.schema.documents.values():
        found += _heads(work, kind)
    return found + calls.broken(work.hooks, work)


def _differences(
    work: Work, register: type[Register], table: Table, extra: tuple[str, ...]
) -> Iterator[str]:
    """Keys whose total is not the sum of their movements."""
    moved = register.movements
    keys = [f"{one.name}_id" for one in register.key()]
    sums = [one.name for one in register.resources]
    months = [_month(work, moved)] if extra else []
    parts = union_all(
        select(*(moved.c[k] for k in keys), *months, *(moved.c[s] for s in sums)),
        select(*(table.c[k] for k in (*keys, *extra)), *(-table.c[s] for s in sums)),
    ).subquery()
    grouped = [parts.c[name] for name in (*keys, *extra)]
    wrong = or_(*(func.sum(parts.c[name]) != 0 for name in sums))
    totals = [func.sum(parts.c[n], type_=moved.c[n].type).label(n) for n in sums]
    asked = select(*grouped, *totals).group_by(*grouped).having(wrong).limit(MOST)
    for row in work.session.execute(asked).mappings():
        place = _key(work, register, row)
        month = f" in {row['month']}" if extra else ""
        gaps = ", ".join(f"{n} off by {-row[n]}" for n in sums if row[n])
        yield f"{table.name}: {place}{month}: {gaps}"


def _month(work: Work, moved: Table) -> Any:
    if work.session.get_bind().dialect.name == "postgresql":
        first = func.date_trunc("month", func.timezone("UTC", moved.c.moment))
        return func.date(first).label("month")
    return func.substr(moved.c.moment, 1, 7).op("||")("-01").label("month")


def _negative(work: Work, register: type[Register]) -> Iterator[str]:
    guarded = register.guarded() if issubclass(register, BalanceRegister) else ()
    if not guarded or register.totals is None:
        return
    table = register.totals
    below = or_(*(table.c[one.name] < 0 for one in guarded))
    free = table.c.may_be_negative
    asked = select(table).where(and_(below, free == NO))
    for row in work.session.execute(asked.limit(MOST)).mappings():
        place = _key(work, register, row)
        yield f"{table.name}: {place} is negative"


def _exceeding(work: Work, register: type[Register]) -> Iterator[str]:
    """Keys of which more is kept in a register than in the one it lies within."""
    outer: Any = getattr(register, "within", None)
    if outer is None:
        return
    names = [one.name for one in outer.key() if one.name in {two.name for two in register.key()}]
    inside, around = cast("Any", register).totals, outer.totals
    mine, theirs = (cast("Any", one).guarded()[0].name for one in (register, outer))
    parts = union_all(
        _part(around, names, around.c[theirs], around.c.may_be_negative),
        _part(inside, names, -inside.c[mine], NO),
    ).subquery()
    keys = [parts.c[f"{name}_id"] for name in names]
    free = func.sum(parts.c.free, type_=around.c[theirs].type).label("free")
    asked = select(*keys, free).group_by(*keys)
    asked = asked.having(func.sum(parts.c.free) < 0, func.max(parts.c.may) == 0)
    for row in work.session.execute(asked.limit(MOST)).mappings():
        place = _key(work, outer, row)
        yield f"{inside.name}: {place}: {-row['free']} more than {around.name} has"


def _part(table: Table, names: Sequence[str], free: Any, may: Any) -> Any:
    keys = [table.c[f"{name}_id"] for name in names]
    flag = case((may == YES, 1), else_=0).label("may")
    return select(*keys, free.label("free"), flag)


def _orphans(work: Work, register: type[Register]) -> Iterator[str]:
    """Movements whose document is not posted."""
    moved = register.movements
    known = select(DocumentHead.id).where(
        DocumentHead.id == moved.c.recorder_id, DocumentHead.posted == YES
    )
    asked = select(moved.c.recorder_id).where(~known.exists()).distinct().limit(MOST)
    for recorder in work.session.scalars(asked):
        yield f"{moved.name}: movements of {recorder}, which is not posted"


def _elsewhen(work: Work, register: type[Register]) -> Iterator[str]:
    """Movements that stand at another moment than their document."""
    moved = register.movements
    asked = (
        select(DocumentHead.number, moved.c.moment)
        .join(DocumentHead, DocumentHead.id == moved.c.recorder_id)
        .where(moved.c.moment != DocumentHead.moment)
        .distinct()
        .limit(MOST)
    )
    for number, moment in work.session.execute(asked):
        yield f"{moved.name}: movements of {number} stand at {moment}, the document does not"


def _heads(work: Work, kind: Any) -> Iterator[str]:
    """Documents whose head tells another story."""
    asked = (
        select(kind.number)
        .outerjoin(DocumentHead, DocumentHead.id == kind.id)
        .where(
            or_(
                DocumentHead.id.is_(None),
                DocumentHead.posted != kind.posted,
                DocumentHead.moment != kind.moment,
                DocumentHead.number != kind.number,
            )
        )
        .limit(MOST)
    )
    for number in work.session.scalars(asked):
        yield f"{kind.__tablename__}: {number}: its head in core_document differs"


def _key(work: Work, register: type[Register], row: Any) -> str:
    named = []
    for one in register.key():
        value = row.get(f"{one.name}_id", NONE)
        if value != NONE:
            target = one.target
            kind: Any = work.schema.records.get(target) if isinstance(target, str) else target
            record = None if kind is None else work.session.get(kind, value)
            named.append(f"{one.name} {record.presentation if record else value}")
    return ", ".join(named) or "-"


def stale(work: Work) -> dict[str, int]:
    """How many keys of each sequence wait for their documents to be posted again."""
    asked = select(Stale.register, func.count()).group_by(Stale.register)
    found = {row[0]: row[1] for row in work.session.execute(asked)}
    return {
        one.kind: found.get(one.kind, 0)
        for one in work.schema.registers.values()
        if sequence_of(one)
    }
