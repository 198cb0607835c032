"""What supply refuses."""

from ...core import Refusal


class NothingChosen(Refusal):
    """No row is ticked, or a row that is has no quantity or no supplier."""

    code = "supply.nothing_chosen"


class DemandChanged(Refusal):
    """Something was ordered, shipped or received since the list was shown."""

    code = "supply.demand_changed"
