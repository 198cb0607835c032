"""The documents behind a figure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from ..errors import Invalid
from ..posting import readings
from ..records.presentations import presentations
from ..texts import Texts
from ..values import ZERO
from ..work import Work
from .figures import visible
from .report import Measure, Params, Report
from .running import TICK

_ = Texts("tradepost.core.reporting")

MOST = 10_000  # movements looked at


@dataclass
class Behind:
    """A document behind a figure, and what it put into it."""

    document: UUID
    name: str
    moment: datetime
    value: Decimal


def behind(
    work: Work, report: Report, params: Params, *, measure: str, keys: Mapping[str, UUID | None]
) -> list[Behind]:
    """The documents behind a figure, in order, with what each of them put into it.

    Args:
        work: the unit of work.
        report: the report that shows the figure.
        params: what was asked of it.
        measure: the column of the figure.
        keys: dimension → key of its row; fewer for a group, none for the total.

    Raises:
        Forbidden: without the report's right, or that to read its registers.
        Invalid: where the column is computed.
    """
    work.access.require(report.right)
    one = next((each for each in visible(work, report) if each.name == measure), None)
    if one is None or not one.of:
        raise Invalid(_("No documents stand behind the column “{name}”", name=measure))
    kind, _dot, resource = one.of.partition(".")
    since, until = _span(one, params)
    where = {name: list(values) for name, values in params.where.items()}
    where |= {name: [key] for name, key in keys.items()}
    found: dict[UUID, Behind] = {}
    for row in readings.movements(
        work, work.schema.registers[kind], where=where, since=since, until=until, limit=MOST
    ):
        if one.part in ("in", "out") and (row["direction"] > 0) != (one.part == "in"):
            continue
        known = found.setdefault(row["recorder"], Behind(row["recorder"], "", row["moment"], ZERO))
        known.value += -row[resource] if one.part == "out" else row[resource]
    names = presentations(work, (("document", key) for key in found))
    for key, each in found.items():
        each.name = names.get(key, str(key))
    return [each for each in found.values() if each.value]


def _span(one: Measure, params: Params) -> tuple[datetime | None, datetime | None]:
    if one.part == "balance":
        return None, params.at
    if one.part == "opening":
        return None, params.since - TICK if params.since else None
    if one.part == "closing":
        return None, params.until
    return params.since, params.until
