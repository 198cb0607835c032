"""Many prices changed at once: from what holds, another type, a supplier, a receipt; what follows."""

from decimal import Decimal

import pytest

from support.back_office import Office
from support.trade import day
from tradepost.core import settled_id
from tradepost.core.posting.facts import record_facts
from tradepost.plugins.currencies import CurrencyRate
from tradepost.plugins.items import Item
from tradepost.plugins.pricing import Priced, PriceSetting, price_at
from tradepost.plugins.pricing.errors import WrongPrices
from tradepost.plugins.pricing.past_prices import panels
from tradepost.plugins.pricing.repricing import Asked, proposed
from tradepost.plugins.pricing.setting import data_of

D = Decimal
RETAIL = settled_id("price_type", "retail")
USD = settled_id("currency", "USD")


@pytest.fixture
def counter(shop):
    group = shop.add("item_group", code="DRINKS", name="Drinks")
    shop.add("item_group", code="HOT", name="Hot", parent=str(group))
    shop.group = group
    shop.tea = shop.item("TEA", group="HOT", vat_rate="20")
    shop.cup = shop.item("CUP")
    shop.red = shop.add("variant", item="TEA", name="red")
    rows = [
        {"item": "TEA", "price": "100"},
        {"item": "TEA", "variant": str(shop.red), "price": "110"},
        {"item": "CUP", "price": "50"},
    ]
    shop.first = shop.paper("price_setting", day(2), price_type=str(RETAIL), lines=rows)
    return shop


def kind(shop, name, **data):
    return shop.add("price_type", code=name, name=name, **data)


def table(shop, *types, **asked):
    """New prices by (item, variant) and type."""
    with shop.house.work(reads_only=True) as work:
        found = proposed(work, Asked(types or (RETAIL,), day(10), **asked))
        return {
            (row.item.code, row.variant.name if row.variant else None): [
                (row.prices[one.id].old, row.prices[one.id].new) for one in found.types
            ]
            for row in found.rows
        }


def test_prices_that_hold_go_up_and_are_rounded(counter):
    counter.change("price_type", RETAIL, rounding="5")
    assert table(counter, percent=D("7.5")) == {
        ("TEA", None): [(100, 110)],
        ("TEA", "red"): [(110, 120)],
        ("CUP", None): [(50, 55)],
    }


def test_a_group_holds_the_groups_inside_it_and_goods_without_a_price(counter):
    counter.item("MILK", group="DRINKS")
    found = table(counter, group=counter.group)
    assert set(found) == {("TEA", None), ("TEA", "red"), ("MILK", None)}
    assert found["MILK", None] == [(None, None)]


def test_another_type_is_turned_into_currency_and_vat(counter):
    fact = CurrencyRate.record(at=day(1), currency=USD, rate=D(80), per=1)
    counter.do(record_facts, [fact])
    abroad = kind(counter, "abroad", currency="USD", includes_vat=False)
    found = table(counter, abroad, source="type", of=RETAIL, percent=D(-10))
    assert found["TEA", None] == [(None, D("0.94"))]  # 100 / 1.2 / 80 × 0.9 = 0.9375
    with pytest.raises(WrongPrices):
        table(counter, abroad, source="type")


def test_kept_types_follow_from_the_new_prices_in_the_same_table(counter):
    half = kind(counter, "half", method="percent", base="retail", percent="-50", stored=True)
    less = kind(counter, "less", method="percent", base="half", percent="-10", stored=True)
    found = table(counter, RETAIL, less, half, percent=D(10))
    with counter.house.work(reads_only=True) as work:
        asked = Asked([RETAIL, less, half], day(10), percent=D(10))
        order = [one.code for one in proposed(work, asked).types]
    assert dict(zip(order, found["TEA", None], strict=True)) == {
        "retail": (100, 110), "half": (None, 55), "less": (None, D("49.5")),
    }  # fmt: skip


def test_prices_are_made_from_what_a_supplier_and_a_receipt_have_taken(counter):
    purchase = kind(counter, "shelf", includes_vat=False)
    rows = [{"item": "TEA", "quantity": "2", "price": "60"}]
    receipt = counter.paper("goods_receipt", day(3), party="S", warehouse="01", lines=rows)
    for source, of in (("receipt", receipt), ("supplier", counter.key("party", "S"))):
        found = table(counter, RETAIL, purchase, source=source, of=of, percent=D(50))
        assert found == {("TEA", None): [(100, 90), (None, 75)]}
    with pytest.raises(WrongPrices):
        table(counter, source="supplier")


