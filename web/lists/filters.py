"""Filters of a list: chips a person chooses from, and the conditions they stand for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cached_property
from typing import Any
from uuid import UUID

from ...core import periods
from ...core.errors import Invalid, Refusal
from ...core.records.derived import derived_of
from ...core.records.presentations import presentations
from ...core.records.query import Filter, Query, read_filter
from ...core.schema.document import Document
from ...core.schema.record import Record
from ...core.texts import Text, Texts
from ...core.work import Work
from ..formats import Formats
from ..tables import target_of
from ..typing_in import read_day

_ = Texts("tradepost.web")

STATES: Mapping[str, Text] = {
    "draft": _("Drafts"),
    "posted": _("Posted"),
    "marked": _("Marked for deletion"),
}
PERIODS = ("today", "this_week", "this_month", "last_month", "this_quarter", "this_year")
MOST_CHIPS = 6


@dataclass(frozen=True)
class Chip:
    """One filter: `type` is choice, flag, reference or period."""

    name: str
    title: Text | str
    type: str
    value: str = ""
    shown: Text | str = ""
    choices: Mapping[str, Text | str] = field(default_factory=dict)
    since: str = ""
    until: str = ""
    target: str = ""
    fault: Refusal | None = None

    @property
    def is_on(self) -> bool:
        """Whether it keeps anything out."""
        return bool(self.value or self.since or self.until)


class Filters:
    """The filters of the list of one kind, with what was chosen."""

    def __init__(
        self, work: Work, formats: Formats, cls: type[Record], given: Mapping[str, str]
    ) -> None:
        self.work = work
        self.formats = formats
        self.cls = cls
        self.given = {name: value for name, value in given.items() if value}

    def query(self, limit: int) -> Query:
        """The question to the list."""
        given = self.given
        sort = tuple(one for one in given.get("sort", "").split(",") if one)
        return Query(
            given.get("q", ""), list(self._conditions()), sort, given.get("after", ""), limit,
            self.formats.zone,
        )  # fmt: skip

    @cached_property
    def read(self) -> Mapping[str, Filter | Refusal]:
        """Each condition of the address by its parameter, or why it can not be read."""
        found: dict[str, Filter | Refusal] = {}
        for name, value in self.given.items():
            if not name.startswith("filter["):
                continue
            try:
                found[name] = read_filter(name, value) or _unread(name)
            except Refusal as why:
                found[name] = why
        return found

    def chips(self) -> list[Chip]:
        """The chips of the list, those of fields after state and period."""
        found = [self._state()]
        if issubclass(self.cls, Document):
            found.insert(0, self._period())
        return found + list(self._of_fields())

    def _state(self) -> Chip:
        documents = issubclass(self.cls, Document)
        choices = STATES if documents else {"marked": STATES["marked"]}
        value = self.given.get("state", "")
        return Chip("state", _("State"), "choice", value, choices.get(value, ""), choices)

    def _period(self) -> Chip:
        name = self.given.get("period", "")
        since, until = self.given.get("since", ""), self.given.get("until", "")
        titles = {one: periods.TITLES[one] for one in PERIODS}
        shown: Text | str = titles.get(name, "")
        if since or until:
            shown = f"{since or '…'} – {until or '…'}"
        return Chip("period", _("Period"), "period", name, shown, titles, since, until)

    def _of_fields(self) -> Iterator[Chip]:
        return (self._of_field(name, one) for name, one in self._quick().items())

    def _quick(self) -> dict[str, Any]:
        """The fields that have a chip of their own."""
        hidden = self.work.access.hidden(self.cls.kind)
        found = {
            name: one
            for name, one in self.work.schema.fields(self.cls).items()
            if one.shown
            and one.type in ("choice", "flag", "reference")
            and name not in (*hidden, "posted", "based_on")
            and self._is_there(one)
        }
        derived = derived_of(self.work, self.cls)
        chips = {name: one.field for name, one in derived.items() if one.derived.chip}
        return {**chips, **dict(list(found.items())[:MOST_CHIPS])}

    def _is_there(self, one: Any) -> bool:
        """Whether the plugin of what a reference points to is on."""
        return one.type != "reference" or _target(one) in self.work.schema.records

    @cached_property
    def quick(self) -> set[str]:
        """The parameters that the chips of fields stand for."""
        return {f"filter[{name}]" for name in self._quick()}

    def _of_field(self, name: str, one: Any) -> Chip:
        value = self.given.get(f"filter[{name}]", "")
        if one.type == "reference":
            shown = self._named(one, value)
            return Chip(name, one.label, "reference", value, shown, target=_target(one))
        choices = one.choices or {"true": _("Yes"), "false": _("No")}
        return Chip(name, one.label, "choice", value, choices.get(value, value), choices)

    def _named(self, one: Any, value: str) -> str:
        key = _key(value)
        return presentations(self.work, [(target_of(one), key)]).get(key, value) if key else value

    def _conditions(self) -> Iterator[Filter]:
        state = self.given.get("state", "")
        if state == "marked":
            yield Filter("deleted", "eq", value=True)
        elif state in STATES and issubclass(self.cls, Document):
            yield Filter("posted", "eq", state == "posted")
        since, until = self._span()
        if since is not None:
            yield Filter("moment", "ge", since)
        if until is not None:
            yield Filter("moment", "le", until)
        yield from (one for one in self.read.values() if isinstance(one, Filter))

    def _span(self) -> tuple[datetime | None, datetime | None]:
        if not issubclass(self.cls, Document):
            return None, None
        zone = self.formats.zone
        name = self.given.get("period", "")
        if name in PERIODS:
            return periods.named(name, self.work.clock.now(), zone)
        return (
            _midnight(self._day("since"), zone),
            _midnight(self._day("until"), zone, end=True),
        )

    def _day(self, name: str) -> date | None:
        text = self.given.get(name, "")
        try:
            return read_day(text, self.work.clock.now().astimezone(self.formats.zone).date())
        except Invalid:
            return None  # half a date while it is being typed keeps nothing out


def _target(one: Any) -> str:
    return str(one.target if isinstance(one.target, str) else one.target.kind)


def _unread(name: str) -> Refusal:
    return Invalid(_("There is no field “{name}”", name=name[7:60].rstrip("]")), path=name[:60])


def _midnight(day: date | None, zone: tzinfo, *, end: bool = False) -> datetime | None:
    if day is None:
        return None
    moment = datetime.combine(day, time(), zone)
    return moment + timedelta(days=1) - periods.TICK if end else moment


def _key(value: str) -> Any:
    try:
        return UUID(value)
    except ValueError:
        return None


def sort_links(columns: Sequence[Any], sort: str) -> dict[str, tuple[str, str]]:
    """For each sortable column what a click sorts by, and how it is sorted now."""
    found = {}
    for one in columns:
        if one.sortable:
            now = {one.name: "ascending", f"-{one.name}": "descending"}.get(sort, "none")
            found[one.name] = (f"-{one.name}" if now == "ascending" else one.name, now)
    return found
