"""A change of quality keeps cost: the golden cases through REST, and the corners beside them."""

from decimal import Decimal

import pytest

from support.api import program
from support.trade import day
from tradepost.core.posting import service, verify

D = Decimal
GOLDEN = {
    # What 5 damaged pieces cost; of 2 sold; both after a receipt dated back; after the close.
    "fifo": (500, 200, (250, 100), (250, 100)),
    "lifo": (600, 240, (600, 240), (600, 240)),
    "average": (550, 220, (450, 180), (450, 180)),
    "month_average": (550, 220, (450, 180), (500, 200)),
}


@pytest.fixture(params=GOLDEN)
def trade(trade_house, request):
    """A program; tea received twice, of which five pieces were damaged and two of these sold."""
    api = program(trade_house)
    api.house, api.golden = trade_house, GOLDEN[request.param]
    api.post("/catalogs/organisation", {"code": "F", "name": "F"})
    api.post("/catalogs/warehouse", {"code": "M", "name": "Main"})
    api.post("/catalogs/item", {"code": "T", "name": "Tea", "unit": "pcs"})
    low = {"code": "L", "name": "Tea, damaged", "quality": "limited", "grade_of": "T"}
    api.post("/catalogs/item", {**low, "unit": "pcs"})
    api.post("/catalogs/party", {"code": "S", "name": "Supplier", "is_supplier": True})
    api.post("/catalogs/party", {"code": "C", "name": "Customer", "is_customer": True})
    paper(api, "cost_policy", 1, method=request.param)
    receive(api, 1, 10, 100)
    receive(api, 2, 10, 120)
    api.change = paper(api, "quality_change", 3, lines=[{"item": "T", "quantity": "5"}])
    api.sale = paper(api, "shipment", 4, party="C", lines=[line("L", 2, 90)])
    return api


def line(item, quantity, price):
    return {"item": item, "quantity": str(quantity), "price": str(price)}


def receive(api, day, quantity, price, hour=9):
    return paper(api, "goods_receipt", day, hour, party="S", lines=[line("T", quantity, price)])


def paper(api, kind, day, hour=9, **data):
    data |= {"organisation": "F", "moment": f"2026-03-0{day}T0{hour}:00:00Z"}
    return api.post(f"/documents/{kind}?post=true", data)["id"]


def worth(api, item):
    rows = api.get(f"/registers/cost_batches/balance?by=item&filter[item]={item}")["rows"]
    return D(rows[0]["amount"]) if rows else D(0)


def sold(api):
    rows = api.get(f"/registers/cost_of_sales/turnover?by=item&filter[shipment]={api.sale}")
    return D(rows["rows"][0]["amount"])


def settle(house):
    while True:
        with house.work() as work:
            if service.restore_sequence(work) == 0:
                break
    with house.work(reads_only=True) as work:
        assert verify.broken(work) == []


def figures(api):
    """What the damaged goods came to cost, and those of them that were sold."""
    return worth(api, "L") + sold(api), sold(api)


def test_cost_is_kept_and_follows_what_is_dated_back_and_the_close(trade):
    damaged, gone, late, closed = trade.golden
    assert figures(trade) == (damaged, gone)
    assert worth(trade, "T") == 2200 - damaged
    receive(trade, 1, 10, 50, hour=8)
    settle(trade.house)
    assert figures(trade) == late
    assert worth(trade, "T") == 2700 - late[0]
    receive(trade, 5, 10, 130)
    paper(trade, "cost_adjustment", 6, month="2026-03-01")
    settle(trade.house)
    assert figures(trade) == closed
    assert worth(trade, "T") == 4000 - closed[0]


def test_a_receipt_dated_back_into_a_closed_month_changes_the_damaged_goods(trade):
    paper(trade, "cost_adjustment", 6, month="2026-03-01")
    receive(trade, 1, 10, 50, hour=8)
    settle(trade.house)
    assert figures(trade) == trade.golden[2]
    assert worth(trade, "T") == 2700 - trade.golden[2][0]


def test_readings_of_the_damaged_goods_tell_that_they_wait(trade):
    receive(trade, 1, 10, 50, hour=8)
    asked = "/registers/cost_batches/balance?by=item&filter[item]=L"
    assert trade.get(asked)["stale"]
    settle(trade.house)
    assert not trade.get(asked).get("stale")


def test_unposting_brings_everything_back(trade):
    trade.post(f"/documents/shipment/{trade.sale}/unpost")
    trade.post(f"/documents/quality_change/{trade.change}/unpost")
    settle(trade.house)
    assert (worth(trade, "T"), worth(trade, "L")) == (2200, 0)
    for register in ("stock_on_hand", "cost_batches"):
        rows = trade.get(f"/registers/{register}/balance?by=item&filter[item]=L")["rows"]
        assert rows == []


