"""The wholesale cycle, from a proposal to goods that come back, through REST alone.

The figures are counted by hand: tea is bought at 100 and at 120 without VAT, ten of each, and
sold at 244 with VAT of 22% in it, which is 200 and 44.
"""

from decimal import Decimal as D

import pytest
from webtest import TestApp

from support.api import program
from support.back_office import FRONTS
from tradepost.core.app import make_app
from tradepost.core.posting import verify


@pytest.fixture
def trade(delivered):
    """A company, a customer who pays half ahead by orders, tea of two receipts."""
    api = program(delivered, app=TestApp(make_app(delivered, (*FRONTS, "tradepost.web.api"))))
    add(api, "organisation", code="F", name="Our trade", cost_method="fifo")
    add(api, "warehouse", code="M", name="Main")
    add(api, "cash_place", code="B", name="Bank", kind="account", organisation="F")
    add(api, "party", code="S", name="Supplier", is_supplier=True)
    add(api, "party", code="C", name="Customer", is_customer=True)
    add(api, "party", code="O", name="Other", is_customer=True)
    api.contract = add(
        api, "contract", code="K", name="Half ahead", party="C", kind="customer",
        organisation="F", settlement_mode="orders", prepayment_percent="50",
    )  # fmt: skip
    add(api, "item", code="T", name="Tea", unit="pcs", vat_rate="22")
    add(api, "item", code="D", name="Delivery", kind="service", unit="pcs", vat_rate="22")
    paper(api, "goods_receipt", 1, party="S", lines=[line("T", 10, 122)])
    paper(api, "goods_receipt", 2, party="S", lines=[line("T", 10, "146.40")])
    return api


def add(api, kind, /, **data):
    return api.post(f"/catalogs/{kind}", data, 201)["id"]


def line(item, quantity, price=None, **more):
    priced = {} if price is None else {"price": str(price)}
    return {"item": item, "quantity": str(quantity), **priced, **more}


def whole(kind, day, data):
    moment = f"2026-03-{day:02}T09:00:00Z"
    settled = {"prices_include_vat": True} if "lines" in data and kind in PRICED else {}
    return {"organisation": "F", "moment": moment, **settled, **data}


PRICED = ("goods_receipt", "proposal", "customer_order", "shipment", "customer_return")


def paper(api, kind, day, /, **data):
    """Save and post a paper; answers it as it is told."""
    return api.post(f"/documents/{kind}?post=true", whole(kind, day, data), 201)


def refused(api, kind, day, **data):
    told = api.call("POST", f"/documents/{kind}?post=true", whole(kind, day, data), (409, 422))
    return [one["code"] for one in told.json["refusals"]]


def figure(api, register, resource, **where):
    """What stands in a register, or has moved in it, as a number."""
    kind = "turnover" if register in ("sales", "cost_of_sales") else "balance"
    filters = "&".join(f"filter[{name}]={value}" for name, value in where.items())
    rows = api.get(f"/registers/{register}/{kind}?by=&{filters}")["rows"]
    return sum((D(row[resource]) for row in rows), D(0))


def debt(api):
    return figure(api, "settlements", "amount", party="C")


