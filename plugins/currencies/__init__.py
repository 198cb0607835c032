"""Currencies and their rates: what a sum of one is worth in another on a day."""

from ...core import Plugin, Setting, Texts
from .models import Currency, CurrencyRate

__all__ = ["Currency", "CurrencyRate", "plugin"]

_ = Texts(__package__)


class CurrenciesPlugin(Plugin):
    """Currencies of ISO 4217 and their dated rates."""

    name, title = "currencies", _("Currencies")
    section = "money"
    settings = (
        Setting("base", str, "RUB", _("Code of the currency that rates are expressed in")),
    )


plugin = CurrenciesPlugin()
