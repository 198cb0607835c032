"""Charts: a few figures by a few names, as plain data that a screen draws beside a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ..texts import Text

Shape = Literal["bar", "line", "pie", "treemap", "heat"]


@dataclass(frozen=True)
class Series:
    """Figures under one name, in the order of the chart's labels; None where there is none.

    Attributes:
        title: what they are.
        values: the figures.
        shape: drawn otherwise than the chart (a line over bars); empty for the same.
        faint: drawn behind, as what the others are compared with.
    """

    title: Text | str
    values: Sequence[Decimal | None]
    shape: Shape | Literal[""] = ""
    faint: bool = False


@dataclass(frozen=True)
class Chart:
    """What is drawn.

    Attributes:
        title: what it shows, for those who do not see it.
        labels: the names along the axis: days, goods, customers.
        series: the figures; a pie takes the first.
        shape: `bar`, `line`, `pie`; `treemap` of the first series; `heat`, the labels down and
            the series across.
        type: the exact type the figures are shown as.
        stacked: series stand upon one another.
        lying: bars lie, so that long names can be read.
        links: where a click on a label's figure leads, in the order of the labels.
    """

    title: Text | str
    labels: Sequence[Text | str]
    series: Sequence[Series]
    shape: Shape = "bar"
    type: str = "amount"
    stacked: bool = False
    lying: bool = False
    links: Sequence[str] = ()
