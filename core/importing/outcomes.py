"""What became of rows, and whether what they say stands there already."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from ..posting.facts import Recorded
from ..schema.record import Record
from .units import Fault, Unit

CREATED, UPDATED, UNCHANGED, REFUSED = "created", "updated", "unchanged", "refused"


@dataclass
class Outcome:
    """What became of the rows of one record.

    Attributes:
        unit: its rows.
        what: created, updated, unchanged or refused.
        faults: why it was refused.
        record: it, where it was created or changed.
        before: what stood in the changed fields.
        fact: it, where it is a fact and not a record.
    """

    unit: Unit
    what: str
    faults: list[Fault] = field(default_factory=list)
    record: Record | None = None
    before: Mapping[str, Any] = field(default_factory=dict)
    fact: Recorded | None = None


def names_in(unit: Unit) -> set[str]:
    """By what rows further down may call the record of a unit."""
    return {str(unit.values[n]) for n in ("name", "code") if unit.values.get(n)}


def same_value(stored: Any, given: Any) -> bool:
    """Whether a stored value, as plain data, is what was given: `2.50` is `2.5`."""
    if isinstance(given, UUID):
        return bool(stored == str(given))
    if isinstance(stored, str) and isinstance(given, str) and stored != given:
        number = _number(stored)
        same = number is not None and number == _number(given)
        return same or _moment(stored) == _moment(given)
    return bool(stored == given)


def _number(text: str) -> str | None:
    whole, mark, part = text.partition(".")
    if not (whole.lstrip("-").isdecimal() and (not mark or part.isdecimal())):
        return None
    return f"{whole}.{part.rstrip('0')}"


def _moment(text: str) -> str:
    return text.removesuffix("Z").removesuffix("+00:00")
