"""The columns of a grid: how wide they are, and which of them rest.

A column that nothing stands in, and nothing can be chosen for, takes room from those that
matter: it rests until a row needs it or the person calls it up.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select

from ..core.records.shape import Slot
from ..core.schema.fields import Field
from ..core.work import Work
from .picking import narrowing
from .tables import NUMBERS

ENOUGH = 6
"""A grid of no more columns than these shows them all."""
OPTIONAL = ("reference", "document", "text", "day", "moment")


@dataclass(frozen=True)
class GridColumn:
    """A column of a grid."""

    name: str
    field: Field
    total: str = ""
    rests: bool = False

    @property
    def is_number(self) -> bool:
        """Whether its figures stand at the right."""
        return self.field.type in NUMBERS

    @property
    def width(self) -> str:
        """How much room its values take."""
        if self.field.type in ("reference", "document"):
            return "wide"
        return "number" if self.is_number and self.field.type != "percent" else self.field.type

    @property
    def classes(self) -> str:
        """How its cells look."""
        found = ["tp-number"] if self.is_number else []
        return " ".join([*found, "tp-rests"] if self.rests else found)


def resting(
    work: Work, slots: Mapping[str, Slot], rows: Sequence[Sequence[Any]]
) -> Collection[str]:
    """The columns that no row needs.

    Args:
        work: the unit of work.
        slots: the fields of a row, column by column.
        rows: what stands in each row, in that order.
    """
    if len(slots) <= ENOUGH:
        return ()
    columns: dict[str, Sequence[Any]] = {
        name: [row[place] for row in rows] for place, name in enumerate(slots)
    }
    fields = {name: slot.field for name, slot in slots.items()}
    return [
        name
        for name, one in fields.items()
        if _may_rest(one)
        and not any(_stands(cell) for cell in columns.get(name, ()))
        and not _has_choices(work, one, fields, columns)
    ]


def _may_rest(one: Field) -> bool:
    if one.readonly:
        return one.type in (*OPTIONAL, *NUMBERS) and one.name != "amount"
    return not one.required and one.type in OPTIONAL


def _stands(cell: Any) -> bool:
    return bool(cell.key or cell.fault or cell.text.strip("0., \u2009\u202f\xa0-–"))


def _has_choices(
    work: Work, one: Field, fields: Mapping[str, Field], columns: Mapping[str, Sequence[Any]]
) -> bool:
    """Whether something belongs to what stands in the rows: variants to their item."""
    target = one.target
    cls: Any = work.schema.records.get(target) if isinstance(target, str) else target
    if one.type != "reference" or cls is None:
        return False
    for name, beside in narrowing(work, target, fields, one.name).items():
        keys = [UUID(cell.key) for cell in columns[beside] if cell.key]
        owner = getattr(cls, cls.fields[name].column)
        if keys and work.session.scalar(select(exists().where(owner.in_(keys), ~cls.deleted))):
            return True
    return False
