"""Reports: what there are, and what they answer."""

from collections.abc import Iterator
from typing import Any

from ...core.app import SIGNED_IN
from ...core.errors import Invalid
from ...core.reporting import Report, Result, parse_params, report_of, reports_of, run
from ...core.reporting.files import sheet_of, to_csv, to_xlsx
from ...core.texts import Text, Texts
from ...core.values import plain
from .frame import Answer, Call, Endpoint

_ = Texts(__package__)

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = ("json", "csv", "xlsx")


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


def answered(call: Call) -> Answer:
    """Answer a report, as rows or (with `format`) as a file."""
    work, language = call.work, call.work.language
    report = report_of(work.house, call.names["name"])
    given: dict[str, list[str]] = {}
    for name, value in call.parameters:
        given.setdefault(name, []).append(value)
    wanted = given.pop("format", ["json"])[-1]
    if wanted not in FORMATS:
        raise Invalid(_("Formats: {names}", names=", ".join(FORMATS)), path="format")
    result = run(work, report, parse_params(work, report, given))
    if wanted == "json":
        return Answer(_plain(result, language))
    sheet = sheet_of(result, language)
    if wanted == "csv":
        return Answer(to_csv(sheet, language), type=CSV, name=f"{report.name}.csv")
    return Answer(to_xlsx(sheet), type=XLSX, name=f"{report.name}.xlsx")


def _plain(result: Result, language: str) -> dict[str, Any]:
    types = {one.name: one.type for one in result.columns}
    return {
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
            {
                **{name: None if key is None else str(key) for name, key in row.keys.items()},
                **_figures(row.values, types),
                "names": row.names,
            }
            for row in result.rows
        ],
        "totals": [_total(one, types) for one in result.totals],
        "stale": result.stale,
        "more": result.more,
    }


def _total(total: Any, types: dict[str, str]) -> dict[str, Any]:
    keys = {name: None if key is None else str(key) for name, key in total.keys.items()}
    return {**keys, **_figures(total.values, types)}


def _figures(values: Any, types: dict[str, str]) -> dict[str, Any]:
    return {
        name: value if value is None or isinstance(value, str) else _number(value, types[name])
        for name, value in values.items()
    }


def _number(value: Any, kind: str) -> str:
    return plain(value, 2 if kind == "amount" else 0)


def _said(text: Text | str, language: str) -> str:
    return text.into(language) if isinstance(text, Text) else text


def endpoints() -> Iterator[Endpoint]:
    """The endpoints of reports."""
    yield Endpoint("GET", "/reports", SIGNED_IN, listed, "Reports there are", gives="reports")
    parameters = {
        "at": "moment or day of a balance",
        "from": "first moment or day",
        "to": "last moment or day",
        "period": "this_month, last_month …",
        "by": "grouping, with commas between",
        "sort": "a column, - in front for the largest first",
        "limit": "how many rows at most",
        "compare": "previous or year",
        "compare_from": "first moment or day to compare with",
        "compare_to": "last moment or day to compare with",
        "compare_at": "moment or day to compare with",
        "format": "json, csv or xlsx",
    }
    yield Endpoint(
        "GET", "/reports/{name}", SIGNED_IN, answered, "Answer a report", gives="report",
        parameters=parameters,
    )  # fmt: skip
