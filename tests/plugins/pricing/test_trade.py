"""Paid documents: terms, units, prices, discounts, VAT and sums, filled in and worked out."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.toy_sales import ToyPurchase, ToySale
from tradepost.core import Refusal, settled_id
from tradepost.core.posting.facts import record_facts
from tradepost.core.records.write import fresh, save
from tradepost.plugins.currencies import CurrencyRate
from tradepost.plugins.currencies.errors import NoRate
from tradepost.plugins.items.errors import UnknownUnit
from tradepost.plugins.parties import Party
from tradepost.plugins.parties.errors import WrongContract
from tradepost.plugins.pricing import ItemPrice
from tradepost.plugins.pricing.errors import WrongLine

D = Decimal
FIRST = datetime(2026, 3, 1, 9, tzinfo=UTC)
RETAIL = settled_id("price_type", "retail")
USD, RUB = settled_id("currency", "USD"), settled_id("currency", "RUB")
PCS, BOX = settled_id("unit", "pcs"), settled_id("unit", "box")


@pytest.fixture
def shop(trade):
    trade.tea = trade.add(
        "item", name="Tea", vat_rate="20", units=[{"unit": "box", "factor": "12"}]
    )
    trade.cup = trade.add("item", name="Cup")
    return trade


def sell(shop, *lines, kind="toy_sale", party=None, **data):
    party = party or (shop.customer if kind == "toy_sale" else shop.supplier)
    data = {"party": str(party), "moment": FIRST.isoformat(), **data}
    rows = [{"item": str(item), **row} for item, row in lines]
    return shop.add(kind, **data, lines=rows)


def line(shop, sale, place=0, *names, cls=ToySale):
    found = shop.see(cls, sale, "lines")[place]
    values = tuple(getattr(found, name) for name in names)
    return values[0] if len(values) == 1 else values


def use_prices(shop, prices, kind=RETAIL, party=None):
    """Set prices, and let the customer's contract trade by them."""
    facts = [
        ItemPrice.record(at=FIRST, price_type=kind, item=item, price=D(price))
        for item, price in prices.items()
    ]
    shop.do(record_facts, facts)
    main = shop.see(Party, party or shop.customer, "main_contract_id")
    shop.change("contract", main, price_type=str(kind))


def test_party_and_lines_are_enough_for_a_document(shop):
    sale = sell(shop, (shop.tea, {"quantity": "3", "price": "100"}))
    names = ("organisation_id", "currency_id", "rate", "prices_include_vat")
    assert shop.see(ToySale, sale, *names) == (shop.company, RUB, 1, True)
    assert shop.see(ToySale, sale, "contract_id") == shop.see(
        Party, shop.customer, "main_contract_id"
    )
    assert line(shop, sale, 0, "unit_id", "vat_rate", "base_quantity") == (PCS, 20, 3)
    assert line(shop, sale, 0, "amount", "vat_amount") == (300, 50)
    assert shop.see(ToySale, sale, "amount", "vat_amount") == (300, 50)


def test_a_purchase_falls_back_on_the_contract_with_the_supplier(shop):
    bought = sell(shop, (shop.tea, {"quantity": "1", "price": "1"}), kind="toy_purchase")
    assert shop.see(ToyPurchase, bought, "contract.kind_") == "supplier"
    row = {"quantity": "1", "price": "1"}
    from_customer = sell(shop, (shop.tea, row), kind="toy_purchase", party=shop.customer)
    assert shop.see(ToyPurchase, from_customer, "contract.kind_") == "supplier"


def test_prices_without_vat_get_it_on_top(shop):
    sale = sell(
        shop,
        (shop.tea, {"quantity": "3", "price": "100"}),
        (shop.cup, {"quantity": "1", "price": "50"}),
        prices_include_vat=False,
    )
    assert line(shop, sale, 0, "amount", "vat_amount") == (360, 60)
    assert line(shop, sale, 1, "amount", "vat_amount") == (50, 0)
    assert shop.see(ToySale, sale, "amount", "vat_amount") == (410, 60)


def test_discounts_are_kept_apart_and_taken_together(shop):
    row = {"quantity": "7", "price": "19.99", "discount_percent": "7.5"}
    sale = sell(shop, (shop.cup, {**row, "auto_discount_percent": "2.5"}))
    assert line(shop, sale, 0, "amount", "discount_amount") == (D("125.94"), D("13.99"))


def test_units_are_counted_in_base_units(shop):
    sale = sell(shop, (shop.tea, {"quantity": "2.5", "unit": "box", "price": "1200"}))
    assert line(shop, sale, 0, "base_quantity", "amount") == (30, 3000)
    with pytest.raises(UnknownUnit) as refused:
        sell(shop, (shop.tea, {"price": "1"}), (shop.cup, {"price": "1", "unit": "box"}))
    assert refused.value.path == "lines.1.unit"


