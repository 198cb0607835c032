"""Many posters at once on few items; an outside checker reads snapshots while they run."""

import multiprocessing
import time
import traceback
from contextlib import ExitStack, contextmanager
from unittest import mock

from tradepost.core.posting import service

from . import toy_shop
from .figures import Findings
from .witness import Witness

FORK = multiprocessing.get_context("fork")


@contextmanager
def no_guard():
    """The planted bug: nobody asks whether there is enough, nor does the base."""
    with mock.patch.object(service._Writer, "_may_go_negative", lambda *_: True):
        yield


@contextmanager
def lost_total():
    """The planted bug: now and then a total is not moved with its movements."""
    kept, turns = service.Ledger._add_up, iter(range(10**9))

    def forgetful(self, *given):
        if next(turns) % 3 != 2:
            kept(self, *given)

    with mock.patch.object(service.Ledger, "_add_up", forgetful):
        yield


def run(url, *, seed, seconds, posters=16, bug=None):
    """Let `posters` processes trade on one base for some seconds, and watch."""
    house = toy_shop.open_house(url)
    toy_shop.warm(house)
    registers = list(house.schema.registers.values())
    with ExitStack() as stack:
        if bug is not None:
            stack.enter_context(bug())
        ends = time.monotonic() + seconds
        workers, answers = start(house, posters, seed, ends)
    snapshots, faults = _watch(url, registers, ends)
    told = [answers.get() for _ in workers]
    for one in workers:
        one.join()
    witness = Witness(url, registers)
    with witness.snapshot():
        faults += witness.faults(history=True)
    faults += [why for _ok, _refused, why in told if why]
    ok, refused = (sum(one[place] for one in told) for place in (0, 1))
    rate = f"{ok} posted, {refused} refused, {ok / seconds:.0f}/s, {snapshots} snapshots"
    return Findings(ok if snapshots else 0, faults, rate)


def start(house, posters, seed, ends):
    """Processes that trade until the end, and where each will tell what became of it."""
    answers = FORK.SimpleQueue()
    workers = [
        FORK.Process(target=_post, args=(house, f"{n}", seed, ends, answers))
        for n in range(posters)
    ]
    for one in workers:
        one.start()
    return workers, answers


def _post(house, name, seed, ends, answers):
    seller, why = toy_shop.Seller(house, name, seed), ""
    try:
        while time.monotonic() < ends:
            seller.act()
    except Exception:
        why = traceback.format_exc()
    house.close()
    answers.put((seller.ok, seller.refused, why))


def _watch(url, registers, ends):
    """Snapshots of the base while it is traded on: (how many, faults seen)."""
    count, faults, witness = 0, [], Witness(url, registers)
    while time.monotonic() < ends:
        with witness.snapshot():
            faults += witness.faults()
        count += 1
        time.sleep(0.05)
    return count, faults
