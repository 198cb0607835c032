"""The record something stands beside: found with the rights and the sight of the person."""

from typing import Any
from uuid import UUID

from ..errors import Unknown
from ..records.read import class_of, must_find
from ..schema.record import Record
from ..texts import Texts
from ..work import Work

_ = Texts("tradepost.core")


def record_of(work: Work, kind: str, key: UUID, *, action: str) -> Record:
    """The record, if the person may do this to it.

    Args:
        work: the unit of work.
        kind, key: of the record.
        action: `read`, or `edit` to put something beside it.

    Raises:
        Unknown: where there is none in sight, or its plugin is off.
        Forbidden: without the right.
    """
    if kind not in work.schema.records:
        raise Unknown(_("What this belongs to is not there"))
    cls: Any = class_of(work, kind)
    work.access.require(f"{kind}.read")
    work.access.require(f"{kind}.{action}")
    return must_find(work, cls, key)
