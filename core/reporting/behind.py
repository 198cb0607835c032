"""The documents behind a figure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ..errors import Invalid
from ..posting.axes import RECORDER, Axis
from ..records.presentations import presentations
from ..schema.document import DocumentHead
from ..texts import Texts
from ..values import ZERO
from ..work import Work
from .asked import Params
from .axes import axes_of
from .figures import Figures, parts_of, visible
from .gathering import TICK, Gathering
from .report import Measure, Report

_ = Texts("tradepost.core.reporting")

MOST = 10_000  # documents looked at
LAST = datetime.max.replace(tzinfo=UTC)


@dataclass
class Behind:
    """A document behind a figure, and what it put into it.

    `values` are what it put into each of the figures that the one asked for is computed of.
    """

    document: UUID
    name: str
    moment: datetime
    value: Decimal
    values: Mapping[str, Decimal] = field(default_factory=dict)


def behind(
    work: Work, report: Report, params: Params, *, measure: str, keys: Mapping[str, Any]
) -> list[Behind]:
    """The documents behind a figure, in order, with what each of them put into it.

    Args:
        work: the unit of work.
        report: the report that shows the figure.
        params: what was asked of it.
        measure: the column of the figure, also a computed one, a share, one of the time to
            compare with (`amount_before`).
        keys: axis → key of its row or cell; fewer for a group, none for the total.

    Raises:
        Forbidden: without the report's right, or that to read its registers.
        Invalid: where nothing is known to stand behind it.
        TooLarge: for more documents than anybody looks through.
    """
    work.access.require(report.right)
    one, asked = _asked_for(work, report, params, measure)
    asked = asked.of(keys)
    return _named(work, _by_document(work, report, asked, one))


def _asked_for(work: Work, report: Report, params: Params, measure: str) -> tuple[Measure, Params]:
    """The measure of a column, and the question it answers."""
    name = measure.removesuffix(".share").removesuffix(".running")
    known = {each.name: each for each in visible(work, report)}
    earlier = params.compared()
    if name not in known and name.endswith("_before") and earlier is not None:
        name, params = name.removesuffix("_before"), earlier
    if name not in known:
        raise _nothing(measure)
    return known[name], params


def _nothing(measure: str) -> Invalid:
    return Invalid(_("No documents stand behind the column “{name}”", name=measure[:60]))


def _by_document(work: Work, report: Report, params: Params, one: Measure) -> dict[UUID, Behind]:
    parts = parts_of(one, visible(work, report))
    if not (report.traced or (parts and all(each.of for each in parts))):
        raise _nothing(one.name)
    found: dict[UUID, dict[str, Decimal]] = {}
    by = report.traced or RECORDER
    axis = Axis(by, "", "document", base=by, target="document")
    axes = {**axes_of(work, report), by: axis}
    for each in parts:
        # What makes up a balance is all that was ever moved up to its moment.
        span = _span(work, report, each, params, axes)
        moved = _as_turnover(each)
        gathering = Gathering(work, report, [moved], span, axes, (by,), MOST)
        for (document,), figures in gathering.found().items():
            if document is not None:
                found.setdefault(document, {})[each.name] = figures.get(each.name, ZERO)
    adding = Figures((*parts, one) if one.formula else tuple(parts), compared=False)
    made = {}
    for document, values in found.items():
        value = adding.values(values, {})[one.name]
        whole = value if isinstance(value, Decimal) else ZERO
        made[document] = Behind(document, "", LAST, whole, values)
    return {key: each for key, each in made.items() if any(each.values.values())}


def _as_turnover(one: Measure) -> Measure:
    part = one.part if one.part in ("in", "out") else "turnover"
    return Measure(one.name, one.title, one.type, one.of, part)


def _span(
    work: Work, report: Report, one: Measure, params: Params, axes: Mapping[str, Axis]
) -> Params:
    since, until = Gathering(work, report, [one], params, axes, ()).span
    kept = [
        each for each in params.conditions if each.name not in axes or not axes[each.name].unit
    ]
    spans = {
        "balance": (None, params.at),
        "opening": (None, since - TICK if since else None),
        "closing": (None, until),
    }
    if one.part not in spans:
        return params
    first, last = spans[one.part]
    return replace(params, since=first, until=last, at=None, conditions=kept)


def _named(work: Work, found: Mapping[UUID, Behind]) -> list[Behind]:
    names = presentations(work, (("document", key) for key in found))
    keys = list(found)
    moments: dict[UUID, datetime] = {}
    for start in range(0, len(keys), 5000):
        part = keys[start : start + 5000]
        asked = select(DocumentHead.id, DocumentHead.moment).where(DocumentHead.id.in_(part))
        moments |= {row.id: row.moment for row in work.session.execute(asked)}
    shown = []
    for key, each in found.items():
        if key in moments:
            each.name, each.moment = names.get(key, str(key)), moments[key]
            shown.append(each)
    return sorted(shown, key=lambda each: (each.moment, each.document.bytes))
