import pytest

from support.trade import day
from tradepost.core.printing import print_record


@pytest.mark.parametrize(
    ("kind", "form", "title"),
    [
        ("cash_receipt", "ko1", "Приходный кассовый ордер № 000001"),
        ("cash_expense", "ko2", "Расходный кассовый ордер № 000001"),
    ],
)
@pytest.mark.parametrize("media", ["html", "docx"])
def test_cash_orders_are_printed(shop, kind, form, title, media):
    data = {"party": "C", "amount": "1500.50", "purpose": "За товары"}
    shop.paper("cash_receipt", day(1), **{**data, "amount": 5000}) if form == "ko2" else None
    key = shop.paper(kind, day(2), **data)
    made = shop.read(print_record, kind, key, form=form, media=media, language="ru")
    if media == "html":
        paper = made.content.decode()
        for text in (
            title,
            "Customer",
            "За товары",
            "1 500,50",
            "Одна тысяча пятьсот рублей 50 копеек",
        ):
            assert text.replace(" ", "\xa0") in paper.replace(" ", "\xa0")
    else:
        assert made.content[:2] == b"PK"
