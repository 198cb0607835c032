"""The golden cases of cost, through REST alone, as another system would try them."""

import pytest

from support.api import program
from tradepost.plugins.costing.reports import worth

CASES = {
    "fifo": {"sale": "1600", "left": "600", "back": "1240", "late": ("1800", "600")},
    "average": {"sale": "1650", "left": "550", "back": "1320", "late": ("1800", "600")},
}


@pytest.fixture(params=CASES)
def trade(trade_house, request):
    """A program, an organisation with the method, one item received twice and sold once."""
    api = program(trade_house)
    api.case = CASES[request.param]
    api.post("/catalogs/organisation", {"code": "F", "name": "F", "cost_method": request.param})
    api.post("/catalogs/warehouse", {"code": "M", "name": "Main"})
    api.post("/catalogs/item", {"code": "T", "name": "Tea", "unit": "pcs"})
    api.post("/catalogs/party", {"code": "S", "name": "Supplier", "is_supplier": True})
    api.post("/catalogs/party", {"code": "C", "name": "Customer", "is_customer": True})
    api.first = paper(api, "goods_receipt", 1, party="S", lines=[line(10, 100)])
    paper(api, "goods_receipt", 2, party="S", lines=[line(10, 120)])
    api.sale = paper(api, "shipment", 3, party="C", lines=[line(15, 200)])
    return api


def line(quantity, price):
    return {"item": "T", "quantity": str(quantity), "price": str(price)}


def paper(api, kind, day, status=None, **data):
    data |= {"organisation": "F", "moment": f"2026-03-0{day}T09:00:00Z"}
    return api.post(f"/documents/{kind}?post=true", data, status=status)["id"]


def figures(api):
    """Cost of sales and stock, as the registers tell them."""
    sold = api.get("/registers/cost_of_sales/turnover?by=item")["rows"]
    left = api.get("/registers/cost_batches/balance?by=item")["rows"]
    return tuple(str(int(float(rows[0]["amount"]))) if rows else "0" for rows in (sold, left))


def test_what_is_sold_and_what_is_left(trade):
    assert figures(trade) == (trade.case["sale"], trade.case["left"])


def test_what_comes_back(trade):
    paper(trade, "customer_return", 4, party="C", shipment=trade.sale, lines=[line(3, 200)])
    cost, left = figures(trade)
    assert cost == trade.case["back"]
    assert int(cost) + int(left) == 2200


def test_extra_costs_after_the_sale(trade):
    data = {"goods_receipts": [trade.first], "spread": "quantity", "amount": "200"}
    key = paper(trade, "extra_costs", 5, **data)
    assert figures(trade) == trade.case["late"]
    told = trade.get(f"/documents/extra_costs/{key}")
    assert [row["goods_receipt"] for row in told["goods_receipts"]] == [trade.first]
    owed = trade.get("/registers/settlements/balance?by=party&filter[party]=S")["rows"]
    assert float(owed[0]["amount"]) == -2400


def test_a_program_is_told_what_is_wrong_and_what_helps(trade):
    data = {
        "organisation": "F",
        "goods_receipts": [trade.first],
        "amount": "1",
        "spread": "weight",
    }
    data["moment"] = "2026-03-05T09:00:00Z"
    assert trade.codes("POST", "/documents/extra_costs?post=true", data, 422) == {
        "spread": "purchasing.no_weight"
    }
    refused = trade.codes("POST", f"/documents/goods_receipt/{trade.first}/unpost", status=422)
    assert "stock.shortage" in refused.values()


def test_why_a_sale_cost_what_it_did(trade):
    tree = trade.get(f"/registers/cost_of_sales/explain?filter[shipment]={trade.sale}")
    assert float(tree["values"]["amount"]) == float(trade.case["sale"])
    taken = tree["because"][0]["because"]
    leaves = [leaf for one in taken for leaf in one["because"]]
    assert {leaf["kind"] for leaf in leaves} == {"goods_receipt"}
    assert sum(float(leaf["values"]["amount"]) for leaf in leaves) == float(trade.case["sale"])


def test_gross_profit_is_the_difference_of_the_registers_by_any_dimension(trade_house):
    """After the close of a month, whatever sales are told apart by."""
    api = program(trade_house)
    api.post("/catalogs/organisation", {"code": "F", "name": "F"})
    for code in "MN":
        api.post("/catalogs/warehouse", {"code": code, "name": code})
    api.post("/catalogs/item", {"code": "T", "name": "Tea", "unit": "pcs"})
    api.post("/catalogs/party", {"code": "S", "name": "Supplier", "is_supplier": True})
    for code in "CD":
        api.post("/catalogs/party", {"code": code, "name": code, "is_customer": True})
    paper(api, "cost_policy", 1, method="month_average")
    paper(api, "goods_receipt", 1, party="S", warehouse="M", lines=[line(10, 100)])
    paper(
        api, "transfer", 2, warehouse="M", to_warehouse="N", lines=[{"item": "T", "quantity": "4"}]
    )
    paper(api, "shipment", 3, party="C", warehouse="M", lines=[line(5, 200)])
    paper(api, "shipment", 4, party="D", warehouse="N", lines=[line(2, 210)])
    paper(api, "goods_receipt", 5, party="S", warehouse="M", lines=[line(10, 133)])
    before = api.get("/registers/cost_of_sales/turnover?by=item")["rows"][0]["amount"]
    paper(api, "cost_adjustment", 6, month="2026-03-01")
    cost = api.get("/registers/cost_of_sales/turnover?by=item")["rows"][0]["amount"]
    assert (before, cost) == ("700.00", "815.50")
    for by in ("item", "shipment", "shipment.party", "shipment.warehouse", "time.month"):
        rows = api.get(f"/reports/gross_profit?by={by}&from=2026-01-01&to=2026-12-31")["rows"]
        assert sum(float(row["cost"]) for row in rows) == 815.5, by
        assert sum(float(row["profit"]) for row in rows) == 1420 - 815.5, by
        for row in rows:  # at every level the average of what is in it, not of averages
            assert float(row["price"]) == round(float(row["amount"]) / float(row["quantity"]), 6)


def test_batches_are_told_apart_by_receipt_and_warehouse(trade_house):
    """What is left of each receipt, and its cost, where it lies (capabilities M72)."""
    api = program(trade_house)
    api.post("/catalogs/organisation", {"code": "F", "name": "F", "cost_method": "fifo"})
    for code in "MN":
        api.post("/catalogs/warehouse", {"code": code, "name": code})
    api.post("/catalogs/item", {"code": "T", "name": "Tea", "unit": "pcs"})
    api.post("/catalogs/party", {"code": "S", "name": "Supplier", "is_supplier": True})
    receipts = [
        paper(api, "goods_receipt", n, party="S", warehouse="M", lines=[line(10, price)])
        for n, price in ((1, 100), (2, 120))
    ]
    row = {"item": "T", "quantity": "14"}
    paper(api, "transfer", 3, warehouse="M", to_warehouse="N", lines=[row])
    (batches,) = (one for one in worth().variants if one.name == "batches")
    asked = f"by={','.join(batches.by)}&at=2026-12-31"
    rows = api.get(f"/reports/stock_worth?{asked}")["rows"]
    found = [(row["batch"], float(row["quantity"]), float(row["amount"])) for row in rows]
    assert sorted(found) == sorted([
        (receipts[0], 10, 1000), (receipts[1], 4, 480), (receipts[1], 6, 720),
    ])  # fmt: skip
    assert len({(row["batch"], row["warehouse"]) for row in rows}) == 3
