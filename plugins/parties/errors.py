"""What the parties refuse."""

from ...core import Invalid


class WrongContract(Invalid):
    """A contract is of another party or another organisation than the document."""

    code = "parties.wrong_contract"


class WrongContact(Invalid):
    """A contact does not say what it should: no address, days that end before they begin."""

    code = "parties.wrong_contact"


class WrongRate(Invalid):
    """A contract in conventional units says by which rate it is paid."""

    code = "parties.wrong_rate"
