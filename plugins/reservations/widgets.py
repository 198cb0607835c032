"""What promising goods shows on the start page."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from ...core import Texts, Work
from ...core.posting import readings
from ...core.records.presentations import presentations
from ...core.reporting.leading import to_new, to_report
from ...core.reporting.widgets import Asked, Figure, Line, Shown, Widget
from ...core.values import ZERO
from ..items import Item
from ..purchasing import SupplierOrders
from ..sales import CustomerOrders
from ..stock import StockOnHand

_ = Texts(__package__)

LONG = 8
AT_ONCE = 10_000  # keys in one statement; SQLite takes 32766 variables


def widgets() -> list[Widget]:
    """Goods that customers wait for and that are not there."""
    return [
        Widget(
            "reservations_short",
            _("Ordered and not there"),
            "customer_orders.read",
            short,
            _("Goods of which customers have ordered more than lies in stock"),
            icon="alert-triangle",
            width=1,
            roles=("buyer", "salesperson"),
            place=40,
        )
    ]


def short(work: Work, _asked: Asked) -> Shown:
    """What lacks for orders, and what of it suppliers are to bring."""
    work.access.require("stock_on_hand.read")
    work.access.require("supplier_orders.read")
    ordered = _by_item(work, CustomerOrders, None)
    lying = _by_item(work, StockOnHand, list(ordered))
    lacks = {one: much - lying.get(one, ZERO) for one, much in ordered.items()}
    first = sorted((one for one in lacks if lacks[one] > 0), key=lambda one: -lacks[one])
    coming = _by_item(work, SupplierOrders, first)
    names = presentations(work, [(Item, key) for key in first[:LONG]])
    bare = [one for one in first if lacks[one] > coming.get(one, ZERO)]
    return Shown(
        figures=_counted(len(first), len(bare)),
        columns=((_("Item"), "text"), (_("Lacks"), "quantity"), (_("To come"), "quantity")),
        lines=[
            Line(
                (names[key], lacks[key], coming.get(key, ZERO)),
                to_report("customer_orders_balance", "order", {"item": key}),
                "bad" if key in bare else "",
            )
            for key in first[:LONG]
            if key in names
        ],
        empty=_("Everything that customers have ordered is there"),
        first_step=(_("Order from a supplier"), to_new("supplier_order")),
        more=(_("Orders of customers"), to_report("customer_orders_balance", "item")),
    )


def _counted(lacking: int, bare: int) -> tuple[Figure, ...]:
    if not lacking:
        return ()
    to = to_report("customer_orders_balance", "item")
    return (
        Figure(_("Kinds of goods"), lacking, "whole", to=to),
        Figure(_("Not ordered yet"), bare, "whole", to=to, tone="bad" if bare else ""),
    )


def _by_item(work: Work, register: Any, items: list[UUID] | None) -> dict[UUID, Decimal]:
    """Balances by item: of all, or of those named."""
    found: dict[UUID, Decimal] = {}
    parts: list[list[UUID] | None] = [None]
    if items is not None:
        parts = [items[start : start + AT_ONCE] for start in range(0, len(items), AT_ONCE)]
    for part in parts:
        where: dict[str, Any] = {} if part is None else {"item": part}
        for row in readings.balance(work, register, by=("item",), where=where):
            found[row["item"]] = row["quantity"]
    return found
