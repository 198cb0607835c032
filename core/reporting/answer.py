"""The answer to a report: columns, rows, totals."""

from dataclasses import dataclass, field
from typing import Any

from ..texts import Text
from .asked import Params
from .report import Report, Value

FIGURES = ("measure", "before", "change", "percent", "share", "running")


@dataclass(frozen=True)
class Column:
    """A column of the answer.

    `role` is dimension, measure, before, change, percent (of change), share or running;
    `of` is the measure a figure belongs to.
    """

    name: str
    title: Text | str
    type: str
    role: str
    of: str = ""


@dataclass
class Row:
    """A line of the answer.

    Attributes:
        keys: axis → what it is told apart by, None for an empty one.
        names: axis → what that is called.
        values: column → figure, None where it can not be told.
        level: how deep it stands in the tree; rows of the plain table have the deepest.
        rest: whether it stands for all that are not among the first, `count` groups of them.
        members: the rows it is the sum of, or itself.
    """

    keys: dict[str, Any]
    names: dict[str, str]
    values: dict[str, Value]
    level: int = 0
    rest: bool = False
    count: int = 0
    members: list["Row"] = field(default_factory=list, repr=False, compare=False)


@dataclass(frozen=True)
class Across:
    """What stands across the columns: its values with their names, the rest together at last."""

    axis: str
    title: Text | str
    keys: tuple[Any, ...]
    names: tuple[str, ...]
    rest: bool = False


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
        every: all rows.
        across: what stands across the columns.
        running: how it was answered.
    """

    report: Report
    params: Params
    columns: list[Column]
    rows: list[Row]
    totals: list[Row]
    stale: bool = False
    more: bool = False
    every: list[Row] = field(default_factory=list, repr=False)
    across: Across | None = None
    running: Any = field(default=None, repr=False, compare=False)

    def figures(self) -> list[Column]:
        """The columns that hold figures."""
        return [one for one in self.columns if one.role != "dimension"]

    def axes(self) -> list[Column]:
        """The columns that name what figures are told apart by."""
        return [one for one in self.columns if one.role == "dimension"]
