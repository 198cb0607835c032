"""Tax invoices: issued in order and in time, received with the supplier's number and date."""

from collections.abc import Sequence
from uuid import UUID

from ...core import (
    DerivedField,
    Document,
    Filling,
    Plugin,
    Record,
    Refusal,
    Role,
    Standings,
    Texts,
    Work,
    hookimpl,
)
from ...core.posting.posting import Posting
from ...core.printing import PrintForm
from . import basis, checks, issuing, papers, states
from .documents import TaxInvoiceIssued, TaxInvoiceReceived
from .rates import by_rate, of_advance, standard_rate

_ = Texts(__package__)


class TaxInvoicesPlugin(Plugin):
    """Issues tax invoices for what was shipped and paid ahead, and keeps those of suppliers."""

    name, title, section = "tax_invoices", _("Tax invoices"), "sales"
    needs = (
        "currencies", "orders", "organisations", "parties", "purchasing", "sales", "settlements",
        "stock",
    )  # fmt: skip

    @hookimpl
    def check_record(self, work: Work, record: Record) -> list[Refusal]:
        """Object to sums that can not be."""
        return list(checks.faults(record))

    @hookimpl
    def check_posting(self, posting: Posting) -> list[Refusal]:
        """Object to invoices out of order, given twice, or for what is not there."""
        return [*issuing.objections(posting), *checks.objections(posting)]

    @hookimpl
    def on_posted(self, work: Work, document: Document) -> None:
        """Give an issued invoice its number."""
        if isinstance(document, TaxInvoiceIssued):
            issuing.give_number(work, document)

    @hookimpl
    def on_unposted(self, work: Work, document: Document) -> None:
        """Take the number back, if it is the last; refuse to take back what was invoiced."""
        if isinstance(document, TaxInvoiceIssued):
            issuing.take_number(work, document)
        else:
            issuing.require_none(work, document)

    @hookimpl
    def list_fillings(self) -> list[Filling]:
        """Shipment or payment → issued invoice; receipt → received one."""
        return [
            Filling("shipment", "tax_invoice_issued", basis.issued_of),
            Filling("payment_order", "tax_invoice_issued", basis.advance_of),
            Filling("cash_receipt", "tax_invoice_issued", basis.advance_of),
            Filling("goods_receipt", "tax_invoice_received", basis.received_of),
        ]

    @hookimpl
    def list_derived_fields(self) -> list[DerivedField]:
        """Whether a shipment was invoiced."""
        return states.fields()

    @hookimpl
    def list_standings(self, work: Work, kind: str, keys: Sequence[UUID]) -> Standings:
        """Say of shipments that they were invoiced, or that it is late."""
        return states.standings(work, kind, keys)

    @hookimpl
    def list_print_forms(self) -> list[PrintForm]:
        """The tax invoice, alone and as the universal transfer document."""
        return papers.forms()

    @hookimpl
    def list_roles(self) -> list[Role]:
        """The accountant issues and keeps them; salespeople issue, buyers enter."""
        return roles()


KINDS = ("tax_invoice_issued", "tax_invoice_received")


def roles() -> list[Role]:
    """Who does what with tax invoices."""
    everything = tuple(f"{kind}.*" for kind in KINDS)
    seen = tuple(f"{kind}.read" for kind in KINDS)
    issuing_ = ("tax_invoice_issued.read", "tax_invoice_issued.create", "tax_invoice_issued.edit")
    return [
        Role("accountant", _("Accountant"), everything),
        Role("salesperson", _("Salesperson"), (*issuing_, "tax_invoice_issued.post")),
        Role("buyer", _("Buyer"), ("tax_invoice_received.*",)),
        Role("director", _("Director"), seen),
    ]


plugin = TaxInvoicesPlugin()

__all__ = [
    "TaxInvoiceIssued",
    "TaxInvoiceReceived",
    "TaxInvoicesPlugin",
    "by_rate",
    "of_advance",
    "plugin",
    "standard_rate",
]
