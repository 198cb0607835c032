"""How values are shown to people: by the customs of their language, so that figures line up.

Thousands are parted by a thin space in every language, the decimal mark is the language's;
days and moments are written so that they stand under one another, and can be typed as shown.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache, cached_property
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.numbers import get_decimal_symbol, get_minus_sign_symbol

from ..core.texts import Text, Texts
from ..core.values import plain, round_to

_ = Texts(__package__)

THIN = "\N{NARROW NO-BREAK SPACE}"
DASH = "\N{EN DASH}"
LEAST = {"amount": 2, "price": 2, "quantity": 0, "percent": 0, "rate": 4}
"""Decimals that are always shown of each exact type."""

DAYS = {"ru": "%d.%m.%Y", "en": "%Y-%m-%d"}
PLACEHOLDERS = {"ru": "дд.мм.гггг", "en": "yyyy-mm-dd"}


class Formats:
    """Shows and names values in one language and time zone."""

    def __init__(self, language: str, zone: ZoneInfo) -> None:
        self.language = language
        self.zone = zone
        locale = Locale.parse(language)
        self.mark = get_decimal_symbol(locale)
        self.minus = "\N{MINUS SIGN}" if language == "ru" else get_minus_sign_symbol(locale)
        self.day_form = DAYS[language]
        self.day_hint = PLACEHOLDERS[language]

    def text(self, text: Text | str | None) -> str:
        """A text in the language."""
        return text.into(self.language) if isinstance(text, Text) else str(text or "")

    def number(self, value: Decimal | int, least: int = 0, *, typed: bool = False) -> str:
        """A number with thin spaces; `typed` writes it as a keyboard does, for an input."""
        whole, _dot, part = plain(Decimal(value), least).partition(".")
        sign = whole.startswith("-")
        whole = whole.removeprefix("-")
        groups = f"{int(whole):,}".replace(",", THIN)
        shown = f"{groups}{self.mark}{part}" if part else groups
        return (("-" if typed else self.minus) + shown) if sign else shown

    def of_type(self, kind: str, value: Any, *, typed: bool = False) -> str:
        """A value of an exact type with the decimals the type always shows."""
        if kind == "amount":
            value = _shortened(value, LEAST["amount"])
        return self.number(value, LEAST.get(kind, 0), typed=typed)

    def day(self, value: date) -> str:
        """A day, as it is typed too."""
        return value.strftime(self.day_form)

    def moment(self, value: datetime) -> str:
        """A moment to the minute in the house's zone, as it is typed too."""
        return value.astimezone(self.zone).strftime(f"{self.day_form} %H:%M")

    def value(self, kind: str, value: Any) -> str:
        """Any stored value as text; empty for nothing."""
        if value is None or value == "":
            return ""
        return self._ways.get(kind, self._word)(kind, value)

    @cached_property
    def _ways(self) -> Mapping[str, Callable[[str, Any], str]]:
        return {
            **dict.fromkeys(LEAST, self.of_type),
            "whole": lambda _kind, value: self.number(value),
            "day": lambda _kind, value: self.day(value),
            "moment": lambda _kind, value: self.moment(value),
            "flag": lambda _kind, value: self.text(_("Yes") if value else _("No")),
        }

    def _word(self, _kind: str, value: Any) -> str:
        return self.text(value) if isinstance(value, Text) else str(value)


def _shortened(value: Decimal, digits: int) -> Decimal:
    """A sum without decimals beyond the kopeck where there are none."""
    short = round_to(value, digits)
    return short if short == value else value


@cache
def formats_of(language: str, zone: str) -> Formats:
    """The formats of a language and zone."""
    return Formats(language, ZoneInfo(zone) if zone != "UTC" else UTC)  # type: ignore[arg-type]
