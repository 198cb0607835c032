"""Tax invoices: issued for shipments and advances, received from suppliers.

Posting writes no movements: books of sales and purchases read these papers later. What they
need stands in the rows, one for each rate of VAT.
"""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy.orm import Mapped

from ...core import (
    Amount,
    Lines,
    Percent,
    Texts,
    Work,
    document_reference,
    field,
    lines_of,
    reference,
)
from ...core.records.filling import left_out
from ...core.values import ZERO
from ..currencies import Currency
from ..organisations import Organisation, OrganisationDocument
from ..parties import Party
from ..purchasing import GoodsReceipt
from ..sales import Shipment
from .rates import RowOfRate, by_rate, of_advance

_ = Texts(__package__)

KINDS = {"shipment": _("For a shipment"), "advance": _("For an advance")}
RECEIVED = {"receipt": _("For a receipt"), "advance": _("For an advance")}


class TaxRow(Lines):
    """What a tax invoice says of one rate: value without tax, the tax, value with it."""

    __abstract__ = True

    vat_rate: Mapped[Percent | None] = field(_("VAT, %"), help=_("Empty: bears no VAT"))
    bare_amount: Mapped[Amount] = field(_("Without VAT"), default=ZERO)
    vat_amount: Mapped[Amount] = field(_("VAT"), default=ZERO)
    amount: Mapped[Amount] = field(_("Amount"), default=ZERO)


class TaxInvoiceIssuedLine(TaxRow):
    """What an issued invoice says of one rate."""

    title = _("Row of an issued tax invoice"), _("Rows of issued tax invoices")


class TaxInvoicePaper(OrganisationDocument):
    """What issued and received tax invoices have in common."""

    __abstract__ = True

    party: Mapped[Party] = reference(_("Party"))
    currency: Mapped[Currency] = reference(_("Currency"), shown=False)
    amount: Mapped[Amount] = field(_("Amount"), default=ZERO)
    vat_amount: Mapped[Amount] = field(_("VAT"), default=ZERO, readonly=True)
    if TYPE_CHECKING:
        party_id: Mapped[Any]
        currency_id: Mapped[Any]
        lines: Any

    def take(self, source: Any) -> None:
        """Fill in what is left out from the paper it is for."""
        if source is None:
            return
        for name in ("organisation_id", "party_id", "currency_id"):
            if getattr(self, name) is None:
                setattr(self, name, getattr(source, name))

    def complete(self, work: Work) -> None:
        """Fill in the organisation, and the currency of its books."""
        super().complete(work)
        if self.currency_id is None:
            self.currency_id = work.session.get_one(Organisation, self.organisation_id).currency_id

    def put(self, rows: list[RowOfRate]) -> None:
        """Its rows by rate, those there are kept in their place; and the sums of all."""
        kind = type(self).fields["lines"].target
        del self.lines[len(rows) :]
        for place, row in enumerate(rows):
            if place == len(self.lines):
                self.lines.append(kind(position=place))
            line = self.lines[place]
            line.vat_rate, line.bare_amount = row.rate, row.amount - row.vat
            line.vat_amount, line.amount = row.vat, row.amount
        self.amount = sum((row.amount for row in rows), ZERO)
        self.vat_amount = sum((row.vat for row in rows), ZERO)