def test_missing_prices_are_looked_up_by_the_contract(shop):
    use_prices(shop, {shop.tea: "60"})
    sale = sell(
        shop,
        (shop.tea, {"quantity": "2"}),
        (shop.tea, {"quantity": "1", "unit": "box"}),
        (shop.tea, {"quantity": "1", "price": "55"}),
    )
    assert [line(shop, sale, n, "price") for n in range(3)] == [60, 720, 55]
    assert shop.see(ToySale, sale, "price_type_id", "amount") == (RETAIL, 895)


def test_prices_of_the_day_of_the_document_count(shop):
    use_prices(shop, {shop.tea: "60"})
    later = ItemPrice.record(
        at=FIRST + timedelta(5), price_type=RETAIL, item=shop.tea, price=D(70)
    )
    shop.do(record_facts, [later])
    assert line(shop, sell(shop, (shop.tea, {"quantity": "1"})), 0, "price") == 60
    after = sell(shop, (shop.tea, {"quantity": "1"}), moment=(FIRST + timedelta(6)).isoformat())
    assert line(shop, after, 0, "price") == 70


def test_prices_follow_the_terms_of_the_price_type(shop):
    net = shop.add("price_type", name="Net", includes_vat=False)
    use_prices(shop, {shop.tea: "100"}, kind=net)
    sale = sell(shop, (shop.tea, {"quantity": "1"}))
    assert shop.see(ToySale, sale, "prices_include_vat", "amount") == (False, 120)
    gross = sell(shop, (shop.tea, {"quantity": "1"}), prices_include_vat=True)
    assert line(shop, gross, 0, "price", "amount", "vat_amount") == (120, 120, 20)


def test_a_document_in_another_currency_takes_the_rate_of_its_day(shop):
    use_prices(shop, {shop.tea: "120"})
    with pytest.raises(NoRate):
        sell(shop, (shop.tea, {"quantity": "1"}), currency="USD")
    rate = CurrencyRate.record(at=FIRST, currency=USD, rate=D(80), per=1)
    shop.do(record_facts, [rate])
    sale = sell(shop, (shop.tea, {"quantity": "1"}), currency="USD")
    assert shop.see(ToySale, sale, "rate", "amount") == (80, D("1.5"))
    own = sell(shop, (shop.tea, {"quantity": "1", "price": "2"}), currency="USD", rate="75")
    assert shop.see(ToySale, own, "rate") == 75


def test_sums_are_rounded_to_the_parts_of_the_currency(shop):
    yen = settled_id("currency", "JPY")
    shop.do(record_facts, [CurrencyRate.record(at=FIRST, currency=yen, rate=D(60), per=100)])
    sale = sell(shop, (shop.tea, {"quantity": "3", "price": "105.5"}), currency="JPY")
    assert line(shop, sale, 0, "amount", "vat_amount") == (317, 53)


def test_a_paper_may_say_that_its_rows_bear_no_vat(shop, monkeypatch):
    monkeypatch.setattr(ToySale, "bears_vat", lambda self: not self.comment)
    row = (shop.tea, {"quantity": "1", "price": "120"})
    assert line(shop, sell(shop, row), 0, "vat_rate", "vat_amount") == (20, 20)
    assert line(shop, sell(shop, row, comment="x"), 0, "vat_rate", "vat_amount") == (None, 0)


def test_a_contract_of_somebody_else_is_refused(shop):
    other = shop.see(Party, shop.supplier, "main_contract_id")
    with pytest.raises(WrongContract) as refused:
        sell(shop, (shop.tea, {"quantity": "1"}), contract=str(other))
    assert refused.value.path == "contract"


@pytest.mark.parametrize(
    ("row", "path"),
    [
        ({"quantity": "0"}, "lines.0.quantity"),
        ({"quantity": "-1"}, "lines.0.quantity"),
        ({"price": "-1"}, "lines.0.price"),
        ({"vat_rate": "101"}, "lines.0.vat_rate"),
        ({"discount_percent": "60", "auto_discount_percent": "50"}, "lines.0.discount_percent"),
    ],
)
def test_lines_that_make_no_sense_are_refused(shop, row, path):
    with pytest.raises(WrongLine) as refused:
        sell(shop, (shop.tea, {"price": "1", **row}))
    assert refused.value.path == path


def test_a_variant_of_another_item_is_refused(shop):
    red = shop.add("variant", item=str(shop.tea), name="red")
    sell(shop, (shop.tea, {"variant": str(red), "price": "1"}))
    with pytest.raises(WrongLine):
        sell(shop, (shop.cup, {"variant": str(red), "price": "1"}))


