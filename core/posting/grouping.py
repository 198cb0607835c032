"""Readings told apart by axes: sums by dimension first, then by what dimensions lead to.

Movements are added up by their dimensions, as every reading does; only those sums are joined
with records for their attributes and added up again (or the other way round, where keys of
several dimensions keep movements apart anyway). Months, quarters and years of turnover
come from the totals of months, with what juts out from movements.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from typing import Any, Literal, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Text, func, literal, select

from ..access.rows import FILTERED
from ..database.ids import NONE
from ..errors import Invalid
from ..schema.register import BalanceRegister, Register
from ..texts import Texts
from ..work import Work
from .axes import Axis, Narrowing, labelled, value_of
from .readings import Question, between, carried, whole_months
from .times import Clockwork

_ = Texts("tradepost.core")

Way = Literal["balance", "turnover"]
Value = UUID | str | date | Decimal | int | bool | None
Sums = Mapping[str, Decimal]
MOST_PARTS = 60
"""So many months, quarters or years are read each from its totals in one statement."""


class TooLarge(Invalid):
    """The answer has more rows than anybody reads."""

    code = "too_large"


@dataclass(frozen=True)
class Asked:
    """What is asked of one register.

    Attributes:
        register: to read.
        way: its balance, or what moved.
        axes: by what sums are told apart.
        where: values of dimensions.
        narrowings: other conditions, with the dimension each is about.
        since, until: the period; of a balance `until` is the moment, None for now.
        zone: in which days are meant.
        most: so many rows may be answered.
    """

    register: type[Register]
    way: Way
    axes: Sequence[Axis] = ()
    where: Mapping[str, Any] = field(default_factory=dict)
    narrowings: Sequence[tuple[str, Narrowing]] = ()
    since: datetime | None = None
    until: datetime | None = None
    zone: tzinfo = UTC
    most: int = 100_000

    @property
    def at_once(self) -> bool:
        """Whether rows are better joined with attributes before any of them are added up.

        By one dimension many movements come together, so that few sums are joined. By two of
        them, one a document, hardly any do: sorting a million rows into almost as many sums
        costs more than finding what their keys lead to.
        """
        bases = {one.base for one in self.axes if one.base}
        return len(bases) > 1 and any(one.branches for one in self.axes)

    @property
    def clock(self) -> Clockwork:
        """How its time is counted."""
        return Clockwork(self.zone, self.since, self.until)

    @property
    def times(self) -> list[Axis]:
        """The axes of time."""
        return [one for one in self.axes if one.unit]


def grouped(work: Work, asked: Asked) -> list[tuple[tuple[Value, ...], Sums]]:
    """The sums by axes; of balance registers' turnover also `<resource>_in` and `_out`.

    Raises:
        Forbidden: without the right `<register>.read`.
        Invalid: for a dimension the register has not.
        TooLarge: for more rows than may be answered.
    """
    bases = dict.fromkeys(one.base for one in asked.axes if one.base)
    question = Question(
        work,
        asked.register,
        list(bases),
        asked.where,
        details=asked.way == "turnover",
        narrowings=[one for _base, one in asked.narrowings],
        touched=[base for base, _one in asked.narrowings if base],
    )
    inner, names = _by_dimensions(work, asked, question)
    rows = work.session.execute(_by_axes(asked, inner, names).limit(asked.most + 1)).all()
    if len(rows) > asked.most:
        raise TooLarge(
            _("This comes to more than {most} rows", most=asked.most),
            remedy=_("Group by less, or filter, or shorten the period"),
        )
    return [_answered(asked, row, names) for row in rows]


def _by_dimensions(
    work: Work, asked: Asked, question: Question
) -> tuple[Select[Any], Sequence[str]]:
    """The sums by dimension and label of time, or what is to be added up by axes alone."""
    added = question.loose if asked.at_once else question.summed
    if asked.way == "balance":
        return added(_balance(asked, question)), question.sums
    moved = between(asked.register.movements, asked.since, asked.until)
    is_balance = issubclass(asked.register, BalanceRegister)
    if not (is_balance or question.needs_details or asked.register.months is None):
        parts = _whole(asked, question)
        if parts is not None:
            return added(parts), question.sums
    question.labels = {_label(one): labelled(work, one, asked.clock) for one in asked.times}
    if is_balance:
        in_out = question.loose_in_out if asked.at_once else question.summed_in_out
        return in_out(moved), question.in_out
    return added([question.part(asked.register.movements, moved)]), question.sums


def _balance(asked: Asked, question: Question) -> Sequence[Select[Any]]:
    register = cast("type[BalanceRegister]", asked.register)
    if question.needs_details:
        moved = register.movements
        return [question.part(moved, between(moved, None, asked.until))]
    if asked.until is None:
        return [question.part(register.totals)]
    return carried(question, asked.until)


def _whole(asked: Asked, question: Question) -> Sequence[Select[Any]] | None:
    """The parts of a turnover from totals of months; None where time is told apart finer."""
    if not asked.times:
        return whole_months(question, asked.since, asked.until)
    unit = asked.times[0].unit
    narrow = len(asked.times) > 1 or unit not in ("month", "quarter", "year")
    if narrow or asked.since is None or asked.until is None:
        return None
    values = list(asked.clock.values(unit, asked.since, asked.until))
    if len(values) > MOST_PARTS:
        return None
    parts: list[Select[Any]] = []
    for one in values:
        first, last = asked.clock.span(unit, one)
        question.labels = {_label(asked.times[0]): _constant(one)}
        parts += whole_months(question, max(first, asked.since), min(last, asked.until))
    return parts


def _constant(day: date) -> Callable[[Any], ColumnElement[Any]]:
    return lambda _table: literal(day.isoformat(), Text())


def _label(axis: Axis) -> str:
    return f"time_{axis.unit}"


def _by_axes(asked: Asked, inner: Select[Any], names: Sequence[str]) -> Select[Any]:
    """The same sums by axes: attributes joined, and added up anew."""
    rows = inner.subquery()
    source: Any = rows
    keys: list[Any] = []
    for one in asked.axes:
        if one.unit:
            keys.append(rows.c[_label(one)])
        elif one.branches:
            source, column = value_of(one, rows.c[f"{one.base}_id"], source)
            keys.append(column)
        else:
            keys.append(rows.c[f"{one.base}_id"])
    if any(one.branches for one in asked.axes):
        sums = [func.sum(rows.c[name], type_=rows.c[name].type).label(name) for name in names]
        found = select(*keys, *sums).select_from(source).group_by(*keys)
    else:
        found = select(*keys, *(rows.c[name] for name in names)).select_from(source)
    # The rows inside went through the person's rules; what they lead to is named elsewhere.
    return found.execution_options(**{FILTERED: True})


def _answered(asked: Asked, row: Any, names: Sequence[str]) -> tuple[tuple[Value, ...], Sums]:
    width = len(asked.axes)
    key = tuple(_value(asked, axis, one) for axis, one in zip(asked.axes, row, strict=False))
    sums = [Decimal(0) if one is None else one for one in row[width:]]
    return key, dict(zip(names, sums, strict=True))


def _value(asked: Asked, axis: Axis, given: Any) -> Value:
    if given is None or given in (NONE, ""):
        return None
    if axis.unit:
        return asked.clock.value(given, axis.unit)
    return cast("Value", given)
