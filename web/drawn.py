"""A form ready to be drawn: its fields, tabs and rows, what stands in the way, what it offers."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from ..core import calls
from ..core.errors import Refusal
from ..core.records.extras import Extras
from ..core.records.shape import Shape, shape_of
from ..core.schema.document import Document
from ..core.schema.record import Record
from ..core.texts import Text, Texts
from ..core.work import Work
from .conflict import Conflict
from .controls import Control, Drawing
from .drafts import Draft, faults_by_path
from .formats import Formats
from .grids import Grid, Grids
from .tables import NEW, State, standings_of, state_of

_ = Texts(__package__)

SUMS = ("amount", "quantity")
"""The types of fields that a form adds up."""


@dataclass(frozen=True)
class Complaint:
    """One thing that stands in the way: the field it leads to, the number of its row."""

    anchor: str
    row: int
    refusal: Refusal


@dataclass(frozen=True)
class Tab:
    """A tab of fields, that a plugin has added or the declaration asks for."""

    name: str
    title: Text
    controls: list[Control] = field(default_factory=list)

    @property
    def faults(self) -> int:
        """How many of its fields have something wrong."""
        return sum(one.fault is not None for one in self.controls)

    @property
    def filled(self) -> int:
        """How many of its fields say something: a choice does, once it is not the first."""
        return sum(_says(one) for one in self.controls)


def _says(control: Control) -> bool:
    usual = next(iter(control.field.choices), "") if control.field.type == "choice" else "false"
    return bool(control.text) and control.text != usual


@dataclass
class Form:
    """A form ready to be drawn."""

    work: Work
    formats: Formats
    record: Record
    extras: Extras
    is_new: bool
    draft: Draft | None = None
    refusals: Sequence[Refusal] = ()
    own_faults: Mapping[str, Refusal] = field(default_factory=dict)
    prefilled: bool = False
    as_data: bool = False
    conflict: Conflict | None = None

    @property
    def kind(self) -> str:
        """Of the record."""
        return self.record.kind

    @property
    def is_document(self) -> bool:
        """Whether it is posted."""
        return isinstance(self.record, Document)

    @property
    def list_address(self) -> str:
        """Of the list it belongs to."""
        return f"/{'documents' if self.is_document else 'catalogs'}/{self.kind}"

    @property
    def address(self) -> str:
        """Where the form is, and is sent to."""
        return f"{self.list_address}/{'new' if self.is_new else self.record.id}"

    @property
    def state(self) -> State | None:
        """In a word."""
        if self.is_new:
            return NEW
        return state_of(self.record)

    @property
    def standings(self) -> Sequence[State]:
        """How far a saved record has come."""
        if self.is_new:
            return ()
        return standings_of(self.work, self.kind, [self.record.id]).get(self.record.id, ())

    @property
    def title(self) -> Text:
        """Of the page."""
        record, one = self.record, self.record.title[0]
        if self.is_new:
            return _("{what}: new", what=one)
        if isinstance(record, Document):
            day = record.moment.astimezone(self.formats.zone).date()
            return _("{what} No. {number} of {day}", what=one, number=record.number, day=day)
        return Text("", record.presentation or "…")

    def may(self, action: str) -> bool:
        """Whether this person may do it to records of the kind."""
        return self.work.access.may(f"{self.kind}.{action}")

    @cached_property
    def readonly(self) -> bool:
        """Whether nothing can be changed."""
        if self.is_new:
            return False
        is_posted = isinstance(self.record, Document) and self.record.posted
        return self.record.deleted or not self.may("edit") or (is_posted and not self.may("post"))

    @property
    def why_readonly(self) -> Text | None:
        """Why nothing can be changed; None where it can."""
        if not self.readonly:
            return None
        if self.record.deleted:
            return _("View only: take the deletion mark off to change it")
        if not self.may("edit"):
            return _("View only: you have no right to change it")
        return _("View only: it is posted, and you have no right to post")

    @cached_property
    def faults(self) -> Mapping[str, Refusal]:
        """What is wrong, by path: what could not be read, and what the service refused."""
        told = faults_by_path(self.draft, self.refusals) if self.draft else {}
        return {**told, **self.own_faults}

    @cached_property
    def complaints(self) -> list[Complaint]:
        """Everything that stands in the way, each with the field to jump to."""
        if not self.refusals:
            return []
        told: dict[tuple[str, str], Refusal] = {}
        for path, one in self._all_faults():
            words = str(one.message)
            if path or words not in {known for _path, known in told}:
                told.setdefault((path, words), one)
        found = [
            Complaint(self._anchor(path), self._place(path), one)
            for (path, _words), one in told.items()
        ]
        return sorted(found, key=lambda one: one.row)

    def _all_faults(self) -> Iterator[tuple[str, Refusal]]:
        yield from self.own_faults.items()
        for one in self.refusals:
            yield self.draft.path_of(one.path) if self.draft and one.path else "", one

    def _anchor(self, path: str) -> str:
        """The element of a field; that of a row's field may still have to be drawn."""
        part, _dot, rest = path.partition(".")
        key, _dot, name = rest.partition(".")
        columns = self._columns.get(part, ())
        if rest:
            return f"f-{part}-{key}-{name}" if name in columns else ""
        return next((one.id for one in self._header if one.path == path), "")

    @cached_property
    def _columns(self) -> Mapping[str, Collection[str]]:
        return {grid.name: {one.name for one in grid.columns} for grid in self.grids}

    def _place(self, path: str) -> int:
        """The number of the row a path leads into, from 1; 0 outside of rows."""
        part, _dot, rest = path.partition(".")
        return self._places.get((part, rest.partition(".")[0]), 0)

    @cached_property
    def _places(self) -> Mapping[tuple[str, str], int]:
        rows = self.draft.posted.rows if self.draft else {}
        return {(p, row.key): n for p, sent in rows.items() for n, row in enumerate(sent, 1)}

    @cached_property
    def _drawing(self) -> Drawing:
        made = Drawing(self.work, self.formats, self.record, self.extras)
        made.readonly = self.readonly
        made.faults = self.faults
        if self.draft is not None:
            made.posted, made.given = self.draft.posted, self.draft.given
        elif self.is_new:
            made.given = self._all_given() if self.prefilled else set()
        made.name_references()
        return made

    def _all_given(self) -> set[str]:
        """What a document was created with counts as typed: it was copied or filled for a reason."""
        found = set(self._paths(self._drawn_shape, self.record, ""))
        for name, line in self._drawn_shape.parts.items():
            shape = shape_of(self.work.schema, line)
            for row in getattr(self.record, name):
                found |= set(self._paths(shape, row, f"{name}.{row.id}."))
        return found - {"moment"}

    @property
    def _drawn_shape(self) -> Shape:
        return shape_of(self.work.schema, type(self.record))

    @staticmethod
    def _paths(shape: Shape, owner: Any, start: str) -> Iterator[str]:
        for name, slot in shape.slots.items():
            if slot.home is shape.cls and getattr(owner, slot.field.column) not in (None, ""):
                yield start + name

    @cached_property
    def _header(self) -> list[Control]:
        return self._drawing.header()

    @property
    def header(self) -> list[Control]:
        """The fields above the rows: all of a card, the usual ones of a document."""
        return [one for one in self._facts if not self._is_seldom(one)]

    @property
    def _facts(self) -> list[Control]:
        """The fields that stand in no tab and are no sums."""
        return [one for one in self._header if one.field.tab is None and not self._is_sum(one)]

    @cached_property
    def tabs(self) -> list[Tab]:
        """The tabs of fields, in the order in which their fields are declared."""
        found: dict[str, Tab] = {}
        for one in self._header:
            title = one.field.tab
            if title is not None:
                tab = found.setdefault(title.message, Tab(f"tab{len(found)}", title))
                tab.controls.append(one)
        return list(found.values())

    @property
    def seldom(self) -> list[Control]:
        """The other fields of a document with rows; they are folded, so that the rows have room."""
        return [one for one in self._facts if self._is_seldom(one)]

    def _is_seldom(self, one: Control) -> bool:
        if not self.is_document or not self.grids or one.fault is not None:
            return False
        declared = one.field
        if declared.long or declared.type in ("flag", "json", "rate") or one.readonly:
            return not (self.readonly and declared.shown and not declared.readonly)
        return not (declared.shown or declared.required)

    @property
    def sums(self) -> list[Control]:
        """The computed sums of the whole, for the line at the foot; the one that counts is last."""
        found = [one for one in self._header if self._is_sum(one)]
        main = next((one for one in found if one.field.name == "amount"), None)
        texts = {main.text} if main else set()
        others = [
            one for one in found if one is not main and (one.field.shown or one.text not in texts)
        ]
        return [*others, main] if main else others

    def _is_sum(self, one: Control) -> bool:
        return (
            one.field.tab is None
            and self.is_document
            and one.field.readonly
            and one.field.type in SUMS
        )

    @cached_property
    def grids(self) -> list[Grid]:
        """The parts."""
        return Grids(self._drawing, as_data=self.as_data).all()

    @property
    def tried(self) -> bool:
        """Whether saving was refused before."""
        return bool(self.refusals) or (self.draft is not None and self.draft.posted.tried)

    @property
    def version(self) -> int:
        """That the person has before him."""
        posted = self.draft.posted.version if self.draft else None
        return self.record.version or 0 if posted is None else posted

    @property
    def based_on(self) -> UUID | None:
        """The document it was created from."""
        return getattr(self.record, "based_on_id", None)

    @cached_property
    def fillings(self) -> list[tuple[Text, str]]:
        """What can be created from it: title and address."""
        if self.is_new or not self.is_document:
            return []
        found = []
        for one in calls.fillings(self.work.hooks):
            cls = self.work.schema.documents.get(one.target)
            may = cls is not None and self.work.access.may(f"{one.target}.create")
            if one.source == self.kind and cls is not None and may:
                address = f"/documents/{one.target}/new?based_on={self.record.id}"
                found.append((cls.title[0], address))
        return found
