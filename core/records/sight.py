"""What of a kind a person may see: the row rules as conditions of a select."""

from typing import Any

from sqlalchemy import ColumnElement, or_

from ..schema.record import Declared
from ..work import Work


def in_sight(work: Work, cls: Any) -> list[ColumnElement[bool]]:
    """The conditions that keep out what the person may not see; none where all may be seen.

    A rule on a catalog limits the catalog itself and every record with a reference to it.
    """
    if not work.access.rows or not issubclass(cls, Declared):
        return []
    found: list[ColumnElement[bool]] = []
    own = work.access.only(cls.kind)
    if own is not None:
        found.append(cls.id.in_(own))
    for field in cls.fields.values():
        if field.type != "reference":
            continue
        target = field.target if isinstance(field.target, str) else field.target.kind
        allowed = work.access.only(target)
        if allowed is not None:
            column = getattr(cls, field.column)
            found.append(or_(column.is_(None), column.in_(allowed)))
    return found
