"""Every rig by name: how it is run by default, and with which planted bug it goes red."""

from functools import partial

from . import concurrency, copies, costs, hands, kills, oracles, reserves, syscalls, toy_shop
from .figures import Figure


def oversold(name, bases, seed, seconds=None):
    """Sixteen posters at five items: nothing is oversold, totals equal movements, always."""
    seconds = seconds or 30

    def run(lasting, bug=None):
        url = bases.like("rig_shop", toy_shop.make_shop)
        return concurrency.run(url, seed=seed, seconds=lasting, bug=bug)

    control = run(seconds / 6, concurrency.no_guard)
    return Figure(name, "postings", seed, run(seconds), control)


def totals(name, bases, seed, seconds=None):
    """The same posters; the control forgets a total now and then."""
    seconds = seconds or 10

    def run(lasting, bug=None):
        url = bases.like("rig_shop", toy_shop.make_shop)
        return concurrency.run(url, seed=seed, seconds=lasting, bug=bug)

    control = run(seconds / 2, concurrency.lost_total)
    return Figure(name, "postings", seed, run(seconds), control)


def kill(name, bases, seed, seconds=None):
    """The poster is killed at random moments; all or nothing, and nothing confirmed is lost."""

    def run(bug):
        url = bases.like("rig_shop", toy_shop.make_shop)
        return kills.run(url, seed=seed, seconds=seconds or 25, bug=bug)

    return Figure(name, "kills", seed, run(bug=False), run(bug=True))


def every_call(name, bases, seed, seconds=None):
    """The poster is killed at each of its calls to the system while it posts one document."""

    def run(bug):
        return syscalls.run(lambda: bases.like("rig_shop", toy_shop.make_shop), bug=bug)

    return Figure(name, "calls", seed, run(bug=False), run(bug=True))


def backup(name, bases, seed, seconds=None):
    """Backups made while documents are posted; each is restored and has to be one sound moment."""
    seconds = seconds or 20

    def run(lasting, *, bug=False):
        return copies.run(bases, seed=seed, seconds=lasting, bug=bug)

    return Figure(name, "backups", seed, run(seconds), run(seconds / 5, bug=True))


def cost_oracle(name, bases, seed, seconds=None):
    """Ten thousand random histories of cost equal a slow reference; five planted bugs do not."""
    control = costs.controls(bases, seed=seed)
    found = hands.run(costs.Costs, bases, seed=seed, seconds=seconds)
    return Figure(name, "histories", seed, found, control)


def reserve_race(name, bases, seed, seconds=None):
    """Sixty-four buyers, a thousand attempts each, ten pieces: each is promised or shipped once.

    With `--seconds` each buyer stops after so long, having made his last twelve attempts.
    """
    control = reserves.controls(bases, seed=seed)
    url = bases.like("rig_reserve", reserves.make_race)
    found = reserves.run(url, seed=seed, seconds=seconds)
    return Figure(name, "attempts", seed, found, control)


def price_oracle(name, bases, seed, seconds=None):
    """Ten thousand random histories of prices and discounts equal a slow reference; six bugs do not."""
    catch = partial(hands.caught, oracles.Prices, bases, seed=seed)
    control = hands.controls(catch, oracles.PRICE_BUGS)
    found = hands.run(oracles.Prices, bases, seed=seed, seconds=seconds)
    return Figure(name, "histories", seed, found, control)


def reserve_oracle(name, bases, seed, seconds=None):
    """Ten thousand random histories of promises equal a slow reference; four planted bugs do not."""
    catch = partial(hands.caught, oracles.Reserves, bases, seed=seed)
    control = hands.controls(catch, oracles.RESERVE_BUGS)
    found = hands.run(oracles.Reserves, bases, seed=seed, seconds=seconds)
    return Figure(name, "histories", seed, found, control)


_ALL = (
    oversold, totals, kill, every_call, backup, cost_oracle, price_oracle, reserve_oracle,
    reserve_race,
)  # fmt: skip
RIGS = {one.__name__: one for one in _ALL}
