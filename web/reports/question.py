"""The question a person puts to a report: read from the address, changed by what he presses."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from ...core.errors import Invalid, Refusal
from ...core.posting.axes import Axis
from ...core.reporting import Params, Report, axes_of, parse_params
from ...core.values import plain
from ...core.work import Work
from ..formats import Formats
from ..typing_in import read_day, read_moment, read_number

Pairs = Sequence[tuple[str, str]]
OWN = ("variant", "do", "figure", "key", "format", "add_by", "add_show", "add_filter", "mark_of", "mark_how",
       "mark_value", "mark_tone", "csrf_token")  # fmt: skip
"""What is said beside the question."""
SCREEN = ("set",)
"""What is of the page and not of the report."""
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT")
DAYS = ("at", "from", "to", "compare_at", "compare_from", "compare_to")
LIMIT = 1000
NONE = "none"
LISTS = ("by", "show", "mark")
_PATH = re.compile(r"(filter|how)\[([a-z0-9_.]{1,120})\](?:\[([a-z]{1,12})\])?")


@dataclass(frozen=True)
class Place:
    """A filter by its name and comparison."""

    name: str
    how: str = "in"

    @property
    def path(self) -> str:
        """As in an address."""
        return f"filter[{self.name}]" + ("" if self.how == "in" else f"[{self.how}]")

    @property
    def how_path(self) -> str:
        """The field in which another comparison is chosen."""
        return self.path.replace("filter", "how", 1)


def place_of(name: str) -> tuple[str, Place] | None:
    """What a name of a field is about: `filter` or `how`, and the filter."""
    found = _PATH.fullmatch(name)
    return (found[1], Place(found[2], found[3] or "in")) if found else None


class Question:
    """What is asked of a report, as a person has put it."""

    def __init__(self, work: Work, formats: Formats, report: Report, given: Pairs) -> None:
        self.work = work
        self.formats = formats
        self.report = report
        self.refusal: Refusal | None = None
        kept = [(name, value) for name, value in given if value and name not in OWN]
        self.pairs = self._tidied(kept)

    @cached_property
    def axes(self) -> Mapping[str, Axis]:
        """What the figures can be told apart by."""
        return axes_of(self.work, self.report)

    def first(self, name: str) -> str:
        """What was given under a name."""
        return next((value for known, value in self.pairs if known == name), "")

    def many(self, name: str) -> list[str]:
        """All that was given under a name."""
        found = [one for known, value in self.pairs if known == name for one in value.split(",")]
        return list(dict.fromkeys(one.strip() for one in found if one.strip()))

    def _tidied(self, given: Pairs) -> list[tuple[str, str]]:
        """Comparisons put into the names of filters, what was typed into plain values."""
        hows = {}
        for name, value in given:
            found = place_of(name)
            if found and found[0] == "how":
                hows[found[1]] = value
        known: list[tuple[str, str]] = []
        met: set[Place] = set()
        for name, value in given:
            found = place_of(name)
            if found is None:
                known.append((name, value))
            elif found[0] == "filter":
                place = Place(found[1].name, hows.get(found[1], found[1].how))
                met.add(found[1])
                known.append(self.typed(place, value))
        for place, how in hows.items():
            if place in met and how not in ("empty", "filled"):
                continue
            if how in ("empty", "filled"):
                wanted = "true" if how == "empty" else "false"
                known = [one for one in known if one[0] != Place(place.name, how).path]
                known.append((Place(place.name, "empty").path, wanted))
            else:
                known.append((Place(place.name, how).how_path, how))
        return list(dict.fromkeys(known))

    def typed(self, place: Place, value: str) -> tuple[str, str]:
        """A value as it is typed, as it stands in an address."""
        axis = self.axes.get(place.name)
        if axis is None or axis.type in ("percent", "whole"):
            if value != NONE:
                value = self._number(place, value)
        elif axis.type == "day" or axis.unit in ("day", "week", "month", "quarter", "year"):
            value = value if value == NONE else self._day(place.path, value) or value
        return place.path, value

    def _number(self, place: Place, value: str) -> str:
        try:
            return plain(read_number(value, "amount"))
        except Invalid as why:
            why.path = place.path
            self.refusal = why
            return value

    @cached_property
    def plain(self) -> dict[str, list[str]]:
        """As the service of reports takes it: days written its way."""
        found: dict[str, list[str]] = {}
        for name, value in self.pairs:
            if name in SCREEN or name.startswith("how["):
                continue
            text = self._day(name, value) if name in DAYS else value
            if text:
                found.setdefault(name, []).append(text)
        if "period" in found:
            found.pop("from", None)
            found.pop("to", None)
        if found.get("compare") == ["custom"]:
            found.pop("compare")
        else:
            for name in ("compare_from", "compare_to", "compare_at"):
                found.pop(name, None)
        found.setdefault("limit", [str(LIMIT)])
        return found

    def _day(self, name: str, text: str) -> str:
        """A day, or a moment where a time is given, too, as the service of reports takes it."""
        if _MOMENT.match(text):
            return text  # a moment of an address: the service reads it
        now, zone = self.work.clock.now(), self.formats.zone
        try:
            if ":" in text:
                moment = read_moment(text, now, zone)
                return moment.isoformat() if moment else ""
            day = read_day(text, now.astimezone(zone).date())
        except Invalid as why:
            why.path = name
            self.refusal = why
            return ""
        return day.isoformat() if day else ""

    @cached_property
    def params(self) -> Params:
        """Read strictly.

        Raises:
            Refusal: what can not be asked.
        """
        return parse_params(self.work, self.report, self.plain, self.formats.zone)

    def asked(self, without: Iterable[str] = (), **changes: str) -> list[tuple[str, str]]:
        """The same question with something changed."""
        left = {*without, *changes}
        kept = [(name, value) for name, value in self.pairs if name not in left]
        return kept + [(name, value) for name, value in changes.items() if value]

    def address(self, without: Iterable[str] = (), **changes: str) -> str:
        """The address of the same question with something changed."""
        return f"/reports/{self.report.name}?{urlencode(self.asked(without, **changes))}"

    @property
    def query(self) -> str:
        """The question as an address has it."""
        return urlencode(self.pairs)

    def filters(self) -> dict[Place, list[str]]:
        """The filters with their values; those that have none yet, too."""
        found: dict[Place, list[str]] = {}
        for name, value in self.pairs:
            place = place_of(name)
            if place is None:
                continue
            values = found.setdefault(place[1], [])
            if place[0] == "filter":
                values += [value] if self._is_text(place[1]) else value.split(",")
        return found

    def _is_text(self, place: Place) -> bool:
        axis = self.axes.get(place.name)
        return axis is not None and axis.type == "text"

    @property
    def by(self) -> list[str]:
        """How it is grouped."""
        found = self.many("by") or list(self.report.by)
        return [one for one in found if one != NONE and one in self.axes]

    def shown(self, measures: Iterable[Any]) -> list[str]:
        """The columns asked for; all where none are named."""
        return self.many("show") or [one.name for one in measures]
