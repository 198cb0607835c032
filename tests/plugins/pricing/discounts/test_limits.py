"""Limits of roles: the largest discount by hand, and the least price."""

import json
from decimal import Decimal

import pytest
from sqlalchemy import select

from support.trade import day
from tradepost.core.access.access import Access
from tradepost.core.access.chain import AuditEntry
from tradepost.core.access.users import Users
from tradepost.core.posting.facts import record_facts
from tradepost.core.records.write import save
from tradepost.plugins.parties import Party
from tradepost.plugins.pricing import ItemPrice
from tradepost.plugins.pricing.discounts.errors import BeyondLimit, WrongDiscount

D = Decimal
RIGHTS = frozenset({"customer_order.create", "customer_order.edit", "customer_order.read"})


@pytest.fixture
def counter(shop):
    shop.item("TEA")
    shop.least = shop.add("price_type", name="Least")
    fact = ItemPrice.record(at=day(1), price_type=shop.least, item=shop.key("item", "TEA"),
                            price=D(80))  # fmt: skip
    shop.do(record_facts, [fact])
    return shop


def person(shop, *roles):
    key = shop.do(lambda work: Users(work).create("anna", roles=roles).id)
    return Access(key, "anna", rights=RIGHTS, language="en")


def sell(shop, access, key=None, **row):
    data = {"party": "C", "warehouse": "01", "moment": day(5).isoformat(),
            "lines": [{"item": "TEA", "quantity": "2", **row}]}  # fmt: skip
    with shop.house.work(access) as work:
        return save(work, "customer_order", data, id=key).id


def test_a_role_gives_no_more_than_its_percent(counter):
    counter.add("discount_limit", name="Sellers", role="salesperson", percent="5")
    anna = person(counter, "salesperson")
    sell(counter, anna, price="100", discount_percent="5")
    with pytest.raises(BeyondLimit) as refused:
        sell(counter, anna, price="100", discount_percent="5.01")
    assert (refused.value.path, refused.value.facts["most"]) == (
        "lines.0.discount_percent", "5"
    )  # fmt: skip
    counter.draft("customer_order", party="C", warehouse="01",
                  lines=[{"item": "TEA", "price": "100", "discount_percent": "50"}])  # fmt: skip


def test_an_automatic_percent_that_no_rule_gives_counts_as_given_by_hand(counter):
    counter.add("discount_limit", name="Sellers", role="salesperson", percent="5")
    anna = person(counter, "salesperson")
    sell(counter, anna, price="100", discount_percent="2", auto_discount_percent="3")
    with pytest.raises(BeyondLimit) as refused:
        sell(counter, anna, price="100", auto_discount_percent="90")
    assert refused.value.path == "lines.0.auto_discount_percent"
    with pytest.raises(BeyondLimit):
        sell(counter, anna, price="100", discount_percent="2", auto_discount_percent="3.01")
    counter.draft("customer_order", party="C", warehouse="01",
                  lines=[{"item": "TEA", "price": "100", "auto_discount_percent": "50"}])  # fmt: skip


def test_an_automatic_percent_is_not_raised_on_a_row_that_is_there(counter):
    counter.add("discount_limit", name="Sellers", role="salesperson", percent="5")
    rule(counter, "10")
    anna = person(counter, "salesperson")
    key = sell(counter, anna, price="100")
    [line] = counter.document("customer_order", key, "lines")
    with pytest.raises(BeyondLimit):
        sell(counter, anna, key, id=str(line.id), price="100", auto_discount_percent="90")
    with pytest.raises(BeyondLimit), counter.house.work(anna) as work:
        rows = [{"id": str(line.id), "auto_discount_percent": "10.5"}]
        save(work, "customer_order", {"lines": rows, "without_discounts": True}, id=key)


def rule(counter, percent):
    key = counter.add("discount", code="ALL", name="All")
    row = {"percent": percent}
    return key, counter.paper("discount_setting", day(1), discount=str(key), lines=[row])


def test_what_rules_give_is_nobodys_own_though_it_comes_in_with_the_row(counter):
    counter.add("discount_limit", name="Sellers", role="salesperson", percent="5")
    key, _setting = rule(counter, "10")
    anna = person(counter, "salesperson")
    order = sell(counter, anna, price="100", auto_discount_percent="10", discount_percent="5")
    [line] = counter.document("customer_order", order, "lines")
    assert (line.auto_discount_percent, line.amount) == (10, 170)
    assert line.discount_reason["taken"][0]["discount"] == str(key)


def test_what_another_paper_agreed_is_nobodys_own(counter):
    counter.add("discount_limit", name="Sellers", role="salesperson", percent="5")
    counter.paper("goods_receipt", day(1), party="S", warehouse="01", lines=[("TEA", 9, 50)])
    row = {"item": "TEA", "quantity": "4", "price": "100", "auto_discount_percent": "50"}
    order = counter.paper("customer_order", day(5), party="C", warehouse="01", lines=[row])
    anna = person(counter, "salesperson")
    anna = Access(anna.user_id, "anna", rights=frozenset({"shipment.create", "shipment.read",
                                                          "customer_order.read"}))  # fmt: skip

    def ship(*rows):
        data = {"party": "C", "warehouse": "01", "customer_order": str(order), "lines": rows,
                "moment": day(6).isoformat()}  # fmt: skip
        with counter.house.work(anna) as work:
            return save(work, "shipment", data).amount

    half = {"item": "TEA", "quantity": "2", "price": "100", "auto_discount_percent": "50"}
    assert ship(half, half) == 200
    assert ship({**half, "discount_percent": "5"}) == 90
    with pytest.raises(BeyondLimit):
        ship({**half, "auto_discount_percent": "51"})


