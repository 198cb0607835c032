"""Running a report: readings of its registers put side by side, named, sorted, added up."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from ..errors import Invalid
from ..posting import readings
from ..posting.verify import stale
from ..records.presentations import presentations
from ..schema.record import search_key
from ..texts import Texts
from ..values import ZERO
from ..work import Work
from .figures import Figures, visible
from .report import Column, Gathered, Key, Measure, Params, Report, Result, Row, dimension_title

_ = Texts("tradepost.core.reporting")

TICK = timedelta(microseconds=1)


def run(work: Work, report: Report, params: Params) -> Result:
    """Answer a report.

    Raises:
        Forbidden: without the report's right, or that to read its registers.
        Invalid: for a grouping, filter or order it has not.
    """
    work.access.require(report.right)
    by = _grouping(work, report, params)
    earlier = params.compared()
    figures = Figures(visible(work, report), earlier is not None)
    now = _gathered(work, report, figures.measures, params, by)
    before = _gathered(work, report, figures.measures, earlier, by) if earlier else {}
    names = _names(work, report, by, {**now, **before})
    every = _rows(figures, by, names, now, before)
    columns = _columns(work, report, figures, by)
    _sort(every, columns, by, params.order)
    apart = [name for name in report.apart if name in by]
    return Result(
        report=report,
        params=params,
        columns=columns,
        rows=every[: params.limit],
        totals=figures.totals(every, apart),
        stale=_is_stale(work, report),
        more=len(every) > params.limit,
        every=every,
    )


def _grouping(work: Work, report: Report, params: Params) -> tuple[str, ...]:
    usable = report.usable(work.schema)
    for name in (*params.by, *params.where):
        if name not in usable:
            raise Invalid(
                _("{report} has no dimension “{name}”", report=report.title, name=name),
                path=name,
                remedy=_("Dimensions: {names}", names=", ".join(usable)),
            )
    apart = tuple(name for name in report.apart if name in usable)
    return tuple(dict.fromkeys((*apart, *params.by)))


def _gathered(
    work: Work, report: Report, measures: Sequence[Measure], params: Params, by: tuple[str, ...]
) -> Gathered:
    """Every figure by key: one reading for each register and way of reading it."""
    if report.gather is not None:
        return report.gather(work, params, by)
    found: dict[Key, dict[str, Any]] = {}
    for kind in report.registers:
        mine = [one for one in measures if one.of.partition(".")[0] == kind]
        for way in dict.fromkeys(_way(one) for one in mine):
            rows = _read(work, work.schema.registers[kind], way, params, by)
            for one in mine:
                if _way(one) == way:
                    _put(found, one, rows, by)
    return found


def _way(one: Measure) -> str:
    return "turnover" if one.part in ("turnover", "in", "out") else one.part


def _read(
    work: Work, register: type[Any], way: str, params: Params, by: Sequence[str]
) -> readings.Rows:
    where = {name: list(values) for name, values in params.where.items()}
    if way == "turnover":
        return readings.turnover(
            work, register, since=params.since, until=params.until, by=by, where=where
        )
    at = params.at
    if way == "opening":
        if params.since is None:
            return []  # from the beginning of time: nothing was there before
        at = params.since - TICK  # a balance counts what happened at its own moment
    elif way == "closing":
        at = params.until
    return readings.balance(work, register, at=at, by=by, where=where)


def _put(
    found: dict[Key, dict[str, Any]], one: Measure, rows: readings.Rows, by: Sequence[str]
) -> None:
    _register, _dot, resource = one.of.partition(".")
    column = f"{resource}_{one.part}" if one.part in ("in", "out") else resource
    for row in rows:
        if row[column]:
            figures = found.setdefault(tuple(row[name] for name in by), {})
            figures[one.name] = figures.get(one.name, ZERO) + row[column]


def _rows(
    figures: Figures, by: Sequence[str], names: Mapping[UUID, str], now: Gathered, before: Gathered
) -> list[Row]:
    found = []
    for key in {**now, **before}:
        mine = dict(zip(by, key, strict=True))
        called = {n: "" if one is None else names.get(one, str(one)) for n, one in mine.items()}
        values = figures.values(now.get(key, {}), before.get(key, {}))
        found.append(Row(mine, called, values, max(len(by) - 1, 0)))
    return found


def _names(work: Work, report: Report, by: Sequence[str], keys: Iterable[Key]) -> dict[UUID, str]:
    usable = report.usable(work.schema)
    targets = [usable[name].target for name in by]
    pointers = ((target, one) for key in keys for target, one in zip(targets, key, strict=True))
    return presentations(work, pointers)


def _columns(work: Work, report: Report, figures: Figures, by: Sequence[str]) -> list[Column]:
    usable = report.usable(work.schema)
    found = [Column(name, dimension_title(usable[name]), "reference", "dimension") for name in by]
    for one in figures.measures:
        found.append(Column(one.name, one.title, one.type, "measure"))
        if figures.compared:
            before = _("{name}: before", name=one.title)
            change = _("{name}: change", name=one.title)
            found.append(Column(f"{one.name}_before", before, one.type, "before"))
            found.append(Column(f"{one.name}_change", change, one.type, "change"))
    return found


def _sort(rows: list[Row], columns: Sequence[Column], by: Sequence[str], order: str) -> None:
    """By names, or by one column; what is equal in it stays in the order of names."""
    name = order.removeprefix("-")
    known = [one.name for one in columns]
    if name and name not in known:
        raise Invalid(
            _("There is no column “{name}” to sort by", name=name),
            path="sort",
            remedy=_("Columns: {names}", names=", ".join(known)),
        )
    rows.sort(key=lambda row: [search_key(row.names[one]) for one in by])
    if name:
        rows.sort(key=lambda row: _place(row, name), reverse=order.startswith("-"))


def _place(row: Row, name: str) -> tuple[Any, ...]:
    value = row.names[name] if name in row.names else row.values[name]
    if isinstance(value, str):
        return (1, search_key(value))
    return (0, 0) if value is None else (1, value)


def _is_stale(work: Work, report: Report) -> bool:
    waiting = stale(work)
    return any(waiting.get(kind, 0) for kind in report.registers)
