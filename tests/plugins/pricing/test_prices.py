"""Prices at a moment: slices, kinds of prices that follow from others, units, currencies, VAT."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from tradepost.core import Refusal, settled_id
from tradepost.core.posting import readings, service
from tradepost.core.posting.facts import record_facts
from tradepost.plugins.currencies import CurrencyRate
from tradepost.plugins.items.errors import UnknownUnit
from tradepost.plugins.pricing import ItemPrice, Priced, PriceSetting, PriceType, price_at
from tradepost.plugins.pricing.errors import WrongPrices, WrongPriceType

D = Decimal
FIRST = datetime(2026, 3, 1, 9, tzinfo=UTC)
RETAIL = settled_id("price_type", "retail")
USD, RUB, BOX = (
    settled_id("currency", "USD"),
    settled_id("currency", "RUB"),
    settled_id("unit", "box"),
)


class Shop:
    """Sets and asks prices in few words."""

    def __init__(self, books):
        self.books = books
        self.tea = books.add(
            "item", name="Tea", vat_rate="20", units=[{"unit": "box", "factor": "3"}]
        )
        self.cup = books.add("item", name="Cup")

    def kind(self, **data):
        data = {k: str(v) if k == "base" else v for k, v in data.items()}
        return self.books.add("price_type", **data)

    def set(self, prices, kind=RETAIL, at=FIRST, **more):
        """Post a price setting; prices are {item or (item, variant): price}."""
        lines = [_line(what, price) for what, price in prices.items()]
        key = self.books.add(
            "price_setting", price_type=str(kind), moment=at.isoformat(), lines=lines, **more
        )
        self.post(key)
        return key

    def post(self, key):
        self.books.do(lambda work: service.post(work, work.session.get(PriceSetting, key)))

    def unpost(self, key):
        self.books.do(lambda work: service.unpost(work, work.session.get(PriceSetting, key)))

    def rate(self, currency, rate, at=FIRST):
        fact = CurrencyRate.record(at=at, currency=currency, rate=D(rate), per=1)
        self.books.do(record_facts, [fact])

    def price(self, item, kind=RETAIL, at=FIRST, variant=None, unit=None, **more):
        wanted = Priced(item, variant, unit)
        return self.books.read(price_at, kind, [wanted], at, **more).get(wanted)


def _line(what, price):
    item, variant = what if isinstance(what, tuple) else (what, None)
    return {"item": str(item), "variant": variant and str(variant), "price": price}


@pytest.fixture
def shop(books):
    return Shop(books)


def test_a_price_holds_from_its_moment_until_the_next(shop):
    shop.set({shop.tea: "100", shop.cup: "0.005"})
    shop.set({shop.tea: "120"}, at=FIRST + timedelta(9))
    at = lambda days: shop.price(shop.tea, at=FIRST + timedelta(days))
    assert [at(-1), at(0), at(8), at(9), at(99)] == [None, 100, 100, 120, 120]
    assert shop.price(shop.cup, at=FIRST + timedelta(99)) == D("0.005")


def test_taking_a_price_row_back_brings_the_one_before(shop):
    shop.set({shop.tea: "100"})
    second = shop.set({shop.tea: "120"}, at=FIRST + timedelta(1))
    later = FIRST + timedelta(2)
    shop.unpost(second)
    assert shop.price(shop.tea, at=later) == 100
    shop.post(second)
    assert shop.price(shop.tea, at=later) == 120
    shop.set({shop.tea: "0"}, at=later)
    assert shop.price(shop.tea, at=later) is None


def test_a_variant_has_its_own_price_or_that_of_the_item(shop):
    red, blue = (
        shop.books.add("variant", item=str(shop.tea), name=name) for name in ("red", "blue")
    )
    shop.set({shop.tea: "100", (shop.tea, red): "150"})
    assert shop.price(shop.tea, variant=red) == 150
    assert shop.price(shop.tea, variant=blue) == shop.price(shop.tea) == 100
    shop.set({(shop.cup, None): "5"}, at=FIRST + timedelta(1))
    assert shop.price(shop.cup) is None


def test_a_price_only_of_a_variant_is_not_that_of_the_item(shop):
    red = shop.books.add("variant", item=str(shop.tea), name="red")
    shop.set({(shop.tea, red): "150"})
    assert shop.price(shop.tea) is None
    assert shop.price(shop.tea, variant=red) == 150


def test_prices_are_per_unit(shop):
    shop.set({shop.tea: "100"})
    assert shop.price(shop.tea, unit=BOX) == 300
    lines = [{"item": str(shop.tea), "unit": "box", "price": "100"}]
    key = shop.books.add("price_setting", price_type="retail", lines=lines)
    shop.post(key)
    now = shop.books.house.clock.now()
    assert shop.price(shop.tea, at=now) == D("33.333333")
    assert shop.price(shop.tea, at=now, unit=BOX) == 100
    with pytest.raises(UnknownUnit):
        shop.price(shop.tea, unit=settled_id("unit", "kg"))
    with pytest.raises(UnknownUnit):
        lines = [{"item": str(shop.cup), "unit": "box", "price": "100"}]
        shop.books.add("price_setting", price_type="retail", lines=lines)


@pytest.mark.parametrize(
    ("rule", "price"),
    [
        ({"percent": "-15"}, "84.97"),
        ({"percent": "-15", "rounding": "0.05"}, "84.95"),
        ({"percent": "-15", "rounding": "0.5", "rounds_up": True}, "85"),
        ({"percent": "7", "rounding": "10"}, "110"),
        ({"percent": "7", "rounding": "50"}, "100"),
        ({"percent": "0"}, "99.96"),
    ],
)
def test_a_percent_follows_its_base_and_is_rounded_last(shop, rule, price):
    shop.set({shop.tea: "99.96"})
    kind = shop.kind(name="Other", method="percent", base=RETAIL, **rule)
    assert shop.price(shop.tea, kind) == D(price)
    shop.set({shop.tea: "200"}, at=FIRST + timedelta(1))
    assert shop.price(shop.tea, kind) == D(price)
    assert shop.price(shop.tea, kind, at=FIRST + timedelta(1)) >= 170


@pytest.mark.parametrize(
    ("base", "price"),
    [("50", "60"), ("50.01", "55.01"), ("100", "110"), ("100.5", "199"), ("5000", "5250")],
)
def test_ranges_of_the_base_price(shop, base, price):
    ranges = [
        {"up_to": "1000", "price": "199"},
        {"up_to": "50", "percent": "20"},
        {"percent": "5"},
        {"up_to": "100", "percent": "10"},
    ]
    kind = shop.kind(name="Shelf", method="ranges", base=RETAIL, ranges=ranges)
    shop.set({shop.tea: base})
    assert shop.price(shop.tea, kind) == D(price)


def test_above_the_last_range_there_is_no_price(shop):
    ranges = [{"up_to": "50", "percent": "20"}]
    kind = shop.kind(name="Cheap", method="ranges", base=RETAIL, ranges=ranges)
    shop.set({shop.tea: "51", shop.cup: "50"})
    assert (shop.price(shop.tea, kind), shop.price(shop.cup, kind)) == (None, 60)


def test_prices_follow_over_several_steps_each_as_people_see_it(shop):
    half = shop.kind(name="Half", method="percent", base=RETAIL, percent="-50", rounding="1")
    again = shop.kind(name="Again", method="percent", base=half, percent="10", rounding="0.01")
    shop.set({shop.tea: "99"})
    assert shop.price(shop.tea, half) == 50
    assert shop.price(shop.tea, again) == 55


def test_another_currency_goes_by_the_rate_of_the_day(shop):
    shop.rate(USD, "80")
    shop.rate(USD, "90", at=FIRST + timedelta(5))
    abroad = shop.kind(name="Abroad", currency="USD")
    here = shop.kind(name="Here", method="percent", base=abroad, percent="25", currency="RUB")
    shop.set({shop.tea: "10"}, abroad)
    assert shop.price(shop.tea, here) == 1000
    assert shop.price(shop.tea, here, at=FIRST + timedelta(5)) == 1125
    assert shop.price(shop.tea, abroad, currency_id=RUB) == 800
    assert shop.price(shop.tea, here, currency_id=USD) == D("12.50")


def test_vat_is_taken_in_or_out_as_asked(shop):
    shop.set({shop.tea: "120", shop.cup: "120"})
    assert shop.price(shop.tea, includes_vat=False) == 100
    assert shop.price(shop.cup, includes_vat=False) == 120
    net = shop.kind(name="Net", method="percent", base=RETAIL, percent="0", includes_vat=False)
    assert shop.price(shop.tea, net) == 100
    assert shop.price(shop.tea, net, includes_vat=True) == 120


def test_kept_prices_are_set_with_their_base_and_may_be_corrected(shop):
    kept = shop.kind(name="Kept", method="percent", base=RETAIL, percent="-10", stored=True)
    below = shop.kind(name="Below", method="percent", base=kept, percent="-50")
    deep = shop.kind(name="Deep", method="percent", base=below, percent="100", stored=True)
    setting = shop.set({shop.tea: "100", shop.cup: "10"})
    prices = lambda: [shop.price(shop.tea, kind) for kind in (kept, below, deep)]
    assert prices() == [90, 45, 90]
    shop.set({shop.tea: "88"}, kept, at=FIRST + timedelta(1))
    later = FIRST + timedelta(1)
    assert [shop.price(shop.tea, kind, at=later) for kind in (kept, below, deep)] == [88, 44, 88]
    shop.unpost(setting)
    assert prices() == [None, None, None]


def test_kept_prices_stay_when_the_rule_changes_later(shop):
    kept = shop.kind(name="Kept", method="percent", base=RETAIL, percent="-10", stored=True)
    shop.set({shop.tea: "100"})
    shop.books.change("price_type", kept, percent="-20")
    assert shop.price(shop.tea, kept) == 90


def test_prices_that_follow_are_not_entered(shop):
    kind = shop.kind(name="Other", method="percent", base=RETAIL, percent="5")
    with pytest.raises(WrongPrices):
        shop.set({shop.tea: "1"}, kind)


@pytest.mark.parametrize(
    "wrong",
    [
        {"method": "percent", "percent": "5"},
        {"method": "percent", "base": RETAIL},
        {"method": "percent", "base": RETAIL, "percent": "-101"},
        {"method": "ranges", "base": RETAIL},
        {"method": "ranges", "base": RETAIL, "ranges": [{"up_to": "5"}]},
        {"method": "ranges", "base": RETAIL, "ranges": [{"percent": "5", "price": "5"}]},
        {"method": "ranges", "base": RETAIL, "ranges": [{"percent": "5"}, {"percent": "6"}]},
        {"method": "base", "base": RETAIL},
        {"rounding": "0"},
    ],
)
def test_a_price_type_that_makes_no_sense_is_refused(shop, wrong):
    with pytest.raises(Refusal) as refused:
        shop.kind(name="Wrong", **wrong)
    assert {type(one) for one in refused.value.each()} == {WrongPriceType}


def test_price_types_do_not_follow_in_a_ring(shop):
    first = shop.kind(name="First")
    second = shop.kind(name="Second", method="percent", base=first, percent="1")
    with pytest.raises(WrongPriceType):
        shop.books.change("price_type", first, method="percent", base=str(second), percent="1")


def test_a_price_type_takes_the_currency_of_its_base(shop):
    abroad = shop.kind(name="Abroad", currency="USD")
    follows = shop.kind(name="Follows", method="percent", base=abroad, percent="1")
    assert shop.books.see(PriceType, follows, "currency_id") == USD
    assert shop.books.see(PriceType, RETAIL, "currency_id", "name") == (RUB, "Розничная цена")


@pytest.mark.parametrize(
    "lines",
    [
        lambda shop: [_line(shop.tea, "-1")],
        lambda shop: [_line(shop.tea, "1"), _line(shop.tea, "2")],
        lambda shop: [_line((shop.cup, shop.red), "1")],
    ],
)
def test_prices_that_make_no_sense_are_refused(shop, lines):
    shop.red = shop.books.add("variant", item=str(shop.tea), name="red")
    with pytest.raises(Refusal):
        shop.books.add("price_setting", price_type="retail", lines=lines(shop))


def test_prices_are_facts_anyone_may_read_back(shop):
    shop.set({shop.tea: "100"})
    rows = shop.books.read(readings.latest, ItemPrice, where={"item": shop.tea})
    assert [(row["price_type"], row["variant"], row["price"]) for row in rows] == [
        (RETAIL, None, 100)
    ]


def test_questions_do_not_grow_with_the_items(shop):
    kind = shop.kind(name="Other", method="percent", base=RETAIL, percent="5")
    keys = [
        shop.books.add("item", name=str(n), units=[{"unit": "box", "factor": 2}])
        for n in range(30)
    ]
    shop.set({key: str(n + 1) for n, key in enumerate(keys)})

    def ask(count):
        wanted = [Priced(key, None, BOX) for key in keys[:count]]
        return shop.books.statements(lambda: shop.books.read(price_at, kind, wanted, FIRST))

    assert ask(30) == ask(1) < 12
