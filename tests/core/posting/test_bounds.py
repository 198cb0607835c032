"""What is kept back for one is not taken by another: now, back-dated, unposted, at once."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from support.toy_reserves import ToyKept
from support.toy_stock import D, ToyMove, ToyStock, day
from tradepost.core.database.ids import new_id
from tradepost.core.errors import Refusal
from tradepost.core.posting import readings
from tradepost.core.posting.errors import Shortage


@pytest.fixture
def ann():
    return new_id()


@pytest.fixture
def bob():
    return new_id()


def kept(shop, thing=0):
    rows = shop.read(readings.balance, ToyKept, where={"thing": shop.things[thing].id})
    return sum((row["quantity"] for row in rows), D(0))


def test_what_is_kept_is_not_taken_by_others(keeper, ann):
    keeper.move(day(1), (0, 10, 100))
    keeper.keep(day(2), (0, 7), whose=ann)
    with pytest.raises(Shortage) as refused:
        keeper.move(day(3), (0, -4, 40))
    assert refused.value.code == "toy_stock.shortage"
    assert (refused.value.facts["wanted"], refused.value.facts["available"]) == (4, 3)
    keeper.move(day(3), (0, -3, 30))
    assert (keeper.stock(), kept(keeper)) == (7, 7)
    assert keeper.faults() == []


def test_no_more_is_kept_than_there_is(keeper, ann, bob):
    keeper.move(day(1), (0, 10, 100))
    keeper.keep(day(2), (0, 7), whose=ann)
    with pytest.raises(Shortage):
        keeper.keep(day(2), (0, 4), whose=bob)
    keeper.keep(day(2), (0, 3), whose=bob)


def test_one_takes_what_was_kept_for_him_and_no_more(keeper, ann, bob):
    keeper.move(day(1), (0, 10, 100))
    keeper.keep(day(2), (0, 6), whose=ann)
    keeper.keep(day(2), (0, 4), whose=bob)
    keeper.keep(day(3), (0, -6), whose=ann, takes=True)
    assert (keeper.stock(), kept(keeper)) == (4, 4)
    with pytest.raises(Shortage):
        keeper.keep(day(4), (0, -1), whose=ann, takes=True)


def test_the_receipt_of_kept_goods_is_not_unposted(keeper, ann):
    receipt = keeper.move(day(1), (0, 10, 100))
    keep = keeper.keep(day(2), (0, 1), whose=ann)
    with pytest.raises(Shortage):
        keeper.unpost(receipt)
    keeper.let_go(keep)
    keeper.unpost(receipt)
    assert keeper.faults() == []


def test_what_was_kept_meanwhile_is_not_taken_by_a_back_dated_issue(keeper, ann):
    keeper.move(day(1), (0, 10, 100))
    keeper.keep(day(5), (0, 8), whose=ann)
    keeper.keep(day(8), (0, -8), whose=ann)  # let go again: its total is gone
    keeper.move(day(9), (0, 5, 50))
    with pytest.raises(Shortage) as refused:
        keeper.move(day(3), (0, -4, 40))
    assert refused.value.facts["available"] == 2
    keeper.move(day(3), (0, -2, 20))
    keeper.move(day(9), (0, -4, 40))


def test_a_receipt_moved_behind_what_is_kept_is_refused(keeper, ann):
    receipt = keeper.move(day(1), (0, 10, 100))
    keeper.keep(day(5), (0, 1), whose=ann)

    def later(move: ToyMove):
        move.moment = day(6)

    with pytest.raises(Shortage):
        keeper.again(receipt, later)


def test_goods_nobody_keeps_back_cost_two_statements(keeper, ann):
    from sqlalchemy import event

    said = []
    keeper.move(day(1), (0, 10, 100), (1, 10, 100))
    event.listen(keeper.house.engine, "before_cursor_execute", lambda *a: said.append(a[2]))
    keeper.move(day(2), (0, -1, 10), (1, -1, 10))
    asked = [one for one in said if "toy_reserves_toy_kept" in one and "EXISTS" not in one]
    assert len(asked) == 2


@pytest.mark.parametrize("seed", range(6))
def test_any_history_leaves_what_a_slow_count_allows(keeper, seed):
    """Random moves and keeps in random order of time: refused exactly where the count says so."""
    chance = random.Random(seed)
    who = [new_id(), new_id()]
    past = []  # (moment, n, stock delta, kept delta by person)
    for n in range(40):
        at = day(chance.randint(1, 28), chance.randint(0, 23))
        what = chance.choice(["in", "out", "keep", "free", "take"])
        amount = chance.randint(1, 4)
        person = chance.randrange(2)
        stock = {"in": amount, "out": -amount, "take": -amount}.get(what, 0)
        mine = {"keep": amount, "free": -amount, "take": -amount}.get(what, 0)
        fits = holds(past, (at, n, stock, person, mine))
        try:
            if what in ("in", "out"):
                keeper.move(at, (0, stock, 10))
            else:
                keeper.keep(at, (0, mine), whose=who[person], takes=what == "take")
        except Refusal:
            assert not fits, (seed, n, what)
        else:
            assert fits, (seed, n, what)
            past.append((at, n, stock, person, mine))
    assert keeper.faults() == []


def holds(past, new):
    """Whether at no point of time from the new movement on anything would be too little."""
    at = new[0]
    points = sorted([*past, new])
    stock, mine = 0, [0, 0]
    was_stock, was_mine = 0, [0, 0]
    for moment, n, more, person, kept_more in points:
        stock += more
        mine[person] += kept_more
        if n != new[1]:
            was_stock += more
            was_mine[person] += kept_more
        if moment < at or (moment, n) < (at, new[1]):
            continue
        fell = [stock < was_stock and stock < 0, stock - sum(mine) < was_stock - sum(was_mine)
                and stock - sum(mine) < 0, *(mine[p] < was_mine[p] and mine[p] < 0 for p in (0, 1))]  # fmt: skip
        if any(fell):
            return False
    return True


def test_the_last_piece_is_taken_or_kept_once(keeper):
    keeper.move(day(1), (0, 5, 50))
    done = []

    def attempt(n):
        try:
            if n % 2:
                keeper.keep(day(2), (0, 1), whose=new_id())
            else:
                keeper.move(day(2), (0, -1, 10))
            done.append(n)
        except Refusal:
            pass

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(attempt, range(16)))
    assert len(done) == 5
    assert keeper.stock() - kept(keeper) == 0
    assert keeper.faults() == []


def test_a_planted_excess_is_named(keeper, ann):
    keeper.move(day(1), (0, 5, 50))
    keeper.keep(day(2), (0, 5), whose=ann)
    with keeper.house.work() as work:
        for table in (ToyStock.totals, ToyStock.months, ToyStock.movements):
            work.session.execute(table.update().values(quantity=D(4)))
    assert any("more than" in one for one in keeper.faults())
