"""What the guard of margin refuses."""

from ...core import Invalid


class BelowCost(Invalid):
    """A row brings less than its goods have cost."""

    code = "margin.below_cost"
