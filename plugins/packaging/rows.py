"""Rows of packaging, in papers of this plugin and in those of trade."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from sqlalchemy.orm import Mapped

from ...core import Amount, Lines, Price, Quantity, Texts, field, reference
from ...core.values import ONE, ZERO
from ..items import Item
from ..purchasing import GoodsReceipt, SupplierOrder, SupplierReturn
from ..sales import CustomerOrder, CustomerReturn, Shipment
from ..stock import RowsMoveGoods, StockMove
from .ways import Way

_ = Texts(__package__)

PACKAGING = _("Returnable packaging")


class PackagingRow(RowsMoveGoods, Lines):
    """So many pieces of packaging, and the deposit for them in the currency of the books.

    Left out, the deposit is that of the item's card. What comes back is worth what it was
    handed over at, whatever is entered.
    """

    __abstract__ = True
    way: ClassVar[Way | None] = None
    """Where it goes with its document; None in papers that only promise."""

    item: Mapped[Item] = reference(_("Packaging"))
    quantity: Mapped[Quantity] = field(_("Quantity"), default=ONE)
    price: Mapped[Price | None] = field(_("Deposit for a piece"))
    amount: Mapped[Amount] = field(_("Deposit"), default=ZERO, readonly=True)
    if TYPE_CHECKING:
        item_id: Mapped[UUID]

    def row_moves(self, document: Any) -> Iterator[StockMove]:
        """Its pieces into or out of the warehouse of the document."""
        if self.way is not None and self.quantity:
            yield move_of(self, self.way, document.warehouse_id)


def move_of(row: Any, way: Way, warehouse: UUID) -> StockMove:
    """How the pieces of a row move; theirs are worth their deposit while they are with us."""
    source, target = way.ends(warehouse)
    worth = row.amount if way is Way.TAKEN else None
    return StockMove(
        row.item_id, None, None, row.quantity, source, target, worth, way.purpose, None, row.id
    )


class OrderPackaging(PackagingRow, of=CustomerOrder, part="packaging", label=PACKAGING):
    """Packaging an order will be shipped in."""

    title = _("Packaging of an order"), _("Packaging of orders")


class SupplierOrderPackaging(PackagingRow, of=SupplierOrder, part="packaging", label=PACKAGING):
    """Packaging an order will come in."""

    title = _("Packaging of an order to a supplier"), _("Packaging of orders to suppliers")


class ShipmentPackaging(PackagingRow, of=Shipment, part="packaging", label=PACKAGING):
    """Our packaging goes to the customer with the goods."""

    title = _("Packaging handed over"), _("Packaging handed over")
    way = Way.GIVEN


class CustomerReturnPackaging(PackagingRow, of=CustomerReturn, part="packaging", label=PACKAGING):
    """Our packaging comes back with goods."""

    title = _("Packaging brought back"), _("Packaging brought back")
    way = Way.BACK


class ReceiptPackaging(PackagingRow, of=GoodsReceipt, part="packaging", label=PACKAGING):
    """Packaging of the supplier comes with the goods."""

    title = _("Packaging received"), _("Packaging received")
    way = Way.TAKEN


class SupplierReturnPackaging(PackagingRow, of=SupplierReturn, part="packaging", label=PACKAGING):
    """Packaging of the supplier goes back with goods."""

    title = _("Packaging given back"), _("Packaging given back")
    way = Way.RETURNED
