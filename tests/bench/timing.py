"""Timing: ours and the floor take turns, so that whatever slows the machine slows both."""

import statistics
import time
from dataclasses import dataclass


@dataclass
class Row:
    """One figure: the medians of our operation and of its floor, in milliseconds."""

    name: str
    engine: str
    size: int
    ours: list
    floor: list

    def as_data(self):
        ours, floor = statistics.median(self.ours), statistics.median(self.floor)
        return {
            "name": self.name,
            "engine": self.engine,
            "ours_ms": round(ours, 3),
            "floor_ms": round(floor, 3),
            "ratio": round(ours / floor, 2),
            "n": len(self.ours),
            "p95_ms": round(percentile(self.ours, 95), 3),
            "size": self.size,
        }


def percentile(values, share):
    """The value that so many of a hundred do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share / 100))]


def measure(name, base, rounds, *, warm=3, seconds=20, settle=int):
    """Time pairs of (ours, floor); each round is made anew, untimed, by `rounds`.

    Args:
        name: of the figure.
        base: measured on.
        rounds: yields pairs of functions without arguments.
        warm: how many pairs go before the first that counts.
        seconds: no new round is begun after so long.
        settle: called before each of the two, so that neither finds the other's work half done.
    """
    row = Row(name, base.engine, base.size, [], [])
    ends = time.monotonic() + seconds
    for n, (ours, floor) in enumerate(rounds):
        settle()
        took = [timed(ours)]
        getattr(floor, "prepare", int)()  # reads back what is to be written once more
        settle()
        took.append(timed(floor))
        if n >= warm:
            row.ours.append(took[0])
            row.floor.append(took[1])
        if time.monotonic() > ends and row.ours:
            break
    return row


def timed(do):
    """How long it takes, in milliseconds."""
    begun = time.perf_counter()
    do()
    return (time.perf_counter() - begun) * 1000
