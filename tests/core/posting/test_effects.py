"""What a document did: each movement between what it found and what it left."""

import random

import pytest

from support.toy_stock import D, ToyCost, ToyPrice, ToySales, ToyStock, day
from tradepost.core.access.access import Access
from tradepost.core.database.ids import new_id
from tradepost.core.errors import Forbidden
from tradepost.core.posting.effects import effects_of


def told(shop, register, document, name="quantity"):
    return [
        (one.figures[name].before, one.figures[name].moved, one.figures[name].after)
        for one in shop.read(effects_of, register, document)
    ]


def test_a_movement_stands_between_what_was_there_and_what_came_of_it(shop):
    shop.move(day(1), (0, 10, 100))
    move = shop.move(day(5), (0, -3, 0), (1, 4, 8), (0, -2, 0))
    shop.move(day(9), (0, 50, 500))  # later: of no concern to it
    assert told(shop, ToyStock, move) == [(10, -3, 7), (0, 4, 4), (7, -2, 5)]
    assert told(shop, ToyCost, move, "amount") == [(100, -30, 70), (0, 8, 8), (70, -20, 50)]


def test_of_documents_at_one_moment_each_finds_what_those_before_it_have_left(shop):
    moves = [shop.move(day(5), (0, n, n)) for n in (1, 2, 4)]
    held = D(0)
    for key in sorted(moves):
        ((before, moved, after),) = told(shop, ToyStock, key)
        assert (before, after) == (held, held + moved)
        held = after
    assert held == 7


def test_a_back_dated_document_finds_what_stood_there_at_its_moment(shop):
    shop.move(day(1, month=1), (0, 5, 50))
    shop.move(day(20), (0, 7, 70))
    move = shop.move(day(3, month=2), (0, 2, 20))
    assert told(shop, ToyStock, move) == [(5, 2, 7)]


def test_turnovers_have_no_balance_and_facts_tell_what_held_before(shop):
    shop.move(day(1), (0, 10, 100))
    sale = shop.move(day(2), (0, -1, 30))
    assert told(shop, ToySales, sale, "amount") == [(None, 30, None)]
    dearer = shop.move(day(3), (0, 2, 24))
    assert told(shop, ToyPrice, dearer, "price") == [(10, 12, 12)]
    first = shop.move(day(3), (1, 1, 5))
    assert told(shop, ToyPrice, first, "price") == [(None, 5, 5)]


def test_a_draft_did_nothing_and_nobody_learns_what_he_may_not_read(shop):
    move = shop.move(day(1), (0, 10, 100), post=False)
    assert told(shop, ToyStock, move) == []
    with (
        shop.house.work(Access(new_id(), "ann", frozenset()), reads_only=True) as work,
        pytest.raises(Forbidden),
    ):
        effects_of(work, ToyStock, move)


def test_any_history_adds_up_document_by_document(shop):
    chance = random.Random(7)
    moves = [
        shop.move(
            day(chance.randint(1, 9)), *((chance.randint(0, 2), chance.randint(1, 9), 1),) * 2
        )
        for _n in range(12)
    ]
    with shop.house.work(reads_only=True) as work:
        table = ToyStock.movements
        order = work.session.execute(
            table.select().order_by(table.c.moment, table.c.recorder_id, table.c.line)
        ).all()
    held = {}
    for key in dict.fromkeys(row.recorder_id for row in order):
        for one in shop.read(effects_of, ToyStock, key):
            figure = one.figures["quantity"]
            assert figure.before == held.get(one.keys["thing"], 0)
            held[one.keys["thing"]] = figure.after
    assert set(moves) == {row.recorder_id for row in order}
    assert held == {one.id: shop.stock(n) for n, one in enumerate(shop.things) if one.id in held}
