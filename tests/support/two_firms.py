"""Our firm and another one, both of which have traded: words and figures that must not leak.

`WORD` and `NUMBER` belong to the other firm, which row rules hide; `PRICE` and what follows
from it stands in fields and resources that masks hide.
"""

import re
from decimal import Decimal

import pytest

from support.catalogs import catalog_house
from support.trade import TRADE, Shop, day, make_trade

WORD, NUMBER = "Canary", Decimal(7771)
PRICE, PAID, COST = Decimal("8123.37"), Decimal("6234.49"), Decimal("4567.13")
FIGURES = (PRICE, PAID, COST, PRICE - PAID, PRICE - COST)
MONEY = ("amount", "price")
"""The types of the fields and resources that masks hide: whatever tells of money."""


class TwoFirms(Shop):
    """Each has a store; both have bought, sold and been paid."""

    def __init__(self, house):
        super().__init__(house)
        self.add("organisation", code="02", name=f"{WORD} firm", currency="RUB")
        self.add("warehouse", code="02", name=f"{WORD} store")
        self.ours, self.theirs = self.key("organisation", "01"), self.key("organisation", "02")
        self.main, self.other = self.key("warehouse", "01"), self.key("warehouse", "02")
        self.item("tea")
        self.open = self._trade("01", "01", Decimal(10), "")
        self.hidden = self._trade("02", "02", NUMBER, WORD)
        self.dear = self._sell_dearly()

    def _trade(self, organisation, warehouse, quantity, comment):
        where = {"organisation": organisation, "warehouse": warehouse, "comment": comment}
        keys = {"organisation": where["organisation"], "comment": comment}
        receipt = self.paper(
            "goods_receipt", day(1), party="S", **where, lines=[("tea", quantity, 10)]
        )
        shipment = self.paper(
            "shipment", day(2), party="C", **where, lines=[("tea", quantity - 1, 20)]
        )
        cash = self.paper("cash_receipt", day(3), party="C", **keys, amount=NUMBER)
        return {"goods_receipt": receipt, "shipment": shipment, "cash_receipt": cash}

    def _sell_dearly(self):
        """In our own firm: one piece at PRICE, of which COST was paid; listed at PRICE, too."""
        self.item("gem")
        self.add("party", code="R", name="Rich", is_customer=True)
        self.add("price_type", code="D", name="Dear", currency="RUB", includes_vat=True)
        where = {"organisation": "01", "warehouse": "01"}
        listed = [{"item": "gem", "price": str(PRICE)}]
        setting = self.paper("price_setting", day(1), price_type="D", lines=listed)
        bought = self.paper("goods_receipt", day(1), party="S", **where, lines=[("gem", 1, COST)])
        ordered = self.paper(
            "customer_order", day(2), party="R", **where, lines=[("gem", 1, PRICE)]
        )
        sold = self.paper("shipment", day(4), party="R", **where, lines=[("gem", 1, PRICE)])
        cash = self.paper("cash_receipt", day(5), organisation="01", party="R", amount=PAID)
        return {
            "price_setting": setting, "goods_receipt": bought, "customer_order": ordered,
            "shipment": sold, "cash_receipt": cash,
        }  # fmt: skip

    def masks(self):
        """Everything that tells of money, of every kind and register: kind → fields."""
        schema = self.house.schema
        found = {}
        for cls in (*schema.records.values(), *schema.lines.values()):
            names = {n for n, one in schema.fields(cls).items() if one.type in MONEY}
            found[cls.kind] = frozenset(names)
        for kind, register in schema.registers.items():
            names = {one.name for one in register.resources if one.type in MONEY}
            found[kind] = frozenset(names)
        return {kind: names for kind, names in found.items() if names}

    def rows(self):
        """Our firm and our store alone: kind → keys."""
        return {"organisation": frozenset([self.ours]), "warehouse": frozenset([self.main])}


def leaks_of_rows(firms, text):
    """The words and keys of the other firm that a text tells."""
    keys = (firms.theirs, firms.other, *firms.hidden.values())
    return [one for one in (WORD, *map(str, keys)) if one.lower() in text.lower()]


def leaks_of_masks(text):
    """The figures that masks hide and a text tells, in whatever way it writes numbers."""
    plain = re.sub(r"[\s\u00a0\u202f]|&nbsp;|&#160;", "", text)
    return [str(one) for one in FIGURES if _written(one).search(plain)]


def _written(figure):
    """However it is written: 8123.37, 8,123.37, 8.123,37 (spaces are out already)."""
    whole, cents = str(figure).split(".")
    return re.compile(f"{whole[:-3]}[.,]?{whole[-3:]}[.,]{cents}")


@pytest.fixture
def firms(bases):
    """The two firms on a base of their own."""
    house = catalog_house(bases.like("trade", make_trade), TRADE)
    yield TwoFirms(house)
    house.close()
