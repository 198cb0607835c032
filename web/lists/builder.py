"""The filter builder: any field, its comparisons, values as people type them; chips of conditions.

What is typed becomes a condition of the address in its one plain form (`2026-03-01`,
`1234.5`, keys), so that an address can be sent to somebody of another language.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from webob.multidict import MultiDict

from ...core.errors import Invalid, Refusal
from ...core.records.columns import target_of
from ...core.records.comparing import operators_for
from ...core.records.conditions import Conditions
from ...core.records.presentations import presentations
from ...core.records.query import Filter, address_of, joined, read_filter, several
from ...core.records.readers import is_key
from ...core.records.shape import shape_of
from ...core.schema.fields import Field
from ...core.schema.record import Record
from ...core.texts import Text, Texts
from ...core.values import plain
from ...core.work import Work
from ..controls import source_of
from ..formats import Formats
from ..picking import Picker
from ..typing_in import Reader, read_day
from .conditions import PERIODS, UNTYPED, WORDS, Offer, Telling, offer_of, offers, word_of

_ = Texts("tradepost.web")


class Condition:
    """The dialog of one condition: which field, how it is compared, with what."""

    def __init__(self, request: Any, cls: type[Record], given: Any = None) -> None:
        self.work: Work = request.work
        self.formats: Formats = request.formats
        self.cls = cls
        self.given = request.params if given is None else given

    @cached_property
    def headings(self) -> dict[Text | str, list[Offer]]:
        """The fields to choose from."""
        return offers(self.work, self.cls)

    @cached_property
    def offer(self) -> Offer:
        """The field that is chosen; the first one at the beginning."""
        every = [one for those in self.headings.values() for one in those]
        wanted = self.given.get("field", "")
        return next((one for one in every if one.path == wanted), every[0])

    @property
    def field(self) -> Field:
        """Its declaration."""
        return self.offer.field

    @cached_property
    def operators(self) -> Mapping[str, Text]:
        """How it may be compared."""
        names = list(operators_for(self.field))
        if self.offer.path.partition(".")[0] in shape_of(self.work.schema, self.cls).parts:
            names = [one for one in names if one != "ne"]  # rows are asked for what is there
        now = self.given.get("op", "")
        if now in WORDS and now not in names and now in ("gt", "lt", "eq"):
            names.append(now)
        return {name: word_of(self.field, name) for name in names}

    @cached_property
    def operator(self) -> str:
        """How it is compared."""
        wanted = self.given.get("op", "")
        if wanted == "eq" and "eq" not in self.operators and "in" in self.operators:
            return "in"
        return wanted if wanted in self.operators else next(iter(self.operators))

    @property
    def source(self) -> str:
        """Where the choices of a reference come from."""
        return source_of(self.field)

    @cached_property
    def values(self) -> list[str]:
        """What was typed or chosen."""
        return [one for one in self.given.getall("value") if one.strip()]

    @cached_property
    def ends(self) -> list[str]:
        """What was typed as from and to."""
        return [*self.given.getall("value"), "", ""][:2]

    @cached_property
    def names(self) -> Mapping[UUID, str]:
        """What the chosen records are called."""
        keys = [UUID(one) for one in self.values if is_key(one)]
        return presentations(self.work, [(target_of(self.field), key) for key in keys])

    def name_of(self, key: str) -> str:
        """What a chosen record is called."""
        return self.names.get(UUID(key), key) if is_key(key) else key

    @property
    def at(self) -> str:
        """The rest of the address of the list."""
        return str(self.given.get("at", ""))

    @property
    def periods(self) -> Mapping[str, Text]:
        """Every period that has a name."""
        return PERIODS

    def filter(self) -> Filter:
        """The condition in its plain form, proved to be followed by the list.

        Raises:
            Invalid: for what can not be read, and where nothing was typed.
        """
        one = Filter(self.offer.path, self.operator, self._plain())
        Conditions(self.work, self.cls, self.formats.zone).filter(one)
        return one

    def _plain(self) -> str:
        if self.operator == "between":
            since, until = (self._read(one) if one.strip() else "" for one in self.ends)
            if not since and not until:
                raise Invalid(_("Say from where or up to where"))
            return f"{since},{until}"
        values = self.values
        if self.operator == "in" and self.field.type not in UNTYPED:
            values = [line for one in values for line in one.splitlines() if line.strip()]
        if not values:
            raise Invalid(_("Say what to compare with"))
        if self.operator == "in":
            return joined([self._read(one) for one in values])
        return self._read(values[0])

    def _read(self, text: str) -> str:
        """One typed value as an address has it."""
        if self.operator in ("period", "empty", "like", "starts"):
            return text.strip()
        if self.field.type in ("reference", "document"):
            return self._pointed(text)
        if self.field.type == "moment":
            return self._moment(text)
        now = self.work.clock.now()
        value = Reader(now, self.formats.zone).read(self.field, text)
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, Decimal):
            return plain(value)
        return value.isoformat() if isinstance(value, date) else str(value or "").strip()

    def _moment(self, text: str) -> str:
        now, zone = self.work.clock.now(), self.formats.zone
        try:
            day = read_day(text, now.astimezone(zone).date())
            return day.isoformat() if day else ""
        except Invalid:
            value = Reader(now, zone).read(self.field, text)
            return str(value.isoformat())

    def _pointed(self, text: str) -> str:
        if is_key(text):
            return text
        found = Picker(self.work, self.formats).resolve(target_of(self.field), [text])
        if text not in found:
            raise Invalid(_("“{value}” was not found", value=text[:40]))
        return str(found[text])

    def onward(self, one: Filter) -> str:
        """The address of the list with this condition in the place of the one that was edited."""
        was = self.given.get("was", "")
        rest = [(n, v) for n, v in parse_qsl(self.at) if n != was]
        name, value = address_of(one)
        rest = [(n, v) for n, v in rest if n != name]
        return urlencode([*rest, (name, value)])


def show(request: Any) -> dict[str, Any]:
    """The dialog; once it is filled in, where the list goes on."""
    cls = request.list_class
    condition = Condition(request, cls)
    fault: Refusal | None = None
    if request.params.get("done"):
        try:
            address = f"{request.list_address}?{condition.onward(condition.filter())}"
            request.override_renderer = "lists/go.jinja2"
            return {"go": address}
        except Refusal as why:
            fault = why
            request.response.status = 422
    return {"one": condition, "fault": fault, "address": request.list_address}


def typed(request: Any, cls: type[Record], name: str, value: str) -> dict[str, Any]:
    """A condition of the address as the dialog takes it: field, comparison, values as typed."""
    one = read_filter(name, value)
    told = offer_of(request.work, cls, one.path) if one else None
    if one is None or told is None:
        return {}
    field = told[1].field
    telling = Telling(request.work, request.formats, cls)
    parts = several(value) if one.operator in ("in", "between") else [value]
    plainly = one.operator in ("period", "empty") or field.type in UNTYPED
    shown = [str(p) if plainly else telling.plain(field, str(p)) for p in parts]
    if one.operator == "in" and field.type not in UNTYPED:
        shown = ["\n".join(shown)]
    return {"field": one.path, "op": one.operator, "value": shown, "was": name}


def edit(request: Any) -> dict[str, Any]:
    """The dialog of a condition that stands above the list already."""
    cls, name = request.list_class, request.params.get("name", "")
    rest = dict(parse_qsl(request.params.get("at", "")))
    try:
        known = typed(request, cls, name, rest.get(name, ""))
    except Refusal:
        known = {}
    pairs = [("was", name), ("at", request.params.get("at", ""))]
    pairs += [(n, known[n]) for n in ("field", "op") if n in known]
    pairs += [("value", one) for one in known.get("value", ())]
    condition = Condition(request, cls, MultiDict(pairs))
    return {"one": condition, "fault": None, "address": request.list_address}


def includeme(config: Any) -> None:
    """The routes of the builder."""
    base = "/{group:catalogs|documents}/{kind}/condition"
    config.add_route("list_condition", base)
    config.add_route("list_condition_edit", f"{base}/edit")
    page = {"request_method": "GET", "right": "{kind}.read"}
    drawn = {**page, "renderer": "lists/condition.jinja2"}
    config.add_view(show, route_name="list_condition", **drawn)
    config.add_view(edit, route_name="list_condition_edit", **drawn)
