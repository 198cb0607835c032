"""What the course of an order refuses."""

from ...core import Refusal


class MoreThanOrdered(Refusal):
    """More is carried out than the order still asks for."""

    code = "orders.more_than_ordered"


class MoreThanMoved(Refusal):
    """More goes back than was moved, less what went back before."""

    code = "orders.more_than_moved"


class OtherSource(Refusal):
    """The paper named is another party's, of a later date, or is not posted."""

    code = "orders.other_source"


class HasReturns(Refusal):
    """Goods of the paper have gone back; take the returns back first."""

    code = "orders.has_returns"


class NothingLeft(Refusal):
    """There is nothing left to carry out, to return or to close."""

    code = "orders.nothing_left"
