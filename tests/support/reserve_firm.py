"""Random papers of orders and promises, told to the house and to the reference at once."""

import random
from datetime import timedelta

from support.reserve_oracle import KEPT, LEFT, PLACED, STOCK, TO_COME, Ledger
from support.trade import TRADE, Shop, catalog_house, day, make_trade
from tradepost.core.errors import Refusal
from tradepost.core.posting import service
from tradepost.core.posting.errors import Shortage
from tradepost.core.records.write import save
from tradepost.plugins.orders import MoreThanOrdered, NothingLeft, OtherSource
from tradepost.plugins.reservations import invariants
from tradepost.plugins.reservations.errors import GivenUpSince, PromisedBeyond

WAREHOUSES, SUPPLIERS = ("01", "02"), ("soon", "late")
PLACES = (*WAREHOUSES, *SUPPLIERS)
"""In the turn goods are promised from them: the orders' own warehouse, the other, what comes."""
ORDERED = (9999, 12, 5)
ORDERS = len(ORDERED)
DEEDS_A_HISTORY = 3, 12
DEEDS = (
    "receive",
    "bring",
    "reserve",
    "reserve",
    "reserve",
    "release",
    "move",
    "hand_over",
    "ship",
    "ship",
    "ship",
    "correct",
    "correct",
    "close",
    "order_again",
    "unpost",
    "unpost",
    "post",
    "post",
)
EXPECTED = (Shortage, PromisedBeyond, GivenUpSince, MoreThanOrdered, NothingLeft, OtherSource)
"""What a paper may be refused for; which of them says it is not the reference's concern."""


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

    A paper is told by `facts`: what it moves at a moment as the reference sees it, or None where
    its own rules forbid it.

    Args:
        shop: the trade in the shop's words.
        name: of the item, new in this base.
        chance: a `random.Random`.
    """

    def __init__(self, shop, name, chance):
        self.shop, self.item, self.chance = shop, name, chance
        self.ledger, self.faults, self.gone = Ledger(), [], []
        self.kinds, self.facts, self.minutes = {}, {}, set()
        self.places = {code: shop.key("warehouse", code) for code in WAREHOUSES}
        with shop.house.work() as work:
            units = [{"unit": "box", "factor": "3"}]
            save(work, "item", {"code": name, "name": name, "unit": "pcs", "units": units})
        self.orders = []
        for n, much in enumerate(ORDERED):
            data = {"party": "C", "warehouse": "01", "lines": [self._row(much, price=100)]}
            moves = lambda _at, who=n, much=much: [((LEFT, who), much)]
            self.orders.append(self._paper("customer_order", data, moves, self._early(n)))
        for n, name in enumerate(SUPPLIERS):
            data = {"party": "S", "due_on": f"2026-03-2{n}", "lines": [self._row(12, price=60)]}
            moves = lambda _at, name=name: [((TO_COME, name), 12)]
            self.places[name] = self._paper("supplier_order", data, moves, self._early(10 + n))

    def live(self, deeds):
        for _n in range(2):
            self._receive()
        for _n in range(deeds):
            getattr(self, f"_{self.chance.choice(DEEDS)}")()

    def differences(self):
        """Where the house and the reference disagree; empty is good."""
        balance = self.shop.balance
        asked = {}
        for code in WAREHOUSES:
            where = {"item": self.item, "warehouse": code}
            asked[STOCK, code] = balance("stock_on_hand", **where)
            for n, key in enumerate(self.orders):
                asked[KEPT, code, n] = balance("stock_reserved", order=key, **where)
        for name in SUPPLIERS:
            where = {"item": self.item, "order": self.places[name]}
            asked[TO_COME, name] = balance("supplier_orders", **where)
            for n, key in enumerate(self.orders):
                asked[PLACED, name, n] = balance("order_placement", customer_order=key, **where)
        for n, key in enumerate(self.orders):
            asked[LEFT, n] = balance("customer_orders", order=key)
        return [
            *self.faults,
            *(
                f"{key}: {much}, reference {self.ledger.balance(key)}"
                for key, much in asked.items()
                if much != self.ledger.balance(key)
            ),
            *self.shop.read(lambda work: list(invariants.broken(work))),
        ]

    # --- goods come ---------------------------------------------------------------------

    def _receive(self):
        place, much = self.chance.choice(WAREHOUSES), self.chance.randint(1, 9)
        data = {"party": "S", "warehouse": place, "lines": [self._row(much, price=60)]}
        self._paper("goods_receipt", data, lambda _at: [((STOCK, place), much)])

    def _bring(self):
        """A receipt by an order to a supplier: kept for who waits, the oldest order first."""
        place, source = self.chance.choice(WAREHOUSES), self.chance.choice(SUPPLIERS)
        much, ledger = self._much(), self.ledger
        order = str(self.places[source])
        data = {"party": "S", "warehouse": place, "supplier_order": order}

        def moves(at):
            if much > ledger.balance((TO_COME, source), before=at) or not self._stands(order):
                return None
            found, rest = [((TO_COME, source), -much), ((STOCK, place), much)], much
            for who in range(ORDERS):
                part = min(rest, ledger.balance((PLACED, source, who), before=at))
                rest -= part
                found += [((PLACED, source, who), -part), ((KEPT, place, who), part)]
            return found

        self._paper("goods_receipt", data | {"lines": [self._row(much, price=60)]}, moves)

    # --- promises -----------------------------------------------------------------------

    def _reserve(self):
        self._promise(self._who(), [(self._much(), None, self.chance.choice(PLACES))])

    def _release(self):
        self._promise(self._who(), [(self._much(), self.chance.choice(PLACES), None)])

    def _move(self):
        self._promise(self._who(), [(self._much(), *self.chance.sample(PLACES, 2))])

    def _hand_over(self):
        place, much = self.chance.choice(PLACES), self._much()
        giver, taker = self.chance.sample(range(ORDERS), 2)
        self._promise(giver, [(much, place, None), (much, None, place, taker)])

    def _promise(self, who, rows):
        moves, lines, takers = [], [], set()
        for much, source, target, *whose in rows:
            (whose,) = whose or (who,)
            line = self._row(much) | {"order": str(self.orders[whose])}
            if source:
                line["from"] = str(self.places[source])
                moves.append((_promised(source, whose), -much))
            if target:
                line["to"] = str(self.places[target])
                moves.append((_promised(target, whose), much))
                takers.add(whose)
            lines.append(line)
        data = {"customer_order": str(self.orders[who]), "lines": lines}
        stand = lambda: all(self._stands(self.orders[one]) for one in takers)
        self._paper("reservation", data, lambda _at: moves if stand() else None)

    # --- orders are carried out, corrected, closed ----------------------------------------

    def _ship(self):
        place, who, much = self.chance.choice(WAREHOUSES), self._who(), self._much()
        source = self.chance.choice(["any", "any", "reserve", "free"])
        row = self._row(much, price=100) | {"source": source}
        order = str(self.orders[who])
        data = {"party": "C", "warehouse": place, "customer_order": order, "lines": [row]}

        def moves(at):
            if much > self.ledger.balance((LEFT, who), before=at) or not self._stands(order):
                return None
            mine = self.ledger.balance((KEPT, place, who), before=at)
            used = {"free": 0, "reserve": much, "any": min(much, max(mine, 0))}[source]
            found = [((STOCK, place), -much), ((LEFT, who), -much), ((KEPT, place, who), -used)]
            return [*found, *self._freed(at, who, found)]

        self._paper("shipment", data, moves)

    def _correct(self):
        who, much, less = self._who(), self._much(), self.chance.random() < 0.7
        order = str(self.orders[who])
        line = self._row(much, price=100) | {"less": less}
        moved = [((LEFT, who), -much if less else much)]

        def moves(at):
            return [*moved, *self._freed(at, who, moved)] if self._stands(order) else None

        self._paper("order_adjustment", {"customer_order": order, "lines": [line]}, moves)

    def _close(self):
        who = self._who()

        def moves(at):
            left = self.ledger.balance((LEFT, who), before=at)
            found = [((LEFT, who), -left)] if left else []
            return [*found, *self._freed(at, who, found)] or None

        self._paper("order_closing", {"lines": [{"order": str(self.orders[who])}]}, moves)

    def _freed(self, at, who, moves):
        """What is promised beyond the rest of an order, the last promised first."""
        changed = lambda kinds: sum(much for key, much in moves if key[0] in kinds)
        promised = self.ledger.promised(who) + changed((KEPT, PLACED))
        need, found = promised - self.ledger.balance((LEFT, who)) - changed((LEFT,)), []
        for place in reversed(PLACES):
            key = _promised(place, who)
            used = sum(much for one, much in moves if one == key)
            part = min(need, self.ledger.lasting(key, at) + used)
            if part > 0:
                need -= part
                found.append((key, -part))
        return found

    def _order_again(self):
        """An order posted again with another quantity."""
        who = self._who()
        key, much = self.orders[who], self.chance.randint(1, 12)
        if key not in self.ledger.papers:
            return
        moment, moves = self.ledger.papers[key][0], [((LEFT, who), much)]
        rows = [self._row(much, price=100)]
        if self._agreed(
            key, moment, moves, lambda: self.shop.repost("customer_order", key, lines=rows)
        ):
            self.facts[key] = lambda _at: moves
            self.ledger.put(key, moment, moves)

    # --- taken back, and posted again -------------------------------------------------------

    def _unpost(self):
        key = self.chance.choice(list(self.ledger.papers))
        moment, _moves = self.ledger.papers[key]
        bare = key in self.orders and self.ledger.promised(self.orders.index(key))
        moves = None if bare else []
        if self._agreed(key, moment, moves, lambda: self.shop.unpost(self.kinds[key], key)):
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

    def _stands(self, order):
        return any(str(key) == str(order) for key in self.ledger.papers)

    def _paper(self, kind, data, moves_at, moment=None):
        """Write a paper and post it; what is refused stays a draft and may be tried again."""
        moment = moment or self._moment()
        moves = moves_at(moment)
        with self.shop.house.work() as work:
            paper = save(work, kind, {**data, "moment": moment.isoformat()})
            key = paper.id
            self.kinds[key], self.facts[key] = kind, moves_at
            if self._agreed(key, moment, moves, lambda: _tried(work, paper)):
                self.ledger.put(key, moment, moves)
            else:
                self.gone.append((key, moment))
        return key

    def _agreed(self, key, moment, moves, do):
        """Let the house do it; whether it did, told where the reference is of another mind."""
        allowed = moves is not None and self.ledger.allows(key, moment, moves)
        did, why = True, ""
        try:
            do()
        except Refusal as refused:
            did, why = False, str(refused)
            if not all(isinstance(one, EXPECTED) for one in refused.each()):
                self.faults.append(f"refused for another reason: {why}")
        if did != allowed:
            word = "done" if did else f"refused ({why})"
            self.faults.append(f"{self.kinds[key]} at {moment:%d %H:%M} {word}, reference differs")
        return did and allowed

    def _moment(self):
        """A minute of six days that no paper has yet."""
        minute = self.chance.randrange(9000)
        while minute in self.minutes:
            minute += 1
        self.minutes.add(minute)
        return day(2) + timedelta(minutes=minute)

    def _early(self, minute):
        return day(1) + timedelta(minutes=minute)

    def _who(self):
        return self.chance.randrange(ORDERS)

    def _much(self):
        return self.chance.randint(1, 6)

    def _row(self, much, **more):
        """Pieces, or boxes of three where it comes out even."""
        boxes = much % 3 == 0 and self.chance.random() < 0.5
        row = {"item": self.item, "quantity": str(much // 3 if boxes else much)}
        price = {name: str(one) for name, one in more.items()}
        return row | price | {"unit": "box" if boxes else "pcs"}


def _promised(place, who):
    """The key of a promise."""
    return (KEPT if place in WAREHOUSES else PLACED, place, who)


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
