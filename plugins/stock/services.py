"""The verbs of the store: what is refused, what a count leads to, what is shown."""

from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from ...core import ChoiceFact, Choosing, Panel, Record, Refusal, Texts, Work
from ...core.posting import readings
from ...core.records.filling import based_on
from ...core.values import ZERO, plain
from ..items import Item, Variant
from .documents import StockCount, StockDocument, SurplusEntry, Transfer, WriteOff
from .errors import (
    CountNotPosted,
    NegativeQuantity,
    NotCounted,
    NotGoods,
    NothingDiffers,
    NotOnTheWay,
    SameWarehouse,
)
from .filling import Goods, goods_of
from .models import StockOnHand, Warehouse

_ = Texts(__package__)


def objections(document: StockDocument) -> Iterator[Refusal]:
    """What forbids saving a paper of the store."""
    if isinstance(document, Transfer) and document.warehouse_id == document.to_warehouse_id:
        yield SameWarehouse(
            _("Goods can not be transferred to the warehouse they lie in"), path="to_warehouse"
        )
    yield from goods_faults(document.lines)


def goods_faults(lines: Iterable[Any]) -> Iterator[Refusal]:
    """What forbids saving rows of goods: services among them, less than nothing of one."""
    for number, line in enumerate(lines):
        if line.item_id is not None and not line.stocked:
            yield NotGoods(
                _("{item} is a service and lies in no warehouse", item=line.item.presentation),
                path=f"lines.{number}.item",
                item=str(line.item_id),
            )
        if line.base_quantity < 0:
            yield NegativeQuantity(
                _("{item}: a quantity is not less than nothing", item=line.item.presentation),
                path=f"lines.{number}.quantity",
                item=str(line.item_id),
            )


# --- counting ---------------------------------------------------------------------------


def count_objections(count: StockCount) -> list[Refusal]:
    """What forbids posting a count: that nothing was counted."""
    if any(line.counted is not None for line in count.lines):
        return []
    return [NotCounted(_("Nothing is counted yet"), remedy=_("Enter what was found"))]


def surplus_of(work: Work, count: StockCount) -> dict[str, Any]:
    """A surplus entry for what the count found beyond the books.

    Raises:
        CountNotPosted, NothingDiffers: see there.
    """
    return _difference_of(work, count, SurplusEntry, 1)


def shortage_of(work: Work, count: StockCount) -> dict[str, Any]:
    """A write-off of what the count did not find.

    Raises:
        CountNotPosted, NothingDiffers: see there.
    """
    return _difference_of(work, count, WriteOff, -1)


def _difference_of(
    work: Work, count: StockCount, kind: type[SurplusEntry] | type[WriteOff], sign: int
) -> dict[str, Any]:
    if not count.posted:
        raise CountNotPosted(
            _("The count {number} is not posted", number=count.number), remedy=_("Post it first")
        )
    found: dict[Goods, Decimal] = {}
    for line in count.lines:
        goods = goods_of(line)
        found[goods] = found.get(goods, ZERO) + sign * (line.difference or ZERO)
    for goods, entered in _entered(work, count, kind).items():
        found[goods] = found.get(goods, ZERO) - entered
    lines = [
        {**_goods(goods), "quantity": plain(quantity)}
        for goods, quantity in found.items()
        if quantity > 0
    ]
    if not lines:
        raise NothingDiffers(_("The count {number} leaves nothing to enter", number=count.number))
    return {
        **based_on(count),
        "organisation": str(count.organisation_id),
        "warehouse": str(count.warehouse_id),
        "lines": lines,
    }


def _entered(
    work: Work, count: StockCount, kind: type[SurplusEntry] | type[WriteOff]
) -> dict[Goods, Decimal]:
    """What papers made from the count have entered already."""
    line: Any = kind.fields["lines"].target
    asked = (
        select(line.item_id, line.variant_id, line.lot_id, func.sum(line.base_quantity))
        .join(kind, kind.id == line.owner_id)
        .where(kind.based_on_id == count.id, ~kind.deleted)
        .group_by(line.item_id, line.variant_id, line.lot_id)
    )
    return {(item, variant, lot): sum_ for item, variant, lot, sum_ in work.session.execute(asked)}


def _goods(goods: Goods) -> dict[str, str]:
    names = ("item", "variant", "lot")
    return {n: str(one) for n, one in zip(names, goods, strict=True) if one is not None}


# --- going on ---------------------------------------------------------------------------


def onward_of(_work: Work, transfer: Transfer) -> dict[str, Any]:
    """A transfer of goods that have been on the way to where they are bound for.

    Raises:
        NotOnTheWay: where they are not on the way, or nobody said where to.
    """
    if transfer.to_warehouse.kind_ != "transit" or transfer.onward_id is None:
        raise NotOnTheWay(
            _("The transfer {number} is not on the way", number=transfer.number),
            remedy=_("Transfer to a warehouse of the kind “on the way”, and say bound for where"),
        )
    lines = [
        {
            **_goods(goods_of(line)),
            "quantity": plain(line.quantity),
            "unit": str(line.unit_id),
        }
        for line in transfer.lines
    ]
    return {
        **based_on(transfer),
        "organisation": str(transfer.organisation_id),
        "warehouse": str(transfer.to_warehouse_id),
        "to_warehouse": str(transfer.onward_id),
        "lines": lines,
    }


# --- showing and proving ----------------------------------------------------------------


def item_panel(work: Work, record: Record) -> list[Panel]:
    """Where the goods of an item lie."""
    if not isinstance(record, Item) or not work.access.may("stock_on_hand.read"):
        return []
    rows = readings.balance(
        work, StockOnHand, by=("warehouse", "variant"), where={"item": record.id}
    )
    names = _named(work, Warehouse, {row["warehouse"] for row in rows})
    columns = [(_("Warehouse"), "reference"), (_("Quantity"), "quantity")]
    shown = [(names.get(row["warehouse"]), row["quantity"]) for row in rows]
    return [Panel(_("On hand"), columns, shown, empty=_("Nothing in any warehouse"))]


def _named(work: Work, kind: type[Record], keys: Collection[UUID]) -> dict[UUID, Record]:
    found = work.session.scalars(select(kind).where(kind.id.in_(keys)))
    return {one.id: one for one in found}


def choice_facts(work: Work, choosing: Choosing) -> list[ChoiceFact]:
    """How much of items, or variants, lies in the document's warehouse, and in all in sight."""
    of = choosing.kind
    if of not in (Item.kind, Variant.kind) or not work.access.may("stock_on_hand.read"):
        return []
    rows = readings.balance(
        work, StockOnHand, by=(of, "warehouse"), where={of: list(choosing.keys)}
    )
    here = getattr(choosing.record, "warehouse_id", None)
    whole: dict[UUID, Decimal] = {}
    there: dict[UUID, Decimal] = {}
    for row in rows:
        whole[row[of]] = whole.get(row[of], ZERO) + row["quantity"]
        if row["warehouse"] == here:
            there[row[of]] = there.get(row[of], ZERO) + row["quantity"]
    found = [ChoiceFact(_("On hand"), "quantity", whole)]
    if here is not None:
        found.insert(0, ChoiceFact(_("In this warehouse"), "quantity", there))
    return found
