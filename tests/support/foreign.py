"""A shop that trades in currencies, too: rates of March 2026, contracts, cash in dollars."""

import pytest

from support.catalogs import catalog_house
from support.trade import TRADE, D, Shop, day, make_trade
from tradepost.core import jobs
from tradepost.core.posting.facts import record_facts
from tradepost.plugins.currencies import CurrencyRate

FOREIGN = (*TRADE, "revaluation")
USD = {1: "90", 10: "92.5", 20: "91.1234", 31: "93.3333"}


def make_foreign(url):
    make_trade(url)
    house = catalog_house(url, FOREIGN)
    house.migrate()
    shop = Foreign(house)
    for number, rate in USD.items():
        shop.rate("USD", number, rate)
    shop.rate("EUR", 1, "100")
    shop.item("WORK", kind="service")
    shop.add("contract", code="U", name="In dollars", party="C", kind="customer", currency="USD")
    shop.add("contract", code="V", name="Theirs", party="S", kind="supplier", currency="USD")
    shop.add("cash_place", code="D", name="Dollars", kind="account", currency="USD")
    shop.add("cash_place", code="R", name="Roubles", kind="account", currency="RUB")
    house.close()


class Foreign(Shop):
    """Says what is done in currencies; sums are those of the contract's currency."""

    def rate(self, currency, number, rate, per=1):
        key = self.key("currency", currency)
        fact = CurrencyRate.record(at=day(number, 0), currency=key, rate=D(rate), per=per)
        self.do(lambda work: record_facts(work, [fact]))

    def sell(self, number, amount, contract="U", **data):
        return self.paper(
            "shipment", day(number), party="C", contract=contract,
            lines=[("WORK", 1, amount)], **data,
        )  # fmt: skip

    def buy(self, number, amount, contract="V", **data):
        return self.paper(
            "goods_receipt", day(number), party="S", contract=contract,
            lines=[("WORK", 1, amount)], **data,
        )  # fmt: skip

    def paid(self, number, amount, contract="U", place="D", **data):
        """The customer pays us."""
        return self.paper(
            "payment_order", day(number), direction="in", party="C", contract=contract,
            place=place, amount=amount, **data,
        )  # fmt: skip

    def pay(self, number, amount, contract="V", place="D", **data):
        """We pay the supplier."""
        return self.paper(
            "payment_order", day(number), direction="out", party="S", contract=contract,
            place=place, amount=amount, **data,
        )  # fmt: skip

    def revalue(self, number, **data):
        data = {"day": f"2026-03-{number:02}", "organisation": "01", **data}
        return self.paper("currency_revaluation", None, **data)

    def debt(self, contract="U", at=None):
        """What is owed, and what the books carry it at."""
        asked = {"contract": contract, "at": at}
        return (
            self.balance("currency_settlements", "amount", **asked),
            self.balance("currency_settlements", "books_amount", **asked),
        )

    def money(self, place="D"):
        return (
            self.balance("currency_cash", "amount", place=place),
            self.balance("currency_cash", "books_amount", place=place),
        )

    def gained(self, resource="realised", **where):
        return self.turnover("debt_differences", resource, **where)

    def gained_on_money(self, resource="realised", **where):
        return self.turnover("money_differences", resource, **where)

    def work_off(self):
        """Do what waits in the background."""
        while jobs.run_due(self.house):
            pass


@pytest.fixture
def foreign(bases):
    """The shop that trades in currencies, on a base of its own."""
    house = catalog_house(bases.like("foreign", make_foreign), FOREIGN)
    yield Foreign(house)
    house.close()
