"""The rigs for a few seconds each: they stay whole, and each can go red."""

import pytest

from rigs import catalogue, concurrency, copies, costs, kills, syscalls, toy_shop
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


@pytest.mark.parametrize("bug", costs.BUGS)
def test_a_planted_bug_of_cost_is_noticed(bases, bug):
    assert costs.caught(bases, bug, seed=1)


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
    told = page([figure], {"kill": "It is killed.\n\nMore."}, "2 processors")
    assert "| kill.sqlite | 100 kills | 0 | 9 confirmed | red |" in told
    assert "script/rigs kill --seed 7" in told
    assert "2 processors" in told
    assert "It is killed." in told


def test_every_rig_says_what_it_is_for():
    assert all(one.__doc__ for one in catalogue.RIGS.values())
