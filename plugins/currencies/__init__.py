"""Currencies and their rates: what a sum of one is worth in another on a day."""

from ...core import Plugin, Record, Refusal, Role, Setting, Texts, Work, hookimpl
from ...core.exchange_kinds import Importer
from . import checks, roles, services
from .daily import ZONE as RATES_ZONE
from .importers import RATES
from .models import Currency, CurrencyRate
from .services import base_currency, convert, rate_at, rates_at

__all__ = [
    "RATES_ZONE",
    "Currency",
    "CurrencyRate",
    "base_currency",
    "convert",
    "plugin",
    "rate_at",
    "rates_at",
]

_ = Texts(__package__)


class CurrenciesPlugin(Plugin):
    """Currencies of ISO 4217 and their dated rates."""

    name, title = "currencies", _("Currencies")
    section = "money"
    settings = (
        Setting("base", str, "RUB", _("Code of the currency that rates are expressed in")),
    )

    @hookimpl
    def on_installed(self, work: Work) -> None:
        """Put in the rouble and the currencies the Bank of Russia sets rates for."""
        services.install(work)

    @hookimpl
    def check_record(self, work: Work, record: Record) -> list[Refusal]:
        """Hold codes to ISO 4217."""
        return list(checks.faults(record))

    @hookimpl
    def list_importers(self) -> list[Importer]:
        """Read the daily rates of the Bank of Russia."""
        return [RATES]

    @hookimpl
    def list_roles(self) -> list[Role]:
        """Everybody in trade reads rates; the accountant enters them."""
        return roles.ROLES


plugin = CurrenciesPlugin()
