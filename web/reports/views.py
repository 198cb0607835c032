"""The pages of reports: parse, call, show."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response

from ...core import jobs
from ...core.app import SIGNED_IN
from ...core.arrangements import SHARE, Arrangements
from ...core.records.readers import is_key
from ...core.reporting import Report, behind, report_of
from ...core.reporting.files import MEDIA, written_as
from ...core.reporting.values import Reader
from ...core.reporting.variants import keep, merged, opening, variant_of, variants_of
from ...core.schema.document import DocumentHead
from ...core.texts import Text, Texts
from ...core.work import Work
from ..shell import tell
from ..tables import figure
from .changing import change
from .page import Page
from .pictures import picture
from .question import SCREEN, Question
from .waiting import answers

_ = Texts("tradepost.web")


@dataclass(frozen=True)
class Action:
    """Something a plugin does with the answer to a report."""

    path: str
    title: Text
    icon: str
    right: str


def _report(request: Any) -> Report:
    report = report_of(request.house, request.matchdict["name"])
    request.work.access.require(report.right)
    return report


def _question(request: Any, report: Report) -> Question:
    """What is asked, with the variant opened where nothing else was said."""
    given = [one for one in request.GET.items() if one[0] != "variant"]
    name = request.GET.get("variant", "")
    if name:
        given = merged(variant_of(request.work, report, name).pairs, given)
    elif all(one[0] in SCREEN for one in given):
        given += opening(request.work, report)
    return Question(request.work, request.formats, report, given)


def show(request: Any) -> Any:
    """The page of a report; what a button of the builder asks for is done first."""
    report = _report(request)
    question = _question(request, report)
    is_part = request.headers.get("HX-Request") == "true"
    changed = change(question, request.GET)
    if changed and not is_part:
        return HTTPSeeOther(question.address())
    if changed:  # the address as it would be typed
        question = Question(request.work, request.formats, report, question.pairs)
    if is_part:
        request.response.headers["HX-Replace-Url"] = question.address()
    request.override_renderer = "report_part.jinja2" if is_part else "report.jinja2"
    return _drawn(request, question)


def _drawn(request: Any, question: Question) -> dict[str, Any]:
    page = Page(request.work, request.formats, question, patient=False)
    variants = variants_of(request.work, question.report)
    return {
        "page": page,
        "picture": picture(page),
        "variants": variants,
        "variant": _variant_on(question, variants),
        "roles": _roles(request),
        "actions": _actions(request),
    }


def work_out(request: Any) -> Any:
    """Have a long question worked out in the background, or stop that."""
    report = _report(request)
    question = Question(request.work, request.formats, report, _asked(request.POST))
    cancelled = request.POST.get("cancel", "")
    if is_key(cancelled):
        jobs.cancel(request.work, UUID(cancelled))
    else:
        answers(question).start(report.title, question.address())
    if request.headers.get("HX-Request") != "true":
        return HTTPSeeOther(question.address())
    request.override_renderer = "report_part.jinja2"
    return _drawn(request, question)


def _variant_on(question: Question, variants: Any) -> str:
    """The name of the variant that asks just this."""
    mine = sorted(one for one in question.pairs if one[0] not in SCREEN)
    return next((one.name for one in variants if sorted(one.pairs) == mine), "")


def _roles(request: Any) -> list[tuple[str, Any]]:
    """The roles a variant can be kept for, where the person may."""
    work: Work = request.work
    if not work.access.may(SHARE):
        return []
    return [(name, role.title) for name, role in work.house.policy.roles.items()]


def _actions(request: Any) -> list[Action]:
    """What plugins can do with an answer, where this person may."""
    may = request.work.access.may
    return [one for one in request.registry.web_report_actions if may(one.right)]


def add_report_action(config: Any, path: str, title: Text, icon: str, right: str) -> None:
    """Give the page of every report a button that leads to `/reports/{name}/{path}`."""
    config.registry.web_report_actions.append(Action(path, title, icon, right))


def export(request: Any) -> Response:
    """The answer as a file, every row of it.

    Raises:
        Invalid: for a question that can not be answered.
    """
    report, form = _report(request), request.matchdict["form"]
    page = Page(request.work, request.formats, _question(request, report))
    if page.layout is None or page.refusal is not None:
        assert page.refusal is not None  # noqa: S101 -- there is no result for a reason
        raise page.refusal
    body = written_as(form, page.layout, page.notes(), request.language, request.formats.zone)
    response = Response(body=body)
    response.headers["Content-Type"] = MEDIA[form]
    response.content_disposition = f"attachment; filename={report.name}.{form}"
    return response


def why(request: Any) -> dict[str, Any]:
    """The documents behind a figure."""
    report = _report(request)
    question = _question(request, report)
    reader = Reader(request.work, report, question.axes)
    keys = dict(_split(reader, one) for one in request.GET.getall("key"))
    name = request.GET.get("figure", "")
    found = behind(request.work, report, question.params, measure=name, keys=keys)
    base = name.removesuffix(".share").removesuffix(".running").removesuffix("_before")
    one = next(each for each in report.measures if each.name == base)
    parts = [each for each in report.measures if each.name in {n for f in found for n in f.values}]
    parts = [] if parts == [one] else parts
    rows = [
        (
            each,
            _address(request.work, each.document),
            [
                figure(request.formats, p.type, each.values.get(p.name, 0), dash=True)
                for p in parts
            ],
            figure(request.formats, one.type, each.value),
        )
        for each in found
    ]
    whole = None if one.formula else sum((each.value for each in found), start=0)
    total = None if whole is None else figure(request.formats, one.type, whole)
    sums = [
        figure(request.formats, p.type, sum((f.values.get(p.name, 0) for f in found), start=0))
        for p in parts
    ]
    return {"question": question, "report": report, "measure": one, "parts": parts, "rows": rows,
            "total": total, "sums": sums}  # fmt: skip


def _split(reader: Reader, text: str) -> tuple[str, Any]:
    name, _colon, key = text.partition(":")
    axis = reader.axes.get(name)
    return name, reader.value(axis, key, "key") if axis is not None else None


def _address(work: Work, key: UUID) -> str:
    head = work.session.get(DocumentHead, key)
    may = head is not None and work.access.may(f"{head.kind}.read")
    return f"/documents/{head.kind}/{key}" if head is not None and may else ""


def save(request: Any) -> Response:
    """Keep what is asked as a variant, or as the way the report opens."""
    report, said = _report(request), request.POST
    question = Question(request.work, request.formats, report, _asked(said))
    asked = [one for one in question.pairs if one[0] not in SCREEN]
    whose = said.get("whose", "mine")
    role = whose.removeprefix("role:") if whose.startswith("role:") else ""
    as_opening = said.get("as_opening") == "1"
    title = said.get("title", "").strip()
    kept = None
    if title:
        kept = keep(request.work, report, asked, title=title, role=role, for_all=whose == "all")
    if as_opening or not title:
        keep(request.work, report, asked, role=role, for_all=whose == "all")
    there = question.address()
    if kept is not None:
        there = f"/reports/{report.name}?variant={kept.id}"
    return tell(request, HTTPSeeOther(there), _("The variant is kept"))


def _asked(said: Any) -> list[tuple[str, str]]:
    """The question that a form carries along, as an address has it."""
    return parse_qsl(said.get("asked", ""))


def drop(request: Any) -> Response:
    """Forget a variant, or how the report opens."""
    report = _report(request)
    kept = Arrangements(request.work)
    name = request.POST.get("variant", "")
    if name:
        kept.drop(UUID(variant_of(request.work, report, name).name))
    else:
        for one in kept.seen("variant", report.name):
            if not one.title and one.whose == "mine":
                kept.drop(one.id)
    there = HTTPSeeOther(f"/reports/{report.name}")
    return tell(request, there, _("The variant is gone"))


def includeme(config: Any) -> None:
    """The routes of reports; each asks for the right its report names."""
    add = config.add_view
    config.registry.web_report_actions = []
    config.add_directive("add_report_action", add_report_action)
    config.add_route("report_file", "/reports/{name}.{form:xlsx|csv|pdf}")
    config.add_route("report_behind", "/reports/{name}/behind")
    config.add_route("report_keep", "/reports/{name}/keep")
    config.add_route("report_drop", "/reports/{name}/drop")
    config.add_route("report_work_out", "/reports/{name}/work-out")
    config.add_route("report", "/reports/{name}")
    page = {"request_method": "GET", "right": SIGNED_IN}
    post = {"request_method": "POST", "right": SIGNED_IN}
    add(show, route_name="report", renderer="report.jinja2", **page)
    add(export, route_name="report_file", **page)
    add(why, route_name="report_behind", renderer="report_behind.jinja2", **page)
    add(work_out, route_name="report_work_out", renderer="report_part.jinja2", **post)
    add(save, route_name="report_keep", **post)
    add(drop, route_name="report_drop", **post)
