"""A plugin that adds a tab with fields, and a tab with rows, to the goods of the toy trade."""

from datetime import date

import pytest
from sqlalchemy.orm import Mapped

from support.toy import NOW, ToyBuyer, ToyGood, ToyPlugin
from support.toy_stock import ToyStockPlugin
from tradepost.core import Extension, Lines, Plugin, Quantity, Texts, field, reference
from tradepost.core.clock import FixedClock
from tradepost.core.database.base import Base
from tradepost.core.house import House
from tradepost.core.settings import Settings

_ = Texts("tradepost.core")


class ToyWarranty(Extension, of=ToyGood):
    """What is promised to whoever buys."""

    plugin = "toy_tabs"
    tab = _("Posted")
    warranty_until: Mapped[date | None] = field(_("Date"))
    warrantor: Mapped[ToyBuyer | None] = reference(_("Partner"))


class ToySparePart(Lines, of=ToyGood, part="spare_parts", label=_("Movements")):
    """What may have to be replaced."""

    plugin = "toy_tabs"
    good: Mapped[ToyGood] = reference(_("Good"))
    quantity: Mapped[Quantity] = field(_("Quantity"))


class ToyTabsPlugin(Plugin):
    name, title, needs = "toy_tabs", _("Tabs"), ("toy",)


def tabs_house(url):
    plugins = [ToyPlugin(), ToyStockPlugin(), ToyTabsPlugin()]
    return House(Settings(), url, clock=FixedClock(NOW), extra=plugins)


def make_tabs_base(url):
    house = tabs_house(url)
    on = ("core", "toy", "toy_stock", "toy_tabs")
    wanted = [t for t in Base.metadata.sorted_tables if t.info.get("plugin") in on]
    Base.metadata.create_all(house.engine, wanted)
    house.close()


@pytest.fixture
def tabbed(bases):
    """The toy house with the plugin on."""
    house = tabs_house(bases.like("toy_tabs", make_tabs_base))
    house.toys = house.plugins.get("toy")
    yield house
    house.close()
