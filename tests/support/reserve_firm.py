"""Random receipts, reservations and shipments, told to the house and to the reference at once."""

import random
from datetime import timedelta

from support.reserve_oracle import KEPT, STOCK, Ledger
from support.trade import TRADE, Shop, catalog_house, day, make_trade
from tradepost.core.errors import Refusal
from tradepost.core.posting import service
from tradepost.core.posting.errors import Shortage
from tradepost.core.records.write import save

PLACES, ORDERS = ("01", "02"), 3
DEEDS_A_HISTORY = 3, 12
DEEDS = (
    "receive",
    "reserve",
    "reserve",
    "release",
    "move",
    "hand_over",
    "ship",
    "ship",
    "unpost",
    "post",
)


def make_store(url):
    """The trade with a second warehouse."""
    make_trade(url)
    shop = Shop(open_store(url))
    shop.add("warehouse", code="02", name="Far")
    shop.house.close()


def open_store(url):
    return catalog_house(url, TRADE)


class ReserveHistory:
    """Deeds at random moments of one item; what the house refuses the reference has to refuse too.

    Args:
        shop: the trade in the shop's words.
        name: of the item, new in this base.
        chance: a `random.Random`.
    """

    def __init__(self, shop, name, chance):
        self.shop, self.item, self.chance = shop, name, chance
        self.ledger, self.faults, self.gone = Ledger(), [], []
        self.kinds, self.facts = {}, {}
        self.places = {code: shop.key("warehouse", code) for code in PLACES}
        with shop.house.work() as work:
            units = [{"unit": "box", "factor": "3"}]
            save(work, "item", {"code": name, "name": name, "unit": "pcs", "units": units})
            self.orders = [self._order(work, day(1) + timedelta(minutes=n)) for n in range(ORDERS)]
        self.minutes = set()

    def _order(self, work, moment):
        lines = [{"item": self.item, "quantity": "9999", "price": "100"}]
        order = save(
            work, "customer_order", {"moment": moment.isoformat(), "party": "C", "lines": lines}
        )
        service.post(work, order)
        return order.id

    def live(self, deeds):
        for _n in range(2):
            self._receive()
        for _n in range(deeds):
            getattr(self, f"_{self.chance.choice(DEEDS)}")()

    def differences(self):
        """Where the house and the reference disagree; empty is good."""
        found, shop = list(self.faults), self.shop
        for code in PLACES:
            where = {"item": self.item, "warehouse": code}
            asked = {(STOCK, code): shop.balance("stock_on_hand", **where)}
            for n, key in enumerate(self.orders):
                asked[KEPT, code, n] = shop.balance("stock_reserved", order=key, **where)
            found += [
                f"{key}: {much}, reference {self.ledger.balance(key)}"
                for key, much in asked.items()
                if much != self.ledger.balance(key)
            ]
        return found

    # --- deeds --------------------------------------------------------------------------

    def _receive(self):
        place, much = self.chance.choice(PLACES), self.chance.randint(1, 9)
        row = self._row(much, price=60)
        data = {"party": "S", "warehouse": place, "lines": [row]}
        self._paper("goods_receipt", data, lambda _at: [((STOCK, place), much)])

    def _reserve(self):
        place, who = self.chance.choice(PLACES), self.chance.randrange(ORDERS)
        self._promise(who, [(self._much(), None, place, who)])

    def _release(self):
        place, who = self.chance.choice(PLACES), self.chance.randrange(ORDERS)
        self._promise(who, [(self._much(), place, None, who)])

    def _move(self):
        source, who = self.chance.choice(PLACES), self.chance.randrange(ORDERS)
        target = PLACES[1 - PLACES.index(source)]
        self._promise(who, [(self._much(), source, target, who)])

    def _hand_over(self):
        place, much = self.chance.choice(PLACES), self._much()
        giver, taker = self.chance.sample(range(ORDERS), 2)
        self._promise(giver, [(much, place, None, giver), (much, None, place, taker)])

    def _promise(self, who, rows):
        moves, lines = [], []
        for much, source, target, whose in rows:
            line = self._row(much) | {"order": str(self.orders[whose])}
            if source:
                line["from"] = str(self.places[source])
                moves.append(((KEPT, source, whose), -much))
            if target:
                line["to"] = str(self.places[target])
                moves.append(((KEPT, target, whose), much))
            lines.append(line)
        data = {"customer_order": str(self.orders[who]), "lines": lines}
        self._paper("reservation", data, lambda _at: moves)

    def _ship(self):
        place, who, much = self.chance.choice(PLACES), self.chance.randrange(ORDERS), self._much()
        source = self.chance.choice(["any", "any", "reserve", "free"])
        row = self._row(much, price=100) | {"source": source}
        order = str(self.orders[who])
        data = {"party": "C", "warehouse": place, "customer_order": order, "lines": [row]}

        def moves(at):
            mine = self.ledger.balance((KEPT, place, who), before=at)
            used = {"free": 0, "reserve": much, "any": min(much, max(mine, 0))}[source]
            return [((STOCK, place), -much), ((KEPT, place, who), -used)]

        self._paper("shipment", data, moves)

    def _unpost(self):
        if not self.ledger.papers:
            return
        key = self.chance.choice(list(self.ledger.papers))
        moment, _moves = self.ledger.papers[key]
        if self._agreed(key, moment, [], lambda: self.shop.unpost(self.kinds[key], key)):
            self.ledger.take_out(key)
            self.gone.append((key, moment))

    def _post(self):
        if not self.gone:
            return
        key, moment = self.gone.pop(self.chance.randrange(len(self.gone)))
        moves = self.facts[key](moment)
        if self._agreed(key, moment, moves, lambda: self.shop.post(self.kinds[key], key)):
            self.ledger.put(key, moment, moves)
        else:
            self.gone.append((key, moment))

    def _paper(self, kind, data, moves_at):
        """Write a paper and post it; what is refused stays a draft and may be tried again."""
        moment = self._moment()
        moves = moves_at(moment)
        with self.shop.house.work() as work:
            paper = save(work, kind, {**data, "moment": moment.isoformat()})
            key = paper.id
            self.kinds[key], self.facts[key] = kind, moves_at
            if self._agreed(key, moment, moves, lambda: _tried(work, paper)):
                self.ledger.put(key, moment, moves)
            else:
                self.gone.append((key, moment))

    def _agreed(self, key, moment, moves, do):
        """Let the house do it; whether it did, told where the reference is of another mind."""
        allowed, did, why = self.ledger.allows(key, moment, moves), True, ""
        try:
            do()
        except Refusal as refused:
            did, why = False, str(refused)
            if not all(isinstance(one, Shortage) for one in refused.each()):
                self.faults.append(f"refused for another reason: {why}")
        if did != allowed:
            word = "done" if did else f"refused ({why})"
            self.faults.append(f"{self.kinds[key]} at {moment:%d %H:%M} {word}, reference differs")
        return did

    def _moment(self):
        """A minute of six days that no paper has yet."""
        minute = self.chance.randrange(9000)
        while minute in self.minutes:
            minute += 1
        self.minutes.add(minute)
        return day(2) + timedelta(minutes=minute)

    def _much(self):
        return self.chance.randint(1, 6)

    def _row(self, much, **more):
        """Pieces, or boxes of three where it comes out even."""
        boxes = much % 3 == 0 and self.chance.random() < 0.5
        row = {"item": self.item, "quantity": str(much // 3 if boxes else much)}
        price = {name: str(one) for name, one in more.items()}
        return row | price | {"unit": "box" if boxes else "pcs"}


def _tried(work, paper):
    with work.session.begin_nested():  # a refusal leaves the draft
        service.post(work, paper)


def lived(shop, seed):
    """A random history of promises; answers it once all is done."""
    return lived_by(shop, f"TEA-{seed}", random.Random(seed))


def lived_by(shop, name, chance):
    """A history by any chance: also one that hypothesis draws, and makes shorter where it fails."""
    history = ReserveHistory(shop, name, chance)
    history.live(chance.randint(*DEEDS_A_HISTORY))
    return history
