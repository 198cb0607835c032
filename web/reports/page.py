"""The page of a report: the question first, then the picture, then the figures that lead on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from urllib.parse import urlencode

from ...core import periods
from ...core.errors import Invalid, Refusal
from ...core.reporting import Layout, Params, Report, Result, run
from ...core.reporting.conditions import BARS
from ...core.reporting.layout import Cell as Figure
from ...core.reporting.layout import Line
from ...core.texts import Text, Texts
from ...core.work import Work
from ..formats import Formats
from ..tables import NUMBERS, Cell, figure
from .builder import COMPARED, TONES, Builder
from .leading import Links
from .question import Pairs, Question
from .waiting import Waiting, waited_for

_ = Texts("tradepost.web")

MOST = 50_000
SIGNS = {"good": "circle-check", "care": "alert-triangle", "bad": "alert-circle"}


@dataclass(frozen=True)
class Drawn:
    """A figure as it is drawn: its cell, the tone a rule gives it, the length of its bar."""

    cell: Cell
    first: bool = False
    mark: str = ""
    sign: str = ""
    word: Text | None = None
    bar: int | None = None


@dataclass(frozen=True)
class DrawnLine:
    """A line as it is drawn."""

    kind: str
    level: int
    names: Sequence[Cell]
    figures: Sequence[Drawn]
    folds: bool = False


class Page:
    """A report ready to be drawn."""

    def __init__(
        self,
        work: Work,
        formats: Formats,
        question: Question,
        *,
        patient: bool = True,
    ) -> None:
        """Ask, and make ready.

        Args:
            work: the unit of work.
            formats: how the person reads.
            question: what is asked.
            patient: whether somebody waits however long it takes; otherwise a long question
                is left to the background.
        """
        self.work = work
        self.formats = formats
        self.report: Report = question.report
        self.question = question
        self.builder = Builder(question)
        self.links = Links(question)
        self.refusal: Refusal | None = None
        self.waiting: Waiting | None = None
        self.patient = patient
        self.result = self._run()

    def _run(self) -> Result | None:
        try:
            self.waiting = waited_for(self.question, patient=self.patient)
            if self.waiting is not None and not self.waiting.is_ready:
                return None
            kept = self.waiting.found if self.waiting else None
            found = run(self.work, self.report, self.question.params, MOST, kept)
        except Invalid as why:
            self.refusal = why
            return None
        self.refusal = self.question.refusal
        return found

    @cached_property
    def layout(self) -> Layout | None:
        """The lines and columns."""
        return Layout(self.result, self.formats.language) if self.result else None

    @property
    def set_up(self) -> bool:
        """Whether the builder is open."""
        return self.question.first("set") == "1"

    @property
    def period(self) -> str:
        """The named one that was asked for."""
        asked = self.question.plain
        if "period" in asked:
            return asked["period"][-1]
        return "" if "from" in asked or "to" in asked else "this_month"

    @property
    def comparing(self) -> str:
        """With what it is compared."""
        asked = self.question.first("compare")
        return asked if asked in COMPARED else ""

    def day(self, name: str) -> str:
        """A day of the question, as it is typed."""
        params = self.result.params if self.result else Params()
        before = params.before or (None, None)
        moments: dict[str, datetime | None] = {
            "at": params.at, "from": params.since, "to": params.until,
            "compare_from": before[0], "compare_to": before[1],
        }  # fmt: skip
        moment = moments[name]
        if moment is None:
            return self.question.first(name)
        return day_or_moment(self.formats, moment)

    def order(self, name: str) -> tuple[str, str]:
        """What a click on a head sorts by, and how it is sorted now."""
        now = self.question.first("sort")
        sorted_now = {name: "ascending", f"-{name}": "descending"}.get(now, "none")
        wanted = name if now == f"-{name}" else f"-{name}"
        return self.question.address(sort=wanted), sorted_now

    def name_heads(self) -> list[tuple[str, Text | str]]:
        """The heads of the columns of names, each with what it sorts by."""
        assert self.layout is not None  # noqa: S101 -- asked of an answer
        axes = self.layout.result.axes()
        names = [one.name for one in axes]
        if self.layout.nested:
            names = names[:1]
        return list(zip(names, self.layout.name_heads, strict=True))

    def lines(self) -> Iterator[DrawnLine]:
        """The rows."""
        if self.layout is None:
            return
        found = list(self.layout.lines())
        for place, one in enumerate(found):
            follows = place + 1 < len(found) and found[place + 1].level > one.level
            yield self._line(one, folds=one.kind == "group" and follows)

    def totals(self) -> Iterator[DrawnLine]:
        """The sums at the foot."""
        for one in self.layout.totals() if self.layout else ():
            yield self._line(one)

    def _line(self, line: Line, *, folds: bool = False) -> DrawnLine:
        href = self.links.finer(line)
        names = [Cell(one) for one in line.names]
        if names and href:
            last = line.level if not (self.layout and self.layout.nested) else 0
            last = min(last, len(names) - 1) if line.kind == "row" else 0
            names[last] = Cell(names[last].text, href=href)
        return DrawnLine(line.kind, line.level, names, list(self._figures(line)), folds)

    def _figures(self, line: Line) -> Iterator[Drawn]:
        last = -2
        for one in line.cells:
            first = one.head.place != last
            last = one.head.place
            cell = self._cell(one)
            tone = self._tone(one)
            bar = self._bar(one) if line.kind == "row" else None
            yield Drawn(cell, first and self._has_across, tone, SIGNS.get(tone, ""),
                        TONES.get(tone), bar)  # fmt: skip

    @cached_property
    def _has_across(self) -> bool:
        return self.result is not None and self.result.across is not None

    def _cell(self, one: Figure) -> Cell:
        column, value = one.head.column, one.value
        if value is None or isinstance(value, str):
            return Cell(value or "")
        if column.type not in NUMBERS:
            return Cell(str(value))
        leads = column.role in ("measure", "before", "share") and value and not one.row.rest
        href = self.links.behind(one) if leads else ""
        return figure(self.formats, column.type, value, dash=True, href=href)

    def _tone(self, one: Figure) -> str:
        marks = self.result.params.marks if self.result else ()
        hits = (m.tone for m in marks if m.measure == one.head.column.name and m.hits(one.value))
        return next(hits, "")

    @cached_property
    def _longest(self) -> dict[str, Decimal]:
        """The largest figure of each column that has bars."""
        found: dict[str, Decimal] = {}
        marks = self.result.params.marks if self.result else ()
        for mark in marks:
            if mark.operator == BARS and self.layout is not None:
                sizes = [
                    abs(cell.value)
                    for line in self.layout.lines()
                    if line.kind == "row"
                    for cell in line.cells
                    if cell.head.column.name == mark.measure and isinstance(cell.value, Decimal)
                ]
                found[mark.measure] = max(sizes, default=Decimal(0))
        return found

    def _bar(self, one: Figure) -> int | None:
        longest = self._longest.get(one.head.column.name)
        if not longest or not isinstance(one.value, Decimal):
            return None
        return int(100 * abs(one.value) / longest)

    def export(self, form: str) -> str:
        """The address of the answer as a file."""
        asked = self.question.asked(("limit", "set"))
        return f"/reports/{self.report.name}.{form}?{urlencode(asked)}"

    def widened(self) -> str:
        """The same over a longer time; empty where that helps nothing."""
        if self.report.as_of or self.period == "this_year":
            return ""
        return self.question.address(("from", "to"), period="this_year")

    def unfiltered(self) -> str:
        """The same without filters; empty where there are none."""
        names = {place.path for place in self.question.filters()}
        return self.question.address(names) if names else ""

    def first_ones(self) -> str:
        """The same of the first twenty alone."""
        return (
            self.question.address(("by",), top="20")
            + "&"
            + urlencode([("by", one) for one in self.question.by[:1]])
        )

    def notes(self) -> list[str]:
        """The question in words, above an exported table."""
        return notes(self.question, self.result, self.builder, self.formats)


def day_or_moment(formats: Formats, moment: datetime) -> str:
    """A day where a moment begins or ends one; else the moment itself."""
    day = moment.astimezone(formats.zone).date()
    whole = moment in (periods.start(day, formats.zone), periods.end(day, formats.zone))
    return formats.day(day) if whole else formats.moment(moment)


def notes(
    question: Question, result: Result | None, builder: Builder, formats: Formats
) -> list[str]:
    """The question in words: the time, what it is compared with, the filters."""
    found = []
    params = result.params if result else Params()

    def day(moment: datetime | None) -> str:
        return day_or_moment(formats, moment) if moment else "…"

    if question.report.as_of:
        at = day(params.at) if params.at else formats.moment(question.work.clock.now())
        found.append(formats.text(_("As of {day}", day=at)))
    else:
        span = {"since": day(params.since), "until": day(params.until)}
        found.append(formats.text(_("From {since} to {until}", **span)))
    if params.before is not None:
        since, until = params.before
        told = _("Beside {since} – {until}", since=day(since), until=day(until))
        found.append(formats.text(told))
    for one in builder.filters:
        values = ", ".join(value.shown for value in one.values)
        how = formats.text(builder.words.get(one.how, one.how))
        found.append(f"{formats.text(one.title)} {how} {values}".rstrip())
    return found


def opened(work: Work, formats: Formats, report: Report, given: Pairs) -> Page:
    """The page of a question."""
    return Page(work, formats, Question(work, formats, report, given))
