"""Readings: the only way to ask a register.

A balance at a moment is never summed from the beginning: month totals carry it to the month
in question, from the nearer end (from the first month on, or from today back), and only the
movements of that one month are added. `known_at` answers what was believed at an earlier
time: movements replaced since then count, later ones do not.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, cast
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    Select,
    Table,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    tuple_,
    type_coerce,
    union_all,
)

from ..access.rows import reads_movements, restrict
from ..access.sight import house_view
from ..database.ids import NONE
from ..errors import Invalid
from ..schema.register import BalanceRegister, FactRegister, Register
from ..texts import Texts
from ..values import month_of, next_month, start_of
from ..work import Work
from .axes import RECORDER, Narrowing

_ = Texts("tradepost.core")

Where = Mapping[str, UUID | Collection[UUID | None] | None]
Rows = list[dict[str, Any]]


def balance(
    work: Work,
    register: type[BalanceRegister],
    *,
    at: datetime | None = None,
    by: Sequence[str] | None = None,
    where: Where | None = None,
    known_at: datetime | None = None,
) -> Rows:
    """Balances by the dimensions asked for, without those that are zero.

    Args:
        work: the unit of work; its rights and row rules apply.
        register: what to read.
        at: movements up to and including this moment count; None for the balance now.
        by: dimensions to keep; None for all.
        where: values of dimensions, one or several each.
        known_at: what was believed then.

    Returns:
        rows of dimensions (keys, or None for an empty one) and resources.

    Raises:
        Forbidden: without the right `<register>.read`.
        Invalid: for a dimension the register has not.
    """
    asked = Question(work, register, by, where or {})
    if known_at is not None:
        parts = asked.believed(known_at, at)
    elif asked.needs_details:
        parts = [asked.part(register.movements, between(register.movements, None, at))]
    elif at is None:
        parts = [asked.part(register.totals)]
    else:
        parts = carried(asked, at)
    return asked.answer(parts)


def turnover(
    work: Work,
    register: type[Register],
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    by: Sequence[str] | None = None,
    where: Where | None = None,
) -> Rows:
    """What moved from `since` up to and including `until`, by the dimensions asked for.

    Rows of balance registers also tell what came in and went out: `<resource>_in` and
    `<resource>_out` beside the net `<resource>`.

    Raises:
        Forbidden, Invalid: as for `balance`.
    """
    asked = Question(work, register, by, where or {}, details=True)
    if issubclass(register, BalanceRegister):
        return asked.answer_in_out(between(register.movements, since, until))
    if asked.needs_details or register.months is None:
        return asked.answer(
            [asked.part(register.movements, between(register.movements, since, until))]
        )
    return asked.answer(whole_months(asked, since, until))


def latest(
    work: Work,
    register: type[FactRegister],
    *,
    at: datetime | None = None,
    by: Sequence[str] | None = None,
    where: Where | None = None,
) -> Rows:
    """The facts that hold at a moment: for each key the last one at or before it.

    Returns:
        rows of dimensions, values, `moment` and `recorder`.

    Raises:
        Forbidden, Invalid: as for `balance`.
    """
    asked = Question(work, register, by, where or {})
    table = register.movements
    found = _newest(asked, at).add_columns(table.c.moment, table.c.recorder_id)
    return _facts(asked, work.session.execute(found, _dated(at)))


def latest_plain(
    work: Work,
    register: type[FactRegister],
    *,
    at: datetime | None = None,
    where: Where | None = None,
) -> Sequence[Any]:
    """As `latest`, for what reads thousands of facts while somebody waits.

    Returns:
        rows of dimensions and values in the order of their declaration; an empty dimension is
        the key `NONE`.

    Raises:
        Forbidden: without the right `<register>.read`, or where a value is masked.
        Invalid: for a dimension the register has not.
    """
    asked = Question(work, register, None, where or {})
    for one in register.resources:
        work.access.require_seen(register.kind, one.name)
    return work.session.execute(_newest(asked, at), _dated(at)).all()


def _newest(asked: "Question", at: datetime | None) -> Select[Any]:
    """The facts that are asked for; the moment is handed over beside it, see `_dated`."""
    register: Any = asked.register
    return asked.narrowed(_standing(register, dated=at is not None), register.movements)


def _dated(at: datetime | None) -> dict[str, datetime]:
    return {} if at is None else {"at": at}


@lru_cache(maxsize=256)
def _standing(register: Any, *, dated: bool) -> Select[Any]:
    """Facts without a newer one of their key by then: no key is sorted, each is looked up.

    It is put together once: that takes longer than to look a few facts up.
    """
    table, newer = register.movements, register.movements.alias("newer")
    columns = [table.c[f"{one.name}_id"] for one in register.dimensions]
    same = [newer.c[one.name] == one for one in columns]
    place = ("moment", "recorder_id", "line")
    beyond = tuple_(*(newer.c[n] for n in place)) > tuple_(*(table.c[n] for n in place))
    at = bindparam("at", type_=table.c.moment.type)
    found = select(*columns, *(table.c[one.name] for one in register.resources))
    if not dated:
        return found.where(~exists().where(*same, beyond))
    return found.where(table.c.moment <= at, ~exists().where(*same, beyond, newer.c.moment <= at))


def history(
    work: Work,
    register: type[FactRegister],
    *,
    where: Where | None = None,
    since: datetime | None = None,
    limit: int = 500,
) -> Rows:
    """Facts as they were recorded, the newest first."""
    asked = Question(work, register, None, where or {})
    table = register.movements
    found = asked.narrowed(select(table), table).where(between(table, since, None))
    found = found.order_by(table.c.moment.desc(), table.c.recorder_id.desc()).limit(limit)
    return [_fact(asked, row) for row in work.session.execute(found).mappings()]


def movements(
    work: Work,
    register: type[Register],
    *,
    recorder: UUID | None = None,
    where: Where | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    after: tuple[datetime, UUID, int] | None = None,
    limit: int = 1000,
) -> Rows:
    """Movements themselves, in order: of one document, or those that make up a figure.

    `after` goes on behind a row, named by its moment, recorder and line.

    Returns:
        rows of `recorder`, `line`, `moment`, `direction`, dimensions, resources (signed).
    """
    asked = Question(work, register, None, where or {}, details=True)
    table = register.movements
    found = asked.narrowed(select(table), table).where(between(table, since, until))
    if recorder is not None:
        found = found.where(table.c.recorder_id == recorder)
    if after is not None:
        place = (table.c.moment, table.c.recorder_id, table.c.line)
        row = [literal(value, column.type) for value, column in zip(after, place, strict=True)]
        found = found.where(tuple_(*place) > tuple_(*row))
    found = found.order_by(table.c.moment, table.c.recorder_id, table.c.line).limit(limit)
    return [_movement(asked, row) for row in work.session.execute(found).mappings()]


class Row(dict[str, Any]):
    """A row of a reading in which something is masked: asking for that is refused.

    Whoever works with a resource by its name thus needs no check of his own.
    """

    def __init__(self, found: Mapping[str, Any], asked: "Question") -> None:
        super().__init__(found)
        self._asked = asked

    def __missing__(self, name: str) -> Any:
        register = self._asked.register.kind
        resource = name.removesuffix("_in").removesuffix("_out")
        self._asked.work.access.require_seen(register, resource)
        raise KeyError(name)


@dataclass
class Question:
    """What is asked of a register, checked; builds and sums up the parts of the answer.

    Attributes:
        labels: what movements are told apart by beside dimensions, worked out of a table of
            them: the month they fall in.
        narrowings: conditions beside those on values of dimensions.
        touched: the dimensions those are about.
    """

    work: Work
    register: type[Register]
    by: Sequence[str] | None
    where: Where
    details: bool = False
    labels: Mapping[str, Narrowing] = field(default_factory=dict)
    narrowings: Sequence[Narrowing] = ()
    touched: Collection[str] = ()
    kept: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.work.access.require(f"{self.register.kind}.read")
        usable = self.register.dimensions if self.details else self.register.key()
        known = dict.fromkeys(one.name for one in usable)
        if self.details:
            known[RECORDER] = None
        for name in (*(self.by or ()), *self.where, *self.touched):
            if name not in known:
                raise Invalid(
                    _(
                        "{register} has no dimension “{name}”",
                        register=self.register.kind,
                        name=name,
                    ),
                    path=name,
                    remedy=_("Dimensions: {names}", names=", ".join(known)),
                )
        every = [one.name for one in usable]
        self.kept = list(self.by) if self.by is not None else every

    @property
    def needs_details(self) -> bool:
        """Whether a dimension is asked for that totals do not keep."""
        keys = {one.name for one in self.register.key()}
        more = reads_movements(self.work, self.register)
        return (
            more
            or bool(self.labels)
            or not keys.issuperset({*self.kept, *self.where, *self.touched})
        )

    @property
    def sums(self) -> list[str]:
        """The names of the resources the person may see."""
        hidden = self.work.access.hidden(self.register.kind)
        return [one.name for one in self.register.resources if one.name not in hidden]

    def narrowed(self, asked: Select[Any], table: Table) -> Select[Any]:
        """Only the wanted keys, and only what the person may see."""
        for name, wanted in self.where.items():
            column = table.c[f"{name}_id"]
            if isinstance(wanted, list | tuple | set | frozenset):
                asked = asked.where(column.in_([one or NONE for one in wanted]))
            else:
                asked = asked.where(column == (cast("Any", wanted) or NONE))
        for narrowing in self.narrowings:
            asked = asked.where(narrowing(table))
        return restrict(self.work, self.register, asked, table)

    def part(
        self, table: Table | None, condition: ColumnElement[bool] | None = None, sign: int = 1
    ) -> Select[Any]:
        """One part of a sum: the kept dimensions and the resources of a table's rows."""
        assert table is not None  # noqa: S101 -- the caller chose a register that has it
        columns: list[Any] = [table.c[f"{name}_id"] for name in self.kept]
        columns += [make(table).label(name) for name, make in self.labels.items()]
        sums = [(table.c[n] if sign > 0 else -table.c[n]).label(n) for n in self.sums]
        asked = self.narrowed(select(*columns, *sums), table)
        return asked if condition is None else asked.where(condition)

    def answer(self, parts: Sequence[Select[Any]]) -> Rows:
        """The sums of all parts together, by key; zeros are left out."""
        return self._answered(self.summed(parts), self.sums)

    def loose(self, parts: Sequence[Select[Any]]) -> Select[Any]:
        """The rows of all parts as they are, for whoever adds them up by something else."""
        return select(union_all(*parts).subquery()) if len(parts) > 1 else parts[0]

    def summed(self, parts: Sequence[Select[Any]]) -> Select[Any]:
        """The sums of all parts together, by key and label; zeros are left out."""
        rows = union_all(*parts).subquery() if len(parts) > 1 else parts[0].subquery()
        keys = [rows.c[f"{name}_id"] for name in self.kept]
        keys += [rows.c[name] for name in self.labels]
        types = {
            one.name: self.register.movements.c[one.name].type for one in self.register.resources
        }
        sums = [func.sum(rows.c[n], type_=types[n]).label(n) for n in self.sums]
        asked = select(*keys, *sums)
        if keys:
            asked = asked.group_by(*keys)
        if sums:
            asked = asked.having(or_(*(func.sum(rows.c[n]) != literal(0) for n in self.sums)))
        return asked

    def answer_in_out(self, condition: ColumnElement[bool]) -> Rows:
        """Net, in and out of a balance register's movements, by key."""
        names = self.in_out
        found = self._answered(self.summed_in_out(condition), names)
        return [row for row in found if any(row[name] for name in names)]

    @property
    def in_out(self) -> list[str]:
        """The names of net, in and out of each resource."""
        return [f"{n}{s}" for n in self.sums for s in ("", "_in", "_out")]

    def summed_in_out(self, condition: ColumnElement[bool]) -> Select[Any]:
        """Net, in and out of a balance register's movements, by key and label."""
        if self.labels:
            # Labels are worked out once, below: PostgreSQL does not see that two are the same.
            table: Any = self._moved(condition).subquery()
            summed: Select[Any] = select(*self._keys(table), *self._in_out(table, sums=True))
        else:
            table = self.register.movements
            summed = select(*self._keys(table), *self._in_out(table, sums=True))
            summed = self.narrowed(summed, table).where(condition)
        keys = self._keys(table)
        return summed.group_by(*keys) if keys else summed

    def loose_in_out(self, condition: ColumnElement[bool]) -> Select[Any]:
        """The same of each movement, for whoever adds them up by something else."""
        table = self._moved(condition).subquery()
        return select(*self._keys(table), *self._in_out(table, sums=False))

    def _keys(self, table: Any) -> list[Any]:
        names = (*(f"{name}_id" for name in self.kept), *self.labels)
        return [table.c[name] for name in names]

    def _moved(self, condition: ColumnElement[bool]) -> Select[Any]:
        """Movements with their keys, labels, direction and resources."""
        moved = self.register.movements
        given: list[Any] = [moved.c[f"{name}_id"] for name in self.kept]
        given += [make(moved).label(name) for name, make in self.labels.items()]
        asked = select(*given, moved.c.direction, *(moved.c[name] for name in self.sums))
        return self.narrowed(asked, moved).where(condition)

    def _in_out(self, table: Any, *, sums: bool) -> list[Any]:
        found: list[Any] = []
        for name in self.sums:
            column, kind = table.c[name], table.c[name].type
            of_each = [(name, column)]
            for suffix, direction, sign in (("in", 1, 1), ("out", -1, -1)):
                none = literal(0, kind)
                chosen = case((table.c.direction == direction, column), else_=none)
                of_each.append((f"{name}_{suffix}", chosen if sign > 0 else -chosen))
            for label, one in of_each:
                told = func.sum(one, type_=kind) if sums else type_coerce(one, kind)
                found.append(told.label(label))
        return found

    def believed(self, known_at: datetime, at: datetime | None) -> list[Select[Any]]:
        """Movements as they stood at an earlier time, replaced ones included."""
        now, then = self.register.movements, self.register.replaced
        old = and_(then.c.recorded_at <= known_at, then.c.replaced_at > known_at)
        return [
            self.part(now, and_(now.c.recorded_at <= known_at, between(now, None, at))),
            self.part(then, and_(old, between(then, None, at))),
        ]

    def _answered(self, asked: Select[Any], sums: Sequence[str]) -> Rows:
        """Rows of kept dimensions and sums as they are answered; there may be thousands."""
        rows = self.work.session.execute(asked).all()
        names, width = (*self.kept, *sums), len(self.kept)
        masked = bool(self.work.access.hidden(self.register.kind))
        found: Rows = []
        for row in rows:
            keys = [key if key.int else None for key in row[:width]]
            values = [Decimal(0) if one is None else one for one in row[width:]]
            told = dict(zip(names, (*keys, *values), strict=True))
            found.append(Row(told, self) if masked else told)
        return found

    def told(self, found: dict[str, Any]) -> dict[str, Any]:
        """A row as it is answered: one that refuses what is masked, where something is."""
        return Row(found, self) if self.work.access.hidden(self.register.kind) else found


