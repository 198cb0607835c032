"""A shop that lends packaging: kegs of ours, pallets of the supplier."""

import pytest

from support.catalogs import catalog_house
from support.trade import TRADE, D, Shop, day, make_trade

LENDING = (*TRADE, "packaging")


def make_lending(url):
    make_trade(url)
    house = catalog_house(url, LENDING)
    house.migrate()
    shop = Lender(house)
    shop.item("TEA", vat_rate="22")
    shop.item("KEG", kind="packaging", vat_rate="22", deposit_price="300")
    shop.item("PALLET", kind="packaging", deposit_price="500")
    shop.add("contract", code="K", name="Selling", party="C", kind="customer")
    shop.add("contract", code="B", name="Buying", party="S", kind="supplier")
    shop.paper("surplus_entry", day(1), lines=[
        {"item": "KEG", "quantity": 20, "price": 100}, {"item": "TEA", "quantity": 50, "price": 10},
    ])  # fmt: skip
    house.close()


class Lender(Shop):
    """Says what is done with packaging."""

    def give(self, number, pieces, price=None, **data):
        """Ship a piece of tea in so many kegs."""
        return self.paper(
            "shipment", day(number), party="C", contract="K", lines=[("TEA", 1, 100)],
            packaging=[row("KEG", pieces, price)], **data,
        )  # fmt: skip

    def note(self, number, way, pieces, item="KEG", price=None, **data):
        whose = {"party": "C", "contract": "K"}
        if way in ("taken", "returned"):
            whose = {"party": "S", "contract": "B"}
        return self.paper(
            "packaging_move", day(number), way=way, lines=[row(item, pieces, price)],
            **{**whose, **data},
        )  # fmt: skip

    def held(self, register="packaging_out", at=None, item="KEG"):
        """Pieces and deposit."""
        asked = {"at": at, "item": item}
        return self.balance(register, **asked), self.balance(register, "amount", **asked)

    def limit(self, number, pieces, contract="K", item="KEG", party="C"):
        return self.paper(
            "packaging_limits", day(number), party=party, contract=contract,
            lines=[{"item": item, "limit": pieces}],
        )  # fmt: skip


def row(item, quantity, price=None):
    made = {"item": item, "quantity": str(quantity)}
    return made if price is None else {**made, "price": str(D(price))}


@pytest.fixture
def lender(bases):
    """The shop that lends packaging, on a base of its own."""
    house = catalog_house(bases.like("lending", make_lending), LENDING)
    yield Lender(house)
    house.close()
