"""Cost through documents: golden cases, corners, re-costing of what a change touches."""

import pytest

from support.cost_firm import Firm, day
from tradepost.plugins.costing.errors import CostUnknown


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