def carried(asked: Question, at: datetime) -> list[Select[Any]]:
    """The parts of a balance at a moment, from the nearer end of the months."""
    register = cast("type[BalanceRegister]", asked.register)
    months, moved = cast("Table", register.months), register.movements
    month = month_of(at)
    first, last = _ends(asked.work, months)
    if first is None or last is None:
        return [asked.part(register.totals)]
    start, end = start_of(month), start_of(next_month(month))
    before, after = _distance(first, month), _distance(month, last)
    column = _month_column(asked.work, months, min(before, after), before + after)
    if before <= after:
        tail = and_(moved.c.moment >= start, moved.c.moment <= at)
        return [asked.part(months, column < month), asked.part(moved, tail)]
    tail = and_(moved.c.moment > at, moved.c.moment < end)
    return [
        asked.part(register.totals),
        asked.part(months, column > month, sign=-1),
        asked.part(moved, tail, sign=-1),
    ]


def _month_column(work: Work, months: Table, read: int, span: int) -> ColumnElement[Any]:
    """The month to compare with: out of SQLite's sight where a good part of all months is read.

    SQLite would walk the index of months and fetch row by row what one pass over the table,
    or over the keys asked for, reads in half the time. PostgreSQL sees that by itself.
    """
    column = months.c.month
    if work.session.get_bind().dialect.name != "sqlite" or read * 4 < span:
        return column
    return func.ifnull(column, null(), type_=column.type)


