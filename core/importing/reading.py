"""Cells of a file as values of fields: numbers, days, moments, choices as files write them."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, tzinfo
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from ..errors import Invalid
from ..records.readers import read_whole
from ..schema.fields import Field
from ..schema.record import search_key
from ..texts import LANGUAGES, Texts
from ..values import DIGITS, NotANumber, plain, round_to, typed_by_hand

_ = Texts("tradepost.core")

YES = frozenset({"yes", "y", "true", "1", "+", "да", "истина", "x", "х", "✓"})
NO = frozenset({"no", "n", "false", "0", "-", "нет", "ложь"})
SIGNS = "₽$€%"
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY = re.compile(r"(\d{1,2})[./\-](\d{1,2})[./\-](\d{4}|\d{2})")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?")


class CellReader:
    """Reads texts of cells by the type of their fields."""

    def __init__(self, zone: str = "UTC", *, rounds: bool = False, language: str = "en") -> None:
        """Begin.

        Args:
            zone: in which hours are meant.
            rounds: whether numbers are rounded to what their field keeps.
            language: in which choices are told.
        """
        self.zone: tzinfo = ZoneInfo(zone)
        self.rounds = rounds
        self.language = language
        self._choices: dict[int, Mapping[str, str]] = {}

    def read(self, field: Field, text: str) -> Any:
        """A value as the service of records takes it; references stay texts.

        Raises:
            Invalid: where the text can not stand for the type.
        """
        if field.is_number:
            return plain(self._number(field, text))
        way = self._ways.get(field.type)
        return text if way is None else way(field, text)

    @property
    def _ways(self) -> Mapping[str, Callable[[Field, str], Any]]:
        return {
            "whole": self._whole,
            "flag": self._flag,
            "day": lambda _field, text: read_day(text).isoformat(),
            "moment": lambda _field, text: self._moment(text).isoformat(),
            "choice": self._choice,
            "text": self._text,
        }

    def _number(self, field: Field, text: str) -> Decimal:
        given = text.strip().strip(SIGNS).strip()
        if "," in given and "." in given:
            given = given.replace("," if given.rindex(".") > given.rindex(",") else ".", "")
        try:
            return self._kept(field, given)
        except (NotANumber, InvalidOperation):
            digits = DIGITS[field.type]
            raise Invalid(
                _("“{value}” is not a number that the field can keep", value=text[:40]),
                remedy=_("Digits with at most {after} decimals; or have numbers rounded",
                         after=digits),
            ) from None  # fmt: skip

    def _kept(self, field: Field, given: str) -> Decimal:
        if not self.rounds:
            return typed_by_hand(given, field.type)
        found = typed_by_hand(_shortened(given), "rate")
        return typed_by_hand(plain(round_to(found, DIGITS[field.type])), field.type)

    def _whole(self, _field: Field, text: str) -> int:
        return read_whole(re.sub(r"[\s\u00a0\u202f]|[.,]0+$", "", text))

    def _flag(self, _field: Field, text: str) -> bool:
        word = search_key(text)
        if word not in YES | NO:
            raise Invalid(
                _("“{value}” is neither yes nor no", value=text[:40]),
                remedy=_("Write yes or no"),
            )
        return word in YES

    def _moment(self, text: str) -> datetime:
        day, _space, clock = text.strip().replace("T", " ").partition(" ")
        at = time()
        if clock.strip():
            found = _TIME.fullmatch(clock.strip().removesuffix("Z").strip())
            if found is None:
                raise _no_day(text)
            try:
                at = time(int(found[1]), int(found[2]), int(found[3] or 0))
            except ValueError:
                raise _no_day(text) from None
        zone = UTC if clock.strip().endswith("Z") else self.zone
        return datetime.combine(read_day(day), at, zone).astimezone(UTC)

    def _choice(self, field: Field, text: str) -> str:
        known = self._choices.get(id(field)) or _words_of(field)
        self._choices[id(field)] = known
        found = known.get(search_key(text))
        if found is None:
            raise Invalid(
                _("“{value}” is not one of the choices", value=text[:40]),
                remedy=_("Choose from: {names}", names=self._offered(field)),
            )
        return found

    def _offered(self, field: Field) -> str:
        words = (one.into(self.language) for one in field.choices.values())
        return ", ".join(word for word in words if word)

    def _text(self, field: Field, text: str) -> str:
        return text if field.long else " ".join(text.split())


def read_day(text: str) -> date:
    """A day: 2026-11-23, 23.11.2026, 23/11/26.

    Raises:
        Invalid: for anything else.
    """
    given = text.strip()
    iso, usual = _ISO.fullmatch(given), _DAY.fullmatch(given)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if usual:
            year = int(usual[3])
            return date(year + 2000 if year < 100 else year, int(usual[2]), int(usual[1]))
    except ValueError:
        pass
    raise _no_day(text)


def _no_day(text: str) -> Invalid:
    return Invalid(
        _("“{value}” is not a day", value=text[:40]), remedy=_("Write it like 2026-11-23")
    )


def _shortened(given: str) -> str:
    """A number with no more decimals than rounding needs to see."""
    whole, mark, part = given.replace(",", ".").partition(".")
    return f"{whole}{mark}{part[:8]}"


def _words_of(field: Field) -> Mapping[str, str]:
    found = {}
    for value, word in field.choices.items():
        found[search_key(value)] = value
        for language in LANGUAGES:
            found.setdefault(search_key(word.into(language)), value)
    return found
