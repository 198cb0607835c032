"""What is left of an order of goods: carried out by shipments and receipts, row by row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from ...core import BalanceRegister, Movement, Panel, Texts, Work
from ...core.posting import readings
from ...core.posting.posting import Posting
from ...core.values import ZERO, round_to
from ..items import items_by_key

_ = Texts(__package__)

Ordered = tuple[UUID, UUID | None]
"""Item and variant: an order leaves the lot open."""

MONEY = 2  # decimals of a part of an order's sum; the last part takes what is left


@dataclass
class CarriedOut:
    """What a document takes from an order, and what goes beyond it: (wanted, left) in base units."""

    movements: list[Movement] = field(default_factory=list)
    beyond: dict[Ordered, tuple[Decimal, Decimal]] = field(default_factory=dict)


def ordered(line: Any) -> Ordered:
    """What a row of an order names."""
    return (line.item_id, line.variant_id)


def summed(lines: Iterable[Any]) -> dict[Ordered, Decimal]:
    """The base quantities of rows by item and variant."""
    found: dict[Ordered, Decimal] = {}
    for line in lines:
        key = ordered(line)
        found[key] = found.get(key, ZERO) + line.base_quantity
    return found


def carry_out(
    posting: Posting, register: type[BalanceRegister], order_id: UUID, lines: Iterable[Any]
) -> CarriedOut:
    """Take rows from what is left of an order at the document's moment.

    The sum of the order goes with the quantity, and all of it with the last piece, so that an
    order carried out in full leaves nothing whatever the prices were.

    Args:
        posting: of the shipment or receipt.
        register: of orders: dimensions order, item, variant; resources quantity and, where
            orders are worth something, amount.
        order_id: the order.
        lines: rows with base quantities.
    """
    done = CarriedOut()
    left = {
        (row["item"], row["variant"]): row
        for row in posting.balances(register, ("order",), [(order_id,)])
    }
    for key, wanted in summed(lines).items():
        row = left.get(key)
        there = row["quantity"] if row else ZERO
        part = min(wanted, max(there, ZERO))
        if part < wanted:
            done.beyond[key] = (wanted, max(there, ZERO))
        if row and part > 0:
            done.movements.append(_taken(register, order_id, key, row, part))
    return done


def _taken(
    register: type[BalanceRegister],
    order_id: UUID,
    key: Ordered,
    row: Mapping[str, Any],
    part: Decimal,
) -> Movement:
    item, variant = key
    taken: dict[str, Any] = {"order": order_id, "item": item, "variant": variant}
    if bears_amount(register):
        amount = row["amount"]
        if part != row["quantity"]:
            amount = round_to(amount * part / row["quantity"], MONEY)
        taken["amount"] = amount
    return register.minus(quantity=part, **taken)


def bears_amount(register: type[BalanceRegister]) -> bool:
    """Whether orders of a register are worth something: those within the company are not."""
    return any(one.name == "amount" for one in register.resources)


def close_out(
    posting: Posting, register: type[BalanceRegister], orders: Sequence[UUID]
) -> list[Movement]:
    """Write off all that is left of orders."""
    rows = posting.balances(register, ("order",), [(one,) for one in orders])
    return [register.minus(**row) for row in rows]


def left_of(work: Work, register: type[BalanceRegister], order_id: UUID) -> dict[Ordered, Decimal]:
    """What is left of an order now, in base units."""
    rows = readings.balance(work, register, where={"order": order_id})
    return {(row["item"], row["variant"]): row["quantity"] for row in rows if row["quantity"] > 0}


def rows_left(lines: Iterable[Any], left: Mapping[Ordered, Decimal]) -> list[tuple[Any, Decimal]]:
    """Rows of an order with the part of each that is left, in the row's unit."""
    rest = dict(left)
    found = []
    for line in lines:
        part = min(line.base_quantity, rest.get(ordered(line), ZERO))
        if part > 0:
            rest[ordered(line)] -= part
            found.append((line, round_to(line.quantity * part / line.base_quantity, 6)))
    return found


def order_panel(work: Work, order: Any, register: type[BalanceRegister]) -> Panel:
    """What was ordered, what of it was carried out, what is left: state follows from balances."""
    asked = {"order": order.id}
    left = left_of(work, register, order.id)
    moved = readings.turnover(work, register, by=("item", "variant"), where=asked)
    items = items_by_key(work, {row["item"] for row in moved})
    columns = [
        (_("Item"), "reference"),
        (_("Ordered"), "quantity"),
        (_("Carried out"), "quantity"),
        (_("Left"), "quantity"),
    ]
    rows = []
    for row in moved:
        rest = left.get((row["item"], row["variant"]), ZERO)
        rows.append((items.get(row["item"]), row["quantity_in"], row["quantity_out"], rest))
    return Panel(_("Carried out"), columns, rows, empty=_("The order is not posted"))
