"""How far orders are provided for: reserved in warehouses, placed on what suppliers bring."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from ...core import BalanceRegister, Standing, Texts, Work
from ...core.posting import readings
from ...core.values import ZERO
from ..items import items_by_key
from .models import OrderPlacement, StockReserved
from .promising import Goods

_ = Texts(__package__)

Much = dict[Goods, Decimal]


def standings(work: Work, kind: str, keys: Sequence[UUID]) -> dict[UUID, list[Standing]]:
    """Which of the orders' goods are promised, in part or whole; nothing where none are."""
    left_in = getattr(work.schema.documents.get(kind), "left_in", None)
    if left_in is None:
        return {}
    reserved = _by_order(work, StockReserved, "order", keys)
    placed = _by_order(work, OrderPlacement, "customer_order", keys)
    promised = [key for key in keys if key in reserved or key in placed]
    left = _goods_alone(work, _by_order(work, left_in, "order", promised))
    return {
        key: list(_said(left.get(key, {}), reserved.get(key, {}), placed.get(key, {})))
        for key in promised
    }


def _by_order(
    work: Work, register: type[BalanceRegister], name: str, keys: Sequence[UUID]
) -> dict[UUID, Much]:
    found: dict[UUID, Much] = {}
    where: dict[str, Any] = {name: list(keys)}
    rows = readings.balance(work, register, by=(name, "item", "variant"), where=where)
    for row in rows if keys else ():
        found.setdefault(row[name], {})[row["item"], row["variant"]] = row["quantity"]
    return found


def _goods_alone(work: Work, left: Mapping[UUID, Much]) -> dict[UUID, Much]:
    """What is left of goods: nobody reserves a service."""
    items = items_by_key(work, {item for much in left.values() for item, _variant in much})
    return {
        order: {
            goods: quantity
            for goods, quantity in much.items()
            if goods[0] in items and items[goods[0]].kind_ != "service"
        }
        for order, much in left.items()
    }


def _said(left: Much, reserved: Much, placed: Much) -> Iterator[Standing]:
    if reserved:
        whole = all(reserved.get(goods, ZERO) >= much for goods, much in left.items())
        yield (
            Standing("reserved", _("Reserved"), "lock", "good")
            if whole
            else Standing("reserved_part", _("Reserved in part"), "lock", "care")
        )
    if placed:
        rest = {goods: much - reserved.get(goods, ZERO) for goods, much in left.items()}
        whole = all(placed.get(goods, ZERO) >= much for goods, much in rest.items())
        yield (
            Standing("placed", _("Placed"), "transfer-in", "note")
            if whole
            else Standing("placed_part", _("Placed in part"), "transfer-in", "care")
        )
