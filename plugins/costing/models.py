"""Where cost is kept: batches in stock, cost of sales, other expenses."""

from sqlalchemy.orm import Mapped

from ...core import Amount, BalanceRegister, Quantity, Texts, TurnoverRegister, dimension, resource
from ..items import Item, Variant
from ..stock import SellsGoods, Warehouse

_ = Texts(__package__)

SOLD_BY = ("shipment", SellsGoods)


class CostBatches(BalanceRegister):
    """What the goods in stock cost, by the document that brought them in.

    Under average cost there is one batch for all, the empty one; where the company has one
    cost for all warehouses, the warehouse is empty. What is taken out depends on what came in
    before, so later documents of a key form a sequence.
    """

    title = _("Cost batches")
    sequence = ("item", "variant", "warehouse", "lot")
    lock_order = 10
    drops_zero = True

    item: Mapped[Item] = dimension(_("Item"))
    variant: Mapped[Variant | None] = dimension(_("Variant"))
    warehouse: Mapped[Warehouse | None] = dimension(_("Warehouse"))
    lot = dimension(_("Lot"), to="lot")
    batch = dimension(_("Batch"), to="document")
    quantity: Mapped[Quantity] = resource(_("Quantity"))
    amount: Mapped[Amount] = resource(_("Cost"))


class CostOfSales(TurnoverRegister):
    """What the goods sold have cost; returns lower it."""

    title = _("Cost of sales")

    item: Mapped[Item] = dimension(_("Item"))
    variant: Mapped[Variant | None] = dimension(_("Variant"))
    shipment = dimension(_("Shipment"), to="document", among=SOLD_BY, detail=True, index=True)
    batch = dimension(_("Batch"), to="document", detail=True)
    quantity: Mapped[Quantity] = resource(_("Quantity"))
    amount: Mapped[Amount] = resource(_("Cost"))


class Expenses(TurnoverRegister):
    """Cost that left stock otherwise: write-offs, differences of returns to suppliers."""

    title = _("Expenses")

    item: Mapped[Item] = dimension(_("Item"))
    variant: Mapped[Variant | None] = dimension(_("Variant"))
    document = dimension(_("Document"), to="document", detail=True)
    quantity: Mapped[Quantity] = resource(_("Quantity"))
    amount: Mapped[Amount] = resource(_("Cost"))