def _ends(work: Work, months: Table) -> tuple[date | None, date | None]:
    first, last = (
        select(ends(months.c.month, type_=months.c.month.type)).scalar_subquery()
        for ends in (func.min, func.max)
    )
    with house_view(work.session):  # which months there are tells nothing of what moved
        row = work.session.execute(select(first, last)).one()
    return row[0], row[1]


def _distance(first: date, second: date) -> int:
    return (second.year - first.year) * 12 + second.month - first.month


def whole_months(
    asked: Question, since: datetime | None, until: datetime | None
) -> list[Select[Any]]:
    """A period as whole months from the totals, with what juts out or is missing from movements.

    Each end is taken to the nearer first of a month: days begin and end by the clock of
    people, months of totals by UTC, so that a month of theirs lacks but a few hours of one.
    """
    months, moved = cast("Table", asked.register.months), asked.register.movements
    lower = _nearest_month(since) if since else None
    upper = _nearest_month(until) if until else None
    if lower and upper and lower >= upper:
        return [asked.part(moved, between(moved, since, until))]
    whole: list[ColumnElement[bool]] = [literal(value=True)]
    parts = []
    if since and lower:
        whole.append(months.c.month >= lower)
        first, at = since.astimezone(UTC), start_of(lower)
        out, missing = moved.c.moment >= first, moved.c.moment < first
        if first < at:
            parts.append(asked.part(moved, and_(out, moved.c.moment < at)))
        elif first > at:
            parts.append(asked.part(moved, and_(moved.c.moment >= at, missing), sign=-1))
    if until and upper:
        whole.append(months.c.month < upper)
        last, at = until.astimezone(UTC), start_of(upper)
        if last >= at:
            parts.append(asked.part(moved, and_(moved.c.moment >= at, moved.c.moment <= last)))
        else:
            gone = and_(moved.c.moment > last, moved.c.moment < at)
            parts.append(asked.part(moved, gone, sign=-1))
    return [asked.part(months, and_(*whole)), *parts]


