"""Bulk changes on screen: what is asked first, the trial, making and undoing it, the log."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any
from uuid import UUID

from pyramid.httpexceptions import HTTPNoContent, HTTPSeeOther
from transaction.interfaces import TransientError

from ...core.app import SIGNED_IN
from ...core.bulk import MOST, BulkAction, BulkChanges, actions_for, settable
from ...core.bulk.actions import SET
from ...core.errors import Invalid, Refusal, Unknown
from ...core.records.columns import target_of
from ...core.records.listing import count_up_to
from ...core.records.readers import is_key
from ...core.schema.fields import Field
from ...core.schema.record import Record
from ...core.texts import Texts
from ..controls import Control, source_of
from ..formats import Formats
from ..picking import Picker
from ..typing_in import Reader
from .bulk_told import Told
from .chosen import query_at, read_chosen
from .page import list_address

_ = Texts("tradepost.web")


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
