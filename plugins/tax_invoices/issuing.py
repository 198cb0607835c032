"""Numbers of issued invoices: in order of dates, no gaps within an organisation and a year.

Rules of Government decree 1137 of 26.12.2011 (chronological numbering) and of Tax Code
art. 168, 3 (within five calendar days of the shipment or of the advance).
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from ...core import Document, Refusal, Texts, Work, house_view, periods
from ...core.notices import Notices
from ...core.posting.posting import Posting
from ..organisations import Organisation
from ..sales import Shipment
from .basis import payment_of
from .documents import TaxInvoiceIssued
from .errors import AlreadyInvoiced, Invoiced, NoBasis, NotOfVat, NotTheLast, OutOfOrder

_ = Texts(__package__)

WITHIN = timedelta(days=5)


def due_day(shipped: date) -> date:
    """The last day on which an invoice is issued in time, the day of the shipment counted out."""
    return shipped + WITHIN


def hold(work: Work, invoice: TaxInvoiceIssued) -> None:
    """Hold the numbers of the organisation, so that two invoices do not take one."""
    asked = select(Organisation.id).where(Organisation.id == invoice.organisation_id)
    work.session.execute(asked.with_for_update())


def give_number(work: Work, invoice: TaxInvoiceIssued) -> None:
    """Give a posted invoice the next number of its year; one posted again keeps its own."""
    if invoice.invoice_number is not None:
        return
    invoice.invoice_number = (_last(work, invoice) or 0) + 1
    _warn_if_late(work, invoice)


def take_number(work: Work, invoice: TaxInvoiceIssued) -> None:
    """Take the number of an unposted invoice back.

    Raises:
        NotTheLast: where invoices of later numbers have been issued.
    """
    hold(work, invoice)
    number = invoice.invoice_number
    if number is None:
        return
    if (_last(work, invoice) or 0) > number:
        raise NotTheLast(
            _("Invoices after No. {number} have been issued", number=number),
            remedy=_("Take the later ones back first, or issue a correction"),
        )
    invoice.invoice_number = None


def _last(work: Work, invoice: TaxInvoiceIssued) -> int | None:
    """The last number of the year, other than the invoice's own."""
    asked = select(func.max(TaxInvoiceIssued.invoice_number)).where(
        *_same_year(work, invoice), TaxInvoiceIssued.id != invoice.id
    )
    with house_view(work.session):  # a number is taken by an invoice out of sight, too
        return work.session.scalar(asked)


def _same_year(work: Work, invoice: TaxInvoiceIssued) -> list[Any]:
    first, zone = work.day_of(invoice.moment).replace(month=1, day=1), work.house.zone
    return [
        TaxInvoiceIssued.organisation_id == invoice.organisation_id,
        TaxInvoiceIssued.moment >= periods.start(first, zone),
        TaxInvoiceIssued.moment < periods.start(first.replace(year=first.year + 1), zone),
        TaxInvoiceIssued.invoice_number.is_not(None),
    ]


def objections(posting: Posting) -> Iterator[Refusal]:
    """What forbids issuing an invoice, and changing what was invoiced."""
    work, document = posting.work, posting.document
    if isinstance(document, TaxInvoiceIssued):
        hold(work, document)
        yield from _of_basis(work, document)
        yield from _of_order(work, document)
    elif isinstance(document, Shipment) and posting.again and not posting.restoring:
        invoice = _invoice_of(work, document)
        if invoice is not None and _differs(invoice, document):
            yield _invoiced(invoice)


def _of_basis(work: Work, invoice: TaxInvoiceIssued) -> Iterator[Refusal]:
    source: Any = invoice.shipment or payment_of(work, invoice)
    if source is None:
        yield NoBasis(
            _("What is the invoice for?"),
            path="shipment",
            remedy=_("Name the shipment, or the payment that came before it"),
        )
        return
    if not invoice.organisation.pays_vat:
        name = invoice.organisation.name
        yield NotOfVat(_("{name} pays no VAT and issues no tax invoices", name=name))
    named = {"title": source.title[0], "number": source.number}
    if not source.posted:
        yield NoBasis(_("{title} {number} is not posted", **named), path="shipment")
    elif work.day_of(source.moment) > work.day_of(invoice.moment):
        yield NoBasis(_("{title} {number} is of a later day", **named), path="moment")
    if source.party_id != invoice.party_id or source.organisation_id != invoice.organisation_id:
        yield NoBasis(_("{title} {number} is another party's", **named), path="party")
    if invoice.shipment is not None and _differs(invoice, invoice.shipment):
        yield NoBasis(
            _("{title} {number} was changed since", **named),
            path="shipment",
            remedy=_("Save the invoice again: it takes the sums anew"),
        )
    yield from _twice(work, invoice)


