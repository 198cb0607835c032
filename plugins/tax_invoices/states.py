"""Whether shipments were invoiced, and in time: in lists, in words and in REST."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Text, case, literal, not_, null, select, type_coerce

from ...core import DerivedField, Standing, Texts, Work, of_registers
from ..organisations import Organisation
from ..sales import Shipment
from .documents import TaxInvoiceIssued
from .issuing import due_day

_ = Texts(__package__)

NAMES = {"issued": _("Issued"), "awaited": _("Not issued yet")}


def fields() -> list[DerivedField]:
    """`tax_invoice` of a shipment: issued or awaited; nothing where no VAT is paid."""
    return [
        DerivedField(
            Shipment.kind, "tax_invoice", _("Tax invoice"), "tax_invoice_issued.read", _state,
            choices=NAMES,
        )
    ]  # fmt: skip


def _state(_work: Work) -> ColumnElement[str]:
    invoices = select(TaxInvoiceIssued.shipment_id).where(
        TaxInvoiceIssued.posted, TaxInvoiceIssued.shipment_id.is_not(None)
    )
    payers = select(Organisation.id).where(Organisation.pays_vat)
    return type_coerce(
        case(
            (not_(Shipment.posted), null()),
            (Shipment.id.in_(of_registers(invoices)), literal("issued")),
            (Shipment.organisation_id.in_(of_registers(payers)), literal("awaited")),
            else_=null(),
        ),
        Text(),
    )


def standings(work: Work, kind: str, keys: Sequence[UUID]) -> dict[UUID, list[Standing]]:
    """On shipments: the invoice is issued, or its five days have passed."""
    if kind != Shipment.kind or not work.access.may("tax_invoice_issued.read"):
        return {}
    asked = select(Shipment.id, Shipment.moment, _state(work)).where(Shipment.id.in_(list(keys)))
    today = work.clock.now().date()
    found: dict[UUID, list[Standing]] = {}
    for key, moment, state in work.session.execute(asked):
        if state == "issued":
            found[key] = [Standing("invoiced", _("Invoiced"), "file-invoice", "good")]
        elif state == "awaited":
            late = today > due_day(moment.date())
            soon = today >= due_day(moment.date()) - timedelta(days=1)
            word = _("Tax invoice is late") if late else _("Tax invoice is due")
            if late or soon:
                name = "invoice_late" if late else "invoice_due"
                found[key] = [Standing(name, word, "file-invoice", "bad" if late else "care")]
    return found
