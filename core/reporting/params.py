"""What was asked of a report, read from the address of a page or of the API."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo

from .. import periods
from ..errors import Invalid
from ..texts import Texts
from ..work import Work
from .asked import Params
from .axes import axes_of
from .report import Report
from .values import NONE, Reader

_ = Texts("tradepost.core.reporting")

Given = Mapping[str, str | Sequence[str]]
KNOWN = ("at", "from", "to", "period", "by", "across", "show", "sort", "limit", "top", "nested",
         "chart", "mark", "compare", "compare_from", "compare_to", "compare_at", "variant")  # fmt: skip
MOST = 100_000
MOST_TOP = 1000
DEEPEST = 12
"""So many axes may be nested, columns chosen, marks made."""
CHARTS = ("none", "bar", "lying", "stacked", "line", "pie", "treemap", "heat")


def parse_params(work: Work, report: Report, given: Given, zone: tzinfo = UTC) -> Params:
    """Read what was asked.

    Args:
        work: the unit of work.
        report: the report.
        given: `at` or `from`, `to`, `period`; `by` (names, with commas or repeated), `across`,
            `show` (columns), `filter[name]` (keys or codes, `none` for an empty one),
            `filter[name][ne]` and other comparisons, `sort`, `limit`, `top`, `nested`,
            `mark` (`column:lt:0:bad`, `column:bar`), `chart`, `compare` (`previous`, `year`)
            or `compare_from`, `compare_to`, `compare_at`.
            Days stand for their first or last moment in `zone`.
        zone: in which days are meant.

    Raises:
        Invalid: for an unknown name or a value that can not be read, by name.
    """
    every = {
        name: [value] if isinstance(value, str) else list(value) for name, value in given.items()
    }
    _require_known(every)
    plain = {name: _many(values) for name, values in every.items() if name in KNOWN}
    at, since, until = _time(work, report, plain, zone)
    reader = Reader(work, report, axes_of(work, report))
    where, conditions = reader.filters(every)
    return Params(
        at=at,
        since=since,
        until=until,
        by=tuple(one for one in _few(plain, "by") if one != NONE) if "by" in plain else report.by,
        where=where,
        before=_before(plain, since, until or at or work.clock.now(), zone),
        order=_one(plain, "sort"),
        limit=_number(plain, "limit", MOST) or Params.limit,
        measures=_few(plain, "show"),
        across=_one(plain, "across"),
        conditions=conditions,
        top=_number(plain, "top", MOST_TOP),
        nested=_one(plain, "nested") in ("1", "true", "on"),
        marks=[reader.mark(one) for one in _few(plain, "mark")],
        chart=_chart(plain),
        zone=zone,
    )


def _require_known(given: Mapping[str, Sequence[str]]) -> None:
    for name in given:
        if name not in KNOWN and not (name.startswith("filter[") and name.endswith("]")):
            raise Invalid(
                _("A report knows nothing of “{name}”", name=name),
                path=name,
                remedy=_("Known: {names}", names=", ".join((*KNOWN, "filter[…]"))),
            )


def _many(rows: Sequence[str]) -> list[str]:
    return [part.strip() for row in rows for part in row.split(",") if part.strip()]


def _few(plain: Mapping[str, list[str]], name: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(plain.get(name, ())))
    if len(found) > DEEPEST:
        raise Invalid(_("No more than {most} at a time", most=DEEPEST), path=name)
    return found


def _one(plain: Mapping[str, list[str]], name: str) -> str:
    return plain[name][-1] if plain.get(name) else ""


def _chart(plain: Mapping[str, list[str]]) -> str:
    found = _one(plain, "chart")
    if found and found not in CHARTS:
        raise Invalid(
            _("There is no chart “{name}”", name=found[:20]),
            path="chart",
            remedy=_("Charts: {names}", names=", ".join(CHARTS)),
        )
    return found


def _number(plain: Mapping[str, list[str]], name: str, most: int) -> int:
    text = _one(plain, name)
    if not text or (text == "0" and name != "limit"):
        return 0
    if not (text.isascii() and text.isdigit() and 0 < int(text[:9]) <= most):
        raise Invalid(_("It is a number up to {most}", most=most), path=name)
    return int(text)


def _time(
    work: Work, report: Report, plain: Mapping[str, list[str]], zone: tzinfo
) -> tuple[datetime | None, datetime | None, datetime | None]:
    if report.as_of:
        return moment(_one(plain, "at"), "at", zone, last=True), None, None
    name = _one(plain, "period")
    since = moment(_one(plain, "from"), "from", zone, last=False)
    until = moment(_one(plain, "to"), "to", zone, last=True)
    if name or (since is None and until is None):
        try:
            since, until = periods.named(name or "this_month", work.clock.now(), zone)
        except KeyError as why:
            raise Invalid(
                _("There is no period “{name}”", name=name),
                path="period",
                remedy=_("Periods: {names}", names=", ".join(periods.TITLES)),
            ) from why
    if since and until and since > until:
        raise Invalid(_("The period ends before it begins"), path="to")
    return None, since, until


def moment(text: str, path: str, zone: tzinfo, *, last: bool) -> datetime | None:
    """A moment: ISO 8601 with or without a zone, or a day, its first or last moment.

    Raises:
        Invalid: for anything else.
    """
    if not text:
        return None
    try:
        if len(text) == len("2026-11-23"):
            day = date.fromisoformat(text)
            return periods.end(day, zone) if last else periods.start(day, zone)
        # A plus in an address that was not encoded comes as a space.
        found = datetime.fromisoformat(text.replace(" ", "+") if "T" in text else text)
        return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError) as why:
        raise Invalid(
            _("“{text}” is neither a day nor a moment", text=text[:40]),
            path=path,
            remedy=_("Write it as 2026-11-23 or 2026-11-23T10:00:00Z"),
        ) from why


def _before(
    plain: Mapping[str, list[str]], since: datetime | None, end: datetime, zone: tzinfo
) -> tuple[datetime | None, datetime] | None:
    to = moment(_one(plain, "compare_at") or _one(plain, "compare_to"), "compare_to", zone,
                last=True)  # fmt: skip
    if to is not None:
        return moment(_one(plain, "compare_from"), "compare_from", zone, last=False), to
    how = _one(plain, "compare")
    if not how:
        return None
    if how not in ("previous", "year"):
        raise Invalid(_("Compare with “previous” or “year”"), path="compare")
    if how == "year":
        return (periods.year_before(since) if since else None), periods.year_before(end)
    if since is None:
        return None, periods.month_before(end)
    return periods.previous(since, end, zone)
