"""Reading the daily rates of the Bank of Russia (the file XML_daily.asp gives).

Source: https://www.cbr.ru/development/SXML/. The Bank of Russia is the source of the rates
and is to be named where they are shown. Sums have a decimal comma and stand for `Nominal`
units, which changes with time; newer files add VunitRate, which says nothing new. The date
is the file's own: asked for a Sunday, the Bank answers with Saturday's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from xml.etree.ElementTree import Element, ParseError
from zoneinfo import ZoneInfo

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from ...core import Text, Texts
from ...core.values import NotANumber, typed_by_hand
from .errors import NotRates

_ = Texts(__package__)

SOURCE = _("Bank of Russia")
ZONE = ZoneInfo("Europe/Moscow")
"""Where the day of a rate begins and ends."""


@dataclass(frozen=True)
class DailyRate:
    """One currency of the day: `rate` units of the base currency for `per` units of it."""

    code: str
    numeric_code: str
    name: str
    per: int
    rate: Decimal


@dataclass(frozen=True)
class DailyRates:
    """The rates of one day, and the rows that could not be read, with the reason."""

    day: date
    rates: tuple[DailyRate, ...]
    bad: tuple[tuple[int, Text], ...] = field(default=())

    @property
    def moment(self) -> datetime:
        """From when the rates hold: the beginning of the day in Moscow."""
        return datetime(self.day.year, self.day.month, self.day.day, tzinfo=ZONE)


def read_daily(data: bytes) -> DailyRates:
    """Read a file of daily rates.

    Raises:
        NotRates: when it is not XML, declares a document type, or is another document.
    """
    try:
        root = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as why:
        raise NotRates(_("The file declares a document type; such files are not read")) from why
    except (ParseError, ValueError, LookupError) as why:
        raise NotRates(_("The file is not XML: {why}", why=why)) from why
    day = _day(root)
    good: list[DailyRate] = []
    bad: list[tuple[int, Text]] = []
    for number, one in enumerate(_rows(root), start=1):
        read = _read(one)
        if isinstance(read, DailyRate):
            good.append(read)
        else:
            bad.append((number, read))
    return DailyRates(day, tuple(good), tuple(bad))


def _day(root: Element) -> date:
    given = root.get("Date", "")
    if root.tag != "ValCurs":
        raise NotRates(_("The file holds no daily rates: it begins with {tag}", tag=root.tag))
    try:
        return datetime.strptime(given, "%d.%m.%Y").date()  # noqa: DTZ007 -- a day has no zone
    except ValueError as why:
        raise NotRates(_("The file names no day: “{given}”", given=given)) from why


def _rows(root: Element) -> Iterator[Element]:
    return root.iterfind("Valute")


def _read(row: Element) -> DailyRate | Text:
    code, nominal = _text(row, "CharCode"), _text(row, "Nominal")
    if not re.fullmatch(r"[A-Z]{3}", code):
        return _("“{code}” is not a currency code", code=code)
    if not re.fullmatch(r"[0-9]{1,9}", nominal) or int(nominal) == 0:
        return _("{code}: “{given}” is not a number of units", code=code, given=nominal)
    given = _text(row, "Value")
    try:
        rate = typed_by_hand(given, "rate")
    except NotANumber:
        rate = Decimal(0)
    if rate <= 0:
        return _("{code}: “{given}” is not a rate", code=code, given=given)
    return DailyRate(code, _text(row, "NumCode"), _text(row, "Name"), int(nominal), rate)


def _text(row: Element, tag: str) -> str:
    return (row.findtext(tag) or "").strip()
