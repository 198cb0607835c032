"""Extra costs of receipts: into the batch, and on to wherever its goods have gone."""

from decimal import Decimal

import pytest

from support.trade import day
from tradepost.core.errors import Refusal
from tradepost.plugins.costing.entries import Entry, Loss, Pool, Row, Sale, Sold, arcs
from tradepost.plugins.costing.flows import follow, whole

D = Decimal


@pytest.fixture(params=["fifo", "average"])
def firm(shop, request):
    """A shop with tea that keeps cost by each method in turn."""
    with shop.house.work() as work:
        kind = work.schema.catalogs["organisation"]
        work.session.query(kind).one().cost_method = request.param
    shop.item("tea", weight="0.5")
    shop.method = request.param
    return shop


def receive(shop, at, *lines):
    return shop.paper("goods_receipt", at, party="S", lines=list(lines))


def extra(shop, at, amount, *receipts, **more):
    return shop.paper(
        "extra_costs", at, party="S", amount=amount, goods_receipts=[*map(str, receipts)], **more
    )


def figures(shop):
    return (
        shop.turnover("cost_of_sales"),
        shop.balance("cost_batches", "amount"),
        shop.turnover("expenses"),
    )


def test_the_golden_case_of_costs_that_come_after_the_sale(firm):
    first = receive(firm, day(1), ("tea", 10, 100))
    receive(firm, day(2), ("tea", 10, 120))
    firm.paper("shipment", day(3), party="C", lines=[("tea", 15, 200)])
    cost, left, _spent = figures(firm)
    extra(firm, day(4), 200, first)
    sold, stays = {"fifo": (200, 0), "average": (150, 50)}[firm.method]
    assert figures(firm) == (cost + sold, left + stays, 0)
    assert firm.broken() == []


def test_the_share_of_goods_transferred_follows_them(firm):
    firm.add("warehouse", code="02", name="Second")
    first = receive(firm, day(1), ("tea", 10, 100))
    firm.paper("transfer", day(2), to_warehouse="02", lines=[("tea", 4)])
    extra(firm, day(3), 100, first)
    assert firm.balance("cost_batches", "amount", warehouse="02") == 440
    assert firm.balance("cost_batches", "amount", warehouse="01") == 660
    assert firm.broken() == []


def test_the_share_of_goods_written_off_is_an_expense(firm):
    first = receive(firm, day(1), ("tea", 10, 100))
    firm.paper("write_off", day(2), lines=[("tea", 3)])
    extra(firm, day(3), 100, first)
    assert figures(firm) == (0, 770, 330)
    assert firm.broken() == []


def test_what_comes_back_brings_its_share_along(firm):
    first = receive(firm, day(1), ("tea", 10, 100))
    sale = firm.paper("shipment", day(2), party="C", lines=[("tea", 10, 200)])
    firm.paper("customer_return", day(3), party="C", shipment=sale, lines=[("tea", 4, 200)])
    extra(firm, day(4), 100, first)
    assert figures(firm) == (660, 440, 0)
    assert firm.broken() == []


def test_costs_are_spread_by_amount_by_quantity_and_by_weight(firm):
    firm.item("salt", weight="2")
    first = receive(firm, day(1), ("tea", 10, 100), ("salt", 10, 300))
    extra(firm, day(2), 100, first, spread="amount")
    assert firm.balance("cost_batches", "amount", item="tea") == 1025
    extra(firm, day(3), 100, first, spread="quantity")
    assert firm.balance("cost_batches", "amount", item="tea") == 1075
    extra(firm, day(4), 100, first, spread="weight")
    assert firm.balance("cost_batches", "amount", item="tea") == 1095
    assert firm.balance("cost_batches", "amount") == 4300


def test_no_kopeck_is_lost_in_spreading(firm):
    for n in range(3):
        firm.item(f"thing{n}")
    first = receive(firm, day(1), *((f"thing{n}", 3, 10) for n in range(3)))
    firm.paper("shipment", day(2), party="C", lines=[("thing0", 1, 20), ("thing1", 2, 20)])
    extra(firm, day(3), 100, first)
    cost, left, spent = figures(firm)
    assert cost + left + spent == 190


