"""What packaging refuses."""

from ...core import Refusal


class NotPackaging(Refusal):
    """Only items of the kind “returnable packaging” are lent."""

    code = "packaging.not_packaging"


class NothingHanded(Refusal):
    """A row of packaging is of more than nothing, and nobody else's goods."""

    code = "packaging.nothing"


class OverPackagingLimit(Refusal):
    """A customer would hold more of our packaging than was agreed."""

    code = "packaging.limit"


class WrongContractKind(Refusal):
    """Our packaging goes out under contracts of selling, theirs comes under those of buying."""

    code = "packaging.wrong_contract"


class NoPackagingLeft(Refusal):
    """Nobody holds any packaging that could come back or be paid for."""

    code = "packaging.none_left"
