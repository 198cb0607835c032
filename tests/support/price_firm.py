"""Random prices, discounts and orders of a firm, told to the house and to the reference at once."""

import random
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction as F

from support import price_oracle
from support.price_oracle import Book
from tradepost.core.posting import service
from tradepost.core.posting.facts import record_facts
from tradepost.core.records.write import save
from tradepost.core.values import plain
from tradepost.plugins.currencies import CurrencyRate
from tradepost.plugins.pricing import Priced, arithmetic, price_at
from tradepost.plugins.pricing.discounts import combining
from tradepost.plugins.pricing.discounts.terms import Gift, Hours, Offer, Purchase, Row, Terms

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
STEPS = ("0.01", "0.05", "0.1", "0.5", "1", "5", "10", "50", "100")
CURRENCIES = ("RUB", "USD", "EUR")
DEEDS = 2, 8


def D(fraction):
    """The exact decimal of a fraction that has one."""
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)


class PriceHistory:
    """Price types, prices set, taken back and set again in no order, and what is asked of them.

    Args:
        house: the trade on a base.
        chance: a `random.Random`.
    """

    def __init__(self, house, chance):
        self.house, self.chance, self.book = house, chance, Book("RUB")
        self.keys, self.papers, self.taken_back = {}, [], []
        with house.work() as work:
            self._goods(work)
            self._types(work)
            self._rates(work)

    def live(self, deeds):
        for n in range(deeds):
            dice = self.chance.random()
            if dice < 0.25 and self.papers:
                self._unpost()
            elif dice < 0.4 and self.taken_back:
                self._post(self.taken_back.pop(), n)
            else:
                self._set(n)

    def differences(self, questions=12):
        """Where the house and the reference disagree; empty is good."""
        with self.house.work(reads_only=True) as work:
            return [one for _n in range(questions) for one in self._asked(work)]

    # --- what there is ------------------------------------------------------------------

    def _goods(self, work):
        for n in range(2):
            vat, factor = self.chance.choice([None, 7, 10, 20]), self.chance.randint(2, 24)
            units = [{"unit": "box", "factor": str(factor)}, {"unit": "kg", "factor": "0.125"}]
            data = {"name": f"Item {n}", "unit": "pcs", "units": units}
            data["vat_rate"] = None if vat is None else str(vat)
            key = save(work, "item", data).id
            self.keys[n] = key
            for v in ("red", "blue"):
                row = {"item": str(key), "name": v}
                self.keys[n, v] = save(work, "variant", row).id
            for unit in ("pcs", "box", "kg"):
                kind = work.schema.catalogs["unit"]
                found = work.session.query(kind.id).filter(kind.code == unit)
                self.keys[unit] = found.scalar()
            self.book.items[n] = {"vat": vat, "units": {"pcs": 1, "box": factor, "kg": F(1, 8)}}
        for code in CURRENCIES:
            kind = work.schema.catalogs["currency"]
            self.keys[code] = work.session.query(kind.id).filter(kind.code == code).scalar()

    def _types(self, work):
        chance, names = self.chance, ["entered", "follows", "ranged", "last"]
        for n, name in enumerate(names):
            one = {
                "currency": chance.choice(CURRENCIES), "vat": chance.random() < 0.5,
                "base": names[n - 1] if n else None, "stored": False, "ranges": [],
                "percent": F(chance.randint(-3000, 9000), 100) if n else F(0),
                "step": F(chance.choice(STEPS)), "up": chance.random() < 0.4,
            }  # fmt: skip
            if name == "ranged":
                one["ranges"] = self._ranges()
            self.book.types[name] = one
            self.keys[name] = save(work, "price_type", self._told(name, one)).id

    def _ranges(self):
        bounds = sorted(self.chance.sample(range(5, 3000, 5), 3))
        rows = [(F(one), F(self.chance.randint(-20, 40)), None) for one in bounds]
        rows[1] = (rows[1][0], None, F(self.chance.randint(1, 99999), 100))
        if self.chance.random() < 0.8:
            rows.append((None, F(self.chance.randint(0, 15)), None))
        self.chance.shuffle(rows)
        return rows

    def _told(self, name, one):
        told = {
            "name": name, "currency": one["currency"], "includes_vat": one["vat"],
            "rounding": plain(D(one["step"])), "rounds_up": one["up"],
        }  # fmt: skip
        if one["base"] is None:
            return told
        told |= {"base": str(self.keys[one["base"]]), "method": "percent"}
        if not one["ranges"]:
            return told | {"percent": plain(D(one["percent"]))}
        text = lambda value: None if value is None else plain(D(value))
        names = ("up_to", "percent", "price")
        rows = [
            {key: text(value) for key, value in zip(names, row, strict=True)}
            for row in one["ranges"]
        ]
        return told | {"method": "ranges", "ranges": rows}

    def _rates(self, work):
        """Told once a base: what they are on a day does not hang on the history."""
        facts = []
        for n in range(40):
            at = START + timedelta(days=n)
            for code, worth in (("USD", F(80) + F(n * 37, 1000)), ("EUR", F(93) - F(n, 4))):
                self.book.rates.append((at, code, worth))
                currency = self.keys[code]
                facts.append(CurrencyRate.record(at=at, currency=currency, rate=D(worth), per=1))
        if not getattr(self.house, "rates_told", False):
            record_facts(work, facts)
            self.house.rates_told = True

    # --- deeds --------------------------------------------------------------------------

    def _set(self, order):
        chance, rows, told = self.chance, [], []
        at = START + timedelta(days=chance.randrange(30), hours=chance.randrange(9))
        goods = [(n, v) for n in range(2) for v in (None, "red", "blue")]
        for n, variant in chance.sample(goods, chance.randint(1, 4)):
            unit = chance.choice(["pcs", "pcs", "box", "kg"])
            price = F(0) if chance.random() < 0.1 else F(chance.randint(1, 300000), 100)
            factor = self.book.items[n]["units"][unit]
            base = price_oracle.rounded(price / factor, price_oracle.KEPT_PRICE)
            rows.append((n, variant, base))
            line = {"item": str(self.keys[n]), "unit": unit, "price": plain(D(price))}
            told.append(line | ({"variant": str(self.keys[n, variant])} if variant else {}))
        data = {"price_type": str(self.keys["entered"]), "moment": at.isoformat(), "lines": told}
        with self.house.work() as work:
            key = save(work, "price_setting", data).id
        self._post((key, at, rows), order)

    def _post(self, paper, _order):
        key, at, rows = paper
        self._do(service.post, key)
        self.papers.append(paper)
        self.book.facts += [(at, key, "entered", *row) for row in rows]

    def _unpost(self):
        paper = self.papers.pop(self.chance.randrange(len(self.papers)))
        self._do(service.unpost, paper[0])
        self.taken_back.append(paper)
        self.book.facts = [one for one in self.book.facts if one[1] != paper[0]]

    def _do(self, do, key):
        cls = self.house.schema.documents["price_setting"]
        with self.house.work() as work:
            do(work, work.session.get(cls, key))

    def _asked(self, work):
        chance = self.chance
        kind, n = chance.choice(list(self.book.types)), chance.randrange(2)
        variant = chance.choice([None, "red", "blue"])
        unit = chance.choice([None, "pcs", "box", "kg"])
        at = START + timedelta(days=chance.randrange(35), hours=chance.randrange(12))
        currency, vat = chance.choice([None, *CURRENCIES]), chance.choice([None, True, False])
        wanted = Priced(self.keys[n], self.keys.get((n, variant)), self.keys.get(unit))
        found = price_at(
            work, self.keys[kind], [wanted], at,
            currency_id=self.keys.get(currency), includes_vat=vat,
        ).get(wanted)  # fmt: skip
        meant = self.book.price(kind, n, variant, unit, at, currency, vat)
        if (found and F(found)) != meant:
            asked = f"{kind} of item {n} {variant} {unit} at {at:%d %H} in {currency} vat {vat}"
            yield f"{asked}: {found}, reference {meant and float(meant)}"


