"""A slow reference of stock and promises: papers in a list, every point of time counted anew."""

from collections import defaultdict

STOCK, KEPT = "stock", "kept"
TO_COME, PLACED = "to come", "placed"
LEFT = "left"
WITHIN = {KEPT: STOCK, PLACED: TO_COME}


class Ledger:
    """Papers with what they move, and how much.

    (STOCK, place), (KEPT, place, order): what lies in a warehouse, and what of it is reserved;
    (TO_COME, place), (PLACED, place, order): what a supplier brings, and what of it is placed;
    (LEFT, order): what is left of an order.
    """

    def __init__(self):
        self.papers = {}  # by name: (moment, [(key, quantity)])

    def allows(self, name, moment, moves):
        """Whether, with this paper (without it: no moves), there is enough at every moment."""
        papers = {**self.papers, name: (moment, moves)}
        held = defaultdict(int)
        for _at, moved in sorted(papers.values(), key=lambda one: one[0]):
            for key, quantity in moved:
                held[key] += quantity
            if any(quantity < 0 for quantity in held.values()) or not _covered(held):
                return False
        return all(_promised(held, key[1]) <= much for key, much in held.items() if key[0] == LEFT)

    def put(self, name, moment, moves):
        self.papers[name] = (moment, moves)

    def take_out(self, name):
        del self.papers[name]

    def balance(self, key, before=None):
        """How much there is; `before` a moment, or now."""
        return sum(
            quantity
            for at, moved in self.papers.values()
            for one, quantity in moved
            if one == key and (before is None or at < before)
        )

    def promised(self, order):
        """What is reserved and placed for an order now."""
        return sum(
            quantity
            for _at, moved in self.papers.values()
            for one, quantity in moved
            if one[0] in WITHIN and one[2] == order
        )

    def lasting(self, key, at):
        """What of a promise is there at a moment, and is not taken later."""
        least = running = self.balance(key, before=at)
        later = sorted(
            (one for one in self.papers.values() if one[0] > at), key=lambda one: one[0]
        )
        for _at, moved in later:
            running += sum(quantity for one, quantity in moved if one == key)
            least = min(least, running)
        return least


def _covered(held):
    """Whether no more is promised than there is, or is to come, anywhere."""
    return all(
        sum(much for one, much in held.items() if one[:2] == key[:2]) <= held.get(around, 0)
        for key in held
        if key[0] in WITHIN
        for around in [(WITHIN[key[0]], key[1])]
    )


def _promised(held, order):
    return sum(much for one, much in held.items() if one[0] in WITHIN and one[2] == order)
