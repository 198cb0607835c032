"""What happened: the history of one record, and the audit of the whole base, in plain words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from ..core.access.audit import Event
from ..core.records.presentations import presentations
from ..core.records.readers import is_key
from ..core.schema.document import Document
from ..core.schema.fields import Field
from ..core.texts import Text, Texts
from ..core.work import Work
from .formats import Formats
from .tables import State, target_of

_ = Texts(__package__)

ACTIONS: Mapping[str, State] = {
    "created": State(_("Entered"), "plus"),
    "edited": State(_("Changed"), "pencil"),
    "deleted": State(_("Removed"), "trash", "bad"),
    "posted": State(_("Posted"), "circle-check", "good"),
    "reposted": State(_("Posted again"), "refresh", "good"),
    "restored": State(_("Posted again in order"), "refresh"),
    "unposted": State(_("Posting undone"), "arrow-back-up", "care"),
    "recorded": State(_("Recorded"), "database"),
    "signed_in": State(_("Signed in"), "login"),
    "overridden": State(_("Gone beyond on purpose"), "alert-triangle", "care"),
    "denied": State(_("Denied"), "lock", "bad"),
    "refused": State(_("Refused"), "ban", "bad"),
    "closed": State(_("Closed"), "lock"),
    "opened": State(_("Opened"), "lock-open", "care"),
    "bulk_changed": State(_("Changed in bulk"), "checks"),
    "bulk_undone": State(_("Bulk change undone"), "arrow-back-up", "care"),
    "imported": State(_("Imported"), "file-import"),
    "import_undone": State(_("Import undone"), "arrow-back-up", "care"),
    "sign_in_refused": State(_("Sign-in refused"), "lock", "bad"),
    "switched_on": State(_("Switched on"), "puzzle", "good"),
    "switched_off": State(_("Switched off"), "puzzle", "care"),
    "configured": State(_("Settings changed"), "settings"),
    "installed": State(_("Installed"), "puzzle"),
    "removed": State(_("Removed"), "puzzle", "bad"),
    "attached": State(_("File attached"), "paperclip"),
    "file_replaced": State(_("File replaced"), "paperclip"),
    "file_renamed": State(_("File renamed"), "paperclip"),
    "file_removed": State(_("File removed"), "paperclip", "care"),
    "file_back": State(_("File brought back"), "paperclip"),
    "commented": State(_("Commented"), "message"),
    "comment_mended": State(_("Comment mended"), "message"),
    "comment_removed": State(_("Comment removed"), "message", "care"),
    "comment_back": State(_("Comment brought back"), "message"),
    "template_kept": State(_("Print template changed"), "printer"),
    "template_dropped": State(_("Print template of the house again"), "printer", "care"),
    "picture_kept": State(_("Picture put in"), "printer"),
    "picture_dropped": State(_("Picture taken away"), "printer", "care"),
}
OTHER = "info-circle"
MOST_CHANGES = 12
LONGEST = 80


@dataclass(frozen=True)
class Change:
    """One field before and after; `name` is the field's, empty where it is none."""

    label: Text | str
    before: str
    after: str
    name: str = ""


@dataclass(frozen=True)
class Told:
    """An event as it is drawn."""

    event: Event
    state: State
    title: Text | str
    address: str
    changes: Sequence[Change]
    rows: Sequence[tuple[Text | str, Text]]


