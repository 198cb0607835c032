"""Running a report: figures gathered, named, filtered, sorted, added up, put across."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from ..errors import Invalid
from ..posting.axes import Axis
from ..posting.times import SPANS, Clockwork
from ..posting.verify import stale
from ..texts import Texts
from ..work import Work
from .answer import Across, Column, Result, Row
from .asked import Params
from .axes import axes_of
from .conditions import split
from .figures import Ends, Figures, groups_of, parts_of, visible
from .gathering import MOST, Found, Gathering, put_together, require_readable, without_zeros
from .naming import Names, place_of
from .report import Key, Measure, Report
from .sorting import first_measure, ranked, sort_rows

_ = Texts("tradepost.core.reporting")

MOVED = ("turnover", "in", "out")
WIDEST = 12
"""So many values stand across the columns; the others are added up in one."""


def run(
    work: Work,
    report: Report,
    params: Params,
    most: int = MOST,
    found: Sequence[Found] | None = None,
) -> Result:
    """Answer a report.

    Args:
        work: the unit of work.
        report: which.
        params: what is asked of it.
        most: so many rows may come back.
        found: the gathered figures, where they were worked out before.

    Raises:
        Forbidden: without the report's right, or that to read its registers.
        Invalid: for a grouping, filter, column or order it has not.
        TooLarge: for more rows than that.
    """
    work.access.require(report.right)
    return Running(work, report, params, most, found).result()


@dataclass
class Running:
    """One answer on its way."""

    work: Work
    report: Report
    params: Params
    most: int = MOST
    found: Sequence[Found] | None = None

    @cached_property
    def axes(self) -> dict[str, Axis]:
        """What the report can be told apart by."""
        return axes_of(self.work, self.report)

    @cached_property
    def by(self) -> tuple[str, ...]:
        """What rows are told apart by: first what always is."""
        asked = (*self.params.by, *([self.params.across] if self.params.across else ()))
        for name in (*asked, *self.params.where):
            if name not in self.axes:
                raise self._no_axis(name)
        apart = tuple(name for name in self.report.apart if name in self.axes)
        whole = dict.fromkeys((*apart, *self.params.by))
        whole.pop(self.params.across, None)
        return tuple(whole)

    @cached_property
    def apart(self) -> list[str]:
        """The axes that sums never go across."""
        return [name for name in self.report.apart if name in self.by]

    @cached_property
    def told_by(self) -> tuple[str, ...]:
        """What figures are told apart by: rows, and what stands across."""
        return (*self.by, self.params.across) if self.params.across else self.by

    def _no_axis(self, name: str) -> Invalid:
        usable = [one.name for one in self.axes.values() if "." not in one.name]
        return Invalid(
            _("{report} has no dimension “{name}”", report=self.report.title, name=name),
            path=name,
            remedy=_("Dimensions: {names}", names=", ".join(usable)),
        )

    @cached_property
    def seen(self) -> tuple[Measure, ...]:
        """The measures the person may see."""
        return visible(self.work, self.report)

    @cached_property
    def chosen(self) -> list[tuple[Measure, str]]:
        """The measures asked for, each with what is made of it: a share, a running sum."""
        known = {one.name: one for one in self.seen}
        hidden = {one.name for one in self.report.measures} - known.keys()
        found = []
        for name in self.params.measures or tuple(known):
            plain, _dot, extra = name.partition(".")
            if plain in known and extra in ("", "share", "running"):
                found.append((known[plain], extra))
            elif plain not in hidden:
                raise Invalid(
                    _("There is no column “{name}”", name=name),
                    path="measure",
                    remedy=_("Columns: {names}", names=", ".join(known)),
                )
        return found

    @cached_property
    def figures(self) -> Figures:
        """How figures are added up."""
        _axes, filters = split(self.params.conditions, self.axes)
        named = {one.name for one in filters}
        wanted = [one for one, _extra in self.chosen]
        wanted += [one for one in self.seen if one.name in named or one.name in self._ordering]
        plain = [part for one in wanted for part in parts_of(one, self.seen)]
        needed = {one.name for one in (*plain, *wanted)}
        extras = tuple(f"{one.name}.{extra}" for one, extra in self.chosen if extra)
        measures = tuple(one for one in self.seen if one.name in needed)
        return Figures(measures, self.params.before is not None, self._ends, extras)

    @property
    def _ordering(self) -> tuple[str, ...]:
        order = self.params.order.removeprefix("-")
        return tuple(order.removesuffix(end) for end in ("", "_before", "_change", "_percent"))

    @cached_property
    def _ends(self) -> Ends | None:
        times = [name for name in self.told_by if self.axes[name].unit in SPANS]
        if not times or not self.report.holds_balances:
            return None
        params = self._gathering(self.params)
        since, until = params.span
        if since is None:
            return None
        unit = self.axes[times[0]].unit
        values = list(params.clock.values(unit, since, until or self.work.clock.now()))
        return Ends(times[0], values[0], values[-1]) if values else None

    def _gathering(self, params: Params) -> Gathering:
        needed = self.figures.measures if "figures" in self.__dict__ else ()
        return Gathering(
            self.work, self.report, needed, params, self.axes, self.told_by, self.most
        )

    def result(self) -> Result:
        """The answer."""
        self._require_known()
        raw = self._filtered(self._rows())
        columns = self._columns()
        rows = self._added_up(raw)
        sort_rows(rows, columns, self.axes, self.by, self.figures, self.params)
        rows = ranked(rows, self.figures, self.params, self.by, self.apart)
        totals = self.figures.totals([one for row in rows for one in row.members], self.apart)
        for one in totals:
            one.members = [each for row in rows for each in row.members
                           if all(each.keys[n] == one.keys[n] for n in self.apart)]  # fmt: skip
        self.figures.add_extras(rows, totals, self.apart)
        self.figures.add_extras(totals, totals, self.apart)
        return Result(
            report=self.report,
            params=self.params,
            columns=columns,
            rows=rows[: self.params.limit],
            totals=totals,
            stale=_is_stale(self.work, self.report),
            more=len(rows) > self.params.limit,
            every=rows,
            across=self._across(raw),
            running=self,
        )

    def _require_known(self) -> None:
        _mine, others = split(self.params.conditions, self.axes)
        _grouped = self.told_by
        for one in others:
            if all(one.name != each.name for each in self.report.measures):
                raise self._no_axis(one.name)
        if self.report.holds_balances and len([n for n in self.told_by if self.axes[n].unit]) > 1:
            raise Invalid(_("Balances are told by one unit of time"), path="by")

    def _rows(self) -> list[Row]:
        figures = self.figures
        earlier = self.params.compared()
        now, before = self.found or self.gathered()
        if earlier is not None:
            before = self._aligned(earlier, before)
        axes = [self.axes[name] for name in self.told_by]
        keys = list({**now, **before})
        names = Names(self.work, axes, keys)
        found = []
        for key in keys:
            mine = dict(zip(self.told_by, key, strict=True))
            called = {a.name: names.of(a, one) for a, one in zip(axes, key, strict=True)}
            values = figures.values(now.get(key, {}), before.get(key, {}))
            found.append(Row(mine, called, values, max(len(self.by) - 1, 0)))
        return found

    def gathered(self, tell: Callable[[int, int], None] | None = None) -> tuple[Found, Found]:
        """The figures by key, of the time asked about and of the one to compare with.

        Args:
            tell: is told how many stretches of time are done, of how many; with it, a long
                time is gone through stretch by stretch where its figures are plain sums.
        """
        assert self.figures is not None  # noqa: S101 -- a gathering asks for its measures
        earlier = self.params.compared()
        times = [self.params] if earlier is None else [self.params, earlier]
        parts = [(n, part) for n, one in enumerate(times) for part in self._parts(one, tell)]
        found: tuple[Found, Found] = ({}, {})
        for done, (place, part) in enumerate(parts):
            if tell is not None:
                tell(done, len(parts))
            put_together(found[place], self._gathering(part).found())
        for one in found:
            require_readable(one, self.most)
        return (
            found
            if len(parts) == len(times)
            else (without_zeros(found[0]), without_zeros(found[1]))
        )

    def _parts(self, params: Params, tell: object) -> list[Params]:
        """A time in stretches of a quarter, where sums of those add up to what is asked."""
        moves = all(one.part in MOVED for one in self.figures.measures if one.of)
        whole = tell is None or self.report.gather is not None or not moves
        if whole or params.since is None or params.until is None:
            return [params]
        clock = Clockwork(params.zone, params.since, params.until)
        found = []
        for one in clock.values("quarter", params.since, params.until):
            first, last = clock.span("quarter", one)
            since, until = max(first, params.since), min(last, params.until)
            found.append(replace(params, since=since, until=until))
        return found

    def _aligned(self, earlier: Params, rows: Found) -> Found:
        """The first month of the earlier time beside the first of this one, and so on."""
        shifts = {}
        for place, name in enumerate(self.told_by):
            unit = self.axes[name].unit
            known = earlier.since and earlier.until and self.params.since and self.params.until
            if unit in SPANS and known:
                shifts[place] = _shift(unit, earlier, self.params)
        if not shifts:
            return rows
        found: Found = {}
        for key, figures in rows.items():
            mine = [shifts[n].get(one, one) if n in shifts else one for n, one in enumerate(key)]
            found[tuple(mine)] = figures
        return found

    def _filtered(self, rows: list[Row]) -> list[Row]:
        """The rows whose figures are as asked for."""
        _mine, filters = split(self.params.conditions, self.axes)
        if not filters:
            return rows
        keep: set[Key] = set()
        for key, group in groups_of(rows, self.by).items():
            whole = self.figures.total(group, self.by)
            if all(one.admits(whole.values.get(one.name)) for one in filters):
                keep.add(key)
        return [row for row in rows if tuple(row.keys[n] for n in self.by) in keep]

    def _added_up(self, raw: list[Row]) -> list[Row]:
        """The rows; where something stands across, each the sum of its cells."""
        if not self.params.across:
            for row in raw:
                row.members = [row]
            return raw
        found = []
        for group in groups_of(raw, self.by).values():
            row = self.figures.total(group, self.by)
            row.level = max(len(self.by) - 1, 0)
            row.members = group
            found.append(row)
        return found

    def _across(self, raw: Sequence[Row]) -> Across | None:
        name = self.params.across
        if not name:
            return None
        axis = self.axes[name]
        groups = groups_of(raw, [name])
        first = first_measure(self.figures, self.params)
        kept = set(groups)
        if len(groups) > WIDEST:
            sizes = {
                key: _size(self.figures.total(group, ()), first) for key, group in groups.items()
            }
            kept = set(sorted(groups, key=lambda key: -sizes[key])[:WIDEST])
        called = {key: group[0].names[name] for key, group in groups.items()}
        order = sorted(kept, key=lambda key: place_of(axis, key[0], called[key]))
        return Across(
            name,
            axis.title,
            tuple(key[0] for key in order),
            tuple(called[key] for key in order),
            rest=len(groups) > len(kept),
        )

    def _columns(self) -> list[Column]:
        found = [
            Column(name, self.axes[name].title, _shown_type(self.axes[name]), "dimension")
            for name in self.by
        ]
        for one, extra in self.chosen:
            found += self._of_measure(one, extra)
        return found

    def _of_measure(self, one: Measure, extra: str) -> list[Column]:
        if extra:
            title = _("{name}: share, %", name=one.title)
            if extra == "running":
                title = _("{name}: running", name=one.title)
            kind = "percent" if extra == "share" else one.type
            return [Column(f"{one.name}.{extra}", title, kind, extra, one.name)]
        found = [Column(one.name, one.title, one.type, "measure", one.name)]
        if self.figures.compared:
            for end, title, kind in (
                ("before", _("{name}: before", name=one.title), one.type),
                ("change", _("{name}: change", name=one.title), one.type),
                ("percent", _("{name}: change, %", name=one.title), "percent"),
            ):
                found.append(Column(f"{one.name}_{end}", title, kind, end, one.name))
        return found


def _shown_type(axis: Axis) -> str:
    return "reference" if axis.points else "text"


def _size(row: Row, name: str) -> Any:
    value = row.values.get(name)
    return 0 if value is None or isinstance(value, str) else abs(value)


def _shift(unit: str, earlier: Params, now: Params) -> Mapping[Any, Any]:
    then = Clockwork(earlier.zone).values(unit, earlier.since, earlier.until)  # type: ignore[arg-type]
    here = list(Clockwork(now.zone).values(unit, now.since, now.until))  # type: ignore[arg-type]
    found = {}
    for place, value in enumerate(then):
        if place >= len(here):
            here.append(here[-1] + SPANS[unit])
        found[value] = here[place]
    return found


def _is_stale(work: Work, report: Report) -> bool:
    waiting = stale(work)
    return any(waiting.get(kind, 0) for kind in report.registers)
