"""The table of goods that papers of every trade plugin are drawn with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ...core import Text, Texts, Work
from ...core.printing import Context, Formats
from ...core.values import ZERO
from ..items import Item, Unit, Variant, items_of

_ = Texts(__package__)


@dataclass(frozen=True)
class PaperColumn:
    """A column of a printed table: its title, its values row by row, whether it is added up.

    `name` is the one Word templates call it by; `type` the exact type the values are shown
    as, empty for texts.
    """

    name: str
    title: Text
    values: Sequence[Any]
    type: str = ""
    weight: float = 3
    summed: bool = False


def paper_table(formats: Formats, title: Text, columns: Sequence[PaperColumn]) -> Context:
    """What a form is given of one table with numbered rows and sums: drawn, and by name."""
    names = ["n", *(one.name for one in columns)]
    rows = [
        [str(n), *(_shown(formats, one, row[place]) for place, one in enumerate(columns))]
        for n, row in enumerate(zip(*(one.values for one in columns), strict=True), 1)
    ]
    totals = [formats.text(_("Total")), *(_sum(formats, one) for one in columns)]
    table = {
        "name": "lines",
        "title": formats.text(title),
        "columns": [_NUMBER, *(_head(formats, one) for one in columns)],
        "rows": rows,
        "totals": totals if any(totals[1:]) else [],
    }
    return {
        "tables": [table],
        "parts": {"lines": [dict(zip(names, row, strict=True)) for row in rows]},
        "sums": {"lines": dict(zip(names, totals, strict=True))},
    }


_NUMBER: Context = {"name": "n", "title": "№", "align": "right", "weight": 1}


def _head(formats: Formats, column: PaperColumn) -> Context:
    align = "right" if column.type else "left"
    head = {"name": column.name, "title": formats.text(column.title), "align": align}
    return {**head, "weight": column.weight}


def _shown(formats: Formats, column: PaperColumn, value: Any) -> str:
    if value is None:
        return ""
    return formats.exact(value, column.type) if column.type else str(value)


def _sum(formats: Formats, column: PaperColumn) -> str:
    if not column.summed:
        return ""
    return formats.exact(sum((one or ZERO for one in column.values), ZERO), column.type)


@dataclass(frozen=True)
class NamedGoods:
    """What the rows of a paper are called: the item with its variant, its code, its unit."""

    names: Sequence[str]
    codes: Sequence[str]
    units: Sequence[str]
    unit_codes: Sequence[str]


def named_goods(work: Work, lines: Sequence[Any]) -> NamedGoods:
    """Names of the goods of rows, read in one go."""
    items = items_of(work, lines)
    units = _by_key(work, Unit, {line.unit_id for line in lines})
    variants = _by_key(work, Variant, {line.variant_id for line in lines})
    return NamedGoods(
        [_name(items[line.item_id], variants.get(line.variant_id)) for line in lines],
        [items[line.item_id].code for line in lines],
        [units[line.unit_id].symbol or units[line.unit_id].name for line in lines],
        [units[line.unit_id].okei for line in lines],
    )


def _by_key(work: Work, kind: Any, keys: set[UUID | None]) -> Mapping[UUID | None, Any]:
    found = work.session.scalars(select(kind).where(kind.id.in_(keys - {None})))
    return {one.id: one for one in found}


def _name(item: Item, variant: Variant | None) -> str:
    name = item.full_name or item.name
    return f"{name} ({variant.name})" if variant is not None else name