class Chronicle:
    """Tells events in the words of their fields; names of references come with one select a kind."""

    def __init__(self, work: Work, formats: Formats) -> None:
        self.work = work
        self.formats = formats
        self.names: Mapping[UUID, str] = {}

    def tell(self, events: Sequence[Event]) -> list[Told]:
        """The events with their changes."""
        self.names = presentations(self.work, list(self._pointers(events)))
        return [self._told(one) for one in events]

    def _pointers(self, events: Sequence[Event]) -> Iterator[tuple[Any, UUID | None]]:
        for event in events:
            for name, one in self._fields(event).items():
                if one.type in ("reference", "document"):
                    for values in (event.before, event.after):
                        yield target_of(one), _key(values.get(name))

    def _fields(self, event: Event) -> Mapping[str, Field]:
        cls = self.work.schema.records.get(event.kind)
        return self.work.schema.fields(cls) if cls else {}

    def _told(self, event: Event) -> Told:
        cls = self.work.schema.records.get(event.kind)
        fields = self._fields(event)
        title: Text | str = KINDS.get(event.kind, event.kind)
        address = ""
        if cls is not None:
            title = cls.title[0]
            group = "documents" if issubclass(cls, Document) else "catalogs"
            address = f"/{group}/{event.kind}/{event.record_id}"
        state = ACTIONS.get(event.action) or State(Text("", event.action), OTHER)
        changes = list(self._changes(event, fields))[:MOST_CHANGES]
        return Told(event, state, title, address, changes, list(self._rows(event, fields)))

    def _changes(self, event: Event, fields: Mapping[str, Field]) -> Iterator[Change]:
        for name in dict.fromkeys([*event.before, *event.after]):
            one = fields.get(name)
            if name in HIDDEN or (one is not None and one.type == "lines"):
                continue
            label = one.label if one else MARKS.get(name, name)
            before, after = (
                self._shown(one, values.get(name)) for values in (event.before, event.after)
            )
            is_usual = event.action == "created" and event.after.get(name) is False
            if before != after and not is_usual:
                yield Change(label, before, after, name if one is not None else "")

    def _shown(self, one: Field | None, value: Any) -> str:
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            return self.formats.text(_("Yes") if value else _("No"))
        if one is not None and one.is_number:
            return self.formats.of_type(one.type, Decimal(str(value)))
        show = self._ways.get(one.type) if one else None
        if one is not None and show is not None:
            return show(one, value)
        text = str(value)
        return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"

    @property
    def _ways(self) -> Mapping[str, Callable[[Field, Any], str]]:
        formats = self.formats
        return {
            "reference": self._named,
            "document": self._named,
            "choice": lambda one, value: formats.text(one.choices.get(value, value)),
            "moment": lambda _one, value: formats.moment(datetime.fromisoformat(value)),
            "day": lambda _one, value: formats.day(date.fromisoformat(value)),
        }

    def _named(self, _one: Field, value: Any) -> str:
        key = _key(value)
        return self.names.get(key, str(value)) if key else str(value)

    def _rows(
        self, event: Event, fields: Mapping[str, Field]
    ) -> Iterator[tuple[Text | str, Text]]:
        for name, one in fields.items():
            if one.type != "lines":
                continue
            before, after = event.before.get(name, {}), event.after.get(name, {})
            gone = sum(1 for row in after.values() if row is None)
            come = sum(1 for key, row in after.items() if row is not None and key not in before)
            changed = len(after) - gone - come
            for count, text in (
                (come, _.n("{count} row added", "{count} rows added", come)),
                (changed, _.n("{count} row changed", "{count} rows changed", changed)),
                (gone, _.n("{count} row removed", "{count} rows removed", gone)),
            ):
                if count:
                    yield one.label, text


KINDS: Mapping[str, Text] = {
    "user": _("User"),
    "role": _("Role"),
    "closing_date": _("Closing date"),
    "token": _("Token"),
    "user_role": _("Role of a user"),
    "role_right": _("Right of a role"),
    "row_rule": _("Rule of rows"),
    "field_rule": _("Rule of fields"),
    "plugin": _("Plugin"),
}
MARKS: Mapping[str, Text] = {
    "deleted": _("Deletion mark"),
    "movements": _("Movements"),
    "reason": _("Reason"),
    "beyond": _("Gone beyond"),
    "address": _("Address"),
    "name": _("Name"),
    "full_name": _("Full name"),
    "language": _("Language"),
    "disabled": _("Shut out"),
    "password": _("Password"),
    "password_once": _("Password good once"),
    "role": _("Role"),
    "right": _("Right"),
    "title": _("Title"),
    "file": _("File"),
    "comment": _("Comment"),
    "was": _("Before"),
    "created": _("created"),
    "updated": _("changed"),
    "unchanged": _("as it was"),
    "refused": _("refused"),
    "put_back": _("undone"),
    "kept": _("left as they are"),
}
HIDDEN = frozenset({"digest", "size", "id", "user_id", "created_at"})
"""Facts for proofs, not for people: the event itself says which record, and when."""


def _key(value: Any) -> UUID | None:
    return UUID(value) if isinstance(value, str) and is_key(value) else None
