"""What discounts have taken off a sale, as movements of the registers."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from ....core import Movement
from ....core.values import ZERO, round_to
from .models import CardSales, DiscountsGranted

if TYPE_CHECKING:
    from .trade import DiscountedDocument

Turn = Callable[[Decimal], Decimal]


def discounts_taken(
    document: "DiscountedDocument", turn: Turn, recorder: UUID
) -> Iterator[Movement]:
    """What the discounts of a paper have taken off, and what its card has bought.

    Args:
        document: a shipment or a return.
        turn: puts its sums into the currency of the books, with their sign.
        recorder: the shipment the sale belongs to.
    """
    for line in document.lines:
        if not line.discount_amount:
            continue
        for discount, amount in parts_of(line, turn(line.discount_amount)):
            yield DiscountsGranted.add(
                organisation=document.organisation_id,
                party=document.party_id,
                item=line.item_id,
                variant=line.variant_id,
                discount=discount,
                document=recorder,
                amount=amount,
            )
    card = document.discount_card if document.discount_card_id is not None else None
    if card is not None:
        yield CardSales.add(
            card=card.id,
            party=card.party_id,
            amount=turn(document.amount),
        )


def parts_of(line: Any, total: Decimal) -> list[tuple[UUID | None, Decimal]]:
    """What was taken off a row, by the discounts it is made of; they add up to the total.

    Each part is rounded to kopecks; what rounding leaves goes to the largest.
    """
    percents = _percents(line)
    whole = sum(percents.values(), ZERO)
    if len(percents) < 2 or not whole:
        return [(next(iter(percents), None), total)]
    parts = {key: round_to(total * one / whole, 2) for key, one in percents.items()}
    largest = max(percents, key=lambda key: abs(percents[key]))
    parts[largest] += total - sum(parts.values(), ZERO)
    return [(key, part) for key, part in parts.items() if part]


def _percents(line: Any) -> dict[UUID | None, Decimal]:
    """Percents by discount; what was given by hand, or by the caller, under None."""
    found: dict[UUID | None, Decimal] = {}
    for one in (line.discount_reason or {}).get("taken", ()):
        found[UUID(one["discount"])] = Decimal(one["percent"])
    if line.percent_by_hand:
        found[None] = line.percent_by_hand
    return found
