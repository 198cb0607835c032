"""Reading what people type: numbers, days, moments, the way they write them.

1 234,50   1,234.50   −5          numbers
23.11.2026  23.11  231126  2026-11-23  today  +3      days
23.11.2026 14:05   14:05          moments
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from typing import Any

from ..core.errors import Invalid
from ..core.schema.fields import Field
from ..core.texts import Texts
from ..core.values import NotANumber, typed_by_hand

_ = Texts(__package__)

WORDS = {"сегодня": 0, "today": 0, "вчера": -1, "yesterday": -1, "завтра": 1, "tomorrow": 1}
CENTURY = 2000
_DAY = re.compile(r"(\d{1,2})[.,/\- ](\d{1,2})(?:[.,/\- ](\d{4}|\d{2}))?\.?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_RUN = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})?")
_SHIFT = re.compile(r"([+-])(\d{1,3})")
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?::(\d{2}))?")


def read_number(text: str, kind: str) -> Decimal:
    """A number; where both marks stand in it, the last one is the decimal mark.

    Raises:
        Invalid: when it is not one number.
    """
    plain = text.strip()
    if "," in plain and "." in plain:
        thousands = "," if plain.rindex(".") > plain.rindex(",") else "."
        plain = plain.replace(thousands, "")
    try:
        return typed_by_hand(plain, kind)
    except NotANumber:
        raise Invalid(_("“{value}” is not a number", value=text[:40])) from None


def read_day(text: str, today: date) -> date | None:
    """A day in any of the usual forms; None for an empty text.

    Raises:
        Invalid: when it is no day.
    """
    plain = text.strip().lower()
    if not plain:
        return None
    if plain in WORDS:
        return today + timedelta(days=WORDS[plain])
    shift = _SHIFT.fullmatch(plain)
    if shift:
        return today + timedelta(days=int(shift[1] + shift[2]))
    try:
        return _day_of(plain, today)
    except (ValueError, OverflowError):
        raise Invalid(
            _("“{value}” is not a day", value=text[:40]), remedy=_("Write it as 2026-11-23")
        ) from None


def _day_of(plain: str, today: date) -> date:
    iso = _ISO.fullmatch(plain)
    if iso:
        return date(int(iso[1]), int(iso[2]), int(iso[3]))
    found = _DAY.fullmatch(plain) or _RUN.fullmatch(plain)
    if not found:
        raise ValueError(plain)
    year = int(found[3]) if found[3] else today.year
    return date(year + CENTURY if year < 100 else year, int(found[2]), int(found[1]))


def read_moment(text: str, now: datetime, zone: tzinfo) -> datetime | None:
    """A moment in the house's zone: a day with or without a time, or a time of today.

    A day without a time is its midnight.

    Raises:
        Invalid: when it is no moment.
    """
    plain = " ".join(text.split())
    if not plain:
        return None
    today = now.astimezone(zone).date()
    first, _space, last = plain.rpartition(" ")
    clock = _TIME.fullmatch(last)
    if clock is None or (not first and "." in last and ":" not in last):
        day, of_day = read_day(plain, today), time()
    else:
        day, of_day = (read_day(first, today) if first else today), _time_of(clock)
    assert day is not None  # noqa: S101 -- an empty text came back above
    return datetime.combine(day, of_day, zone).astimezone(UTC)


def _time_of(found: re.Match[str]) -> time:
    try:
        return time(int(found[1]), int(found[2]), int(found[3] or 0))
    except ValueError:
        raise Invalid(_("“{value}” is not a time of day", value=found[0])) from None


class Reader:
    """Reads typed texts by the type of their fields."""

    def __init__(self, now: datetime, zone: tzinfo) -> None:
        self.now = now
        self.zone = zone

    def read(self, field: Field, text: str) -> Any:
        """A value as the service of records takes it; None for nothing.

        Raises:
            Invalid: when the text can not stand for the type.
        """
        if field.type in ("text", "choice"):
            return text
        if field.type == "flag":
            return text == "true"
        if not text.strip():
            return None
        if field.is_number:
            return read_number(text, field.type)
        return self._ways.get(field.type, str.strip)(text)

    @property
    def _ways(self) -> Mapping[str, Callable[[str], Any]]:
        today = self.now.astimezone(self.zone).date()
        return {
            "day": lambda text: read_day(text, today),
            "moment": lambda text: read_moment(text, self.now, self.zone),
            "whole": read_whole,
            "json": read_table,
        }


def read_whole(text: str) -> int:
    """A whole number.

    Raises:
        Invalid: for anything else.
    """
    number = read_number(text, "quantity")
    if number != number.to_integral_value():
        raise Invalid(_("“{value}” is not a whole number", value=text[:40]))
    return int(number)


def read_table(text: str) -> dict[str, str]:
    """Names and values, `colour: red`, one a line.

    Raises:
        Invalid: where a line has no colon.
    """
    found = {}
    for line in text.splitlines():
        name, colon, value = line.partition(":")
        if line.strip() and not colon:
            raise Invalid(_("Write a name and a value on each line: colour: red"))
        if line.strip():
            found[name.strip()] = value.strip()
    return found
