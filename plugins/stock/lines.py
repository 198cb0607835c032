"""Rows of goods: what the papers of every trade plugin have in common with those of the store."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy.orm import Mapped

from ...core import Lines, Quantity, Texts, field, reference
from ...core.values import ONE, ZERO
from ..items import Item, Unit, Variant
from .moves import Purpose, StockMove

_ = Texts(__package__)


class GoodsLine(Lines):
    """What a row of a priced paper says of its goods beside item, quantity and price.

    `stocked` is kept with the row when it is saved, so that posting asks no catalog: a row
    with a service moves no stock.
    """

    __abstract__ = True

    lot_id: Mapped[UUID | None] = reference(_("Lot"), to="lot")
    stocked: Mapped[bool] = field(_("Moves stock"), default=True, readonly=True, shown=False)


class StockLine(Lines):
    """A row of a paper of the store: goods and how much of them, no price."""

    __abstract__ = True

    item: Mapped[Item] = reference(_("Item"))
    variant: Mapped[Variant | None] = reference(_("Variant"))
    lot_id: Mapped[UUID | None] = reference(_("Lot"), to="lot")
    quantity: Mapped[Quantity] = field(_("Quantity"), default=ONE)
    unit: Mapped[Unit] = reference(_("Unit"), shown=False)
    if TYPE_CHECKING:
        item_id: Mapped[UUID]
        variant_id: Mapped[UUID | None]
        unit_id: Mapped[UUID]
    base_quantity: Mapped[Quantity] = field(
        _("In base units"), default=ZERO, readonly=True, shown=False
    )
    stocked: Mapped[bool] = field(_("Moves stock"), default=True, readonly=True, shown=False)


def moves(
    lines: Iterable[Any],
    purpose: Purpose,
    *,
    source: UUID | None = None,
    target: UUID | None = None,
    origin: UUID | None = None,
    amounts: Iterable[Decimal | None] | None = None,
) -> Iterator[StockMove]:
    """The moves of rows of goods, all of one kind.

    Args:
        lines: rows; those that are not `stocked` and those of nothing are left out.
        purpose: why the goods move.
        source, target: the warehouses they leave and come to; None for the world outside.
        origin: the document whose cost they take.
        amounts: the value of each row, for goods that come from outside.
    """
    values = iter(amounts) if amounts is not None else None
    for line in lines:
        amount = next(values) if values is not None else None
        if line.stocked and line.base_quantity:
            yield StockMove(
                line.item_id,
                line.variant_id,
                line.lot_id,
                line.base_quantity,
                source,
                target,
                amount,
                purpose,
                origin,
                line.id,
            )
