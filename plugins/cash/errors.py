"""What the cash desk refuses."""

from ...core import Refusal


class NothingToPay(Refusal):
    """A payment is of more than nothing, and only what is owed is paid on a paper."""

    code = "cash.nothing_to_pay"


class WrongPlace(Refusal):
    """Cash papers stand in a desk, payment orders in an account, both in one currency."""

    code = "cash.wrong_place"


class WrongDirection(Refusal):
    """A receipt brings money in, an expense takes it out."""

    code = "cash.wrong_direction"


class TwoPartners(Refusal):
    """Money comes from a party or from another place of ours, not from both."""

    code = "cash.two_partners"
