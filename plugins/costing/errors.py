"""What costing refuses."""

from ...core import Refusal


class CostUnknown(Refusal):
    """Goods come in and nothing says what they cost."""

    code = "costing.cost_unknown"


class NothingReceived(Refusal):
    """Extra costs are put on goods that their receipt has not brought."""

    code = "costing.nothing_received"


class CostGoesRound(Refusal):
    """Goods go in a circle between warehouses, and nothing says what they cost."""

    code = "costing.cost_goes_round"


class MonthOutOfOrder(Refusal):
    """Months are closed one after the other, and opened from the last one back."""

    code = "costing.month_out_of_order"
    status = 409


class MonthNotBegun(Refusal):
    """A month that has not begun can not be closed."""

    code = "costing.month_not_begun"


class MonthClosed(Refusal):
    """The month is closed already, or what is changed reaches into closed months."""

    code = "costing.month_closed"
    status = 409


class PolicyTwice(Refusal):
    """Two policies of one organisation hold from the same month on."""

    code = "costing.policy_twice"


class MethodInUse(Refusal):
    """Goods are costed by the method already; a policy changes it from a month on."""

    code = "costing.method_in_use"
