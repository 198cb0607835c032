"""The rigs for a few seconds each: they stay whole, and each can go red."""

from types import SimpleNamespace

import pytest

from rigs import (
    catalogue,
    concurrency,
    copies,
    costs,
    hands,
    kills,
    oracles,
    reserves,
    syscalls,
    toy_shop,
)
from rigs.figures import Figure, Findings, page

pytestmark = pytest.mark.rig


@pytest.fixture
def shop(bases):
    return lambda: bases.like("rig_shop", toy_shop.make_shop)


def test_many_posters_oversell_nothing(shop):
    found = concurrency.run(shop(), seed=1, seconds=3, posters=4)
    assert found.faults == []
    assert found.done > 10


@pytest.mark.parametrize("bug", [concurrency.no_guard, concurrency.lost_total])
def test_the_checker_sees_a_planted_bug(shop, bug):
    assert concurrency.run(shop(), seed=1, seconds=3, posters=4, bug=bug).faults


def test_a_killed_poster_leaves_all_or_nothing(shop):
    found = kills.run(shop(), seed=1, seconds=2, least=10)
    assert found.faults == []
    assert found.done >= 10


def test_kills_tear_what_is_not_one_transaction(shop):
    assert kills.run(shop(), seed=1, seconds=1, least=200, bug=True).faults


def test_a_poster_killed_at_any_call_leaves_all_or_nothing(shop):
    found = syscalls.run(shop, step=7)
    assert found.faults == []
    assert found.done > 2


def test_calls_tear_what_is_not_one_transaction(shop):
    assert syscalls.run(shop, bug=True).faults


def test_a_backup_under_load_is_one_sound_moment(bases):
    found = copies.run(bases, seed=1, seconds=2)
    assert found.faults == []
    assert found.done >= 1
    assert copies.run(bases, seed=1, seconds=1, bug=True).faults


def test_ten_pieces_are_promised_or_shipped_once_and_nobody_stops_another(bases):
    url = bases.like("rig_reserve", reserves.make_race)
    found = reserves.run(url, seed=1, buyers=6, attempts=reserves.QUIET + 12)
    assert found.faults == []
    assert found.done == 6 * (reserves.QUIET + 12)


@pytest.mark.parametrize("bug", reserves.BUGS)
def test_more_promises_than_goods_are_noticed(bases, bug):
    url = bases.like("rig_reserve", reserves.make_race)
    attempts = reserves.QUIET + reserves.SHORT
    assert reserves.run(url, seed=1, buyers=4, attempts=attempts, bug=bug).faults


@pytest.mark.parametrize("bug", costs.BUGS)
def test_a_planted_bug_of_cost_is_noticed(bases, bug):
    assert costs.caught(bases, bug, seed=1)


@pytest.mark.parametrize("bug", oracles.PRICE_BUGS)
def test_a_planted_bug_of_prices_is_noticed(bases, bug):
    assert hands.caught(oracles.Prices, bases, bug, seed=1)


@pytest.mark.parametrize("bug", oracles.RESERVE_BUGS)
def test_a_planted_bug_of_promises_is_noticed(bases, bug):
    assert hands.caught(oracles.Reserves, bases, bug, seed=1)


class Told:
    """Histories that are told at once, every hundredth of them false."""

    a_base, deeds = 250, "nothing"

    @staticmethod
    def opened(_bases):
        return SimpleNamespace(close=lambda: None)

    @staticmethod
    def faults(_house, seed):
        return ["false"] if seed % 100 == 0 else []


@pytest.mark.parametrize("many", [1, 3])
def test_all_histories_happen_once_however_many_hands_share_them(many):
    found = hands.run(Told, None, seed=1, count=1000, hands=many)
    alone = hands.run(Told, None, seed=1, count=1000, hands=1)
    assert found.done == 1000
    assert sorted(found.faults) == sorted(alone.faults)
    assert found.faults


def test_a_history_that_breaks_is_a_fault():
    broken = SimpleNamespace(
        opened=Told.opened, faults=lambda _house, _seed: 1 / 0, a_base=9, deeds=""
    )
    found = hands.run(broken, None, seed=1, count=3, hands=2)
    assert "ZeroDivisionError" in found.faults[0]


def test_a_line_of_the_report_says_whether_the_control_went_red():
    green = Figure("kill.sqlite", "kills", 7, Findings(100), Findings(3))
    red = Figure("kill.sqlite", "kills", 7, Findings(100), Findings(3, ["torn"]))
    assert green.line() == "kill.sqlite 0 faults/100-kills <=0 FAIL seed=7 control=GREEN"
    assert red.line() == "kill.sqlite 0 faults/100-kills <=0 PASS seed=7 control=RED"
    assert not green.passed
    assert not Figure("kill.sqlite", "kills", 7, Findings(0), Findings(3, ["torn"])).passed


def test_the_page_tells_what_was_seen():
    figure = Figure(
        "kill.sqlite", "kills", 7, Findings(100, told="9 confirmed"), Findings(3, ["x"])
    )
    told = page([figure], {"kill": "It is killed.\n\nMore."}, "2 processors", "2026-11-27")
    assert "| kill.sqlite | 100 kills | 0 | 9 confirmed | red | 2026-11-27, seed 7 |" in told
    assert "2 processors" in told
    assert "It is killed." in told


def test_the_page_keeps_what_was_seen_of_other_rigs():
    told = lambda name, done: Figure(name, "kills", 7, Findings(done), Findings(3, ["x"]))
    purposes = {"kill": "It is killed.", "race": "They race."}
    old = [told("kill.sqlite", 1), told("race.sqlite", 2), told("gone.sqlite", 3)]
    before = page(old, purposes | {"gone": "No more."}, "", "yesterday")
    after = page([told("race.sqlite", 4)], purposes, "", "today", before)
    assert "| kill.sqlite | 1 kills | 0 |  | red | yesterday, seed 7 |" in after
    assert "| race.sqlite | 4 kills | 0 |  | red | today, seed 7 |" in after
    assert "gone" not in after


def test_every_rig_says_what_it_is_for():
    assert all(one.__doc__ for one in catalogue.RIGS.values())
