"""Services through the whole trade: no stock, no reserve, no cost; sales, debts and VAT."""

import pytest

from support.trade import D, day
from tradepost.core.printing import print_record

CARE = {"item": "CARE", "quantity": 2, "price": "610"}
NOTHING = ("stock_on_hand", "stock_reserved", "cost_batches", "order_placement")


@pytest.fixture
def care(shop):
    shop.item("CARE", kind="service", vat_rate="22")
    shop.item("TEA", vat_rate="22")
    shop.change("organisation", shop.key("organisation", "01"), director="Иванов И. И.")
    return shop


def test_a_service_is_ordered_placed_shipped_and_returned_without_stock(care):
    line = {**CARE, "placement": str(care.key("warehouse", "01"))}
    order = care.paper("customer_order", day(2), party="C", warehouse="01", lines=[line])
    assert care.balance("customer_orders") == 2
    shipped = care.make("customer_order", "shipment", order, day(3))
    assert care.balance("customer_orders") == 0
    assert care.balance("settlements", "amount", party="C") == 1220
    assert care.turnover("sales", "amount") == 1220
    assert care.turnover("sales", "vat_amount") == 220
    assert care.turnover("cost_of_sales", "amount") == 0
    for register in NOTHING:
        assert care.rows(register) == []
    back = {"party": "C", "shipment": str(shipped), "lines": [{"item": "CARE", "quantity": "1"}]}
    care.paper("customer_return", day(4), **back)
    assert care.balance("settlements", "amount", party="C") == 610
    assert care.turnover("sales", "vat_amount") == 110
    assert care.broken() == []


def test_a_service_is_bought_by_order_without_stock(care):
    order = care.paper("supplier_order", day(2), party="S", warehouse="01", lines=[CARE])
    came = care.make("supplier_order", "goods_receipt", order, day(3))
    assert care.balance("supplier_orders") == 0
    assert care.balance("settlements", "amount", party="S") == -1220
    assert care.turnover("purchases", "amount") == 1220
    assert care.turnover("purchases", "vat_amount") == 220
    for register in NOTHING:
        assert care.rows(register) == []
    care.unpost("goods_receipt", came)
    assert care.balance("settlements", "amount", party="S") == 0
    assert care.broken() == []


def test_goods_and_services_stand_in_one_shipment(care):
    care.paper("goods_receipt", day(1), party="S", lines=[("TEA", 5, 61)])
    care.paper("shipment", day(2), party="C", lines=[("TEA", 2, 122), CARE])
    assert care.balance("stock_on_hand", item="TEA") == 3
    assert care.turnover("cost_of_sales", "amount") == 100  # 2 × 50 without VAT
    assert care.balance("settlements", "amount", party="C") == 244 + 1220
    assert care.broken() == []


@pytest.mark.parametrize(("spread", "first"), [("amount", 75), ("quantity", 50), ("weight", 20)])
def test_what_a_carrier_charges_makes_goods_dearer_and_is_owed_to_him(care, spread, first):
    care.add("party", code="T", name="Carrier", is_supplier=True)
    care.item("LEAD", weight="4")
    care.change("item", care.key("item", "TEA"), weight="1", vat_rate=None)
    came = care.paper(
        "goods_receipt", day(1), party="S", lines=[("TEA", 10, 30), ("LEAD", 10, 10)]
    )
    care.paper(
        "extra_costs", day(2), party="T", spread=spread, amount=122, vat_rate="22",
        goods_receipts=[{"goods_receipt": str(came)}],
    )  # fmt: skip
    assert care.balance("settlements", "amount", party="T") == -122
    assert care.balance("cost_batches", "amount", item="TEA") == 300 + first
    assert care.balance("cost_batches", "amount", item="LEAD") == 100 + 100 - first
    assert care.broken() == []


# --- the act ----------------------------------------------------------------------------


def act(shop, key, language="ru"):
    made = shop.read(print_record, "shipment", key, form="act", media="html", language=language)
    return made.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_the_act_names_services_alone_with_the_sum_in_words(care):
    care.paper("goods_receipt", day(1), party="S", lines=[("TEA", 5, 61)])
    key = care.paper("shipment", day(2), party="C", lines=[("TEA", 2, 122), CARE])
    paper = act(care, key)
    assert "CARE" in paper
    assert "TEA" not in paper
    assert "1 220,00" in paper
    assert "220,00" in paper
    assert "Одна тысяча двести двадцать рублей 00 копеек" in paper
    assert "претензий" in paper
    assert "Иванов И. И." in paper
    assert "no claims" in act(care, key, "en")


def test_an_act_of_goods_alone_names_nothing(care):
    care.paper("goods_receipt", day(1), party="S", lines=[("TEA", 5, 61)])
    key = care.paper("shipment", day(2), party="C", lines=[("TEA", 2, 122)])
    paper = act(care, key)
    assert "TEA" not in paper
    assert "244,00" not in paper


def test_an_invoice_names_services_and_their_vat(care):
    key = care.paper("customer_order", day(2), party="C", lines=[CARE])
    made = care.read(print_record, "customer_order", key, form="invoice", media="html")
    assert "CARE" in made.content.decode()
    assert care.document("customer_order", key, "vat_amount") == D(220)
