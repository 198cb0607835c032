"""Where a figure leads: to its report, its list or its record, named without an address.

Whoever draws it makes the address, and leads on only who may go there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID


@dataclass(frozen=True)
class Goto:
    """A place to go on to.

    Attributes:
        what: a `report`, the `list` of a kind, one `record`, or the form of a `new` one.
        name: of the report or the kind.
        key: of the record.
        question: what is asked of the report or the list: names and values of its address.
    """

    what: Literal["report", "list", "record", "new"]
    name: str
    key: UUID | None = None
    question: Mapping[str, str | Sequence[str]] = field(default_factory=dict)


def to_report(
    name: str, by: str = "", where: Mapping[str, Any] | None = None, **more: str
) -> Goto:
    """A report: grouped `by`, of some values of its dimensions, with what else is asked."""
    asked: dict[str, str | Sequence[str]] = {**more}
    if by:
        asked["by"] = by
    for dimension, value in (where or {}).items():
        asked[f"filter[{dimension}]"] = str(value) if value is not None else "none"
    return Goto("report", name, question=asked)


def to_list(kind: str, **question: str) -> Goto:
    """The list of a kind; an operator follows two underlines: `due_on__lt="2026-03-01"`."""
    asked = {_filter(name): value for name, value in question.items()}
    return Goto("list", kind, question=asked)


def _filter(name: str) -> str:
    if name in ("q", "sort"):
        return name
    path, _two, operator = name.partition("__")
    return f"filter[{path}]" + (f"[{operator}]" if operator else "")


def to_record(kind: str, key: UUID) -> Goto:
    """One record."""
    return Goto("record", kind, key)


def to_new(kind: str) -> Goto:
    """The form of a new record."""
    return Goto("new", kind)
