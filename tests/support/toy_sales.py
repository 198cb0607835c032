"""The smallest paid documents: a sale and a purchase, to try what all of them share."""

import pytest
from sqlalchemy.orm import Mapped

from support.catalogs import NOW, PLUGINS, Books
from tradepost.core import Plugin, Texts, calls, lines_of
from tradepost.core.clock import FixedClock
from tradepost.core.database.base import Base
from tradepost.core.house import House
from tradepost.core.settings import Settings
from tradepost.plugins.pricing import TradeDocument, TradeLine

_ = Texts("tradepost.core")


class ToySaleLine(TradeLine):
    plugin = "toy_sales"


class ToySale(TradeDocument):
    plugin = "toy_sales"
    title = _("Sale"), _("Sales")
    lines: Mapped[list[ToySaleLine]] = lines_of(_("Lines"))


class ToyPurchaseLine(TradeLine):
    plugin = "toy_sales"


class ToyPurchase(TradeDocument):
    plugin = "toy_sales"
    title = _("Purchase"), _("Purchases")
    contract_kind = "supplier"
    lines: Mapped[list[ToyPurchaseLine]] = lines_of(_("Lines"))


class ToySalesPlugin(Plugin):
    name = "toy_sales"
    title = _("Sales")
    needs = ("pricing",)


def sales_house(url):
    return House(Settings(PLUGINS), url, clock=FixedClock(NOW), extra=[ToySalesPlugin()])


def make_sales(url):
    from support.catalogs import catalog_house

    house = catalog_house(url)
    house.migrate()
    house.close()
    house = sales_house(url)
    wanted = [t for t in Base.metadata.sorted_tables if t.info.get("plugin") == "toy_sales"]
    Base.metadata.create_all(house.engine, wanted)
    with house.work() as work:
        calls.on_installed(work.hooks, work)
    house.close()


@pytest.fixture
def trade(bases):
    """A company that sells and buys: organisation, customer, supplier, items to come."""
    house = sales_house(bases.like("toy_sales", make_sales))
    books = Books(house)
    books.company = books.add("organisation", name="Bar Trade")
    books.customer = books.add("party", name="Customer", is_customer=True)
    books.supplier = books.add("party", name="Supplier", is_supplier=True)
    yield books
    house.close()