def test_vat_is_no_part_of_the_cost_but_of_the_debt(firm):
    first = receive(firm, day(1), ("tea", 10, 100))
    extra(firm, day(2), 122, first, vat_rate="22")
    assert firm.balance("cost_batches", "amount") == 1100
    assert firm.balance("settlements", "amount") == -1122


def test_the_party_left_out_is_that_of_the_receipt(firm):
    first = receive(firm, day(1), ("tea", 10, 100))
    key = firm.paper("extra_costs", day(2), amount=10, goods_receipts=[str(first)])
    assert firm.document("extra_costs", key, "party_id") == firm.key("party", "S")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"goods_receipts": []}, "purchasing.nothing_to_spread_over"),
        ({"spread": "weight"}, "purchasing.no_weight"),
        ({"moment": day(1, 8).isoformat()}, "purchasing.other_receipt"),
        ({"currency": "USD"}, "currencies.no_rate"),
    ],
)
def test_refused_with_a_name(firm, more, code):
    firm.item("light")
    first = receive(firm, day(1), ("light", 1, 100))
    data = {"party": "S", "amount": 10, "goods_receipts": [str(first)], **more}
    at = None if "moment" in data else day(2)
    with pytest.raises(Refusal) as refused:
        firm.paper("extra_costs", at, **data)
    assert code in [one.code for one in refused.value.each()]


def test_a_receipt_that_is_not_posted_takes_no_costs(firm):
    first = firm.draft("goods_receipt", day(1), party="S", lines=[("tea", 1, 100)])
    with pytest.raises(Refusal) as refused:
        extra(firm, day(2), 10, first)
    assert refused.value.code == "purchasing.receipt_not_posted"


def test_a_receipt_with_extra_costs_is_not_taken_back(firm):
    first = receive(firm, day(1), ("tea", 1, 100))
    key = extra(firm, day(2), 10, first)
    with pytest.raises(Refusal) as refused:
        firm.unpost("goods_receipt", first)
    assert refused.value.code == "purchasing.has_extra_costs"
    firm.unpost("extra_costs", key)
    firm.unpost("goods_receipt", first)
    assert figures(firm) == (0, 0, 0)


GOODS = ("tea", None)
POOL, OTHER = Pool(GOODS, "main", None, None), Pool(GOODS, "second", None, None)


def ways(entries):
    return [(place, arcs(entry, place[1])) for place, entry in entries.items()]


def test_a_sum_goes_round_with_the_goods():
    """From one store to the other and back: the same part of the sum goes each way."""
    there = Entry([Row(POOL, -5, -50), Row(OTHER, 5, 50)])
    back = Entry([Row(OTHER, -5, -50), Row(POOL, 5, 50)])
    sale = Entry([Row(POOL, -5, -50)], [Sold(4, None, 5, 50)])
    loss = Entry([Row(POOL, -1, -10)])
    entries = {(1, 1): Entry([Row(POOL, 10, 100)]), (2, 2): there, (3, 3): back}
    entries |= {(4, 4): sale, (5, 5): loss}
    found = follow(ways(entries), {}, {1: [(POOL, 600)]}, (6, 0))
    assert found == {POOL: 240, OTHER: 0, Sale(GOODS, 4, None): 300, Loss(GOODS, 5): 60}


def test_whole_kopecks_add_up_to_the_sum():
    thirds = follow(
        ways(
            {
                (1, 1): Entry([Row(POOL, 3, 30)]),
                (2, 2): Entry([Row(POOL, -1, -10)], [Sold(2, None, 1, 10)]),
                (3, 3): Entry([Row(POOL, -1, -10)], [Sold(3, None, 1, 10)]),
            }
        ),
        {},
        {1: [(POOL, 10_000)]},
        (9, 0),
    )
    assert whole(thirds) == {POOL: 3400, Sale(GOODS, 2, None): 3300, Sale(GOODS, 3, None): 3300}
