"""The columns of a list: the declared ones, or those a person has chosen, as wide as he likes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ...core.records.columns import Place, places_of
from ...core.records.shape import shape_of
from ...core.schema.catalog import Catalog
from ...core.schema.document import Document
from ...core.schema.record import Record
from ...core.work import Work
from ..tables import NUMBERS, UNSHOWN, Column, columns_of

EDITED = (*NUMBERS, "text", "choice", "flag", "day", "moment", "reference")
"""Types whose values are changed in a cell."""
NARROWEST, WIDEST, MOST = 48, 900, 40


def chosen_columns(
    work: Work, cls: type[Record], layout: Mapping[str, Any]
) -> tuple[list[Column], list[Place]]:
    """The columns of a list and the places their values are read from.

    A column that is gone, or no longer for this person, is passed over.
    """
    wanted = layout.get("columns")
    paths = [str(one) for one in wanted][:MOST] if isinstance(wanted, list) else []
    deep = any("." in one for one in paths)
    known = {one.path: one for one in places_of(work, cls, deep=deep)}
    columns = [column_of(known[one]) for one in paths if one in known]
    if not columns:
        columns = columns_of(work, cls)
    widths = layout.get("widths")
    sized = [replace(one, width=_width(widths, one.name)) for one in columns]
    return sized, [known[one.name] for one in sized]


def editable_columns(work: Work, cls: type[Record], columns: Sequence[Column]) -> set[str]:
    """The columns whose cells may be changed in place: of catalogs, never of documents."""
    if not issubclass(cls, Catalog) or not work.access.may(f"{cls.kind}.edit"):
        return set()
    slots = shape_of(work.schema, cls).slots
    return {
        one.name
        for one in columns
        if one.name in slots
        and not slots[one.name].field.readonly
        and one.type in EDITED
        and not slots[one.name].field.long
    }


def column_of(place: Place) -> Column:
    """A column a person has chosen: shown wherever there is room for it."""
    sortable = place.field.type not in UNSHOWN
    found = Column(place.path, place.label, place.field.type, sortable=sortable, chosen=True)
    return replace(found, short=place.through is not None and not is_called_by(place))


def is_called_by(place: Place) -> bool:
    """Whether it is what the record one step away is called by: lists of any length sort by it."""
    assert place.through is not None  # noqa: S101 -- the caller has looked
    document = issubclass(place.through.field.target, Document)
    return place.field.name == ("number" if document else "name")


def _width(widths: Any, name: str) -> int:
    found = widths.get(name) if isinstance(widths, dict) else None
    return bounded(found) if isinstance(found, int) else 0


def bounded(width: int) -> int:
    """A width a column can have."""
    return max(NARROWEST, min(WIDEST, width))


def usual_columns(work: Work, cls: type[Record]) -> Sequence[str]:
    """The paths of the columns a list opens with by itself."""
    return [one.name for one in columns_of(work, cls)]
