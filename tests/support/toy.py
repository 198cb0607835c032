"""A toy trade for tests of records, lists and REST: every field type, rows, added fields."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Mapped

from support.toy_stock import ToyStockPlugin
from tradepost.core import (
    Amount,
    Catalog,
    Document,
    Extension,
    Lines,
    Percent,
    Plugin,
    Price,
    Quantity,
    Texts,
    document_reference,
    field,
    hookimpl,
    lines_of,
    reference,
)
from tradepost.core.clock import FixedClock
from tradepost.core.database.base import Base
from tradepost.core.house import House
from tradepost.core.settings import Settings
from tradepost.core.values import round_to

_ = Texts("tradepost.core")
D = Decimal
NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)


class ToyGroup(Catalog):
    plugin = "toy"
    title = _("Group"), _("Groups")
    hierarchical = True
    parent: Mapped["ToyGroup | None"] = reference(_("Parent"))


class ToyGoodCode(Lines):
    plugin = "toy"
    code: Mapped[str] = field(_("Code"), index=True, search=True)
    factor: Mapped[Quantity] = field(_("Factor"), default=D(1))


class ToyGood(Catalog):
    plugin = "toy"
    title = _("Good"), _("Goods")
    code_prefix = "G"
    kind_: Mapped[str] = field(
        _("Kind"), default="goods", choices={"goods": _("Goods"), "service": _("Service")}
    )
    group: Mapped[ToyGroup | None] = reference(_("Group"))
    sku: Mapped[str] = field(_("SKU"), default="", search=True)
    price: Mapped[Price | None] = field(_("Price"))
    vat_rate: Mapped[Percent | None] = field(_("VAT"))
    weighed: Mapped[bool] = field(_("Weighed"))
    pieces: Mapped[int] = field(_("Pieces"), default=1)
    made_on: Mapped[date | None] = field(_("Made on"))
    seen_at: Mapped[datetime | None] = field(_("Seen at"))
    origin_key: Mapped[UUID | None] = field(_("Origin"))
    values: Mapped[dict[str, Any]] = field(_("Values"), make=dict)
    notes: Mapped[str] = field(_("Notes"), default="", long=True, shown=False)
    codes: Mapped[list[ToyGoodCode]] = lines_of(_("Codes"))


class ToyBuyer(Catalog):
    plugin = "toy"
    title = _("Buyer"), _("Buyers")
    tax_id: Mapped[str] = field(_("Tax number"), default="", search=True)
    main_good: Mapped[ToyGood | None] = reference(_("Main good"))


class ToyGoodCare(Extension, of=ToyGood):
    """How a good is to be kept: added by another plugin."""

    plugin = "toy"
    shelf_days: Mapped[int | None] = field(_("Shelf life, days"))
    keeper: Mapped[ToyBuyer | None] = reference(_("Keeper"))
    fragile: Mapped[bool] = field(_("Fragile"))


class ToyOrderLine(Lines):
    plugin = "toy"
    good: Mapped[ToyGood] = reference(_("Good"))
    quantity: Mapped[Quantity] = field(_("Quantity"))
    price: Mapped[Price | None] = field(_("Price"))
    amount: Mapped[Amount] = field(_("Amount"), readonly=True, default=D(0))

    def complete(self, work):
        if self.price is None and self.good is not None:
            self.price = self.good.price
        self.amount = round_to((self.quantity or D(0)) * (self.price or D(0)), 2)


class ToyOrderLineNote(Extension, of=ToyOrderLine):
    plugin = "toy"
    note: Mapped[str] = field(_("Note"), default="")


class ToyOrder(Document):
    """An order whose lines are priced from their goods."""

    plugin = "toy"
    title = _("Order"), _("Orders")
    buyer: Mapped[ToyBuyer] = reference(_("Buyer"))
    due_on: Mapped[date | None] = field(_("Due on"))
    source_id: Mapped[UUID | None] = document_reference(_("Source"))
    lot_id: Mapped[UUID | None] = reference(_("Lot"), to="toy_lot")
    taken_from_id: Mapped[UUID | None] = document_reference(
        _("Taken from"), among=("toy_buyer", "toy_order"), shown=False
    )
    amount: Mapped[Amount] = field(_("Amount"), readonly=True, default=D(0))
    lines: Mapped[list[ToyOrderLine]] = lines_of(_("Lines"))

    def complete(self, work):
        self.amount = sum((line.amount for line in self.lines), D(0))

    def number_scope(self):
        return self.buyer_id


class ToyPlugin(Plugin):
    name = "toy"
    title = _("Toys")

    def __init__(self):
        self.saved = []
        self.objections = []

    @hookimpl
    def on_filling(self, work, record):
        if isinstance(record, ToyOrder) and record.due_on is None and record.moment:
            record.due_on = record.moment.date()

    @hookimpl
    def check_record(self, work, record):
        return list(self.objections)

    @hookimpl
    def on_saved(self, work, record):
        self.saved.append((record.kind, record.version))


def toy_house(url, clock=None):
    """A house with both toy plugins: records and posting."""
    clock = clock or FixedClock(NOW)
    return House(Settings(), url, clock=clock, extra=[ToyPlugin(), ToyStockPlugin()])


def make_toy_base(url):
    house = toy_house(url)
    plugins = ("core", "toy", "toy_stock")
    wanted = [t for t in Base.metadata.sorted_tables if t.info.get("plugin") in plugins]
    Base.metadata.create_all(house.engine, wanted)
    house.close()


@pytest.fixture
def toy(bases):
    """The toy house on a base of its own; `toy.toys` is its plugin."""
    house = toy_house(bases.like("toy", make_toy_base))
    house.toys = house.plugins.get("toy")
    yield house
    house.close()
