"""The folders of a catalog as a tree beside its list, a level at a time."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ...core.errors import Unknown
from ...core.records.readers import is_key
from ...core.records.shape import Slot, shape_of
from ...core.records.trees import PARENT, above, folders_in
from ...core.schema.catalog import Catalog
from ...core.schema.fields import Field
from ...core.schema.record import Record
from ...core.texts import Texts
from ...core.work import Work

_ = Texts("tradepost.web")


@dataclass(frozen=True)
class Branch:
    """A folder of the tree; `inside` is drawn where it is open."""

    key: UUID
    name: str
    has_more: bool
    is_chosen: bool
    inside: list["Branch"] | None = None


def folder_field(work: Work, cls: type[Record]) -> Field | None:
    """The field that says in which folder a record stands: its parent, or a reference to one."""
    if not issubclass(cls, Catalog):
        return None
    slots = shape_of(work.schema, cls).slots
    hidden = work.access.hidden(cls.kind)
    mine = [slots[PARENT]] if PARENT in slots and cls.hierarchical else []
    for slot in (*mine, *slots.values()):
        if slot.field.name not in hidden and _is_folder(slot) and _may(work, slot):
            return slot.field
    return None


def _is_folder(slot: Slot) -> bool:
    target = slot.field.target
    return slot.loads and target.hierarchical and PARENT in target.fields


def _may(work: Work, slot: Slot) -> bool:
    return work.access.may(f"{slot.field.target.kind}.read")


def tree(work: Work, field: Field, chosen: str) -> list[Branch]:
    """The first level, and all levels that lead to the folder that is chosen."""
    target = field.target
    key = UUID(chosen) if is_key(chosen) else None
    open_ones = above(work, target, key) if key else []
    return _level(work, target, None, key, open_ones)


def _level(
    work: Work, target: Any, parent: UUID | None, chosen: UUID | None, open_ones: list[UUID]
) -> list[Branch]:
    return [
        Branch(
            one.key, one.name, one.has_more, one.key == chosen,
            _level(work, target, one.key, chosen, open_ones) if one.key in open_ones else None,
        )
        for one in folders_in(work, target, parent)
    ]  # fmt: skip


def show(request: Any) -> dict[str, Any]:
    """The tree, or the level under one folder."""
    field = folder_field(request.work, request.list_class)
    if field is None:
        raise Unknown(_("There are no folders here"))
    under = request.params.get("under", "")
    chosen = request.params.get("chosen", "")
    if is_key(under):
        key = UUID(chosen) if is_key(chosen) else None
        branches = _level(request.work, field.target, UUID(under), key, [])
    else:
        branches = tree(request.work, field, chosen)
    return {
        "branches": branches, "field": field, "address": request.list_address,
        "is_level": bool(under), "at": request.params.get("at", ""), "chosen": chosen,
    }  # fmt: skip


def includeme(config: Any) -> None:
    """The route of the tree."""
    config.add_route("list_folders", "/{group:catalogs}/{kind}/folders")
    config.add_view(
        show, route_name="list_folders", request_method="GET", renderer="lists/folders.jinja2",
        right="{kind}.read",
    )  # fmt: skip
