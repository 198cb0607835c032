"""Random prices, discounts and orders of a firm, told to the house and to the reference at once."""

import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction as F

from support import price_oracle
from support.price_oracle import Book
from tradepost.core.posting import service
from tradepost.core.posting.facts import record_facts
from tradepost.core.records.write import save
from tradepost.core.values import plain
from tradepost.plugins.currencies import CurrencyRate
from tradepost.plugins.pricing import Priced, price_at

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
STEPS = ("0.01", "0.05", "0.1", "0.5", "1", "5", "10", "50", "100")
CURRENCIES = ("RUB", "USD", "EUR")


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

    def live(self, deeds=8):
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
    history = PriceHistory(house, random.Random(seed))
    history.live()
    return history
