"""The papers of buying: order to a supplier, receipt of goods, return to a supplier."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from sqlalchemy.orm import Mapped

from ...core import Lines, Movement, Texts, Work, document_reference, field, lines_of, reference
from ..orders import ClosingReason, take_over, take_prices
from ..organisations import OrganisationDocument
from ..parties import ManagedDocument
from ..pricing import TradeDocument, TradeLine
from ..settlements import SettledDocument
from ..stock import GoodsLine, StockMove, Warehouse, WarehouseDocument, moves
from .models import Purchases, SupplierOrders
from .supplier_prices import supplier_prices_at

_ = Texts(__package__)


class SupplierOrderLine(TradeLine):
    """What is ordered; `placement` is the order or warehouse it is meant for."""

    title = _("Row of an order to a supplier"), _("Rows of orders to suppliers")

    placement_id: Mapped[UUID | None] = document_reference(
        _("Placement"), among=("warehouse", "customer_order", "internal_order"), shown=False
    )


class BuyingPaper(TradeDocument):
    """A paper of buying: a price left out is the supplier's last one."""

    __abstract__ = True

    contract_kind = "supplier"

    def other_prices(self, work: Work, lines: Sequence[TradeLine]) -> Mapping[UUID, Decimal]:
        """The last prices of the supplier."""
        return supplier_prices_at(work, self, lines)


class SupplierOrder(ManagedDocument, BuyingPaper):
    """Goods and services asked of a supplier; receipts carry it out."""

    title = _("Order to a supplier"), _("Orders to suppliers")
    about = _(
        "Goods and services asked of a supplier. It says what is to come; create a goods "
        "receipt on its basis when they arrive."
    )
    also = _("purchase order, buying")

    is_order: ClassVar[bool] = True
    """A debt may belong to it: settlements by orders."""

    warehouse: Mapped[Warehouse | None] = reference(_("Warehouse"))
    due_on: Mapped[date | None] = field(_("Due on"))
    lines: Mapped[list[SupplierOrderLine]] = lines_of(_("Goods and services"))

    def movements(self) -> Iterator[Movement]:
        """What is to come."""
        for line in self.lines:
            yield SupplierOrders.plus(
                order=self.id,
                item=line.item_id,
                variant=line.variant_id,
                quantity=line.base_quantity,
                amount=line.amount,
            )


class BoughtDocument(SettledDocument, WarehouseDocument, BuyingPaper):
    """What receipts and returns have in common: goods, a warehouse, a debt."""

    __abstract__ = True

    def values(self) -> list[Decimal | None]:
        """What each row is worth to stock: without the VAT in it, in the currency of the books."""
        turn = self.into_books()
        return [turn(line.amount - line.vat_amount) for line in self.lines]

    def purchases(self, sign: int, receipt: UUID | None) -> Iterator[Movement]:
        """What it adds to what was bought (1), or takes from it (-1)."""
        whose = {
            "party": self.party_id,
            "organisation": self.organisation_id,
            "warehouse": self.warehouse_id,
            "receipt": receipt,
        }
        turn = self.into_books(sign)
        for line in self.lines:
            yield Purchases.add(
                item=line.item_id,
                variant=line.variant_id,
                quantity=sign * line.base_quantity,
                amount=turn(line.amount),
                vat_amount=turn(line.vat_amount),
                **whose,
            )


class GoodsReceiptLine(GoodsLine, TradeLine):
    """Goods or a service that came."""

    title = _("Row of a receipt"), _("Rows of receipts")


class GoodsReceipt(BoughtDocument):
    """Goods and services come from a supplier; we owe him for them."""

    title = _("Goods receipt"), _("Goods receipts")
    about = _(
        "Goods and services come from a supplier. Posting puts goods into the warehouse at "
        "what they cost, and we owe the supplier. Its prices are remembered."
    )
    also = _("arrival, purchase, incoming goods")

    supplier_order: Mapped[SupplierOrder | None] = reference(_("Order"))
    supplier_number: Mapped[str] = field(_("Supplier's number"), default="", search=True)
    supplier_date: Mapped[date | None] = field(_("Supplier's date"), shown=False)
    beyond_order: Mapped[bool] = field(
        _("Beyond the order"), shown=False, help=_("Takes in more than the order asks for")
    )
    lines: Mapped[list[GoodsReceiptLine]] = lines_of(_("Goods and services"))
    if TYPE_CHECKING:
        supplier_order_id: Mapped[UUID | None]

    def complete(self, work: Work) -> None:
        """Take over from the order what was agreed there."""
        take_over(self, self.supplier_order)
        take_prices(self, self.supplier_order)
        super().complete(work)

    def order(self) -> UUID | None:
        """The order it carries out."""
        return self.supplier_order_id

    def movements(self) -> Iterator[Movement]:
        """What we owe and what we bought; the order is expensed by a hook, as is the stock."""
        yield self.debt(-1)
        yield from self.purchases(1, self.id)

    def stock_moves(self) -> Iterable[StockMove]:
        """Goods into the warehouse, at what was paid without VAT."""
        return moves(self.lines, "receipt", target=self.warehouse_id, amounts=self.values())


