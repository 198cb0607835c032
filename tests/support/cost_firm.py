"""A firm that keeps cost, told what to do in few words; and histories of it made by chance."""

import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import accumulate, product
from zoneinfo import ZoneInfo

from support.cost_oracle import Oracle
from tradepost.core.errors import Refusal
from tradepost.core.posting import readings, service, verify
from tradepost.core.records.read import must_find
from tradepost.core.records.write import save
from tradepost.plugins.costing import CostBatches, CostOfSales, Expenses

D = Decimal
START = datetime(2026, 1, 1, 9, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Moscow")
MONTHS = tuple(datetime(2026, month, 1, tzinfo=ZONE) for month in (1, 2, 3))
METHODS = ("fifo", "lifo", "average", "month_average")


def day(n):
    return START + timedelta(days=n)


class Firm:
    """A firm with three warehouses and a few items."""

    def __init__(self, house, method="fifo", *, wide=False, goods=2):
        self.house, self.method, self.wide = house, method, wide
        usual = method if method in ("fifo", "average") else "fifo"
        with house.work() as work:
            put = lambda what, **data: save(work, what, data)
            self.firm = put("organisation", name="Firm", currency="RUB", cost_method=usual).id
            self.places = [put("warehouse", name=f"Store {n}").id for n in range(3)]
            self.items = [
                put("item", name=f"Tea {n}", unit="pcs", kind="goods").id for n in range(goods)
            ]
            if goods > 1:  # the second is what the first becomes when it is damaged
                grade = {"quality": "limited", "grade_of": str(self.items[0])}
                save(work, "item", grade, id=self.items[1])
            self.supplier = put("party", name="Supplier", is_supplier=True).id
            self.customer = put("party", name="Customer", is_customer=True).id
        if usual != method or wide:
            self.policy(MONTHS[0], method, wide=wide)

    def document(self, kind, at, rows, place=0, **more):
        lines = [
            {"item": str(self.items[item]), "quantity": str(quantity)}
            | ({} if price is None else {"price": str(price)})
            for item, quantity, price in rows
        ]
        return self.paper(kind, at, lines=lines, warehouse=str(self.places[place]), **more)

    def paper(self, kind, at, **data):
        data = {"organisation": str(self.firm), "moment": at.isoformat(), **data}
        with self.house.work() as work:
            document = save(work, kind, data)
            service.post(work, document)
        return document.id

    def receive(self, at, quantity, price, item=0, place=0):
        party = {"party": str(self.supplier), "currency": "RUB"}
        return self.document("goods_receipt", at, [(item, quantity, price)], place, **party)

    def find(self, at, quantity, price, item=0, place=0):
        return self.document("surplus_entry", at, [(item, quantity, price)], place)

    def sell(self, at, quantity, item=0, place=0):
        party = {"party": str(self.customer), "currency": "RUB"}
        return self.document("shipment", at, [(item, quantity, 200)], place, **party)

    def take_back(self, at, quantity, sale, item=0, place=0):
        more = {"party": str(self.customer), "currency": "RUB"}
        if sale:
            more["shipment"] = str(sale)
        return self.document("customer_return", at, [(item, quantity, 200)], place, **more)

    def give_back(self, at, quantity, price, receipt, item=0, place=0):
        more = {"party": str(self.supplier), "currency": "RUB", "goods_receipt": str(receipt)}
        return self.document("supplier_return", at, [(item, quantity, price)], place, **more)

    def move(self, at, quantity, item=0, place=0, to=None):
        there = self.places[1 - place if to is None else to]
        return self.document(
            "transfer", at, [(item, quantity, None)], place, to_warehouse=str(there)
        )

    def write_off(self, at, quantity, item=0, place=0):
        return self.document("write_off", at, [(item, quantity, None)], place)

    def regrade(self, at, quantity, item=0, place=0):
        """Goods become the other ones: they are damaged, or put right."""
        names = {"item": str(self.items[item]), "to_item": str(self.items[1 - item])}
        lines = [{**names, "quantity": str(quantity)}]
        return self.paper("quality_change", at, lines=lines, warehouse=str(self.places[place]))

    def extra(self, at, amount, *receipts, **more):
        data = {"party": str(self.supplier), "amount": str(amount), "currency": "RUB", **more}
        return self.paper("extra_costs", at, goods_receipts=[*map(str, receipts)], **data)

    def policy(self, at, method, *, wide=False):
        return self.paper("cost_policy", at, method=method, company_wide=wide)

    def close(self, month):
        return self.paper("cost_adjustment", month, month=month.date().isoformat())

    def unpost(self, kind, key):
        with self.house.work() as work:
            service.unpost(work, must_find(work, self.house.schema.documents[kind], key))

    def post(self, kind, key):
        with self.house.work() as work:
            service.post(work, must_find(work, self.house.schema.documents[kind], key))

    def _sum(self, read, register, item, **where):
        where = {"item": self.items[item], **where}
        with self.house.work(reads_only=True) as work:
            rows = read(work, register, by=(), where=where)
        return rows[0]["amount"] if rows else D(0)

    def value(self, item=0, place=0):
        where = {} if place is None else {"warehouse": self.places[place]}
        return self._sum(readings.balance, CostBatches, item, **where)

    def cost_of_sales(self, item=0):
        return self._sum(readings.turnover, CostOfSales, item)

    def cost_of(self, shipment, item=0):
        return self._sum(readings.turnover, CostOfSales, item, shipment=shipment)

    def expenses(self, item=0):
        return self._sum(readings.turnover, Expenses, item)

    def restore(self):
        while True:
            with self.house.work() as work:
                if service.restore_sequence(work) == 0:
                    return

    def faults(self):
        with self.house.work(reads_only=True) as work:
            return verify.broken(work)


KINDS = {
    "receipt": "goods_receipt",
    "surplus": "surplus_entry",
    "shipment": "shipment",
    "back": "customer_return",
    "supplier_back": "supplier_return",
    "transfer": "transfer",
    "write_off": "write_off",
    "regrade": "quality_change",
    "extra": "extra_costs",
    "policy": "cost_policy",
    "close": "cost_adjustment",
}
DEEDS = (
    *("receipt",) * 4,
    *("shipment",) * 4,
    *("transfer",) * 4,
    *("back", "supplier_back", "extra") * 2,
    *("regrade",) * 3,
    "write_off",
    "surplus",
    "sell_out",
    "pass_through",
    *("unpost",) * 2,
    "repost",
    "restore",
)


class History:
    """Random deeds at random moments, in no order; what the house refuses has not happened.

    Args:
        firm: who does it.
        chance: a `random.Random`.
        changes: whether policies change and months are closed on the way.
    """

    def __init__(self, firm, chance, *, changes=True):
        self.firm, self.chance = firm, chance
        self.events, self.taken_back = [], []
        self.deeds = (*DEEDS, *(("close", "close", "policy") if changes else ()))

    def live(self, deeds):
        for _n in range(deeds // 6):
            self._paper("receipt")
        for _n in range(deeds):
            do = self.chance.choice(self.deeds)
            getattr(self, f"_{do}", self._paper)(do)
        for month in MONTHS[:2] if self.chance.random() < 0.7 else ():
            self._sell_out("sell_out", month)
            self._close("close", month)
        self.firm.restore()

    def keep(self, event):
        """Let it happen; where the house lets it, remember it."""
        try:
            event["id"] = self._done(event)
        except Refusal:
            return
        self.events.append(event)

    def differences(self):
        """Where the house and the reference disagree; empty is good."""
        firm, found = self.firm, []
        oracle = Oracle(firm.method, self.events, wide=firm.wide)
        for item in range(2):
            asked = {
                "cost of sales": (firm.cost_of_sales(item), oracle.cost_of_sales(item)),
                "expenses": (firm.expenses(item), oracle.expenses(item)),
                "stock": (firm.value(item, None), oracle.value(item)),
            }
            if not oracle.wide:
                for place in range(3):
                    asked[f"store {place}"] = (firm.value(item, place), oracle.value(item, place))
            for shipment, what in oracle.sold:
                if what == item:
                    own = (firm.cost_of(shipment, item), oracle.cost_of(shipment, item))
                    asked[f"sale {shipment}"] = own
            found += [(item, n, *pair) for n, pair in asked.items() if pair[0] != pair[1]]
        return found + firm.faults()

    # --- deeds ----------------------------------------------------------------------------

    def _of(self, *deeds):
        found = [one for one in self.events if one["do"] in deeds]
        return self.chance.choice(found) if found else None

    def _moment(self, do):
        chance = self.chance
        if chance.random() < 0.1:  # about midnight, on either side of it
            return chance.choice(MONTHS[:2]) + timedelta(minutes=chance.randrange(-240, 240))
        early = do in ("receipt", "surplus") and chance.random() < 0.7
        first, last = (0, 12) if early else (2, 45)
        return day(chance.randrange(first, last)) + timedelta(minutes=chance.randrange(600))

    def _paper(self, do):
        chance = self.chance
        event = {"do": do, "moment": self._moment(do), "item": chance.randrange(2)}
        event |= {"place": chance.randrange(3), "quantity": D(chance.randrange(1, 9))}
        if do in ("receipt", "surplus"):
            event["price"] = D(chance.randrange(1, 10_000)) / 100
            event["amount"] = (event["price"] * event["quantity"]).quantize(D("0.01"))
        if do == "transfer":
            event["to"] = (event["place"] + chance.randrange(1, 3)) % 3
        if do in ("receipt", "surplus"):
            event["quantity"] += chance.randrange(20)
            event["amount"] = (event["price"] * event["quantity"]).quantize(D("0.01"))
        self.keep(event)

    def _pass_through(self, _do):
        """Goods go on to another store in parts, with sales between, and are sold out there.

        Each part is rounded on its own, so the parts do not add up to what they are sold for.
        """
        chance, month = self.chance, self.chance.choice(MONTHS[:2])
        item, place = chance.randrange(2), chance.randrange(3)
        to = (place + chance.randrange(1, 3)) % 3
        at = lambda day: month + timedelta(days=day, minutes=chance.randrange(600))
        price = D(chance.randrange(1, 10_000)) / 100
        here = {"item": item, "place": place}
        put = {"do": "receipt", "moment": at(1), "quantity": D(30), "price": price, **here}
        self.keep(put | {"amount": price * 30})
        for day in (5, 6, 7):
            parts = [D(chance.randrange(1, 5)) for _ in range(2)]
            self.keep({"do": "shipment", "moment": at(day), "quantity": parts[0], **here})
            self.keep(
                {"do": "transfer", "moment": at(day), "quantity": parts[1], "to": to, **here}
            )
        self._empty(item, to, month)

    def _sell_out(self, _do, month=None):
        """Some stores are emptied at the end of a month: no kopeck may stay without goods."""
        month = month or self.chance.choice(MONTHS[:2])
        for item, place in product(range(2), range(3)):
            if self.chance.random() < 0.3:
                self._empty(item, place, month)

    def _empty(self, item, place, month):
        following = MONTHS[MONTHS.index(month) + 1]
        moment = following - timedelta(minutes=self.chance.randrange(1, 3000))
        quantity = self._lies(item, place, moment)
        if quantity > 0:
            event = {"do": "shipment", "moment": moment, "item": item, "place": place}
            self.keep(event | {"quantity": quantity})

    def _lies(self, item, place, moment):
        """What may leave a store at a moment by the papers, with all that leaves it later."""
        moved = sorted(
            (max(one["moment"], moment), sign * one["quantity"])
            for one in self.events
            for what, where, sign in _ends(one)
            if what == item and where == place
        )
        lies = list(accumulate(quantity for _at, quantity in moved))
        here = sum(1 for at, _quantity in moved if at == moment)
        return min(lies[max(here - 1, 0) :], default=D(0))

    def _back(self, do):
        sale = self._of("shipment")
        if sale:
            self._after(do, sale, place=self.chance.randrange(3))

    def _supplier_back(self, do):
        receipt = self._of("receipt")
        if receipt:
            price = receipt["price"] + D(self.chance.randrange(-50, 50)) / 100
            self._after(do, receipt, place=receipt["place"], price=max(price, D("0.01")))

    def _after(self, do, first, **more):
        quantity = min(D(self.chance.randrange(1, 9)), first["quantity"])
        moment = first["moment"] + timedelta(minutes=self.chance.randrange(1, 20_000))
        event = {"do": do, "of": first["id"], "item": first["item"], "moment": moment}
        event |= {"quantity": quantity, **more}
        if "price" in more:
            event["amount"] = (more["price"] * quantity).quantize(D("0.01"))
        self.keep(event)

    def _extra(self, do):
        receipt = self._of("receipt")
        if receipt:
            moment = receipt["moment"] + timedelta(minutes=self.chance.randrange(1, 40_000))
            amount = D(self.chance.randrange(1, 20_000)) / 100
            self.keep({"do": do, "of": receipt["id"], "moment": moment, "amount": amount})

    def _close(self, do, month=None):
        month = month or self.chance.choice(MONTHS[:2])
        following = MONTHS[MONTHS.index(month) + 1]
        moment = following - timedelta(microseconds=1)
        self.keep({"do": do, "month": month, "moment": moment})

    def _policy(self, do):
        month, method = self.chance.choice(MONTHS[:2]), self.chance.choice(METHODS)
        wide = self.chance.random() < 0.3
        self.keep({"do": do, "moment": month, "method": method, "wide": wide})

    def _unpost(self, _do):
        event = self._of(*KINDS)
        if event is None:
            return
        try:
            self.firm.unpost(KINDS[event["do"]], event["id"])
        except Refusal:
            return
        self.events.remove(event)
        self.taken_back.append(event)

    def _repost(self, _do):
        event = self._of(*KINDS)
        if self.taken_back and self.chance.random() < 0.8:
            event = self.taken_back.pop(self.chance.randrange(len(self.taken_back)))
        if event is None:
            return
        try:
            self.firm.post(KINDS[event["do"]], event["id"])
        except Refusal:
            return
        if event not in self.events:
            self.events.append(event)

    def _restore(self, _do):
        self.firm.restore()

    def _done(self, event):
        firm, do, at = self.firm, event["do"], event["moment"]
        if do == "policy":
            return firm.policy(at, event["method"], wide=event["wide"])
        if do == "close":
            return firm.close(event["month"])
        if do == "extra":
            return firm.extra(at, event["amount"], event["of"])
        here = {"item": event["item"], "place": event["place"]}
        quantity = event["quantity"]
        if do in ("receipt", "surplus"):
            act = firm.receive if do == "receipt" else firm.find
            return act(at, quantity, event["price"], **here)
        if do == "back":
            return firm.take_back(at, quantity, event["of"], **here)
        if do == "supplier_back":
            return firm.give_back(at, quantity, event["price"], event["of"], **here)
        if do == "transfer":
            return firm.move(at, quantity, to=event["to"], **here)
        if do == "regrade":
            return firm.regrade(at, quantity, **here)
        return (firm.sell if do == "shipment" else firm.write_off)(at, quantity, **here)


def _ends(event):
    """Which goods a paper brings into and out of which stores."""
    if event["do"] in ("receipt", "surplus", "back"):
        yield event["item"], event["place"], 1
    elif "place" in event:
        yield event["item"], event["place"], -1
    if "to" in event:
        yield event["item"], event["to"], 1
    if event["do"] == "regrade":
        yield 1 - event["item"], event["place"], 1


def lived(house, seed, method, deeds=30, *, changes=True):
    """A random history of a firm; answers it once all is settled."""
    chance = random.Random(seed)
    firm = Firm(house, method, wide=chance.random() < 0.25)
    history = History(firm, chance, changes=changes)
    history.live(deeds)
    return history
