"""Conditions of a list in words: what can be asked of each field, and what is asked now."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from ...core import periods
from ...core.errors import Invalid, Refusal
from ...core.records.columns import places_of, target_of
from ...core.records.comparing import operators_for
from ...core.records.presentations import presentations
from ...core.records.query import Filter, several
from ...core.records.readers import is_key
from ...core.records.shape import shape_of
from ...core.schema.fields import Field
from ...core.schema.record import Record
from ...core.texts import Text, Texts
from ...core.work import Work
from ..formats import Formats

_ = Texts("tradepost.web")

WORDS: Mapping[str, Text] = {
    "eq": _("is"),
    "ne": _("is not"),
    "in": _("is one of"),
    "like": _("contains"),
    "starts": _("starts with"),
    "gt": _("is more than"),
    "ge": _("is not less than"),
    "lt": _("is less than"),
    "le": _("is not more than"),
    "between": _("is between"),
    "period": _("lies in"),
    "under": _("lies in the folder"),
    "empty": _("is empty"),
}
DATED: Mapping[str, Text] = {"ge": _("is not before"), "le": _("is not after")}
PERIODS: Mapping[str, Text] = {**periods.TITLES, **periods.ROLLING_TITLES}
LONGEST = 60
UNTYPED = ("choice", "flag", "reference", "document")
"""Types whose values are chosen."""


@dataclass(frozen=True)
class Offer:
    """A field that can be asked by, under the heading it stands in."""

    path: str
    label: Text | str
    field: Field


@dataclass(frozen=True)
class ConditionChip:
    """A condition as it stands above the list."""

    name: str
    title: Text | str
    word: Text | str
    shown: str
    fault: Refusal | None = None


def offers(work: Work, cls: type[Record]) -> dict[Text | str, list[Offer]]:
    """The fields of the builder by heading: its own, those of its rows, those one step away."""
    found: dict[Text | str, list[Offer]] = {}
    for place in places_of(work, cls):
        head: Text | str = cls.title[0] if place.through is None else place.through.field.label
        one = Offer(place.path, place.field.label, place.field)
        if operators_for(place.field):
            found.setdefault(head, []).append(one)
    for name, line in _parts(work, cls):
        label = work.schema.fields(cls)[name].label
        for place in places_of(work, line, deep=False):
            if operators_for(place.field):
                path = f"{name}.{place.path}"
                found.setdefault(label, []).append(Offer(path, place.field.label, place.field))
    return found


def _parts(work: Work, cls: type[Record]) -> Iterator[tuple[str, Any]]:
    hidden = work.access.hidden(cls.kind)
    for name, line in shape_of(work.schema, cls).parts.items():
        if name not in hidden:
            yield name, line


def offer_of(work: Work, cls: type[Record], path: str) -> tuple[Text | str, Offer] | None:
    """One field of the builder with its heading; None where there is none for this person."""
    for head, those in offers(work, cls).items():
        for one in those:
            if one.path == path:
                return head, one
    return None


def word_of(field: Field, operator: str) -> Text:
    """A comparison in words."""
    dated = DATED if field.type in ("day", "moment") else {}
    return dated.get(operator, WORDS[operator])


class Telling:
    """Conditions in words; the names of references come with one select a kind."""

    def __init__(self, work: Work, formats: Formats, cls: type[Record]) -> None:
        self.work = work
        self.formats = formats
        self.cls = cls

    def chips(
        self,
        given: Mapping[str, Filter | Refusal],
        faults: Sequence[tuple[Filter, Refusal]],
    ) -> list[ConditionChip]:
        """A chip for each condition, with what is wrong with it."""
        wrong = {id(one): why for one, why in faults}
        known = {n: offer_of(self.work, self.cls, one.path) for n, one in given.items()
                 if isinstance(one, Filter)}  # fmt: skip
        names = presentations(self.work, list(self._pointers(given, known)))
        found = []
        for name, one in given.items():
            if isinstance(one, Refusal):
                found.append(ConditionChip(name, name[7:LONGEST].rstrip("]"), "", "", one))
                continue
            told, fault = known[name], wrong.get(id(one))
            if told is None:
                found.append(ConditionChip(name, one.path[:LONGEST], "", "", fault or _gone(one)))
                continue
            head, offer = told
            own = head == self.cls.title[0]
            title = offer.label if own else _("{of}: {what}", of=head, what=offer.label)
            word, shown = self._value(offer.field, one, names)
            found.append(ConditionChip(name, title, word, shown, fault))
        return found

    def _pointers(
        self, given: Mapping[str, Filter | Refusal], known: Mapping[str, Any]
    ) -> Iterator[tuple[Any, UUID | None]]:
        for name, told in known.items():
            one = given[name]
            if told is None or not isinstance(one, Filter):
                continue
            field = told[1].field
            if field.type in ("reference", "document"):
                for value in several(one.value):
                    if is_key(str(value)):
                        yield target_of(field), UUID(str(value))

    def _value(
        self, field: Field, one: Filter, names: Mapping[UUID, str]
    ) -> tuple[Text | str, str]:
        word, value = word_of(field, one.operator), str(one.value)
        if one.operator == "empty":
            return (WORDS["empty"] if value == "true" else _("is not empty")), ""
        if one.operator == "period":
            return word, self.formats.text(PERIODS.get(value, value))
        if one.operator == "between":
            since, until = ([*map(str, several(value)), "", ""])[:2]
            ends = [self._one(field, end, names) or "…" for end in (since, until)]
            return word, " – ".join(ends)
        shown = ", ".join(self._one(field, str(part), names) for part in self._parts(one))
        return word, shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…"

    def _parts(self, one: Filter) -> list[object]:
        return several(one.value) if one.operator == "in" else [one.value]

    def _one(self, field: Field, value: str, names: Mapping[UUID, str]) -> str:
        if is_key(value):
            return names.get(UUID(value), value)
        if field.type == "flag":
            return self.formats.text(_("yes") if value == "true" else _("no"))
        if field.type == "choice":
            return self.formats.text(field.choices.get(value, value))
        return self.plain(field, value)

    def plain(self, field: Field, value: str) -> str:
        """A number or day as people of the language write it; as it stands where it is none."""
        try:
            if field.type in ("day", "moment") and len(value) == len("2026-03-01"):
                return self.formats.day(date.fromisoformat(value))
            if field.type == "moment":
                return self.formats.moment(datetime.fromisoformat(value))
            if field.is_number:
                return self.formats.number(Decimal(value))
        except (ValueError, ArithmeticError):
            return value
        return value


def _gone(one: Filter) -> Refusal:
    return Invalid(_("There is no field “{name}”", name=one.path[:LONGEST]))
