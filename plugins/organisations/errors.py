"""What the organisations refuse."""

from ...core import Invalid


class NoOrganisation(Invalid):
    """A document needs an organisation, and there is none yet."""

    code = "organisations.none"


class WrongTaxId(Invalid):
    """A tax number does not add up, or has another number of digits than it must."""

    code = "organisations.wrong_tax_id"
