"""What forbids saving and posting received invoices, and broken rows of any."""

from collections.abc import Iterator

from sqlalchemy import select

from ...core import Record, Refusal, Texts, Work, house_view
from ...core.posting.posting import Posting
from .documents import TaxInvoicePaper, TaxInvoiceReceived
from .errors import AlreadyInvoiced, NoBasis, WrongSums

_ = Texts(__package__)


def faults(record: Record) -> Iterator[Refusal]:
    """What forbids saving an invoice: sums that can not be."""
    if not isinstance(record, TaxInvoicePaper):
        return
    for place, line in enumerate(record.lines):
        if not 0 <= line.vat_amount <= line.amount:
            yield WrongSums(
                _("The tax is part of the amount: {vat} of {amount}", vat=line.vat_amount,
                  amount=line.amount),
                path=f"lines.{place}.vat_amount",
            )  # fmt: skip


def objections(posting: Posting) -> Iterator[Refusal]:
    """What forbids posting a received invoice: its receipt, and one of that number and day."""
    invoice = posting.document
    if not isinstance(invoice, TaxInvoiceReceived):
        return
    receipt = invoice.goods_receipt
    if receipt is not None and not receipt.posted:
        named = {"title": receipt.title[0], "number": receipt.number}
        yield NoBasis(_("{title} {number} is not posted", **named), path="goods_receipt")
    if receipt is not None and receipt.party_id != invoice.party_id:
        named = {"title": receipt.title[0], "number": receipt.number}
        yield NoBasis(_("{title} {number} is another party's", **named), path="party")
    yield from _twice(posting.work, invoice)


def _twice(work: Work, invoice: TaxInvoiceReceived) -> Iterator[Refusal]:
    asked = select(TaxInvoiceReceived.number).where(
        TaxInvoiceReceived.posted,
        TaxInvoiceReceived.id != invoice.id,
        TaxInvoiceReceived.organisation_id == invoice.organisation_id,
        TaxInvoiceReceived.party_id == invoice.party_id,
        TaxInvoiceReceived.supplier_number == invoice.supplier_number,
        TaxInvoiceReceived.supplier_date == invoice.supplier_date,
    )
    with house_view(work.session):
        known = work.session.scalar(asked.limit(1))
    if known is not None:
        yield AlreadyInvoiced(
            _("This invoice of the supplier is entered already: {number}", number=known),
            path="supplier_number",
        )
