"""Many histories at once: as many processes as there are processors, each on bases of its own."""

import os
import random
import time
import traceback

from .concurrency import FORK
from .figures import Findings

HISTORIES = 10_000
MOST_FAULTS = 20


def run(what, bases, *, seed, count=HISTORIES, seconds=None, hands=None):
    """Let so many histories happen; answers where house and reference disagree.

    Args:
        what: has `opened(bases)`, a house on a base of its own; `faults(house, seed)`, what one
            history shows; `a_base`, how many live in one base; `deeds`, a word on what is in one.
        bases: where bases are made.
        seed: what the seeds of the histories are drawn from, the same for any number of hands.
        count: so many histories.
        seconds: no history begins later.
        hands: processes; as many as processors without it.
    """
    chance, hands = random.Random(seed), hands or os.cpu_count() or 1
    seeds = chance.sample(range(10**9), count)  # each once: goods are named by it
    what.opened(bases).close()  # the template is made before anybody needs it
    ends = time.monotonic() + seconds if seconds else None
    if hands == 1:
        told = [_lived(what, bases, seeds, ends)]
    else:
        told = _at_once(what, bases, [seeds[n::hands] for n in range(hands)], ends)
    found = Findings(sum(done for done, _faults in told))
    found.faults = [fault for _done, faults in told for fault in faults]
    found.told = f"{found.done} histories of {what.deeds}"
    return found


def _at_once(what, bases, parts, ends):
    answers = FORK.SimpleQueue()
    workers = [
        FORK.Process(target=lambda part=part: answers.put(_lived(what, bases, part, ends)))
        for part in parts
    ]
    for one in workers:
        one.start()
    told = [answers.get() for _one in workers]
    for one in workers:
        one.join()
    return told


def _lived(what, bases, seeds, ends):
    """What became of one hand's part: (how many, faults)."""
    done, faults, house = 0, [], None
    try:
        for n, seed in enumerate(seeds):
            if ends and time.monotonic() > ends:
                break
            if n % what.a_base == 0:
                if house is not None:
                    house.close()
                house = what.opened(bases)
            if len(faults) < MOST_FAULTS:
                faults += [f"seed {seed}: {fault}" for fault in what.faults(house, seed)]
            done += 1
    except Exception:
        faults.append(traceback.format_exc())
    if house is not None:
        house.close()
    return done, faults


def caught(what, bases, bug, *, seed, most=150):
    """Run with a planted bug until it is noticed; answers what was seen, or nothing."""
    house = what.opened(bases)
    try:
        with bug():
            for n in range(most):
                if faults := what.faults(house, seed * 1000 + n):
                    return faults[:1]
    finally:
        house.close()
    return []


def controls(catch, bugs):
    """All planted bugs: red where each of them is noticed.

    Args:
        catch: given a bug, runs with it; answers what was seen.
        bugs: which.
    """
    seen = {bug.__name__: catch(bug) for bug in bugs}
    green = [name for name, faults in seen.items() if not faults]
    faults = [] if green else [f"{name}: {one[0]}" for name, one in seen.items()]
    return Findings(len(bugs), faults, f"not noticed: {', '.join(green)}" if green else "all seen")
