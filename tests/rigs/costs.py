"""Random histories of a firm's cost beside a slow reference; and the bugs it must notice."""

from contextlib import contextmanager
from decimal import ROUND_DOWN, Decimal
from functools import partial
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

from . import hands

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


class Costs:
    """Histories of cost, by each method in turn: a firm of its own, all kinds of documents."""

    deeds = f"{DEEDS} deeds"
    a_base = 25  # all that a base holds is verified after each

    @staticmethod
    def opened(bases):
        return open_first_day(bases.like("first_day", make_first_day))

    @staticmethod
    def faults(house, seed, methods=METHODS):
        method = methods[seed % len(methods)]
        return [f"{method}: {one}" for one in lived(house, seed, method, DEEDS).differences()]


class Months(Costs):
    """Those of the weighted average of the month alone."""

    @staticmethod
    def faults(house, seed):
        return Costs.faults(house, seed, ("month_average",))


def caught(bases, bug, *, seed):
    """Run with a planted bug until it is noticed; answers what was seen, or nothing."""
    return hands.caught(Months if bug is no_sweep else Costs, bases, bug, seed=seed, most=60)


def controls(bases, *, seed):
    """All planted bugs: red where each of them is noticed."""
    return hands.controls(partial(caught, bases, seed=seed), BUGS)