def lived(house, seed):
    """A random history of prices; answers it once all is set."""
    return lived_by(house, random.Random(seed))


def lived_by(house, chance):
    """A history by any chance: also one that hypothesis draws, and makes shorter where it fails."""
    history = PriceHistory(house, chance)
    history.live(chance.randint(*DEEDS))
    return history


# --- discounts: any purchase against the reference -------------------------------------------


def purchase_faults(seed):
    """One random purchase with random offers, worked out by both, in two orders of the offers."""
    chance = random.Random(seed)
    offers = [_offer(chance, f"{n:02}") for n in range(chance.randint(1, 9))]
    rows, buying = [_row(chance) for _n in range(chance.randint(1, 6))], _buying(chance)
    policy = chance.choice(["largest", "sum", "chain"])
    meant, gifts = price_oracle.discounts(offers, buying, rows, policy)
    for _n in range(2):
        chance.shuffle(offers)
        ours = combining.combine(
            [_as_offer(one) for one in offers], _as_purchase(buying), [_as_row(r) for r in rows], policy
        )  # fmt: skip
        found = [{one.offer: F(one.percent) for one in row.taken} for row in ours.rows]
        given = sorted(
            (one.offer, one.item, one.variant, F(one.quantity), F(one.percent))
            for one in ours.gifts
        )
        if found != meant:
            yield f"{policy}: {found}, reference {meant}"
        if given != gifts:
            yield f"gifts {given}, reference {gifts}"
        if [F(row.percent) for row in ours.rows] != [sum(one.values(), F(0)) for one in meant]:
            yield f"{policy}: parts are not the whole"


