"""What the moves of one document cost: pure of the base, given what lies where and what was sold.

Posting and re-costing both value a document here, so both come to the same kopeck.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from ...core import Movement, Texts
from ...core.values import ZERO, round_to, share
from ..stock import StockMove
from .errors import CostUnknown
from .layers import Layer, Taken, take
from .models import CostBatches, CostOfSales, Expenses
from .policy import Policy

_ = Texts(__package__)

Key = tuple[UUID, UUID | None, UUID | None, UUID | None]
"""Item, variant, warehouse, lot: as the sequence of CostBatches has them."""
Shipped = tuple[UUID | None, UUID, UUID | None]
"""Shipment, item, variant."""


@dataclass
class Valuing:
    """The cost of one document's moves.

    Attributes:
        recorder: the document.
        policy: by which its goods are costed.
        layers: what lies where, in the order in which it is taken; lowered and raised.
        sold: what shipments have taken and not got back, in the order it is given back.
        used: what was used for whatever is made.
        passing: what left one card and has not come under another yet, by the row.
    """

    recorder: UUID
    policy: Policy
    layers: dict[Key, list[Layer]]
    sold: Mapping[Shipped, list[Layer]]
    used: Decimal = field(default=ZERO)
    passing: dict[UUID, list[Taken]] = field(default_factory=dict)

    def movements(self, moves: Sequence[StockMove]) -> Iterator[Movement]:
        """Movement by movement, in the order the document names its moves.

        Raises:
            CostUnknown: for goods that come in at a cost nobody knows.
        """
        made = [move for move in moves if move.purpose == "made"]
        for move in moves:
            if move.purpose == "customer_return":
                yield from self._taken_back(move)
            elif move.purpose == "made":
                continue  # what it costs is known when all that was used is
            elif move.purpose == "regraded" and move.source_id is None:
                yield from (self._put(move, taken) for taken in self.passing.pop(move.line_id))
            elif move.source_id is None:
                yield self._brought_in(move, move.amount)
            elif self._moves(move):
                yield from self._taken_out(move)
        if made:
            yield from self._made(made)

    def key(self, move: StockMove, warehouse: UUID | None) -> Key:
        """Where a move finds or leaves its goods; the company's goods lie in one place."""
        return self.policy.key(move, warehouse)

    def _moves(self, move: StockMove) -> bool:
        """Whether cost goes anywhere: not between the warehouses of one place of cost."""
        if move.target_id is None:
            return True
        return self.key(move, move.source_id) != self.key(move, move.target_id)

    def _brought_in(self, move: StockMove, amount: Decimal | None) -> Movement:
        if amount is None:
            raise CostUnknown(_("The cost of what comes in is not known"), path="lines")
        batch = self.recorder if self.policy.by_batches else None
        return self._put(move, Taken(batch, move.quantity, amount))

    def _taken_out(self, move: StockMove) -> Iterator[Movement]:
        key = self.key(move, move.source_id)
        layers = self.layers.get(key, [])
        if move.purpose == "supplier_return" and move.origin_id is not None:
            layers.sort(key=lambda one: one.batch != move.origin_id)  # the named receipt first
        cost = ZERO
        parts = take(layers, move.quantity)
        if move.purpose == "regraded":
            self.passing[move.line_id] = parts
        for taken in parts:
            cost += taken.amount
            yield CostBatches.minus(**_named(key, taken), **_figures(taken))
            if move.purpose == "shipment":
                yield self._sold(move, taken, self.recorder, 1)
            if move.target_id is not None:
                yield self._put(move, taken)
        if move.purpose == "write_off":
            yield self._spent(move, cost, counted=True)
        elif move.purpose == "supplier_return" and move.amount not in (None, cost):
            yield self._spent(move, cost - (move.amount or ZERO), counted=False)
        elif move.purpose == "used":
            self.used += cost

    def _taken_back(self, move: StockMove) -> Iterator[Movement]:
        """A return restores what its sale consumed, the layer consumed last first."""
        if move.origin_id is None and move.amount is None:
            raise CostUnknown(
                _("A return needs the shipment it comes from"),
                path="shipment",
                remedy=_("Name the shipment, and the goods come back at their own cost"),
            )
        if move.origin_id is None:
            yield self._brought_in(move, move.amount)
            return
        layers = self.sold.get((move.origin_id, move.item_id, move.variant_id), [])
        for taken in take(layers, move.quantity):
            batch = taken.batch if self.policy.by_batches else None
            yield self._put(move, Taken(batch, taken.quantity, taken.amount))
            yield self._sold(move, taken, move.origin_id, -1)

    def _made(self, moves: Sequence[StockMove]) -> Iterator[Movement]:
        """What is made costs what was used for it, shared by value, or else by quantity."""
        weights = [move.amount or ZERO for move in moves]
        if not any(weights):
            weights = [move.quantity for move in moves]
        for move, part in zip(moves, share(self.used, weights), strict=True):
            yield self._brought_in(move, part)

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
            document=self.recorder,
            quantity=move.quantity if counted else ZERO,
            amount=round_to(amount, 4),
        )

    def _put(self, move: StockMove, taken: Taken) -> Movement:
        """Goods come to lie somewhere; later moves of the document may take them."""
        key = self.key(move, move.target_id)
        known = self.layers.setdefault(key, [])
        layer = next((one for one in known if one.batch == taken.batch), None)
        if layer is None:
            known.append(Layer(*(taken.batch, taken.quantity, taken.amount)))
        else:
            layer.quantity += taken.quantity
            layer.amount += taken.amount
        return CostBatches.plus(**_named(key, taken), **_figures(taken))


def _named(key: Key, taken: Taken) -> dict[str, Any]:
    return {**dict(zip(KEY, key, strict=True)), "batch": taken.batch}


def _figures(taken: Taken) -> dict[str, Any]:
    return {"quantity": taken.quantity, "amount": taken.amount}


KEY = ("item", "variant", "warehouse", "lot")


def keys_of(moves: Iterable[StockMove], policy: Policy) -> set[Key]:
    """Where the moves take goods from."""
    return {policy.key(m, m.source_id) for m in moves if m.source_id is not None}


def targets_of(moves: Iterable[StockMove], policy: Policy) -> set[Key]:
    """Where moves that take goods from somewhere leave them, under another card among others."""
    return {
        policy.key(move, move.target_id)
        for move in moves
        if move.target_id is not None
        and (move.source_id is not None or move.purpose == "regraded")
    }
