"""What a report is: registers, dimensions, measures, and what was asked of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from ..schema.register import Dimension, Register
from ..schema.registry import Schema
from ..texts import Text

if TYPE_CHECKING:
    from ..work import Work

Part = Literal["balance", "turnover", "in", "out", "opening", "closing"]
Figures = Mapping[str, Decimal]
Value = Decimal | str | None
Key = tuple[UUID | None, ...]
Gathered = Mapping[Key, Mapping[str, Any]]


@dataclass(frozen=True)
class Measure:
    """A column of figures.

    Attributes:
        name: as in the row and in REST.
        title: of the column.
        type: the exact type it is shown as (`amount`, `quantity`, `percent` …), or `text`.
        of: `register.resource` it adds up; empty for one that is computed or gathered.
        part: which reading: the `balance` at a moment; the `turnover` of a period, what came
            `in` or went `out`; the balance at the `opening` or `closing` of the period.
        formula: computes it from the other figures of the row or of the total (a margin in
            per cent); None where it can not be told.
    """

    name: str
    title: Text | str
    type: str = "amount"
    of: str = ""
    part: Part = "turnover"
    formula: Callable[[Figures], Decimal | None] | None = None


@dataclass(frozen=True)
class Report:
    """A reading of registers that people open, print and export.

    Attributes:
        name: as in REST.
        title: what people read.
        section: where it stands in the menu.
        right: needed to run it, besides reading its registers.
        measures: the columns of figures.
        dimensions: what it can be grouped and filtered by; empty for those its registers share.
        by: the grouping it opens with.
        apart: dimensions that are always told apart, since sums across them mean nothing
            (currencies).
        help: what it answers, in a sentence.
        chart: how it is drawn by default: `bar`, `line`, `pie`, or empty for a table alone.
        axes: what it is grouped and filtered by where it is gathered.
        gather: finds the figures of a report that no readings alone can answer (the age of a
            debt): `gather(work, params, by)` answers figures by key; they are named, sorted
            and added up like any others.
        as_of_moment: whether a gathered report is asked as of a moment.
    """

    name: str
    title: Text
    section: str
    right: str
    measures: tuple[Measure, ...]
    dimensions: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    help: Text | None = None
    chart: str = ""
    axes: tuple[Dimension, ...] = ()
    gather: "Callable[[Work, Params, tuple[str, ...]], Gathered] | None" = None
    as_of_moment: bool = False

    @property
    def registers(self) -> tuple[str, ...]:
        """The kinds of the registers it reads."""
        return tuple(dict.fromkeys(one.of.partition(".")[0] for one in self.measures if one.of))

    @property
    def as_of(self) -> bool:
        """Whether it is asked as of a moment; otherwise for a period."""
        read = [one.part for one in self.measures if one.of]
        return self.as_of_moment or (bool(read) and set(read) == {"balance"})

    def usable(self, schema: Schema) -> dict[str, Dimension]:
        """What it can be grouped and filtered by: dimensions all of its registers have."""
        balances = {
            one.of.partition(".")[0]
            for one in self.measures
            if one.of and one.part in ("balance", "opening", "closing")
        }
        shared: dict[str, Dimension] | None = None
        for kind in self.registers:
            register = schema.registers[kind]
            own = {one.name: one for one in _readable(register, balance=kind in balances)}
            shared = own if shared is None else {n: d for n, d in shared.items() if n in own}
        found = {**(shared or {}), **{one.name: one for one in self.axes}}
        if self.dimensions:
            found = {name: found[name] for name in self.dimensions if name in found}
        return found

    def is_whole(self, schema: Schema) -> bool:
        """Whether every register it reads belongs to a plugin that is on."""
        return all(kind in schema.registers for kind in self.registers)


def dimension_title(one: Dimension) -> Text | str:
    """How a dimension is called: its label, or what it points to where it has none."""
    if isinstance(one.label, Text) or isinstance(one.target, str):
        return one.label
    title: tuple[Text, Text] = one.target.title
    return title[0]


def _readable(register: type[Register], *, balance: bool) -> tuple[Dimension, ...]:
    # Totals keep no details, so a balance can not be told by them.
    return register.key() if balance else register.dimensions


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
    """

    at: datetime | None = None
    since: datetime | None = None
    until: datetime | None = None
    by: tuple[str, ...] = ()
    where: Mapping[str, tuple[UUID | None, ...]] = field(default_factory=dict)
    before: tuple[datetime | None, datetime] | None = None
    order: str = ""
    limit: int = 5000

    def compared(self) -> "Params | None":
        """The same question of the time to compare with."""
        if self.before is None:
            return None
        since, until = self.before
        return replace(self, at=until, since=since, until=until, before=None)


@dataclass(frozen=True)
class Column:
    """A column of the answer; `role` is dimension, measure, before or change."""

    name: str
    title: Text | str
    type: str
    role: str


@dataclass
class Row:
    """A line of the answer.

    Attributes:
        keys: dimension → key, None for an empty one.
        names: dimension → what the record is called.
        values: column → figure, None where it can not be told.
        level: how deep it stands in the tree; rows of the plain table have the deepest.
    """

    keys: dict[str, UUID | None]
    names: dict[str, str]
    values: dict[str, Value]
    level: int = 0


@dataclass
class Result:
    """The answer to a report.

    Attributes:
        report, params: what was asked.
        columns: of dimensions, then of figures.
        rows: one for each combination of keys.
        totals: the sums of all rows, one for each value of the dimensions told apart.
        stale: whether a register waits for documents to be posted again.
        more: whether there are rows beyond the limit.
    """

    report: Report
    params: Params
    columns: list[Column]
    rows: list[Row]
    totals: list[Row]
    stale: bool = False
    more: bool = False
    every: list[Row] = field(default_factory=list, repr=False)

    def figures(self) -> list[Column]:
        """The columns that hold figures."""
        return [one for one in self.columns if one.role != "dimension"]
