"""What the values of axes are called, and in which order they stand."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from babel.dates import format_date, get_day_names

from ..posting.axes import Axis
from ..records.presentations import presentations
from ..schema.record import search_key
from ..texts import Text, Texts
from ..values import plain
from ..work import Work
from .report import Key

_ = Texts("tradepost.core.reporting")

DAYS = {"ru": "%d.%m.%Y", "en": "%Y-%m-%d"}
PATTERNS = {"month": "LLLL y", "quarter": "QQQ y", "year": "y"}


class Names:
    """The names of what rows are told apart by; one select for each kind of record."""

    def __init__(self, work: Work, axes: Sequence[Axis], keys: Iterable[Key]) -> None:
        self.language = work.language
        pointing = [(place, axis) for place, axis in enumerate(axes) if axis.points]
        pointers = ((axis.target, key[place]) for key in keys for place, axis in pointing)
        self.known: Mapping[UUID, str] = presentations(work, pointers)

    def of(self, axis: Axis, key: Any) -> str:
        """What a value of an axis is called; empty for an empty one."""
        if key is None:
            return ""
        if axis.points:
            return self.known.get(key, str(key))
        if axis.choices:
            return self._text(axis.choices.get(key, str(key)))
        return self._time(axis.unit, key) if axis.unit else self._value(key)

    def _value(self, key: Any) -> str:
        if isinstance(key, bool):
            return self._text(_("yes") if key else _("no"))
        if isinstance(key, Decimal):
            return plain(key)
        return str(key.strftime(DAYS[self.language]) if isinstance(key, date) else key)

    def _time(self, unit: str, key: Any) -> str:
        if unit == "weekday":
            names = get_day_names("wide", "stand-alone", locale=self.language)
            return str(names[key - 1]).capitalize()
        if unit == "hour":
            return f"{key:02d}:00"
        if unit == "day":
            return str(key.strftime(DAYS[self.language]))
        if unit == "week":
            return self._text(_("week of {day}", day=key.strftime(DAYS[self.language])))
        return str(format_date(key, PATTERNS[unit], locale=self.language)).capitalize()

    def _text(self, text: Text | str) -> str:
        return text.into(self.language) if isinstance(text, Text) else text


def place_of(axis: Axis, key: Any, name: str) -> tuple[Any, ...]:
    """Where a value stands among the others: days and numbers by size, the rest by name."""
    if axis.unit or isinstance(key, Decimal | int | date):
        return (0, "", 0) if key is None else (1, "", key)
    return (0 if key is None else 1, search_key(name), 0)
