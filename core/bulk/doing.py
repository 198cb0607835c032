"""One record of a bulk change: tried, changed, or put back, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from transaction.interfaces import TransientError

from ..errors import Refusal
from ..records.presentations import presentations
from ..records.read import must_find
from ..records.wire import to_wire
from ..records.write import require_version, save
from ..schema.document import Document
from ..schema.record import Record
from ..work import Work
from .actions import BulkAction, Given
from .models import CHANGED, KEPT, REFUSED, RESTORED, SAME, WOULD

PASSED_OVER = ("version", "changed_at")
Plain = dict[str, Any]


@dataclass
class Outcome:
    """What came of one record."""

    outcome: str
    name: str = ""
    reason: str = ""
    version: int = 0
    before: Plain = field(default_factory=dict)
    after: Plain = field(default_factory=dict)


class Doer:
    """Does an action of one person to records of one kind."""

    def __init__(self, work: Work, cls: type[Record], action: BulkAction, given: Given) -> None:
        self.work = work
        self.cls = cls
        self.action = action
        self.given = given

    def do(self, key: UUID, version: int | None = None, *, trying: bool) -> Outcome:
        """Do it; a refusal leaves the record as it was and is told.

        Args:
            key: of the record.
            version: the record has to be in; None for any.
            trying: whether it is to be called a trial.
        """
        told = Outcome(REFUSED)
        try:
            with self.work.session.begin_nested():
                record = self._found(key, told)
                require_version(record, version)
                before = to_wire(self.work, record)
                assert self.action.run is not None  # noqa: S101 -- those that open pages come not here
                self.action.run(self.work, record, self.given)
                _differ(told, before, to_wire(self.work, record))
                told.version = record.version if not trying else before["version"]
        except TransientError:
            raise  # tried again from the beginning
        except Refusal as why:
            return self._refused(told, REFUSED, why)
        told.outcome = SAME if not told.after else WOULD if trying else CHANGED
        return told

    def undo(self, key: UUID, version: int, before: Plain) -> Outcome:
        """Put back what stood before, if nobody has changed the record since."""
        told = Outcome(KEPT, version=version)
        try:
            with self.work.session.begin_nested():
                record = self._found(key, told)
                require_version(record, version)
                if self.action.undo is not None:
                    self.action.undo(self.work, record, self.given)
                else:
                    save(self.work, self.cls.kind, self._restorable(before), id=key)
                told.version = record.version
        except TransientError:
            raise  # as above
        except Refusal as why:
            return self._refused(told, KEPT, why)
        told.outcome = RESTORED
        return told

    def _found(self, key: UUID, told: Outcome) -> Record:
        record = must_find(self.work, self.cls, key, lock=True)
        told.version = record.version
        told.name = self._named(record)
        return record

    def _named(self, record: Record) -> str:
        if isinstance(record, Document):
            return presentations(self.work, [("document", record.id)]).get(record.id, "")
        return record.presentation

    def _restorable(self, before: Plain) -> Plain:
        """Without what the house computes: it follows from the rest."""
        fields = self.work.schema.fields(self.cls)
        return {n: v for n, v in before.items() if n in fields and not fields[n].readonly}

    def _refused(self, told: Outcome, outcome: str, why: Refusal) -> Outcome:
        language = self.work.language
        said = (
            ". ".join(text.into(language) for text in (one.message, one.remedy) if text)
            for one in why.each()
        )
        told.outcome, told.reason = outcome, " · ".join(dict.fromkeys(said))[:2000]
        told.before, told.after = {}, {}
        return told


def _differ(told: Outcome, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    changed = [n for n in after if n not in PASSED_OVER and after[n] != before.get(n)]
    told.before = {name: before.get(name) for name in changed}
    told.after = {name: after[name] for name in changed}
