"""New prices beside those that held before: by how many percent they change."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from ...core import Work
from ...core.database.ids import NONE
from ...core.values import DIGITS, HUNDRED
from ..items import Item
from .arithmetic import EXACT, half_up
from .prices import Priced, price_at

if TYPE_CHECKING:
    from .documents import PriceSetting

TICK = timedelta(microseconds=1)
WIDEST = Decimal(10) ** 9  # percents beyond are as good as none


def compare(work: Work, document: "PriceSetting", items: Mapping[UUID, Item]) -> None:
    """Put beside each row the price that held just before, and the change in percent."""
    if getattr(document, "price_type_id", NONE) in (None, NONE):
        return  # the check of required fields names it
    wanted: dict[Any, Priced] = {
        line: Priced(line.item_id, line.variant_id, line.unit_id)
        for line in document.lines
        if getattr(line, "item_id", None) in items
    }
    moment = document.moment - TICK
    old = price_at(work, document.price_type_id, wanted.values(), moment)
    for line, one in wanted.items():
        line.old_price = old.get(one)
        line.change_percent = change(line.old_price, getattr(line, "price", None))


def change(old: Decimal | None, new: Decimal | None) -> Decimal | None:
    """By how many percent a price changes; None without an old or a new one."""
    if not old or new is None:
        return None
    percent = EXACT.divide(EXACT.multiply(new - old, HUNDRED), old)
    return half_up(percent, DIGITS["percent"]) if abs(percent) < WIDEST else None
