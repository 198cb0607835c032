"""The papers of selling: order of a customer, shipment, return; correction and closing of orders."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from sqlalchemy.orm import Mapped

from ...core import (
    Amount,
    BalanceRegister,
    Lines,
    Movement,
    Texts,
    Work,
    document_reference,
    field,
    lines_of,
    reference,
)
from ..orders import ClosingReason, take_over, take_prices
from ..organisations import OrganisationDocument
from ..parties import ManagedDocument
from ..pricing import DiscountedDocument, DiscountedLine, discounts_taken
from ..settlements import SettledDocument
from ..stock import GoodsLine, SellsGoods, StockMove, Warehouse, WarehouseDocument, moves
from .models import CustomerOrders, Sales

_ = Texts(__package__)

SOURCES = {
    "any": _("From the reserve, then free"),
    "reserve": _("From the reserve"),
    "free": _("Free"),
}


STATUSES = {
    "draft": _("Being prepared"),
    "sent": _("Sent"),
    "accepted": _("Accepted"),
    "refused": _("Refused"),
}


class SalesPaper(DiscountedDocument):
    """A paper of selling; where the organisation pays no VAT, its rows bear none."""

    __abstract__ = True

    def bears_vat(self) -> bool:
        """Whether our organisation pays VAT."""
        return bool(self.organisation.pays_vat)


class ProposalLine(DiscountedLine):
    """What is offered."""

    title = _("Row of a proposal"), _("Rows of proposals")


class Proposal(SalesPaper):
    """What we offer a customer; a new version keeps the old one, an alternative stands beside."""

    title = _("Proposal"), _("Proposals")
    about = _(
        "What we offer a customer and until when. Create the next version on its basis, and "
        "the old one stays; create an order on its basis, and nothing is typed again."
    )
    also = _("quotation, offer, commercial proposal")

    earns_discounts = True

    subject: Mapped[str] = field(_("Subject"), default="", search=True)
    status: Mapped[str] = field(_("What became of it"), default="draft", choices=STATUSES)
    valid_until: Mapped[date | None] = field(_("Valid until"))
    alternative: Mapped[str] = field(
        _("Alternative"),
        default="",
        shown=False,
        help=_("A, B …: proposals of another name stand beside one another"),
    )
    version_number: Mapped[int] = field(_("Version"), default=1, readonly=True, shown=False)
    replaces_id: Mapped[UUID | None] = reference(
        _("Version before"), to="proposal", readonly=True, shown=False
    )
    refusal_reason: Mapped[ClosingReason | None] = reference(_("Why refused"), shown=False)
    refusal: Mapped[str] = field(_("Refused, in detail"), default="", long=True, shown=False)
    warehouse: Mapped[Warehouse | None] = reference(_("Warehouse"), shown=False)
    lines: Mapped[list[ProposalLine]] = lines_of(_("Goods and services"))
    if TYPE_CHECKING:
        refusal_reason_id: Mapped[UUID | None]


class CustomerOrderLine(DiscountedLine):
    """What is ordered; `placement` is the warehouse or supplier order it is to come from."""

    title = _("Row of a customer's order"), _("Rows of customers' orders")

    placement_id: Mapped[UUID | None] = document_reference(
        _("Placement"), among=("warehouse", "supplier_order"), shown=False
    )


class CustomerOrder(ManagedDocument, SalesPaper):
    """Goods and services a customer asks for; shipments carry it out.

    Its state (ordered, shipped, paid, closed) is never stored: it follows from what is left of
    it in the registers.
    """

    title = _("Order of a customer"), _("Orders of customers")
    about = _(
        "What a customer asks for. The order promises, it moves neither goods nor debt: "
        "create a shipment on its basis when goods go out. What is left of it is always "
        "counted, never typed."
    )
    also = _("sales order, request")

    earns_discounts = True
    is_order: ClassVar[bool] = True
    """A debt may belong to it: settlements by orders."""
    left_in: ClassVar[type[BalanceRegister]] = CustomerOrders
    """Where what is left of it is kept: goods may be promised to it."""

    warehouse: Mapped[Warehouse | None] = reference(_("Warehouse"))
    due_on: Mapped[date | None] = field(_("Due on"))
    proposal: Mapped[Proposal | None] = reference(_("Proposal"), shown=False)
    beyond_credit: Mapped[bool] = field(
        _("Beyond the credit of the contract"),
        shown=False,
        help=_("Posts although the contract allows no more debt, or asks for money first"),
    )
    lines: Mapped[list[CustomerOrderLine]] = lines_of(_("Goods and services"))
    if TYPE_CHECKING:
        warehouse_id: Mapped[UUID | None]
        proposal_id: Mapped[UUID | None]

    def complete(self, work: Work) -> None:
        """Take over from the proposal what was agreed there."""
        take_over(self, self.proposal)
        take_prices(self, self.proposal)
        super().complete(work)

    def agreed_in(self) -> Proposal | None:
        """The proposal it was made of."""
        return self.proposal

    def movements(self) -> Iterator[Movement]:
        """What is to be shipped."""
        for line in self.lines:
            yield CustomerOrders.plus(
                order=self.id,
                item=line.item_id,
                variant=line.variant_id,
                quantity=line.base_quantity,
                amount=line.amount,
            )


class SoldDocument(SettledDocument, WarehouseDocument, SalesPaper):
    """What shipments and returns have in common: goods, a warehouse, a debt, sales."""

    __abstract__ = True

    def sales(self, sign: int, shipment: UUID) -> Iterator[Movement]:
        """What it adds to sales (1), or takes from them (-1)."""
        whose = {
            "party": self.party_id,
            "organisation": self.organisation_id,
            "warehouse": self.warehouse_id,
            "shipment": shipment,
        }
        turn = self.into_books(sign)
        for line in self.lines:
            yield Sales.add(
                item=line.item_id,
                variant=line.variant_id,
                quantity=sign * line.base_quantity,
                amount=turn(line.amount),
                discount=turn(line.discount_amount),
                vat_amount=turn(line.vat_amount),
                **whose,
            )
        yield from discounts_taken(self, turn, shipment)


class ShipmentLine(GoodsLine, DiscountedLine):
    """Goods or a service handed to the customer; `source` says whether a reserve is used up."""

    title = _("Row of a shipment"), _("Rows of shipments")

    source: Mapped[str] = field(_("Source"), default="any", choices=SOURCES, shown=False)


class Shipment(SoldDocument, SellsGoods):
    """Goods and services go to a customer, who owes us for them."""

    title = _("Shipment"), _("Shipments")
    about = _(
        "Goods and services go to a customer. Posting takes goods from the warehouse at "
        "their cost, makes the customer's debt and counts as a sale. More than there is "
        "can not be shipped."
    )
    also = _("dispatch, delivery, sale, waybill")

    earns_discounts = True
    customer_order: Mapped[CustomerOrder | None] = reference(_("Order"))
    beyond_order: Mapped[bool] = field(
        _("Beyond the order"), shown=False, help=_("Ships more than the order asks for")
    )
    lines: Mapped[list[ShipmentLine]] = lines_of(_("Goods and services"))
    if TYPE_CHECKING:
        customer_order_id: Mapped[UUID | None]

    def complete(self, work: Work) -> None:
        """Take over from the order what was agreed there."""
        take_over(self, self.customer_order)
        take_prices(self, self.customer_order)
        super().complete(work)

    def order(self) -> UUID | None:
        """The order it carries out."""
        return self.customer_order_id

    def agreed_in(self) -> CustomerOrder | None:
        """The order it carries out."""
        return self.customer_order

    def movements(self) -> Iterator[Movement]:
        """What he owes and what was sold; the order is expensed by a hook, as is the stock."""
        yield self.debt(1)
        yield from self.sales(1, self.id)

    def stock_moves(self) -> Iterable[StockMove]:
        """Goods out of the warehouse."""
        return moves(self.lines, "shipment", source=self.warehouse_id)


class CustomerReturnLine(GoodsLine, DiscountedLine):
    """Goods that come back; without a known sale `cost` says what they are taken in at."""

    title = _("Row of a return from a customer"), _("Rows of returns from customers")

    cost: Mapped[Amount | None] = field(
        _("Cost"),
        shown=False,
        help=_("What the goods are taken in at, where no shipment is named"),
    )


class CustomerReturn(SoldDocument, SellsGoods):
    """Goods come back from a customer; he owes us less."""

    title = _("Return from a customer"), _("Returns from customers")
    about = _(
        "Goods come back from a customer. Name the shipment, and prices and cost are those "
        "of the sale; the debt and the sales become less."
    )
    also = _("goods back, refund")

    shipment: Mapped[Shipment | None] = reference(_("Shipment"))
    reopens_order: Mapped[bool] = field(
        _("Reopens the order"), shown=False, help=_("What came back is to be shipped again")
    )
    lines: Mapped[list[CustomerReturnLine]] = lines_of(_("Goods"))
    if TYPE_CHECKING:
        shipment_id: Mapped[UUID | None]

    def complete(self, work: Work) -> None:
        """Take over from the shipment what was agreed there."""
        take_over(self, self.shipment)
        take_prices(self, self.shipment)
        super().complete(work)

    def agreed_in(self) -> Shipment | None:
        """The shipment whose goods come back."""
        return self.shipment

    def choose_deal(self, work: Work) -> UUID | None:
        """The deal of the shipment."""
        shipment = self.shipment
        return shipment.deal_id if shipment is not None else super().choose_deal(work)

    def movements(self) -> Iterator[Movement]:
        """What he owes less and what was sold less; the order again, where asked for."""
        yield self.debt(-1)
        yield from self.sales(-1, self.shipment_id or self.id)
        if self.reopens_order and self.shipment is not None and self.shipment.customer_order_id:
            yield from self._ordered_again(self.shipment.customer_order_id)

    def _ordered_again(self, order_id: UUID) -> Iterator[Movement]:
        for line in self.lines:
            yield CustomerOrders.plus(
                order=order_id,
                item=line.item_id,
                variant=line.variant_id,
                quantity=line.base_quantity,
                amount=line.amount,
            )

    def stock_moves(self) -> Iterable[StockMove]:
        """Goods into the warehouse, at the cost of the shipment or the one entered."""
        known = self.shipment_id is not None
        costs: list[Decimal | None] = [None if known else line.cost for line in self.lines]
        return moves(
            self.lines,
            "customer_return",
            target=self.warehouse_id,
            origin=self.shipment_id,
            amounts=costs,
        )


class OrderAdjustmentLine(DiscountedLine):
    """What the customer wants more of, or less."""

    title = _("Row of a correction"), _("Rows of corrections")

    less: Mapped[bool] = field(_("Less"), help=_("Takes the quantity off the order"))


class OrderAdjustment(SalesPaper):
    """A customer's order is corrected: the order stays as it was, this adds and takes off."""

    title = _("Correction of an order"), _("Corrections of orders")
    about = _(
        "A customer's order is corrected without touching what was agreed: this paper adds "
        "to it or takes off it."
    )

    customer_order: Mapped[CustomerOrder] = reference(_("Order"))
    lines: Mapped[list[OrderAdjustmentLine]] = lines_of(_("Goods and services"))
    if TYPE_CHECKING:
        customer_order_id: Mapped[UUID]

    def complete(self, work: Work) -> None:
        """Take over from the order what was agreed there."""
        take_over(self, self.customer_order)
        take_prices(self, self.customer_order)
        super().complete(work)

    def agreed_in(self) -> CustomerOrder | None:
        """The order it corrects."""
        return self.customer_order

    def movements(self) -> Iterator[Movement]:
        """More to be shipped, or less."""
        for line in self.lines:
            write = CustomerOrders.minus if line.less else CustomerOrders.plus
            yield write(
                order=self.customer_order_id,
                item=line.item_id,
                variant=line.variant_id,
                quantity=line.base_quantity,
                amount=line.amount,
            )


class OrderClosingLine(Lines):
    """An order of which nothing more will be shipped, and why."""

    title = _("Closed order"), _("Closed orders")

    order: Mapped[CustomerOrder] = reference(_("Order"))
    closing_reason: Mapped[ClosingReason | None] = reference(_("Reason"))
    reason: Mapped[str] = field(_("In detail"), default="")
    if TYPE_CHECKING:
        order_id: Mapped[UUID]
        closing_reason_id: Mapped[UUID | None]


class OrderClosing(OrganisationDocument):
    """What is left of orders is given up, with the reason; reserves and placements end."""

    title = _("Closing of orders"), _("Closings of orders")
    about = _(
        "Orders of which nothing more will be shipped. What is left of them is given up, "
        "with the reason; reserves end."
    )

    closing_reason: Mapped[ClosingReason | None] = reference(_("Reason"))
    reason: Mapped[str] = field(_("In detail"), default="")
    lines: Mapped[list[OrderClosingLine]] = lines_of(_("Orders"))
    if TYPE_CHECKING:
        closing_reason_id: Mapped[UUID | None]
