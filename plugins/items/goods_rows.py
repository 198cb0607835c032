"""Rows of a list of goods turned into what an item is saved from."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ...core import Invalid, Texts, Work
from ...core.records.write import save
from ...core.schema.record import search_key
from ...core.texts import LANGUAGES
from ...core.values import NotANumber, typed_by_hand
from .barcodes import is_plain
from .models import ITEM_KINDS, ItemGroup, Unit

_ = Texts(__package__)

NO_VAT = {"", "-", "—", "none", "no", "no vat", "без ндс", "нет", "не облагается"}
PLAIN = ("name", "full_name", "sku", "code", "description")
CUT = re.compile(r"[0-9]+([.,][0-9]+)?E\+?[0-9]+", re.IGNORECASE)
"""How a spreadsheet shows a barcode it took for a number: the last digits are gone."""


class RowReader:
    """Reads cells of one import: units and groups are looked up once."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.units = _units(work)
        self.groups = _groups(work)

    def data(self, cells: Mapping[str, str]) -> dict[str, Any]:
        """The data of an item, for the columns that have something in them.

        Raises:
            Invalid: for the first cell that can not be read.
        """
        found: dict[str, Any] = {name: cells[name] for name in PLAIN if name in cells}
        if "unit" in cells:
            found["unit"] = self._unit(cells["unit"])
        if "group" in cells:
            found["group"] = self._group(cells["group"])
        if "kind" in cells:
            found["kind"] = _kind(cells["kind"])
        if "vat" in cells:
            found["vat_rate"] = _vat(cells["vat"])
        if "weight" in cells:
            found["weight"] = number(cells["weight"], "weight", "quantity")
        return found

    def _unit(self, cell: str) -> UUID:
        key = self.units.get(_bare(cell))
        if key is None:
            raise Invalid(_("There is no unit “{unit}”", unit=cell), path="unit")
        return key

    def make_groups(self, cells: Iterable[str]) -> None:
        """Make the groups that are missing; a row that is refused later leaves its group."""
        for cell in dict.fromkeys(cells):
            parent: UUID | None = None
            for name in _path(cell):
                key = (parent, search_key(name))
                if key not in self.groups:
                    data = {"name": name, "parent": parent}
                    self.groups[key] = save(self.work, "item_group", data).id
                parent = self.groups[key]

    def _group(self, cell: str) -> UUID:
        """The group at the end of a path `Drinks > Tea`."""
        found: UUID | None = None
        for name in _path(cell):
            found = self.groups[found, search_key(name)]
        if found is None:
            raise Invalid(_("“{group}” names no group", group=cell), path="group")
        return found


def codes_of(cells: Mapping[str, str]) -> list[str]:
    """The barcodes of a row, each once.

    Raises:
        Invalid: for a GTIN that is none, and for a code that a spreadsheet has cut.
    """
    gtins = several(cells.get("gtin", ""))
    for code in gtins:
        if not is_plain(code) and not CUT.fullmatch(code):
            raise Invalid(
                _("“{code}” is no GTIN: it has 8, 12, 13 or 14 digits", code=code), path="gtin"
            )
    found = [*gtins, *several(cells.get("barcode", ""))]
    for code in found:
        if CUT.fullmatch(code):
            raise Invalid(
                _("“{code}”: the spreadsheet has cut the barcode; format it as text", code=code),
                path="barcode",
            )
    return list(dict.fromkeys(found))


def number(cell: str, path: str, kind: str) -> Decimal:
    """A number as people write it: `1 234,50`.

    Raises:
        Invalid: where it is none, or is negative.
    """
    try:
        value = typed_by_hand(cell, kind)
    except NotANumber:
        value = Decimal(-1)
    if value < 0:
        raise Invalid(_("“{cell}” is not a number here", cell=cell), path=path)
    return value


def several(cell: str) -> list[str]:
    """The codes in one cell, between spaces, commas or strokes."""
    if CUT.fullmatch(cell):
        return [cell]
    return [one for one in re.split(r"[\s,;|]+", cell) if one]


def _vat(cell: str) -> Decimal | None:
    plain = search_key(cell)
    if plain in NO_VAT:
        return None
    return number(plain.removeprefix("ндс").removeprefix("vat").rstrip("% "), "vat", "percent")


def _kind(cell: str) -> str:
    plain = search_key(cell)
    for kind, label in ITEM_KINDS.items():
        if plain in (kind, *(search_key(label.into(one)) for one in LANGUAGES)):
            return kind
    raise Invalid(_("“{kind}” is no kind of item", kind=cell), path="kind")


def _path(cell: str) -> list[str]:
    return [name for part in re.split(r">| / ", cell) if (name := part.strip())]


def _bare(text: str) -> str:
    return search_key(text).rstrip(". ")


def _units(work: Work) -> dict[str, UUID]:
    """Units by everything people call them; a code goes before a name of another unit."""
    found: dict[str, UUID] = {}
    units = work.session.scalars(select(Unit).where(~Unit.deleted).order_by(Unit.code)).all()
    for told in ("name", "okei", "symbol", "code"):
        found |= {_bare(getattr(one, told)): one.id for one in units if getattr(one, told)}
    return found


def _groups(work: Work) -> dict[tuple[UUID | None, str], UUID]:
    asked = select(ItemGroup).where(~ItemGroup.deleted).order_by(ItemGroup.code.desc())
    return {
        (getattr(one, "parent_id", None), search_key(one.name)): one.id
        for one in work.session.scalars(asked)
    }
