"""A sent form as data for the service of records, with what could not be read beside it."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from ..core.errors import Invalid, Refusal
from ..core.records.errors import UnknownReference
from ..core.records.shape import Shape, Slot, shape_of
from ..core.schema.record import Record
from ..core.texts import Texts
from ..core.work import Work
from .formats import Formats
from .picking import Picker, leading, narrowing
from .posted import Posted, Row
from .typing_in import Reader

_ = Texts(__package__)

Waiting = tuple[dict[str, Any], Slot, str, str]
"""Where a record belongs that a typed text stands for: data, field, path, text."""


@dataclass
class Draft:
    """What a form holds, sorted out.

    Attributes:
        posted: as it was sent.
        data: plain data of the record, rows in it.
        given: paths of values that a person gave.
        faults: what could not be read, by path.
        rows: rows that hold something, part by part: the places the service speaks of.
    """

    posted: Posted
    data: dict[str, Any] = field(default_factory=dict)
    given: set[str] = field(default_factory=set)
    faults: dict[str, Refusal] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def path_of(self, told: str) -> str:
        """The path of the form for one the service has told (`lines.2.price`)."""
        part, _dot, rest = told.partition(".")
        place, _dot, name = rest.partition(".")
        rows = self.rows.get(part, [])
        if place.isdecimal() and int(place) < len(rows):
            return rows[int(place)].path(name) if name else f"{part}.{rows[int(place)].key}"
        return told


class Drafter:
    """Sorts out forms of one kind of record for one person."""

    def __init__(
        self, work: Work, formats: Formats, cls: type[Record], stored: Mapping[str, Any]
    ) -> None:
        """Make ready.

        Args:
            work: the unit of work.
            formats: how the person writes.
            cls: of the record.
            stored: texts of the stored record by path, as the form first showed them.
        """
        self.work = work
        self.cls = cls
        self.stored = stored
        self.shape = shape_of(work.schema, cls)
        self.reader = Reader(work.clock.now(), formats.zone)
        self.picker = Picker(work, formats)
        self.waiting: list[Waiting] = []

    def draft(self, posted: Posted, *, trying: bool) -> Draft:
        """Sort out a form.

        Args:
            posted: as it was sent.
            trying: for a screen: what the house filled in is left out, to be worked out anew.
        """
        made = Draft(posted)
        dropped = set(self._dropped(posted))
        anew = trying or bool(posted.changed)
        for name, slot in self.shape.slots.items():
            if name not in dropped:
                self._slot(made, made.data, slot, name, anew=anew)
        for name, line in self.shape.parts.items():
            if name in posted.rows:
                self._part(made, name, shape_of(self.work.schema, line), dropped, anew=anew)
        self._look_up(made)
        return made

    def _part(
        self, made: Draft, name: str, shape: Shape, dropped: set[str], *, anew: bool
    ) -> None:
        rows = made.data.setdefault(name, [])
        kept = made.rows.setdefault(name, [])
        for row in made.posted.rows.get(name, ()):
            if is_blank(made.posted, row, shape):
                continue
            data: dict[str, Any] = {"id": row.key}
            for field_name, slot in shape.slots.items():
                path = row.path(field_name)
                if path not in dropped:
                    self._slot(made, data, slot, path, anew=anew)
            rows.append(data)
            kept.append(row)

    def _slot(
        self, made: Draft, data: dict[str, Any], slot: Slot, path: str, *, anew: bool
    ) -> None:
        posted, name = made.posted, slot.field.name
        if slot.field.readonly or not posted.has(path):
            return
        filled = path in posted.filled
        if filled and (anew or slot.field.type == "moment"):
            return
        text = posted.values.get(path, "")
        typed = text or posted.texts.get(path, "")
        if not filled:
            made.given.add(path)
        if path in self.stored and typed == self.stored[path]:
            return  # as it stands; what is shown may be shorter than what is kept
        try:
            if slot.points:
                self._reference(made, data, slot, path)
            else:
                data[name] = self.reader.read(slot.field, text)
        except Invalid as fault:
            made.faults[path] = fault

    def _reference(self, made: Draft, data: dict[str, Any], slot: Slot, path: str) -> None:
        key = made.posted.values.get(path, "")
        text = made.posted.texts.get(path, "").strip()
        data[slot.field.name] = key or None
        if not key and text:
            self.waiting.append((data, slot, path, text))

    def _look_up(self, made: Draft) -> None:
        """Find the records that typed texts stand for: all texts of one target together."""
        targets: dict[Any, list[Waiting]] = {}
        for one in self.waiting:
            targets.setdefault(one[1].field.target, []).append(one)
        for target, waiting in targets.items():
            found = self.picker.resolve(target, [one[3] for one in waiting])
            for one in waiting:
                self._found(made, one, found.get(one[3]))
        self.waiting.clear()

    @staticmethod
    def _found(made: Draft, waiting: Waiting, key: UUID | None) -> None:
        data, slot, path, text = waiting
        if key is not None:
            data[slot.field.name] = str(key)
            return
        del data[slot.field.name]
        made.faults[path] = UnknownReference(
            _("There is no “{value}”", value=text[:60]),
            path=path,
            remedy=_("Choose from the list, or type a code, a barcode or the whole name"),
        )

    def _dropped(self, posted: Posted) -> Iterator[str]:
        """What no longer holds since something it hangs on was changed, and it was not after that."""
        for place, path in enumerate(posted.changed, start=1):
            later = frozenset(posted.changed[place:])
            part, _dot, rest = path.partition(".")
            if not rest:
                yield from self._narrowed(path, self.shape, lambda name: name, later)
                continue
            key, _dot, name = rest.partition(".")
            line = self.shape.parts.get(part)
            if line is None:
                continue
            shape, row = shape_of(self.work.schema, line), Row(part, key)
            yield from self._narrowed(name, shape, row.path, later)
            if name == leading(shape):
                yield from self._of_another_thing(posted, shape, row, name)

    def _narrowed(
        self, changed: str, shape: Shape, path: Callable[[str], str], later: Collection[str]
    ) -> Iterator[str]:
        fields = {name: slot.field for name, slot in shape.slots.items()}
        for name, one in fields.items():
            if one.type != "reference" or path(name) in later:
                continue
            if changed in narrowing(self.work, one.target, fields, name).values():
                yield path(name)

    @staticmethod
    def _of_another_thing(posted: Posted, shape: Shape, row: Row, changed: str) -> Iterator[str]:
        """A row that now names another thing keeps its quantity; its price is looked up anew."""
        for name, slot in shape.slots.items():
            keeps = slot.field.type in ("quantity", "text") or row.path(name) in posted.changed
            if name != changed and not keeps:
                yield row.path(name)


def is_blank(posted: Posted, row: Row, shape: Shape) -> bool:
    """Whether nobody has typed anything into a row; choices and ticks are never empty."""
    names = [
        name
        for name, slot in shape.slots.items()
        if slot.field.type not in ("choice", "flag") and row.path(name) not in posted.filled
    ]
    return not any(text.strip() for text in posted.of_row(row, names).values())


def faults_by_path(draft: Draft, told: Sequence[Refusal]) -> dict[str, Refusal]:
    """What the service has refused, by the paths of the form."""
    return {draft.path_of(one.path): one for one in told if one.path}
