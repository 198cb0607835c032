"""What costing refuses."""

from ...core import Refusal


class CostUnknown(Refusal):
    """Goods come in and nothing says what they cost."""

    code = "costing.cost_unknown"
