"""Prices: kinds of prices, how they are set, looked up and worked out."""

from ...core import Plugin, Texts
from .models import ContractPrices, ItemPrice, PriceRange, PriceType

__all__ = ["ContractPrices", "ItemPrice", "PriceRange", "PriceType", "plugin"]

_ = Texts(__package__)


class PricingPlugin(Plugin):
    """Price types and the prices of items."""

    name, title = "pricing", _("Prices")
    needs = ("currencies", "organisations", "parties", "items")
    section = "sales"


plugin = PricingPlugin()
