"""A slow, plain reference of cost: replays every document from the beginning.

Written apart from the plugin, with lists and nothing clever, so that the two can disagree. It
knows documents only. An event is a dict: `moment`, `id`, `do` (receipt, shipment, back,
supplier_back, transfer, regrade, write_off, surplus, extra, policy, close), and as far as they
apply:
`item`, `quantity`, `amount`, `place`, `to`, `of`, `method`, `wide`, `month` (its first moment).
"""

import copy
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise

KOPECK = Decimal("0.01")
ZERO = Decimal(0)


def rounded(value):
    return value.quantize(KOPECK, rounding=ROUND_HALF_UP)


def kopecks(value):
    """An exact fraction as a sum, rounded half up (away from zero)."""
    whole = abs(value) * 100
    found = Decimal((2 * whole.numerator + whole.denominator) // (2 * whole.denominator)) / 100
    return -found if value < 0 else found


class Oracle:
    """Cost after a list of events.

    Args:
        method: fifo, lifo, average or month_average, until a policy says otherwise.
        events: what happened, in whatever order.
        wide: whether the company has one cost for all places, until then.
    """

    def __init__(self, method, events, *, wide=False):
        self.method, self.wide = method, wide
        self.stock = {}  # (item, place) -> [[batch, born, quantity, amount]]
        self.sold = {}  # (shipment, item) -> [[batch, born, quantity, amount]]
        self.lost = {}  # (document, item) -> amount
        self.log = []  # (event, item, source, target, quantity, amount)
        self.events = {one["id"]: one for one in events}
        self.extras = []  # (event, item, [(holder, amount)])
        self.shots = {}  # first moment of a month -> stock
        self.months = {one["month"] for one in events if one["do"] == "close"}
        for event in sorted(events, key=lambda one: (one["moment"], one["id"])):
            self._photograph(event)
            getattr(self, event["do"])(event)

    # --- what is asked --------------------------------------------------------------------

    def value(self, item, place=None):
        return sum(
            (
                row[3]
                for (what, where), rows in self.stock.items()
                for row in rows
                if what == item and place in (None, where)
            ),
            ZERO,
        )

    def cost_of(self, shipment, item):
        return sum((row[3] for row in self.sold.get((shipment, item), [])), ZERO)

    def cost_of_sales(self, item):
        return sum((self.cost_of(s, i) for (s, i) in self.sold if i == item), ZERO)

    def expenses(self, item):
        return sum((amount for (_d, i), amount in self.lost.items() if i == item), ZERO)

    # --- documents ------------------------------------------------------------------------

    def receipt(self, event):
        self._bring(event, event["amount"])

    surplus = receipt

    def shipment(self, event):
        for row in self._take(event):
            self._sell(event["id"], event["item"], row)
            self._tell(event, self._at(event), ("sale", event["id"], row[0]), row)

    def write_off(self, event):
        for row in self._take(event):
            self._lose(event["id"], event["item"], row[3])
            self._tell(event, self._at(event), ("loss", event["id"]), row)

    def supplier_back(self, event):
        """The named batch first; what the supplier does not pay is an expense."""
        for row in self._take(event, first=event["of"]):
            self._lose(event["id"], event["item"], row[3])
            self._tell(event, self._at(event), ("loss", event["id"]), row)
        self._lose(event["id"], event["item"], -event["amount"])

    def transfer(self, event):
        there = self._place(event["to"])
        if there == self._place(event["place"]):
            return
        for row in self._take(event):
            self._put(event["item"], there, *row)
            self._tell(event, self._at(event), ("stock", event["item"], there, row[0]), row)

    def regrade(self, event):
        """Goods become the other ones where they lie, batch by batch."""
        other, place = 1 - event["item"], self._place(event["place"])
        for row in self._take(event):
            self._put(other, place, *row)
            self._tell(event, self._at(event), ("stock", other, place, row[0]), row)

    def back(self, event):
        """What the sale consumed last comes back first."""
        left = event["quantity"]
        layers = self.sold[event["of"], event["item"]]
        for layer in sorted(layers, key=self._age, reverse=self.method != "lifo"):
            if left > 0 and layer[2] > 0:
                part = min(left, layer[2])
                cost = layer[3] if part == layer[2] else rounded(layer[3] * part / layer[2])
                layer[2], layer[3], left = layer[2] - part, layer[3] - cost, left - part
                batch = layer[0] if self.method in ("fifo", "lifo") else None
                row = [batch, layer[1], part, cost]
                self._put(event["item"], self._place(event["place"]), *row)
                self._tell(event, ("sale", event["of"], layer[0]), self._at(event), row)

    def _bring(self, event, amount):
        batch = event["id"] if self.method in ("fifo", "lifo") else None
        row = [batch, event["moment"], event["quantity"], amount]
        self._put(event["item"], self._place(event["place"]), *row)
        self._tell(event, None, self._at(event), row)

    # --- extra costs ----------------------------------------------------------------------

    def extra(self, event):
        """Everything that moved the goods since their receipt is gone through again."""
        receipt = self.events[event["of"]]
        shares = self._traced([(receipt["id"], event["amount"])], len(self.log))
        self.extras.append((event, self._handed_out(shares)))

    def _handed_out(self, shares):
        """Whole kopecks: each share cut off, the largest rests get one more."""
        exact = {holder: share * 100 for holder, share in shares.items()}
        parts = {holder: int(share // 1) for holder, share in exact.items()}
        missing = int(sum(exact.values()) - sum(parts.values()))
        rests = sorted(exact, key=lambda one: exact[one] - parts[one], reverse=True)
        for holder in rests[:missing]:
            parts[holder] += 1
        found = [(holder, Decimal(part) / 100) for holder, part in parts.items() if part]
        for holder, amount in found:
            self._add(holder, amount)
        return found

    def _add(self, holder, amount):
        if holder[0] == "stock":
            rows = self.stock[holder[1:3]]
        else:
            item = self.events[holder[1]]["item"]
            if holder[0] == "loss":
                self._lose(holder[1], item, amount)
                return
            rows = self.sold[holder[1], item]
        next(row for row in rows if row[0] == holder[-1])[3] += amount

    def _traced(self, puts, until, before=None):
        """Where sums put on receipts are after so many steps, as exact shares."""
        lying, held = {}, {}
        for event, _item, source, target, quantity, _amount in self.log[:until]:
            if before is not None and not self._precedes(event, before):
                continue
            if source is not None:
                whole = lying.get(source, ZERO)
                if held.get(source):
                    share = Fraction(quantity) / Fraction(whole) if quantity < whole else 1
                    part = held[source] * share
                    held[source] -= part
                    held[target] = held.get(target, 0) + part
                lying[source] = whole - quantity
            if target is not None:
                lying[target] = lying.get(target, ZERO) + quantity
            if source is None:
                for key, amount in puts:
                    if key == event["id"]:
                        held[target] = held.get(target, 0) + Fraction(amount)
        return held

    @staticmethod
    def _precedes(event, month):
        return event["moment"] < month or (event["moment"] == month and event["do"] == "policy")

    # --- policies -------------------------------------------------------------------------

    def policy(self, event):
        """Batches become one, or what was one becomes the first batch; nothing else changes."""
        self.method, self.wide = event["method"], event["wide"]
        batches = self.method in ("fifo", "lifo")
        before, self.stock = self.stock, {}
        for (item, place), rows in before.items():
            loose = place is None and not self.wide
            placed = self._spread_out(event, item, rows) if loose else [(place, r) for r in rows]
            for there, (batch, born, quantity, amount) in placed:
                new = (batch or event["id"]) if batches else None
                since = born if new == batch else event["moment"]
                self._put(item, self._place(there), new, since, quantity, amount)
                target = ("stock", item, self._place(there), new)
                source = ("stock", item, place, batch)
                if source != target:
                    self.log.append((event, item, source, target, quantity, amount))

    def _spread_out(self, event, item, rows):
        """What lay in no place of its own goes to where the goods are, the oldest first."""
        rows, found = sorted(rows, key=self._age), []
        for place, lying in sorted(self._physical(item, event["moment"]).items()):
            for row in rows:
                part = min(lying, row[2])
                if part > 0:
                    amount = row[3] if part == row[2] else rounded(row[3] * part / row[2])
                    row[2], row[3], lying = row[2] - part, row[3] - amount, lying - part
                    found.append((place, [row[0], row[1], part, amount]))
        return found

    def _physical(self, item, moment):
        """How much lies where, by the papers alone."""
        found = {}
        for event in self.events.values():
            if event["moment"] >= moment or "quantity" not in event:
                continue
            place = event["place"]
            if event["do"] == "regrade" and event["item"] != item:
                found[place] = found.get(place, ZERO) + event["quantity"]
            elif event["item"] == item:
                comes = event["do"] in ("receipt", "surplus", "back")
                sign = 1 if comes else -1
                found[place] = found.get(place, ZERO) + sign * event["quantity"]
                if event["do"] == "transfer":
                    found[event["to"]] = found.get(event["to"], ZERO) + event["quantity"]
        return found

    def _photograph(self, event):
        for month in self.months - self.shots.keys():
            if event["moment"] > month or (event["moment"] == month and event["do"] != "policy"):
                self.shots[month] = copy.deepcopy(self.stock)

    # --- the month ------------------------------------------------------------------------

    def close(self, event):
        if self.method != "month_average":
            return
        shot = self.shots.get(event["month"], {})
        opening = {
            node: (sum(r[2] for r in rows), sum(r[3] for r in rows)) for node, rows in shot.items()
        }
        steps = [
            list(one)
            for one in self.log
            if event["month"] <= one[0]["moment"] <= event["moment"] and one[0]["do"] != "policy"
        ]
        month = OracleMonth(opening, steps)
        for where, amount in self._dearer(event, month):
            month.bring(where, amount)
        month.settle()
        for holder, amount in month.holders.items():
            item = self.events[holder[1]]["item"]
            if holder[0] == "loss":
                agreed = self.events[holder[1]].get("amount", ZERO)
                is_return = self.events[holder[1]]["do"] == "supplier_back"
                self.lost[holder[1], item] = amount - (agreed if is_return else ZERO)
            else:
                (row,) = self.sold[holder[1], item]
                row[3] = amount
        for node, amount in month.lying().items():
            rows = self.stock.get(node, [])
            if rows:
                rows[0][3] = amount
            assert rows or amount == 0, "money without goods"
        self._correct(steps)

    def _correct(self, steps):
        """What was moved is told at its final cost from now on."""
        for place, one in enumerate(self.log):
            for step in steps:
                if one[0] is step[0] and one[1:4] == tuple(step[1:4]):
                    self.log[place] = tuple(step)

    def _dearer(self, event, month):
        """Extra costs of the month: into the receipt's place, or where its goods began it."""
        for extra, handed in self.extras:
            if not event["month"] <= extra["moment"] <= event["moment"]:
                continue
            kept = sum((a for holder, a in handed if self._earlier(holder, month)), ZERO)
            receipt = self.events[extra["of"]]
            if receipt["moment"] >= event["month"]:
                yield self._at(receipt)[1:3], extra["amount"]
                continue
            total = extra["amount"] - kept
            found = self._traced([(receipt["id"], extra["amount"])], len(self.log), event["month"])
            lying = {h: s for h, s in found.items() if h[0] == "stock" and s}
            if total and lying:
                whole = sum(lying.values())
                exact = {h: Fraction(total) * s / whole * 100 for h, s in lying.items()}
                parts = {h: int(s // 1) for h, s in exact.items()}
                missing = int(sum(exact.values()) - sum(parts.values()))
                for h in sorted(exact, key=lambda o: exact[o] - parts[o], reverse=True)[:missing]:
                    parts[h] += 1
                for h, part in parts.items():
                    yield h[1:3], Decimal(part) / 100
            elif total:
                yield self._at(receipt)[1:3], total

    @staticmethod
    def _earlier(holder, month):
        return holder[0] != "stock" and holder[:2] not in month.holders

    # --- shelves --------------------------------------------------------------------------

    def _place(self, place):
        return None if self.wide else place

    def _at(self, event):
        batch = None
        if self.method in ("fifo", "lifo"):
            batch = "its own"
        return ("stock", event["item"], self._place(event["place"]), batch)

    def _tell(self, event, source, target, row):
        own = lambda one: (*one[:3], row[0]) if one and one[0] == "stock" else one
        self.log.append((event, event["item"], own(source), own(target), row[2], row[3]))

    def _sell(self, shipment, item, row):
        self.sold.setdefault((shipment, item), []).append(list(row))

    def _lose(self, document, item, amount):
        self.lost[document, item] = self.lost.get((document, item), ZERO) + amount

    @staticmethod
    def _age(row):
        return (row[1], str(row[0]))

    def _put(self, item, place, batch, born, quantity, amount):
        rows = self.stock.setdefault((item, place), [])
        for row in rows:
            if row[0] == batch:
                row[2] += quantity
                row[3] += amount
                return
        rows.append([batch, born, quantity, amount])

    def _take(self, event, first=None):
        key = (event["item"], self._place(event["place"]))
        rows = self.stock.setdefault(key, [])
        rows.sort(key=self._age, reverse=self.method == "lifo")
        rows.sort(key=lambda row: first is not None and row[0] != first)
        found, left = [], event["quantity"]
        for row in rows:
            part = min(left, row[2])
            if part > 0:
                amount = row[3] if part == row[2] else rounded(row[3] * part / row[2])
                row[2], row[3], left = row[2] - part, row[3] - amount, left - part
                found.append([row[0], row[1], part, amount])
        assert left == 0, "the house let more go than there was"
        self.stock[key] = [row for row in rows if row[2] > 0]
        return found


class OracleMonth:
    """A month at its weighted average, worked out in the longest way.

    A node is an item and a place.
    """

    def __init__(self, opening, steps):
        self.opening = {place: list(sums) for place, sums in opening.items()}
        self.steps = steps
        self.holders = {}
        self.sources = {}  # sale -> {place: quantity}
        for _event, _item, source, target, quantity, _amount in steps:
            if source and source[0] == "stock" and target[0] != "stock":
                self.holders[target[:2]] = ZERO
                taken = self.sources.setdefault(target[:2], {})
                taken[source[1:3]] = taken.get(source[1:3], ZERO) + quantity

    def bring(self, place, amount):
        self.opening.setdefault(place, [ZERO, ZERO])[1] += amount

    def settle(self):
        self.prices = self._prices()
        self._round()
        self._sweep()
        for step in self.steps:
            kind = self._kind(step)
            if kind == "out":
                self.holders[step[3][:2]] += step[5]
            elif kind == "back":
                self.holders[step[2][:2]] -= step[5]

    def lying(self):
        found = {place: sums[1] for place, sums in self.opening.items()}
        for step in self.steps:
            kind = self._kind(step)
            if kind in ("out", "move"):
                found[step[2][1:3]] = found.get(step[2][1:3], ZERO) - step[5]
            if kind in ("in", "back", "move"):
                found[step[3][1:3]] = found.get(step[3][1:3], ZERO) + step[5]
        return found

    def _kind(self, step):
        source, target = step[2], step[3]
        if source is None or (source[0] == "sale" and source[:2] not in self.sources):
            return "in"
        if source[0] == "sale":
            return "back"
        return "move" if target[0] == "stock" else "out"

    def _quantities(self):
        found = {place: sums[0] for place, sums in self.opening.items()}
        for step in self.steps:
            kind = self._kind(step)
            if kind in ("out", "move"):
                found[step[2][1:3]] = found.get(step[2][1:3], ZERO) - step[4]
            if kind in ("in", "back", "move"):
                found[step[3][1:3]] = found.get(step[3][1:3], ZERO) + step[4]
        return found

    def _prices(self):
        """One equation a place, solved by plain elimination of all of them."""
        places = sorted({*self._quantities()}, key=str)
        size = len(places)
        rows = [[Fraction(0)] * (size + 1) for _ in places]
        at = {place: n for n, place in enumerate(places)}
        for place, (quantity, amount) in self.opening.items():
            rows[at[place]][at[place]] += Fraction(quantity)
            rows[at[place]][size] += Fraction(amount)
        for step in self.steps:
            kind, quantity = self._kind(step), Fraction(step[4])
            if kind in ("in", "move", "back"):
                row = rows[at[step[3][1:3]]]
                row[at[step[3][1:3]]] += quantity
            if kind == "in":
                row[size] += Fraction(step[5])
            elif kind == "move":
                row[at[step[2][1:3]]] -= quantity
            elif kind == "back":
                taken = self.sources[step[2][:2]]
                for place, part in taken.items():
                    row[at[place]] -= quantity * Fraction(part) / Fraction(sum(taken.values()))
        return self._eliminate(places, rows)

    @staticmethod
    def _eliminate(places, rows):
        for n, place in enumerate(places):
            if not any(rows[n]):
                rows[n][n] = Fraction(1)  # nothing ever lay there
            pivot = next(m for m in range(n, len(places)) if rows[m][n])
            rows[n], rows[pivot] = rows[pivot], rows[n]
            for m in range(len(places)):
                if m != n and rows[m][n]:
                    times = rows[m][n] / rows[n][n]
                    rows[m] = [a - times * b for a, b in zip(rows[m], rows[n], strict=True)]
            del place
        return {place: rows[n][-1] / rows[n][n] for n, place in enumerate(places)}

    def _round(self):
        exact, told, cost = {}, {}, {}
        for step in self.steps:
            kind = self._kind(step)
            if kind in ("out", "move"):
                place = step[2][1:3]
                exact[place] = exact.get(place, 0) + Fraction(step[4]) * self.prices[place]
                step[5] = kopecks(exact[place]) - told.get(place, ZERO)
                told[place] = kopecks(exact[place])
            if kind == "out":
                cost[step[3][:2]] = cost.get(step[3][:2], ZERO) + step[5]
        back = {}
        for step in self.steps:
            if self._kind(step) == "back":
                sale = step[2][:2]
                quantity, amount = back.get(sale, (ZERO, ZERO))
                quantity += step[4]
                whole = Fraction(sum(self.sources[sale].values()))
                due = kopecks(Fraction(cost[sale]) * Fraction(quantity) / whole)
                step[5] = due - amount
                back[sale] = (quantity, due)

    def _sweep(self):
        """An empty place keeps nothing: the last issue takes it, or the goods that moved on."""
        for _turn in range(2):
            for place, amount in self.lying().items():
                if self._quantities().get(place, ZERO) == 0 and amount:
                    outs = [s for s in self.steps if self._kind(s) == "out" and s[2][1:3] == place]
                    if outs:
                        outs[-1][5] += amount
                    else:
                        self._pass_on(place, amount)

    def _pass_on(self, start, amount):
        ways, seen = [[start]], {start}
        while ways:
            way = ways.pop(0)
            here = way[-1]
            takes = self._quantities().get(here, ZERO) != 0 or any(
                self._kind(s) == "out" and s[2][1:3] == here for s in self.steps
            )
            if len(way) > 1 and takes:
                for source, target in pairwise(way):
                    self._last_move(source, target)[5] += amount
                return
            for step in self.steps:
                if (
                    self._kind(step) == "move"
                    and step[2][1:3] == here
                    and step[3][1:3] not in seen
                ):
                    seen.add(step[3][1:3])
                    ways.append([*way, step[3][1:3]])

    def _last_move(self, source, target):
        return [
            s
            for s in self.steps
            if self._kind(s) == "move" and s[2][1:3] == source and s[3][1:3] == target
        ][-1]