def test_only_prices_that_change_are_set_a_paper_for_each_type(counter):
    with counter.house.work(reads_only=True) as work:
        found = proposed(work, Asked((RETAIL,), day(10)))
        assert list(data_of(found, day(10))) == []
        found.rows[0].prices[RETAIL].new = D(51)
        [(one, data)] = data_of(found, day(10))
        assert one.id == RETAIL
        assert [row["price"] for row in data["lines"]] == ["51"]


def test_a_price_setting_tells_what_held_before_and_the_change(counter):
    rows = [{"item": "TEA", "price": "125"}, {"item": "CUP", "price": "45"}]
    key = counter.paper("price_setting", day(5), price_type=str(RETAIL), lines=rows)
    told = [(one.old_price, one.change_percent) for one in counter.see(PriceSetting, key, "lines")]
    assert told == [(100, 25), (50, -10)]
    counter.repost("price_setting", key, comment="again")
    told = [(one.old_price, one.change_percent) for one in counter.see(PriceSetting, key, "lines")]
    assert told == [(100, 25), (50, -10)]
    first = counter.see(PriceSetting, counter.first, "lines")[0]
    assert (first.old_price, first.change_percent) == (None, None)


def test_the_card_of_an_item_draws_what_it_has_cost(counter):
    counter.paper(
        "price_setting", day(5), price_type=str(RETAIL), lines=[{"item": "TEA", "price": "125"}]
    )
    with counter.house.work(reads_only=True) as work:
        [one] = panels(work, work.session.get(Item, counter.tea))
        newest = one.rows[0]
        assert (newest[3], newest[4], newest[5].kind) == (125, 25, "price_setting")
        assert [series.values for series in one.chart.series] == [[100, 125]]
        assert panels(work, work.session.get(Item, counter.item("NEW"))) == []


# --- the page --------------------------------------------------------------------------------


@pytest.fixture
def office(counter):
    office = Office(counter.house)
    office.user("boss", roles=["administrator"])
    office.sign_in("boss")
    return office


def field(item, variant=""):
    return f"price.{RETAIL}.{item}.{variant}"


def test_prices_are_proposed_typed_and_set_on_one_page(counter, office):
    page = office.get(f"/prices/change?type={RETAIL}&source=kept&percent=10")
    assert "110" in page and "TEA" in page
    half = kind(counter, "half", method="percent", base="retail", percent="-50", stored=True)
    fields = [
        ("source", "kept"), ("type", str(RETAIL)), ("type", str(half)), ("row", f"{counter.tea}."),
        (field(counter.tea), "130"), ("moment", "2026-03-10"),
    ]  # fmt: skip
    page = office.send("/prices/change", [*fields, ("act", "follow")], status=200, part=False)
    assert 'value="65.00"' in page
    more = (f"price.{half}.{counter.tea}.", "66")
    office.send("/prices/change", [*fields, more, ("act", "set")], status=303, part=False)
    wanted = Priced(counter.tea)
    for one, price in ((RETAIL, 130), (half, 66)):
        assert counter.read(price_at, one, [wanted], day(11))[wanted] == price


def test_what_can_not_be_read_is_told_and_stays_as_it_was_typed(counter, office):
    fields = [
        ("source", "kept"), ("type", str(RETAIL)), ("row", f"{counter.tea}."),
        (field(counter.tea), "much"), ("act", "set"),
    ]  # fmt: skip
    page = office.send("/prices/change", fields, status=422, part=False)
    assert "TEA, " in page and 'value="much"' in page
    page = office.send("/prices/change", [("act", "set")], status=422, part=False)
    assert "No price type is chosen" in page
    nothing = [("source", "kept"), ("type", str(RETAIL)), ("row", f"{counter.tea}.")]
    page = office.send("/prices/change", [*nothing, ("act", "set")], status=422, part=False)
    assert "No price changes" in page


def test_who_may_not_set_prices_does_not(counter, office):
    office.user("seller", roles=["salesperson"])
    office.sign_in("seller")
    office.get("/prices/change", status=403)
