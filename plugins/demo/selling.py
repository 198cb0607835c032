"""Selling: orders of firms, their shipments, buyers in the shop, what comes back."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

from . import market
from .buying import lines_for, only
from .office import Office
from .plan import Data, Trader, Ware


def take_orders(office: Office) -> None:
    """Firms order for one of the next days."""
    chance = office.chance("orders")
    for _n in range(_busy(chance, office, 5)):
        customer = chance.choices(
            office.plan.customers, [one.size for one in office.plan.customers]
        )[0]
        rows = list(_wanted(office, chance, chance.randint(2, 14), 6))
        due = office.day + timedelta(days=chance.choice((0, 1, 1, 2, 3)))
        data = {**_head(customer), "due_on": due.isoformat(), "lines": lines_for(iter(rows))}
        data["warehouse"] = str(office.plan.stores["main"])
        office.paper("customer_order", office.at(10), data, post=chance.random() > 0.03)


def ship_orders(office: Office) -> None:
    """Ship what is due today, as far as it is there."""
    store = office.plan.stores["main"]
    for order in office.papers("customer_order", 8, -1):
        if order.due_on != office.day:
            continue
        rows = []
        for row in order.lines:
            ware = office.wares[row.item_id]
            taken = office.take(ware, store, row.quantity)
            if taken > 0:
                rows.append(
                    {"item": str(ware.id), "quantity": str(taken), "price": str(row.price)}
                )
        if rows:
            data: Data = {
                "party": str(order.party_id),
                "contract": str(order.contract_id),
                "currency": "RUB",
                "warehouse": str(store),
                "customer_order": str(order.id),
                "based_on": str(order.id),
                "lines": rows,
            }
            office.paper("shipment", office.at(13), data)


def serve_the_shop(office: Office) -> None:
    """Buyers in the shop: they pay at once, most of them in cash."""
    chance, store = office.chance("shop"), office.plan.stores["shop"]
    for _n in range(_busy(chance, office, 4)):
        buyer = chance.choice(office.plan.people)
        rows = []
        for ware, quantity in _wanted(office, chance, chance.randint(1, 6), 1.5):
            taken = office.take(ware, store, quantity)
            if taken > 0:
                rows.append((ware, taken))
        if not rows:
            continue
        data = {**_head(buyer), "warehouse": str(store), "lines": lines_for(iter(rows))}
        sale = office.paper("shipment", office.at(15), data)
        if sale is not None and sale.posted:
            kind = "cash_receipt" if chance.random() < 0.75 else "payment_order"
            office.follow(sale, kind, 15)


def take_back(office: Office) -> None:
    """Some goods come back within ten days; buyers in the shop get their money back."""
    buyers = {one.id for one in office.plan.people}
    for sale in office.papers("shipment", 11):
        chance = office.plan.chance("back", sale.id)
        if chance.random() > 0.03 or not office.due([sale], "back day", 1, 10):
            continue
        row = chance.choice(sale.lines)
        data = office.filled(sale, "customer_return")
        data["lines"] = only(data.get("lines", ()), row.item_id, min(row.quantity, Decimal(1)))
        if not data["lines"]:
            continue
        back = office.paper("customer_return", office.at(16), data)
        if back is not None and back.posted:
            if sale.party_id in buyers:
                office.follow(back, "cash_expense", 16)
            office.put(row.item_id, sale.warehouse_id, min(row.quantity, Decimal(1)))


def _busy(chance: Random, office: Office, mean: float) -> int:
    """How many come on such a day."""
    return max(1, round(chance.gauss(mean, mean / 4) * market.weekday(office.day)))


def _wanted(
    office: Office, chance: Random, count: int, mean: float
) -> Iterator[tuple[Ware, Decimal]]:
    """Goods somebody asks for: popular ones in their season more often, dear ones fewer."""
    wares = office.plan.wares
    weights = [
        min(one.goods.popularity, 12) * market.season(one.goods.season, office.day)
        for one in wares
    ]
    picked: dict[Any, Ware] = {}
    for ware in chance.choices(wares, weights, k=count):
        picked[ware.id] = ware
    for ware in picked.values():
        size = mean * (0.3 if ware.goods.cost > 800 else 1.0)
        yield ware, market.pieces(chance, size, ware.goods.unit)


def _head(trader: Trader) -> Data:
    return {"party": str(trader.id), "contract": str(trader.contract), "currency": "RUB"}
