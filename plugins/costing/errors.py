"""What costing refuses."""

from ...core import Refusal


class CostUnknown(Refusal):
    """Goods come in and nothing says what they cost."""

    code = "costing.cost_unknown"


class NothingReceived(Refusal):
    """Extra costs are put on goods that their receipt has not brought."""

    code = "costing.nothing_received"
