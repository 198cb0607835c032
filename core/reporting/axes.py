"""By what a report can be told apart: dimensions, what they lead to, time, documents."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from ..posting.axes import RECORDER, Axis, Branch
from ..posting.times import SPANS, UNITS
from ..schema.document import DocumentHead
from ..schema.fields import Field
from ..schema.register import Dimension
from ..texts import Text, Texts
from ..work import Work
from .report import Report, dimension_title

_ = Texts("tradepost.core.reporting")

TYPES = ("reference", "document", "choice", "flag", "text", "day", "whole", "percent")
PLAIN = ("name", "code", "number", "posted", "version")
"""Fields that say nothing the record itself does not say."""
LEVELS = 3
TIMES: Mapping[str, Text] = {
    "day": _("Day"),
    "week": _("Week"),
    "month": _("Month"),
    "quarter": _("Quarter"),
    "year": _("Year"),
    "weekday": _("Day of the week"),
    "hour": _("Hour"),
}
TIME = _("Time")


def axes_of(work: Work, report: Report) -> dict[str, Axis]:
    """Everything the person may tell a report's figures apart by, by name."""
    return {one.name: one for one in _axes(work, report)}


def _axes(work: Work, report: Report) -> Iterator[Axis]:
    for one in report.usable(work.schema).values():
        axis = _of_dimension(one)
        yield axis
        yield from _levels(work, axis)
        yield from _attributes(work, one, axis)
    if report.gather is None and not report.as_of:
        if not report.holds_balances:
            yield from _recorder(work)
        for unit in SPANS if report.holds_balances else UNITS:
            yield Axis(f"time.{unit}", TIMES[unit], "time", unit=unit, under=TIME)


def _of_dimension(one: Dimension) -> Axis:
    kind = "document" if one.target == "document" else "reference"
    title = dimension_title(one)
    return Axis(one.name, title, kind, base=one.name, target=one.target, under=title)


def _recorder(work: Work) -> Iterator[Axis]:
    title = _("Document that moved it")
    yield Axis(RECORDER, title, "document", base=RECORDER, target="document", under=title)
    yield _kind_of(work, RECORDER, title)


def _kind_of(work: Work, base: str, under: Text | str) -> Axis:
    """Of which kind a document is."""
    kinds = {kind: cls.title[0] for kind, cls in work.schema.documents.items()}
    field = Field("kind", "", "choice")
    return Axis(
        f"{base}.kind",
        _("{owner}: {field}", owner=under, field=_("Kind of document")),
        "choice",
        base=base,
        branches=(Branch(DocumentHead, (field,)),),
        choices=kinds,
        under=under,
    )


def _attributes(work: Work, dimension: Dimension, owner: Axis) -> Iterator[Axis]:
    roots = _roots(work, dimension)
    if dimension.target == "document":
        yield _kind_of(work, owner.base, owner.title)
    if not roots:
        return
    for field in _fields(work, roots[0]):
        branches = tuple(Branch(one, (field,)) for one in roots if _has(work, one, field))
        axis = _attribute(owner, field, branches)
        yield axis
        yield from _levels(work, axis)
        if dimension.target == "document" or dimension.target in work.schema.documents:
            yield from _further(work, owner, axis)


def _roots(work: Work, dimension: Dimension) -> list[Any]:
    """The classes that a dimension points to; none of those the person may not read."""
    target = dimension.target
    kinds = _kinds(work, dimension.among) if target == "document" else (target,)
    found = [work.schema.records.get(one) if isinstance(one, str) else one for one in kinds]
    return [one for one in found if one is not None and _may_read(work, one)]


def _kinds(work: Work, among: Iterable[Any]) -> Iterable[Any]:
    """The kinds a dimension names, those of its classes after them."""
    found: dict[str, None] = {}
    for one in among:
        if isinstance(one, str):
            found[one] = None
        else:
            documents = work.schema.documents.items()
            found |= dict.fromkeys(kind for kind, cls in documents if issubclass(cls, one))
    return found


def _may_read(work: Work, cls: Any) -> bool:
    right = f"{cls.kind}.read"
    return right in work.house.policy.known and work.access.may(right)


def _fields(work: Work, cls: Any) -> Iterator[Field]:
    hidden = work.access.hidden(cls.kind)
    for name, field in work.schema.fields(cls).items():
        if field.type in TYPES and not field.long and name not in PLAIN and name not in hidden:
            yield field


def _has(work: Work, cls: Any, field: Field) -> bool:
    other = work.schema.fields(cls).get(field.name)
    hidden = field.name in work.access.hidden(cls.kind)
    return other is not None and other.type == field.type and not hidden


def _attribute(owner: Axis, field: Field, branches: tuple[Branch, ...]) -> Axis:
    target = field.target or "document" if field.type == "document" else field.target
    return Axis(
        f"{owner.name}.{field.name}",
        _("{owner}: {field}", owner=owner.title, field=field.label),
        field.type,
        base=owner.base,
        target=target,
        branches=branches,
        choices=field.choices,
        under=owner.under,
    )


def _further(work: Work, owner: Axis, axis: Axis) -> Iterator[Axis]:
    """What the records a document names say of themselves: the kind of its contract."""
    cls = _class_of(work, axis.target) if axis.type == "reference" else None
    if cls is None or not _may_read(work, cls):
        return
    for field in _fields(work, cls):
        if field.type in ("choice", "reference", "flag"):
            way = replace(axis.branches[0].fields[-1], target=cls)
            branches = tuple(Branch(one.root, (way, field)) for one in axis.branches)
            found = _attribute(replace(axis, under=owner.under), field, branches)
            yield replace(found, base=owner.base)
            yield from _levels(work, found)


def _levels(work: Work, axis: Axis) -> Iterator[Axis]:
    """The folders above, counted from the highest, where the axis points into a tree."""
    cls = _class_of(work, axis.target) if axis.type == "reference" else None
    if cls is not None and cls.hierarchical:
        for level in range(1, LEVELS + 1):
            title = _("{name}, level {level}", name=axis.title, level=level)
            yield replace(axis, name=f"{axis.name}.level{level}", title=title, level=level)


def _class_of(work: Work, target: Any) -> Any:
    return work.schema.records.get(target) if isinstance(target, str) else target
