"""Lower grades: items that good ones become when they are damaged.

Goods of another quality stand on a card of their own, so that stock, prices and papers know
them apart without a thing added to any register. The card says which good item it is a grade
of; grades stand beside one another, never below one another.
"""

from collections.abc import Iterator
from typing import Any, cast

from sqlalchemy import inspect, select

from ...core import Record, Refusal, Texts, Work
from ...core.bulk import BulkAction
from ...core.records.write import save
from .errors import GradeThere, WrongGrade
from .models import GOOD, QUALITIES, Item, ItemUnit

_ = Texts(__package__)

SUFFIXES = {"limited": "L", "unfit": "U"}
"""What the SKU of a lower grade ends with."""
TAKEN = (
    *("kind_", "group_id", "unit_id", "vat_rate"),
    *("tracks_lots", "tracks_serials", "weight", "description"),
)
"""What a lower grade takes over from the good item."""


def grade_faults(work: Work, item: Item) -> Iterator[Refusal]:
    """What forbids saving an item as a grade of another, or as a good one that has grades."""
    if item.grade_of_id is not None:
        yield from _wrong_grade(work, item)
    elif item.quality != GOOD or _changed(item, "unit_id", "kind_"):
        yield from _grades_left_behind(work, item)


def _wrong_grade(work: Work, item: Item) -> Iterator[Refusal]:
    good = work.session.get(Item, item.grade_of_id)
    if good is None:
        return  # the check of references names it
    path, facts = "grade_of", {"item": item.name, "good": good.name}
    if item.quality == GOOD:
        yield WrongGrade(
            _("“{item}” is a lower grade of “{good}”, so its own quality is lower", **facts),
            path="quality",
            remedy=_("Choose “of limited use” or “unfit”, or leave “Lower grade of” empty"),
        )
    if good.id == item.id or good.grade_of_id is not None or good.quality != GOOD:
        yield WrongGrade(
            _("“{good}” is not an item of good quality", **facts),
            path=path,
            remedy=_("Name the good item that these goods once were"),
        )
    elif (good.unit_id, good.kind_, good.vat_rate) != (item.unit_id, item.kind_, item.vat_rate):
        yield WrongGrade(
            _("“{item}” and “{good}” differ in unit, kind or VAT", **facts),
            path=path,
            remedy=_("Give both the same unit, kind and VAT"),
        )
    if _grades(work, item):
        yield WrongGrade(
            _("“{item}” has lower grades of its own", **facts),
            path=path,
            remedy=_("Make those grades of “{good}” first", **facts),
        )


def _grades_left_behind(work: Work, item: Item) -> Iterator[Refusal]:
    """A good item that has grades stays good, and is counted as they are."""
    for grade in _grades(work, item)[:1]:
        same = (grade.unit_id, grade.kind_) == (item.unit_id, item.kind_)
        if item.quality != GOOD or not same:
            yield WrongGrade(
                _("“{grade}” is a lower grade of “{item}” and needs it as it is",
                  grade=grade.name, item=item.name),
                path="quality" if item.quality != GOOD else "unit",
                remedy=_("Clear “Lower grade of” on that card first"),
            )  # fmt: skip


def _changed(item: Item, *names: str) -> bool:
    state: Any = inspect(item)
    return state.persistent and any(state.attrs[one].history.has_changes() for one in names)


def _grades(work: Work, item: Item) -> list[Item]:
    if not inspect(item).persistent:
        return []
    asked = select(Item).where(Item.grade_of_id == item.id, ~Item.deleted).order_by(Item.code)
    return list(work.session.scalars(asked))


def follow_rate(work: Work, record: Record) -> None:
    """Let the lower grades of an item bear the VAT it bears from now on."""
    if isinstance(record, Item) and record.quality == GOOD and _changed(record, "vat_rate"):
        rate = None if record.vat_rate is None else str(record.vat_rate)
        for grade in _grades(work, record):
            save(work.as_house(), Item.kind, {"vat_rate": rate}, id=grade.id)


# --- making one --------------------------------------------------------------------------


def fill_grade(work: Work, record: Record) -> None:
    """Let a new card without a name that is a grade of another item take after that one."""
    if not isinstance(record, Item) or record.name or record.grade_of_id is None:
        return
    good = work.session.get(Item, record.grade_of_id)
    if good is None or inspect(record).persistent:
        return
    if record.quality == GOOD:
        record.quality = "limited"
    word = QUALITIES[record.quality].into(work.language).lower()
    record.name = f"{good.name} ({word})"
    record.full_name = record.full_name or (f"{good.full_name} ({word})" if good.full_name else "")
    record.sku = record.sku or (f"{good.sku}-{SUFFIXES[record.quality]}" if good.sku else "")
    for name in TAKEN:
        setattr(record, name, getattr(good, name))
    record.units = [ItemUnit(unit_id=one.unit_id, factor=one.factor) for one in good.units]


def make_grade(work: Work, good: Item, quality: str = "limited") -> Item:
    """Make the card that damaged goods of an item stand on.

    Args:
        work: the unit of work; its rights apply.
        good: the item they were.
        quality: `limited` or `unfit`.

    Returns:
        the new card: of the same unit, kind, VAT and group, without barcodes.

    Raises:
        GradeThere: where there is such a card already.
        WrongGrade: where the item is no good one.
    """
    for one in _grades(work, good):
        if one.quality == quality:
            raise GradeThere(
                _("“{item}” has a grade of this quality: “{grade}”", item=good.name,
                  grade=one.name),
                record=str(one.id),
            )  # fmt: skip
    data = {"name": "", "quality": quality, "grade_of": str(good.id)}
    return cast("Item", save(work, Item.kind, data))


MAKE = BulkAction(
    "items.make_grade", _("Make the lower grade"), "item.create", kinds=("item",),
    icon="copy", opens="/items/grade",
)  # fmt: skip