def _differs(invoice: TaxInvoiceIssued, shipment: Shipment) -> bool:
    return (
        invoice.amount != shipment.amount
        or invoice.vat_amount != shipment.vat_amount
        or invoice.party_id != shipment.party_id
    )


def _twice(work: Work, invoice: TaxInvoiceIssued) -> Iterator[Refusal]:
    asked = select(TaxInvoiceIssued.invoice_number).where(
        TaxInvoiceIssued.posted, TaxInvoiceIssued.id != invoice.id
    )
    if invoice.shipment_id is not None:
        asked = asked.where(TaxInvoiceIssued.shipment_id == invoice.shipment_id)
    else:
        asked = asked.where(TaxInvoiceIssued.payment_id == invoice.payment_id)
    with house_view(work.session):
        number = work.session.scalar(asked.limit(1))
    if number is not None:
        yield AlreadyInvoiced(
            _("Tax invoice No. {number} has been issued for it", number=number), path="shipment"
        )


def _of_order(work: Work, invoice: TaxInvoiceIssued) -> Iterator[Refusal]:
    """Dates do not fall as numbers rise, whether it has its number already or gets the next."""
    day = TaxInvoiceIssued.moment
    own, number = invoice.invoice_number, TaxInvoiceIssued.invoice_number
    before: Any = number.is_not(None) if own is None else number < own
    after: Any = None if own is None else number > own
    with house_view(work.session):
        others = [*_same_year(work, invoice), TaxInvoiceIssued.id != invoice.id]
        latest = work.session.scalar(select(func.max(day)).where(*others, before))
        soonest = None
        if after is not None:
            soonest = work.session.scalar(select(func.min(day)).where(*others, after))
    of = work.day_of(invoice.moment)
    wrong = latest is not None and work.day_of(latest) > of
    wrong = wrong or (soonest is not None and work.day_of(soonest) < of)
    if wrong:
        other = latest if latest is not None and latest > invoice.moment else soonest
        yield OutOfOrder(
            _(
                "An invoice of {day} has the number beside it",
                day=work.day_of(other) if other else "",
            ),
            path="moment",
            remedy=_("Numbers go by dates: date it so that it stands in order"),
        )


def _warn_if_late(work: Work, invoice: TaxInvoiceIssued) -> None:
    source: Any = invoice.shipment or payment_of(work, invoice)
    last = due_day(work.day_of(source.moment))
    if work.day_of(invoice.moment) <= last or work.access.user_id is None:
        return
    said = _(
        "Tax invoice No. {number} was due by {day}: five days from {title} {source}",
        number=invoice.invoice_number,
        day=last,
        title=source.title[0],
        source=source.number,
    )
    link = f"/documents/{invoice.kind}/{invoice.id}"
    Notices(work).tell(said, users=[work.access.user_id], link=link, key=f"late:{invoice.id}")


# --- what was invoiced ----------------------------------------------------------------------


def require_none(work: Work, document: Document) -> None:
    """Go on with unposting a paper only if no invoice has been issued for it.

    Raises:
        Invoiced: otherwise.
    """
    invoice = _invoice_of(work, document)
    if invoice is not None:
        raise _invoiced(invoice)


def _invoice_of(work: Work, document: Document) -> TaxInvoiceIssued | None:
    for column in (TaxInvoiceIssued.shipment_id, TaxInvoiceIssued.payment_id):
        asked = select(TaxInvoiceIssued).where(column == document.id, TaxInvoiceIssued.posted)
        found = work.session.scalars(asked.limit(1)).first()
        if found is not None:
            return found
    return None


def _invoiced(invoice: TaxInvoiceIssued) -> Invoiced:
    return Invoiced(
        _("Tax invoice No. {number} has been issued for it", number=invoice.invoice_number),
        remedy=_("Take the invoice back first, or issue a correction"),
        invoice=str(invoice.id),
    )
