"""The variants of an item as a table: the last property across, the others down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ...core import Work
from ...core.records.read import get
from ..items import Item, Variant
from .known import properties_of
from .models import Property, PropertyValue, VariantValues, column_of


@dataclass(frozen=True)
class MatrixRow:
    """A row: the values it stands for, and its variants by the key of the value across."""

    title: str
    cells: Mapping[UUID, Variant]


@dataclass(frozen=True)
class Matrix:
    """The variants of an item.

    Attributes:
        item: whose variants they are.
        properties: by which they differ; the last one goes across.
        across: its values that occur, in their order.
        rows: one for each combination of the others that occurs.
        loose: variants without such values: made before the item had properties.
    """

    item: Item
    properties: Sequence[Property] = ()
    across: Sequence[PropertyValue] = ()
    rows: Sequence[MatrixRow] = ()
    loose: Sequence[Variant] = field(default=())

    @property
    def variants(self) -> list[Variant]:
        """All of them, row by row."""
        keys = [value.id for value in self.across]
        every = [row.cells[key] for row in self.rows for key in keys if key in row.cells]
        return [*every, *self.loose]


def matrix_of(work: Work, item_id: UUID) -> Matrix:
    """The variants of an item that are not marked for deletion; four questions to the base.

    Raises:
        Unknown: where there is no such item in sight.
        Forbidden: without the rights to read items and variants.
    """
    item: Any = get(work, Item.kind, item_id)
    work.access.require(f"{Variant.kind}.read")
    properties = properties_of(work, item_id)
    asked = (
        select(Variant, VariantValues)
        .outerjoin(VariantValues, VariantValues.id == Variant.id)
        .where(Variant.item_id == item_id, ~Variant.deleted)
        .order_by(Variant.name_key, Variant.id)
    )
    found: list[Any] = [(row[0], row[1]) for row in work.session.execute(asked)]
    whole = [(one, own) for one, own in found if own is not None and own.signature]
    loose = [one for one, own in found if own is None or not own.signature]
    if not properties:
        return Matrix(item, loose=[one for one, _own in found])
    return _laid_out(work, item, properties, whole, loose)


def _laid_out(
    work: Work, item: Item, properties: Sequence[Property], whole: Any, loose: Any
) -> Matrix:
    slots = [column_of(one) for one in properties]
    keys = {getattr(own, slot) for _one, own in whole for slot in slots} - {None}
    asked = select(PropertyValue).where(PropertyValue.id.in_(keys))
    known = {one.id: one for one in work.session.scalars(asked)}
    rows: dict[tuple[PropertyValue, ...], dict[UUID, Variant]] = {}
    for one, own in whole:
        values = [known[key] for slot in slots if (key := getattr(own, slot)) in known]
        if len(values) < len(slots):
            loose = [*loose, one]
            continue
        rows.setdefault(tuple(values[:-1]), {})[values[-1].id] = one
    across = {key for cells in rows.values() for key in cells}
    return Matrix(
        item,
        properties,
        sorted((known[key] for key in across), key=_order),
        [
            MatrixRow(", ".join(value.name for value in down), rows[down])
            for down in sorted(rows, key=lambda down: [_order(value) for value in down])
        ],
        loose,
    )


def _order(value: PropertyValue) -> tuple[int, str]:
    return value.place, value.name_key
