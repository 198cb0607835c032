"""What a report is: registers, dimensions, measures, and the ways it is usually laid out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from ..schema.register import Dimension, Register
from ..schema.registry import Schema
from ..texts import Text

if TYPE_CHECKING:
    from ..work import Work
    from .asked import Params

Part = Literal["balance", "turnover", "in", "out", "opening", "closing"]
Figures = Mapping[str, Decimal]
Value = Decimal | str | None
Key = tuple[Any, ...]
"""What a row is told apart by: keys of records, words of choices, days; None for an empty one."""
Gathered = Mapping[Key, Mapping[str, Any]]
KEPT = ("opening", "closing")


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
class Variant:
    """A way a report is laid out, chosen by its name.

    Attributes:
        name: as in an address.
        title: what people read.
        by: the grouping, outermost first.
        measures: the columns, those of a share or a running sum with `.share`, `.running`;
            empty for all.
        across: what stands across the columns.
        asks: what else is asked, as in an address: `{"period": "last_month", "nested": "1"}`.
    """

    name: str
    title: Text
    by: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    across: str = ""
    asks: Mapping[str, str] = field(default_factory=dict, hash=False)

    def pairs(self) -> list[tuple[str, str]]:
        """The same as it stands in an address."""
        found = [("by", one) for one in self.by]
        found += [("show", one) for one in self.measures]
        found += [("across", self.across)] if self.across else []
        return [*found, *self.asks.items()]


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
        variants: the ways it is usually laid out; the first is how it opens, where there is
            one and nobody has set up another.
        traced: the axis of a gathered report that names documents: what stands behind a
            figure is gathered by it.
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
    variants: tuple[Variant, ...] = ()
    traced: str = ""

    @property
    def holds_balances(self) -> bool:
        """Whether it tells what was there at the beginning or the end of a period."""
        return any(one.part in KEPT for one in self.measures)

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
