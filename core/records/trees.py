"""Catalogs with folders: a record never stands inside itself."""

from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from ..errors import Invalid
from ..schema.record import Record
from ..texts import Texts
from ..work import Work

_ = Texts(__package__)

PARENT = "parent"
DEEPEST = 100


def require_tree(work: Work, record: Record) -> None:
    """Go on only if the folders above a record lead to the top.

    Raises:
        Invalid: where they come back to the record, or never end.
    """
    field = record.fields.get(PARENT)
    if field is None or field.target is not type(record):
        return
    cls, above = cast("Any", type(record)), cast("Any", record).parent_id
    for _step in range(DEEPEST):
        if above is None:
            return
        if above == record.id:
            break
        above = cast(
            "UUID | None", work.session.scalar(select(cls.parent_id).where(cls.id == above))
        )
    raise Invalid(
        _("{name} would stand inside itself", name=record.presentation),
        path=PARENT,
        remedy=_("Choose another folder"),
    )


def inside(work: Work, cls: Any, folder: UUID) -> list[UUID]:
    """A folder and all folders below it that are in sight: one select for each level."""
    found = {folder: None}
    level = [folder]
    for _step in range(DEEPEST):
        asked = select(cls.id).where(cls.parent_id.in_(level))
        level = [key for key in work.session.scalars(asked) if key not in found]
        found |= dict.fromkeys(level)
        if not level:
            break
    return list(found)
