"""What tax invoices refuse."""

from ...core import Refusal


class NotOfVat(Refusal):
    """No tax invoice is issued for this: no VAT is paid, or the money is no advance."""

    code = "tax_invoices.not_of_vat"


class NoBasis(Refusal):
    """An invoice is for a shipment or for a payment."""

    code = "tax_invoices.no_basis"


class AlreadyInvoiced(Refusal):
    """There is an invoice for it already."""

    code = "tax_invoices.already_invoiced"


class OutOfOrder(Refusal):
    """Numbers go by dates: an invoice of a later day has been issued."""

    code = "tax_invoices.out_of_order"


class NotTheLast(Refusal):
    """Only the last number of a year is taken back; a gap would be left."""

    code = "tax_invoices.not_the_last"


class Invoiced(Refusal):
    """What was invoiced is changed by a correction, not by itself."""

    code = "tax_invoices.invoiced"


class WrongSums(Refusal):
    """The tax of a row is more than its amount, or less than nothing."""

    code = "tax_invoices.wrong_sums"
