"""What supplying ourselves refuses."""

from ...core import Refusal


class NobodyAsks(Refusal):
    """An internal order names neither the warehouse nor the department that asks for goods."""

    code = "internal_orders.nobody_asks"


class NotToThere(Refusal):
    """A transfer carries an order out by going where the order wants the goods."""

    code = "internal_orders.not_to_there"