def line_faults(seed):
    """What one random row comes to, by both."""
    chance = random.Random(seed)
    price, quantity = F(chance.randint(0, 10**7), 10**4), F(chance.randint(1, 10**5), 1000)
    vat, inside = chance.choice([None, 0, 7, 10, 20]), chance.random() < 0.5
    by_hand, auto = F(chance.randint(0, 500), 10), F(chance.randint(-2000, 5000), 100)
    meant = price_oracle.line(price, quantity, by_hand + auto, vat, includes_vat=inside)
    found = arithmetic.line_sum(
        D(price), D(quantity), discount=D(by_hand), auto_discount=D(auto),
        vat_rate=None if vat is None else Decimal(vat), includes_vat=inside,
    )  # fmt: skip
    ours = tuple(F(one) for one in (found.amount, found.vat_amount, found.discount_amount))
    if ours != meant:
        yield f"row {price} x {quantity}: {ours}, reference {meant}"


def _offer(chance, code):
    condition = chance.choice(["none", "quantity", "sum", "payment", "card", "accumulated"])
    one = {
        "code": code, "condition": condition, "threshold": F(chance.choice([1, 3, 5, 10, 50])),
        "payment": chance.choice(["", "cash", "transfer"]),
        "card_kind": chance.choice(["", "gold"]),
        "since": chance.choice([None, None, date(2026, 3, 10)]),
        "until": chance.choice([None, None, date(2026, 3, 11)]),
        "hours": [_hours(chance) for _n in range(chance.choice([0, 0, 1, 2]))],
        "recipients": chance.choice([[], [], [frozenset("a")], [frozenset("ab"), frozenset("c")]]),
        "terms": _terms(chance), "gift": None,
    }  # fmt: skip
    if chance.random() < 0.25:
        item, variant = chance.choice([("", ""), ("tea", ""), ("cup", "cup.red")])
        one["gift"] = (item, variant, F(chance.randint(1, 3)), chance.random() < 0.5)
    return one


def _hours(chance):
    starts, ends = (chance.choice([0, 9 * 60, 12 * 60, 21 * 60 + 30]) for _n in range(2))
    return starts, ends, chance.choice([None, None, 0, 1, 2])


def _terms(chance):
    places = [
        ("all", ""),
        ("group", "drinks"),
        ("item", "tea"),
        ("item", "cup"),
        ("variant", "tea.red"),
    ]
    found = []
    for what, key in chance.sample(places, chance.randint(1, 4)):
        percent = F(chance.choice([0, 5, 5, 10, 12, 33, 70, -7, -15, 100]))
        limit = chance.choice([None, None, F(8), F(30)])
        found.append((what, key, percent, limit, chance.choice([None, None, date(2026, 3, 10)])))
    return found


def _row(chance):
    item = chance.choice(["tea", "cup"])
    variant = chance.choice(["", f"{item}.red", f"{item}.blue"])
    return {
        "item": item, "variant": variant, "group": chance.choice(["", "drinks"]) if item == "cup" else "drinks",
        "quantity": F(chance.randint(1, 12), chance.choice([1, 1, 2])),
        "amount": F(chance.randint(1, 4000), 100),
        "manual": F(chance.choice([0, 0, 0, 5, 25, 100])),
        "settled": chance.random() < 0.1, "gift": chance.random() < 0.1,
    }  # fmt: skip


def _buying(chance):
    return {
        "moment": datetime(2026, 3, chance.randint(9, 12), chance.randrange(24), chance.choice([0, 29, 30, 59])),
        "sides": frozenset(chance.sample("abcd", chance.randint(0, 3))),
        "payment": chance.choice(["", "cash", "transfer"]),
        "card": chance.choice(["", "4711"]), "card_kind": chance.choice(["", "gold", "silver"]),
        "bought": {f"{n:02}": F(chance.choice([0, 1, 3, 5, 10, 49, 50])) for n in range(9)},
    }  # fmt: skip


def _as_offer(one):
    terms = {
        (what, key): Terms(D(percent), None if limit is None else D(limit), until)
        for what, key, percent, limit, until in one["terms"]
    }
    gift = None
    if one["gift"]:
        item, variant, quantity, repeats = one["gift"]
        gift = Gift(D(quantity), item or None, variant or None, repeats)
    clock = lambda minutes: time(*divmod(minutes, 60))
    hours = tuple(Hours(clock(a), clock(b), weekday) for a, b, weekday in one["hours"])
    return Offer(
        one["code"], one["code"], one["condition"], D(one["threshold"]), one["payment"],
        one["card_kind"], one["since"], one["until"], hours, tuple(one["recipients"]), terms, gift,
    )  # fmt: skip


def _as_purchase(one):
    bought = {key: D(value) for key, value in one["bought"].items()}
    return Purchase(
        one["moment"], one["sides"], one["payment"], one["card"], one["card_kind"], bought
    )


def _as_row(one):
    return Row(
        one["item"], D(one["quantity"]), D(one["amount"]), one["variant"], one["group"],
        D(one["manual"]), one["settled"], one["gift"],
    )  # fmt: skip
