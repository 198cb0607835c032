"""A toy trade between places that not everybody may see, for row and field rules."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy.orm import Mapped

from tradepost.core import (
    Amount,
    BalanceRegister,
    Catalog,
    Document,
    Extension,
    Lines,
    Plugin,
    Quantity,
    Texts,
    TurnoverRegister,
    dimension,
    field,
    lines_of,
    reference,
    resource,
)
from tradepost.core.clock import FixedClock
from tradepost.core.database.base import Base
from tradepost.core.house import House
from tradepost.core.settings import Settings

_ = Texts("tradepost.core")
D = Decimal


class VaultGroup(Catalog):
    plugin = "toy_vault"
    title = _("Group"), _("Groups")


class VaultPlace(Catalog):
    plugin = "toy_vault"
    title = _("Place"), _("Places")
    hierarchical = True
    parent: Mapped["VaultPlace | None"] = reference(_("Parent"))


class VaultThing(Catalog):
    plugin = "toy_vault"
    title = _("Thing"), _("Things")
    group: Mapped[VaultGroup | None] = reference(_("Group"))


class VaultPact(Catalog):
    plugin = "toy_vault"
    title = _("Pact"), _("Pacts")
    place: Mapped[VaultPlace] = reference(_("Place"))


class VaultMoveLine(Lines):
    plugin = "toy_vault"
    thing: Mapped[VaultThing] = reference(_("Thing"))
    shelf: Mapped[VaultPlace | None] = reference(_("Shelf"))
    quantity: Mapped[Quantity] = field(_("Quantity"), default=D(1))


class VaultStock(BalanceRegister):
    plugin = "toy_vault"
    title = _("Stock")
    place: Mapped[VaultPlace] = dimension()
    thing: Mapped[VaultThing] = dimension()
    quantity: Mapped[Quantity] = resource()
    cost: Mapped[Amount] = resource()


class VaultMoved(TurnoverRegister):
    plugin = "toy_vault"
    title = _("Moved")
    group: Mapped[VaultGroup] = dimension()
    move = dimension(to="vault_move", detail=True)
    quantity: Mapped[Quantity] = resource()


class VaultMove(Document):
    plugin = "toy_vault"
    title = _("Move"), _("Moves")
    place: Mapped[VaultPlace | None] = reference(_("Place"))
    pact: Mapped[VaultPact | None] = reference(_("Pact"))
    secret: Mapped[Amount] = field(_("Secret"), default=D(0))
    lines: Mapped[list[VaultMoveLine]] = lines_of()

    def movements(self):
        for line in self.lines:
            yield VaultStock.plus(place=self.place_id, thing=line.thing_id, quantity=line.quantity)
            yield VaultMoved.add(move=self.id, quantity=line.quantity)


class VaultNote(Extension, of=VaultMove):
    plugin = "toy_vault"
    note: Mapped[str] = field(_("Note"), default="")


class ToyVaultPlugin(Plugin):
    name = "toy_vault"
    title = _("Vault")


def vault_house(url, *extra):
    clock = FixedClock(datetime(2026, 3, 31, 12, tzinfo=UTC))
    return House(Settings(), url, clock=clock, extra=[ToyVaultPlugin(), *extra])


def make_vault_base(url):
    house = vault_house(url)
    owners = ("core", "toy_vault")
    wanted = [t for t in Base.metadata.sorted_tables if t.info.get("plugin") in owners]
    Base.metadata.create_all(house.engine, wanted)
    house.close()


@pytest.fixture
def vault(bases):
    house = vault_house(bases.like("toy_vault", make_vault_base))
    yield house
    house.close()
