"""The organisation in whose name one trades: what a newcomer does first."""

from ...core import Texts
from ...core.reporting.first_steps import FirstStep
from ...core.reporting.leading import to_new

_ = Texts(__package__)


def first_steps() -> list[FirstStep]:
    """The organisation in whose name one trades."""
    return [
        FirstStep(
            "organisations_own",
            _("Enter your organisation"),
            _(
                "Name it, and look at its currency and how goods are costed. The tax number is checked. Everything you trade from now on stands in its name."
            ),
            to_new("organisation"),
            "organisation.create",
            kinds=("organisation",),
            place=10,
        ),
    ]
