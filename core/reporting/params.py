"""What was asked of a report, read from the address of a page or of the API."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo
from typing import Any
from uuid import UUID

from sqlalchemy import select

from .. import periods
from ..errors import Invalid
from ..schema.catalog import Catalog
from ..texts import Texts
from ..work import Work
from .report import Params, Report

_ = Texts("tradepost.core.reporting")

Given = Mapping[str, str | Sequence[str]]
KNOWN = ("at", "from", "to", "period", "by", "sort", "limit", "compare", "compare_from",
         "compare_to", "compare_at")  # fmt: skip
MOST = 100_000


def parse_params(work: Work, report: Report, given: Given, zone: tzinfo = UTC) -> Params:
    """Read what was asked.

    Args:
        work: the unit of work.
        report: the report.
        given: `at` or `from`, `to`, `period`; `by` (names, with commas or repeated),
            `filter[name]` (keys or codes, `none` for an empty one), `sort`, `limit`,
            `compare` (`previous`, `year`) or `compare_from`, `compare_to`, `compare_at`.
            Days stand for their first or last moment in `zone`.
        zone: in which days are meant.

    Raises:
        Invalid: for an unknown name or a value that can not be read, by name.
    """
    plain = {name: _many(value) for name, value in given.items()}
    for name in plain:
        if name not in KNOWN and not (name.startswith("filter[") and name.endswith("]")):
            raise Invalid(
                _("A report knows nothing of “{name}”", name=name),
                path=name,
                remedy=_("Known: {names}", names=", ".join((*KNOWN, "filter[…]"))),
            )
    at, since, until = _time(work, report, plain, zone)
    return Params(
        at=at,
        since=since,
        until=until,
        by=tuple(dict.fromkeys(plain["by"])) if "by" in plain else report.by,
        where=_where(work, report, plain),
        before=_before(plain, since, until or at or work.clock.now(), zone),
        order=_one(plain, "sort"),
        limit=_limit(_one(plain, "limit")),
    )


def _many(value: str | Sequence[str]) -> list[str]:
    rows = [value] if isinstance(value, str) else value
    return [part.strip() for row in rows for part in row.split(",") if part.strip()]


def _one(plain: Mapping[str, list[str]], name: str) -> str:
    return plain.get(name, [""])[-1] if plain.get(name) else ""


def _limit(text: str) -> int:
    if not text:
        return Params.limit
    if not (text.isascii() and text.isdigit() and 0 < int(text[:9]) <= MOST):
        raise Invalid(_("The limit is a number up to {most}", most=MOST), path="limit")
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


def _where(
    work: Work, report: Report, plain: Mapping[str, list[str]]
) -> dict[str, tuple[UUID | None, ...]]:
    usable = report.usable(work.schema)
    found = {}
    for name, values in plain.items():
        if name.startswith("filter[") and values:
            dimension = name.removeprefix("filter[").removesuffix("]")
            target = usable[dimension].target if dimension in usable else None
            found[dimension] = tuple(_key(work, target, one, name) for one in values)
    return found


def _key(work: Work, target: Any, text: str, path: str) -> UUID | None:
    if text == "none":
        return None
    try:
        return UUID(text)
    except ValueError:
        cls = work.schema.catalogs.get(target) if isinstance(target, str) else target
        if isinstance(cls, type) and issubclass(cls, Catalog):
            found = work.session.scalar(select(cls.id).where(cls.code == text))
            if found is not None:
                return found
    raise Invalid(
        _("There is no record “{text}”", text=text[:40]),
        path=path,
        remedy=_("Give its key or its code"),
    )
