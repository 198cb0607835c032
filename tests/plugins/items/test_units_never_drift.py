"""Boxes bought, pieces sold, kilograms moved and counted: in base units nothing is ever lost.

The reference is a dictionary of fractions: each row is its quantity times the factor, rounded
half up to a millionth once, and never again.
"""

from decimal import Decimal
from fractions import Fraction as F
from itertools import count
from math import floor

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.trade import day
from tradepost.core import settled_id
from tradepost.plugins.pricing import Priced, price_at

RETAIL = settled_id("price_type", "retail")
FACTORS = {"pcs": F(1), "box": F(12), "kg": F("0.333333")}
STOCK = F(100_000)
NUMBERS = count(1)

units = st.sampled_from(list(FACTORS))
quantities = st.integers(1, 9_999_999).map(lambda n: F(n, 1000))
deeds = st.tuples(
    st.sampled_from(["buy", "sell", "return", "move", "count", "again"]), units, quantities
)
unhurried = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def D(fraction):
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)


def in_base(quantity, unit):
    """So many millionths of a base unit, half up."""
    return F(floor(quantity * FACTORS[unit] * 10**6 + F(1, 2)), 10**6)


class Store:
    """An item of its own in two warehouses, and beside it the reference."""

    def __init__(self, shop):
        self.shop, self.code = shop, f"G{next(NUMBERS)}"
        rows = [{"unit": u, "factor": str(D(f))} for u, f in FACTORS.items() if u != "pcs"]
        self.item = shop.item(self.code, units=rows)
        if shop.key("warehouse", "02") is None:
            shop.add("warehouse", code="02", name="Second")
        self.held = {"01": F(0), "02": F(0)}
        self.sold, self.papers, self.moment = [], [], 0
        self.buy("pcs", STOCK)

    def row(self, unit, quantity, **more):
        return {"item": self.code, "unit": unit, "quantity": str(D(quantity)), **more}

    def paper(self, kind, unit, quantity, **data):
        self.moment += 1
        at = day(1 + self.moment // 20, self.moment % 20)
        row = (
            self.row(unit, quantity, price="2") if kind != "transfer" else self.row(unit, quantity)
        )
        key = self.shop.paper(kind, at, warehouse="01", lines=[row], **data)
        self.papers.append((kind, key))
        return key

    def buy(self, unit, quantity):
        self.paper("goods_receipt", unit, quantity, party="S")
        self.held["01"] += in_base(quantity, unit)

    def sell(self, unit, quantity):
        if in_base(quantity, unit) <= self.held["01"]:
            key = self.paper("shipment", unit, quantity, party="C")
            self.held["01"] -= in_base(quantity, unit)
            self.sold.append((key, unit, quantity))

    def back(self, _unit, _quantity):
        if self.sold:
            key, unit, quantity = self.sold.pop()
            self.moment += 1
            at = day(1 + self.moment // 20, self.moment % 20)
            self.shop.make("shipment", "customer_return", key, at)
            self.held["01"] += in_base(quantity, unit)

    def move(self, unit, quantity):
        if in_base(quantity, unit) <= self.held["01"]:
            self.paper("transfer", unit, quantity, to_warehouse="02")
            self.held["01"] -= in_base(quantity, unit)
            self.held["02"] += in_base(quantity, unit)

    def count(self, unit, quantity):
        """What is found is brought into the books, whatever unit it was counted in."""
        self.moment += 1
        at = day(1 + self.moment // 20, self.moment % 20)
        row = {"item": self.code, "unit": unit, "counted": str(D(quantity))}
        key = self.shop.paper("stock_count", at, warehouse="01", lines=[row])
        over = in_base(quantity, unit) - self.held["01"]
        if over:
            target = "surplus_entry" if over > 0 else "write_off"
            data = self.shop.fill("stock_count", target, key)
            if target == "surplus_entry":
                data["lines"] = [{**line, "amount": "1"} for line in data["lines"]]
            self.shop.paper(target, at, **data)
        self.held["01"] += over

    def again(self, _unit, _quantity):
        """A paper taken back and posted again changes nothing."""
        kind, key = self.papers[-1]
        self.shop.repost(kind, key, comment="again")


WORDS = {
    "buy": Store.buy, "sell": Store.sell, "return": Store.back, "move": Store.move,
    "count": Store.count, "again": Store.again,
}  # fmt: skip


@unhurried
@given(st.lists(deeds, min_size=2, max_size=8))
def test_stock_in_base_units_is_the_sum_of_what_came_and_went(shop, lived):
    store = Store(shop)
    for word, unit, quantity in lived:
        WORDS[word](store, unit, quantity)
    for warehouse, meant in store.held.items():
        found = shop.balance("stock_on_hand", item=store.code, warehouse=warehouse)
        assert F(found) == meant
    cost = shop.balance("cost_batches", item=store.code)
    assert F(cost) == sum(store.held.values())


@unhurried
@given(units, st.lists(units, min_size=1, max_size=4), st.integers(1, 5000), st.data())
def test_an_order_shipped_in_other_units_ends_at_nothing(shop, ordered, shipped, much, data):
    store = Store(shop)
    whole = in_base(F(much), ordered)
    rows = [store.row(ordered, F(much), price="10")]
    order = shop.paper("customer_order", day(20), party="C", warehouse="01", lines=rows)
    left = whole
    for place, unit in enumerate(shipped, start=1):
        most = int(left / FACTORS[unit])
        if most < 1:
            continue
        part = F(data.draw(st.integers(1, most)))
        if in_base(part, unit) > left:
            continue
        rows = [store.row(unit, part, price="1")]
        shop.paper("shipment", day(20, 9 + place), party="C", warehouse="01",
                   customer_order=str(order), lines=rows)  # fmt: skip
        left -= in_base(part, unit)
        assert F(shop.balance("customer_orders", order=order)) == left
    if left:
        rows = [store.row("pcs", left, price="1")]
        shop.paper("shipment", day(21), party="C", warehouse="01",
                   customer_order=str(order), lines=rows)  # fmt: skip
    assert shop.rows("customer_orders", order=order) == []


@unhurried
@given(st.integers(1, 10_000_000), st.sampled_from(["0.01", "0.05", "0.5", "1"]))
def test_a_price_of_a_unit_is_that_of_a_piece_times_its_factor(shop, kopecks, step):
    store = Store(shop)
    shop.change("price_type", RETAIL, rounding=step)
    price = F(kopecks, 100)
    rows = [{"item": store.code, "price": str(D(price))}]
    shop.paper("price_setting", day(2), price_type=str(RETAIL), lines=rows)
    keys = {unit: Priced(store.item, None, shop.key("unit", unit)) for unit in FACTORS}
    found = shop.read(price_at, RETAIL, list(keys.values()), day(3))
    assert F(found[keys["pcs"]]) == price  # as it was entered
    for unit in ("box", "kg"):
        steps = price * FACTORS[unit] / F(step)
        meant = F(floor(steps + F(1, 2))) * F(step)
        assert F(found.get(keys[unit], Decimal(0))) == meant


@unhurried
@given(units, st.integers(1, 1_000_000), quantities)
def test_a_price_set_for_a_unit_is_the_price_of_that_unit(shop, unit, kopecks, quantity):
    store = Store(shop)
    shop.change("price_type", RETAIL, rounding="0.01")
    price = F(kopecks, 100)
    rows = [{"item": store.code, "unit": unit, "price": str(D(price))}]
    shop.paper("price_setting", day(2), price_type=str(RETAIL), lines=rows)
    order = shop.draft(
        "customer_order", day(3), party="C", warehouse="01", price_type="retail",
        lines=[store.row(unit, quantity)],
    )  # fmt: skip
    [line] = shop.document("customer_order", order, "lines")
    assert F(line.price) == price
    assert F(line.amount) == F(floor(price * quantity * 100 + F(1, 2)), 100)
    assert F(line.base_quantity) == in_base(quantity, unit)