def test_a_price_nobody_knows_is_asked_for_and_a_gift_is_named(shop):
    rows = [(shop.cup, {"quantity": "1", "price": "0"}), (shop.tea, {"quantity": "1"})]
    with pytest.raises(Refusal) as refused:
        sell(shop, *rows)
    assert (refused.value.code, refused.value.path) == ("missing", "lines.1.price")
    sale = sell(shop, rows[0])
    assert line(shop, sale, 0, "price", "amount") == (0, 0)


def test_another_price_type_than_the_contracts_may_be_chosen(shop):
    use_prices(shop, {shop.tea: "60"})
    other = shop.add("price_type", name="Half", method="percent", base="retail", percent="-50")
    sale = sell(shop, (shop.tea, {"quantity": "1"}), price_type=str(other))
    assert line(shop, sale, 0, "price") == 30


def test_what_followed_from_a_changed_part_follows_anew(shop):
    use_prices(shop, {shop.tea: "60", shop.cup: "7"})
    sale = sell(shop, (shop.tea, {"quantity": "2", "unit": "box"}))
    rows = [{"id": str(shop.see(ToySale, sale, "lines")[0].id), "item": str(shop.cup)}]
    shop.change("toy_sale", sale, lines=rows)
    names = ("unit_id", "vat_rate", "price", "amount")
    assert line(shop, sale, 0, *names) == (PCS, None, 7, 14)
    second = shop.add("party", name="Second", is_customer=True)
    shop.change("toy_sale", sale, party=str(second))
    assert shop.see(ToySale, sale, "contract.party_id") == second


def test_a_later_price_never_changes_a_saved_line(shop):
    use_prices(shop, {shop.tea: "60"})
    sale = sell(shop, (shop.tea, {"quantity": "2"}))
    use_prices(shop, {shop.tea: "90"})
    shop.change("toy_sale", sale, comment="again")
    assert line(shop, sale, 0, "price", "amount") == (60, 120)


def test_a_rate_follows_the_day_unless_it_was_entered(shop):
    rates = {0: 80, 3: 90}
    facts = [
        CurrencyRate.record(at=FIRST + timedelta(day), currency=USD, rate=D(rate), per=1)
        for day, rate in rates.items()
    ]
    shop.do(record_facts, facts)
    sale = sell(shop, (shop.tea, {"quantity": "1", "price": "1"}), currency="USD")
    shop.change("toy_sale", sale, moment=(FIRST + timedelta(4)).isoformat())
    assert shop.see(ToySale, sale, "rate") == 90
    shop.change("toy_sale", sale, rate="85", moment=(FIRST + timedelta(5)).isoformat())
    assert shop.see(ToySale, sale, "rate") == 85


def test_missing_parts_are_told_by_their_names(shop):
    with pytest.raises(Refusal) as refused:
        shop.add("toy_sale", lines=[{"quantity": "1"}])
    paths = {one.path for one in refused.value.each()}
    assert {"party", "lines.0.item"} <= paths


def test_a_screen_sees_the_document_worked_out_while_a_person_types(shop):
    use_prices(shop, {shop.tea: "60"})

    def look(work):
        data = {"party": str(shop.customer), "lines": [{"item": str(shop.tea), "quantity": "2"}]}
        seen = fresh(work, "toy_sale", data)
        return seen.amount, seen.lines[0].price, seen.contract_id is not None

    assert shop.do(look) == (120, 60, True)


def test_questions_do_not_grow_with_the_lines(shop):
    use_prices(shop, {shop.tea: "60", shop.cup: "7"})

    def ask(count):
        rows = [(shop.tea, {"unit": "box"}), (shop.cup, {})] * count
        return shop.statements(lambda: sell(shop, *rows))

    assert ask(50) <= ask(1)


numbers = lambda top, places: st.decimals(
    D(0), D(top), places=places, allow_nan=False, allow_infinity=False
)
rows = st.fixed_dictionaries(
    {
        "quantity": st.decimals(D("0.001"), D(999), places=3),
        "price": numbers(9999, 2),
        "discount_percent": numbers(50, 2),
        "auto_discount_percent": numbers(50, 2),
    }
)


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(rows, min_size=1, max_size=8), st.booleans())
def test_a_document_is_the_sum_of_its_lines(shop, lines, includes):
    with shop.house.work() as work:
        items = [shop.tea, shop.cup]
        data = {
            "party": str(shop.customer),
            "prices_include_vat": includes,
            "lines": [{"item": str(items[n % 2]), **row} for n, row in enumerate(lines)],
        }
        sale = save(work, "toy_sale", data)
        assert sale.amount == sum(one.amount for one in sale.lines)
        assert sale.vat_amount == sum(one.vat_amount for one in sale.lines)
        for one in sale.lines:
            assert one.amount == round(one.amount, 2)
            assert 0 <= one.vat_amount <= one.amount
