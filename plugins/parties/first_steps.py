"""Somebody to sell to: what a newcomer does first."""

from ...core import Texts
from ...core.reporting.first_steps import FirstStep
from ...core.reporting.leading import to_new

_ = Texts(__package__)


def first_steps() -> list[FirstStep]:
    """Somebody to sell to."""
    return [
        FirstStep(
            "parties_customer",
            _("Enter a customer"),
            _(
                "A name is enough; mark it as a customer, and as a supplier too if you buy from it. A main contract is made by itself."
            ),
            to_new("party"),
            "party.create",
            kinds=("party",),
            place=50,
        ),
    ]
