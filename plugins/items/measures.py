"""Quantities in the units of an item, turned into its base unit and back."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from ...core import Texts, Work
from ...core.values import DIGITS, ONE, round_to
from .errors import UnknownUnit
from .models import Item, ItemUnit, Unit

_ = Texts(__package__)

Factors = Mapping[tuple[UUID, UUID], Decimal]
"""Base units in one unit, by (item, unit)."""

CHUNK = 10_000


def factors(work: Work, items: Collection[Item]) -> Factors:
    """The factors of all units of many items, their base units among them; bounded queries."""
    found = {(item.id, item.unit_id): ONE for item in items}
    ids = [item.id for item in items]
    for start in range(0, len(ids), CHUNK):
        asked = select(ItemUnit.owner_id, ItemUnit.unit_id, ItemUnit.factor).where(
            ItemUnit.owner_id.in_(ids[start : start + CHUNK])
        )
        for owner, unit, factor in work.session.execute(asked):
            found.setdefault((owner, unit), factor)
    return found


def in_base(quantity: Decimal, factor: Decimal) -> Decimal:
    """A quantity in base units, rounded half up to the six decimals that are kept."""
    return round_to(quantity * factor, DIGITS["quantity"])


def base_quantity(item: Item, unit: Unit | UUID | None, quantity: Decimal) -> Decimal:
    """A quantity of an item in its base unit.

    Args:
        item: what is counted.
        unit: in which `quantity` is given; None for the base unit.
        quantity: how many of it.

    Raises:
        UnknownUnit: where the item is not traded in that unit.
    """
    key = unit.id if isinstance(unit, Unit) else unit
    known = {row.unit_id: row.factor for row in item.units}
    known[item.unit_id] = ONE
    if key is None:
        return quantity
    if key not in known:
        raise unknown_unit(item)
    return in_base(quantity, known[key])


def unknown_unit(item: Item, path: str = "unit") -> UnknownUnit:
    """The refusal of a unit the item is not traded in."""
    return UnknownUnit(
        _("“{item}” is not traded in this unit", item=item.name),
        path=path,
        remedy=_("Add the unit with its factor to the item, or choose another"),
        item=str(item.id),
    )
