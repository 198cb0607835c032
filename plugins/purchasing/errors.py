"""What purchasing refuses."""

from ...core import Refusal


class MoreThanOrdered(Refusal):
    """More comes in than the order still asks for."""

    code = "purchasing.more_than_ordered"


class MoreThanReceived(Refusal):
    """More goes back than came with the receipt, less what went back before."""

    code = "purchasing.more_than_received"


class OtherSource(Refusal):
    """The order or receipt named is another party's, or is not posted."""

    code = "purchasing.other_source"


class HasReturns(Refusal):
    """Goods of the receipt have gone back; take the returns back first."""

    code = "purchasing.has_returns"


class NothingLeft(Refusal):
    """There is nothing left to receive, to return or to pay."""

    code = "purchasing.nothing_left"
