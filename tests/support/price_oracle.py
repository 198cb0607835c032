"""A slow reference of prices and discounts: fractions, lists walked from end to end, no database.

It shares no line with the house, so what both agree on was worked out twice.
"""

from fractions import Fraction as F

KEPT_PRICE, KEPT_PERCENT = F(1, 10**6), F(1, 10**4)


def rounded(value, step, *, up=False):
    """To a step: half away from zero, or always away from it."""
    count, rest = divmod(abs(value) / step, 1)
    if rest and (up or rest >= F(1, 2)):
        count += 1
    return (-count if value < 0 else count) * step


# --- prices ---------------------------------------------------------------------------------


class Book:
    """What was set, in the order of business, and what price types make of it.

    Attributes:
        types: by name: currency, vat, base, stored, percent, ranges, step, up.
        items: by name: vat (percent or None), units {name: base units in one}.
        facts: (moment, order, type, item, variant, price of a base unit); taken out when the
            paper behind them is unposted.
        rates: (moment, currency, worth in the base currency).
    """

    def __init__(self, base_currency):
        self.base_currency = base_currency
        self.types, self.items, self.facts, self.rates = {}, {}, [], []

    def rate(self, currency, moment):
        if currency == self.base_currency:
            return F(1)
        held = [one for one in self.rates if one[1] == currency and one[0] <= moment]
        return max(held, key=lambda one: one[0])[2]

    def entered(self, kind, item, variant, moment):
        """The last price that was set: of the variant, else of the item; nothing for none."""
        for goods in (variant, None):
            held = [
                one for one in self.facts if one[2:5] == (kind, item, goods) and one[0] <= moment
            ]
            if held and (price := max(held, key=lambda one: one[:2])[5]):
                return price
        return None

    def price(self, kind, item, variant, unit, moment, currency=None, wants_vat=None):
        """The price of a unit as it is asked for, or None."""
        one = self.types[kind]
        found = self._of_type(kind, item, variant, moment)
        if not found:
            return None
        was_entered = one["base"] is None or one["stored"]
        factor = self.items[item]["units"][unit] if unit else F(1)
        final = found * factor
        foreign = currency is not None and currency != one["currency"]
        if foreign:
            final = final * self.rate(one["currency"], moment) / self.rate(currency, moment)
        wants = one["vat"] if wants_vat is None else wants_vat
        final = self._with_vat(item, final, one["vat"], wants)
        if foreign:
            return rounded(final, F(1, 100)) or None
        if was_entered and final == found:
            return rounded(final, KEPT_PRICE) or None
        return rounded(rounded(final, one["step"], up=one["up"]), KEPT_PRICE) or None

    def _of_type(self, kind, item, variant, moment):
        """The price of a base unit by a type, not rounded yet where it follows from another."""
        one = self.types[kind]
        if one["base"] is None or one["stored"]:
            return self.entered(kind, item, variant, moment)
        source = self.types[one["base"]]
        before = self._of_type(one["base"], item, variant, moment)
        if not before:
            return None
        if source["base"] is not None and not source["stored"]:
            before = rounded(rounded(before, source["step"], up=source["up"]), KEPT_PRICE)
        return self.follow(one, source, item, before, moment)

    def follow(self, one, source, item, value, moment):
        """What a type makes of the price of the one it follows from."""
        if source["currency"] != one["currency"]:
            value = value * self.rate(source["currency"], moment)
            value = value / self.rate(one["currency"], moment)
        value = self._with_vat(item, value, source["vat"], one["vat"])
        if not one["ranges"]:
            return value * (100 + one["percent"]) / 100
        bounded = sorted(row for row in one["ranges"] if row[0] is not None)
        for up_to, percent, price in bounded:
            if value <= up_to:
                return price if percent is None else value * (100 + percent) / 100
        for up_to, percent, price in one["ranges"]:
            if up_to is None:
                return price if percent is None else value * (100 + percent) / 100
        return None

    def _with_vat(self, item, value, has, wants):
        rate = self.items[item]["vat"]
        if not rate or has == wants:
            return value
        return value * (100 + rate) / 100 if wants else value * 100 / (100 + rate)


def line(price, quantity, percent, vat, *, includes_vat):
    """What a row comes to: (payable, VAT in it, taken off)."""
    amount, tax = _taxed(price * quantity * (100 - percent) / 100, vat, includes_vat)
    whole, _tax = _taxed(price * quantity, vat, includes_vat)
    return amount, tax, whole - amount


def _taxed(value, vat, includes_vat):
    kopeck = F(1, 100)
    value = rounded(value, kopeck)
    if not vat:
        return value, F(0)
    tax = rounded(value * vat / ((100 + vat) if includes_vat else 100), kopeck)
    return (value if includes_vat else value + tax), tax


# --- discounts ------------------------------------------------------------------------------


