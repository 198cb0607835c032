"""How far orders are provided for as fields of their lists and of REST: SQL over the registers."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, func, select, type_coerce

from ...core import DerivedField, Texts, Work, of_registers
from ..items import Item
from ..orders import posted_only
from .models import PROMISED_TO, OrderPlacement, StockReserved

_ = Texts(__package__)

Sql = ColumnElement[Any]
NAMES = {"none": _("Nothing"), "part": _("In part"), "whole": _("All of it")}


def fields() -> list[DerivedField]:
    """`reserved` and `placed` (none, part, whole) of every kind of order goods are promised to."""
    found = []
    for kind in PROMISED_TO:
        for name, label, lacks, right in (
            ("reserved", _("Reserved"), _not_reserved, "stock_reserved.read"),
            ("placed", _("Placed"), _not_placed, "order_placement.read"),
        ):

            def expression(
                work: Work, kind: str = kind, name: str = name, lacks: Any = lacks
            ) -> Sql:
                order: Any = work.schema.documents[kind]
                held = _held(order, name)
                return posted_only(
                    order, (~held, "none"), (_any_left(order, lacks), "part"), other="whole"
                )

            found.append(DerivedField(kind, name, label, right, expression, choices=NAMES))
    return found


def _held(order: Any, name: str) -> Sql:
    """That anything is promised to an order."""
    register: Any = StockReserved if name == "reserved" else OrderPlacement
    totals = register.totals
    whose = totals.c.order_id if name == "reserved" else totals.c.customer_order_id
    found: Sql = order.id.in_(of_registers(select(whose).where(totals.c.quantity > 0)))
    return found


def _any_left(order: Any, lacks: Any) -> Sql:
    """That goods are left of an order that the promises do not cover."""
    left = order.left_in.totals
    asked = (
        select(left.c.item_id)
        .select_from(left)
        .join(Item, Item.id == left.c.item_id)
        .where(left.c.order_id == order.id, left.c.quantity > 0, Item.kind_ != "service")
        .where(lacks(order, left))
        .correlate(order)
    )
    return of_registers(asked).exists()


def _not_reserved(order: Any, left: Any) -> Sql:
    return _raw(left.c.quantity) > _promised(order, left, StockReserved, "order_id")


def _not_placed(order: Any, left: Any) -> Sql:
    reserved = _promised(order, left, StockReserved, "order_id")
    placed = _promised(order, left, OrderPlacement, "customer_order_id")
    return _raw(left.c.quantity) - reserved > placed


def _promised(order: Any, left: Any, register: Any, whose: str) -> Sql:
    """What of one good a register promises to an order, as it is stored."""
    totals = register.totals
    asked = select(func.coalesce(_raw(func.sum(totals.c.quantity)), 0)).where(
        and_(
            totals.c.item_id == left.c.item_id,
            totals.c.variant_id == left.c.variant_id,
            totals.c[whose] == order.id,
        )
    )
    return of_registers(asked.correlate(order, left)).scalar_subquery()


def _raw(column: Any) -> Sql:
    return type_coerce(column, Integer())
