"""The papers of buying: goods received, sent back, consignment note of a return."""

import pytest

from support.trade import day
from tradepost.core.printing import print_record


@pytest.fixture
def bought(shop):
    shop.item("TEA", vat_rate="22")
    shop.key_of = shop.paper(
        "goods_receipt", day(1), party="S", supplier_number="A-77", supplier_date="2026-02-27",
        lines=[("TEA", 20, 61)],
    )  # fmt: skip
    shop.back = shop.paper("supplier_return", day(2), party="S", lines=[("TEA", 2, 61)])
    return shop


def printed(shop, kind, key, form, language="ru"):
    return shop.read(print_record, kind, key, form=form, language=language).content.decode()


def test_goods_received_name_the_papers_of_the_supplier(bought):
    paper = printed(bought, "goods_receipt", bought.key_of, "receipt_note")
    for text in ("Приходная накладная № 000001", "A-77 от 27.02.2026", "220,00", "Принял"):
        assert text in paper


def test_goods_sent_back_go_with_a_consignment_note(bought):
    assert "Накладная на возврат" in printed(bought, "supplier_return", bought.back, "return_note")
    note = printed(bought, "supplier_return", bought.back, "delivery_note")
    for text in ("ТОРГ-12", "100,00", "22,00", "122,00"):
        assert text in note
