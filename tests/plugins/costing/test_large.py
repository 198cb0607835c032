"""The close of a month in which much has moved: in the background, step by step."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from support.cost_firm import MONTHS, Firm, day, lived
from tradepost.core import jobs
from tradepost.core.jobs.job import CANCELLED, DONE, RUNNING, JobRow
from tradepost.core.jobs.running import run_due
from tradepost.core.posting import readings, sequence
from tradepost.core.records.read import must_find
from tradepost.plugins.costing import (
    CostAdjustment,
    CostBatches,
    CostOfSales,
    extent,
    large,
    panels,
)
from tradepost.plugins.costing import recosting as recosting_

GOODS = 6


@pytest.fixture
def firm(trade_house, monkeypatch):
    """A firm whose months are large, with a sale of each of its goods at a passing cost."""
    monkeypatch.setattr(extent, "AT_ONCE", 3)
    monkeypatch.setattr(recosting_, "MOST_KEYS", 2)
    firm = Firm(trade_house, "month_average", goods=GOODS)
    firm.sales = []
    for item in range(GOODS):
        firm.receive(day(1), 10, 100, item)
        firm.sales.append(firm.sell(day(2), 5, item))
        firm.receive(day(3), 10, 120, item)
    return firm


def costs(firm):
    return [firm.cost_of(sale, item) for item, sale in enumerate(firm.sales)]


def row(firm):
    with firm.house.work(reads_only=True) as work:
        found = select(JobRow).where(JobRow.name == large.CLOSE.name)
        (one,) = work.session.scalars(found).all()
        work.session.expunge(one)
        return one


def stale(firm):
    with firm.house.work(reads_only=True) as work:
        return sequence.is_stale(work, CostBatches)


def close(firm):
    """Close the month and let only that wait in the queue."""
    key = firm.close(MONTHS[0])
    with firm.house.work() as work:
        others = select(JobRow).where(JobRow.name != large.CLOSE.name)
        for one in work.session.scalars(others):
            work.session.delete(one)
    return key


def told(firm, key):
    with firm.house.work(reads_only=True) as work:
        state, _corrected = panels.panels(work, must_find(work, CostAdjustment, key))
    return state.rows[0][0].into("en")


def test_a_large_month_is_closed_step_by_step(firm):
    key = close(firm)
    assert costs(firm) == [500] * GOODS
    assert stale(firm)
    assert told(firm, key) == "Being worked out: 0 of 0"
    done = []
    while stale(firm):
        assert run_due(firm.house, 1)
        done.append(told(firm, key))
    assert done == ["Being worked out: 2 of 6", "Being worked out: 4 of 6", "Up to date"]
    assert row(firm).state == DONE
    assert costs(firm) == [550] * GOODS
    assert firm.faults() == []


def test_it_comes_to_the_same_as_at_once(firm, monkeypatch):
    key = close(firm)
    firm.restore()
    by_steps = written(firm, key)
    firm.unpost("cost_adjustment", key)
    assert costs(firm) == [500] * GOODS
    firm.restore()
    monkeypatch.setattr(extent, "AT_ONCE", 1000)
    firm.post("cost_adjustment", key)
    assert written(firm, key) == by_steps
    assert firm.faults() == []


def written(firm, key):
    with firm.house.work(reads_only=True) as work:
        return {
            (one.kind, row["item"], row["amount"])
            for one in (CostOfSales, CostBatches)
            for row in readings.movements(work, one, recorder=key)
        }


@pytest.mark.parametrize("at", [1, 2, 3])
def test_killed_in_the_middle_it_goes_on_behind_the_last_step(firm, monkeypatch, at):
    close(firm)
    killed = Killed(at)
    with monkeypatch.context() as patched:
        patched.setattr(recosting_.sequence, "settle", killed)
        with pytest.raises(KeyboardInterrupt):
            while True:
                run_due(firm.house, 1)
    assert costs(firm) == [550] * 2 * (at - 1) + [500] * (GOODS - 2 * (at - 1))
    assert stale(firm) and row(firm).state == RUNNING
    firm.house.clock.moment += large.CLOSE.lease + timedelta(minutes=1)
    while stale(firm):
        assert run_due(firm.house, 1)
    assert costs(firm) == [550] * GOODS
    assert firm.faults() == []


class Killed:
    """The process ends in the middle of a step, when all of it is written and nothing durable."""

    def __init__(self, at):
        self.left, self.settle = at, sequence.settle

    def __call__(self, *given):
        self.left -= 1
        if not self.left:
            raise KeyboardInterrupt
        self.settle(*given)


def test_a_cancelled_close_is_gone_on_with_or_taken_back(firm):
    key = close(firm)
    run_due(firm.house, 1)
    with firm.house.work() as work:
        assert jobs.cancel(work, row(firm).id)
    assert row(firm).state == CANCELLED
    assert stale(firm)
    assert told(firm, key).startswith("Not finished")
    firm.unpost("cost_adjustment", key)
    firm.restore()
    assert costs(firm) == [500] * GOODS and not stale(firm)
    firm.post("cost_adjustment", key)
    firm.restore()
    assert costs(firm) == [550] * GOODS
    assert firm.faults() == []


def test_posted_again_it_keeps_what_it_has_and_goes_on(firm):
    key = close(firm)
    run_due(firm.house, 1)
    firm.post("cost_adjustment", key)
    assert sorted(costs(firm)) == [500] * 4 + [550] * 2
    firm.restore()
    assert costs(firm) == [550] * GOODS
    assert firm.faults() == []


def test_only_goods_that_moved_in_the_month_are_worked_out(firm):
    firm.receive(MONTHS[1] + timedelta(days=1), 10, 100, 0, 1)
    key = close(firm)
    with firm.house.work(reads_only=True) as work:
        found = extent.moved_keys(work, must_find(work, CostAdjustment, key))
    assert {one[2] for one in found} == {firm.places[0]}
    assert {one[0] for one in found} == set(firm.items)


@pytest.mark.parametrize("seed", range(3))
def test_histories_of_large_months_equal_the_oracle(trade_house, monkeypatch, seed):
    monkeypatch.setattr(extent, "AT_ONCE", 0)
    monkeypatch.setattr(recosting_, "MOST_KEYS", 2)
    assert lived(trade_house, 100 + seed, "month_average").differences() == []