def test_from_a_proposal_to_goods_that_come_back(trade):
    api = trade
    # A proposal, and the order made of it: prices are not typed again.
    lines = [line("T", 15, 244), line("D", 1, 122)]
    offer = paper(api, "proposal", 3, party="C", contract="K", lines=lines)
    assert (offer["amount"], offer["vat_amount"]) == ("3782.00", "682.00")
    wanted = [line("T", 15), line("D", 1)]
    order = paper(api, "customer_order", 4, proposal=offer["id"], warehouse="M", lines=wanted)
    assert (order["amount"], order["party"]) == ("3782.00", offer["party"])
    assert figure(api, "customer_orders", "quantity", order=order["id"]) == 16

    # Half of it is to be paid before goods are kept back or go out.
    keep = {"customer_order": order["id"], "lines": [line("T", 15, to="M")]}
    keep["lines"][0]["to"] = api.get("/catalogs/warehouse?filter[code]=M")["rows"][0]["id"]
    sent = {"customer_order": order["id"], "lines": [line("T", 12)]}
    assert refused(api, "reservation", 5, **keep) == ["sales.not_paid_ahead"]
    assert refused(api, "shipment", 6, **sent) == ["sales.not_paid_ahead"]
    pay(api, 5, order, "1891")
    assert debt(api) == -1891
    paper(api, "reservation", 5, **keep)
    assert figure(api, "stock_reserved", "quantity", order=order["id"]) == 15

    # What is kept for one customer is not shipped to another: five are free.
    others = {"party": "O", "lines": [line("T", 6, 300)]}
    assert refused(api, "shipment", 6, **others) == ["stock.shortage"]

    # The first part goes out of the reserve, then the rest and the service.
    first = paper(api, "shipment", 7, customer_order=order["id"],
                  lines=[line("T", 12, source="reserve")])  # fmt: skip
    assert (first["amount"], first["vat_amount"]) == ("2928.00", "528.00")
    assert figure(api, "stock_reserved", "quantity", order=order["id"]) == 3
    assert debt(api) == 2928 - 1891
    assert states(api, order) == ("moved_part", "whole", "part")

    # Each shipment is invoiced, in order; line 5 names what was paid before.
    one = paper(api, "tax_invoice_issued", 7, shipment=first["id"])
    assert (one["invoice_number"], one["amount"], one["vat_amount"]) == (1, "2928.00", "528.00")
    assert "05.03.2026" in one["payment_documents"]
    assert refused(api, "tax_invoice_issued", 8, shipment=first["id"]) == [
        "tax_invoices.already_invoiced"
    ]
    too_much = {"customer_order": order["id"], "lines": [line("T", 4, source="reserve")]}
    assert refused(api, "shipment", 8, **too_much) == [
        "orders.more_than_ordered",
        "reservations.shortage",
    ]
    rest = paper(api, "shipment", 8, customer_order=order["id"],
                 lines=[line("T", 3, source="reserve"), line("D", 1)])  # fmt: skip
    assert rest["amount"] == "854.00"
    assert figure(api, "customer_orders", "quantity", order=order["id"]) == 0
    assert figure(api, "customer_orders", "amount", order=order["id"]) == 0
    assert figure(api, "stock_reserved", "quantity", order=order["id"]) == 0
    assert figure(api, "cost_of_sales", "amount") == 1000 + 5 * 120
    two = paper(api, "tax_invoice_issued", 8, shipment=rest["id"])
    assert (two["invoice_number"], two["vat_amount"]) == (2, "154.00")
    assert states(api, order) == ("moved", "none", "part")

    # The rest is paid.
    pay(api, 9, order, "1891")
    assert debt(api) == 0
    assert states(api, order) == ("moved", "none", "whole")
    listed = api.get("/documents/customer_order?filter[course]=moved&filter[paid]=whole")["rows"]
    assert [row["id"] for row in listed] == [order["id"]]
    assert api.get("/documents/shipment?filter[tax_invoice]=awaited")["rows"] == []

    # Two come back, at the cost they went out with, and are paid back.
    back = paper(api, "customer_return", 10, shipment=rest["id"], lines=[line("T", 2)])
    assert (back["amount"], back["vat_amount"]) == ("488.00", "88.00")
    assert debt(api) == -488
    pay(api, 11, order, "488", "out")
    assert debt(api) == 0
    assert figure(api, "stock_on_hand", "quantity", item="T") == 20 - 15 + 2
    assert figure(api, "cost_batches", "amount", item="T") == 7 * 120
    assert figure(api, "sales", "amount") == 3782 - 488
    assert figure(api, "cost_of_sales", "amount") == 1600 - 240
    assert profit(api, "T") == (D(3172 - 572), D(1360), D(2600 - 1360))
    assert profit(api, "D") == (D(100), D(0), D(100))
    with delivered_work(api) as work:
        assert verify.broken(work) == []


def profit(api, item):
    """Revenue without VAT, cost and gross profit of an item, as the report tells them."""
    asked = "/reports/gross_profit?from=2026-03-01&to=2026-03-31&by=item"
    (row,) = api.get(f"{asked}&filter[item]={item}")["rows"]
    return tuple(D(row[name]) for name in ("revenue", "cost", "profit"))


def states(api, order):
    told = api.get(f"/documents/customer_order/{order['id']}")
    return told["course"], told["reserved"], told["paid"]


def delivered_work(api):
    return api.house.work(reads_only=True)


def pay(api, day, order, amount, direction="in"):
    return paper(
        api, "payment_order", day, party="C", contract="K", place="B", deal=order["id"],
        amount=amount, direction=direction,
    )  # fmt: skip
