"""Catalogs with folders: a record never stands inside itself."""

from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from sqlalchemy import exists, false, select
from sqlalchemy.orm import aliased

from ..errors import Invalid
from ..schema.record import Record
from ..texts import Texts
from ..work import Work

_ = Texts(__package__)

PARENT = "parent"
DEEPEST = 100
MOST_IN_LEVEL = 500


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


@dataclass(frozen=True)
class Folder:
    """A folder, and whether there are folders inside it."""

    key: UUID
    name: str
    has_more: bool


def folders_in(work: Work, cls: Any, parent: UUID | None) -> list[Folder]:
    """The folders right inside one, or at the top, by name."""
    inner = aliased(cls)
    inside = exists().where(inner.parent_id == cls.id, inner.deleted == false())
    here = cls.parent_id.is_(None) if parent is None else cls.parent_id == parent
    asked = select(cls.id, cls.name, inside).where(here, cls.deleted == false())
    rows = work.session.execute(asked.order_by(cls.name_key, cls.id).limit(MOST_IN_LEVEL))
    return [Folder(row[0], row[1], bool(row[2])) for row in rows]


def above(work: Work, cls: Any, folder: UUID) -> list[UUID]:
    """The folders one stands in, the nearest first: one select for each level."""
    found: list[UUID] = []
    key: UUID | None = folder
    for _step in range(DEEPEST):
        key = work.session.scalar(select(cls.parent_id).where(cls.id == key))
        if key is None or key in found:
            break
        found.append(key)
    return found
