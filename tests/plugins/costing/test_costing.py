"""Cost through documents: golden cases, and random histories against the slow oracle."""

import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from support.cost_oracle import Oracle
from tradepost.core.errors import Refusal
from tradepost.core.posting import readings, service, verify
from tradepost.core.records.read import must_find
from tradepost.core.records.write import save
from tradepost.plugins.costing import CostBatches, CostOfSales
from tradepost.plugins.costing.errors import CostUnknown

D = Decimal
START = datetime(2026, 3, 1, 9, tzinfo=UTC)


class Firm:
    """A firm with two warehouses and two items, told what to do in few words."""

    def __init__(self, house, method="fifo"):
        self.house = house
        with house.work() as work:
            put = lambda what, **data: save(work, what, data)
            self.firm = put("organisation", name="Firm", currency="RUB", cost_method=method).id
            self.places = [put("warehouse", name=f"Store {n}").id for n in range(2)]
            self.items = [
                put("item", name=f"Tea {n}", unit="pcs", kind="goods").id for n in range(2)
            ]
            self.supplier = put("party", name="Supplier", is_supplier=True).id
            self.customer = put("party", name="Customer", is_customer=True).id

    def document(self, kind, at, rows, place=0, **more):
        lines = [
            {"item": str(self.items[item]), "quantity": str(quantity)}
            | ({} if price is None else {"price": str(price)})
            for item, quantity, price in rows
        ]
        data = {"organisation": str(self.firm), "moment": at.isoformat(), "lines": lines}
        data |= {"warehouse": str(self.places[place]), **more}
        with self.house.work() as work:
            document = save(work, kind, data)
            service.post(work, document)
        return document.id

    def receive(self, at, quantity, price, item=0, place=0):
        party = {"party": str(self.supplier), "currency": "RUB"}
        return self.document("goods_receipt", at, [(item, quantity, price)], place, **party)

    def sell(self, at, quantity, item=0, place=0):
        party = {"party": str(self.customer), "currency": "RUB"}
        return self.document("shipment", at, [(item, quantity, 200)], place, **party)

    def take_back(self, at, quantity, sale, item=0, place=0):
        more = {"party": str(self.customer), "currency": "RUB"}
        if sale:
            more["shipment"] = str(sale)
        return self.document("customer_return", at, [(item, quantity, 200)], place, **more)

    def move(self, at, quantity, item=0, place=0):
        to = {"to_warehouse": str(self.places[1 - place])}
        return self.document("transfer", at, [(item, quantity, None)], place, **to)

    def write_off(self, at, quantity, item=0, place=0):
        return self.document("write_off", at, [(item, quantity, None)], place)

    def unpost(self, kind, key):
        with self.house.work() as work:
            service.unpost(work, must_find(work, self.house.schema.documents[kind], key))

    def value(self, item=0, place=0):
        where = {"item": self.items[item], "warehouse": self.places[place]}
        with self.house.work(reads_only=True) as work:
            rows = readings.balance(work, CostBatches, by=(), where=where)
        return rows[0]["amount"] if rows else D(0)

    def cost_of_sales(self, item=0):
        with self.house.work(reads_only=True) as work:
            rows = readings.turnover(work, CostOfSales, by=(), where={"item": self.items[item]})
        return rows[0]["amount"] if rows else D(0)

    def restore(self):
        while True:
            with self.house.work() as work:
                if service.restore_sequence(work) == 0:
                    return

    def faults(self):
        with self.house.work(reads_only=True) as work:
            return verify.broken(work)


def day(n):
    return START + timedelta(days=n)


@pytest.fixture(params=["fifo", "average"])
def method(request):
    return request.param


@pytest.fixture
def firm(trade_house, method):
    return Firm(trade_house, method)


def test_the_golden_case(firm, method):
    firm.receive(day(0), 10, 100)
    firm.receive(day(1), 10, 120)
    sale = firm.sell(day(2), 15)
    cost, left, back = {"fifo": (1600, 600, 360), "average": (1650, 550, 330)}[method]
    assert (firm.cost_of_sales(), firm.value()) == (cost, left)
    firm.take_back(day(3), 3, sale)
    assert (firm.cost_of_sales(), firm.value()) == (cost - back, left + back)
    assert firm.faults() == []


def test_a_transfer_carries_its_cost(firm, method):
    firm.receive(day(0), 10, 100)
    firm.receive(day(1), 10, 120)
    firm.move(day(2), 15)
    moved = {"fifo": 1600, "average": 1650}[method]
    assert (firm.value(), firm.value(place=1)) == (2200 - moved, moved)
    firm.sell(day(3), 15, place=1)
    assert firm.cost_of_sales() == moved
    assert firm.faults() == []


def test_the_last_piece_sweeps_the_kopecks(firm):
    firm.receive(day(0), 3, "33.333333")
    for n in range(3):
        firm.sell(day(1 + n), 1)
    assert firm.value() == 0
    assert firm.cost_of_sales() == 100
    assert firm.faults() == []


def test_a_return_without_its_sale_is_refused(firm):
    with pytest.raises(CostUnknown):
        firm.take_back(day(0), 1, None)


def test_a_return_into_another_store_follows_the_restated_sale(firm, method):
    firm.receive(day(5), 10, 100)
    sale = firm.sell(day(6), 4)
    firm.take_back(day(7), 2, sale, place=1)
    firm.receive(day(0), 10, 50)
    firm.restore()
    wanted = {"fifo": (200 - 100, 100), "average": (300 - 150, 150)}[method]
    assert (firm.cost_of_sales(), firm.value(place=1)) == wanted
    assert firm.faults() == []


@pytest.mark.parametrize("seed", range(4))
def test_random_histories_equal_the_oracle(firm, method, seed):
    chance = random.Random(seed)
    events, sales = [], []
    for _n in range(40):
        firm_event(firm, chance, events, sales)
    firm.restore()
    oracle = Oracle(method, events)
    for item in range(2):
        assert firm.cost_of_sales(item) == oracle.cost_of_sales(item)
        for place in range(2):
            assert firm.value(item, place) == oracle.value(item, place), (item, place)
    assert firm.faults() == []


def firm_event(firm, chance, events, sales):
    """One random act at a random moment; what the house refuses leaves no event."""
    at = day(chance.randrange(20)) + timedelta(minutes=chance.randrange(600))
    item, place = chance.randrange(2), chance.randrange(2)
    quantity = D(chance.randrange(1, 9))
    do = chance.choice(
        ["receipt", "receipt", "shipment", "shipment", "transfer", "write_off", "back"]
    )
    event = {"moment": at, "do": do, "item": item, "place": place, "quantity": quantity}
    try:
        if do == "receipt":
            price = D(chance.randrange(1, 10_000)) / 100
            event["amount"] = (price * quantity).quantize(D("0.01"))
            event["id"] = firm.receive(at, quantity, price, item, place)
        elif do == "shipment":
            event["id"] = firm.sell(at, quantity, item, place)
            sales.append(event)
        elif do == "transfer":
            event["id"] = firm.move(at, quantity, item, place)
            event["to"] = 1 - place
        elif do == "write_off":
            event["id"] = firm.write_off(at, quantity, item, place)
        elif sales:
            sale = chance.choice(sales)
            event |= {"of": sale["id"], "item": sale["item"]}
            event["moment"] = sale["moment"] + timedelta(minutes=chance.randrange(1, 5000))
            event["id"] = firm.take_back(
                event["moment"], quantity, sale["id"], sale["item"], place
            )
        else:
            return
    except Refusal:
        return
    events.append(event)
