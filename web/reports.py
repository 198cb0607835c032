"""The page of a report: the question first, then the figures, each of which leads on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from pyramid.response import Response

from ..core import periods
from ..core.app import SIGNED_IN
from ..core.errors import Invalid, Refusal
from ..core.records.presentations import presentations
from ..core.reporting import Params, Report, Result, behind, parse_params, report_of, run
from ..core.reporting.files import MEDIA, sheet_of, to_csv, to_xlsx
from ..core.reporting.report import Row
from ..core.schema.document import DocumentHead
from ..core.schema.register import Dimension
from ..core.texts import Text, Texts
from ..core.work import Work
from .formats import Formats
from .tables import NUMBERS, Cell, figure
from .typing_in import read_day

_ = Texts(__package__)

OWN = ("do", "measure", "key", "format")
LIMIT = 1000


@dataclass(frozen=True)
class Choice:
    """A dimension one may group or filter by, with what was chosen."""

    name: str
    title: Text | str
    on: bool
    target: str
    value: str = ""
    shown: str = ""


@dataclass(frozen=True)
class Line:
    """A row as it is drawn."""

    names: Sequence[Cell]
    figures: Sequence[Cell]


class Question:
    """What is asked of a report, as a person has put it."""

    def __init__(
        self, work: Work, formats: Formats, report: Report, given: Sequence[tuple[str, str]]
    ) -> None:
        self.work = work
        self.formats = formats
        self.report = report
        self.given = [(name, value) for name, value in given if value and name not in OWN]
        self.refusal: Refusal | None = None

    def first(self, name: str) -> str:
        """What was given under a name."""
        return next((value for known, value in self.given if known == name), "")

    @cached_property
    def plain(self) -> dict[str, list[str]]:
        """As the service of reports takes it: days written its way."""
        found: dict[str, list[str]] = {}
        for name, value in self.given:
            text = self._day(name, value) if name in ("at", "from", "to") else value
            if text:
                found.setdefault(name, []).append(text)
        if "period" in found:
            found.pop("from", None)
            found.pop("to", None)
        found.setdefault("limit", [str(LIMIT)])
        return found

    def _day(self, name: str, text: str) -> str:
        today = self.work.clock.now().astimezone(self.formats.zone).date()
        try:
            day = read_day(text, today)
        except Invalid as why:
            why.path = name
            self.refusal = why
            return ""
        return day.isoformat() if day else ""

    @cached_property
    def params(self) -> Params:
        """Read strictly.

        Raises:
            Refusal: what can not be asked.
        """
        return parse_params(self.work, self.report, self.plain, self.formats.zone)

    def address(self, **changes: str) -> str:
        """The address of the same question with something changed."""
        names = {name.replace("filter_", "filter[") for name in changes}
        kept = [(name, value) for name, value in self.given if name not in names]
        return "?" + urlencode(kept + [(n, v) for n, v in changes.items() if v])


class Page:
    """A report ready to be drawn."""

    def __init__(
        self, work: Work, formats: Formats, report: Report, given: Sequence[tuple[str, str]]
    ) -> None:
        self.work = work
        self.formats = formats
        self.report = report
        self.question = Question(work, formats, report, given)
        self.refusal: Refusal | None = None
        self.result = self._run()

    def _run(self) -> Result | None:
        try:
            found = run(self.work, self.report, self.question.params)
        except Invalid as why:
            self.refusal = why
            return None
        self.refusal = self.question.refusal
        return found

    @cached_property
    def usable(self) -> Mapping[str, Dimension]:
        """What it can be grouped and filtered by, where this person may read it."""
        return self.report.usable(self.work.schema)

    @property
    def by(self) -> Sequence[str]:
        """How it is grouped."""
        if self.result is None:
            return self.report.by
        return [one.name for one in self.result.columns if one.role == "dimension"]

    @property
    def groupings(self) -> list[Choice]:
        """The dimensions, those in use first and in their order."""
        order = [*self.by, *(name for name in self.usable if name not in self.by)]
        return [
            Choice(name, self.usable[name].label, name in self.by, "")
            for name in order
            if name in self.usable and name not in self.report.apart
        ]

    @property
    def filters(self) -> list[Choice]:
        """The dimensions as filters."""
        given = {name: self.question.first(f"filter[{name}]") for name in self.usable}
        keys = {name: _key(value) for name, value in given.items()}
        pointers = [(self.usable[n].target, key) for n, key in keys.items() if key is not None]
        names = presentations(self.work, pointers)
        return [
            Choice(
                name, one.label, bool(given[name]), _kind(one.target), given[name],
                _shown(names, keys[name], given[name]),
            )
            for name, one in self.usable.items()
            if self._may_pick(one)
        ]  # fmt: skip

    def _may_pick(self, one: Dimension) -> bool:
        kind = _kind(one.target)
        if kind == "document":
            return True
        return kind in self.work.schema.records and self.work.access.may(f"{kind}.read")

    @property
    def periods(self) -> Mapping[str, Text]:
        """The periods people name."""
        return periods.TITLES

    @property
    def period(self) -> str:
        """The named one that was asked for."""
        asked = self.question.plain
        if "period" in asked:
            return asked["period"][-1]
        return "" if "from" in asked or "to" in asked else "this_month"

    def day(self, name: str) -> str:
        """A day of the question, as it is typed."""
        params = self.result.params if self.result else Params()
        moment = {"at": params.at, "from": params.since, "to": params.until}[name]
        given = self.question.first(name)
        if moment is None:
            return given
        return self.formats.day(moment.astimezone(self.formats.zone).date())

    @property
    def heads(self) -> Sequence[Any]:
        """The columns."""
        return self.result.columns if self.result else ()

    def order(self, name: str) -> tuple[str, str]:
        """What a click on a head sorts by, and how it is sorted now."""
        now = self.question.first("sort")
        sorted_now = {name: "ascending", f"-{name}": "descending"}.get(now, "none")
        wanted = name if now == f"-{name}" else f"-{name}"
        return self.question.address(sort=wanted), sorted_now

    def lines(self) -> Iterator[Line]:
        """The rows."""
        for row in self.result.rows if self.result else ():
            yield self._line(row)

    def totals(self) -> Iterator[Line]:
        """The sums at the foot."""
        for row in self.result.totals if self.result else ():
            yield self._line(row)

    def _line(self, row: Row) -> Line:
        assert self.result is not None  # noqa: S101 -- rows come from a result
        dimensions = [one for one in self.result.columns if one.role == "dimension"]
        names = [Cell(row.names.get(one.name, "") or "") for one in dimensions]
        figures = [
            self._figure(row, one) for one in self.result.columns if one.role != "dimension"
        ]
        return Line(names, figures)

    def _figure(self, row: Row, column: Any) -> Cell:
        value = row.values.get(column.name)
        if value is None or isinstance(value, str):
            return Cell(value or "")
        if column.type not in NUMBERS:
            return Cell(str(value))
        href = self._behind(row, column.name) if column.role == "measure" and value else ""
        return figure(self.formats, column.type, value, dash=True, href=href)

    def _behind(self, row: Row, measure: str) -> str:
        """Where the documents behind a figure are shown."""
        one = next((m for m in self.report.measures if m.name == measure), None)
        if one is None or not one.of:
            return ""
        keys = [f"{name}:{key or 'none'}" for name, key in row.keys.items()]
        asked = [*self.question.given, ("measure", measure), *(("key", one) for one in keys)]
        return f"/reports/{self.report.name}/behind?{urlencode(asked)}"

    def export(self, form: str) -> str:
        """The address of the answer as a file."""
        asked = [(n, v) for n, v in self.question.given if n != "limit"]
        return f"/reports/{self.report.name}.{form}?{urlencode(asked)}"

    def notes(self) -> list[str]:
        """The question in words, above an exported table."""
        found = []
        if self.report.as_of:
            at = self.day("at") or self.formats.moment(self.work.clock.now())
            found.append(self.formats.text(_("As of {day}", day=at)))
        else:
            span = {"since": self.day("from") or "…", "until": self.day("to") or "…"}
            found.append(self.formats.text(_("From {since} to {until}", **span)))
        chosen = (one for one in self.filters if one.on)
        return found + [f"{self.formats.text(one.title)}: {one.shown}" for one in chosen]


def _shown(names: Mapping[UUID, str], key: UUID | None, given: str) -> str:
    return given if key is None else names.get(key, given)


def _kind(target: Any) -> str:
    return target if isinstance(target, str) else str(target.kind)


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _page(request: Any) -> Page:
    report = report_of(request.house, request.matchdict["name"])
    request.work.access.require(report.right)
    return Page(request.work, request.formats, report, list(request.GET.items()))


def show(request: Any) -> dict[str, Any]:
    """The page of a report."""
    is_part = request.headers.get("HX-Request") == "true"
    request.override_renderer = "report_part.jinja2" if is_part else "report.jinja2"
    return {"page": _page(request)}


def export(request: Any) -> Response:
    """The answer as a file, every row of it."""
    page, form = _page(request), request.matchdict["form"]
    if page.result is None or page.refusal is not None:
        assert page.refusal is not None  # noqa: S101 -- there is no result for a reason
        raise page.refusal
    sheet = sheet_of(page.result, request.language, page.notes())
    zone = request.formats.zone
    body = to_xlsx(sheet, zone) if form == "xlsx" else to_csv(sheet, request.language, zone)
    response = Response(body=body)
    response.headers["Content-Type"] = MEDIA[form]
    response.content_disposition = f"attachment; filename={page.report.name}.{form}"
    return response


def why(request: Any) -> dict[str, Any]:
    """The documents behind a figure."""
    page = _page(request)
    keys = dict(_split(one) for one in request.GET.getall("key"))
    measure = request.GET.get("measure", "")
    found = behind(request.work, page.report, page.question.params, measure=measure, keys=keys)
    one = next(one for one in page.report.measures if one.name == measure)
    rows = [
        (
            each,
            _address(request.work, each.document),
            figure(request.formats, one.type, each.value),
        )
        for each in found
    ]
    total = figure(request.formats, one.type, sum((each.value for each in found), start=0))
    return {"page": page, "measure": one, "rows": rows, "total": total}


def _split(text: str) -> tuple[str, UUID | None]:
    name, _colon, key = text.partition(":")
    return name, _key(key)


def _address(work: Work, key: UUID) -> str:
    head = work.session.get(DocumentHead, key)
    may = head is not None and work.access.may(f"{head.kind}.read")
    return f"/documents/{head.kind}/{key}" if head is not None and may else ""


def includeme(config: Any) -> None:
    """The routes of reports; each asks for the right its report names."""
    add = config.add_view
    config.add_route("report_file", "/reports/{name}.{form:xlsx|csv}")
    config.add_route("report_behind", "/reports/{name}/behind")
    config.add_route("report", "/reports/{name}")
    page = {"request_method": "GET", "right": SIGNED_IN}
    add(show, route_name="report", renderer="report.jinja2", **page)
    add(export, route_name="report_file", **page)
    add(why, route_name="report_behind", renderer="report_behind.jinja2", **page)
