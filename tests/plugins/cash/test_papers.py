"""Cash orders by forms КО-1 and КО-2."""

import pytest

from support.trade import day
from tradepost.core.printing import print_record


@pytest.mark.parametrize(
    ("kind", "form", "title", "code"),
    [
        ("cash_receipt", "ko1", "Приходный кассовый ордер № 000001", "0310001"),
        ("cash_expense", "ko2", "Расходный кассовый ордер № 000001", "0310002"),
    ],
)
@pytest.mark.parametrize("media", ["html", "docx", "pdf"])
def test_cash_orders_are_printed(shop, kind, form, title, code, media):
    data = {"party": "C", "amount": "1500.50", "purpose": "За товары <b>"}
    shop.paper("cash_receipt", day(1), **{**data, "amount": 5000}) if form == "ko2" else None
    key = shop.paper(kind, day(2), **data)
    made = shop.read(print_record, kind, key, form=form, media=media, language="ru")
    if media != "html":
        assert made.content[:2] == (b"PK" if media == "docx" else b"%P")
        return
    paper = made.content.decode().replace("\xa0", " ")
    for text in (title, code, "Customer", "За товары &lt;b&gt;", "1 500,50",
                 "Одна тысяча пятьсот рублей 50 копеек"):  # fmt: skip
        assert text in paper


def test_a_receipt_is_torn_off(shop):
    key = shop.paper("cash_receipt", day(2), party="C", amount=10)
    paper = shop.read(
        print_record, "cash_receipt", key, form="ko1", language="ru"
    ).content.decode()
    assert "КВИТАНЦИЯ" in paper
    assert "к приходному кассовому ордеру № 000001" in paper
