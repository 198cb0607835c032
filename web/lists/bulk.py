"""Bulk changes on screen: what is asked first, what would change, what was done, the log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from pyramid.httpexceptions import HTTPNoContent, HTTPSeeOther
from transaction.interfaces import TransientError

from ...core.app import SIGNED_IN
from ...core.bulk import MOST, BulkAction, BulkChange, BulkChanges, actions_for, settable
from ...core.bulk.actions import OWN, SET
from ...core.bulk.models import CHANGED, KEPT, REFUSED, RESTORED, SAME, WAITING, WOULD
from ...core.errors import Invalid, Refusal, Unknown
from ...core.records.columns import target_of
from ...core.records.listing import count_up_to
from ...core.records.presentations import presentations
from ...core.records.readers import is_key, read_moment
from ...core.schema.fields import Field
from ...core.schema.record import Record
from ...core.texts import Text, Texts
from ..controls import Control, source_of
from ..formats import Formats
from ..picking import Picker
from ..tables import State
from ..typing_in import Reader
from .chosen import query_at, read_chosen
from .page import list_address

_ = Texts("tradepost.web")

LONGEST = 80
OUTCOMES: Mapping[str, State] = {
    WAITING: State(_("Waits"), "clock"),
    WOULD: State(_("Would change"), "arrow-right", "care"),
    SAME: State(_("Stays as it is"), "minus"),
    REFUSED: State(_("Refused"), "ban", "bad"),
    CHANGED: State(_("Changed"), "check", "good"),
    RESTORED: State(_("Put back"), "arrow-back-up", "good"),
    KEPT: State(_("Could not be put back"), "alert-triangle", "bad"),
}
STATES: Mapping[str, State] = {
    "trying": State(_("Being tried"), "loader"),
    "tried": State(_("Only tried, nothing is changed yet"), "eye", "care"),
    "applying": State(_("Being made"), "loader"),
    "done": State(_("Done"), "circle-check", "good"),
    "undoing": State(_("Being undone"), "loader"),
    "undone": State(_("Undone"), "arrow-back-up"),
}
RUNS = ("trying", "applying", "undoing")


class Asking:
    """The dialog of an action that wants to know something first."""

    def __init__(self, request: Any) -> None:
        self.request = request
        self.work = request.work
        self.formats: Formats = request.formats
        self.cls: type[Record] = request.list_class
        self.given = request.params
        wanted = self.given.get("action", "")
        known = {one.name: one for one in actions_for(self.work, self.cls)}
        if wanted not in known:
            raise Unknown(_("There is no such action for these records"))
        self.action: BulkAction = known[wanted]

    @property
    def address(self) -> str:
        """Of the list."""
        return str(self.request.list_address)

    @cached_property
    def choices(self) -> list[Field]:
        """The fields that may be set, where that is what is asked."""
        if self.action.name != SET:
            return []
        return [slot.field for slot in settable(self.work, self.cls)]

    @cached_property
    def field(self) -> Field | None:
        """The field that is chosen to be set."""
        wanted = self.given.get("field", "")
        return next(
            (one for one in self.choices if one.name == wanted), next(iter(self.choices), None)
        )

    @property
    def fixed(self) -> bool:
        """Whether the field was chosen already (moving into a folder)."""
        return bool(self.given.get("fixed"))

    @cached_property
    def fields(self) -> Sequence[Field]:
        """What is asked for."""
        return [self.field] if self.field is not None else self.action.values

    def controls(self, faults: Mapping[str, Refusal] | None = None) -> list[Control]:
        """A control for each of them."""
        return [
            Control(
                one.name, one, self._text(one), self.given.get(one.name, ""),
                fault=(faults or {}).get(one.name), source=source_of(one),
            )
            for one in self.fields
        ]  # fmt: skip

    def _text(self, one: Field) -> str:
        return str(self.given.get(f"{one.name}:text", "") or self.given.get(one.name, ""))

    def values(self) -> dict[str, Any]:
        """What was typed, as plain data.

        Raises:
            Refusal: for what can not be read.
        """
        return {one.name: self._value(one) for one in self.fields}

    def _value(self, one: Field) -> Any:
        if one.type in ("reference", "document"):
            return self._pointed(one)
        texts = self.given.getall(one.name)
        value = Reader(self.work.clock.now(), self.formats.zone).read(
            one, texts[-1] if texts else ""
        )
        plain = value if value is None or isinstance(value, bool | int | str) else str(value)
        return value.isoformat() if hasattr(value, "isoformat") else plain

    def _pointed(self, one: Field) -> str | None:
        key, text = self.given.get(one.name, ""), self.given.get(f"{one.name}:text", "")
        if is_key(key) or not text.strip():
            return key or None
        found = Picker(self.work, self.formats).resolve(target_of(one), [text])
        if text not in found:
            raise Invalid(_("“{value}” was not found", value=text[:40]), path=one.name)
        return str(found[text])


def ask(request: Any) -> dict[str, Any]:
    """The dialog of an action."""
    return {"asking": Asking(request), "fault": None}


def plan(request: Any) -> Any:
    """Try an action on the chosen records and show what it would change."""
    asking = Asking(request)
    chosen = read_chosen(request, asking.cls, request.POST)
    if asking.action.run is None:
        raise Unknown(_("There is no such action for these records"))
    try:
        with request.work.session.begin_nested():
            values = asking.values()
            made = BulkChanges(request.work).plan(
                asking.cls.kind, asking.action.name, chosen, values
            )
    except TransientError:
        raise  # tried again from the beginning
    except Refusal as why:
        request.tm.doom()
        request.response.status = why.status
        return {"asking": asking, "fault": why}
    return _to(request, f"/bulk-changes/{made.id}")


def _to(request: Any, address: str) -> Any:
    is_part = request.headers.get("HX-Request") == "true"
    return HTTPNoContent(headers={"HX-Redirect": address}) if is_part else HTTPSeeOther(address)


def count(request: Any) -> Any:
    """How many records the list has, as far as they can be changed at once."""
    query = query_at(request, request.list_class, request.query_string)
    found = count_up_to(request.work, request.list_class.kind, query, MOST + 1)
    shown = request.formats.number(min(found, MOST))
    return {"count": found, "most": MOST, "text": f"{shown}+" if found > MOST else shown}


@dataclass(frozen=True)
class Line:
    """A record of a bulk change as it is drawn."""

    name: str
    address: str
    state: State
    reason: str
    changes: Sequence[tuple[Text | str, str, str]]


class Told:
    """A bulk change as it is drawn."""

    def __init__(self, request: Any, change: BulkChange) -> None:
        self.work = request.work
        self.formats: Formats = request.formats
        self.change = change
        self.changes = BulkChanges(request.work)
        self.cls: type[Record] = self.work.schema.records[change.kind]
        self.only = request.params.get("only", "")
        after = request.params.get("after", "")
        self.after = int(after) if after.isdecimal() and len(after) < 9 else -1

    @property
    def address(self) -> str:
        """Of the page."""
        return f"/bulk-changes/{self.change.id}"

    @property
    def list_address(self) -> str:
        """Of the list it was made in."""
        return list_address(self.cls)

    @property
    def is_mine(self) -> bool:
        """Whether this person has made it, and so may go on with it."""
        return bool(self.change.user_id == self.work.access.user_id)

    @property
    def runs(self) -> bool:
        """Whether it is under way."""
        return self.change.state in RUNS

    @property
    def state(self) -> State:
        """In a word."""
        return STATES[self.change.state]

    @cached_property
    def action(self) -> BulkAction | None:
        """What is done; None where its plugin is off, or the right is gone."""
        known = (*OWN, *actions_for(self.work, self.cls))
        return next((one for one in known if one.name == self.change.action), None)

    @property
    def title(self) -> Text | str:
        """What is done, in words."""
        what = self.action.title if self.action else self.change.action
        return _("{what}: {kind}", what=what, kind=self.cls.title[1])

    def given(self) -> list[tuple[Text | str, str]]:
        """The values it was given, in words."""
        fields = self._fields()
        names = self._names([self.change.given])
        return [
            (fields[n].label if n in fields else n, self._shown(fields.get(n), v, names))
            for n, v in self.change.given.items()
        ]

    @cached_property
    def counts(self) -> list[tuple[str, State, int]]:
        """How many records came to each outcome."""
        found = self.changes.counts(self.change)
        return [(name, OUTCOMES[name], found[name]) for name in OUTCOMES if found.get(name)]

    def of(self, outcome: str) -> int:
        """How many records came to an outcome."""
        return next((n for name, _state, n in self.counts if name == outcome), 0)

    @cached_property
    def lines(self) -> list[Line]:
        """Its records."""
        items = self.changes.items(self.change, outcome=self.only, after=self.after)
        told = [list(self.changes.differences(self.change, one)) for one in items]
        fields = self._fields()
        names = self._names([{n: v for n, b, a in one for v in (b, a)} for one in told])
        names |= self._names([{n: b for n, b, _a in one} for one in told])
        return [
            Line(
                one.name or "…", f"{self.list_address}/{one.record_id}", OUTCOMES[one.outcome],
                one.reason,
                [
                    (
                        fields[n].label if n in fields else n,
                        self._shown(fields.get(n), before, names),
                        self._shown(fields.get(n), after, names),
                    )
                    for n, before, after in changes
                ],
            )
            for one, changes in zip(items, told, strict=True)
        ]  # fmt: skip

    @property
    def more(self) -> str:
        """The address of the lines that follow; empty at the end."""
        items = self.changes.items(self.change, outcome=self.only, after=self.after)
        if len(items) < 100:
            return ""
        return f"{self.address}?only={self.only}&after={items[-1].place}"

    def _fields(self) -> dict[str, Any]:
        action = {one.name: one for one in self.action.values} if self.action else {}
        return {**self.work.schema.fields(self.cls), **action}

    def _names(self, values: Sequence[Mapping[str, Any]]) -> dict[UUID, str]:
        fields = self._fields()
        pointers = [
            (target_of(fields[n]), UUID(v))
            for one in values
            for n, v in one.items()
            if n in fields and fields[n].type in ("reference", "document") and is_key(str(v))
        ]
        return presentations(self.work, pointers)

    def _shown(self, field: Field | None, value: Any, names: Mapping[UUID, str]) -> str:
        kind = field.type if field is not None else ""
        if value is None or value == "":
            shown = "–"
        elif kind in ("reference", "document") and is_key(str(value)):
            shown = names.get(UUID(value), value)
        elif isinstance(value, bool):
            shown = self.formats.text(_("yes") if value else _("no"))
        elif isinstance(value, list):
            shown = self.formats.text(_.n("{count} row", "{count} rows", len(value)))
        elif kind == "moment":
            shown = self.formats.moment(read_moment(value))
        elif field is not None and kind == "choice":
            shown = self.formats.text(field.choices.get(value, value))
        else:
            shown = str(value)[:LONGEST]
        return shown


def _told(request: Any) -> Told:
    changes = BulkChanges(request.work)
    return Told(request, changes.get(UUID(request.matchdict["key"])))


def show(request: Any) -> dict[str, Any]:
    """A bulk change: what would change, or what was done."""
    told = _told(request)
    is_part = request.headers.get("HX-Request") == "true"
    part = "bulk_rows" if told.after >= 0 else "bulk_part"
    request.override_renderer = f"lists/{part if is_part else 'bulk_change'}.jinja2"
    return {"told": told}


def act(request: Any) -> Any:
    """Make a change, undo it, or give it up."""
    changes, key = BulkChanges(request.work), UUID(request.matchdict["key"])
    do = request.POST.get("do", "")
    if do == "apply":
        changes.apply(key)
    elif do == "undo":
        changes.undo(key)
    elif do == "drop":
        back = list_address(request.work.schema.records[changes.get(key).kind])
        changes.drop(key)
        return HTTPSeeOther(back)
    return HTTPSeeOther(f"/bulk-changes/{key}")


def listed(request: Any) -> dict[str, Any]:
    """The log."""
    return {"changes": [Told(request, one) for one in BulkChanges(request.work).listed()]}


def includeme(config: Any) -> None:
    """The routes of bulk changes."""
    base = "/{group:catalogs|documents}/{kind}/bulk"
    key = "{key:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}"
    for name, path in (
        ("bulk", base), ("bulk_count", f"{base}/count"),
        ("bulk_changes", "/bulk-changes"), ("bulk_change", f"/bulk-changes/{key}"),
    ):  # fmt: skip
        config.add_route(name, path)
    right, drawn = "{kind}.read", "lists/ask.jinja2"
    view = config.add_view
    view(ask, route_name="bulk", request_method="GET", right=right, renderer=drawn)
    view(plan, route_name="bulk", request_method="POST", right=right, renderer=drawn)
    view(count, route_name="bulk_count", request_method="GET", right=right, renderer="json")
    view(
        listed, route_name="bulk_changes", request_method="GET", right=SIGNED_IN,
        renderer="lists/bulk_log.jinja2",
    )  # fmt: skip
    page = {"route_name": "bulk_change", "right": SIGNED_IN}
    view(show, request_method="GET", renderer="lists/bulk_change.jinja2", **page)
    view(act, request_method="POST", renderer="lists/bulk_change.jinja2", **page)
