"""Currencies and what they are worth."""

from sqlalchemy.orm import Mapped

from ...core import Catalog, FactRegister, Rate, Texts, dimension, field, resource

_ = Texts(__package__)


class Currency(Catalog):
    """A currency; its code is the one of ISO 4217 (`RUB`, `USD`).

    `minor_digits` says into how small parts its sums are rounded: 2 for kopecks and cents,
    0 for the yen.
    """

    title = _("Currency"), _("Currencies")

    numeric_code: Mapped[str] = field(_("Numeric code"), default="", search=True)
    symbol: Mapped[str] = field(_("Symbol"), default="")
    minor_digits: Mapped[int] = field(_("Decimals"), default=2)


class CurrencyRate(FactRegister):
    """How much of the base currency `per` units of a currency are worth, from a moment on."""

    title = _("Currency rates")

    currency: Mapped[Currency] = dimension(_("Currency"))
    rate: Mapped[Rate] = resource(_("Rate"))
    per: Mapped[int] = resource(_("For units"))
