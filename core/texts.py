"""Texts for people: written in English in the code, shown in the person's language.

A folder that shows texts says `_ = Texts(__package__)` and keeps its translations in
`locale/<language>.po` beside its code. A `Text` is translated when it is shown, so one
object serves people of both languages.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from io import BytesIO

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

LANGUAGES = ("ru", "en")
FALLBACK = __package__  # texts of the house itself serve every plugin


@dataclass(frozen=True, slots=True)
class Text:
    """One text with the values to be put into it; `str()` gives the English.

    Without a domain it is somebody's own words, the same in every language.
    """

    domain: str
    message: str
    plural: str = ""
    count: int | None = None
    values: Mapping[str, object] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        return self.into("en")

    def into(self, language: str) -> str:
        """The text in `language`; numbers and dates inside it by its customs."""
        found = _translated(self, language)
        if not self.values and self.count is None:
            return found
        shown = {name: shown_as(value, language) for name, value in self.values.items()}
        if self.count is not None:
            shown.setdefault("count", shown_as(self.count, language))
        return found.format_map(shown)


class Texts:
    """Makes the texts of one folder: `_("Shipment")`, `_.n("{count} row", "{count} rows", n)`."""

    def __init__(self, package: str | None) -> None:
        self.domain = package or "tradepost"

    def __call__(self, message: str, **values: object) -> Text:
        """A text of the folder, with the values to be put into it."""
        return Text(self.domain, message, values=values)

    def n(self, one: str, many: str, count: int, **values: object) -> Text:
        """A text that depends on a count; `{count}` is put in by itself."""
        return Text(self.domain, one, many, count, values)


def shown_as(value: object, language: str) -> str:
    """A value as a person of `language` reads it."""
    if isinstance(value, Text):
        return value.into(language)
    if isinstance(value, bool) or value is None:
        return str(value or "")
    if isinstance(value, Decimal | int):
        return format_decimal(value, locale=language, decimal_quantization=False)
    if isinstance(value, datetime):
        return format_datetime(value, "short", locale=language)
    if isinstance(value, date):
        return format_date(value, "short" if language == "ru" else "medium", locale=language)
    return str(value)


def _translated(text: Text, language: str) -> str:
    many = text.count is not None
    if not text.domain:
        return text.message  # somebody's own words: the name of a record
    for domain in (text.domain, FALLBACK):
        found = catalogue(domain, language).get(text.message)
        if isinstance(found, tuple) and many:
            return found[_plural_form(language, text.count or 0, len(found))]
        if isinstance(found, str) and found:
            return found
    return text.plural if many and text.count != 1 else text.message


def _plural_form(language: str, count: int, forms: int) -> int:
    """Which of the written plural forms a count takes (Russian: 1, 2-4, 5-20)."""
    order = ("one", "few", "many", "other") if language == "ru" else ("one", "other")
    return min(order.index(Locale.parse(language).plural_form(count)), forms - 1)


@lru_cache(maxsize=256)
def catalogue(domain: str, language: str) -> Mapping[str, str | tuple[str, ...]]:
    """The translations of one folder, as `{message: translation or plural forms}`."""
    try:
        data = files(domain).joinpath("locale", f"{language}.po").read_bytes()
    except (FileNotFoundError, ModuleNotFoundError, NotADirectoryError):
        return {}
    found: dict[str, str | tuple[str, ...]] = {}
    for message in read_po(BytesIO(data), locale=language):
        if message.id and message.string:
            key = message.id[0] if isinstance(message.id, tuple | list) else message.id
            given = message.string
            found[key] = given if isinstance(given, str) else tuple(given)
    return found
