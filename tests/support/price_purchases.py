"""Random purchases with random offers, told to the house and to the reference at once."""

import random
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction as F

from support import price_oracle
from support.price_firm import D
from tradepost.plugins.pricing import arithmetic
from tradepost.plugins.pricing.discounts import combining
from tradepost.plugins.pricing.discounts.terms import Gift, Hours, Offer, Purchase, Row, Terms


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
