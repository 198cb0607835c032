"""What goods would cost a document is what they cost once it is posted, by every policy."""

from decimal import Decimal
from random import Random

import pytest

from support.cost_firm import METHODS, MONTHS, Firm, day
from tradepost.core.records.read import must_find
from tradepost.core.records.write import save
from tradepost.plugins.costing import WantedGoods, expected_costs

D = Decimal
ANY = -1


def wanted_by(firm, document, place=0):
    """What the rows of a document want; of any place for ANY."""
    warehouse = None if place == ANY else firm.places[place]
    return [
        WantedGoods(row.item_id, row.variant_id, row.base_quantity, warehouse)
        for row in document.lines
    ]


def expected(firm, at, *quantities, item=0, place=0):
    """What quantities would cost a new shipment; nothing of it is kept."""
    rows = [
        {"item": str(firm.items[item]), "quantity": str(n), "price": "200"} for n in quantities
    ]
    data = {
        "organisation": str(firm.firm), "moment": at.isoformat(), "lines": rows, "currency": "RUB",
        "party": str(firm.customer), "warehouse": str(firm.places[max(place, 0)]),
    }  # fmt: skip
    with firm.house.work() as work:
        document = save(work, "shipment", data)
        found = expected_costs(work, document, wanted_by(firm, document, place))
        document.deleted = True
    return found


def lying(trade_house, method, **more):
    """10 at 100, then 10 at 130 and 10 at 160."""
    firm = Firm(trade_house, method, **more)
    for n, price in enumerate((100, 130, 160), start=1):
        firm.receive(day(n), 10, price)
    return firm


@pytest.mark.parametrize(
    ("method", "costs"),
    [
        ("fifo", [1260, 1360, 1600]),  # 10@100 and 2@130, 8@130 and 2@160, 8@160 and 2 beyond
        ("lifo", [1860, 1240, 1000]),  # 10@160 and 2@130, 8@130 and 2@100, 8@100 and 2 beyond
        ("average", [1560, 1300, 1300]),
        ("month_average", [1560, 1300, 1300]),
    ],
)
def test_rows_take_one_after_another_what_the_policy_says(trade_house, method, costs):
    firm = lying(trade_house, method)
    assert expected(firm, day(9), 12, 10, 10) == costs


def test_what_counts_is_the_moment_of_the_document(trade_house):
    firm = lying(trade_house, "average")
    assert expected(firm, day(1), 1) == [100]
    assert expected(firm, day(2), 1) == [115]
    firm.policy(MONTHS[1], "fifo")
    firm.receive(day(35), 10, 500)
    assert expected(firm, day(30), 1) == [130]
    assert expected(firm, day(36), 31) == [4400]  # what is left of the month is the first batch
    assert expected(firm, day(0), 1) == [None]
    assert expected(firm, day(9), 1, item=1) == [None]


@pytest.mark.parametrize("wide", [False, True])
def test_what_counts_is_the_warehouse_unless_cost_is_one_for_all(trade_house, wide):
    firm = Firm(trade_house, "lifo", wide=wide)
    firm.receive(day(1), 10, 100)
    firm.receive(day(2), 10, 300, place=1)
    assert expected(firm, day(3), 1) == [300 if wide else 100]
    assert expected(firm, day(3), 1, place=1) == [300]
    assert expected(firm, day(3), 1, place=2) == [300 if wide else None]
    assert expected(firm, day(3), 11, place=ANY) == [3100]


def test_what_the_document_has_taken_itself_is_there_for_it(trade_house):
    firm = lying(trade_house, "fifo")
    sale = firm.sell(day(5), 12)
    with firm.house.work(reads_only=True) as work:
        document = must_find(work, firm.house.schema.documents["shipment"], sale)
        assert expected_costs(work, document, wanted_by(firm, document)) == [firm.cost_of(sale)]


@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize("method", METHODS)
def test_by_chance_it_is_what_posting_comes_to(trade_house, method, wide):
    chance = Random(f"{method} {wide}")
    firm = Firm(trade_house, method, wide=wide)
    left, compared = [D(0), D(0)], 0
    for n in range(1, 26):
        at, place = day(n), chance.randrange(2)
        quantity = min(D(chance.randint(1, 9)), left[place])
        if quantity and chance.random() < 0.7:
            [cost] = expected(firm, at, quantity, place=place)
            assert firm.cost_of(firm.sell(at, quantity, place=place)) == cost
            left[place] -= quantity
            compared += 1
        else:
            brought = D(chance.randint(5, 20))
            firm.receive(at, brought, chance.randint(50, 150), place=place)
            left[place] += brought
    assert compared > 5