def test_the_most_generous_of_several_roles_counts(counter):
    counter.add("discount_limit", name="Sellers", role="salesperson", percent="5")
    counter.add("discount_limit", name="Others", percent="10")
    both = person(counter, "salesperson", "buyer")
    sell(counter, both, price="100", discount_percent="10")
    with pytest.raises(BeyondLimit):
        sell(counter, both, price="100", discount_percent="11")


def test_a_role_without_a_limit_is_free(counter):
    counter.add("discount_limit", name="Sellers", role="salesperson", percent="5")
    both = person(counter, "salesperson", "director")
    sell(counter, both, price="100", discount_percent="50")


def test_nothing_is_sold_below_the_least_price_of_the_role(counter):
    counter.add(
        "discount_limit", name="Sellers", role="salesperson", price_type=str(counter.least)
    )
    anna = person(counter, "salesperson")
    sell(counter, anna, price="100", discount_percent="20")
    for row in ({"price": "79.99"}, {"price": "100", "discount_percent": "21"}):
        with pytest.raises(BeyondLimit) as refused:
            sell(counter, anna, **row)
        assert refused.value.path == "lines.0.price"


def test_what_somebody_else_has_agreed_stands(counter):
    counter.add("discount_limit", name="Sellers", role="salesperson", percent="5")
    anna = person(counter, "salesperson")
    order = counter.draft("customer_order", day(5), party="C", warehouse="01",
                          lines=[{"item": "TEA", "price": "100", "discount_percent": "50"}])  # fmt: skip
    with counter.house.work(anna) as work:
        save(work, "customer_order", {"comment": "seen"}, id=order)


def test_a_role_has_one_limit(counter):
    counter.add("discount_limit", name="Sellers", role="salesperson", percent="5")
    with pytest.raises(WrongDiscount) as refused:
        counter.add("discount_limit", name="Again", role="salesperson", percent="5")
    assert refused.value.path == "role"
    with pytest.raises(WrongDiscount):
        counter.add("discount_limit", name="Wild", role="buyer", percent="101")


def test_who_has_the_right_sells_below_the_least_price_and_is_remembered(counter):
    counter.add(
        "discount_limit", name="Sellers", role="salesperson", price_type=str(counter.least)
    )
    anna = person(counter, "salesperson")
    with pytest.raises(BeyondLimit):
        sell(counter, anna, price="79.99")
    chief = Access(anna.user_id, "anna", rights=RIGHTS | {"pricing.below_minimum"})
    fair, cheap = sell(counter, chief, price="80"), sell(counter, chief, price="79.99")
    with counter.house.work(reads_only=True) as work:
        asked = select(AuditEntry).where(AuditEntry.action == "sold_below_minimum")
        [entry] = work.session.scalars(asked)
        assert (entry.record_id, entry.user_id) == (cheap, anna.user_id)
        told = json.loads(entry.changes)["after"]
        assert (told["paid"], told["least"], told["row"]) == ("79.99", "80", "lines.0.price")
    assert fair != cheap


def test_the_limit_of_a_discount_by_hand_holds_for_who_may_sell_below(counter):
    counter.add("discount_limit", name="Sellers", role="salesperson", percent="5")
    anna = person(counter, "salesperson")
    chief = Access(anna.user_id, "anna", rights=RIGHTS | {"pricing.below_minimum"})
    with pytest.raises(BeyondLimit):
        sell(counter, chief, price="100", discount_percent="6")


def least_of_contract(counter, code="Special", price="50"):
    special = counter.add("price_type", name=code)
    fact = ItemPrice.record(
        at=day(1), price_type=special, item=counter.key("item", "TEA"), price=D(price)
    )
    counter.do(record_facts, [fact])
    main = counter.see(Party, counter.key("party", "C"), "main_contract_id")
    counter.change("contract", main, least_price_type=str(special))


def test_the_least_price_of_a_contract_stands_before_those_of_roles(counter):
    counter.add(
        "discount_limit", name="Sellers", role="salesperson", price_type=str(counter.least)
    )
    anna = person(counter, "salesperson")
    least_of_contract(counter)
    sell(counter, anna, price="50")
    with pytest.raises(BeyondLimit) as refused:
        sell(counter, anna, price="49.99")
    assert refused.value.facts["least"] == "50"


def test_the_least_price_of_a_contract_holds_whoever_is_free_otherwise(counter):
    anna = person(counter, "salesperson")
    least_of_contract(counter, price="90")
    with pytest.raises(BeyondLimit) as refused:
        sell(counter, anna, price="89.99")
    told = refused.value
    assert (told.facts["item"], told.facts["paid"], told.facts["least"]) == ("TEA", "89.99", "90")
    assert "Director" in told.remedy.into("en")
    administrator = Access(anna.user_id, "anna", rights=None)
    cheap = sell(counter, administrator, price="89.99")
    with counter.house.work(reads_only=True) as work:
        asked = select(AuditEntry).where(AuditEntry.action == "sold_below_minimum")
        assert [one.record_id for one in work.session.scalars(asked)] == [cheap]
