"""Change of quality: goods of one card pass to another card of the same goods, at their cost."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Mapped

from ...core import Refusal, Texts, Work, field, lines_of, reference
from ...core.records.filling import based_on, left_out
from ...core.values import plain
from ..items import Item, Variant, items_by_key
from .documents import StockDocument
from .errors import BothWays, WrongQuality
from .lines import StockLine
from .moves import StockMove

_ = Texts(__package__)


class QualityChangeLine(StockLine):
    """Goods of one quality, and the goods they become."""

    to_item: Mapped[Item] = reference(_("Becomes"))
    to_variant: Mapped[Variant | None] = reference(_("Variant it becomes"), shown=False)
    if TYPE_CHECKING:
        to_item_id: Mapped[UUID]
        to_variant_id: Mapped[UUID | None]


class QualityChange(StockDocument):
    """Goods are damaged, or put right: they pass to another card of the same goods at their cost.

    Left out, the card they pass to is the only lower grade of the item.
    """

    title = _("Change of quality"), _("Changes of quality")
    about = _(
        "Goods got damaged but are not gone: they pass to the card of their lower grade, in the "
        "same warehouse and at the cost they had."
    )
    also = _("spoilage, damaged goods, second grade")

    reason: Mapped[str] = field(_("Reason"), default="")
    lines: Mapped[list[QualityChangeLine]] = lines_of(_("Goods"))

    def fill_goods(self, work: Work) -> None:
        """Fill in units, base quantities, and what the goods become."""
        super().fill_goods(work)
        fill_grades(work, self.lines)

    def stock_moves(self) -> Iterable[StockMove]:
        """Out of one card and under the other, in the same warehouse; row by row."""
        for line in self.lines:
            if line.stocked and line.base_quantity:
                quantity, here = line.base_quantity, self.warehouse_id
                yield StockMove(
                    line.item_id, line.variant_id, line.lot_id, quantity,
                    here, None, None, "regraded", None, line.id,
                )  # fmt: skip
                yield StockMove(
                    line.to_item_id, line.to_variant_id, line.lot_id, quantity,
                    None, here, None, "regraded", None, line.id,
                )  # fmt: skip


# --- filling in --------------------------------------------------------------------------


def fill_grades(work: Work, lines: Sequence[QualityChangeLine]) -> None:
    """Fill in the lower grade of each item that has exactly one, and its variant of that name."""
    bare = [one for one in lines if left_out(one.to_item_id) and not left_out(one.item_id)]
    only = _only_grades(work, {one.item_id for one in bare})
    for line in bare:
        if line.item_id in only:
            line.to_item_id = only[line.item_id]
    _fill_variants(work, [one for one in lines if one.variant_id and not one.to_variant_id])


def _only_grades(work: Work, items: set[UUID]) -> Mapping[UUID, UUID]:
    """The lower grade of each item that has exactly one."""
    asked = select(Item.grade_of_id, Item.id).where(Item.grade_of_id.in_(items), ~Item.deleted)
    found: dict[Any, list[UUID]] = {}
    for good, grade in work.session.execute(asked) if items else ():
        found.setdefault(good, []).append(grade)
    return {good: grades[0] for good, grades in found.items() if len(grades) == 1}


def _fill_variants(work: Work, lines: Sequence[QualityChangeLine]) -> None:
    if not lines:
        return
    wanted = {one.to_item_id for one in lines}
    named = {one.variant_id for one in lines}
    called = select(Variant.id, Variant.name_key).where(Variant.id.in_(named))
    names: dict[UUID, str] = {row.id: row.name_key for row in work.session.execute(called)}
    asked = select(Variant.item_id, Variant.name_key, Variant.id)
    asked = asked.where(Variant.item_id.in_(wanted), ~Variant.deleted)
    known = {(item, name): key for item, name, key in work.session.execute(asked)}
    for line in lines:
        assert line.variant_id is not None  # noqa: S101 -- only such rows are asked for
        line.to_variant_id = known.get((line.to_item_id, names.get(line.variant_id, "")))


def regraded_of(_work: Work, source: Any) -> dict[str, Any]:
    """A change of quality of the goods of another paper: a count, or what a customer brought back.

    All its goods are named; rows of what is whole are taken out by hand.
    """
    known = type(source).fields["lines"].target.fields
    entered = "counted" if "counted" in known else "quantity"
    rows = [one for one in source.lines if getattr(one, entered) and one.stocked]
    return {
        **based_on(source),
        "organisation": str(source.organisation_id),
        "warehouse": str(source.warehouse_id),
        "lines": [_row(one, plain(getattr(one, entered))) for one in rows],
    }


def _row(line: Any, quantity: str) -> dict[str, str]:
    keys = {name: getattr(line, f"{name}_id") for name in ("item", "variant", "lot", "unit")}
    return {**{n: str(key) for n, key in keys.items() if key is not None}, "quantity": quantity}


# --- what is refused ---------------------------------------------------------------------


def quality_faults(work: Work, document: QualityChange) -> Iterator[Refusal]:
    """What forbids saving a change of quality."""
    leaving = {(line.item_id, line.variant_id) for line in document.lines}
    keys = {key for line in document.lines for key in (line.item_id, line.to_item_id)}
    items = items_by_key(work, {key for key in keys if not left_out(key)})
    for place, line in enumerate(document.lines):
        one, other = items.get(line.item_id), items.get(line.to_item_id)
        if one is None or other is None:
            continue  # the check of required fields names the row
        path = f"lines.{place}.to_item"
        if (fault := _unlike(one, other, path)) is not None:
            yield fault
        elif (line.to_item_id, line.to_variant_id) in leaving:
            yield BothWays(
                _("“{item}” both leaves and comes", item=other.name),
                path=path,
                remedy=_("Use two documents, one after the other"),
            )


def _unlike(one: Item, other: Item, path: str) -> Refusal | None:
    """What keeps goods of one card from becoming those of another."""
    names = {"item": one.name, "other": other.name}
    if (one.grade_of_id or one.id) != (other.grade_of_id or other.id):
        return WrongQuality(
            _("“{other}” is not another quality of “{item}”", **names),
            path=path,
            remedy=_("Say on its card which item it is a lower grade of, or make the lower grade"),
        )
    if one.quality == other.quality:
        return WrongQuality(
            _("“{item}” and “{other}” are of the same quality", **names),
            path=path,
            remedy=_("Choose the card of another quality"),
        )
    if one.unit_id != other.unit_id:
        return WrongQuality(
            _("“{item}” and “{other}” are counted in different units", **names),
            path=path,
            remedy=_("Give both cards the same base unit"),
        )
    return None
