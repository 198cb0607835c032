"""Two people have changed one record: what the other did, beside what this one typed.

A form tells what stood in each field before it was typed over, and which rows there were when
it was opened. So three texts are known of each field: before, theirs, mine. What nobody typed
here and differs now is theirs alone; what both have changed is for the person to choose.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from markupsafe import Markup
from sqlalchemy import select

from ..core.access.audit import history
from ..core.errors import Invalid
from ..core.records.shape import Slot, shape_of
from ..core.schema.record import Record
from ..core.texts import Text, Texts
from ..core.work import Work
from .controls import UNDRAWN, Drawing
from .formats import Formats
from .grids import safe_json
from .posted import Posted, Row
from .rows import write_rows
from .typing_in import Reader

_ = Texts(__package__)


@dataclass(frozen=True)
class Difference:
    """A field that stands otherwise now than in this person's form."""

    path: str
    label: Text | str
    row: str
    before: str
    theirs: str
    mine: str
    both: bool
    text: str
    key: str


@dataclass(frozen=True)
class OtherRow:
    """A row that the other has added or removed."""

    part: str
    key: str
    label: Text | str
    words: str


@dataclass
class Conflict:
    """What the other has done meanwhile; a page draws it."""

    version: int
    action: str
    user: str
    moment: datetime | None
    both: Sequence[Difference] = ()
    theirs: Sequence[Difference] = ()
    added: Sequence[OtherRow] = ()
    removed: Sequence[OtherRow] = ()
    rows: Mapping[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Markup:
        """What a script needs to put theirs in, as it stands between single quotes in a page."""
        fields = [
            {"at": at, "path": one.path, "text": one.text, "key": one.key}
            for at, one in enumerate([*self.both, *self.theirs])
        ]
        removed: dict[str, list[str]] = {}
        for one in self.removed:
            removed.setdefault(one.part, []).append(one.key)
        added = {part: json.loads(rows) for part, rows in self.rows.items()}
        told = {
            "version": self.version, "action": self.action, "fields": fields,
            "added": added, "removed": removed,
        }  # fmt: skip
        return safe_json(json.dumps(told, ensure_ascii=False))


class Comparing:
    """Compares a form with the record as it is stored now."""

    def __init__(self, drawing: Drawing, posted: Posted) -> None:
        """Make ready.

        Args:
            drawing: of the record as it is stored.
            posted: the form that came too late.
        """
        self.drawing = drawing
        self.work: Work = drawing.work
        self.formats: Formats = drawing.formats
        self.posted = posted
        self.reader = Reader(self.work.clock.now(), self.formats.zone)

    def conflict(self) -> Conflict:
        """Everything that differs."""
        record: Any = self.drawing.record
        last = history(self.work, record, 1)
        found = [*self._of_header(), *self._of_rows()]
        made = Conflict(
            record.version, self.posted.action,
            last[0].user if last else "", last[0].moment if last else None,
            both=[one for one in found if one.both],
            theirs=[one for one in found if not one.both],
        )  # fmt: skip
        self._other_rows(made)
        return made

    def _of_header(self) -> Iterator[Difference]:
        record = self.drawing.record
        for name, slot in self.drawing.slots(self.drawing.shape).items():
            if name not in UNDRAWN:
                yield from self._compared(record, slot, name, "")

    def _of_rows(self) -> Iterator[Difference]:
        for part, slots, stored in self._parts:
            for place, row in enumerate(self.posted.rows.get(part, ()), 1):
                there = stored.get(row.key)
                if there is not None:
                    told = self.formats.text(_("Row {number}", number=place))
                    for name, slot in slots.items():
                        yield from self._compared(there, slot, row.path(name), told)

    @cached_property
    def _parts(self) -> list[tuple[str, Mapping[str, Slot], Mapping[str, Any]]]:
        drawing = self.drawing
        found: list[tuple[str, Mapping[str, Slot], Mapping[str, Any]]] = []
        hidden = self.work.access.hidden(drawing.shape.cls.kind)
        for part, line in drawing.shape.parts.items():
            if part not in hidden:
                slots = drawing.slots(shape_of(self.work.schema, line))
                shown = {name: slot for name, slot in slots.items() if slot.field.shown}
                rows = {str(row.id): row for row in getattr(drawing.record, part)}
                found.append((part, shown, rows))
        return found

    def _compared(self, owner: Any, slot: Slot, path: str, row: str) -> Iterator[Difference]:
        posted = self.posted
        if slot.field.readonly or not posted.has(path) or path in posted.filled:
            return
        theirs, key = self._theirs(owner, slot)
        mine = posted.texts.get(path) or posted.values.get(path, "")
        if self._same(slot, path, mine, theirs, key):
            return
        base = posted.base.texts if posted.base else {}
        typed = path in base or posted.base is None
        before = base.get(path, mine)
        if typed and path in base and self._reads_same(slot, before, theirs):
            return  # only this person has changed it
        yield Difference(
            path, slot.field.label, row,
            self._shown(slot, before), self._shown(slot, theirs), self._shown(slot, mine),
            typed, theirs, key,
        )  # fmt: skip

    def _theirs(self, owner: Any, slot: Slot) -> tuple[str, str]:
        value = self.drawing.value(owner, slot)
        if slot.points:
            return (self.drawing.names.get(value, "") if value else ""), str(value or "")
        return self.drawing.text(slot, value), ""

    def _same(self, slot: Slot, path: str, mine: str, theirs: str, key: str) -> bool:
        if slot.points and self.posted.values.get(path):
            return self.posted.values[path] == key
        return self._reads_same(slot, mine, theirs)

    def _reads_same(self, slot: Slot, one: str, other: str) -> bool:
        if one.strip() == other.strip():
            return True
        if slot.points:
            return False
        try:
            return bool(self.reader.read(slot.field, one) == self.reader.read(slot.field, other))
        except Invalid:
            return False

    def _shown(self, slot: Slot, text: str) -> str:
        if slot.field.type == "choice":
            return self.formats.text(slot.field.choices.get(text, text))
        if slot.field.type == "flag":
            return self.formats.text(_("Yes") if text == "true" else _("No"))
        return text

    def _other_rows(self, made: Conflict) -> None:
        had = self.posted.base.rows if self.posted.base else {}
        added, removed, data = [], [], {}
        for part, slots, stored in self._parts:
            sent = {row.key: row for row in self.posted.rows.get(part, ())}
            known = set(had.get(part, ()))
            come = [key for key in stored if key not in sent and key not in known]
            gone = [key for key in sent if key in known and key not in stored]
            label = self.work.schema.fields(self.drawing.shape.cls)[part].label
            for key in come:
                words = [self._shown(s, self._theirs(stored[key], s)[0]) for s in slots.values()]
                added.append(OtherRow(part, key, label, " · ".join(filter(None, words[:4]))))
            for key in gone:
                texts = self.posted.of_row(sent[key], slots)
                names = [
                    self.posted.texts.get(sent[key].path(name)) or texts[name] for name in slots
                ]
                removed.append(OtherRow(part, key, label, " · ".join(filter(None, names[:4]))))
            if come:
                rows = (
                    (k, [self._stand(stored[k], s, part, k) for s in slots.values()]) for k in come
                )
                data[part] = write_rows(self.formats, list(slots), rows)
        made.added, made.removed, made.rows = added, removed, data

    def _stand(self, owner: Any, slot: Slot, part: str, key: str) -> Any:
        return self.drawing.stand(owner, slot, Row(part, key).path(slot.field.name))


def changed_since(work: Work, formats: Formats, cls: type[Record], key: Any, version: int) -> str:
    """Who has saved a record since a version was read, in a sentence; empty where nobody has."""
    now = work.session.scalar(select(cls.version).where(cls.id == key))
    if now is None or now == version:
        return ""
    record = work.session.get(cls, key)
    last = history(work, record, 1) if record is not None else []
    if not last:
        return formats.text(_("Somebody else has changed this meanwhile"))
    when = formats.moment(last[0].moment)
    return formats.text(_("{user} has changed this at {when}", user=last[0].user, when=when))