def _nearest_month(moment: datetime) -> date:
    """The first of a month that is nearest to a moment."""
    month = month_of(moment)
    after = next_month(month)
    nearer = start_of(after) - moment < moment - start_of(month)
    return after if nearer else month


def between(table: Table, since: datetime | None, until: datetime | None) -> ColumnElement[bool]:
    """That a movement lies between two moments, both included."""
    found: list[ColumnElement[bool]] = []
    if since is not None:
        found.append(table.c.moment >= since.astimezone(UTC))
    if until is not None:
        found.append(table.c.moment <= until.astimezone(UTC))
    return and_(*found) if found else table.c.line >= 0


def _facts(asked: Question, rows: Iterable[Any]) -> list[dict[str, Any]]:
    """Rows of dimensions, values, moment and recorder, as they are answered.

    By place, not by name: there may be thousands, and every one is read while somebody waits.
    """
    keys = [one.name for one in asked.register.dimensions]
    resources = [one.name for one in asked.register.resources]
    end = len(keys) + len(resources)
    sums = set(asked.sums)
    shown = [(name, n) for n, name in enumerate(resources, len(keys)) if name in sums]
    found = []
    for row in rows:
        one = {"moment": row[end], "recorder": row[end + 1]}
        for name, value in zip(keys, row, strict=False):
            one[name] = value if value.int else None  # the key of none is all zeros
        for name, place in shown:
            one[name] = row[place]
        found.append(one)
    if asked.work.access.hidden(asked.register.kind):
        return [asked.told(one) for one in found]
    return found


def _fact(asked: Question, row: RowMapping) -> dict[str, Any]:
    found: dict[str, Any] = {"moment": row["moment"], "recorder": row["recorder_id"]}
    for one in asked.register.dimensions:
        value = row[f"{one.name}_id"]
        found[one.name] = None if value == NONE else value
    return asked.told(found | {name: row[name] for name in asked.sums})


def _movement(asked: Question, row: RowMapping) -> dict[str, Any]:
    found = _fact(asked, row)
    found.update(line=row["line"], direction=row["direction"])
    return found
