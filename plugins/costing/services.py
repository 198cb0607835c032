"""Costing of documents that move goods, at posting: FIFO and moving average.

The document says what moves (`stock_moves`); this says what it costs. All batches a document
may touch are read and locked at once, however many lines it has.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ...core import Movement, Texts, Work
from ...core.posting import readings
from ...core.posting.posting import Posting
from ...core.schema.document import DocumentHead
from ...core.values import ZERO, round_to
from ..organisations import Organisation
from ..stock import StockMove, moves_of
from .errors import CostUnknown
from .layers import Layer, Taken, take
from .models import CostBatches, CostOfSales, Expenses

_ = Texts(__package__)

Key = tuple[UUID, UUID | None, UUID | None, UUID | None]
KEY = ("item", "variant", "warehouse", "lot")


def cost_movements(posting: Posting) -> list[Movement]:
    """What a document writes into the registers of cost; nothing where it moves no goods.

    Raises:
        CostUnknown: for a return whose sale, and so whose cost, is not named.
    """
    moves = moves_of(posting)
    return list(_Costing(posting, moves).movements()) if moves else []


class _Costing:
    """The costing of one document."""

    def __init__(self, posting: Posting, moves: Sequence[StockMove]) -> None:
        self.posting = posting
        self.work: Work = posting.work
        self.document = posting.document
        self.moves = moves
        self.fifo = self._method() == "fifo"
        self.layers = self._layers_in_stock()
        self.sold = self._layers_sold()

    def _method(self) -> str:
        organisation: Organisation | None = getattr(self.document, "organisation", None)
        return organisation.cost_method if organisation else "fifo"

    def movements(self) -> Iterator[Movement]:
        """Movement by movement, in the order the document names its moves."""
        for move in self.moves:
            if move.purpose == "customer_return":
                yield from self._taken_back(move)
            elif move.source_id is None:
                yield self._brought_in(move)
            else:
                yield from self._taken_out(move)

    def _brought_in(self, move: StockMove) -> Movement:
        if move.amount is None:
            raise CostUnknown(_("The cost of what comes in is not known"), path="lines")
        batch = self.document.id if self.fifo else None
        self._put(move, Taken(batch, move.quantity, move.amount))
        return _plus(move, Taken(batch, move.quantity, move.amount))

    def _taken_out(self, move: StockMove) -> Iterator[Movement]:
        layers = self.layers[_key(move, move.source_id)]
        if move.purpose == "supplier_return" and move.origin_id is not None:
            layers.sort(key=lambda one: one.batch != move.origin_id)  # the named receipt first
        cost = ZERO
        for taken in take(layers, move.quantity):
            cost += taken.amount
            yield CostBatches.minus(
                item=move.item_id,
                variant=move.variant_id,
                warehouse=move.source_id,
                lot=move.lot_id,
                batch=taken.batch,
                quantity=taken.quantity,
                amount=taken.amount,
            )
            if move.purpose == "shipment":
                yield self._sold(move, taken, self.document.id, 1)
            if move.target_id is not None:
                self._put(move, taken)
                yield _plus(move, taken)
        if move.purpose == "write_off":
            yield self._spent(move, cost, counted=True)
        elif move.purpose == "supplier_return" and move.amount not in (None, cost):
            yield self._spent(move, cost - (move.amount or ZERO), counted=False)

    def _taken_back(self, move: StockMove) -> Iterator[Movement]:
        """A return restores what its sale consumed, the layer consumed last first."""
        if move.origin_id is None and move.amount is None:
            raise CostUnknown(
                _("A return needs the shipment it comes from"),
                path="shipment",
                remedy=_("Name the shipment, and the goods come back at their own cost"),
            )
        if move.origin_id is None:
            yield self._brought_in(move)
            return
        for taken in take(self.sold[(move.item_id, move.variant_id)], move.quantity):
            yield _plus(move, taken)
            yield self._sold(move, taken, move.origin_id, -1)

    def _sold(self, move: StockMove, taken: Taken, shipment: UUID, sign: int) -> Movement:
        return CostOfSales.add(
            item=move.item_id,
            variant=move.variant_id,
            shipment=shipment,
            batch=taken.batch,
            quantity=sign * taken.quantity,
            amount=sign * taken.amount,
        )

    def _spent(self, move: StockMove, amount: Decimal, *, counted: bool) -> Movement:
        return Expenses.add(
            item=move.item_id,
            variant=move.variant_id,
            document=self.document.id,
            quantity=move.quantity if counted else ZERO,
            amount=round_to(amount, 4),
        )

    def _put(self, move: StockMove, taken: Taken) -> None:
        """What the document itself brings in, its later moves may take."""
        known = self.layers[_key(move, move.target_id)]
        for layer in known:
            if layer.batch == taken.batch:
                layer.quantity += taken.quantity
                layer.amount += taken.amount
                return
        known.append(Layer(taken.batch, taken.quantity, taken.amount))

    def _layers_in_stock(self) -> dict[Key, list[Layer]]:
        wanted = {_key(m, m.source_id) for m in self.moves if m.source_id is not None}
        found: dict[Key, list[Layer]] = defaultdict(list)
        if wanted:
            for row in self.posting.balances(CostBatches, KEY, wanted):
                key = (row["item"], row["variant"], row["warehouse"], row["lot"])
                found[key].append(Layer(row["batch"], row["quantity"], row["amount"]))
            self._in_order_of_age(found.values())
        return found

    def _layers_sold(self) -> dict[tuple[UUID, UUID | None], list[Layer]]:
        """What the sales named by the returns have consumed and not got back yet."""
        returns = [m for m in self.moves if m.purpose == "customer_return" and m.origin_id]
        found: dict[tuple[UUID, UUID | None], list[Layer]] = defaultdict(list)
        if not returns:
            return found
        asked: dict[str, Any] = {
            "shipment": {m.origin_id for m in returns},
            "item": {m.item_id for m in returns},
        }
        moved = readings.movements(self.work.as_house(), CostOfSales, where=asked, limit=100_000)
        sums: dict[tuple[UUID, UUID | None, UUID | None], Layer] = {}
        for row in moved:
            if row["recorder"] != self.document.id and self._before(
                row["moment"], row["recorder"]
            ):
                key = (row["item"], row["variant"], row["batch"])
                layer = sums.setdefault(key, Layer(row["batch"], ZERO, ZERO))
                layer.quantity += row["quantity"]
                layer.amount += row["amount"]
        for (item, variant, _batch), layer in sums.items():
            found[(item, variant)].append(layer)
        self._in_order_of_age(found.values())
        for layers in found.values():
            layers.reverse()
        return found

    def _before(self, moment: datetime, recorder: UUID) -> bool:
        return (moment, recorder) < (self.document.moment, self.document.id)

    def _in_order_of_age(self, groups: Iterable[list[Layer]]) -> None:
        groups = list(groups)
        batches = {layer.batch for layers in groups for layer in layers if layer.batch}
        if len(batches) < 2:
            return
        asked = select(DocumentHead.id, DocumentHead.moment).where(DocumentHead.id.in_(batches))
        moments = {row.id: row.moment for row in self.work.session.execute(asked)}
        oldest = datetime.min.replace(tzinfo=self.document.moment.tzinfo)
        for layers in groups:
            layers.sort(key=lambda one: (moments.get(one.batch, oldest), str(one.batch)))


def _key(move: StockMove, warehouse: UUID | None) -> Key:
    return (move.item_id, move.variant_id, warehouse, move.lot_id)


def _plus(move: StockMove, taken: Taken) -> Movement:
    return CostBatches.plus(
        item=move.item_id,
        variant=move.variant_id,
        warehouse=move.target_id,
        lot=move.lot_id,
        batch=taken.batch,
        quantity=taken.quantity,
        amount=taken.amount,
    )
