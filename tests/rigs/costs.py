"""Random histories of a firm's cost beside a slow reference; and the bugs it must notice."""

import random
import time
from contextlib import contextmanager
from decimal import ROUND_DOWN, Decimal
from unittest import mock

from support.cost_firm import METHODS, lived
from support.first_day import make_first_day, open_first_day
from tradepost.plugins.costing import (
    additions,
    carrying,
    layers,
    months,
    recosting,
    services,
    standing,
)

from .figures import Findings

A_BASE = 25  # histories that live in one base, each with its own organisation
DEEDS = 30


@contextmanager
def unsorted_tie():
    """The planted bug: batches are taken as they come, whatever their age."""
    with (
        mock.patch.object(services, "by_age", _as_they_come),
        mock.patch.object(standing, "by_age", _as_they_come),
        mock.patch.object(carrying, "by_age", _as_they_come),
    ):
        yield


def _as_they_come(found, _ages, **_how):
    found.sort(key=lambda one: str(one.batch)[::-1])


@contextmanager
def rounded_down():
    """The planted bug: half a kopeck and more is dropped."""
    down = lambda value, digits: value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_DOWN)
    with mock.patch.object(layers, "round_to", down):
        yield


@contextmanager
def lost_layer():
    """The planted bug: of extra costs the last holder of the goods gets nothing."""
    whole = additions.whole

    def forgetful(sums):
        found = whole(sums)
        if len(found) > 1:
            found.popitem()
        return found

    with mock.patch.object(additions, "whole", forgetful):
        yield


@contextmanager
def no_sweep():
    """The planted bug: at the end of a month kopecks stay where no goods are."""
    with mock.patch.object(months.Month, "_sweep", lambda self: None):
        yield


@contextmanager
def stale_for_ever():
    """The planted bug: what follows a back-dated change is left as it was."""
    with mock.patch.object(recosting.Recosting, "run", lambda self: 1):
        yield


BUGS = (unsorted_tie, rounded_down, lost_layer, no_sweep, stale_for_ever)


def run(bases, *, seed, count, seconds=None, methods=METHODS):
    """Let so many firms live; answers where house and reference disagree."""
    ends = time.monotonic() + seconds if seconds else None
    chance, found, house = random.Random(seed), Findings(), None
    for n in range(count):
        if ends and time.monotonic() > ends:
            break
        if n % A_BASE == 0:
            if house is not None:
                house.close()
            house = open_first_day(bases.like("first_day", make_first_day))
        one, method = chance.randrange(10**9), methods[n % len(methods)]
        history = lived(house, one, method, DEEDS)
        found.faults += [f"seed {one}, {method}: {fault}" for fault in history.differences()]
        found.done += 1
    if house is not None:
        house.close()
    found.told = f"{found.done} histories of {DEEDS} deeds"
    return found


def caught(bases, bug, *, seed, most=60):
    """Run with a planted bug until it is noticed; answers what was seen, or nothing."""
    methods = ("month_average",) if bug is no_sweep else METHODS
    with bug():
        for n in range(most):
            found = run(bases, seed=seed + n, count=1, methods=methods[n % len(methods) :])
            if found.faults:
                return found.faults[:1]
    return []


def controls(bases, *, seed):
    """All planted bugs: red where each of them is noticed."""
    seen = {bug.__name__: caught(bases, bug, seed=seed) for bug in BUGS}
    green = [name for name, faults in seen.items() if not faults]
    faults = [] if green else [f"{name}: {one[0]}" for name, one in seen.items()]
    return Findings(len(BUGS), faults, f"not noticed: {', '.join(green)}" if green else "all seen")
