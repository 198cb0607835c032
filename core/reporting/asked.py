"""What was asked of a report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from typing import Any
from uuid import UUID

from .conditions import Condition, Mark


@dataclass(frozen=True)
class Params:
    """What was asked of a report.

    Attributes:
        at: the moment of a balance; None for now.
        since, until: the period, both ends included.
        by: the grouping, outermost first.
        where: values of dimensions; None stands for an empty one.
        before: the moment to compare with (in `until`), or the period.
        order: the column to sort by, `-` in front for the largest first.
        limit: how many rows to show; totals are always of all.
        measures: the columns; `amount.share` and `amount.running` are a share of the total and
            a running sum. Empty for all.
        across: what stands across the columns.
        conditions: filters beside `where`: on attributes, on figures, by other comparisons.
        top: so many of the outermost groups are told apart, the others together; 0 for all.
        nested: whether groups stand above their rows, with sums of their own.
        marks: rules by which figures are coloured.
        chart: how it is drawn; `none` for a table alone, empty for the way of the report.
        zone: in which days and months are meant.
    """

    at: datetime | None = None
    since: datetime | None = None
    until: datetime | None = None
    by: tuple[str, ...] = ()
    where: Mapping[str, tuple[UUID | None, ...]] = field(default_factory=dict)
    before: tuple[datetime | None, datetime] | None = None
    order: str = ""
    limit: int = 5000
    measures: tuple[str, ...] = ()
    across: str = ""
    conditions: Sequence[Condition] = ()
    top: int = 0
    nested: bool = False
    marks: Sequence[Mark] = ()
    chart: str = ""
    zone: tzinfo = UTC

    def compared(self) -> "Params | None":
        """The same question of the time to compare with."""
        if self.before is None:
            return None
        since, until = self.before
        return replace(self, at=until, since=since, until=until, before=None)

    def of(self, keys: Mapping[str, Any]) -> "Params":
        """The same question of one row, one group or one cell."""
        more = [Condition(name, "in", (value,)) for name, value in keys.items()]
        return replace(self, conditions=(*self.conditions, *more))
