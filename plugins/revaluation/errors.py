"""What revaluation refuses."""

from ...core import Refusal


class NothingToRevalue(Refusal):
    """No money and no debt is in a foreign currency."""

    code = "revaluation.nothing"


class SecondRevaluation(Refusal):
    """A day is revalued once."""

    code = "revaluation.second"


class WrongExchange(Refusal):
    """Money is changed between two places of an organisation, in two currencies."""

    code = "revaluation.wrong_exchange"
