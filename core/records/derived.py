"""Derived fields: what follows from registers and is never kept, told beside a record's own fields.

Lists are filtered, sorted and grouped by them, and show them in columns; REST answers them. All
of it is done in SQL: one expression for each, and one select for a page of values.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Column, ColumnElement, Select, String, select

from .. import calls
from ..access.rows import FILTERED
from ..schema.fields import Field
from ..schema.record import Declared
from ..schema.registry import Schema
from ..texts import Text
from ..work import Work
from .shape import Slot, shape_of

CHUNK = 10_000  # keys in one statement; SQLite takes 32766 variables


@dataclass(frozen=True)
class DerivedField:
    """A field that follows from registers.

    Attributes:
        kind: of the records it is told of.
        name: as in REST and in the addresses of lists.
        label: what people read.
        right: who may read what it follows from.
        expression: the value in SQL, of the record's row in `work.schema.records[kind]`; its
            selects of registers are made by `of_registers`.
        type: `choice` or `flag`.
        choices: the values of a choice and what they are called.
        chip: whether its filter is always at hand above the list.
    """

    kind: str
    name: str
    label: Text
    right: str
    expression: Callable[[Work], ColumnElement[Any]]
    type: str = "choice"
    choices: Mapping[str, Text] = field(default_factory=dict)
    chip: bool = False


@dataclass(frozen=True)
class DerivedSlot(Slot):
    """A derived field in the place of a stored one."""

    derived: DerivedField = None  # type: ignore[assignment]

    @cached_property
    def column(self) -> "Column[Any]":
        """A stand-in: nothing is stored."""
        return Column(self.field.name, String(), nullable=True)

    def empty(self) -> Any:
        """What stands for nothing."""
        return None


_derived: WeakKeyDictionary[Schema, dict[str, dict[str, DerivedSlot]]] = WeakKeyDictionary()


def of_registers(asked: Select[Any]) -> Select[Any]:
    """A select of registers inside an expression: it tells of a record that is in sight itself."""
    return asked.execution_options(**{FILTERED: True})


def derived_of(work: Work, cls: type[Declared]) -> dict[str, DerivedSlot]:
    """The derived fields of a class that the person may see, by name."""
    known = _derived.get(work.schema)
    if known is None:
        known = _derived[work.schema] = _gathered(work)
    mine = known.get(getattr(cls, "kind", ""), {})
    return {name: one for name, one in mine.items() if work.access.may(one.derived.right)}


def all_derived(hooks: Any) -> list[DerivedField]:
    """Every derived field there is, whoever may see it."""
    return calls.derived_fields(hooks)


def _gathered(work: Work) -> dict[str, dict[str, DerivedSlot]]:
    found: dict[str, dict[str, DerivedSlot]] = {}
    for one in calls.derived_fields(work.hooks):
        cls = work.schema.records.get(one.kind)
        if cls is None or one.name in shape_of(work.schema, cls).slots:
            continue  # its plugin is off, or has a field of that name: what is kept goes first
        made = Field(
            one.name,
            one.label,
            one.type,
            readonly=True,
            shown=False,
            choices=one.choices,
            attribute=one.name,
        )
        found.setdefault(one.kind, {})[one.name] = DerivedSlot(made, cls, one)
    return found


def derived_values(
    work: Work, cls: Any, names: Collection[str], keys: Collection[UUID]
) -> dict[UUID, dict[str, Any]]:
    """The values of derived fields of some records, by key: one select for a page."""
    known = derived_of(work, cls)
    slots = [known[name] for name in names if name in known]
    found: dict[UUID, dict[str, Any]] = {}
    wanted = list(keys) if slots else []
    for start in range(0, len(wanted), CHUNK):
        columns = [one.derived.expression(work).label(one.field.name) for one in slots]
        asked = select(cls.id, *columns).where(cls.id.in_(wanted[start : start + CHUNK]))
        for key, *values in work.session.execute(asked):
            pairs = zip(slots, values, strict=True)
            found[key] = {one.field.name: _told(one, value) for one, value in pairs}
    return found


def _told(slot: DerivedSlot, value: Any) -> Any:
    return bool(value) if slot.field.type == "flag" and value is not None else value
