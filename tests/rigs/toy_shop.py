"""A shop of the toy trade: few things, so that many sellers meet at the same ones."""

import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from support.toy_stock import (
    ToyMove,
    ToyMoveLine,
    ToyPlace,
    ToyThing,
    make_toy_base,
    toy_house,
)
from tradepost.core.database.ids import new_id, settled_id
from tradepost.core.errors import Refusal
from tradepost.core.posting import service

D = Decimal
OPENED = datetime(2026, 3, 1, 9, tzinfo=UTC)
THINGS = [settled_id("toy_thing", str(n)) for n in range(5)]
PLACE = settled_id("toy_place", "1")
PIECES = 12

open_house = toy_house


def make_shop(url):
    """A base with five things, forty pieces of each."""
    make_toy_base(url)
    house = toy_house(url)
    with house.work() as work:
        work.session.add(ToyPlace(id=PLACE, code="1", name="Main", changed_at=OPENED))
        for n, key in enumerate(THINGS):
            work.session.add(ToyThing(id=key, code=str(n), name=f"Thing {n}", changed_at=OPENED))
    key = save(house, "0", OPENED, [(n, PIECES, 10 * PIECES) for n in range(len(THINGS))])
    post(house, key)
    house.close()


def save(house, number, at, rows):
    """Save a move as a draft; a row is (thing, quantity, amount)."""
    lines = [
        ToyMoveLine(id=new_id(), thing_id=THINGS[t % 5], quantity=D(q), amount=D(a), position=n)
        for n, (t, q, a) in enumerate(rows)
    ]
    move = ToyMove(
        id=new_id(), number=number, moment=at, place_id=PLACE, changed_at=at, lines=lines
    )
    house.attempt(lambda work: work.session.add(move), times=20)
    return move.id


def post(house, key):
    house.attempt(lambda work: service.post(work, work.session.get(ToyMove, key)), times=20)


def unpost(house, key):
    house.attempt(lambda work: service.unpost(work, work.session.get(ToyMove, key)), times=20)


def warm(house):
    """Learn every statement before processes are forked: they inherit what is compiled.

    No connection is left open: two processes may not talk through one.
    """
    key = save(house, "warm", OPENED, [(0, 1, 1)])
    post(house, key)
    unpost(house, key)
    house.engine.dispose()


class Seller:
    """Buys in, sells, takes back and posts again, at random; counts what became of it."""

    def __init__(self, house, name, seed):
        self.house, self.name = house, name
        self.chance = random.Random(f"{seed}/{name}")
        self.mine = []
        self.ok = self.refused = 0

    def act(self):
        """One deed; a refusal is an answer, anything else is a defect."""
        dice = self.chance.random()
        try:
            if dice < 0.12 and self.mine:
                unpost(self.house, self.mine.pop(self.chance.randrange(len(self.mine))))
            elif dice < 0.2 and self.mine:
                post(self.house, self.chance.choice(self.mine))
            else:
                self._trade(1 if dice < 0.4 else -1)
            self.ok += 1
        except Refusal:
            self.refused += 1

    def _trade(self, sign):
        chance = self.chance
        rows = [
            (thing, sign * chance.randint(1, 3), chance.randint(1, 100))
            for thing in chance.sample(range(5), chance.randint(1, 3))
        ]
        back = chance.random() < 0.1
        at = OPENED + timedelta(seconds=chance.randint(1, 3600) + (0 if back else 86400))
        key = save(self.house, f"{self.name}-{self.ok + self.refused}", at, rows)
        post(self.house, key)
        self.mine.append(key)
