"""Where the lines and figures of a report lead: a finer report, the documents behind.

There are thousands of them on a page, so what they have in common is written once.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any
from urllib.parse import quote_plus, urlencode

from ...core.reporting.answer import Row
from ...core.reporting.layout import Cell, Line
from ...core.reporting.values import written
from .question import Question


class Links:
    """The addresses that one answer leads to."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.report = question.report
        self._finer: dict[tuple[str, ...], str] = {}
        self._last: tuple[Row | None, str] = (None, "")

    def finer(self, line: Line) -> str:
        """The same report of this line alone, told apart by what comes next."""
        if line.kind not in ("row", "group"):
            return ""
        keys = line.row.keys
        names = tuple(keys)
        if names not in self._finer:
            self._finer[names] = self._common(names)
        common = self._finer[names]
        filters = [(f"filter[{name}]", written(key)) for name, key in keys.items()]
        return f"{common}&{urlencode(filters)}" if common and filters else common

    def _common(self, names: tuple[str, ...]) -> str:
        """The address of a finer report without the values of a line; empty for none."""
        rest = [one for one in self.question.by if one not in names]
        if not rest:
            axes, apart = self.question.axes, set(self.report.apart)
            used = {*names, *self.question.filters()}
            free = [n for n, a in axes.items() if not a.branches and not a.unit and n not in used]
            rest = [one for one in free if one not in apart][:1]
        if not rest:
            return ""
        gone = {"by", "across", "top", "nested", "sort", *(f"filter[{one}]" for one in names)}
        asked = [*self.question.asked(gone), *(("by", one) for one in rest)]
        return f"/reports/{self.report.name}?{urlencode(asked)}"

    def behind(self, one: Cell) -> str:
        """Where the documents behind a figure are shown; empty where nobody knows them."""
        column = one.head.column
        if column.of not in self._traced:
            return ""
        return f"{self._question}figure={quote_plus(column.name)}{self._keys(one.row)}"

    @cached_property
    def _question(self) -> str:
        asked = urlencode(self.question.asked(("set",)))
        return f"/reports/{self.report.name}/behind?{asked}{'&' if asked else ''}"

    def _keys(self, row: Row) -> str:
        """The keys of a row, each for all of its figures."""
        if self._last[0] is not row:
            self._last = (row, _keyed(row.keys))
        return self._last[1]

    @cached_property
    def _traced(self) -> set[str]:
        """The measures whose documents are known."""
        if self.report.traced:
            return {one.name for one in self.report.measures}
        if self.report.gather is not None:
            return set()
        return {one.name for one in self.report.measures if one.of or one.formula}


def _keyed(keys: Mapping[str, Any]) -> str:
    return "".join(f"&key={quote_plus(f'{name}:{written(key)}')}" for name, key in keys.items())
