"""What an item must hold to be traded."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from sqlalchemy import inspect, select

from ...core import Record, Refusal, Texts, Work, house_view
from ...core.values import HUNDRED, ONE, ZERO
from .barcodes import fault_of
from .errors import BarcodeTaken, ScaleCodeTaken, UnitInUse, WrongBarcode, WrongUnits, WrongVat
from .grades import grade_faults
from .measures import unknown_unit
from .models import Item, ItemBarcode, Variant

_ = Texts(__package__)


def faults(work: Work, record: Record) -> Iterator[Refusal]:
    """What forbids saving an item."""
    if not isinstance(record, Item):
        return
    yield from _wrong_units(record)
    yield from _wrong_barcodes(record)
    yield from _taken_barcodes(work, record)
    yield from _wrong_variants(work, record)
    yield from _taken_scale_code(work, record)
    yield from _unit_in_use(work, record)
    yield from grade_faults(work, record)
    if record.vat_rate is not None and not ZERO <= record.vat_rate <= HUNDRED:
        yield WrongVat(_("VAT is from 0 to 100 %"), path="vat_rate")


def _wrong_units(item: Item) -> Iterator[Refusal]:
    seen: set[UUID] = set()
    for place, row in enumerate(item.units):
        if row.factor <= 0:
            yield WrongUnits(_("A unit holds more than nothing"), path=f"units.{place}.factor")
        elif row.unit_id in seen or (row.unit_id == item.unit_id and row.factor != ONE):
            yield WrongUnits(
                _("“{unit}” stands here twice", unit=row.unit.name), path=f"units.{place}.unit"
            )
        seen.add(row.unit_id)


def _wrong_barcodes(item: Item) -> Iterator[Refusal]:
    units = {item.unit_id, *(row.unit_id for row in item.units)}
    seen: set[str] = set()
    for place, row in enumerate(item.barcodes):
        path = f"barcodes.{place}."
        if fault := fault_of(row.code or ""):
            yield WrongBarcode(fault, path=f"{path}code", remedy=_("Scan it again"))
        elif row.code in seen:
            yield BarcodeTaken(
                _("Barcode {code} stands here twice", code=row.code), path=f"{path}code"
            )
        seen.add(row.code)
        unit = getattr(row, "unit_id", None)
        if unit is not None and unit not in units:
            yield unknown_unit(item, f"{path}unit")


def _taken_barcodes(work: Work, item: Item) -> Iterator[Refusal]:
    places = {row.code: place for place, row in enumerate(item.barcodes)}
    if not places:
        return
    for code, owner, name in _owners(work, set(places)):
        if owner == item.id:
            continue
        yield BarcodeTaken(
            _("Barcode {code} belongs to “{item}”", code=code, item=name),
            path=f"barcodes.{places[code]}.code",
            remedy=_("Take it off the other item first"),
            barcode=code,
        )


Owner = tuple[str, UUID, str]
ASKED = "items.barcode_owners"


@contextmanager
def owners_at_hand(work: Work, codes: Collection[str]) -> Iterator[None]:
    """Ask whose barcodes these are once for many items that are checked inside."""
    work.session.info[ASKED] = (frozenset(codes), _asked_owners(work, codes))
    try:
        yield
    finally:
        del work.session.info[ASKED]


def _owners(work: Work, codes: Collection[str]) -> list[Owner]:
    """Live items that have one of the codes: (code, key, name)."""
    covered, known = work.session.info.get(ASKED, (frozenset(), []))
    if covered.issuperset(codes):
        return [one for one in known if one[0] in codes]
    return _asked_owners(work, codes)


def _asked_owners(work: Work, codes: Collection[str]) -> list[Owner]:
    asked = (
        select(ItemBarcode.code, Item.id, Item.name)
        .join(Item, Item.id == ItemBarcode.owner_id)
        .where(ItemBarcode.code.in_(codes), ~Item.deleted)
    )
    return [(row[0], row[1], row[2]) for row in work.session.execute(asked)]


def _wrong_variants(work: Work, item: Item) -> Iterator[Refusal]:
    wanted = {row.variant_id: n for n, row in enumerate(item.barcodes) if row.variant_id}
    if not wanted:
        return
    asked = select(Variant.id).where(Variant.id.in_(wanted), Variant.item_id == item.id)
    for key in set(wanted) - set(work.session.scalars(asked)):
        yield WrongBarcode(
            _("The variant is not one of “{item}”", item=item.name),
            path=f"barcodes.{wanted[key]}.variant",
        )


def _taken_scale_code(work: Work, item: Item) -> Iterator[Refusal]:
    if not item.scale_code:
        return
    if not (item.scale_code.isascii() and item.scale_code.isdigit()):
        yield ScaleCodeTaken(_("The code on scales has only digits"), path="scale_code")
        return
    asked = select(Item.name).where(
        Item.scale_code == item.scale_code, Item.id != item.id, ~Item.deleted
    )
    for name in work.session.scalars(asked.limit(1)):
        yield ScaleCodeTaken(
            _("Code {code} on scales belongs to “{item}”", code=item.scale_code, item=name),
            path="scale_code",
        )


def _unit_in_use(work: Work, item: Item) -> Iterator[Refusal]:
    """What was counted in one unit would suddenly be so many of another."""
    state: Any = inspect(item)
    if state.transient or not state.attrs.unit_id.history.deleted:
        return
    for register in work.schema.registers.values():
        if "item" in register.places:
            moved = register.movements
            asked = select(moved.c.line).where(moved.c.item_id == item.id).limit(1)
            with house_view(work.session):  # whoever counted it, it is counted
                counted = work.session.scalar(asked) is not None
            if counted:
                yield UnitInUse(
                    _("“{item}” was already counted or priced in its unit", item=item.name),
                    path="unit",
                    remedy=_("Add the other unit with a factor, or enter a new item"),
                )
                return
