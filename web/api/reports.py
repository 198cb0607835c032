"""Reports: what there are, and what they answer."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ...core.app import SIGNED_IN
from ...core.errors import Invalid
from ...core.reporting import (
    Layout,
    Report,
    Result,
    axes_of,
    parse_params,
    report_of,
    reports_of,
    run,
)
from ...core.reporting.figures import visible
from ...core.reporting.files import MEDIA, written_as
from ...core.reporting.layout import Line
from ...core.reporting.values import written
from ...core.reporting.variants import merged, variant_of, variants_of
from ...core.texts import Text, Texts
from ...core.values import plain
from .frame import Answer, Call, Endpoint

_ = Texts(__package__)

FORMATS = ("json", "csv", "xlsx", "pdf", "html")


def listed(call: Call) -> Answer:
    """Answer the reports that the caller may run."""
    call.only()
    work = call.work
    found = [one for one in reports_of(work.house).values() if work.access.may(one.right)]
    return Answer({"rows": [_about(one, work.language) for one in found], "next": None})


def _about(report: Report, language: str) -> dict[str, Any]:
    return {
        "name": report.name,
        "title": report.title.into(language),
        "section": report.section,
        "by": list(report.by),
        "measures": [one.name for one in report.measures],
        "at_moment": report.as_of,
    }


def described(call: Call) -> Answer:
    """Answer what a report can be asked: axes, columns, variants."""
    call.only()
    work, language = call.work, call.work.language
    report = report_of(work.house, call.names["name"])
    work.access.require(report.right)
    axes = axes_of(work, report).values()
    return Answer(
        {
            **_about(report, language),
            "axes": [
                {"name": one.name, "title": _said(one.title, language), "type": one.type}
                for one in axes
            ],
            "columns": [
                {"name": one.name, "title": _said(one.title, language), "type": one.type}
                for one in visible(work, report)
            ],
            "variants": [
                {"name": one.name, "title": _said(one.title, language), "whose": one.whose}
                for one in variants_of(work, report)
            ],
        }
    )


def answered(call: Call) -> Answer:
    """Answer a report, as rows or (with `format`) as a file."""
    work, language = call.work, call.work.language
    report = report_of(work.house, call.names["name"])
    given: dict[str, list[str]] = {}
    for name, value in _with_variant(call, report):
        given.setdefault(name, []).append(value)
    wanted = given.pop("format", ["json"])[-1]
    if wanted not in FORMATS:
        raise Invalid(_("Formats: {names}", names=", ".join(FORMATS)), path="format")
    zone = work.house.zone
    result = run(work, report, parse_params(work, report, given, zone))
    layout = Layout(result, language)
    if wanted == "json":
        return Answer(_plain(result, layout, language))
    body = written_as(wanted, layout, (), language, zone)
    return Answer(body, type=MEDIA[wanted].partition(";")[0], name=f"{report.name}.{wanted}")


def _with_variant(call: Call, report: Report) -> list[tuple[str, str]]:
    """What is asked; a variant is what it says, with what is said beside it in its place."""
    said = [one for one in call.parameters if one[0] != "variant"]
    name = next((value for known, value in call.parameters if known == "variant"), "")
    if not name:
        return said
    call.work.access.require(report.right)
    return merged(variant_of(call.work, report, name).pairs, said)


def _plain(result: Result, layout: Layout, language: str) -> dict[str, Any]:
    shown = [one.name for one in result.figures()]
    types = {one.name: one.type for one in result.columns}
    found: dict[str, Any] = {
        "columns": [
            {
                "name": one.name,
                "title": _said(one.title, language),
                "type": one.type,
                "role": one.role,
            }
            for one in result.columns
        ],
        "rows": [
            {**_keys(line), **_figures(line.row.values, shown, types), "names": line.row.names,
             "level": line.level, "kind": line.kind, **_across(layout, line, types)}
            for line in layout.lines()
        ],
        "totals": [
            {**_keys(line), **_figures(line.row.values, shown, types),
             **_across(layout, line, types)}
            for line in layout.totals()
        ],
        "across": None,
        "stale": result.stale,
        "more": result.more,
    }  # fmt: skip
    if result.across is not None:
        over = zip(result.across.keys, result.across.names, strict=True)
        found["across"] = {
            "name": result.across.axis,
            "values": [{"key": _key(key), "name": name} for key, name in over],
            "rest": result.across.rest,
        }
    return found


def _across(layout: Layout, line: Line, types: Mapping[str, str]) -> dict[str, Any]:
    """The figures under each value across the columns, in their order."""
    if layout.result.across is None:
        return {}
    cells: dict[int, dict[str, Any]] = {}
    for cell in line.cells:
        if cell.head.place >= 0:
            name = cell.head.column.name
            told = _figures({name: cell.value}, [name], types)
            cells.setdefault(cell.head.place, {}).update(told)
    return {"cells": list(cells.values())}


def _key(key: Any) -> str | None:
    return None if key is None else written(key)


def _keys(line: Line) -> dict[str, Any]:
    return {name: _key(key) for name, key in line.row.keys.items()}


def _figures(values: Any, shown: Sequence[str], types: Mapping[str, str]) -> dict[str, Any]:
    found = {}
    for name in shown:
        value = values.get(name)
        is_plain = value is None or isinstance(value, str)
        found[name] = value if is_plain else _number(value, types[name])
    return found


def _number(value: Any, kind: str) -> str:
    return plain(value, 2 if kind == "amount" else 0)


def _said(text: Text | str, language: str) -> str:
    return text.into(language) if isinstance(text, Text) else text


def endpoints() -> Iterator[Endpoint]:
    """The endpoints of reports."""
    yield Endpoint("GET", "/reports", SIGNED_IN, listed, "Reports there are", gives="reports")
    yield Endpoint(
        "GET", "/reports/{name}/about", SIGNED_IN, described,
        "What a report can be asked", gives="report_about",
    )  # fmt: skip
    parameters = {
        "at": "moment or day of a balance",
        "from": "first moment or day",
        "to": "last moment or day",
        "period": "this_month, last_month …",
        "by": "grouping, outermost first, with commas between; none for the total alone",
        "across": "what stands across the columns",
        "show": "columns, with .share for the share of the total, .running for a running sum",
        "sort": "a column, - in front for the largest first",
        "top": "so many of the outermost groups, the others together",
        "nested": "1: groups stand above their rows",
        "variant": "the name of a variant; what is said beside it comes first",
        "mark": "a rule for the screen; it changes no figure",
        "chart": "a picture for the screen; it changes no figure",
        "limit": "how many rows at most",
        "compare": "previous or year",
        "compare_from": "first moment or day to compare with",
        "compare_to": "last moment or day to compare with",
        "compare_at": "moment or day to compare with",
        "format": "json, csv, xlsx, pdf or html",
    }
    yield Endpoint(
        "GET", "/reports/{name}", SIGNED_IN, answered, "Answer a report", gives="report",
        parameters=parameters,
    )  # fmt: skip
