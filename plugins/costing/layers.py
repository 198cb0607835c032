"""Cost layers: how much of which batch a quantity takes, and what it costs.

Pure arithmetic in Decimal. A layer is what is left of one batch in one place. Taking a whole
layer takes its whole amount, so no kopeck stays behind with a zero quantity; taking a part
takes the amount in proportion, rounded half up to the minor unit (capabilities §2.6).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from ...core.values import ZERO, round_to


@dataclass
class Layer:
    """What is left of a batch: a quantity and its cost; `batch` is None under average cost."""

    batch: UUID | None
    quantity: Decimal
    amount: Decimal


@dataclass(frozen=True)
class Taken:
    """A part of a batch that goes out, with its cost."""

    batch: UUID | None
    quantity: Decimal
    amount: Decimal


def take(layers: Iterable[Layer], quantity: Decimal, digits: int = 2) -> list[Taken]:
    """Take a quantity from layers in their order; the layers are lowered.

    What no layer covers (a sale below zero, where that is allowed) comes last, under no
    batch, at the unit cost of the last layer seen, or at zero where there was none.
    """
    found: list[Taken] = []
    unit, left = ZERO, quantity
    for layer in layers:
        if layer.quantity <= 0:
            continue
        unit = layer.amount / layer.quantity
        if left <= 0:
            break
        part = _part(layer, min(left, layer.quantity), digits)
        left -= part.quantity
        found.append(part)
    if left > 0:
        found.append(Taken(None, left, round_to(unit * left, digits)))
    return found


def _part(layer: Layer, quantity: Decimal, digits: int) -> Taken:
    whole = quantity == layer.quantity
    amount = layer.amount if whole else round_to(layer.amount * quantity / layer.quantity, digits)
    layer.quantity -= quantity
    layer.amount -= amount
    return Taken(layer.batch, quantity, amount)
