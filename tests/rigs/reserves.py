"""Many buyers at once at ten pieces of one thing: each piece is promised or shipped once.

Buyers reserve for their orders, ship free goods, ship what they hold in reserve, and change
their minds. Towards the end nobody gives anything back, so every piece has to be taken: ten,
no more and no less.
"""

import random
import time
import traceback
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from unittest import mock

from sqlalchemy import event

from support.catalogs import catalog_house
from support.trade import TRADE, Shop, day, make_trade
from tradepost.core.errors import Refusal
from tradepost.core.posting import service
from tradepost.core.records.write import save

from . import hands
from .concurrency import FORK
from .figures import Findings
from .witness import Witness

PIECES, BUYERS, ATTEMPTS = 10, 64, 1000
QUIET = PIECES + 2  # the last attempts of each buyer, in which he gives nothing back
SHORT = 6  # attempts before those in a run that has to be short


def make_race(url):
    """A base with ten pieces of tea and an order of each buyer."""
    make_trade(url)
    shop = Shop(open_race(url))
    shop.item("TEA")
    shop.paper("goods_receipt", day(1), party="S", warehouse="01", lines=[("TEA", PIECES, 60)])
    for n in range(BUYERS):
        moment = day(2) + timedelta(seconds=n)
        shop.paper("customer_order", moment, party="C", comment=str(n), lines=[("TEA", 999, 90)])
    shop.house.close()


def open_race(url):
    return catalog_house(url, TRADE)


@contextmanager
def no_guard():
    """The planted bug: nobody asks how much is free, nor does the base."""
    with mock.patch.object(service._Writer, "_may_go_negative", lambda *_: True):
        yield


@contextmanager
def guard_of_stock_alone():
    """The planted bug: the goods have to be there, promised to others or not."""
    with mock.patch.object(service, "bounds_of", lambda _codes: []):
        yield


BUGS = (no_guard, guard_of_stock_alone)


class Buyer:
    """Reserves and ships, at random; remembers what he has been told he got."""

    def __init__(self, house, name, order, place, seed):
        self.house, self.name, self.order, self.place = house, name, order, place
        self.chance = random.Random(f"{seed}/{name}")
        self.spare = {"reservation": [], "free": []}
        self.reserved, self.shipped = [], []
        self.tried, self.refused, self.deadlocks, self.faults = 0, 0, 0, []
        event.listen(house.engine, "handle_error", self._note)

    @property
    def held(self):
        return len(self.reserved) + len(self.shipped)

    def live(self, attempts, ends=None):
        """So many attempts; where time runs out before, those at the end are made all the same."""
        for _n in range(attempts - QUIET):
            if ends and time.monotonic() > ends:
                break
            self._act()
        for _n in range(QUIET):
            self._take()

    def _act(self):
        dice = self.chance.random()
        if dice < 0.3 and self.reserved:
            self._surely(service.unpost, "reservation", key := self.reserved.pop())
            self.spare["reservation"].append(key)
        elif dice < 0.5 and self.reserved:
            reserve, key = self.reserved.pop(), self._draft("reserve")
            self._surely(service.post, "shipment", key)
            self.shipped.append((key, reserve))
        elif dice < 0.7 and self.shipped:
            key, reserve = self.shipped.pop()
            self._surely(service.unpost, "shipment", key)
            (self.reserved if reserve else self.spare["free"]).append(reserve or key)
        else:
            self._take()

    def _take(self):
        """Try to get a piece; a refusal is an answer."""
        what = self.chance.choice(["reservation", "free"])
        key = self.spare[what].pop() if self.spare[what] else self._draft(what)
        self.tried += 1
        try:
            self._do(service.post, "reservation" if what == "reservation" else "shipment", key)
        except Refusal:
            self.refused += 1
            self.spare[what].append(key)
            return
        if what == "free":
            self.shipped.append((key, None))
        else:
            self.reserved.append(key)

    def _surely(self, do, kind, key):
        """What is his he may ship or give back, whoever else is about."""
        self.tried += 1
        try:
            self._do(do, kind, key)
        except Refusal as why:
            self.faults.append(f"buyer {self.name}: his own was refused: {why}")

    def _do(self, do, kind, key):
        cls = self.house.schema.documents[kind]
        self.house.attempt(lambda work: do(work, work.session.get(cls, key)), times=50)

    def _draft(self, what):
        row = {"item": "TEA", "quantity": "1"}
        moment = day(4 if what == "reserve" else 3) + timedelta(
            seconds=self.chance.randrange(3600)
        )
        data = {"customer_order": str(self.order), "moment": moment.isoformat()}
        kind = "reservation" if what == "reservation" else "shipment"
        if kind == "reservation":
            row["to"] = str(self.place)
        else:
            row |= {"price": "90", "source": what}
            data |= {"party": "C", "warehouse": "01"}
        data["lines"] = [row]
        return self.house.attempt(lambda work: save(work, kind, data).id, times=50)

    def _note(self, context):
        code = getattr(context.original_exception, "sqlstate", None)
        self.deadlocks += code == "40P01"


