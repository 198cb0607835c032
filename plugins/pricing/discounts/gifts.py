"""The rows of gifts on a paper: added, kept in step, and taken away.

The key of a gift's row follows from the paper, the offer and the goods, so that a screen that
sends it back, or a paper saved again, finds the same row.
"""

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from ....core import Work, settled_id
from ....core.records.shape import shape_of
from ....core.values import ONE, ZERO
from ..arithmetic import EXACT
from ..filling import fill_rows
from ..rules import kept
from .terms import GiftRow, Offer


def is_gift(line: Any) -> bool:
    """Whether a rule has given the row."""
    return bool(line.discount_reason and line.discount_reason.get("gift"))


def row_key(document: Any, offer: str, item: str, variant: str) -> UUID:
    """The key of the row of a gift."""
    return settled_id("gift", "|".join((str(document.id), offer, item, variant)))


def rows_of(document: Any, offers: Collection[Offer]) -> set[UUID]:
    """The keys of the rows there are that are gifts."""
    found = {line.id for line in document.lines if is_gift(line)}
    goods = {(str(line.item_id), str(line.variant_id or "")) for line in document.lines}
    for one in offers:
        if one.gift is not None:
            named = (one.gift.item, one.gift.variant or "")
            wanted = {(named[0], named[1])} if named[0] else goods
            found |= {row_key(document, one.id, *each) for each in wanted}
    return found & {line.id for line in document.lines}


def put(work: Work, document: Any, wanted: Sequence[GiftRow], there: Collection[UUID]) -> None:
    """Make the gifts on a paper those that are earned."""
    if not wanted and not there:
        return
    lines = [line for line in document.lines if line.id not in there]
    known = {line.id: line for line in document.lines if line.id in there}
    given = []
    for one in wanted:
        key = row_key(document, one.offer, one.item, one.variant)
        line = known.get(key) or _new(work, document, key)
        _tell(line, one)
        given.append(line)
    keep(document, [*lines, *given])
    fill_rows(work, document, given)
    for line in given:
        if line.price is None:
            line.price = _price_beside(line, lines)


def keep(document: Any, lines: Sequence[Any]) -> None:
    """Leave a paper these rows, in this order."""
    if list(document.lines) != list(lines):
        document.lines = list(lines)
        for place, line in enumerate(document.lines):
            line.position = place


def _new(work: Work, document: Any, key: UUID) -> Any:
    shape = shape_of(work.schema, type(document).fields["lines"].target)
    line: Any = shape.cls(id=key, owner_id=document.id)
    for slot in shape.slots.values():
        value = slot.default() if slot.home is shape.cls else None
        if value is not None:
            setattr(line, slot.field.column, value)
    work.session.enable_relationship_loading(line)
    return line


def _tell(line: Any, one: GiftRow) -> None:
    variant = UUID(one.variant) if one.variant else None
    values = {
        "item_id": UUID(one.item),
        "variant_id": variant,
        "quantity": one.quantity,
        "unit_id": None,
        "discount_percent": ZERO,
        "auto_discount_percent": one.percent,
    }
    for name, value in values.items():
        setattr(line, name, value)
    taken = {
        "discount": one.offer,
        "percent": f"{one.percent.normalize():f}",
        "condition": one.condition,
        "value": one.value,
    }
    line.discount_reason = {"gift": True, "taken": [taken]}


def _price_beside(line: Any, lines: Iterable[Any]) -> Decimal:
    """The price of a base unit on a row of the same goods; nothing where there is none."""
    for one in lines:
        same = (one.item_id, one.variant_id) == (line.item_id, line.variant_id)
        if same and one.price and one.base_quantity:
            full = EXACT.multiply(one.price, one.quantity or ONE)
            return kept(EXACT.divide(full, one.base_quantity))
    return ZERO
