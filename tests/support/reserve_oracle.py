"""A slow reference of stock and promises: papers in a list, every point of time counted anew."""

from collections import defaultdict

STOCK, KEPT = "stock", "kept"


class Ledger:
    """Papers with what they move: (STOCK, place) or (KEPT, place, order), and how much."""

    def __init__(self):
        self.papers = {}  # by name: (moment, [(key, quantity)])

    def allows(self, name, moment, moves):
        """Whether, with this paper (without it: no moves), there is enough at every moment."""
        papers = {**self.papers, name: (moment, moves)}
        held = defaultdict(int)
        for _at, moved in sorted(papers.values(), key=lambda one: one[0]):
            for key, quantity in moved:
                held[key] += quantity
            if any(quantity < 0 for quantity in held.values()):
                return False
            for key in [one for one in held if one[0] == STOCK]:
                kept = sum(much for one, much in held.items() if one[:2] == (KEPT, key[1]))
                if kept > held[key]:
                    return False
            promised = {one[1] for one, much in held.items() if one[0] == KEPT and much}
            if any((STOCK, place) not in held for place in promised):
                return False
        return True

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
