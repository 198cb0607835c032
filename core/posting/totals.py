"""Totals made anew from the movements: the answer to a damaged total, and its proof."""

from sqlalchemy import Table, delete, func, insert, or_, select

from ..schema.register import Register
from ..work import Work
from .verify import _month


def rebuild(work: Work, register: type[Register]) -> None:
    """Make all totals of a register anew, in the database, inside this unit of work."""
    work.access.require("core.rebuild_totals")
    if register.totals is not None:
        _fill(work, register, register.totals, with_month=False)
    if register.months is not None:
        _fill(work, register, register.months, with_month=True)


def _fill(work: Work, register: type[Register], table: Table, *, with_month: bool) -> None:
    moved = register.movements
    keys = [moved.c[f"{one.name}_id"] for one in register.key()]
    sums = [
        func.sum(moved.c[one.name], type_=moved.c[one.name].type) for one in register.resources
    ]
    month = [_month(work, moved)] if with_month else []
    names = [c.name for c in keys] + (["month"] if with_month else [])
    names += [one.name for one in register.resources]
    made = select(*keys, *month, *sums).group_by(*keys, *month)
    if not with_month and getattr(register, "drops_zero", False):
        made = made.having(or_(*(one != 0 for one in sums)))  # as posting leaves it
    kept = {}
    if "may_be_negative" in table.c:
        asked = select(table).where(table.c.may_be_negative)
        kept = {tuple(row[: len(keys)]): True for row in work.session.execute(asked)}
    work.session.execute(delete(table))
    if "may_be_negative" in table.c:
        below = [s < 0 for s in sums]
        free = below[0]
        for one in below[1:]:
            free = free | one
        made = made.add_columns(free)
        names.append("may_be_negative")
    work.session.execute(insert(table).from_select(names, made))
    for key in kept:
        match = [c == v for c, v in zip(table.primary_key, key, strict=True)]
        work.session.execute(table.update().where(*match).values(may_be_negative=True))
