"""What tax invoices are for: shipments and payments, and the papers made from them."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from ...core import Texts, Work
from ...core.posting import readings
from ...core.posting.service import find
from ...core.records.filling import based_on
from ...core.schema.document import DocumentHead
from ..purchasing import GoodsReceipt
from ..sales import Shipment
from ..settlements import Settlements
from .errors import NotOfVat

_ = Texts(__package__)


def payment_of(work: Work, invoice: Any) -> Any:
    """The payment an invoice for an advance is for, or None."""
    return None if invoice.payment_id is None else find(work, invoice.payment_id)


def payments_for(work: Work, shipment: Shipment) -> str:
    """The payments that came for a shipment's deal before it: `No. 12 of 2026-03-01, …`.

    Nothing where debts are not told apart by deals, or the person may not see them.
    """
    if shipment.deal_id is None or not work.access.may("settlements.read"):
        return ""
    where: dict[str, Any] = {
        "organisation": shipment.organisation_id,
        "party": shipment.party_id,
        "contract": shipment.contract_id,
        "deal": shipment.deal_id,
    }
    rows = readings.movements(work, Settlements, where=where, until=shipment.moment, limit=100)
    keys = [row["recorder"] for row in rows]
    paying = [k for k, cls in work.schema.documents.items() if getattr(cls, "pays", False)]
    asked = select(DocumentHead.number, DocumentHead.moment).where(
        DocumentHead.id.in_(keys), DocumentHead.kind.in_(paying)
    )
    found = work.session.execute(asked.order_by(DocumentHead.moment)).all()
    return ", ".join(f"{number} от {moment:%d.%m.%Y}" for number, moment in found)


def issued_of(_work: Work, shipment: Shipment) -> dict[str, Any]:
    """A tax invoice for a shipment.

    Raises:
        NotOfVat: where the organisation pays no VAT.
    """
    _require_vat(shipment)
    return {**_same(shipment), "shipment": str(shipment.id)}


def advance_of(_work: Work, payment: Any) -> dict[str, Any]:
    """A tax invoice for an advance that has come.

    Raises:
        NotOfVat: where the organisation pays no VAT, or the money is no advance of a customer.
    """
    _require_vat(payment)
    if payment.direction != "in" or payment.party_id is None:
        raise NotOfVat(
            _("{number} is no money of a customer", number=payment.number),
            remedy=_("An invoice for an advance is made from money that has come in"),
        )
    return {**_same(payment), "payment": str(payment.id), "amount": str(payment.amount)}


def received_of(_work: Work, receipt: GoodsReceipt) -> dict[str, Any]:
    """A tax invoice of the supplier for a receipt."""
    day = receipt.supplier_date
    return {
        **_same(receipt),
        "goods_receipt": str(receipt.id),
        "supplier_number": receipt.supplier_number,
        "supplier_date": None if day is None else day.isoformat(),
    }


def _require_vat(source: Any) -> None:
    if not source.organisation.pays_vat:
        raise NotOfVat(
            _("{name} pays no VAT and issues no tax invoices", name=source.organisation.name),
            remedy=_("Whether it pays VAT is said on its card"),
        )


def _same(source: Any) -> dict[str, Any]:
    key: UUID = source.party_id
    return {
        **based_on(source),
        "organisation": str(source.organisation_id),
        "party": str(key),
        "currency": str(source.currency_id),
    }
