"""The form of one record: opened, worked out while one types, saved; drawn from its declaration."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from ..core import calls
from ..core.database.ids import new_id
from ..core.errors import Refusal
from ..core.posting.service import find
from ..core.records.extras import Extras, load_extras
from ..core.records.read import get
from ..core.records.shape import Shape, shape_of
from ..core.records.wire import to_wire
from ..core.records.write import fresh, objections
from ..core.schema.document import Document
from ..core.schema.extension import AT_HAND
from ..core.schema.record import Record
from ..core.texts import Text, Texts
from ..core.work import Work
from .controls import Control, Drawing, Grid, stored_texts
from .drafts import Draft, Drafter, faults_by_path
from .formats import Formats
from .posted import Posted
from .tables import NEW, State, state_of

_ = Texts(__package__)

HEAD = ("id", "deleted", "version", "changed_at")
SUMS = ("amount", "quantity")
NOT_COPIED = (*HEAD, "number", "code", "moment", "posted", "based_on")


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

    @cached_property
    def faults(self) -> Mapping[str, Refusal]:
        """What is wrong, by path: what could not be read, and what the service refused."""
        told = faults_by_path(self.draft, self.refusals) if self.draft else {}
        return {**told, **self.own_faults}

    @cached_property
    def complaints(self) -> list[tuple[str, Refusal]]:
        """Everything that stands in the way, each with the field to jump to."""
        if not self.refusals:
            return []
        told: dict[tuple[str, str], Refusal] = {}
        for path, one in self._all_faults():
            words = str(one.message)
            if path or words not in {known for _path, known in told}:
                told.setdefault((path, words), one)
        return [(self._anchor(path), one) for (path, _words), one in told.items()]

    def _all_faults(self) -> Iterator[tuple[str, Refusal]]:
        yield from self.own_faults.items()
        for one in self.refusals:
            yield self.draft.path_of(one.path) if self.draft and one.path else "", one

    def _anchor(self, path: str) -> str:
        control = self._controls.get(path)
        return control.id if control else ""

    @cached_property
    def _controls(self) -> dict[str, Control]:
        in_rows = (c for grid in self.grids for row in grid.rows for c in row.controls)
        return {one.path: one for one in (*self._header, *in_rows)}

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
        facts = [one for one in self._header if not self._is_sum(one)]
        return [one for one in facts if not self._is_seldom(one)]

    @property
    def seldom(self) -> list[Control]:
        """The other fields of a document with rows; they are folded, so that the rows have room."""
        facts = [one for one in self._header if not self._is_sum(one)]
        return [one for one in facts if self._is_seldom(one)]

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
        return self.is_document and one.field.readonly and one.field.type in SUMS

    @cached_property
    def grids(self) -> list[Grid]:
        """The parts."""
        return self._drawing.grids()

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


class Forms:
    """Opens and works out forms of one kind."""

    def __init__(self, work: Work, formats: Formats, cls: type[Record]) -> None:
        self.work = work
        self.formats = formats
        self.cls = cls
        self.kind = cls.kind
        self.shape = shape_of(work.schema, cls)

    def new(self, data: Mapping[str, Any], *, prefilled: bool = False) -> Form:
        """The form of a new record with what is known of it."""
        record = fresh(self.work, self.kind, {**data, "id": str(new_id())})
        return self._form(record, is_new=True, prefilled=prefilled)

    def stored(self, key: UUID) -> Form:
        """The form of a record.

        Raises:
            Forbidden, Unknown: as they say.
        """
        record = get(self.work, self.kind, key)
        return self._form(
            record, is_new=False, extras=load_extras(self.work, [record], self.shape)
        )

    def worked_out(self, posted: Posted, key: UUID | None) -> Form:
        """The form with everything that follows from what has been typed so far."""
        stored = self.stored(key) if key else None
        draft = self.drafter(stored).draft(posted, trying=True)
        return self.tried(draft, stored, posted)

    def drafter(self, stored: Form | None) -> Drafter:
        """Sorts out forms, knowing what the record holds."""
        texts: Mapping[str, str] = {}
        if stored is not None:
            texts = stored_texts(self.work, self.formats, stored.record, stored.extras)
        return Drafter(self.work, self.formats, self.cls, texts)

    def tried(
        self,
        draft: Draft,
        stored: Form | None,
        posted: Posted,
        refusals: Sequence[Refusal] = (),
    ) -> Form:
        """The form as it would be saved, with whatever stands in the way."""
        key = stored.record.id if stored else UUID(posted.key) if posted.key else new_id()
        data = self._whole(draft, stored)
        own: Mapping[str, Refusal] = draft.faults
        try:
            record = fresh(self.work, self.kind, data, id=key)
        except Refusal as why:
            told = faults_by_path(draft, why.each())
            own = {**own, **told}
            record = fresh(self.work, self.kind, self._without(data, draft, told), id=key)
        if stored is not None:
            record.version = stored.record.version
            record.deleted = stored.record.deleted
        if posted.tried and not refusals:
            refusals = self._still(draft, record)
        form = self._form(record, is_new=stored is None)
        form.draft, form.refusals, form.own_faults = draft, refusals, own
        return form

    def _still(self, draft: Draft, record: Record) -> list[Refusal]:
        """What stands in the way now; a field that could not be read is told about once."""
        rest = objections(self.work, record)
        rest = [one for one in rest if draft.path_of(one.path or "") not in draft.faults]
        return [*draft.faults.values(), *rest]

    def _whole(self, draft: Draft, stored: Form | None) -> dict[str, Any]:
        """The data of the draft over what is stored, rows by their keys."""
        if stored is None:
            return draft.data
        before = to_wire(self.work, stored.record)
        whole = {**self._kept(before, self.shape), **draft.data}
        for name, line in self.shape.parts.items():
            shape = shape_of(self.work.schema, line)
            known = {row["id"]: self._kept(row, shape) for row in before.get(name, ())}
            rows = draft.data[name] if name in draft.data else before.get(name, [])
            whole[name] = [{**known.get(row["id"], {}), **row} for row in rows]
        return whole

    @staticmethod
    def _kept(plain: Mapping[str, Any], shape: Shape) -> dict[str, Any]:
        slots = shape.slots
        return {
            name: value
            for name, value in plain.items()
            if name in slots and (not slots[name].field.readonly or name == "posted")
        }

    def _without(
        self, data: Mapping[str, Any], draft: Draft, faults: Mapping[str, Refusal]
    ) -> dict[str, Any]:
        """The data without the values the service could not read."""
        kept = {name: value for name, value in data.items() if name not in faults}
        for name, rows in draft.rows.items():
            if name in kept:
                kept[name] = [
                    {n: v for n, v in one.items() if n == "id" or row.path(n) not in faults}
                    for row, one in zip(rows, kept[name], strict=True)
                ]
        return kept

    def _form(
        self,
        record: Record,
        *,
        is_new: bool,
        extras: Extras | None = None,
        prefilled: bool = False,
    ) -> Form:
        at_hand: Extras = self.work.session.info.get(AT_HAND, {}) if extras is None else extras
        return Form(self.work, self.formats, record, at_hand, is_new, prefilled=prefilled)

    def copied(self, key: UUID) -> Form:
        """A new form with what another record holds."""
        before = to_wire(self.work, get(self.work, self.kind, key))
        return self.new(self._copyable(before, self.shape), prefilled=True)

    def copyable(self, plain: Mapping[str, Any]) -> dict[str, Any]:
        """What of a record may stand in a new one."""
        return self._copyable(plain, self.shape)

    def _copyable(self, plain: Mapping[str, Any], shape: Shape) -> dict[str, Any]:
        data = {
            name: value
            for name, value in plain.items()
            if name in shape.slots
            and name not in NOT_COPIED
            and not shape.slots[name].field.readonly
        }
        for name, line in shape.parts.items():
            rows = plain.get(name, ())
            data[name] = [self._copyable(row, shape_of(self.work.schema, line)) for row in rows]
        return data

    def based(self, key: UUID) -> Form:
        """A new form filled from another document.

        Raises:
            Unknown: where nothing of this kind is created from it.
        """
        source = find(self.work, key)
        get(self.work, source.kind, key)
        for one in calls.fillings(self.work.hooks):
            if one.source == source.kind and one.target == self.kind:
                return self.new(one.fill(self.work, source), prefilled=True)
        return self.new({"based_on": str(key)}, prefilled=True)
