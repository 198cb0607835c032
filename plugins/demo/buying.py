"""Buying: what runs low is ordered, what was ordered arrives, some of it goes back."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

from ...core.values import ZERO
from . import market
from .office import Office
from .plan import Data, Trader, Ware

ORDER_DAYS = (0, 2, 4)  # of the week
LINES = 25


def open_stock(office: Office) -> None:
    """Fill the stores for the first day: a receipt of each supplier for all he brings."""
    plan = office.plan
    for store, share in (("main", 1.0), ("shop", 0.35)):
        for supplier in plan.suppliers:
            wares = brought_by(office, supplier)
            for first in range(0, len(wares), LINES):
                lines = [
                    line_of(office, one, _need(one, office, 30 * share))
                    for one in wares[first : first + LINES]
                ]
                receive(office, supplier, lines, store=store, hour=8)


def order_what_runs_low(office: Office) -> None:
    """On some days of the week, an order to each supplier whose goods run low."""
    if office.day.weekday() not in ORDER_DAYS:
        return
    coming = _on_order(office)
    for supplier in office.plan.suppliers:
        lines = []
        for ware in brought_by(office, supplier):
            there = office.stock.get((ware.id, office.plan.stores["main"]), ZERO)
            there += coming.get(ware.id, ZERO)
            if there < _need(ware, office, 12):
                lines.append(line_of(office, ware, _need(ware, office, 30)))
        if len(lines) > 3:
            days = office.chance("due", supplier.id).randint(2, 5)
            due = office.day + timedelta(days=days)
            data = {**_head(supplier), "due_on": due.isoformat(), "lines": lines[:LINES]}
            office.paper("supplier_order", office.at(9), data)


def receive_what_arrives(office: Office) -> None:
    """Goods of orders that are due today; now and then a supplier brings less, or it is told late."""
    suppliers = {one.id: one for one in office.plan.suppliers}
    for order in office.papers("supplier_order", 10):
        if order.due_on != office.day or order.party_id not in suppliers:
            continue
        chance = office.chance("arrival", order.id)
        less = chance.random() < 0.1
        lines = [
            line_of(office, office.wares[row.item_id], _brought(chance, row.quantity, less=less))
            for row in order.lines
        ]
        late = chance.random() < 0.05
        receive(office, suppliers[order.party_id], lines, order=order, late=late)


def send_back_what_is_bad(office: Office) -> None:
    """A few pieces of a receipt go back to the supplier."""
    for receipt in office.papers("goods_receipt", 9):
        chance = office.plan.chance("bad", receipt.id)
        if chance.random() > 0.04 or not office.due([receipt], "bad day", 1, 8):
            continue
        row = chance.choice(receipt.lines)
        ware, store = office.wares.get(row.item_id), receipt.warehouse_id
        taken = office.take(ware, store, Decimal(1)) if ware else ZERO
        if taken:
            data = office.filled(receipt, "supplier_return")
            data["lines"] = only(data.get("lines", ()), row.item_id, taken)
            if data["lines"]:
                office.paper("supplier_return", office.at(10), data)


def receive(
    office: Office,
    supplier: Trader,
    lines: list[Data],
    *,
    order: Any = None,
    store: str = "main",
    hour: int = 9,
    late: bool = False,
) -> None:
    """A receipt of goods; `late` dates it a day back."""
    at = office.at(hour) - timedelta(days=1 if late else 0)
    place = office.plan.stores[store]
    data: Data = {**_head(supplier), "warehouse": str(place), "lines": lines}
    if order is not None:
        data |= {"supplier_order": str(order.id), "based_on": str(order.id)}
    receipt = office.paper("goods_receipt", at, data)
    if receipt is not None and receipt.posted:
        for row in receipt.lines:
            office.put(row.item_id, place, row.base_quantity)


def brought_by(office: Office, supplier: Trader) -> list[Ware]:
    """The goods of a supplier's groups that are his: each item has one supplier."""
    rivals = [one for one in office.plan.suppliers if one.groups == supplier.groups]
    place = rivals.index(supplier)
    wares = [one for one in office.plan.wares if one.goods.group in supplier.groups]
    return wares[place :: len(rivals)]


def line_of(office: Office, ware: Ware, quantity: Decimal) -> Data:
    """A row of an order or a receipt at today's price."""
    price = market.grown(ware.goods.cost, office.plan.opened, office.day)
    return {"item": str(ware.id), "quantity": str(quantity), "price": str(price)}


def only(lines: Sequence[Data], item_id: Any, quantity: Decimal) -> list[Data]:
    """Of filled rows the first of an item, with another quantity; none where it has no row."""
    kept = ("item", "variant", "unit", "price")
    rows = [one for one in lines if str(one["item"]) == str(item_id)]
    return [
        {**{name: row[name] for name in kept if name in row}, "quantity": str(quantity)}
        for row in rows[:1]
    ]


def _head(supplier: Trader) -> Data:
    return {"party": str(supplier.id), "contract": str(supplier.contract), "currency": "RUB"}


def _need(ware: Ware, office: Office, days: float) -> Decimal:
    """What is sold of an item in some days, as it goes at this time of the year."""
    daily = 0.25 * min(ware.goods.popularity, 12) * market.season(ware.goods.season, office.day)
    dear = ware.goods.cost > 800  # roubles: what is dear is bought by the piece
    return Decimal(max(2 if dear else 6, round(daily * days * (0.3 if dear else 1.0))))


def _on_order(office: Office) -> dict[Any, Decimal]:
    found: dict[Any, Decimal] = {}
    for order in office.papers("supplier_order", 10, -1):
        if order.due_on > office.day:
            for row in order.lines:
                found[row.item_id] = found.get(row.item_id, ZERO) + row.quantity
    return found


def _brought(chance: Random, quantity: Decimal, *, less: bool) -> Decimal:
    if not less or quantity < 4:
        return quantity
    return Decimal(chance.randint(int(quantity) // 2, int(quantity)))


def lines_for(picked: Iterator[tuple[Ware, Decimal]]) -> list[Data]:
    """Rows of goods without prices: those of the contract are looked up."""
    return [{"item": str(ware.id), "quantity": str(quantity)} for ware, quantity in picked]