def discounts(offers, buying, rows, policy):
    """What a purchase earns: of each row {offer: percent}, and the gifts.

    Everything is plain: an offer is a dict with code, condition, threshold, payment, card_kind,
    since, until, hours, recipients, terms [(what, key, percent, limit, until)] and gift; the
    purchase one with moment, sides, payment, card, card_kind, bought; a row one with item,
    variant, group, quantity, amount, manual, settled and gift.
    """
    counted = [row for row in rows if not row["gift"]]
    whole = sum((row["amount"] for row in counted), F(0))
    live = sorted(
        (one for one in offers if _holds(one, buying, whole)), key=lambda one: one["code"]
    )
    found = []
    for row in rows:
        if row["gift"] or row["settled"]:
            found.append({})
            continue
        found.append(_of_row(live, buying, row, counted, policy))
    return found, _gifts(live, buying, rows, counted, whole)


def _holds(one, buying, whole):
    day = buying["moment"].date()
    if (one["since"] and day < one["since"]) or (one["until"] and day > one["until"]):
        return False
    if one["recipients"] and not any(who <= buying["sides"] for who in one["recipients"]):
        return False
    if one["hours"] and not any(_open(hours, buying["moment"]) for hours in one["hours"]):
        return False
    match one["condition"]:
        case "sum":
            return whole >= one["threshold"]
        case "payment":
            wanted = (buying["payment"],) if one["payment"] else ("", buying["payment"])
            return buying["payment"] != "" and one["payment"] in wanted
        case "card":
            fits = one["card_kind"] in ("", buying["card_kind"])
            return buying["card"] != "" and fits
        case "accumulated":
            return buying["bought"].get(one["code"], F(0)) >= one["threshold"]
    return True


def _open(hours, moment):
    """Told minute by minute of a week; those that end before they start go on past midnight."""
    starts, ends, weekday = hours
    minute = moment.hour * 60 + moment.minute
    today, yesterday = moment.weekday(), (moment.weekday() + 6) % 7
    if starts < ends:
        return weekday in (None, today) and starts <= minute < ends
    evening = weekday in (None, today) and minute >= starts
    morning = weekday in (None, yesterday) and minute < ends
    return evening or (morning and minute < starts)


def _nearest(one, row, day):
    """The terms nearest to a row: (what, percent, limit), or None."""
    for what in ("variant", "item", "group", "all"):
        key = "" if what == "all" else row[what]
        for named, of, percent, limit, until in one["terms"]:
            fits = named == what and of == key and (what == "all" or key)
            if fits and (until is None or day <= until):
                return what, percent, limit
    return None


def _measure(what, row, counted):
    name = "variant" if what == "variant" else "item"
    return sum((one["quantity"] for one in counted if one[name] == row[name]), F(0))


def _of_row(live, buying, row, counted, policy):
    day, met, limit = buying["moment"].date(), [], F(100)
    for one in live:
        terms = None if one["gift"] else _nearest(one, row, day)
        if terms is None:
            continue
        what, percent, most = terms
        if one["condition"] == "quantity" and _measure(what, row, counted) < one["threshold"]:
            continue
        limit = limit if most is None else min(limit, most)
        if percent:
            met.append((one["code"], percent))
    taken = {"largest": _largest, "sum": lambda met: met, "chain": _chained}[policy](met)
    return _cut(taken, max(limit - row["manual"], F(0)))


def _largest(met):
    """The largest discount and the largest mark-up; of equal ones the lower code."""
    off = sorted((-percent, code) for code, percent in met if percent > 0)[:1]
    on = sorted((percent, code) for code, percent in met if percent < 0)[:1]
    chosen = {code for _percent, code in (*off, *on)}
    return [one for one in met if one[0] in chosen]


def _chained(met):
    left, before, taken = F(1), F(0), []
    for code, percent in met:
        left = left * (100 - percent) / 100
        so_far = rounded(100 - 100 * left, KEPT_PERCENT)
        taken.append((code, so_far - before))
        before = so_far
    return taken


def _cut(taken, most):
    found = dict(taken)
    for code, percent in reversed(taken):
        over = sum(found.values(), F(0)) - most
        if over > 0 and percent > 0:
            found[code] = percent - min(over, percent)
    return {code: percent for code, percent in found.items() if percent}


def _gifts(live, buying, rows, counted, whole):
    """Sorted (offer, item, variant, quantity, percent)."""
    found, day = [], buying["moment"].date()
    for one in (one for one in live if one["gift"]):
        seen = []
        for row in rows:
            terms = _nearest(one, row, day)
            if row["gift"] or row["settled"] or terms is None or terms[1] <= 0:
                continue
            what, percent, _limit = terms
            of = (row["item"], row["variant"] if what == "variant" else "")
            if of in seen or (seen and one["condition"] != "quantity"):
                continue
            seen.append(of)
            measure = _measure(what, row, counted) if one["condition"] == "quantity" else whole
            times = _times(one, measure)
            item, variant, quantity, _repeats = one["gift"]
            goods = (item, variant) if item else (row["item"], row["variant"])
            if times:
                found.append((one["code"], *goods, quantity * times, min(percent, F(100))))
    return sorted(found)


def _times(one, measure):
    if one["condition"] not in ("quantity", "sum") or one["threshold"] <= 0:
        return 1
    times = measure // one["threshold"]
    return times if one["gift"][3] else min(times, 1)
