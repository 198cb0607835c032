"""Totals are locked in an order of their own, whatever order a settings file names plugins in."""

import random
import re
import threading

import pytest
from sqlalchemy import event

from support.catalogs import catalog_house
from support.trade import TRADE, Shop, day, make_trade
from support.whole import ON
from tradepost.core.house import House
from tradepost.core.posting import service
from tradepost.core.posting.order import READ, hold_totals, lock_place, turns
from tradepost.core.settings import Settings
from tradepost.plugins.costing import CostBatches
from tradepost.plugins.purchasing.models import SupplierOrders
from tradepost.plugins.stock import StockOnHand

LOCKING = re.compile(r"(\w+)_total\b.*(?:FOR UPDATE|WHERE false)", re.DOTALL)


@pytest.fixture
def whole_house(tmp_path):
    """Makes houses of plugins in a given order; their base is never opened."""
    return lambda on: House(Settings(tuple(on)), f"sqlite:///{tmp_path}/none.sqlite")


def started(house):
    """The plugins in the order they are asked while a document is posted."""
    return sorted(house.turns, key=house.turns.get)


# --- the order itself -------------------------------------------------------------------------


def test_plugins_are_asked_in_one_order_however_they_are_named(whole_house):
    first = whole_house(ON)
    for seed in range(5):
        other = list(ON)
        random.Random(seed).shuffle(other)
        house = whole_house(other)
        assert started(house) == started(first)
        for name in house.turns:
            needs = house.plugins.records[name].needs
            assert all(house.turns[one] < house.turns[name] for one in needs)


def test_two_plugins_have_the_same_order_whatever_else_is_on(whole_house):
    whole, fewer = whole_house(ON), whole_house(TRADE)
    assert len(fewer.turns) < len(whole.turns)
    assert started(fewer) == [name for name in started(whole) if name in fewer.turns]


def test_hooks_ask_for_registers_in_the_order_of_these(whole_house):
    house = whole_house(ON)
    read = [one for one in house.schema.balances.values() if lock_place(one)[0] == READ]
    named = {
        one.plugin for one in read if "reservations" not in house.plugins.records[one.plugin].needs
    }
    placed = [one.plugin for one in sorted(read, key=lock_place) if one.plugin in named]
    assert list(dict.fromkeys(placed)) == [one for one in started(house) if one in named]
    assert len({lock_place(one)[:2] for one in read}) == len(read), "each says where it stands"


def test_what_lies_around_a_register_is_locked_before_it(whole_house):
    bound = [one for one in whole_house(ON).schema.balances.values() if one.within is not None]
    assert bound
    assert all(lock_place(one.within) < lock_place(one) for one in bound)


def test_a_plugin_comes_after_the_registers_of_those_it_needs():
    found = turns({"b": (), "a": (), "c": ("b",)}, [SupplierOrders, CostBatches])
    assert sorted(found, key=found.get) == ["a", "b", "c"]
    needs = {"purchasing": (), "costing": (), "late": ("purchasing",)}
    found = turns(needs, [SupplierOrders, CostBatches])
    assert sorted(found, key=found.get) == ["costing", "purchasing", "late"]


# --- the locks that are taken -----------------------------------------------------------------


class Locks:
    """The totals a house locks, in the order it does so."""

    def __init__(self, engine):
        self.taken, self.me = [], threading.get_ident()
        event.listen(engine, "before_cursor_execute", self)

    def __call__(self, _connection, _cursor, statement, *_more):
        found = LOCKING.search(statement)
        if found and threading.get_ident() == self.me:
            self.taken.append(found[1])

    def of(self, do, *args, **data):
        """What is locked while something is done, each once, by its first time."""
        self.taken = []
        key = do(*args, **data)
        return key, list(dict.fromkeys(self.taken))


def trade(house):
    """A business day; answers the totals that were locked by each paper."""
    shop, locks, told = Shop(house), Locks(house.engine), {}

    def note(name, do, *args, **data):
        key, told[name] = locks.of(do, *args, **data)
        return key

    shop.item("TEA")
    place = str(shop.key("warehouse", "01"))
    goods, rows = {"party": "C", "warehouse": "01"}, [("TEA", 5, 90)]
    bought = note(
        "order", shop.paper, "supplier_order", day(1), party="S", lines=[("TEA", 50, 60)]
    )
    wanted = [{"item": "TEA", "quantity": "2", "price": "90", "placement": str(bought)}]
    waits = note("placed", shop.paper, "customer_order", day(1), party="C", lines=wanted)
    note("receipt", shop.make, "supplier_order", "goods_receipt", bought, day(2), warehouse="01")
    kept = [{"item": "TEA", "quantity": "9", "price": "90", "placement": place}]
    ordered = note("reserved", shop.paper, "customer_order", day(3), party="C", lines=kept)
    sold = note("sale", shop.make, "customer_order", "shipment", ordered, day(4), warehouse="01")
    note("return", shop.make, "shipment", "customer_return", sold, day(5))
    loose = note("loose sale", shop.paper, "shipment", day(5), **goods, lines=rows)
    note("again", shop.repost, "shipment", loose, lines=[("TEA", 4, 90)])
    note("back", shop.unpost, "shipment", loose)
    note("closing", shop.make, "customer_order", "order_closing", waits, day(6))
    shop.add("warehouse", code="02", name="Other")
    note(
        "transfer", shop.paper, "transfer", day(6), warehouse="01", to_warehouse="02",
        lines=[("TEA", 1)],
    )  # fmt: skip
    shop.paper("shipment", day(3), **goods, lines=[("TEA", 1, 90)])
    note("anew", shop.do, service.restore_sequence)
    assert shop.broken() == []
    return told


@pytest.mark.only("postgresql")  # on SQLite whoever writes is alone
def test_houses_with_plugins_in_another_order_lock_in_the_same_order(bases):
    told = []
    late = (*(one for one in TRADE if one != "costing"), "costing")
    for on in (TRADE, tuple(reversed(TRADE)), late):
        house = catalog_house(bases.like("trade", make_trade), on)
        told.append(trade(house))
        house.close()
    assert told[0] == told[1] == told[2]
    assert told[0]["sale"] == [
        "costing_cost_batches", "sales_customer_orders", "stock_on_hand",
        "reservations_stock_reserved",
    ]  # fmt: skip


@pytest.mark.only("postgresql")
def test_who_locks_totals_on_his_own_does_so_in_the_same_order(bases):
    house = catalog_house(bases.like("trade", make_trade), TRADE)
    shop, locks = Shop(house), Locks(house.engine)
    shop.item("TEA")
    shop.paper("goods_receipt", day(1), party="S", warehouse="01", lines=[("TEA", 3, 60)])
    with house.work() as work:
        held = (("item_id",), [(shop.key("item", "TEA"),)])
        connection = work.session.connection()
        wanted = {StockOnHand: held, CostBatches: held}
        assert locks.of(hold_totals, connection, wanted)[1] == [
            "costing_cost_batches", "stock_on_hand",
        ]  # fmt: skip
    house.close()