def test_both_cards_show_the_movement(trade):
    for item, quantity in (("T", -5), ("L", 5)):
        asked = f"/registers/stock_on_hand/movements?filter[item]={item}"
        rows = [one for one in trade.get(asked)["rows"] if one["recorder"] == trade.change]
        assert [D(one["quantity"]) for one in rows] == [quantity]


def test_what_is_dated_back_behind_the_change_leaves_it_alone(trade):
    before = figures(trade)
    receive(trade, 3, 10, 50, hour=9)  # the same moment, but later made
    receive(trade, 4, 1, 700, hour=8)
    settle(trade.house)
    assert figures(trade) == before


# --- extra costs -------------------------------------------------------------------------


@pytest.fixture
def firm(shop):
    shop.item("TEA")
    shop.item("LOW", quality="limited", grade_of="TEA")
    return shop


def receipt(firm, at, quantity, price, item="TEA"):
    return firm.paper("goods_receipt", at, party="S", lines=[(item, quantity, price)])


def change(firm, at, quantity, item="TEA", to="LOW"):
    lines = [{"item": item, "quantity": quantity, "to_item": to}]
    return firm.paper("quality_change", at, lines=lines)


def extra(firm, at, amount, *receipts):
    return firm.paper(
        "extra_costs", at, party="S", amount=amount, currency="RUB",
        goods_receipts=[str(one) for one in receipts],
    )  # fmt: skip


def test_extra_costs_follow_the_goods_to_their_lower_grade(firm):
    first = receipt(firm, day(1), 10, 100)
    change(firm, day(2), 4)
    sale = firm.paper("shipment", day(3), party="C", lines=[("LOW", 1, 50)])
    extra(firm, day(4), "33.33", first)
    assert firm.balance("cost_batches", "amount", item="TEA") == D("620.00")
    assert firm.balance("cost_batches", "amount", item="LOW") == D("310.00")
    assert firm.turnover("cost_of_sales", shipment=sale) == D("103.33")
    assert firm.turnover("expenses") == 0
    settle(firm.house)


def test_extra_costs_follow_a_change_that_is_dated_back_before_them(firm):
    first = receipt(firm, day(1), 10, 100)
    extra(firm, day(4), 100, first)
    change(firm, day(2), 4)
    settle(firm.house)
    assert firm.balance("cost_batches", "amount", item="LOW") == 440
    assert firm.balance("cost_batches", "amount", item="TEA") == 660


def test_goods_that_are_put_right_come_back_with_their_batch(firm):
    first = receipt(firm, day(1), 10, 100)
    receipt(firm, day(2), 10, 120)
    change(firm, day(3), 10)
    change(firm, day(4), 10, "LOW", "TEA")
    batches = {row["batch"]: row["amount"] for row in firm.rows("cost_batches", item="TEA")}
    assert batches[first] == 1000
    assert sum(batches.values()) == 2200
    settle(firm.house)


def test_a_receipt_dated_back_goes_through_two_changes(firm):
    firm.item("BAD", quality="unfit", grade_of="TEA")
    receipt(firm, day(2), 10, 100)
    change(firm, day(3), 6)
    change(firm, day(4), 3, "LOW", "BAD")
    lost = firm.paper("write_off", day(5), lines=[("BAD", 3)])
    receipt(firm, day(1), 10, 40)
    settle(firm.house)
    assert firm.turnover("expenses", document=lost) == 120
    assert firm.balance("cost_batches", "amount", item="LOW") == 120


def test_months_of_goods_that_go_round_between_qualities_are_one_system(firm):
    """Half is damaged and half of that put right again, after which more comes in dearer."""
    firm.paper("cost_policy", day(1), method="month_average")
    receipt(firm, day(2), 10, 100)
    change(firm, day(3), 6)
    change(firm, day(4), 3, "LOW", "TEA")
    receipt(firm, day(5), 10, 134)
    sale = firm.paper("shipment", day(6), party="C", lines=[("LOW", 3, 50)])
    firm.paper("cost_adjustment", day(7), month="2026-03-01")
    # 20 pieces for 2340: the damaged cost what the good ones do, wherever they went.
    assert firm.turnover("cost_of_sales", shipment=sale) == 351
    assert firm.balance("cost_batches", "amount", item="LOW") == 0
    assert firm.balance("cost_batches", "amount", item="TEA") == 1989
    settle(firm.house)
