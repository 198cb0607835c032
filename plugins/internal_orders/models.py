"""Who in the company asks for goods, and what is left of what was asked for."""

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.orm import Mapped

from ...core import (
    BalanceRegister,
    Catalog,
    Quantity,
    Texts,
    dimension,
    field,
    reference,
    resource,
)
from ..items import Item, Variant
from ..stock import Warehouse

_ = Texts(__package__)


class Department(Catalog):
    """A part of the company that uses goods: the workshop, the office, the sales floor."""

    title = _("Department"), _("Departments")
    about = _(
        "A part of the company that asks for goods and uses them up. With a warehouse of its "
        "own it gets them there; without one they are issued to it as an expense."
    )
    also = _("unit, division, workshop")

    warehouse: Mapped[Warehouse | None] = reference(_("Its warehouse"))
    head: Mapped[str] = field(_("Head"), default="")
    if TYPE_CHECKING:
        warehouse_id: Mapped[UUID | None]


class InternalOrders(BalanceRegister):
    """What is left of orders within the company, in base units (capabilities §2.2)."""

    title = _("Internal orders")
    drops_zero = True
    read_first = True
    lock_order = 40

    order: Mapped[UUID] = dimension(_("Order"), to="internal_order")
    item: Mapped[Item] = dimension(_("Item"))
    variant: Mapped[Variant | None] = dimension(_("Variant"))
    quantity: Mapped[Quantity] = resource(_("Quantity"), never_negative=True)
