"""Lists in groups: what fits, counted and added up by one or two fields, in one select.

Only what a person filtered is added up, and no more than a bound: a list of millions is a
question for a report. References are told apart by key, days and moments by month.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import aliased

from .. import periods
from ..errors import Refusal
from ..schema.fields import Field
from ..texts import Texts
from ..work import Work
from .conditions import Conditions
from .query import Query
from .read import class_of
from .shape import Slot

_ = Texts(__package__)

ADDED = ("amount", "quantity", "whole")
"""Types whose sums mean something."""
NOT_GROUPED = ("json", "lines", "key", "amount", "price", "quantity")
MOST_ROWS, MOST_GROUPS, MOST_MONTHS, DEEPEST = 50_000, 500, 240, 2


class TooManyToGroup(Refusal):
    """The list is too long to be added up while somebody waits."""

    code = "too_many_to_group"


@dataclass(frozen=True)
class Group:
    """Records that share their values: the values, how many there are, their sums by field."""

    values: tuple[Any, ...]
    count: int
    sums: dict[str, Any]


def groups(
    work: Work, kind: str, query: Query, by: Sequence[str], sums: Sequence[str]
) -> list[Group]:
    """What fits a query in groups, with the sums of number fields.

    Args:
        work: the unit of work; its rights and row rules apply.
        kind: of catalog or document.
        query: what is asked; its order, place and length are passed over.
        by: one or two fields, of the record or of what a reference points to.
        sums: number fields of the record to be added up.

    Raises:
        Forbidden: without the right `<kind>.read`.
        Invalid: for fields that are not there, or not for this person, or can not be grouped by.
        TooManyToGroup: where more fits, or in more groups, than is added up at once.
    """
    cls = class_of(work, kind)
    work.access.require(f"{kind}.read")
    return _Grouping(Conditions(work, cls, query.zone), query).answer(by[:DEEPEST], sums)


def within(work: Work, kind: str, path: str, value: Any, query: Query) -> Query:
    """The records of one group: the query with its value as one more condition.

    Raises:
        Invalid: as `groups`.
    """
    slot = _slot(Conditions(work, class_of(work, kind)), path)[0]
    if value is None:
        return query.where(path, "true", "empty")
    if slot.field.type in ("day", "moment"):
        last = value + relativedelta(months=1, days=-1)
        return query.where(path, f"{value.isoformat()},{last.isoformat()}", "between")
    plain = str(value).lower() if isinstance(value, bool) else value
    return query.where(path, str(plain))


def field_of(work: Work, kind: str, path: str) -> Field:
    """The field a list is grouped by.

    Raises:
        Invalid: as `groups`.
    """
    return _slot(Conditions(work, class_of(work, kind)), path)[0].field


def _slot(conditions: Conditions, path: str) -> tuple[Slot, Slot | None]:
    """The field that tells groups apart, and the reference that leads to it."""
    first, _dot, rest = path.partition(".")
    if not rest:
        found, through = conditions.slot(conditions.cls, first, path), None
    else:
        through = conditions.stepping(first, path)
        found = conditions.slot(through.field.target, rest, path)
    if found.field.type in NOT_GROUPED or found.field.long:
        raise Refusal(
            _("A list can not be grouped by {label}", label=found.field.label), path="group"
        )
    return found, through


@dataclass
class _Grouping:
    conditions: Conditions
    query: Query

    def answer(self, by: Sequence[str], sums: Sequence[str]) -> list[Group]:
        where = self.conditions.of(self.query)
        slots = [_slot(self.conditions, path)[0] for path in by]
        keys = [self._key(path, where) for path in by]
        added = [self._sum(name) for name in sums]
        self._require_few(where)
        # By their labels: PostgreSQL takes an expression with values in it for another one.
        named = [key.label(f"key_{n}") for n, key in enumerate(keys)]
        asked = self._joined(select(*named, func.count(), *added)).where(*where)
        asked = asked.group_by(*(one.name for one in named))
        rows = self.conditions.work.session.execute(asked.limit(MOST_GROUPS + 1)).all()
        if len(rows) > MOST_GROUPS:
            raise TooManyToGroup(
                _("These would be more than {most} groups", most=MOST_GROUPS),
                path="group", remedy=_("Group by another field, or filter the list first"),
            )  # fmt: skip
        cut = len(keys)
        return [
            Group(
                tuple(_month(slot, value) for slot, value in zip(slots, row[:cut], strict=True)),
                row[cut],
                dict(zip(sums, row[cut + 1 :], strict=True)),
            )
            for row in rows
        ]

    def _joined(self, asked: Select[Any]) -> Select[Any]:
        asked = asked.select_from(self.conditions.cls)
        for target, on, outer in self.conditions.joins:
            asked = asked.join(target, on, isouter=outer)
        return asked

    def _require_few(self, where: list[ColumnElement[bool]]) -> None:
        cls = self.conditions.cls
        few = self._joined(select(cls.id)).where(*where).limit(MOST_ROWS + 1).subquery()
        asked = select(func.count()).select_from(few)
        if (self.conditions.work.session.scalar(asked) or 0) > MOST_ROWS:
            raise TooManyToGroup(
                _("More than {most} records are too many to add up here", most=MOST_ROWS),
                path="group",
                remedy=_("Filter the list first, by a period for example, or ask a report"),
            )

    def _key(self, path: str, where: list[ColumnElement[bool]]) -> Any:
        slot, through = _slot(self.conditions, path)
        column = self._column(slot, through)
        if slot.field.type in ("day", "moment"):
            return self._months(column, slot.field.type, where)
        return column

    def _column(self, slot: Slot, through: Slot | None) -> Any:
        if through is None:
            return self.conditions.column(self.conditions.cls, slot)
        target = aliased(through.field.target)
        pointer = self.conditions.column(self.conditions.cls, through)
        self.conditions.joins.append((target, target.id == pointer, True))
        extension = slot.field.extension
        if extension is None:
            return getattr(target, slot.field.column)
        added = aliased(extension)
        self.conditions.joins.append((added, added.id == target.id, True))
        return getattr(added, slot.field.column)

    def _months(self, column: Any, kind: str, where: list[ColumnElement[bool]]) -> Any:
        """The first day of the month a value lies in, in the zone of whoever asks."""
        edges = self._joined(select(func.min(column), func.max(column))).where(*where)
        first, last = self.conditions.work.session.execute(edges).one()
        if first is None:
            return column
        zone = self.query.zone if kind == "moment" else UTC
        months = _months_between(_day(first, zone), _day(last, zone))
        starts = [m if kind == "day" else periods.start(m, zone) for m in months[1:]]
        whens = [
            (column < start, month.isoformat())
            for start, month in zip(starts, months, strict=False)
        ]
        return case((column.is_(None), None), *whens, else_=months[-1].isoformat())

    def _sum(self, name: str) -> Any:
        slot = self.conditions.slot(self.conditions.cls, name, "group")
        if slot.field.type not in ADDED:
            raise Refusal(_("{label} can not be added up", label=slot.field.label), path="group")
        column = self.conditions.column(self.conditions.cls, slot)
        return func.sum(column, type_=column.type)


def _month(slot: Slot, value: Any) -> Any:
    dated = slot.field.type in ("day", "moment") and isinstance(value, str)
    return date.fromisoformat(value) if dated else value


def _day(value: date, zone: Any) -> date:
    return value.astimezone(zone).date() if isinstance(value, datetime) else value


def _months_between(first: date, last: date) -> list[date]:
    month = first.replace(day=1)
    found = [month]
    while (month := month + relativedelta(months=1)) <= last:
        found.append(month)
    if len(found) > MOST_MONTHS:
        raise TooManyToGroup(
            _("These would be more than {most} groups", most=MOST_MONTHS),
            path="group", remedy=_("Filter the list first, by a period for example, or ask a report"),
        )  # fmt: skip
    return found
