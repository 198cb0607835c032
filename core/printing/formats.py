"""Values as a paper shows them, by the customs of its language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from typing import Any, ClassVar

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from ..schema.fields import Field
from ..texts import Text, Texts
from ..values import round_to

_ = Texts("tradepost.core.printing")

LEAST = {"amount": 2, "price": 2}
MOST = {"amount": 2, "price": 6, "quantity": 6, "rate": 8, "percent": 4}


@dataclass(frozen=True)
class Formats:
    """Shows values in one language; moments in one zone."""

    language: str
    zone: tzinfo = UTC

    def number(self, value: Decimal | int, least: int = 0, most: int | None = None) -> str:
        """`1 234,50`: at least and at most so many decimals."""
        most = least if most is None else most
        shown = round_to(Decimal(value), most)
        pattern = "#,##0." + "0" * least + "#" * (most - least) if most else "#,##0"
        return str(format_decimal(shown, pattern, locale=self.language))

    def exact(self, value: Decimal, kind: str) -> str:
        """One of the exact numbers: an amount with kopecks, a quantity without idle zeros."""
        return self.number(value, LEAST.get(kind, 0), MOST[kind])

    def day(self, value: date) -> str:
        """`31.03.2026`."""
        pattern = "dd.MM.yyyy" if self.language == "ru" else "d MMM yyyy"
        return str(format_date(value, pattern, locale=self.language))

    def long_day(self, value: date | datetime) -> str:
        """`31 марта 2026 г.`: the day of a moment is that of the zone."""
        if isinstance(value, datetime):
            value = value.astimezone(self.zone).date()
        return str(format_date(value, "long", locale=self.language))

    def moment(self, value: datetime) -> str:
        """`31.03.2026 12:30`."""
        local = value.astimezone(self.zone)
        pattern = "dd.MM.yyyy HH:mm" if self.language == "ru" else "d MMM yyyy HH:mm"
        return str(format_datetime(local, pattern, locale=self.language))

    def text(self, text: Text | str) -> str:
        """A text in the language of the paper."""
        return text.into(self.language) if isinstance(text, Text) else text

    def field(self, field: Field, value: Any, names: Mapping[Any, str]) -> str:
        """The value of a field; references are called by `names`."""
        if value is None or value == "":
            return ""
        if field.type in ("reference", "document"):
            return names.get(value, "")
        if field.type == "choice":
            return self.text(field.choices.get(value, str(value)))
        return self.plain(value, field.type)

    def plain(self, value: Any, kind: str) -> str:
        """A value of a type."""
        if kind in MOST:
            return self.exact(value, kind)
        for known, show in self._shown:
            if isinstance(value, known):
                return show(self, value)
        return str(value)

    _shown: ClassVar[tuple[tuple[type, Callable[["Formats", Any], str]], ...]] = (
        (datetime, lambda self, value: self.moment(value)),
        (date, lambda self, value: self.day(value)),
        (bool, lambda self, value: self.text(_("yes") if value else _("no"))),
        (int, lambda self, value: self.number(value)),
        (dict, lambda _self, value: ", ".join(f"{n}: {one}" for n, one in value.items())),
        (list, lambda _self, value: ", ".join(map(str, value))),
    )
