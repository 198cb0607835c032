"""Death of the program at any moment: what it posted stands whole, or not at all.

A child process posts and unposts documents of one base and says so after each commit; the
parent kills it without warning and looks at what is left. The database server, where there
is one, may be killed with it.
"""

import contextlib
import os
import random
import signal
import time
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from unittest import mock

from tradepost.core.database import engine as engines

from . import toy_shop
from .figures import Findings
from .witness import Witness, bytes_of

DOCUMENTS, LINES = 6, 5


@contextmanager
def each_statement_alone(house):
    """The planted bug: no transaction, every statement is durable by itself."""
    if house.engine.dialect.name == "postgresql":
        with mock.patch.object(house, "engine", house.engine):
            house.engine = house.engine.execution_options(isolation_level="AUTOCOMMIT")
            house.sessions.configure(bind=house.engine)
            yield
        house.sessions.configure(bind=house.engine)
    else:
        engines.event.remove(house.engine, "begin", engines._begin)
        yield
        engines.event.listen(house.engine, "begin", engines._begin)


class Target:
    """A base with a few documents, some posted, and what each writes when it is."""

    def __init__(self, url):
        self.url, self.house = url, toy_shop.open_house(url)
        self.registers = list(self.house.schema.registers.values())
        self.keys = [
            toy_shop.save(
                self.house,
                f"k{n}",
                toy_shop.OPENED + timedelta(days=n + 1),
                [(t, 1, 10) for t in range(LINES)],
            )
            for n in range(DOCUMENTS)
        ]
        for key in self.keys:
            toy_shop.post(self.house, key)
        self.witness = Witness(url, self.registers)
        with self.witness.snapshot():
            self.whole = self.witness.written()
        self.house.engine.dispose()  # children open doors of their own

    def faults(self, claims=None):
        """What is torn; `claims` are the states that were confirmed before the end."""
        with self.witness.snapshot():
            found = self.witness.faults()
            posted, written = self.witness.posted(), self.witness.written()
        for (register, key), rows in self.whole.items():
            there = written.get((register, key), 0)
            if there != (rows if posted[key] else 0):
                found.append(f"{register}: {there} of {rows} movements, posted {posted[key]}")
        for key, state in (claims or {}).items():
            if posted[key] != state:
                found.append(f"a confirmed posted={state} was lost")
        return found

    def toggle(self, key, *, posted):
        (toy_shop.unpost if posted else toy_shop.post)(self.house, key)


def run(url, *, seed, seconds, bug=False, least=0):
    """Kill posters at random moments for some seconds, at least `least` of them."""
    target, chance = Target(url), random.Random(seed)
    kills, confirmed, faults = 0, 0, []
    with ExitStack() as stack:
        if bug:
            stack.enter_context(each_statement_alone(target.house))
        ends = time.monotonic() + seconds
        while (time.monotonic() < ends or kills < least) and not (bug and faults):
            claims = _one(target, chance)
            faults += target.faults(claims)
            kills, confirmed = kills + 1, confirmed + len(claims)
    return Findings(kills, faults, f"{confirmed} confirmed changes, none of them may be lost")


def _one(target, chance):
    """Start a poster, kill it; answers the states it had confirmed, by document."""
    hears, says = os.pipe()
    seed = chance.random()
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):
            os.close(hears)
            _toggle_for_ever(target, random.Random(seed), says)
        os._exit(1)
    os.close(says)
    os.read(hears, 1)  # it is connected and about to start
    time.sleep(chance.uniform(0, 0.12))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    told = b""
    while part := os.read(hears, 65536):
        told += part
    os.close(hears)
    claims = {}
    for n in range(0, len(told) - 16, 17):
        key, state = told[n : n + 16], told[n + 16 : n + 17]
        if state == b"?":
            claims.pop(key, None)  # under way: either answer is right
        else:
            claims[key] = state == b"1"
    return claims


def _toggle_for_ever(target, chance, says):
    with target.witness.snapshot():
        posted = target.witness.posted()
    target.house.engine.connect().close()
    os.write(says, b"!")
    while True:
        key = chance.choice(target.keys)
        was = posted[bytes_of(key)]
        os.write(says, bytes_of(key) + b"?")
        target.toggle(key, posted=was)
        posted[bytes_of(key)] = not was
        os.write(says, bytes_of(key) + (b"0" if was else b"1"))
