"""The manager of a party stands on its orders, and the reports of orders are told apart by that."""

import pytest

from support.api import program
from support.trade import D, day
from tradepost.plugins.parties import Party

SIDES = {"customer_order": "C", "supplier_order": "S"}
REPORTS = {
    "customer_order": "customer_orders_course",
    "supplier_order": "supplier_orders_course",
}


@pytest.fixture(params=SIDES)
def kind(request):
    """Both directions of trade."""
    return request.param


@pytest.fixture
def trade(shop, kind):
    """A party that Anna looks after."""
    shop.item("TEA")
    shop.anna, shop.boris = (shop.add("manager", code=n, name=n) for n in ("Anna", "Boris"))
    shop.party = shop.key("party", SIDES[kind])
    shop.change("party", shop.party, manager="Anna")
    return shop


def order(trade, kind, quantity, **data):
    lines = [("TEA", quantity, 100)]
    return trade.paper(kind, day(2), party=SIDES[kind], lines=lines, **data)


def ordered(api, kind, by, more=""):
    """What was ordered, by the values of an axis."""
    asked = f"/reports/{REPORTS[kind]}?from=2026-03-01&to=2026-03-31&by={by}{more}"
    return {row[by]: D(row["ordered"]) for row in api.get(asked)["rows"]}


def test_an_order_takes_the_manager_of_its_party_and_keeps_it(trade, kind):
    key = order(trade, kind, 1)
    trade.change("party", trade.party, manager="Boris")
    assert trade.document(kind, key, "manager_id") == trade.anna
    assert trade.document(kind, order(trade, kind, 1), "manager_id") == trade.boris
    assert trade.see(Party, trade.party, "manager_id") == trade.boris


def test_an_order_may_name_another_manager_or_have_none(trade, kind):
    key = order(trade, kind, 1, manager="Boris")
    assert trade.document(kind, key, "manager_id") == trade.boris
    trade.change("party", trade.party, manager=None)
    assert trade.document(kind, order(trade, kind, 1), "manager_id") is None


def test_another_party_brings_its_own_manager_unless_one_is_named(trade, kind):
    sides = {"is_customer": kind == "customer_order", "is_supplier": kind == "supplier_order"}
    trade.add("party", code="O", name="Other", manager="Boris", **sides)
    carl = trade.add("manager", code="Carl", name="Carl")
    for named, manager in (({}, trade.boris), ({"manager": "Carl"}, carl)):
        key = trade.draft(kind, day(2), party=SIDES[kind], lines=[("TEA", 1, 100)])
        trade.change(kind, key, party="O", **named)
        trade.change(kind, key, comment="seen")
        assert trade.document(kind, key, "manager_id") == manager


def test_the_report_is_grouped_and_filtered_by_the_manager(trade, kind):
    order(trade, kind, 3)
    order(trade, kind, 4, manager="Boris")
    trade.change("party", trade.party, manager=None)
    order(trade, kind, 5)
    api = program(trade.house)
    anna, boris = str(trade.anna), str(trade.boris)
    assert ordered(api, kind, "order.manager") == {anna: 3, boris: 4, None: 5}
    assert ordered(api, kind, "order.manager", "&filter[order.manager]=Boris") == {boris: 4}
    assert ordered(api, kind, "order.manager", "&filter[order.manager]=none") == {None: 5}
    usual = api.get(f"/reports/{REPORTS[kind]}?from=2026-03-01&to=2026-03-31&variant=managers")
    assert {row.get("order.manager") for row in usual["rows"]} >= {anna, boris}


def test_the_report_knows_who_looks_after_the_party_now(trade, kind):
    order(trade, kind, 3)
    trade.change("party", trade.party, manager="Boris")
    api = program(trade.house)
    assert ordered(api, kind, "order.party.manager") == {str(trade.boris): 3}
