"""A shop of clothes: a shirt in colours and sizes, all through the house's own doors."""

import pytest

from support.catalogs import catalog_house
from support.trade import TRADE, Shop, make_trade
from tradepost.core import calls

ON = (*TRADE[:4], "variants", *TRADE[4:])


class Wardrobe(Shop):
    """The shop, with properties of clothes."""

    def made(self):
        self.colour = self.add("property", code="colour", name="Colour", stands_in="1")
        self.size = self.add("property", code="size", name="Size", stands_in="2")
        self.red, self.blue = (self.value("colour", one) for one in ("red", "blue"))
        self.small, self.large = (
            self.value("size", one, place=n) for n, one in enumerate(("S", "L"))
        )
        rows = [{"of_property": "colour"}, {"of_property": "size"}]
        self.clothes = self.add("property_set", code="clothes", name="Clothes", rows=rows)
        self.shirt = self.item("SHIRT", property_set="clothes")
        return self

    def value(self, of, name, **more):
        return self.add("property_value", name=name, of_property=of, **more)

    def variant(self, colour, size, **more):
        values = {"Colour": colour, "Size": size}
        return self.add("variant", item="SHIRT", name="", values=values, **more)


def make_wardrobe(url):
    make_trade(url)
    house = catalog_house(url, ON)
    house.migrate()
    with house.work() as work:
        calls.on_installed(work.hooks, work)
    house.close()


@pytest.fixture
def wardrobe(bases):
    """The shop of clothes on a base of its own."""
    house = catalog_house(bases.like("wardrobe", make_wardrobe), ON)
    yield Wardrobe(house).made()
    house.close()