class TaxInvoiceIssued(TaxInvoicePaper):
    """A tax invoice given to a customer (счёт-фактура выданный, Tax Code art. 168, 169).

    `invoice_number` is given when it is posted, in order and without gaps within the
    organisation and the year; a draft has none.
    """

    title = _("Tax invoice issued"), _("Tax invoices issued")
    about = _(
        "A tax invoice for a shipment or an advance. It gets its number when it is posted: "
        "in order of dates, without gaps within the organisation and the year. It is due "
        "within five days of the shipment."
    )
    also = _("VAT invoice, schet-faktura")

    invoice_number: Mapped[int | None] = field(_("Number of the invoice"), readonly=True)
    kind_: Mapped[str] = field(_("Kind"), default="shipment", choices=KINDS)
    shipment: Mapped[Shipment | None] = reference(_("Shipment"))
    payment_id: Mapped[UUID | None] = document_reference(
        _("Payment"), among=("payment_order", "cash_receipt"), shown=False
    )
    payment_documents: Mapped[str] = field(
        _("To the payment documents"), default="", shown=False, help=_("Line 5 of the form")
    )
    operation_code: Mapped[str] = field(_("Code of the operation"), default="", shown=False)
    vat_rate: Mapped[Percent | None] = field(
        _("VAT of the advance, %"), shown=False, help=_("22 stands for 22/122")
    )
    lines: Mapped[list[TaxInvoiceIssuedLine]] = lines_of(_("By rates"))
    if TYPE_CHECKING:
        shipment_id: Mapped[UUID | None]

    @property
    def presentation(self) -> str:
        """The number of the invoice, once it has one."""
        return str(self.invoice_number or self.number)

    def complete(self, work: Work) -> None:
        """Take the rows from the shipment, or reckon the tax in the advance."""
        from .basis import payment_of, payments_for  # noqa: PLC0415 -- it reads these papers

        payment = payment_of(work, self)
        self.take(self.shipment if self.shipment is not None else payment)
        super().complete(work)
        self.kind_ = "advance" if self.shipment_id is None else "shipment"
        self.operation_code = self.operation_code or ("02" if self.is_advance else "01")
        if self.shipment is not None:
            self.put(by_rate(self.shipment.lines))
            self.payment_documents = self.payment_documents or payments_for(work, self.shipment)
        else:
            self._advance(work, payment)

    def _advance(self, work: Work, payment: Any) -> None:
        amount: Decimal = self.amount or (payment.amount if payment is not None else ZERO)
        row = of_advance(amount, work.day_of(self.moment), self.vat_rate)
        self.vat_rate = row.rate
        self.put([row])

    @property
    def is_advance(self) -> bool:
        """Whether it is for money that came before the goods."""
        return self.kind_ == "advance"


class TaxInvoiceReceivedLine(TaxRow):
    """What a received invoice says of one rate."""

    title = _("Row of a received tax invoice"), _("Rows of received tax invoices")


class TaxInvoiceReceived(TaxInvoicePaper):
    """A tax invoice a supplier has given us (счёт-фактура полученный), with his number and day."""

    title = _("Tax invoice received"), _("Tax invoices received")
    about = _(
        "A tax invoice of a supplier, with his number and date. On the basis of a receipt its "
        "rows are filled in; what the paper in hand says may be entered instead."
    )
    also = _("VAT invoice of a supplier, input VAT")

    supplier_number: Mapped[str] = field(_("Supplier's number"), search=True, required=True)
    supplier_date: Mapped[date] = field(_("Supplier's date"))
    received_on: Mapped[date | None] = field(_("Received on"))
    kind_: Mapped[str] = field(_("Kind"), default="receipt", choices=RECEIVED)
    goods_receipt: Mapped[GoodsReceipt | None] = reference(_("Receipt"))
    operation_code: Mapped[str] = field(_("Code of the operation"), default="", shown=False)
    lines: Mapped[list[TaxInvoiceReceivedLine]] = lines_of(_("By rates"))
    if TYPE_CHECKING:
        goods_receipt_id: Mapped[UUID | None]

    def complete(self, work: Work) -> None:
        """Take what the receipt says; rows that were entered stay as they are."""
        receipt = self.goods_receipt
        self.take(receipt)
        super().complete(work)
        if receipt is not None:
            self.supplier_number = self.supplier_number or receipt.supplier_number
            if left_out(self.supplier_date) and receipt.supplier_date is not None:
                self.supplier_date = receipt.supplier_date
        self.operation_code = self.operation_code or ("02" if self.kind_ == "advance" else "01")
        self.received_on = self.received_on or work.day_of(self.moment)
        if receipt is not None and not self.lines:
            self.put(by_rate(receipt.lines))
        else:
            self.put([RowOfRate(n.vat_rate, n.amount, n.vat_amount) for n in self.lines])
