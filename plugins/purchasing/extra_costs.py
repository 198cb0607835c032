"""Extra costs: delivery, duty, insurance of goods received, charged by whoever rendered them.

What they cost makes the goods dearer. How it is spread over the rows of the receipts is said
here; where those goods are by now, and what of it belongs to sales, costing finds out.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import inspect, select
from sqlalchemy.orm import Mapped, Session, object_session

from ...core import (
    Amount,
    Document,
    Lines,
    Movement,
    Percent,
    Rate,
    Refusal,
    Texts,
    Work,
    field,
    lines_of,
    reference,
)
from ...core.errors import refuse_all
from ...core.records.filling import based_on, left_out
from ...core.values import HUNDRED, ZERO, round_to, share
from ..currencies import Currency
from ..items import Item
from ..parties import Contract, Party, contract_for
from ..settlements import SettledDocument
from ..stock import CostAddition, StockMove
from .documents import GoodsReceipt
from .errors import HasExtraCosts, NothingToSpreadOver, NoWeight, OtherReceipt, ReceiptNotPosted

_ = Texts(__package__)

SPREADS = {
    "amount": _("By amount"),
    "quantity": _("By quantity"),
    "weight": _("By weight"),
}


class ExtraCostsReceipt(Lines):
    """A receipt whose goods became dearer."""

    title = _("Receipt of extra costs"), _("Receipts of extra costs")

    goods_receipt: Mapped[GoodsReceipt] = reference(_("Goods receipt"))
    if TYPE_CHECKING:
        goods_receipt_id: Mapped[UUID]


class ExtraCosts(SettledDocument):
    """A service that makes received goods dearer: delivery, duty, insurance.

    `amount` is what is payable, VAT inside. Without VAT it is spread over the goods of the
    receipts by their amount, quantity or weight. Left out, the party is that of the receipt.
    """

    title = _("Extra costs"), _("Extra costs")

    party: Mapped[Party] = reference(_("Party"))
    contract: Mapped[Contract] = reference(_("Contract"), shown=False)
    currency: Mapped[Currency] = reference(_("Currency"), shown=False)
    rate: Mapped[Rate | None] = field(_("Rate"), shown=False)
    purpose: Mapped[str] = field(_("What for"), default="", search=True)
    spread: Mapped[str] = field(_("Spread"), default="amount", choices=SPREADS)
    amount: Mapped[Amount] = field(_("Amount"))
    vat_rate: Mapped[Percent | None] = field(_("VAT, %"))
    vat_amount: Mapped[Amount] = field(_("VAT"), default=ZERO, readonly=True)
    goods_receipts: Mapped[list[ExtraCostsReceipt]] = lines_of(_("Receipts"))
    if TYPE_CHECKING:
        party_id: Mapped[UUID | None]
        contract_id: Mapped[UUID | None]
        currency_id: Mapped[UUID | None]

    def complete(self, work: Work) -> None:
        """Take over the organisation of the receipts; work out what we owe."""
        receipts = [
            row.goods_receipt for row in self.goods_receipts if not left_out(row.goods_receipt)
        ]
        if left_out(self.organisation_id) and receipts:
            self.organisation_id = receipts[0].organisation_id
        super().complete(work)

    def fill(self, work: Work) -> None:
        """Fill in whom we owe, under which contract, and the VAT in it."""
        receipts = [
            row.goods_receipt for row in self.goods_receipts if not left_out(row.goods_receipt)
        ]
        if self.party_id is None and receipts:
            self.party_id = receipts[0].party_id
        if self.party_id is not None and self._contract_is_due():
            self.contract_id = contract_for(work, self.party_id, self.organisation_id, "supplier")
        if self.currency_id is None and self.contract_id is not None:
            self.currency_id = work.session.get_one(Contract, self.contract_id).currency_id
        rate = self.vat_rate or ZERO
        self.vat_amount = round_to((self.amount or ZERO) * rate / (HUNDRED + rate), 2)

    def _contract_is_due(self) -> bool:
        """Whether there is no contract yet, or it was made with another party."""
        if self.contract_id is None:
            return True
        attributes = inspect(self).attrs
        return bool(
            attributes.party_id.history.has_changes()
            and not attributes.contract_id.history.has_changes()
        )

    def movements(self) -> Iterator[Movement]:
        """What we owe for it; cost is written by costing."""
        yield self.debt(-1)

    def cost_additions(self) -> Iterator[CostAddition]:
        """Its amount spread over the goods of the receipts, to the kopeck.

        Raises:
            NoWeight: where it goes by weight and an item has none.
            NothingToSpreadOver: where the receipts bring no goods, or none of any worth.
            OtherReceipt, ReceiptNotPosted: for receipts that do not fit.
        """
        refuse_all(list(objections(self)))
        moves = [
            (row.goods_receipt_id, move)
            for row in self.goods_receipts
            for move in row.goods_receipt.stock_moves()
        ]
        weights = [self._weight(move) for _receipt, move in moves]
        if not any(weights):
            raise NothingToSpreadOver(
                _("Nothing in these receipts to spread the costs over"),
                path="goods_receipts",
                remedy=_("Choose receipts of goods, or spread in another way"),
            )
        total = self.into_books()(self.amount - self.vat_amount)
        for (receipt, move), part in zip(moves, share(total, weights), strict=True):
            if part:
                yield CostAddition(
                    receipt, move.item_id, move.variant_id, move.lot_id, move.target_id, part
                )

    def _weight(self, move: StockMove) -> Decimal:
        """What a row of a receipt counts for when costs are spread."""
        if self.spread == "quantity":
            return move.quantity
        if self.spread == "amount":
            return move.amount or ZERO
        item = _session_of(self).get_one(Item, move.item_id)
        if not item.weight:
            raise NoWeight(
                _("“{item}” has no weight to spread costs by", item=item.name),
                path="spread",
                remedy=_("Enter the weight on the item's card, or spread by amount or quantity"),
                item=str(item.id),
            )
        return move.quantity * item.weight


def _session_of(document: ExtraCosts) -> Session:
    found = object_session(document)
    if found is None:
        raise LookupError(document.id)
    return found


def objections(document: ExtraCosts) -> Iterator[Refusal]:
    """What forbids posting extra costs."""
    if not document.goods_receipts:
        yield NothingToSpreadOver(
            _("Extra costs name no receipt"),
            path="goods_receipts",
            remedy=_("Add the receipts whose goods they belong to"),
        )
    for place, row in enumerate(document.goods_receipts):
        yield from _of_receipt(
            document, row.goods_receipt, f"goods_receipts.{place}.goods_receipt"
        )


def _of_receipt(document: ExtraCosts, receipt: GoodsReceipt, path: str) -> Iterator[Refusal]:
    if receipt.organisation_id != document.organisation_id:
        yield OtherReceipt(
            _("The receipt {number} is another organisation's", number=receipt.number),
            path=path,
            remedy=_("Choose a receipt of the same organisation"),
            record=str(receipt.id),
        )
    if not receipt.posted:
        yield ReceiptNotPosted(
            _("The receipt {number} is not posted", number=receipt.number),
            path=path,
            remedy=_("Post the receipt first, or take it out of the list"),
            record=str(receipt.id),
        )
    elif (receipt.moment, receipt.id) >= (document.moment, document.id):
        yield OtherReceipt(
            _("The receipt {number} is later than its extra costs", number=receipt.number),
            path=path,
            remedy=_("Give the extra costs a later date"),
            record=str(receipt.id),
        )


def require_none(work: Work, document: Document) -> None:
    """Go on with unposting a receipt only if no extra costs have been posted to it.

    Raises:
        HasExtraCosts: otherwise.
    """
    if not isinstance(document, GoodsReceipt):
        return
    asked = (
        select(ExtraCosts.number)
        .join(ExtraCostsReceipt, ExtraCostsReceipt.owner_id == ExtraCosts.id)
        .where(ExtraCostsReceipt.goods_receipt_id == document.id, ExtraCosts.posted)
        .limit(1)
    )
    number = work.session.scalar(asked)
    if number is not None:
        raise HasExtraCosts(
            _(
                "Extra costs {number} belong to the receipt {receipt}",
                number=number,
                receipt=document.number,
            ),
            remedy=_("Unpost the extra costs first"),
            record=str(document.id),
        )


def filled_from(_work: Work, receipt: GoodsReceipt) -> dict[str, Any]:
    """Extra costs of a receipt; who is to be paid for them, and how much, is left open."""
    return {
        **based_on(receipt),
        "organisation": str(receipt.organisation_id),
        "goods_receipts": [{"goods_receipt": str(receipt.id)}],
    }
