"""What reserving refuses."""

from ...core import Refusal


class NowhereToMove(Refusal):
    """A row says neither where goods are promised from nor where they are to be."""

    code = "reservations.nowhere_to_move"


class NothingFree(Refusal):
    """All of the order is promised already, or nothing of the rest is free."""

    code = "reservations.nothing_free"


class GivenUpSince(Refusal):
    """A later paper has given up what was placed; what comes before it can not serve that."""

    code = "reservations.given_up_since"


class PromisedBeyond(Refusal):
    """More would be promised to an order than is left of it."""

    code = "reservations.promised_beyond"
