"""Moves of goods: what a document says of them, before any register hears of it.

A document that moves goods has `stock_moves()`. This plugin turns the moves into movements of
StockOnHand; costing reads the same moves and gives them their value.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, Protocol, cast, runtime_checkable
from uuid import UUID

from ...core import Document, Movement
from ...core.posting.posting import Posting
from ...core.schema.registry import Schema
from .models import StockOnHand

Purpose = Literal[
    "receipt",
    "shipment",
    "customer_return",
    "supplier_return",
    "transfer",
    "surplus",
    "write_off",
    "used",
    "made",
    "regraded",
]
"""`used` and `made` belong together: what is made costs what was used for it, in the shares
of `amount` (of quantity, where no row names one). `regraded` goods leave one item and come
under another in two moves of one row; what comes costs exactly what left."""


@dataclass(frozen=True, slots=True)
class StockMove:
    """Goods going from one warehouse to another, into the company or out of it.

    Attributes:
        item_id, variant_id, lot_id: which goods.
        quantity: how much, in the base unit of the item; above zero.
        source_id: the warehouse they leave; None where they come from outside.
        target_id: the warehouse they come to; None where they leave the company.
        amount: for goods that come from outside: their value without deductible VAT, in the
            organisation's currency; None where the goods bring their cost along.
        purpose: why they move.
        origin_id: the document whose cost they take (the shipment of a return), or None.
        line_id: the row of the document.
    """

    item_id: UUID
    variant_id: UUID | None
    lot_id: UUID | None
    quantity: Decimal
    source_id: UUID | None
    target_id: UUID | None
    amount: Decimal | None
    purpose: Purpose
    origin_id: UUID | None
    line_id: UUID


@runtime_checkable
class MovesGoods(Protocol):
    """A document that moves goods."""

    def stock_moves(self) -> Iterable[StockMove]: ...


class SellsGoods:
    """A document that stands for a sale, or for what came back of one, in registers.

    To be mixed into the documents that write sales and what they cost.
    """


class RowsMoveGoods:
    """Rows a plugin adds to another's document, and that move goods themselves.

    To be mixed into such a class of `Lines`.
    """

    def row_moves(self, document: Any) -> Iterable[StockMove]:
        """How the goods of the row move with the document."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class CostAddition:
    """Money that makes goods dearer which a receipt has brought, wherever they are by now.

    Attributes:
        receipt_id: the receipt.
        item_id, variant_id, lot_id: which of its goods.
        warehouse_id: where they came to.
        amount: without deductible VAT, in the organisation's currency.
    """

    receipt_id: UUID
    item_id: UUID
    variant_id: UUID | None
    lot_id: UUID | None
    warehouse_id: UUID | None
    amount: Decimal


@runtime_checkable
class AddsCost(Protocol):
    """A document that makes received goods dearer."""

    def cost_additions(self) -> Iterable[CostAddition]: ...


def moves_of(posting: Posting) -> Sequence[StockMove]:
    """The moves of the document under way; computed once a posting, whoever asks first."""
    known = posting.shared.get("stock.moves")
    if known is None:
        known = tuple(all_moves(posting.work.schema, posting.document))
        posting.shared["stock.moves"] = known
    return cast("Sequence[StockMove]", known)


def all_moves(schema: Schema, document: Document) -> Iterator[StockMove]:
    """The moves of a document, those of rows that plugins add to it included."""
    if isinstance(document, MovesGoods):
        yield from document.stock_moves()
    for part in schema.parts(type(document)):
        if part.added is not None and issubclass(part, RowsMoveGoods):
            for row in getattr(document, part.added.name):
                yield from row.row_moves(document)


def movements(moves: Iterable[StockMove]) -> Iterator[Movement]:
    """What the moves write into StockOnHand: out of the source, into the target."""
    for move in moves:
        goods: dict[str, Any] = {
            "item": move.item_id,
            "variant": move.variant_id,
            "lot": move.lot_id,
            "quantity": move.quantity,
        }
        if move.source_id is not None:
            yield StockOnHand.minus(warehouse=move.source_id, **goods)
        if move.target_id is not None:
            yield StockOnHand.plus(warehouse=move.target_id, **goods)
