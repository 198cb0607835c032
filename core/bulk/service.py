"""Bulk changes of a unit of work: planned and tried, made, taken back, looked up."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, insert, select, update

from .. import jobs
from ..access.audit import note
from ..database.ids import new_id
from ..database.trial import taken_back
from ..errors import Conflict, Invalid, Unknown
from ..records.listing import keys_of
from ..records.query import Filter, Query
from ..records.read import class_of
from ..records.shape import shape_of
from ..schema.document import Document
from ..schema.record import Record
from ..texts import Texts
from ..work import Work
from .actions import POST, UNPOST, BulkAction, actions_for
from .doing import Doer, Outcome
from .models import (
    APPLYING,
    CHANGED,
    DONE,
    KEPT,
    REFUSED,
    RESTORED,
    TRIED,
    TRYING,
    UNDOING,
    UNDONE,
    WAITING,
    WOULD,
    BulkChange,
    BulkItem,
)

_ = Texts("tradepost.core")

JOB = "core.bulk_change"
MOST = 20_000
"""So many records one change takes."""
AT_ONCE = 100
"""So many are done while the person waits."""
STEP = 50
"""So many are done in one unit of work of the background."""
CHUNK = 5000
NEXT = {TRYING: TRIED, APPLYING: DONE, UNDOING: UNDONE}
TURNS = {TRYING: WAITING, APPLYING: WOULD, UNDOING: CHANGED}
"""The outcome that records still to be gone through have, by the state of their change."""


@dataclass(frozen=True)
class Chosen:
    """Which records: these keys, or else everything that a query finds."""

    keys: Sequence[UUID] = ()
    query: Query | None = None

    def as_query(self) -> Query:
        """As a question to the list."""
        if self.query is not None:
            return self.query
        any_mark = Filter("deleted", "in", "true,false")
        keys = Filter("id", "in", [str(one) for one in self.keys])
        return Query(filters=(keys, any_mark))


class BulkChanges:
    """Bulk changes for one person."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.session = work.session

    def plan(
        self, kind: str, action: str, chosen: Chosen, given: Mapping[str, Any] | None = None
    ) -> BulkChange:
        """Choose records and try an action on them; nothing is changed yet.

        Few records are tried at once, many in the background.

        Raises:
            Forbidden: without the right to see the records.
            Unknown: for an action that is not there, or not for this person.
            Invalid: where nothing is chosen, or more than one change takes.
        """
        cls = class_of(self.work, kind)
        self.work.access.require(f"{kind}.read")
        self._action(cls, action)
        keys = self._keys(cls, action, chosen)
        now = self.work.clock.now()
        change = BulkChange(
            id=new_id(), kind=kind, action=action, given=dict(given or {}), state=TRYING,
            total=len(keys), reached=0, user_id=self.work.access.user_id,
            user_name=self.work.access.name, created_at=now, ended_at=None,
        )  # fmt: skip
        self.session.add(change)
        self.session.flush()  # its records point to it
        rows = [
            {"change_id": change.id, "place": n, "record_id": key, "before": {}, "after": {}}
            for n, key in enumerate(keys)
        ]
        for start in range(0, len(rows), CHUNK):
            self.session.execute(insert(BulkItem), rows[start : start + CHUNK])
        self._go_on(change)
        return change

    def apply(self, key: UUID) -> BulkChange:
        """Make a change that was tried.

        Raises:
            Unknown: for one that is not there, or another's.
            Conflict: where it was not tried yet, or is made already.
        """
        return self._turn(self._mine(key), TRIED, APPLYING)

    def undo(self, key: UUID) -> BulkChange:
        """Put back what a change has changed, wherever nobody has changed it since.

        Raises:
            Unknown: for one that is not there, or another's.
            Conflict: where nothing was done yet, or it is taken back already.
        """
        return self._turn(self._mine(key), DONE, UNDOING)

    def go_on(self, key: UUID) -> bool:
        """Take the next step of a change in the background; answers whether more are left.

        Raises:
            Unknown: for one that is not there, or another's.
        """
        change = self._mine(key)
        if change.state not in NEXT:
            return False
        self._step(change, STEP)
        return change.state in NEXT

    def stop(self, key: UUID) -> bool | None:
        """End a change that can not go on: what was done stays done, the rest is left.

        Answers False as nothing is left to do, None where there is no such change.
        """
        change = self.session.get(BulkChange, key)
        if change is None or change.state not in NEXT:
            return None
        change.state = NEXT[change.state]
        change.ended_at = self.work.clock.now()
        self.session.flush()  # its page is read next
        return False

    def drop(self, key: UUID) -> None:
        """Forget a change that was only tried.

        Raises:
            Unknown: for one that is not there, or another's.
            Conflict: where something was done: that stays in the log.
        """
        change = self._mine(key)
        if change.state not in (TRYING, TRIED):
            raise Conflict(_("What was done stays in the log"))
        self.session.execute(delete(BulkItem).where(BulkItem.change_id == change.id))
        self.session.delete(change)
        self.session.flush()  # the log is read next

    def get(self, key: UUID) -> BulkChange:
        """One change: the person's own, or anybody's for who may read the audit.

        Raises:
            Unknown: where there is none for this person.
        """
        found = self.session.get(BulkChange, key)
        mine = found is not None and found.user_id == self.work.access.user_id
        if found is None or not (mine or self.work.access.may("core.read_audit")):
            raise Unknown(_("There is no such bulk change"))
        self.work.access.require(f"{found.kind}.read")
        return found

    def listed(self, limit: int = 100) -> list[BulkChange]:
        """The log, the newest first: the person's own, or everybody's for who may read the audit."""
        asked = select(BulkChange).order_by(BulkChange.created_at.desc(), BulkChange.id.desc())
        if not self.work.access.may("core.read_audit"):
            asked = asked.where(BulkChange.user_id == self.work.access.user_id)
        may, known = self.work.access.may, self.work.schema.records
        found = self.session.scalars(asked.limit(limit))
        return [one for one in found if one.kind in known and may(f"{one.kind}.read")]

    def counts(self, change: BulkChange) -> dict[str, int]:
        """How many records came to each outcome."""
        mine = BulkItem.change_id == change.id
        asked = select(BulkItem.outcome, func.count()).where(mine).group_by(BulkItem.outcome)
        return {row[0]: row[1] for row in self.session.execute(asked)}

    def items(
        self, change: BulkChange, *, outcome: str = "", after: int = -1, limit: int = 100
    ) -> list[BulkItem]:
        """Records of a change in their order, from a place on; of one outcome if wanted.

        Records out of the person's sight are left out, and of the others what is hidden.
        """
        asked = select(BulkItem).where(BulkItem.change_id == change.id, BulkItem.place > after)
        if outcome:
            asked = asked.where(BulkItem.outcome == outcome)
        found = list(self.session.scalars(asked.order_by(BulkItem.place).limit(limit)))
        cls: Any = class_of(self.work, change.kind)
        keys = select(cls.id).where(cls.id.in_([one.record_id for one in found]))
        seen = set(self.session.scalars(keys))
        return [one for one in found if one.record_id in seen]

    def differences(self, change: BulkChange, item: BulkItem) -> Iterator[tuple[str, Any, Any]]:
        """The fields that change, before and after; without those hidden from the person."""
        cls = class_of(self.work, change.kind)
        hidden = self.work.access.hidden(change.kind)
        parts = shape_of(self.work.schema, cls).parts
        for name, after in item.after.items():
            masked = name in parts and self.work.access.hidden(parts[name].kind)
            if name not in hidden and not masked:
                yield name, item.before.get(name), after

    def _keys(self, cls: type[Record], action: str, chosen: Chosen) -> list[UUID]:
        query = chosen.as_query()
        if issubclass(cls, Document):
            # In the order of business, and back in the opposite one.
            order = {POST: ("moment",), UNPOST: ("-moment",)}
            query = replace(query, sort=order.get(action, query.sort))
        keys = keys_of(self.work, cls.kind, query, MOST + 1)
        if not keys:
            raise Invalid(_("Nothing is chosen"), remedy=_("Choose records in the list first"))
        if len(keys) > MOST:
            raise Invalid(
                _("More than {most} records can not be changed at once", most=MOST),
                remedy=_("Filter the list and do it in parts"),
            )
        return keys

    def _action(self, cls: type[Record], name: str) -> BulkAction:
        for one in actions_for(self.work, cls):
            if one.name == name and one.run is not None:
                return one
        raise Unknown(_("There is no such action for these records"))

    def _mine(self, key: UUID) -> BulkChange:
        asked = select(BulkChange).where(BulkChange.id == key).with_for_update()
        found = self.session.scalar(asked)
        if found is None or found.user_id != self.work.access.user_id:
            raise Unknown(_("There is no such bulk change"))
        return found

    def _turn(self, change: BulkChange, state: str, new: str) -> BulkChange:
        if change.state != state:
            raise Conflict(
                _("This bulk change has gone on meanwhile"), remedy=_("Look at it again")
            )
        change.state, change.reached, change.ended_at = new, 0, None
        self._go_on(change)
        return change

    def _go_on(self, change: BulkChange) -> None:
        if change.total <= AT_ONCE:
            self._step(change, AT_ONCE)
        else:
            jobs.enqueue(self.work, JOB, {"change": str(change.id)}, key=f"bulk:{change.id}")
            self.session.flush()  # the worker reads its state

    def _step(self, change: BulkChange, size: int) -> None:
        """Go through the next records; at the end the change has its next state."""
        turn = BulkItem.outcome == TURNS[change.state]
        asked = select(BulkItem).where(BulkItem.change_id == change.id, turn)
        order = BulkItem.place.desc() if change.state == UNDOING else BulkItem.place
        rows = list(self.session.scalars(asked.order_by(order).limit(size)))
        self._put(change, rows, self._outcomes(change, rows))
        change.reached += len(rows)
        if len(rows) < size or change.reached >= change.total:
            change.state = NEXT[change.state]
            change.ended_at = self.work.clock.now()
            self._note(change)
        self.session.flush()  # counts are read next

    def _outcomes(self, change: BulkChange, rows: Sequence[BulkItem]) -> list[Outcome]:
        cls = class_of(self.work, change.kind)
        doer = Doer(self.work, cls, self._action(cls, change.action), change.given)
        plain = [(one.record_id, one.version, dict(one.before)) for one in rows]
        if change.state == TRYING:
            with taken_back(self.session):  # all of them on one ground, as they will be done
                told = [doer.do(key, trying=True) for key, _version, _before in plain]
            self.session.expire_all()  # what is at hand has the state of the trial
            return told
        if change.state == APPLYING:
            return [doer.do(key, version, trying=False) for key, version, _before in plain]
        return [doer.undo(*one) for one in plain]

    def _put(
        self, change: BulkChange, rows: Sequence[BulkItem], outcomes: Sequence[Outcome]
    ) -> None:
        keep = change.state == UNDOING
        values = [
            {
                "change_id": row.change_id, "place": row.place, "outcome": one.outcome,
                "name": one.name or row.name, "reason": one.reason, "version": one.version,
                "before": row.before if keep else one.before,
                "after": row.after if keep else one.after,
            }
            for row, one in zip(rows, outcomes, strict=True)
        ]  # fmt: skip
        if values:
            self.session.execute(update(BulkItem), values)
            for row in rows:
                self.session.expire(row)

    def _note(self, change: BulkChange) -> None:
        if change.state not in (DONE, UNDONE):
            return
        counts = self.counts(change)
        action = "bulk_changed" if change.state == DONE else "bulk_undone"
        done = counts.get(CHANGED, 0) if change.state == DONE else counts.get(RESTORED, 0)
        left = counts.get(REFUSED, 0) if change.state == DONE else counts.get(KEPT, 0)
        note(
            self.work, action, kind=change.kind, change=str(change.id), what=change.action,
            changed=done, refused=left,
        )  # fmt: skip
