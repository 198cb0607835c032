"""The weighted average of a month: what every unit that left a place in it has cost.

A node is a place where goods of one item and lot lie. Its price is all the money that came into it in
the month, what lay there before included, over all the goods that did. Goods that came from
another node bring the price of that one along, so the prices of nodes that supply one another
are the solution of a linear system; goods may go in circles. Prices are exact fractions.

Amounts become whole kopecks in the order of business: what has left a node so far is always
the exact sum, rounded half up. What the kopecks of other nodes leave over lies in the stock of
the node, or goes to its last issue where nothing is left in stock. Nothing is lost or made.

Pure arithmetic on whole numbers as the base keeps them.
"""

from collections import defaultdict, deque
from collections.abc import Hashable
from dataclasses import dataclass, field
from fractions import Fraction

KOPECK = 100  # ten-thousandths of the currency

Node = Hashable


class Unsolvable(Exception):
    """Goods go round between nodes and nothing ever came into them."""


@dataclass(slots=True)
class Event:
    """Goods that move in the month.

    `kind` is `in` (from outside, at a known amount), `out` (to a `holder`: a sale, a loss),
    `move` (to another node) or `back` (of what the sale `holder` took in this month).
    """

    kind: str
    quantity: int
    amount: int = 0  # as booked, and at last as it should be
    node: Node = None
    target: Node = None
    holder: Hashable = None


@dataclass
class Month:
    """A month of goods: what lay where before it, and what moved, in the order of business."""

    opening: dict[Node, tuple[int, int]]
    events: list[Event]
    prices: dict[Node, Fraction] = field(default_factory=dict)

    def settle(self) -> dict[Node, tuple[int, int]]:
        """Put the right amount on each event; answers what lies where at the end.

        Raises:
            Unsolvable: see there.
        """
        self.prices = _System(self).solve()
        self._round()
        self._sweep()
        return self.closing()

    def closing(self) -> dict[Node, tuple[int, int]]:
        """What lies where at the end, by the amounts of the events."""
        sums = {node: [*figures] for node, figures in self.opening.items()}
        for one in self.events:
            if one.kind in ("out", "move"):
                known = sums.setdefault(one.node, [0, 0])
                known[0] -= one.quantity
                known[1] -= one.amount
            if one.kind != "out":
                known = sums.setdefault(one.node if one.kind == "in" else one.target, [0, 0])
                known[0] += one.quantity
                known[1] += one.amount
        return {node: (quantity, amount) for node, (quantity, amount) in sums.items()}

    def taken(self) -> dict[Hashable, dict[Node, int]]:
        """How much each sale or loss that gave something back took from which node."""
        found: dict[Hashable, dict[Node, int]] = {
            one.holder: {} for one in self.events if one.kind == "back"
        }
        for one in self.events if found else ():
            if one.kind == "out" and one.holder in found:
                known = found[one.holder]
                known[one.node] = known.get(one.node, 0) + one.quantity
        return found

    def _round(self) -> None:
        """What left a node so far is the exact sum, rounded; so is what a sale gave back."""
        left: dict[Node, list[int]] = {node: [0, 0] for node in self.prices}
        for one in self.events:
            if one.kind in ("out", "move") and one.node in left:
                so_far, price = left[one.node], self.prices[one.node]
                so_far[0] += one.quantity
                whole = rounded_ratio(so_far[0] * price.numerator, price.denominator)
                one.amount, so_far[1] = whole - so_far[1], whole
        taken = self.taken()
        if taken:
            self._round_back(taken)

    def _round_back(self, taken: dict[Hashable, dict[Node, int]]) -> None:
        cost: dict[tuple[Hashable, Node], int] = defaultdict(int)
        for one in self.events:
            if one.kind == "out" and one.holder in taken:
                cost[one.holder, one.node] += one.amount
        so_far: dict[Hashable, list[int]] = defaultdict(lambda: [0, 0])
        for one in self.events:
            if one.kind != "back":
                continue
            nodes = sources(taken[one.holder], one.target)
            whole = sum(cost[one.holder, node] for node in nodes)
            place = so_far[one.holder, tuple(nodes)]
            place[0] += one.quantity
            due = rounded(Fraction(whole * place[0], sum(nodes.values())))
            one.amount, place[1] = due - place[1], due

    def _sweep(self) -> None:
        """Where nothing lies at the end, no kopeck does."""
        for turn in range(2):  # first on to nodes that can take it, then to their last issues
            lying = self.closing()
            if not any(amount and not quantity for quantity, amount in lying.values()):
                return
            if not turn:
                last = {one.node: one for one in self.events if one.kind == "out"}
            for node, (quantity, amount) in lying.items():
                if quantity == 0 and amount:
                    if node in last:
                        last[node].amount += amount
                    else:
                        self._pass_on(node, amount, last)

    def _pass_on(self, node: Node, amount: int, last: dict[Node, Event]) -> None:
        """Carry a rest along with the goods to where some of them stayed or were issued."""
        moves: dict[Node, dict[Node, Event]] = defaultdict(dict)
        for one in self.events:
            if one.kind == "move":
                moves[one.node][one.target] = one
        lying = self.closing()
        ways: deque[tuple[Node, list[Event]]] = deque([(node, [])])
        seen = {node}
        while ways:
            at, way = ways.popleft()
            if way and (lying.get(at, (0, 0))[0] or at in last):
                for one in way:
                    one.amount += amount
                return
            for target, one in moves[at].items():
                if target not in seen:
                    seen.add(target)
                    ways.append((target, [*way, one]))


