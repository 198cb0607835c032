"""The builder: what can be chosen, and what is chosen already."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from ...core import periods
from ...core.posting.axes import Axis
from ...core.records.presentations import presentations
from ...core.reporting.axes import TIMES
from ...core.reporting.figures import visible
from ...core.reporting.report import Measure
from ...core.texts import Text, Texts
from .question import NONE, Place, Question

_ = Texts("tradepost.web")

IS: Mapping[str, Text] = {
    "in": _("is"), "ne": _("is not"), "under": _("is in folder"), "like": _("contains"),
    "gt": _("more than"), "ge": _("at least"), "lt": _("less than"), "le": _("at most"),
    "empty": _("is empty"), "filled": _("is not empty"),
}  # fmt: skip
TONES: Mapping[str, Text] = {"bad": _("bad"), "care": _("attention"), "good": _("good")}
CHARTS: Mapping[str, Text] = {
    "": _("as usual"), "none": _("no picture"), "bar": _("bars"), "lying": _("lying bars"),
    "stacked": _("stacked bars"), "line": _("line"), "pie": _("ring"), "treemap": _("tiles"),
    "heat": _("heat map"),
}  # fmt: skip
COMPARED: Mapping[str, Text] = {
    "": _("nothing"), "previous": _("the time before"), "year": _("the same a year ago"),
    "custom": _("days of my choice"),
}  # fmt: skip
TOPS = (5, 10, 20, 50, 100)
NUMBERS = ("day", "whole", "percent")


@dataclass(frozen=True)
class Chosen:
    """Something chosen, in its place."""

    name: str
    title: Text | str
    first: bool = False
    last: bool = False


@dataclass(frozen=True)
class Value:
    """A value of a filter, as it is asked and as it is shown."""

    key: str
    shown: str


@dataclass(frozen=True)
class FilterRow:
    """A filter on the screen."""

    place: Place
    title: Text | str
    how: str
    hows: Mapping[str, Text]
    values: Sequence[Value]
    type: str
    source: str = ""
    choices: Sequence[tuple[str, Text | str]] = ()

    @property
    def takes_value(self) -> bool:
        """Whether something is to be said beside the comparison."""
        return self.how not in ("empty", "filled")


Group = tuple[Text | str, list[tuple[str, Text | str]]]


class Builder:
    """What a question can be made of."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.work = question.work
        self.report = question.report

    tones = TONES
    charts = CHARTS
    compared = COMPARED
    tops = TOPS
    words = IS

    @cached_property
    def axes(self) -> Mapping[str, Axis]:
        """What figures can be told apart by."""
        return self.question.axes

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """The figures this person may see."""
        return visible(self.work, self.report)

    @property
    def periods(self) -> Mapping[str, Text]:
        """The periods people name."""
        return periods.TITLES

    @cached_property
    def rows(self) -> list[Chosen]:
        """How it is grouped, in order."""
        found = [name for name in self.question.by if name not in self.report.apart]
        return _placed(found, lambda name: self.axes[name].title)

    @cached_property
    def columns(self) -> list[Chosen]:
        """The columns of figures, in order."""
        known = {one.name: one for one in self.measures}
        shown = self.question.shown(self.measures)
        found = [name for name in shown if name.partition(".")[0] in known]
        return _placed(found, lambda name: self._column(known, name))

    def _column(self, known: Mapping[str, Measure], name: str) -> Text | str:
        base, _dot, extra = name.partition(".")
        title = known[base].title
        if extra == "share":
            return _("{name}: share, %", name=title)
        return _("{name}: running", name=title) if extra else title

    def more_columns(self) -> Iterator[tuple[str, Text | str]]:
        """The columns that can be added."""
        shown = set(self.question.shown(self.measures))
        for one in self.measures:
            names = [one.name]
            if one.type in ("amount", "quantity") and not one.formula:
                names += [f"{one.name}.share", f"{one.name}.running"]
            for name in names:
                if name not in shown:
                    yield name, self._column({one.name: one}, name)

    def groups(self, but: Iterable[str] = ()) -> list[Group]:
        """The axes under the dimensions they belong to."""
        left = {*but, *self.report.apart}
        found: dict[str, Group] = {}
        for one in self.axes.values():
            if one.name in left:
                continue
            under = self.question.formats.text(one.under)
            group = found.setdefault(under, (one.under, []))
            group[1].append((one.name, _short(one)))
        return list(found.values())

    def more_rows(self) -> list[Group]:
        """The axes rows can be told apart by as well."""
        return self.groups(self.question.by)

    @cached_property
    def filters(self) -> list[FilterRow]:
        """The filters, with the names of their values."""
        asked = self.question.filters()
        return [one for place, values in asked.items() if (one := self._row(place, values))]

    @cached_property
    def _names(self) -> Mapping[UUID, str]:
        pointers = []
        for place, values in self.question.filters().items():
            axis = self.axes.get(place.name)
            if axis is not None and axis.points:
                pointers += [(axis.target, key) for one in values if (key := _key(one))]
        return presentations(self.work, pointers)

    def _row(self, place: Place, values: Sequence[str]) -> FilterRow | None:
        axis = self.axes.get(place.name)
        if axis is None:
            measure = next((one for one in self.measures if one.name == place.name), None)
            if measure is None:
                return None
            found = [Value(one, one) for one in values]
            return FilterRow(place, measure.title, place.how, _some("gt", "ge", "lt", "le"),
                             found, "number")  # fmt: skip
        how = place.how
        if how == "empty" and values:
            how, values = ("empty" if values[-1] == "true" else "filled"), ()
        shown = [Value(one, self._shown(axis, one)) for one in values]
        return FilterRow(
            place, axis.title, how, self._hows(axis), shown, self._type(axis),
            self._source(axis), self._choices(axis),
        )  # fmt: skip

    def _hows(self, axis: Axis) -> Mapping[str, Text]:
        if axis.unit:
            return _some("in", "ne")
        more: tuple[str, ...] = ()
        if axis.type in NUMBERS:
            more = ("gt", "ge", "lt", "le")
        elif axis.type == "text":
            more = ("like",)
        elif self._in_folders(axis):
            more = ("under",)
        return _some("in", "ne", *more, "empty", "filled")

    def _in_folders(self, axis: Axis) -> bool:
        cls = self._class(axis)
        return axis.type == "reference" and cls is not None and bool(cls.hierarchical)

    def _class(self, axis: Axis) -> Any:
        target = axis.target
        return self.work.schema.records.get(target) if isinstance(target, str) else target

    def _type(self, axis: Axis) -> str:
        if axis.points:
            return "reference"
        return (
            "choice" if axis.choices or axis.type == "flag" or axis.unit == "weekday" else "text"
        )

    def _source(self, axis: Axis) -> str:
        if not axis.points:
            return ""
        kind = (
            axis.target
            if isinstance(axis.target, str)
            else getattr(axis.target, "kind", "document")
        )
        return f"/pick/{kind}"

    def _choices(self, axis: Axis) -> Sequence[tuple[str, Text | str]]:
        if axis.choices:
            return list(axis.choices.items())
        if axis.type == "flag":
            return [("true", _("Yes")), ("false", _("No"))]
        return []

    def _shown(self, axis: Axis, text: str) -> str:
        if text == NONE:
            return self.question.formats.text(_("empty"))
        if axis.points:
            key = _key(text)
            return self._names.get(key, text) if key else text
        if axis.choices:
            return self.question.formats.text(axis.choices.get(text, text))
        if axis.type == "flag":
            return self.question.formats.text(_("Yes") if text == "true" else _("No"))
        return text

    @property
    def marks(self) -> list[tuple[str, Text | str]]:
        """The rules for figures, in words."""
        known = {one.name: one for one in self.measures}
        found: list[tuple[str, Text | str]] = []
        for text in self.question.many("mark"):
            name, *rest = text.split(":")
            title = known[name].title if name in known else name
            if rest == ["bar"]:
                found.append((text, _("{name}: bar", name=title)))
            elif len(rest) == len(("lt", "0", "bad")) and rest[0] in IS and rest[2] in TONES:
                word = _("{name} {how} {value}: {tone}", name=title, how=IS[rest[0]],
                         value=rest[1], tone=TONES[rest[2]])  # fmt: skip
                found.append((text, word))
        return found


def _some(*names: str) -> dict[str, Text]:
    return {name: IS[name] for name in names}


def _placed(names: Sequence[str], title: Any) -> list[Chosen]:
    last = len(names) - 1
    return [
        Chosen(name, title(name), place == 0, place == last) for place, name in enumerate(names)
    ]


def _short(axis: Axis) -> Text | str:
    """The title of an attribute without its owner, where it stands under it."""
    if axis.unit:
        return TIMES[axis.unit]
    return axis.title


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