class SupplierReturnLine(GoodsLine, TradeLine):
    """Goods that go back."""

    title = _("Row of a return to a supplier"), _("Rows of returns to suppliers")


class SupplierReturn(BoughtDocument):
    """Goods go back to the supplier; he owes us for them."""

    title = _("Return to a supplier"), _("Returns to suppliers")
    about = _("Goods go back to a supplier, out of the batch they came in; we owe less.")

    goods_receipt: Mapped[GoodsReceipt | None] = reference(_("Receipt"))
    lines: Mapped[list[SupplierReturnLine]] = lines_of(_("Goods"))
    if TYPE_CHECKING:
        goods_receipt_id: Mapped[UUID | None]

    def complete(self, work: Work) -> None:
        """Take over from the receipt what was agreed there."""
        take_over(self, self.goods_receipt)
        take_prices(self, self.goods_receipt)
        super().complete(work)

    def choose_deal(self, work: Work) -> UUID | None:
        """The deal of the receipt."""
        receipt = self.goods_receipt
        return receipt.deal_id if receipt is not None else super().choose_deal(work)

    def movements(self) -> Iterator[Movement]:
        """What he owes us, and what we bought less."""
        yield self.debt(1)
        yield from self.purchases(-1, self.goods_receipt_id or self.id)

    def stock_moves(self) -> Iterable[StockMove]:
        """Goods out of the warehouse, from the batch of the receipt first."""
        return moves(
            self.lines,
            "supplier_return",
            source=self.warehouse_id,
            origin=self.goods_receipt_id,
            amounts=self.values(),
        )


class SupplierOrderAdjustmentLine(TradeLine):
    """What the supplier is to bring more of, or less."""

    title = _("Row of a correction"), _("Rows of corrections")

    less: Mapped[bool] = field(_("Less"), help=_("Takes the quantity off the order"))


class SupplierOrderAdjustment(BuyingPaper):
    """An order to a supplier is corrected: it stays as it was, this adds and takes off."""

    title = _("Correction of an order to a supplier"), _("Corrections of orders to suppliers")
    about = _(
        "An order to a supplier is corrected without touching what was agreed: this paper "
        "adds to it or takes off it."
    )

    supplier_order: Mapped[SupplierOrder] = reference(_("Order"))
    lines: Mapped[list[SupplierOrderAdjustmentLine]] = lines_of(_("Goods and services"))
    if TYPE_CHECKING:
        supplier_order_id: Mapped[UUID]

    def complete(self, work: Work) -> None:
        """Take over from the order what was agreed there."""
        take_over(self, self.supplier_order)
        take_prices(self, self.supplier_order)
        super().complete(work)

    def movements(self) -> Iterator[Movement]:
        """More to come, or less."""
        for line in self.lines:
            write = SupplierOrders.minus if line.less else SupplierOrders.plus
            yield write(
                order=self.supplier_order_id,
                item=line.item_id,
                variant=line.variant_id,
                quantity=line.base_quantity,
                amount=line.amount,
            )


class SupplierOrderClosingLine(Lines):
    """An order to a supplier of which nothing more will come, and why."""

    title = _("Closed order"), _("Closed orders")

    order: Mapped[SupplierOrder] = reference(_("Order"))
    closing_reason: Mapped[ClosingReason | None] = reference(_("Reason"))
    reason: Mapped[str] = field(_("In detail"), default="")
    if TYPE_CHECKING:
        order_id: Mapped[UUID]


class SupplierOrderClosing(OrganisationDocument):
    """What is left of orders to suppliers is given up, with the reason."""

    title = _("Closing of orders to suppliers"), _("Closings of orders to suppliers")

    closing_reason: Mapped[ClosingReason | None] = reference(_("Reason"))
    reason: Mapped[str] = field(_("In detail"), default="")
    lines: Mapped[list[SupplierOrderClosingLine]] = lines_of(_("Orders"))
