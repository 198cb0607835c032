from io import BytesIO

import docx
import pytest

from support.trade import day
from tradepost.core.printing import print_record

TEA = {"item": "TEA", "quantity": 5, "price": "120", "discount_percent": 10}


@pytest.fixture
def trade(shop):
    shop.item("TEA", vat_rate="20")
    shop.item("DELIVERY", kind="service")
    shop.change(
        "organisation",
        shop.key("organisation", "01"),
        full_name="ООО «Наша торговля»",
        tax_id="7707083893",
        kpp="770701001",
    )
    shop.change(
        "party",
        shop.key("party", "C"),
        full_name="АО «Покупатель»",
        contacts=[{"kind": "legal_address", "value": "Тверь, Советская, 1"}],
    )
    shop.paper("goods_receipt", day(1), party="S", lines=[("TEA", 20, 60)])
    return shop


def printed(shop, kind, key, form, media="html", language="ru"):
    made = shop.read(print_record, kind, key, form=form, media=media, language=language)
    return made.content if media != "html" else made.content.decode()


def test_an_invoice_says_who_pays_whom_and_how_much(trade):
    trade.add(
        "cash_place", name="Bank", kind="account", account="40702810900000000001", bank="Банк"
    )
    key = trade.paper("shipment", day(3), party="C", lines=[TEA, ("DELIVERY", 1, 200)])
    paper = printed(trade, "shipment", key, "invoice")
    for text in (
        "Счёт на оплату № 000001 от 3 марта 2026",
        "ООО «Наша торговля», ИНН 7707083893, КПП 770701001",
        "АО «Покупатель», Тверь, Советская, 1",
        "40702810900000000001, Банк",
        "740,00",
        "90,00",
        "Семьсот сорок рублей 00 копеек",
        "60,00",
    ):
        assert text in paper


def test_an_invoice_is_printed_from_an_order_too_and_in_english(trade):
    key = trade.paper("customer_order", day(3), party="C", lines=[TEA])
    paper = printed(trade, "customer_order", key, "invoice", language="en")
    assert "Invoice for payment No. 000001 of March 3, 2026" in paper
    assert "To be paid" in paper


def test_a_delivery_note_lists_goods_without_vat_and_no_services(trade):
    key = trade.paper("shipment", day(3), party="C", lines=[TEA, ("DELIVERY", 1, 200)])
    paper = printed(trade, "shipment", key, "delivery_note")
    assert "450,00" in paper
    assert "TEA" in paper
    assert "DELIVERY" not in paper


def test_papers_are_word_files_as_well(trade):
    key = trade.paper("shipment", day(3), party="C", lines=[TEA])
    made = docx.Document(BytesIO(printed(trade, "shipment", key, "delivery_note", "docx")))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    assert "450,00" in cells


def test_printing_does_not_ask_for_each_row(trade):
    seen = []
    for count in (1, 30):
        key = trade.draft("shipment", day(3), party="C", lines=[TEA] * count)
        seen.append(trade.statements(lambda key=key: printed(trade, "shipment", key, "invoice")))
    assert seen[0] == seen[1]