def sources(taken: dict[Node, int], target: Node) -> dict[Node, int]:
    """From which nodes goods given back were taken: those of their lot, else any.

    A node is a warehouse, a lot and the goods.
    """
    same = {node: part for node, part in taken.items() if node[1:] == target[1:]}  # type: ignore[index]
    return same or dict(taken)


def rounded(value: Fraction) -> int:
    """A fraction of ten-thousandths in whole kopecks, half up (away from zero)."""
    return rounded_ratio(value.numerator, value.denominator)


def rounded_ratio(above: int, below: int) -> int:
    """`rounded` of a fraction that need not be in lowest terms; `below` is positive."""
    doubled = 2 * abs(above) + KOPECK * below
    whole = doubled // (2 * KOPECK * below) * KOPECK
    return -whole if above < 0 else whole


class _System:
    """The prices of nodes: `quantity · price = amount + Σ what others bring`."""

    def __init__(self, month: Month) -> None:
        self.quantity: dict[Node, int] = defaultdict(int)
        self.amount: dict[Node, int] = defaultdict(int)
        self.brings: dict[Node, dict[Node, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
        for node, (quantity, amount) in month.opening.items():
            self._add(node, quantity, amount)
        taken = month.taken()
        for one in month.events:
            if one.kind == "in":
                self._add(one.node, one.quantity, one.amount)
            elif one.kind == "move":
                self._bring(one.node, one.target, Fraction(one.quantity))
            elif one.kind == "back":
                self._given_back(one, taken[one.holder])
        self.nodes = {*self.quantity, *(one.node for one in month.events if one.kind == "out")}

    def _add(self, node: Node, quantity: int, amount: int) -> None:
        self.quantity[node] += quantity
        self.amount[node] += amount

    def _bring(self, source: Node, target: Node, quantity: Fraction) -> None:
        self.brings[target][source] += quantity
        self.quantity[source] += 0

    def _given_back(self, one: Event, taken: dict[Node, int]) -> None:
        nodes = sources(taken, one.target)
        whole = sum(nodes.values())
        for node, part in nodes.items():
            self._bring(node, one.target, Fraction(one.quantity * part, whole))

    def solve(self) -> dict[Node, Fraction]:
        """The price of each node into which more came than nothing."""
        due = {node: self._coming(node) for node in {*self.quantity, *self.brings}}
        known: dict[Node, Fraction] = {}
        left = {node for node, coming in due.items() if coming > 0}
        while ready := [
            n for n in left if not (self.brings[n].keys() & left) - {n} - known.keys()
        ]:
            for node in ready:
                known[node] = self._price(node, due[node], known)
            left -= set(ready)
        return known | self._eliminated(sorted(left, key=str), due, known)

    def _coming(self, node: Node) -> Fraction:
        return self.quantity[node] + sum(self.brings[node].values(), Fraction(0))

    def _price(self, node: Node, coming: Fraction, known: dict[Node, Fraction]) -> Fraction:
        own = self.brings[node].get(node, Fraction(0))  # what it gave out and got back
        if coming == own:
            raise Unsolvable
        others = (known.get(n, Fraction(0)) * q for n, q in self.brings[node].items() if n != node)
        return (self.amount[node] + sum(others, Fraction(0))) / (coming - own)

    def _eliminated(
        self, nodes: list[Node], due: dict[Node, Fraction], known: dict[Node, Fraction]
    ) -> dict[Node, Fraction]:
        """Nodes that go round in circles, all at once (Gauss, in exact fractions)."""
        rows = [self._row(node, nodes, due, known) for node in nodes]
        for n in range(len(nodes)):
            pivot = next((m for m in range(n, len(nodes)) if rows[m][n]), None)
            if pivot is None:
                raise Unsolvable
            rows[n], rows[pivot] = rows[pivot], rows[n]
            rows[n] = [one / rows[n][n] for one in rows[n]]
            for m in range(len(nodes)):
                if m != n and rows[m][n]:
                    times = rows[m][n]
                    rows[m] = [a - times * b for a, b in zip(rows[m], rows[n], strict=True)]
        return {node: rows[n][-1] for n, node in enumerate(nodes)}

    def _row(
        self,
        node: Node,
        nodes: list[Node],
        due: dict[Node, Fraction],
        known: dict[Node, Fraction],
    ) -> list[Fraction]:
        brings = self.brings[node]
        row = [-brings.get(other, Fraction(0)) for other in nodes]
        row[nodes.index(node)] += due[node]
        given = (known[n] * q for n, q in brings.items() if n in known)
        return [*row, self.amount[node] + sum(given, Fraction(0))]
