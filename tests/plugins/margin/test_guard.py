"""Nothing is sold below cost, unless who may says so; and then it is remembered."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import select

from support.catalogs import catalog_house
from support.trade import TRADE, Shop, day, make_trade
from tradepost.core.access.access import Access
from tradepost.core.access.chain import AuditEntry
from tradepost.core.access.users import Users
from tradepost.core.posting import service
from tradepost.core.records.write import save
from tradepost.plugins.margin.errors import BelowCost

RIGHTS = frozenset({"customer_order.create", "customer_order.edit", "customer_order.read"})


@pytest.fixture
def counter(bases):
    house = catalog_house(bases.like("trade", make_trade), (*TRADE, "margin"))
    shop = Shop(house)
    shop.item("TEA", vat_rate="20", units=[{"unit": "box", "factor": "12"}])
    shop.item("WORK", kind="service")
    lines = [{"item": "TEA", "quantity": "10", "price": "72"}]  # 60 without VAT
    shop.paper("goods_receipt", day(1), party="S", warehouse="01", lines=lines)
    key = shop.do(lambda work: Users(work).create("anna", roles=["salesperson"]).id)
    shop.anna = Access(key, "anna", rights=RIGHTS, language="en")
    yield shop
    house.close()


def sell(shop, access=None, key=None, **row):
    data = {"party": "C", "warehouse": "01", "moment": day(5).isoformat(),
            "lines": [{"item": "TEA", "quantity": "2", **row}]}  # fmt: skip
    with shop.house.work(access or shop.anna) as work:
        return save(work, "customer_order", data, id=key).id


def refused(shop, access=None, **row):
    with pytest.raises(BelowCost) as found:
        sell(shop, access, **row)
    return found.value


def test_a_row_brings_no_less_than_its_goods_have_cost(counter):
    sell(counter, price="72")
    one = refused(counter, price="71.99")
    assert one.path == "lines.0.price"
    assert (one.facts["item"], one.facts["paid"]) == ("TEA", "59.99")
    assert "Director" in one.remedy.into("en")
    refused(counter, price="80", discount_percent="10.1")
    refused(counter, price="863.9", unit="box")
    sell(counter, price="864", unit="box")


def test_what_it_has_cost_is_told_to_whoever_may_see_cost(counter):
    assert "cost" not in refused(counter, price="1").facts
    seeing = replace(counter.anna, rights=RIGHTS | {"cost_batches.read"})
    one = refused(counter, seeing, price="1")
    assert one.facts["cost"] == "60" and "60" in one.message.into("en")


def test_who_has_the_right_sells_below_cost_and_is_remembered(counter):
    chief = replace(counter.anna, rights=RIGHTS | {"margin.sell_below_cost"})
    cheap = sell(counter, chief, price="60")
    with counter.house.work(reads_only=True) as work:
        asked = select(AuditEntry).where(AuditEntry.action == "sold_below_cost")
        [entry] = work.session.scalars(asked)
        assert (entry.record_id, entry.user_id) == (cheap, chief.user_id)
        told = json.loads(entry.changes)["after"]
        assert (told["paid"], told["row"], told["item"]) == ("50", "lines.0.price", "TEA")
    with counter.house.work(counter.anna) as work:  # what the chief has agreed stands
        save(work, "customer_order", {"comment": "seen"}, id=cheap)


def test_other_money_is_compared_in_the_currency_of_the_books(counter):
    row = {"item": "TEA", "quantity": "1", "price": "600"}
    data = {"party": "C", "warehouse": "01", "currency": "USD", "lines": [row]}
    with counter.house.work(counter.anna) as work:
        save(work, "customer_order", {**data, "rate": "0.12"})
    with counter.house.work(counter.anna) as work, pytest.raises(BelowCost):
        save(work, "customer_order", {**data, "rate": "0.11"})


def test_services_and_goods_that_are_not_there_are_not_compared(counter):
    counter.item("CUP")
    sell(counter, item="WORK", price="1")
    sell(counter, item="CUP", price="1")
    counter.add("warehouse", code="02", name="Other")
    data = {"party": "C", "warehouse": "02", "lines": [{"item": "TEA", "price": "1"}]}
    with counter.house.work(counter.anna) as work:
        save(work, "customer_order", data)


@pytest.mark.parametrize(
    ("method", "bound"),
    [("fifo", "72"), ("lifo", "108"), ("average", "90"), ("month_average", "90")],
)
def test_a_row_is_compared_with_what_the_policy_takes(counter, method, bound):
    counter.paper("cost_policy", day(1), method=method)
    lines = [{"item": "TEA", "quantity": "10", "price": "108"}]  # 90 without VAT
    counter.paper("goods_receipt", day(2), party="S", warehouse="01", lines=lines)
    counter.do(service.restore_sequence)
    sell(counter, price=bound)
    refused(counter, price=str(Decimal(bound) - Decimal("0.01")))


def test_a_row_that_needs_dearer_batches_is_compared_with_these(counter):
    lines = [{"item": "TEA", "quantity": "10", "price": "108"}]
    counter.paper("goods_receipt", day(2), party="S", warehouse="01", lines=lines)
    sell(counter, price="72", quantity="10")
    one = refused(counter, price="72", quantity="15")
    assert one.facts["paid"] == "60"
    sell(counter, price="84", quantity="15")  # ten at 60 and five at 90
    rows = [{"item": "TEA", "quantity": "10", "price": "72"}] * 2
    data = {"party": "C", "warehouse": "01", "moment": day(5).isoformat(), "lines": rows}
    with counter.house.work(counter.anna) as work, pytest.raises(BelowCost) as found:
        save(work, "customer_order", data)
    assert found.value.path == "lines.1.price"


def test_a_paper_dated_back_is_compared_with_what_lay_there_then(counter):
    counter.paper("cost_policy", day(1), method="lifo")
    lines = [{"item": "TEA", "quantity": "10", "price": "108"}]
    counter.paper("goods_receipt", day(7), party="S", warehouse="01", lines=lines)
    sell(counter, price="72")


def test_the_guard_can_be_switched_off(bases):
    house = catalog_house(
        bases.like("trade", make_trade), (*TRADE, "margin"), margin={"below_cost": "allow"}
    )
    shop = Shop(house)
    shop.item("TEA")
    shop.paper("goods_receipt", day(1), party="S", warehouse="01", lines=[("TEA", 10, 60)])
    key = shop.do(lambda work: Users(work).create("anna", roles=["salesperson"]).id)
    sell(shop, Access(key, "anna", rights=RIGHTS), price="1")
    house.close()
