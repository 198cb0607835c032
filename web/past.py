"""The history of a record: field by field and row by row, any two versions compared, values restored."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from pyramid.httpexceptions import HTTPNoContent, HTTPSeeOther

from ..core.access.audit import Event, event_at, history
from ..core.access.changes import CREATED, EDITED, net
from ..core.errors import Invalid
from ..core.posting import service
from ..core.records.read import get
from ..core.records.write import save
from ..core.schema.document import Document
from ..core.schema.fields import Field
from ..core.schema.record import Record
from ..core.texts import Text, Texts
from ..core.work import Work
from .chronicle import Change, Chronicle, Told, _key
from .editing import Editing
from .formats import Formats
from .shell import tell
from .tables import target_of
from .undo import address_of

_ = Texts(__package__)

LENGTH = 30
MOST_ROWS = 12
MOST_COMPARED = 1000
"""So many events are looked through to compare two versions."""
UNTOLD = frozenset({"position", "owner_id"})
ADDED, REMOVED, CHANGED = "added", "removed", "changed"
WAYS: Mapping[str, tuple[Text, str]] = {
    ADDED: (_("Row added"), "plus"),
    REMOVED: (_("Row removed"), "trash"),
    CHANGED: (_("Row changed"), "pencil"),
}


@dataclass(frozen=True)
class RowTold:
    """One row of a part: what became of it, what it is, its fields before and after."""

    part: Text | str
    way: str
    name: str
    changes: Sequence[Change]

    @property
    def word(self) -> Text:
        """What became of it."""
        return WAYS[self.way][0]

    @property
    def icon(self) -> str:
        """The sign of it."""
        return WAYS[self.way][1]


@dataclass(frozen=True)
class Version:
    """An event of a record as it is drawn."""

    told: Told
    rows: Sequence[RowTold]
    more_rows: int

    @property
    def place(self) -> str:
        """Where it stands."""
        return self.told.event.place

    @property
    def is_version(self) -> bool:
        """Whether the content of the record changed by it."""
        return self.told.event.action in (CREATED, EDITED)


class Past(Chronicle):
    """Tells the events of one record, rows and all; names come with one select a kind."""

    def __init__(self, work: Work, formats: Formats, record: Record) -> None:
        super().__init__(work, formats)
        self.record = record
        self.cls = type(record)
        self.fields: Mapping[str, Field] = work.schema.fields(self.cls)
        self.parts = {name: one for name, one in self.fields.items() if one.type == "lines"}
        self.rows: dict[str, Mapping[str, Any]] = {}

    def versions(self, events: Sequence[Event]) -> list[Version]:
        """The events, each with its rows."""
        self._know_rows(events)
        return [self._version(one) for one in self.tell(events)]

    def _version(self, told: Told) -> Version:
        rows = list(self._row_events(told.event))
        return Version(replace(told, rows=()), rows[:MOST_ROWS], max(0, len(rows) - MOST_ROWS))

    def _know_rows(self, events: Sequence[Event]) -> None:
        """What rows are known to hold, by key: a change of one tells only what changed."""
        for name in self.parts:
            line = self._line(name)
            for row in getattr(self.record, name):
                values = {n: getattr(row, f.column, None) for n, f in line.items()}
                self.rows[str(row.id)] = {n: str(v) for n, v in values.items() if v is not None}
            for event in events:
                for values in (event.after.get(name, {}), event.before.get(name, {})):
                    for key, row in values.items():
                        if row:
                            self.rows[key] = {**row, **self.rows.get(key, {})}

    def _line(self, part: str) -> Mapping[str, Field]:
        return self.work.schema.fields(self.parts[part].target)

    def _pointers(self, events: Sequence[Event]) -> Iterator[tuple[Any, UUID | None]]:
        yield from super()._pointers(events)
        shown = {
            key
            for event in events
            for part in self.parts
            for key in (*event.before.get(part, {}), *event.after.get(part, {}))
        }
        for part in self.parts:
            pointing = {
                n: f for n, f in self._line(part).items() if f.type in ("reference", "document")
            }
            told = [self.rows.get(key, {}) for key in shown]
            for event in events:
                for values in (event.before.get(part, {}), event.after.get(part, {})):
                    told += [row for row in values.values() if row]
            for row in told:
                for name, one in pointing.items():
                    yield target_of(one), _key(row.get(name))

    def _row_events(self, event: Event) -> Iterator[RowTold]:
        for part, declared in self.parts.items():
            before, after = event.before.get(part, {}), event.after.get(part, {})
            for key in dict.fromkeys([*after, *before]):
                was, became = before.get(key) or {}, after.get(key)
                way = REMOVED if became is None else CHANGED if was else ADDED
                changes = list(self._row_changes(part, was, became or {}))
                if changes or way != CHANGED:
                    yield RowTold(declared.label, way, self._name_of(part, key), changes)

    def _row_changes(
        self, part: str, was: Mapping[str, Any], became: Mapping[str, Any]
    ) -> Iterator[Change]:
        line = self._line(part)
        for name in dict.fromkeys([*was, *became]):
            one = line.get(name)
            if one is None or name in UNTOLD or one.type == "json":
                continue
            before, after = self._shown(one, was.get(name)), self._shown(one, became.get(name))
            if before != after:
                yield Change(one.label, before, after, name)

    def _name_of(self, part: str, key: str) -> str:
        """What a row is about: what its first reference names."""
        known = self.rows.get(key, {})
        for name, one in self._line(part).items():
            if one.type == "reference" and known.get(name):
                return self._shown(one, known[name])
        return ""

    def restorable(self, name: str) -> bool:
        """Whether the person may put an earlier value of a field back."""
        one = self.fields.get(name)
        if one is None or one.readonly or one.type in ("lines", "json", "key"):
            return False
        may, posted = (
            self.work.access.may,
            isinstance(self.record, Document) and self.record.posted,
        )
        kind = self.record.kind
        free = not self.record.deleted and (not posted or may(f"{kind}.post"))
        return free and may(f"{kind}.edit")


def panel(request: Any) -> dict[str, Any]:
    """The history of a record; where it goes on, only what follows."""
    record = _record(request)
    before = request.GET.get("before", "")
    events = history(request.work, record, LENGTH + 1, before=before)
    past = Past(request.work, request.formats, record)
    versions = past.versions(events[:LENGTH])
    if before:
        request.override_renderer = "history_rows.jinja2"
    address = address_of(record)
    more = ""
    if len(events) > LENGTH:
        more = f"{address}/panel/history?before={_quoted(events[LENGTH - 1].place)}"
    return {
        "versions": versions, "past": past, "address": address, "record": record,
        "more": more,
    }  # fmt: skip


def _quoted(place: str) -> str:
    return place.replace("+", "%2B")


def compare(request: Any) -> dict[str, Any]:
    """Two versions side by side: of two events, or of one and the present."""
    record = _record(request)
    chosen = sorted(
        (event_at(request.work, record, one) for one in request.GET.getall("at")[:2]),
        key=lambda one: (one.moment, -one.chain, one.seq),
    )
    if not chosen:
        raise Invalid(_("Choose one version, to compare it with the present one, or two"))
    older, newer = chosen[0], chosen[1] if len(chosen) > 1 else None
    events = history(
        request.work, record, MOST_COMPARED,
        after=older.place, until=newer.place if newer else "",
    )  # fmt: skip
    before, after = net((one.before, one.after) for one in reversed(events))
    last = replace(older, action=EDITED, before=_only(before, after), after=after)
    past = Past(request.work, request.formats, record)
    sources = {n: one.place for one in events for n in one.before}  # the oldest one counts
    sources |= {n: one.place for one in events for n in one.after if n not in sources}
    (version,) = past.versions([last])
    return {
        "version": version, "older": older, "newer": newer, "past": past, "sources": sources,
        "address": address_of(record), "record": record,
    }  # fmt: skip


def _only(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """What was before, of what there is something to say about after."""
    return {name: value for name, value in before.items() if name in after}


def restore(request: Any) -> Any:
    """Put back what stood in a field before an event; a posted document is posted again with it."""
    record, post = _record(request), request.POST
    past = Past(request.work, request.formats, record)
    name = post.get("field", "")
    if not past.restorable(name):
        raise Invalid(_("This value can not be put back"))
    event = event_at(request.work, record, post.get("at", ""))
    if name not in event.after and name not in event.before:
        raise Invalid(_("This value can not be put back"))
    posted = isinstance(record, Document) and record.posted
    value = _given(past.fields[name], event.before.get(name))
    saved = save(
        request.work, record.kind, {name: value}, id=record.id, version=record.version,
        reposting=posted,
    )  # fmt: skip
    if posted and isinstance(saved, Document):
        service.post(request.work, saved)
    return _onward(request, record, past.fields[name])


def _onward(request: Any, record: Record, field: Field) -> Any:
    address = f"{address_of(record)}?beside=history"
    is_part = request.headers.get("HX-Request") == "true"
    answer = HTTPNoContent(headers={"HX-Redirect": address}) if is_part else HTTPSeeOther(address)
    return tell(request, answer, _("Put back: {field}", field=field.label))


def _given(field: Field, value: Any) -> Any:
    """A value of the audit as saving takes it; an empty one as the type has it."""
    if value is None:
        return {"text": "", "flag": False}.get(field.type)
    return value


def _record(request: Any) -> Record:
    editing = Editing(request)
    assert editing.key is not None  # noqa: S101 -- the route has it
    return get(request.work, editing.cls.kind, editing.key)


def includeme(config: Any) -> None:
    """The routes of history."""
    base = "/{group:catalogs|documents}/{kind}/{id:[0-9a-fA-F-]{36}}"
    for name, path, view, method, right in (
        ("panel_history", "panel/history", panel, "GET", "read"),
        ("panel_compare", "panel/compare", compare, "GET", "read"),
        ("restore", "restore", restore, "POST", "edit"),
    ):
        config.add_route(name, f"{base}/{path}")
        template = "panel_compare.jinja2" if name == "panel_compare" else "panel_history.jinja2"
        config.add_view(
            view, route_name=name, request_method=method, renderer=template,
            right=f"{{kind}}.{right}",
        )  # fmt: skip
