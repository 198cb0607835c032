"""What settlements refuse."""

from ...core import Refusal


class OverDebtLimit(Refusal):
    """The party would owe us more than its contract allows."""

    code = "settlements.debt_limit"


class Overdue(Refusal):
    """The party has not paid in time; it gets nothing more on credit."""

    code = "settlements.overdue"


class CurrencyInUse(Refusal):
    """Debts under a contract stay in the currency they arose in."""

    code = "settlements.currency_in_use"
