"""The form of one record: opened, copied, filled from another, worked out while one types."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from ..core import calls
from ..core.database.ids import new_id
from ..core.errors import Refusal
from ..core.posting.service import find
from ..core.records.extras import Extras, load_extras
from ..core.records.read import get, glance
from ..core.records.shape import Shape, shape_of
from ..core.records.wire import to_wire
from ..core.records.write import fresh, objections
from ..core.schema.extension import AT_HAND
from ..core.schema.record import Record
from ..core.texts import Texts
from ..core.values import ZERO
from ..core.work import Work
from .conflict import Comparing, Conflict
from .controls import Drawing, stored_texts
from .drafts import Draft, Drafter, faults_by_path
from .drawn import SUMS, Form
from .formats import Formats
from .posted import Posted, Row
from .rows import Rest

_ = Texts(__package__)

HEAD = ("id", "deleted", "version", "changed_at")
NOT_COPIED = (*HEAD, "number", "code", "moment", "posted", "based_on")


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

    def stored(self, key: UUID, *, rows: Mapping[str, Sequence[Row]] | None = None) -> Form:
        """The form of a record; with some of its rows alone, where they are named.

        Raises:
            Forbidden, Unknown: as they say.
        """
        if rows is None:
            record = get(self.work, self.kind, key)
        else:
            wanted = {part: [UUID(row.key) for row in some] for part, some in rows.items()}
            record = glance(self.work, self.kind, key, wanted)
        return self._form(
            record, is_new=False, extras=load_extras(self.work, [record], self.shape)
        )

    def worked_out(self, posted: Posted, key: UUID | None) -> Form:
        """The form with everything that follows from what has been typed so far."""
        stored = None
        if key is not None:
            rows = None if posted.rest is None else posted.rows
            stored = self.stored(key, rows=rows)
        draft = self.drafter(stored).draft(posted, trying=True)
        form = self.tried(draft, stored, posted)
        form.as_data = True
        for part, rest in (posted.rest or {}).items():
            self._add_rest(form.record, part, rest)
        return form

    def _add_rest(self, record: Any, part: str, rest: Rest) -> None:
        """Sums over all rows, where a few of them were worked out: those of the others are known.

        What is no plain sum of its rows stays as it is until the whole is worked out.
        """
        line = self.shape.parts.get(part)
        if line is None or not rest.count:
            return
        for name, slot in self.shape.slots.items():
            column = line.fields.get(name)
            if slot.field.readonly and slot.field.type in SUMS and column is not None:
                few = sum(
                    (getattr(row, column.column) or ZERO for row in getattr(record, part)), ZERO
                )
                if getattr(record, slot.field.column) == few:
                    setattr(record, slot.field.column, few + rest.of(name))

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

    def conflict(self, stored: Form, posted: Posted) -> Conflict:
        """What somebody else has changed since the person opened the form."""
        drawing = Drawing(self.work, self.formats, stored.record, stored.extras)
        drawing.name_references()
        return Comparing(drawing, posted).conflict()

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
            own = shape_of(self.work.schema, line)
            kept = (line.for_copy(row) for row in rows)
            data[name] = [self._copyable(row, own) for row in kept if row is not None]
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