def run(url, *, seed, buyers=BUYERS, attempts=ATTEMPTS, seconds=None, bug=None):
    """Let so many buyers try so often (no longer than some seconds), and watch."""
    house = open_race(url)
    shop = Shop(house)
    place = shop.key("warehouse", "01")
    orders = shop.read(lambda work: _orders(work, buyers))
    _warm(house, orders[0], place)
    ends = time.monotonic() + seconds if seconds else None
    with bug() if bug else nullcontext():
        answers, workers = FORK.SimpleQueue(), []
        for n, order in enumerate(orders):
            given = (house, str(n), order, place, seed, attempts, ends, answers)
            workers.append(FORK.Process(target=_live, args=given))
            workers[-1].start()
    faults, told = [], []
    watch = _Watch(url, house)
    while len(told) < len(workers):
        faults += watch.look()
        while not answers.empty():
            told.append(answers.get())
        time.sleep(0.05)
    for one in workers:
        one.join()
    faults += watch.end(sum(one["held"] for one in told))
    faults += [fault for one in told for fault in one["faults"]]
    if deadlocks := sum(one["deadlocks"] for one in told):
        faults.append(f"{deadlocks} deadlocks")
    tried, refused = (sum(one[name] for one in told) for name in ("tried", "refused"))
    rate = f"{buyers} buyers, {refused} refused, {watch.count} snapshots"
    return Findings(tried, faults, rate)


def _orders(work, buyers):
    cls = work.schema.documents["customer_order"]
    found = work.session.query(cls.id).order_by(cls.moment).limit(buyers)
    return [row[0] for row in found]


def _warm(house, order, place):
    """Learn every statement before processes are forked; no connection is left open."""
    buyer = Buyer(house, "warm", order, place, 0)
    for what, kind in (("reservation", "reservation"), ("free", "shipment")):
        key = buyer._draft(what)
        buyer._do(service.post, kind, key)
        buyer._do(service.unpost, kind, key)
    event.remove(house.engine, "handle_error", buyer._note)
    house.engine.dispose()


def _live(house, name, order, place, seed, attempts, ends, answers):
    buyer = Buyer(house, name, order, place, seed)
    try:
        buyer.live(attempts, ends)
    except Exception:
        buyer.faults.append(traceback.format_exc())
    house.close()
    told = {one: getattr(buyer, one) for one in ("held", "tried", "refused", "deadlocks")}
    answers.put(told | {"faults": buyer.faults[:3]})


class _Watch:
    """Looks at the base past the program, at one moment after another."""

    def __init__(self, url, house):
        registers = house.schema.registers
        both = [registers["stock_on_hand"], registers["stock_reserved"]]
        self.witness, self.tables = Witness(url, both), [one.table_name() for one in both]
        self.whole = Witness(url, registers.values())
        self.count = 0

    def look(self):
        with self.witness.snapshot():
            self.count += 1
            return [*self.witness.faults(), *self._overpromised()]

    def _free(self):
        (there,), (kept,) = (
            self.witness.rows(f"SELECT COALESCE(SUM(quantity), 0) FROM {one}_total")[0]
            for one in self.tables
        )
        return there - kept

    def _overpromised(self):
        free = self._free()
        return [f"promised more than there is by {-free}"] if free < 0 else []

    def end(self, held):
        """What is wrong when all have gone home, at every point of time."""
        found = [] if held == PIECES else [f"{held} reserved or shipped of {PIECES}"]
        with self.whole.snapshot():
            found += self.whole.faults(history=True)
        with self.witness.snapshot():
            found += self._overpromised()
            if (free := self._free()) > 0:
                found.append(f"{free} left free")
            found += self._dips()
        return found

    def _dips(self):
        moved = " UNION ALL ".join(
            f"SELECT moment, recorder_id, {sign}quantity AS n FROM {one}"
            for sign, one in zip(("", "-"), self.tables, strict=True)
        )
        below = self.witness.rows(
            "SELECT free FROM (SELECT SUM(n) OVER (ORDER BY moment, recorder_id) AS free "
            f"FROM (SELECT moment, recorder_id, SUM(n) AS n FROM ({moved}) AS moves "
            "GROUP BY moment, recorder_id) AS papers) AS points WHERE free < 0"
        )
        return [f"free goods once fell to {row[0]}" for row in below]


def controls(bases, *, seed):
    """Few buyers with each planted bug: red where all of them are noticed."""

    def catch(bug):
        url = bases.like("rig_reserve", make_race)
        return run(url, seed=seed, buyers=8, attempts=QUIET + SHORT, bug=bug).faults

    return hands.controls(catch, BUGS)
