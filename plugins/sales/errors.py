"""What sales refuses."""

from ...core import Refusal


class MoreThanOrdered(Refusal):
    """More is shipped than the order still asks for."""

    code = "sales.more_than_ordered"


class MoreThanSold(Refusal):
    """More comes back than was sold, less what came back before."""

    code = "sales.more_than_sold"


class OtherSource(Refusal):
    """The order or shipment named is another party's, or is not posted."""

    code = "sales.other_source"


class HasReturns(Refusal):
    """Goods of the shipment have come back; take the returns back first."""

    code = "sales.has_returns"


class NothingLeft(Refusal):
    """There is nothing left to ship, to take back or to close."""

    code = "sales.nothing_left"
