"""A bulk change as it is drawn: what would change, what was done, what was refused, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from ...core.bulk import BulkAction, BulkChange, BulkChanges, actions_for
from ...core.bulk.actions import OWN
from ...core.bulk.models import CHANGED, KEPT, REFUSED, RESTORED, SAME, WAITING, WOULD
from ...core.records.columns import target_of
from ...core.records.presentations import presentations
from ...core.records.readers import is_key, read_moment
from ...core.schema.fields import Field
from ...core.schema.record import Record
from ...core.texts import Text, Texts
from ..formats import Formats
from ..tables import State
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
