"""The picture beside a report's table."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from ...core.reporting.charts import Chart, Series
from ...core.reporting.layout import Head, Layout, Line
from ...core.texts import Text, Texts
from .page import Page

_ = Texts("tradepost.web")

MOST = 20
LONGEST = 400
"""So many points of a line, so many bars."""
BY_SIZE = ("lying", "pie", "treemap")
"""Pictures that are read from the largest on."""
DRAWN = ("amount", "quantity", "price", "percent", "rate", "whole")


def picture(page: Page) -> Chart | None:
    """What is drawn of an answer; None for a table alone."""
    layout, result = page.layout, page.result
    if layout is None or result is None or not result.rows:
        return None
    shape = result.params.chart or page.report.chart or "none"
    if shape == "none" or not result.axes():
        return None
    lines = _lines(layout, LONGEST if shape in ("line", "heat") else MOST)
    if shape in BY_SIZE and not result.params.order and not _by_time(layout):
        lines = sorted(lines, key=lambda line: -_size(layout, line))
    series = _series(layout, lines)
    if not series or len(lines) < 2:
        return None
    first = _first(layout)
    assert first is not None  # noqa: S101 -- there are series of it
    kind: Any = {"lying": "bar", "stacked": "bar"}.get(shape, shape)
    labels = [" / ".join(name or "–" for name in line.names) for line in lines]
    title = _("{report}: {figure}", report=page.report.title, figure=first.column.title)
    return Chart(
        title,
        labels,
        series,
        shape=kind,
        type=first.column.type,
        stacked=shape == "stacked" or (shape == "lying" and len(series) > 2),
        lying=shape == "lying",
    )


def _lines(layout: Layout, most: int) -> list[Line]:
    """The outermost lines, the largest where there are too many."""
    found = [one for one in layout.lines() if one.level == 0 or not layout.nested]
    found = [one for one in found if one.kind != "rest"]
    if len(found) <= most:
        return found
    kept = sorted(found, key=lambda line: -_size(layout, line))[:most]
    chosen = {id(one) for one in kept}
    return [one for one in found if id(one) in chosen]


def _by_time(layout: Layout) -> bool:
    """Whether what is drawn follows one another in time."""
    return any(one.name.startswith("time.") for one in layout.result.axes())


def _size(layout: Layout, line: Line) -> Decimal:
    drawn = _first(layout)
    value = next((one.value for one in line.cells if one.head == drawn), None)
    return abs(value) if isinstance(value, Decimal) else Decimal(0)


def _first(layout: Layout) -> Head | None:
    """The figure that is drawn: the one it is sorted by, else the first sum of money."""
    found = [one for one in layout.heads if one.column.type in DRAWN]
    order = layout.result.params.order.removeprefix("-")
    sorted_by = [one for one in found if one.column.of == order]
    money = [one for one in found if one.column.type == "amount"]
    return next(iter([*sorted_by, *money, *found]), None)


def _series(layout: Layout, lines: Sequence[Line]) -> list[Series]:
    """The figures that can be compared with the first: of its type; across, of its measure."""
    heads = layout.heads
    first = _first(layout)
    if first is None:
        return []
    found = []
    for place, head in enumerate(heads):
        column = head.column
        across = layout.result.across is not None
        of_first = column.of == first.column.of and column.role in ("measure", "before")
        if not of_first or (across and (head.place < 0 or column.role == "before")):
            continue
        title: Text | str = head.above if across else column.title
        values = [one.cells[place].value for one in lines]
        shown = [one if isinstance(one, Decimal) else None for one in values]
        found.append(Series(title, shown, faint=column.role == "before"))
    return found
