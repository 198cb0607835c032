"""A shop whose papers have everything on them: long names, sheets of rows, every kind of VAT."""

import pytest

from support.trade import day

XSS = "<script>alert('{n}')</script>\"><img src=x onerror=alert(1)> & «{n}» {{{{ 7*7 }}}}"
LONG = (
    "Чай чёрный байховый цейлонский крупнолистовой в подарочной жестяной банке с выдвижной крышкой"
)


def bad(name):
    """A text that would do harm on a page that lets it."""
    return XSS.format(n=name)


def make_rich(shop):
    """Our side, theirs, goods of each kind; answers the shop with a bank account in roubles."""
    shop.change(
        "organisation",
        shop.key("organisation", "01"),
        full_name=bad("наша") + " Общество с ограниченной ответственностью «Наша торговля»",
        tax_id="7707083893", kpp="770701001", okpo="12345678",
        address=bad("адрес") + " 101000, г. Москва, ул. Мира, д. 81", phone="+7 495 000-00-00",
        director=bad("директор"), chief_accountant=bad("бухгалтер"),
    )  # fmt: skip
    shop.change(
        "party",
        shop.key("party", "C"),
        name=bad("имя"),
        full_name=bad("покупатель") + " Акционерное общество «Покупатель»",
        tax_id="7707083893", kpp="770701001",
        contacts=[{"kind": "legal_address", "value": bad("контакт") + " Тверь, Советская, 1"}],
    )  # fmt: skip
    shop.item("TEA", full_name=LONG, vat_rate="22", sku="Т-1", weight="0.25")
    shop.item("BREAD", full_name=bad("хлеб"), vat_rate="10", weight="0.4")
    shop.item("BOOK", weight="1")
    shop.item("DELIVERY", kind="service", full_name="Доставка " + bad("услуга"))
    shop.add(
        "cash_place", name="Bank", kind="account", account="40702810900000000001",
        bank="АО «Учебный банк»", bic="044525225", correspondent="30101810400000000225",
    )  # fmt: skip
    return shop


def rows(count=45):
    """So many rows of a sale: discounts, three kinds of VAT, a service at the end."""
    found = []
    for n in range(count - 1):
        item = ("TEA", "BREAD", "BOOK")[n % 3]
        row = {"item": item, "quantity": n % 4 + 1, "price": f"{100 + n}.50"}
        found.append(row | ({"discount_percent": 10} if n % 5 == 0 else {}))
    return [*found, {"item": "DELIVERY", "quantity": 1, "price": 500}]


@pytest.fixture
def rich(shop):
    """The shop with goods in its warehouse."""
    make_rich(shop)
    lines = [("TEA", 500, 60), ("BREAD", 500, 20), ("BOOK", 500, 70)]
    shop.paper("goods_receipt", day(1), party="S", lines=lines)
    return shop
