"""The verbs of reserving: filling a reservation by a strategy, objecting, showing what is open."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ...core import ChoiceFact, Choosing, Panel, Record, Refusal, Texts, Work
from ...core.posting.posting import Posting
from ...core.records.filling import based_on
from ...core.values import ZERO, plain
from ..items import Item, Variant, items_by_key
from ..orders import source_faults
from ..sales import CustomerOrder, hold, prepayment_faults
from ..settlements import overridden
from ..stock import Warehouse
from .documents import Reservation
from .errors import NothingFree, NowhereToMove
from .free import coverage, free_stock, free_to_come
from .models import StockReserved
from .promising import Goods
from .turns import in_turn

_ = Texts(__package__)


def objections(posting: Posting) -> Iterator[Refusal]:
    """What forbids posting a reservation: a row that moves nothing."""
    document = posting.document
    if isinstance(document, Reservation | CustomerOrder):
        yield from _unpaid(posting, document)
    if not isinstance(document, Reservation):
        return
    yield from _sources(document)
    for place, line in enumerate(document.lines):
        if line.from_id == line.to_id:
            yield NowhereToMove(
                _("The row says neither from where nor to where goods are promised"),
                path=f"lines.{place}.to",
                remedy=_("Name a warehouse or an order to a supplier"),
            )


def _sources(document: Reservation) -> Iterator[Refusal]:
    """What forbids promising to the orders of the rows; what is released needs no order."""
    named: dict[UUID, tuple[CustomerOrder, str]] = {}
    for place, line in enumerate(document.lines):
        if line.to_id is not None and line.order is not None and line.order_id is not None:
            own = line.order_id == document.customer_order_id
            path = "customer_order" if own else f"lines.{place}.order"
            named.setdefault(line.order_id, (line.order, path))
    for order, path in named.values():
        yield from source_faults(document, order, path)


def _unpaid(posting: Posting, document: Reservation | CustomerOrder) -> list[Refusal]:
    """What lacks of the prepayment for goods that are newly kept back.

    A contract that says for how many days a reserve is held unpaid lets it be made unpaid.
    """
    work = posting.work
    more: dict[UUID, Decimal] = {}
    for one in posting.of(StockReserved):
        key = one["order"]
        more[key] = more.get(key, ZERO) + one["quantity"]
    found: list[Refusal] = []
    for key in [key for key, much in more.items() if much > 0] if not posting.restoring else ():
        order = work.session.get_one(CustomerOrder, key)
        contract = order.contract
        if contract.prepayment_percent and contract.reserve_days is None:
            hold(work, contract.id)
            mine = order.amount if document.id == key else None
            found += prepayment_faults(work, contract, key, mine)
    return overridden(work, document, found)


def reservation_of(work: Work, order: CustomerOrder) -> dict[str, Any]:
    """A reservation of what an order is not promised yet, as far as goods are free.

    What is free nowhere is left out, and stays on the list of the order's panel.

    Raises:
        NothingFree: where nothing can be promised.
    """
    return {
        **based_on(order),
        "organisation": str(order.organisation_id),
        "customer_order": str(order.id),
        "lines": open_rows(work, order),
    }


def open_rows(work: Work, order: Any) -> list[dict[str, str]]:
    """Rows of a reservation of what an order is not promised yet, as far as goods are free.

    Raises:
        NothingFree: where nothing can be promised.
    """
    rows = list(_promises(work, order))
    if not rows:
        raise NothingFree(
            _("Nothing more can be promised to {number}", number=order.number),
            remedy=_("Order the goods from a supplier, or release another reserve"),
        )
    return rows


def _promises(work: Work, order: Any) -> Iterator[dict[str, str]]:
    wanted = {goods: one.open for goods, one in coverage(work, order).items() if one.open}
    items = items_by_key(work, {item for item, _variant in wanted})
    free = _free(work, set(items))
    turn = _open_in_turn(work, order, {place for places in free.values() for place in places})
    for goods, need in wanted.items():
        places = free.get(goods, {})
        for place in turn:
            part = min(need, places.get(place, ZERO))
            if part > 0:
                need -= part
                yield _row(items[goods[0]], goods[1], part, place)


def _free(work: Work, items: set[UUID]) -> dict[Goods, dict[UUID, Decimal]]:
    """What is promised to nobody, by warehouse and by order to a supplier."""
    found: dict[Goods, dict[UUID, Decimal]] = {}
    for some in (free_stock(work, items), free_to_come(work, items)):
        for goods, places in some.items():
            found.setdefault(goods, {}).update(places)
    return found


def _open_in_turn(work: Work, order: Any, places: set[UUID]) -> list[UUID]:
    """Places in turn; nothing is promised from what is on the road, or from a place given up."""
    shut = select(Warehouse.id).where(Warehouse.deleted | (Warehouse.kind_ == "transit"))
    closed = set(work.session.scalars(shut))
    return [one for one in in_turn(work, places, {order.warehouse_id}) if one not in closed]


def _row(item: Item, variant: UUID | None, quantity: Decimal, place: UUID) -> dict[str, str]:
    row = {"item": str(item.id), "unit": str(item.unit_id), "quantity": plain(quantity)}
    return {**row, "to": str(place), **({"variant": str(variant)} if variant else {})}


def panels(work: Work, record: Record) -> list[Panel]:
    """On an order: what is promised and what is open; on an item: what is free where."""
    if hasattr(record, "left_in") and work.access.may("stock_reserved.read"):
        return [_order_panel(work, record)]
    if isinstance(record, Item) and work.access.may("stock_reserved.read"):
        return [_item_panel(work, record)]
    return []


def _order_panel(work: Work, order: Any) -> Panel:
    covered = coverage(work, order)
    items = items_by_key(work, {item for item, _variant in covered})
    columns = [
        (_("Item"), "reference"),
        (_("Left"), "quantity"),
        (_("Reserved"), "quantity"),
        (_("To come"), "quantity"),
        (_("Open"), "quantity"),
    ]
    rows = [
        (items.get(goods[0]), one.left, one.reserved, one.placed, one.open)
        for goods, one in covered.items()
    ]
    return Panel(_("Promised"), columns, rows, empty=_("Nothing is left of the order"))


def _item_panel(work: Work, item: Item) -> Panel:
    free = free_stock(work, {item.id})
    keys = {key for places in free.values() for key in places}
    seen = work.session.scalars(select(Warehouse).where(Warehouse.id.in_(keys)))
    names = {one.id: one for one in seen}  # others may be out of the person's sight
    variants = {goods[1]: goods[1] and work.session.get(Variant, goods[1]) for goods in free}
    columns = [
        (_("Warehouse"), "reference"),
        (_("Variant"), "reference"),
        (_("Free"), "quantity"),
    ]
    rows = [
        (names[place], variants[goods[1]], much)
        for goods, places in free.items()
        for place, much in places.items()
        if much != ZERO and place in names
    ]
    return Panel(_("Free to sell"), columns, rows, empty=_("Nothing is free"))


def choice_facts(work: Work, choosing: Choosing) -> list[ChoiceFact]:
    """How much of the items is free, and in which warehouses in sight."""
    if choosing.kind != Item.kind or not work.access.may("stock_reserved.read"):
        return []
    free = free_stock(work, choosing.keys)
    keys = {key for places in free.values() for key in places}
    asked = select(Warehouse.id, Warehouse.name).where(Warehouse.id.in_(keys))
    names = {row[0]: row[1] for row in work.session.execute(asked.order_by(Warehouse.name_key))}
    much: dict[UUID, dict[UUID, Decimal]] = {}
    for (item, _variant), places in free.items():
        for key, quantity in places.items():
            if key in names:
                here = much.setdefault(item, {})
                here[key] = here.get(key, ZERO) + quantity
    whole = {item: sum(places.values(), ZERO) for item, places in much.items()}
    told = {
        item: " · ".join(
            f"{name}: {plain(here[key])}" for key, name in names.items() if here.get(key)
        )
        for item, here in much.items()
    }
    return [
        ChoiceFact(_("Free"), "quantity", whole),
        ChoiceFact(_("Free by warehouse"), "text", told),
    ]
