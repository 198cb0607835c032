"""First steps: what leads somebody who has never seen the house to a first own sale.

Whether a step is done is read off the base: what people have entered counts, the demo
company's records do not.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import literal, select, true, union_all

from ..access.chain import AuditEntry
from ..access.changes import CREATED
from ..database.about import is_sample
from ..schema.document import Document
from ..texts import Text
from ..work import Work
from .leading import Goto


@dataclass(frozen=True)
class FirstStep:
    """One step.

    Attributes:
        name: begins with the plugin's name.
        title: what is done, as an order: “Enter a customer”.
        hint: how, in two or three sentences, shown beside the form.
        to: where it is done.
        right: who does it; without it the step is not shown.
        kinds: a record of one of them means that it is done; empty for a step that is done
            once the person has been there.
        posted: whether it has to be posted.
        place: where among the others.
    """

    name: str
    title: Text
    hint: Text
    to: Goto
    right: str
    kinds: Sequence[str] = ()
    posted: bool = False
    place: int = 100


def done(work: Work, steps: Iterable[FirstStep]) -> Collection[str]:
    """The names of steps that the records of the base show to be done; two selects."""
    wanted = [(one, kind) for one in steps for kind in one.kinds if kind in work.schema.records]
    if not wanted:
        return set()
    sample = is_sample(work.session)
    parts = [_found(work, one, kind, sample=sample) for one, kind in wanted]
    return set(work.session.scalars(union_all(*parts)))


def _found(work: Work, step: FirstStep, kind: str, *, sample: bool) -> Any:
    """A select that answers the step's name where such a record is there."""
    cls: Any = work.schema.records[kind]
    there = select(cls.id).where(~cls.deleted)
    if step.posted and issubclass(cls, Document):
        there = there.where(cls.posted == true())
    if sample:  # the company's own records were made by nobody
        entered = select(AuditEntry.record_id).where(
            AuditEntry.kind == kind,
            AuditEntry.action == CREATED,
            AuditEntry.user_id.is_not(None),
        )
        there = there.where(cls.id.in_(entered))
    return select(literal(step.name)).where(there.exists())
