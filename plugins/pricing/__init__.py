"""Prices: kinds of prices, how they are set, looked up and worked out."""

from ...core import Plugin, Record, Refusal, Texts, Work, hookimpl
from .models import ContractPrices, ItemPrice, PriceRange, PriceType
from .trade import TradeDocument, TradeLine, row_faults

__all__ = [
    "ContractPrices",
    "ItemPrice",
    "PriceRange",
    "PriceType",
    "TradeDocument",
    "TradeLine",
    "plugin",
]

_ = Texts(__package__)


class PricingPlugin(Plugin):
    """Price types and the prices of items."""

    name, title = "pricing", _("Prices")
    needs = ("currencies", "organisations", "parties", "items")
    section = "sales"

    @hookimpl
    def check_record(self, work: Work, record: Record) -> list[Refusal]:
        """Object to rows of paid documents that can not be."""
        return list(row_faults(record)) if isinstance(record, TradeDocument) else []


plugin = PricingPlugin()
