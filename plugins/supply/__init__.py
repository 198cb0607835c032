"""Supply: what is to be bought, of whom, and the orders to suppliers made of it."""

from typing import TYPE_CHECKING

from ...core import Plugin, Right, Role, Texts, hookimpl
from .buying import BUY
from .models import StockLimit, SupplierTerms

if TYPE_CHECKING:
    from pyramid.config import Configurator

_ = Texts(__package__)


class SupplyPlugin(Plugin):
    """Finds out what is to be bought for customers' orders and for stock."""

    name, title, section = "supply", _("Supply"), "purchasing"
    needs = (
        "currencies", "items", "orders", "organisations", "parties", "purchasing",
        "reservations", "sales", "stock",
    )  # fmt: skip

    @hookimpl
    def add_views(self, config: "Configurator") -> None:
        """The list of what is to be bought."""
        config.include(f"{__package__}.views")

    @hookimpl
    def list_rights(self) -> list[Right]:
        """Who looks at what is to be bought."""
        return [Right(BUY, _("See what is to be bought, and order it"))]

    @hookimpl
    def list_roles(self) -> list[Role]:
        """The buyer buys; the director looks on."""
        return [
            Role("buyer", _("Buyer"), (BUY,)),
            Role("director", _("Director"), (BUY,)),
        ]


plugin = SupplyPlugin()

__all__ = ["StockLimit", "SupplierTerms", "SupplyPlugin", "plugin"]
