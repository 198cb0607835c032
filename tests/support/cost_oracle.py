"""A slow, plain reference of cost: replays every document from the beginning.

Written apart from the plugin, with lists and nothing clever, so that the two can disagree.
An event is a dict: moment, id, do (receipt, shipment, return, transfer, write_off),
item, quantity, and amount, place, to, of where they apply.
"""

from decimal import ROUND_HALF_UP, Decimal

KOPECK = Decimal("0.01")


def rounded(value):
    return value.quantize(KOPECK, rounding=ROUND_HALF_UP)


class Oracle:
    """Cost by `method` ("fifo" or "average") after a list of events."""

    def __init__(self, method, events):
        self.method = method
        self.stock = {}  # (item, place) -> [[batch, born, quantity, amount]]
        self.sold = {}  # (shipment, item) -> [[batch, born, quantity, amount]], oldest first
        self.born = {}
        for event in sorted(events, key=lambda one: (one["moment"], one["id"])):
            getattr(self, event["do"])(event)

    def value(self, item, place):
        return sum((row[3] for row in self.stock.get((item, place), [])), Decimal(0))

    def cost_of_sales(self, item):
        rows = [row for (_s, i), found in self.sold.items() if i == item for row in found]
        return sum((row[3] for row in rows), Decimal(0))

    def receipt(self, event):
        batch = event["id"] if self.method == "fifo" else None
        self._put(
            event["item"],
            event["place"],
            batch,
            event["moment"],
            event["quantity"],
            event["amount"],
        )

    def shipment(self, event):
        taken = self._take(event["item"], event["place"], event["quantity"])
        self.sold.setdefault((event["id"], event["item"]), []).extend(taken)

    def write_off(self, event):
        self._take(event["item"], event["place"], event["quantity"])

    def transfer(self, event):
        for batch, born, quantity, amount in self._take(
            event["item"], event["place"], event["quantity"]
        ):
            self._put(event["item"], event["to"], batch, born, quantity, amount)

    def back(self, event):
        layers = self.sold[(event["of"], event["item"])]
        left = event["quantity"]
        for layer in sorted(layers, key=self._age, reverse=True):
            if left > 0 and layer[2] > 0:
                quantity = min(left, layer[2])
                amount = (
                    layer[3] if quantity == layer[2] else rounded(layer[3] * quantity / layer[2])
                )
                layer[2] -= quantity
                layer[3] -= amount
                left -= quantity
                self._put(event["item"], event["place"], layer[0], layer[1], quantity, amount)

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

    def _take(self, item, place, quantity):
        rows = self.stock.setdefault((item, place), [])
        rows.sort(key=self._age)
        found, left = [], quantity
        for row in rows:
            if left <= 0:
                break
            part = min(left, row[2])
            if part <= 0:
                continue
            amount = row[3] if part == row[2] else rounded(row[3] * part / row[2])
            row[2] -= part
            row[3] -= amount
            left -= part
            found.append([row[0], row[1], part, amount])
        assert left == 0, "the house let more go than there was"
        self.stock[(item, place)] = [row for row in rows if row[2] > 0]
        return found
