"""Filling in packaging: deposits, what an order has promised, the place it lies in at customers."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, inspect, select

from ...core import Record, Refusal, Texts, Work
from ...core.posting import readings
from ...core.records.write import save
from ...core.values import ZERO, round_to, share
from ..items import Item
from ..sales import Shipment
from ..stock import Warehouse
from .documents import PackagingDebt, PackagingMove
from .errors import NothingHanded, NotPackaging, WrongContractKind
from .handing import packaging_rows, way_of
from .layers import deposit_of
from .models import WITH_CUSTOMERS, ItemDeposit
from .rows import ShipmentPackaging
from .ways import Way

_ = Texts(__package__)

BUYING, SELLING = ("supplier", "principal"), ("customer", "agent")


def fill(work: Work, record: Record) -> None:
    """Fill in deposits, and what a shipment takes over from its order."""
    if isinstance(record, Shipment):
        take_over(work, record)
    if isinstance(record, PackagingDebt):
        if record.of_customer:
            place_for_customers(work)
        return
    document: Any = record
    rows = packaging_rows(work.schema, document)
    if not rows:
        return
    way = way_of(document, rows)
    if way is not None and not way.theirs:
        place_for_customers(work)
    if way is not None and way.sign < 0 and document.contract_id is not None:
        _fill_original(work, document, way.register, rows)
    else:
        _fill_deposits(work, rows)
    if isinstance(record, PackagingMove):
        record.amount = sum((row.amount for row in rows), ZERO)


def _fill_deposits(work: Work, rows: Sequence[Any]) -> None:
    known = ItemDeposit.of_all(work.session, {row.item_id for row in rows if row.item_id})
    for row in rows:
        if row.price is None and row.item_id in known:
            row.price = known[row.item_id].deposit_price
        row.amount = round_to((row.price or ZERO) * (row.quantity or ZERO), 2)


def _fill_original(work: Work, document: Any, register: Any, rows: Sequence[Any]) -> None:
    """What comes back is worth what it was handed over at, as far as is known."""
    done: dict[UUID, tuple[Decimal, Decimal]] = {}
    for row in rows:
        if row.item_id is None or not row.quantity:
            continue
        before, paid = done.get(row.item_id, (ZERO, ZERO))
        together = before + row.quantity
        whole = deposit_of(work, document, register, row.item_id, together)
        row.amount = whole - paid
        row.price = round_to(row.amount / row.quantity, 6)
        done[row.item_id] = (together, whole)


def settle(work: Work, document: Any) -> None:
    """Put on the rows of a posted paper what the pieces that came back were worth."""
    rows = packaging_rows(work.schema, document)
    way = way_of(document, rows)
    if way is None or way.sign > 0:
        return
    moved = readings.movements(work.as_house(), way.register, recorder=document.id)
    worth = {row["item"]: -row["amount"] for row in moved}
    for item, amount in worth.items():
        mine = [row for row in rows if row.item_id == item]
        parts = share(amount, [row.quantity for row in mine])
        for row, part in zip(mine, parts, strict=True):
            row.amount, row.price = part, round_to(part / row.quantity, 6)
    if isinstance(document, PackagingMove):
        document.amount = sum((row.amount for row in rows), ZERO)


def place_for_customers(work: Work) -> None:
    """The warehouse our packaging lies in while customers hold it; made where there is none."""
    if work.session.get(Warehouse, WITH_CUSTOMERS) is None:
        name = _("Packaging with customers").into(work.language)
        data = {"id": WITH_CUSTOMERS, "name": name, "kind": "transit"}
        save(work.as_house(), "warehouse", data)


def take_over(work: Work, shipment: Any) -> None:
    """A new shipment hands over what its order has promised and no other has handed over."""
    state: Any = inspect(shipment)
    if state.key is not None or shipment.customer_order_id is None or shipment.packaging:
        return
    order = shipment.customer_order
    if order is None or not order.packaging:
        return
    gone = _gone(work, order.id)
    for row in order.packaging:
        left = row.quantity - min(gone.get(row.item_id, ZERO), row.quantity)
        gone[row.item_id] = gone.get(row.item_id, ZERO) - (row.quantity - left)
        if left > 0:
            made = ShipmentPackaging(item_id=row.item_id, quantity=left, price=row.price)
            made.position = len(shipment.packaging)
            shipment.packaging.append(made)


def _gone(work: Work, order: UUID) -> dict[UUID, Decimal]:
    asked = (
        select(ShipmentPackaging.item_id, func.sum(ShipmentPackaging.quantity))
        .join(Shipment, Shipment.id == ShipmentPackaging.owner_id)
        .where(Shipment.customer_order_id == order, Shipment.posted)
        .group_by(ShipmentPackaging.item_id)
    )
    return {row.item_id: row[1] for row in work.session.execute(asked)}


# --- what forbids saving ------------------------------------------------------------------


def objections(work: Work, record: Record) -> list[Refusal]:
    """What forbids saving rows of packaging."""
    document: Any = record
    if isinstance(record, PackagingDebt):
        return [
            *_wrong_items(record.lines, "lines"),
            *_wrong_contract(record, record.contract_kind),
        ]
    rows = packaging_rows(work.schema, document)
    part = "lines" if isinstance(record, PackagingMove) else "packaging"
    found = _wrong_items(rows, part)
    if isinstance(record, PackagingMove):
        kind = "supplier" if Way(record.way).theirs else "customer"
        return [*found, *_wrong_contract(record, kind)]
    sold = {line.item_id for line in getattr(document, "lines", ())} if rows else set()
    for place, row in enumerate(rows):
        if row.item_id in sold:
            found.append(
                NothingHanded(
                    _("“{item}” is sold and lent in one paper", item=row.item.presentation),
                    path=f"{part}.{place}.item",
                    remedy=_("Make two papers of it"),
                )
            )
    return found


def _wrong_items(rows: Sequence[Any], part: str) -> list[Refusal]:
    found: list[Refusal] = []
    for place, row in enumerate(rows):
        item: Item | None = row.item
        if item is not None and item.kind_ != "packaging":
            found.append(
                NotPackaging(
                    _("“{item}” is not returnable packaging", item=item.presentation),
                    path=f"{part}.{place}.item",
                    remedy=_("Say so on its card: kind “returnable packaging”"),
                    item=str(item.id),
                )
            )
        if (row.quantity or ZERO) <= 0:
            found.append(
                NothingHanded(
                    _("A row of packaging is of more than nothing"),
                    path=f"{part}.{place}.quantity",
                )
            )
    return found


def _wrong_contract(document: Any, kind: str) -> list[Refusal]:
    contract = document.contract
    wrong = SELLING if kind == "supplier" else BUYING
    if contract is None or contract.kind_ not in wrong:
        return []
    return [
        WrongContractKind(
            _(
                "“{contract}” is a contract of the other direction of trade",
                contract=contract.name,
            ),
            path="contract",
            remedy=_(
                "Our packaging goes out under contracts of selling, theirs under those of buying"
            ),
        )
    ]
