"""Widgets: small answers on the start page, each a reading of registers that leads on.

A plugin declares them in the hook `list_widgets`. A widget answers with plain data; the
screen draws it, and only for whoever has its right.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from .. import periods
from ..texts import Text, Texts
from .charts import Chart
from .leading import Goto

if TYPE_CHECKING:
    from ..work import Work

_ = Texts("tradepost.core.reporting")

EVERYBODY = "*"


@dataclass(frozen=True)
class Option:
    """Something a person may set about a widget.

    Attributes:
        name: of the value.
        title: its label.
        choices: the values there are, with their words; empty where it is a record.
        target: the kind of catalog whose record is chosen; no choice stands for all of them.
        default: the value it begins with.
    """

    name: str
    title: Text
    choices: Mapping[str, Text] = field(default_factory=dict)
    target: str = ""
    default: str = ""


PERIOD = Option("period", _("Period"), periods.TITLES, default="this_month")
"""The option most widgets of turnover have."""


@dataclass(frozen=True)
class Figure:
    """One large number.

    Attributes:
        title: what it is.
        value: the number; None where it can not be told.
        type: the exact type it is shown as.
        to: where it leads.
        before: the number to compare with.
        note: a few words under it: a currency, a day.
        tone: `good`, `care` or `bad`, where it calls for attention.
    """

    title: Text | str
    value: Decimal | int | None
    type: str = "amount"
    to: Goto | None = None
    before: Decimal | None = None
    note: Text | str = ""
    tone: Literal["", "good", "care", "bad"] = ""


@dataclass(frozen=True)
class Line:
    """A row of a widget's table: values in the order of its columns, and where it leads."""

    values: Sequence[Any]
    to: Goto | None = None
    tone: Literal["", "good", "care", "bad"] = ""


@dataclass(frozen=True)
class Shown:
    """What a widget shows; the parts that are there are drawn in this order.

    Attributes:
        figures: large numbers.
        chart: the picture.
        chart_to: where the labels of the picture lead.
        columns: of the table: a title and the type its values are shown as.
        lines: of the table.
        empty: what is said where there is nothing to show.
        first_step: what one who sees nothing may begin with: words and place.
        more: where all of it is to be seen: words and place.
        stale: whether documents wait to be posted again, so that figures may change.
    """

    figures: Sequence[Figure] = ()
    chart: Chart | None = None
    chart_to: Sequence[Goto] = ()
    columns: Sequence[tuple[Text, str]] = ()
    lines: Sequence[Line] = ()
    empty: Text | str = ""
    first_step: tuple[Text, Goto] | None = None
    more: tuple[Text, Goto] | None = None
    stale: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.figures or self.lines or self.chart)


@dataclass(frozen=True)
class Asked:
    """What a person has set about a widget, and where his days begin."""

    zone: tzinfo
    options: Mapping[str, str] = field(default_factory=dict)

    def option(self, one: Option) -> str:
        """The value of an option; its default where nothing fitting was set."""
        value = self.options.get(one.name, "")
        return value if one.target or value in one.choices else one.default

    def key(self, one: Option) -> UUID | None:
        """The record chosen; None for all of them."""
        try:
            return UUID(self.options.get(one.name, ""))
        except ValueError:
            return None

    def today(self, work: "Work") -> date:
        """The present day where the person is."""
        return work.clock.now().astimezone(self.zone).date()

    def period(self, work: "Work", name: str = "") -> tuple[datetime, datetime]:
        """The first and last moment of a named period; of the one set, without a name."""
        return periods.named(name or self.option(PERIOD), work.clock.now(), self.zone)


@dataclass(frozen=True)
class Widget:
    """A box of the start page.

    Attributes:
        name: begins with the plugin's name where another might have it, too.
        title: its head.
        right: who may have it; "" for everybody who has signed in.
        show: answers what it shows, in a bounded number of queries.
        help: what it tells, in a sentence, for the list to choose from.
        icon: its sign.
        width: of the page's three columns.
        options: what may be set about it.
        roles: on whose desktop it stands from the beginning; `EVERYBODY` for all.
        place: where among the others; smaller ones come first.
    """

    name: str
    title: Text
    right: str
    show: Callable[["Work", Asked], Shown]
    help: Text | None = None
    icon: str = "layout-dashboard"
    width: Literal[1, 2, 3] = 1
    options: Sequence[Option] = ()
    roles: Sequence[str] = ()
    place: int = 100
