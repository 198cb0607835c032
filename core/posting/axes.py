"""What readings can be told apart by beside dimensions: attributes, time, the document itself.

An attribute is a field of what a dimension points to (the group of an item), of what that
points to in turn, or one that another plugin has added. It costs one join on the sums by
dimension, never on single movements.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Table, and_, func, not_, select

from ..schema.fields import Field
from ..texts import Text
from ..work import Work
from .times import Clockwork

RECORDER = "recorder"
"""The document that wrote a movement: a dimension every register has beside its own."""
POINTING = ("reference", "document")


@dataclass(frozen=True)
class Branch:
    """A way from what a dimension points to, field by field, to a value."""

    root: Any
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Axis:
    """Something figures are told apart by.

    Attributes:
        name: `item`, `item.group`, `time.month`: as in an address.
        title: what people read.
        type: of its values: reference, document, choice, text, flag, day, whole, percent, or
            `time`.
        base: the dimension it begins at; empty for time.
        target: what a value points to, where it does.
        branches: the ways to an attribute; several where the dimension points to documents of
            several kinds.
        unit: of time.
        level: of folders, the highest being 1; 0 for the value itself.
        choices: what choices are called.
        under: the axis it belongs to, for lists of choices.
    """

    name: str
    title: Text | str
    type: str
    base: str = ""
    target: Any = None
    branches: tuple[Branch, ...] = ()
    unit: str = ""
    level: int = 0
    choices: Mapping[str, Text] = field(default_factory=dict, hash=False)
    under: Text | str = ""

    @property
    def points(self) -> bool:
        """Whether its values are keys of records."""
        return self.type in POINTING


Test = Callable[[ColumnElement[Any]], ColumnElement[bool]]
Narrowing = Callable[[Any], ColumnElement[bool]]
"""Makes a condition on a table of a register."""


def column_of(one: Field) -> str:
    """The column of a field's table that holds its value."""
    return f"{one.name}_id" if one.type in POINTING else one.name


def followed(
    branch: Branch, key: ColumnElement[Any] | None, source: FromClause | None
) -> tuple[FromClause, Any, Table]:
    """The tables along a branch joined to a source.

    Returns:
        the source, the column of the value, and the table it begins at.
    """
    root = table = branch.root.__table__.alias()
    found: FromClause = root if source is None else source.outerjoin(root, root.c.id == key)
    column: Any = root.c.id
    for place, one in enumerate(branch.fields):
        holder = table
        if one.extension is not None:
            holder = one.extension.__table__.alias()
            found = found.outerjoin(holder, holder.c.id == table.c.id)
        column = holder.c[column_of(one)]
        if place + 1 < len(branch.fields):
            table = one.target.__table__.alias()
            found = found.outerjoin(table, table.c.id == column)
    return found, column, root


def value_of(axis: Axis, key: ColumnElement[Any], source: FromClause) -> tuple[FromClause, Any]:
    """The value of an attribute beside the key of its dimension."""
    columns = []
    for branch in axis.branches:
        source, column, _root = followed(branch, key, source)
        columns.append(column)
    if len(columns) == 1:
        return source, columns[0]
    return source, func.coalesce(*columns, type_=columns[0].type)


def has_attribute(axis: Axis, key: Any, test: Test, *, empty: bool) -> ColumnElement[bool]:
    """That what a key points to has an attribute a test admits.

    Args:
        axis: the attribute.
        key: the column of the dimension.
        test: on the column of the attribute.
        empty: whether one without the attribute will do as well.
    """
    found = []
    for branch in axis.branches:
        source, column, root = followed(branch, None, None)
        admitted = test(column)
        wanted = and_(column.is_not(None), not_(admitted)) if empty else admitted
        found.append(key.in_(select(root.c.id).select_from(source).where(wanted)))
    if empty:
        none: ColumnElement[bool] = and_(*(not_(one) for one in found))
        return none
    met: ColumnElement[bool] = found[0]
    for one in found[1:]:
        met |= one
    return met


def labelled(work: Work, axis: Axis, times: Clockwork) -> Callable[[Any], ColumnElement[Any]]:
    """The label of a time axis on a table of movements."""
    dialect = work.session.get_bind().dialect.name
    return lambda table: times.label(table.c.moment, axis.unit, dialect)
